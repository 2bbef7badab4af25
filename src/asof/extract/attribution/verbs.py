"""A cue verb with the auxiliaries and adverbs of its group, and what may stand between it and its subject."""

from dataclasses import dataclass

from asof.extract.attribution import phrases
from asof.extract.attribution.clause import Window
from asof.extract.attribution.lexicon import Cue
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.words import Words

_BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "'s", "’s", "'re", "’re"})


@dataclass(slots=True, frozen=True)
class Verb:
    """A cue verb: its group begins at token `first`, the cue itself is `at`; `left` is `first`, stepped over times.

    `be`: the group holds a form of "be"; `negated`: it holds a negation.
    """

    cue: Cue
    at: Phrase
    first: int
    left: int
    be: bool
    negated: bool

    @classmethod
    def read(cls, w: Words, at: Phrase, cue: Cue, window: Window) -> "Verb":
        """The verb whose cue stands at `at`."""
        first, be, negated = auxiliaries(w, at[0], window.first)
        return cls(cue, at, first, over_times(w, first, window.first), be, negated)


def auxiliaries(w: Words, index: int, floor: int) -> tuple[int, bool, bool]:
    """Where the verb group that ends before `index` begins; whether it holds a form of be; whether a negation."""
    be = negated = False
    while index > floor:
        word = w.lower[index - 1]
        group = word in lexicon("auxiliaries") or word in lexicon("adverbs") or word in lexicon("negations")
        if w.time[index - 1] >= 0 or not (group or phrases.adverb(w, index - 1)):
            break
        be = be or word in _BE
        negated = negated or word in lexicon("negations")
        index -= 1
    return index, be, negated


def over_times(w: Words, index: int, floor: int) -> int:
    """Steps left over "on Tuesday", "late Monday", "in a statement" between a subject and its verb."""
    here = index
    while here > floor and w.time[here - 1] >= 0:
        here -= 1
    if here < index and here > floor and w.lower[here - 1] in ("on", "in", "at", "late", "early", "earlier"):
        here -= 1
    if here == index and here > floor and w.lower[here - 1] in lexicon("tails"):
        for start in range(here - 2, max(floor, here - 6), -1):
            if w.lower[start] in ("in", "during", "at") and start > floor and not is_mark(w.lower[start - 1]):
                return start
    return here if here > floor else index
