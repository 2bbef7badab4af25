"""What leaves the encoder for each window, and how windows go in: the one place that knows the graph's shape."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from asof.annotate.engine.labels import DEPS, POINTERS, TAGGERS
from asof.annotate.engine.windows import Window

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

INPUTS = ("ids", "shapes", "starts")
OUTPUTS = ("tags", *(f"{p}_{side}" for p in POINTERS for side in ("of", "to")), "dep_of", "dep_to", "vectors")

AT_ONCE = 8
"""Windows of one document that are read together; those of two documents never are."""


class Scores(NamedTuple):
    """The scores of one window's words.

    `tags` [words, all labels of all taggers in their order]; `pointers`: name -> the side that points [words, size] and
    the side that is pointed to [words, size + 1], whose last column is its own score; `dep_of` [words, labels, size]
    and `dep_to` [words, size], whose product scores the relations; `vectors` [words, size]: their mean over a
    sentence is the sentence's vector.
    """

    tags: Floats
    pointers: dict[str, tuple[Floats, Floats]]
    dep_of: Floats
    dep_to: Floats
    vectors: Floats

    def layer(self, name: str) -> Floats:
        """The scores of one tagger [words, its labels]."""
        return self.tags[:, _PLACES[name]]


Runner = Callable[[Sequence[Window]], list[Scores]]
"""Reads the windows of one document."""


def _places() -> Iterator[tuple[str, slice]]:
    at = 0
    for name, its in TAGGERS.items():
        yield name, slice(at, at + len(its))
        at += len(its)


_PLACES = dict(_places())


def arrays(windows: Sequence[Window]) -> tuple[Integers, Integers, Integers]:
    """`ids`, `shapes` [windows, subwords] and `starts` [windows, words], padded with zeros."""
    rows = [(w.ids, w.shapes, w.starts) for w in windows]
    ids, shapes, starts = (_grid([row[n] for row in rows]) for n in range(3))
    return ids, shapes, starts


def _grid(rows: list[list[int]]) -> Integers:
    made = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for at, row in enumerate(rows):
        made[at, : len(row)] = row
    return made


def unpacked(windows: Sequence[Window], outputs: Sequence[Floats]) -> list[Scores]:
    """The graph's `outputs`, in the order of `OUTPUTS`, as each window's own."""
    named = dict(zip(OUTPUTS, outputs, strict=True))
    found = []
    for at, one in enumerate(windows):
        own = {name: values[at, : len(one.starts)] for name, values in named.items()}
        found.append(
            Scores(
                tags=own["tags"],
                pointers={p: (own[f"{p}_of"], own[f"{p}_to"]) for p in POINTERS},
                dep_of=own["dep_of"].reshape(len(one.starts), len(DEPS), -1),
                dep_to=own["dep_to"],
                vectors=own["vectors"],
            )
        )
    return found


def grouped(windows: Sequence[Window]) -> Iterator[Sequence[Window]]:
    """A document's windows in groups of `AT_ONCE`, so that memory stays bounded."""
    for at in range(0, len(windows), AT_ONCE):
        yield windows[at : at + AT_ONCE]
