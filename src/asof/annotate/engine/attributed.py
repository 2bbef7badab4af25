"""Who said what, over all windows of a document: windows overlap, and a quotation may run from one into the next."""

from typing import NamedTuple

import numpy as np

from asof.annotate.engine import decode, labels
from asof.annotate.engine.decode import Spanned
from asof.annotate.engine.scores import Floats, Integers, Scores
from asof.annotate.engine.windows import Window

DRAWN = 0.3
"""The probability a content or source must give to its cue (how it was found: bench/annotate/NOTES-engine.md)."""

_SEEN = 0.02
"""Pointing of less than this is not kept: a document needs the memory of its words, not of its windows' squares."""

_TAGS = labels.TAGGERS["attribution"]


class Group(NamedTuple):
    """Spans that belong together: a cue with its sources and contents, a count with the words for its population."""

    head: Spanned
    members: list[Spanned]


class Attributed:
    """What the windows of a document say of sources, cues and contents; a word that two windows read has their mean."""

    def __init__(self, size: int) -> None:
        self.chances: Floats = np.zeros((size, len(_TAGS)), np.float32)
        self.readings: Integers = np.zeros(size, np.int64)
        self.pointing: list[tuple[Integers, Integers, Floats]] = []

    def add(self, window: Window, scores: Scores) -> None:
        """Take what one window says; windows come in order."""
        own = slice(window.first, window.last)
        self.chances[own] += np.exp(decode.log_softmax(scores.layer("attribution")))
        self.readings[own] += 1
        drawn = np.exp(decode.log_softmax(scores.pointers["cue"]))
        of, to = np.nonzero(drawn >= _SEEN)
        self.pointing.append((of + window.first, to + window.first, drawn[of, to]))

    def groups(self) -> tuple[list[Spanned], list[Group]]:
        """All spans, and the cues that have any with theirs; a span may be in no group.

        A source or content joins the cue to which its words point most. One that points to none with `DRAWN` of its
        probability belongs to a cue that was not found: to no group.
        """
        if not len(self.readings):
            return [], []
        mean = self.chances / np.maximum(self.readings, 1)[:, None]
        spans = decode.spans(np.log(np.maximum(mean, np.float32(1e-9))), _TAGS)
        groups = [Group(span, []) for span in spans if span[2] == "cue"]
        of, cue, drawn = self._drawn(groups)
        for span in spans:
            if span[2] != "cue":
                here = slice(*np.searchsorted(of, span[:2]))
                weight = (
                    np.zeros(0) if here.start == here.stop else np.bincount(cue[here] - cue[here].min(), drawn[here])
                )
                if len(weight) and weight.max() >= DRAWN * self.readings[span[0] : span[1]].sum():
                    groups[int(weight.argmax() + cue[here].min())].members.append(span)
        return spans, [group for group in groups if group.members]

    def _drawn(self, groups: list[Group]) -> tuple[Integers, Integers, Floats]:
        """What points to words of cues, by the word that points: that word, the number of the cue, how much."""
        number = np.full(len(self.readings), -1, np.int64)
        for at, group in enumerate(groups):
            number[group.head[0] : group.head[1]] = at
        of, to, drawn = (np.concatenate(column) for column in zip(*self.pointing, strict=True))
        kept = np.flatnonzero(number[to] >= 0)
        kept = kept[np.argsort(of[kept], kind="stable")]
        return of[kept], number[to[kept]], drawn[kept]
