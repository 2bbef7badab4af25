"""Lexicons and rules as data, and the one loader that reads them.

Files lie in folders beside this one, named for the stage that uses them. Tables are TSV with a header row;
structures are YAML. Every row of a rule or lexicon carries an example that `tests/resources` runs.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: it saves a fifth of a second of each start."""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `resources/NAME.tsv` as dictionaries; lines that begin with # and blank ones are passed over.

    Raises FileNotFoundError for an unknown name and ValueError (file and line) for a row of the wrong width.
    """
    lines = files(__package__).joinpath(f"{name}.tsv").read_text("utf-8").splitlines()
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = list(csv.reader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE))
    header = rows[0]
    for (number, _), row in zip(kept, rows, strict=True):
        if len(row) != len(header):
            raise ValueError(f"resources/{name}.tsv:{number}: {len(row)} columns, the header has {len(header)}")
    return tuple(dict(zip(header, row, strict=True)) for row in rows[1:])


@cache
def structure(name: str) -> Any:
    """What `resources/NAME.yaml` holds. Raises FileNotFoundError for an unknown name."""
    return yaml.load(files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one


@cache
def names(folder: str, ending: str = ".yaml") -> tuple[str, ...]:
    """The names (without ending) of the files of `resources/FOLDER`, sorted."""
    found = files(__package__).joinpath(folder).iterdir()
    return tuple(sorted(f.name.removesuffix(ending) for f in found if f.name.endswith(ending)))
