"""Leads told otherwise: one sentence that says all that another says, in other words, within hours of it.

Two outlets that go out and look find different things; one that rewrites another's lead keeps its figures, its names
and its meaning. So a sentence is held to be another's paraphrase where the sentence vectors are near, every figure of
the one with fewer is the other's too, and names and figures that they share are a combination that is rare.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from operator import mul

from asof.link.features import day_of
from asof.link.keys import words
from asof.link.wording import WORD, general, term
from asof.records import Analysis, Document, Range, moment
from asof.records._base import Record

_NEAR, _NEARER = 0.6, 0.7
"""The cosine from which two sentences that share two figures, or one, say the same."""
_SHARE, _RARE = 0.6, 22.0
"""The part of the smaller one's rare words, weighed by rarity, that both have; how much that must be (five words)."""
_TOGETHER, _CLOSE, _MANY = 1.25, 0.65, 4
"""Where a figure of so many is shared, which says more than "two killed", cosine and share make up for each other."""
_COMMON = 2.0
"""Words less rare than this (in more than a seventh of general reports) are left out."""
_UNSEEN = 5
"""In how many of 10,000 general reports a word is taken to stand that the table does not hold."""
_HOURS = 24
_LEAD = 1_200
"""Characters of a report in which a sentence is its lead."""
_NO_NAME = 150
"""A word that stands in more than this many of 10,000 general reports is no rare name."""


class Telling(Record, frozen=True, kw_only=True):
    """A sentence as far as it can be known again in other words."""

    vector: bytes
    figures: frozenset[tuple[float | None, float | None]]
    names: frozenset[str]
    words: frozenset[str]


def telling(text: str, analysis: Analysis | None, place: Range) -> Telling | None:
    """What the sentence at `place` tells; None where it has no vector, counts nothing, or stands below the lead."""
    if analysis is None or not analysis.vector_size or place.start > _LEAD:
        return None
    number = next((n for n, s in enumerate(analysis.sentences) if s.start <= place.start < s.end), None)
    if number is None:
        return None
    sentence, size = analysis.sentences[number], analysis.vector_size
    figures = frozenset(
        (q.low, None if q.high == q.low else q.high)  # who rewrites "at least 19" leaves out "at least"
        for q in analysis.quantities
        if sentence.start <= q.start < sentence.end and q.count and q.form == "number" and (q.low or q.high or 0) > 1
    )
    if not figures:
        return None
    return Telling(
        vector=analysis.vectors[number * size : (number + 1) * size],
        figures=figures,
        names=frozenset(_names(analysis, sentence.start, sentence.end)),
        words=frozenset(w for w in _terms(text[sentence.start : sentence.end]) if _rarity(w) > _COMMON),
    )


def _names(analysis: Analysis, start: int, end: int) -> Iterator[str]:
    common = general()
    for name in analysis.names:
        if start <= name.start < end:
            yield from (t for w in words(name.text) if len(w) > 1 and common.get(t := term(w), 0) < _NO_NAME)


def _terms(text: str) -> Iterator[str]:
    return (term(w) for w in WORD.findall(text.lower()) if not w.isdigit())


def _rarity(word: str) -> float:
    """How rare a word is in general news (IDF over 10,000 reports)."""
    return math.log(10_002 / (general().get(word, _UNSEEN) + 1))


def retold(left: Telling, right: Telling) -> bool:
    """Whether two sentences say the same in other words."""
    few, many = sorted((left.figures, right.figures), key=len)
    if not few <= many or not left.names & right.names:
        return False
    common = sum(map(_rarity, sorted(left.words & right.words)))
    least = min(sum(map(_rarity, sorted(left.words))), sum(map(_rarity, sorted(right.words))))
    if common < _RARE:
        return False
    share, near = common / least, cosine(left.vector, right.vector)
    if any((low or 0) >= _MANY for low, _ in few) and near >= _CLOSE and near + share >= _TOGETHER:
        return True
    return share >= _SHARE and near >= (_NEAR if len(few) > 1 else _NEARER)


def within_hours(left: Document, right: Document) -> bool:
    """Whether two reports were published within a day of each other, as far as it is known."""
    one, other = moment(left.published.value), moment(right.published.value)
    if one is None or other is None or day_of(left.published.value) is None or day_of(right.published.value) is None:
        return False
    first, second = sorted((one, other), key=lambda m: (m.first, m.last))
    return (second.first - first.last).total_seconds() <= _HOURS * 3600


@lru_cache(maxsize=20_000)
def _length(vector: bytes) -> float:
    held = memoryview(vector).cast("b")
    return math.sqrt(sum(map(mul, held, held))) or 1.0


def cosine(left: bytes, right: bytes) -> float:
    """The cosine of two int8 vectors; 0 where their sizes differ."""
    if len(left) != len(right):
        return 0.0
    dot: int = sum(map(mul, memoryview(left).cast("b"), memoryview(right).cast("b")))
    return dot / (_length(left) * _length(right))
