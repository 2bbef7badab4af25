"""Texts as vectors of their telling words (TF-IDF), for choosing sentences: pure Python, the same on every machine."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from asof.resources import table

Vector = Mapping[str, float]

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = 10
"""Of 10,000 general reports, how many a word is taken to stand in that the table of frequencies does not list."""
_EVERYWHERE = 2_000
"""A word that stands in more of 10,000 general reports than this says nothing of a story."""


@cache
def _frequencies() -> dict[str, int]:
    return {row["word"]: int(row["per_10000"]) for row in table("link/word_frequencies")}


def terms(text: str) -> Counter[str]:
    """The telling words of a text in small letters, a plural's s taken off; numbers count as words."""
    found = (word.removesuffix("s") if len(word) > 3 else word for word in _WORD.findall(text.lower()))
    return Counter(word for word in found if (len(word) > 1 or word.isdigit()) and rarity(word) > 0)


@cache
def rarity(word: str) -> float:
    """How seldom a word stands in general news (natural logarithm); 0 for one that stands everywhere."""
    seen = max(_frequencies().get(word, _UNSEEN), 1)
    return 0.0 if seen > _EVERYWHERE else math.log(10_000 / seen)


def weighed(counts: Mapping[str, int], weights: Mapping[str, float]) -> Vector:
    """The unit vector of a text: (1 + log n) times each word's weight; empty where nothing has weight."""
    return unit({w: (1 + math.log(n)) * weights[w] for w, n in counts.items() if weights.get(w, 0) > 0})


def unit(vector: Vector) -> Vector:
    """The vector at length one; an empty or zero one stays empty."""
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {w: x / length for w, x in vector.items()} if length else {}


def dot(one: Vector, other: Vector) -> float:
    """The inner product: the cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(x * other[w] for w, x in one.items() if w in other)


def total(vectors: Iterable[Vector]) -> Vector:
    """The sum of vectors."""
    summed: dict[str, float] = {}
    for vector in vectors:
        for word, x in vector.items():
            summed[word] = summed.get(word, 0.0) + x
    return summed
