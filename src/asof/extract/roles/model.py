"""The trained weights: linear models (logistic regression) over the features of documents and of things.

`resources/roles/documents.tsv`, `things.tsv` and `pairs.tsv` hold a feature a row with a whole number for each thing to
be told, in hundredths; `model.yaml` the constants, the thresholds and the tables' SHA-256. `training/roles` makes all
four; its card says of what.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asof.resources import structure, table

Floats = NDArray[np.float64]
_HUNDREDTHS = 100


class Linear:
    """One table of weights. `names` are the columns, in order."""

    def __init__(self, name: str) -> None:
        """Load `resources/roles/NAME.tsv`. Raises ValueError where it is not the file that `model.yaml` describes."""
        card = settings()[name]
        path = f"roles/{name}.tsv"
        found = hashlib.sha256(files("asof.resources").joinpath(path).read_bytes()).hexdigest()
        if found != card["sha256"]:
            raise ValueError(f"resources/{path} is not the file that roles/model.yaml describes (SHA-256 differs)")
        rows = table(f"roles/{name}")
        self.names: tuple[str, ...] = tuple(card["constants"])
        self._constants = np.array([card["constants"][n] for n in self.names], dtype=np.float64)
        self._rows = {row["feature"]: i for i, row in enumerate(rows)}
        self._weights = np.array([[int(row[n]) for n in self.names] for row in rows], dtype=np.int32)

    def scores(self, features: Iterable[str]) -> Floats:
        """The log-odds of each column."""
        known = [i for f in features if (i := self._rows.get(f)) is not None]
        # Whole numbers are added: the sum does not depend on the order or on the processor.
        total: Floats = self._weights[known].sum(0) / _HUNDREDTHS + self._constants
        return total


@cache
def settings() -> dict[str, Any]:
    """What `resources/roles/model.yaml` holds."""
    found: dict[str, Any] = structure("roles/model")
    return found


@cache
def linear(name: str) -> Linear:
    """The table of weights of that name, loaded once."""
    return Linear(name)
