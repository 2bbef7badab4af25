"""The way from a toll to the number that it is at: "the death toll in the two valleys rose on Monday to 26"."""

import re
from functools import cache

from asof.extract.inflection import verb_forms
from asof.extract.words import Word
from asof.resources import structure

_REACH = 30
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_DATING = frozenset({"since", "after", "before"})
_AS_HIGH = frozenset({"as", "high", "many", "nearly", "almost", "over", "to"})
_WHEN_OR_TO = frozenset({"preposition", "time_noun", "adverb"})
_IN_VERB = frozenset({"be", "get", "have", "modal", "adverb", "negation"})


def to_number(words: tuple[Word, ...], start: int, end: int) -> float | None:
    """The way from a toll to its number crosses its verb and a preposition ("rose on Monday to 26")."""
    closed = {"stop", "end", "subordinator", "relative"}
    end -= end - start > 0 and words[end - 1].low == ":"
    if end - start <= _REACH and _reaches(words, start, end):
        return 0.5 + 0.04 * (end - start)
    if any(w.kind in closed and w.low not in _DATING for w in words[start:end]) or end - start > _REACH:
        return None
    others = [w for w in words[start:end] if w.kind == "number" and not _YEAR.fullmatch(w.low)]
    return 0.5 + 0.04 * (end - start) + 1.5 * len(others)


def is_growth(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether the number [first, last) is only what a toll grew by before it came to the next: "rose by 12 to 30"."""
    before = [w.low for w in words[max(first - 2, 0) : first]]
    grew = len(before) > 1 and before[0] in _toll_verbs() and before[1] == "by"
    after = words[last : last + 2]
    return grew and len(after) > 1 and after[0].low == "to" and after[1].kind == "number"


def _reaches(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Whether the words before a number say that the toll before came to it ("… which struck the coast has reached").

    What stands between the toll and that verb may hold a relative clause and numbers of its own, but no other subject.
    """
    at = end
    if at - start > 1 and words[at - 1].kind == "subordinator" and words[at - 1].low == "as":
        at -= 1
    while at > start and (words[at - 1].kind in _WHEN_OR_TO or words[at - 1].low in _AS_HIGH or _from(words, at - 1)):
        at -= 1
    if at == 0 or words[at - 1].low not in _toll_verbs():
        return False
    while at > start and (words[at - 1].low in _toll_verbs() or words[at - 1].kind in _IN_VERB):
        at -= 1
    between = words[start:at]
    if any(w.kind in {"stop", "end", "report", "quote"} for w in between):
        return False
    relative = next((i for i, w in enumerate(between) if w.kind == "relative" or w.low == "that"), len(between))
    clause = between[:relative]
    if (
        clause and clause[-1].kind == between[-1].kind == "comma"
    ):  # "the toll, which officials had put at 40, now stands at"
        clause = clause[:-1]
    return not any(w.kind in {"subordinator", "be", "have", "comma"} and w.low not in _DATING for w in clause)


def _from(words: tuple[Word, ...], i: int) -> bool:
    """Whether word `i` is the number that a toll was at before, or grew by ("rose from 12 to 30", "by 18 to 30")."""
    return words[i].kind == "number" and i > 0 and words[i - 1].low in {"from", "by"}


@cache
def _toll_verbs() -> frozenset[str]:
    """The forms of the verbs by which a toll comes to a number ("rose to", "stands at", "surpassed")."""
    bases = str(structure("extract/words")["toll_verb"]).split()
    return frozenset(form for base in bases for form in verb_forms(base))
