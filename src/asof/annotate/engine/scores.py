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
OUTPUTS = ("tags", *POINTERS, "dep_of", "dep_to", "vectors")


class Scores(NamedTuple):
    """The scores of one window's words.

    `tags` [words, all labels of all taggers in their order]; `pointers`: name -> how much each word points to each
    [words, words]; `dep_of` [words, labels, size + 1] and `dep_to` [words, size], whose product scores the relations;
    `vectors` [words, size]: their mean over a sentence is the sentence's vector.
    """

    tags: Floats
    pointers: dict[str, Floats]
    dep_of: Floats
    dep_to: Floats
    vectors: Floats

    def layer(self, name: str) -> Floats:
        """The scores of one tagger [words, its labels]."""
        return self.tags[:, _PLACES[name]]

    def after(self, word: int) -> "Scores":
        """The scores of the words from `word` on, among themselves."""
        pointers = {name: scores[word:, word:] for name, scores in self.pointers.items()}
        return Scores(self.tags[word:], pointers, self.dep_of[word:], self.dep_to[word:], self.vectors[word:])


Runner = Callable[[Window], Scores]
"""Reads one window: a document of any length needs the memory of one."""


def _places() -> Iterator[tuple[str, slice]]:
    at = 0
    for name, its in TAGGERS.items():
        yield name, slice(at, at + len(its))
        at += len(its)


_PLACES = dict(_places())


def arrays(window: Window) -> tuple[Integers, Integers, Integers]:
    """`ids`, `shapes` [1, subwords] and `starts` [1, words].

    A window goes in alone: nothing is padded, and its scores can depend on nothing beside it.
    """
    ids, shapes, starts = (np.array([row], np.int64) for row in (window.ids, window.shapes, window.starts))
    return ids, shapes, starts


def unpacked(outputs: Sequence[Floats]) -> Scores:
    """The graph's `outputs` for one window, in the order of `OUTPUTS`."""
    own = {name: values[0] for name, values in zip(OUTPUTS, outputs, strict=True)}
    return Scores(
        tags=own["tags"],
        pointers={p: own[p] for p in POINTERS},
        dep_of=own["dep_of"].reshape(len(own["dep_of"]), len(DEPS), -1),
        dep_to=own["dep_to"],
        vectors=own["vectors"],
    )
