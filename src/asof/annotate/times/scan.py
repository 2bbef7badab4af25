"""Finds where rules fit: the words of the vocabulary in a row, then the longest rule at each place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from asof.annotate.times.rules import Rule, classes_of_word, matcher, rules

_WORD = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"[\s\u00a0.,:/'’()\-–—+]{0,5}")
_MOST_WORDS = 40
_LONGEST_WORD = 24
_BEFORE = 40
_LOOK_AHEAD = 40
_DIGITS = frozenset({"digit", "n"})


_FIGURES_OF_TIME = re.compile(
    r"\d[:/.\-–]\d|(?<!\d)(?:1[4-9]|20)\d\d(?!\d)|['’]\d(?:0s|\d(?!\d))|clock|\d\s?[ap]\.?\s?m|q[1-4]|nineteen|twenty|eighteen|two\sthousand",
    re.IGNORECASE,
)
"""What numbers alone must hold to be a time: most numbers of a report are none."""


class Match(NamedTuple):
    """A rule that fits the text at [start, end)."""

    start: int
    end: int
    rule: Rule
    found: re.Match[str]


class _Run(NamedTuple):
    starts: list[int]
    end: int
    classes: frozenset[str]


def matches(text: str) -> Iterator[Match]:
    """The longest rule at each place, from left to right, none over another; of two as long the first in the table."""
    known, past = rules(), 0
    for run in _runs(text):
        if run.classes <= _DIGITS and not _FIGURES_OF_TIME.search(
            text, run.starts[0] - 1 if run.starts[0] else 0, run.end
        ):
            continue
        usable = [rule for rule in known if rule.needs <= run.classes]
        for start in run.starts:
            if start < past:
                continue
            best = _longest(text, start, run.end, usable)
            if best:
                past = best.end
                yield best


def _longest(text: str, start: int, end: int, usable: list[Rule]) -> Match | None:
    begin = start - 1 if start and text[start - 1] in "'’" and text[start].isdigit() else start
    best: Match | None = None
    for rule in usable:
        tried = matcher(rule)
        found = tried(text, begin, end) or (tried(text, start, end) if begin < start else None)
        if not found or found.end() <= (best.end if best else 0):
            continue
        if rule.before and not rule.before.search(text, max(0, found.start() - _BEFORE), found.start()):
            continue
        best = Match(found.start(), found.end(), rule, found)
    return best


def _runs(text: str) -> Iterator[_Run]:
    """Stretches of words that rules know, close together, of which at least one bears on time."""
    starts: list[int] = []
    classes: set[str] = set()
    end = 0
    for word in _WORD.finditer(text):
        known = _known(word)
        joined = starts and len(starts) < _MOST_WORDS and _GAP.fullmatch(text, end, word.start())
        if starts and (known is None or not joined):
            if classes:
                yield _Run(starts, _closed(text, end), frozenset(classes))
            starts, classes = [], set()
        if known is not None:
            starts.append(word.start())
            classes |= known
            if word[0].lower() in ("a", "an"):
                classes.add("n")
            end = word.end()
    if starts and classes:
        yield _Run(starts, _closed(text, end), frozenset(classes))


def _known(word: re.Match[str]) -> frozenset[str] | None:
    """The classes of a word; None for one that no rule knows, and for figures too long for any."""
    if word.end() - word.start() > _LONGEST_WORD:
        return None
    return _DIGITS if word[0].isdigit() else classes_of_word().get(word[0].lower())


def _closed(text: str, end: int) -> int:
    """The end of a run with what rules look ahead to taken in: the full stop of an abbreviation, "ended on July 31"."""
    return min(len(text), end + _LOOK_AHEAD)
