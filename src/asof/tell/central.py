"""Choosing the sentences that stand for many: near the middle of what all of them say, and unlike each other.

Greedy centroid summaries (Rossiello, Basile and Semeraro 2017, Centroid-based text summarization through
compositionality; Gholipour Ghalandari 2017, Revisiting the centroid-based method): each step takes the sentence that
brings the summary's vector nearest to that of all candidates.
"""

import math
import re
from collections.abc import Sequence

from asof.records import Record
from asof.tell.terms import Vector, dot, total, unit

ALIKE = 0.5
"""Cosine from which two sentences say the same."""

SHORT, LONG = 8, 45
"""Words; a sentence with fewer tells little by itself, one with more tells too much at once."""

CONSIDERED = 400
"""How many candidates are weighed; of more, those nearest to the middle."""

_VOICE = re.compile(r"\b(?:I|we|my|our|me|us)\b|\?\W*$")
"""A first person or a question: the words of somebody, which need the sentence before them."""


class Candidate(Record, frozen=True, kw_only=True):
    """A sentence that may be chosen: its key (the caller's), its text, and its unit vector."""

    key: int
    text: str
    vector: dict[str, float]


def choose(candidates: Sequence[Candidate], wanted: int, told: Sequence[Vector] = ()) -> tuple[Candidate, ...]:
    """At most `wanted` of the candidates, best first; none that says what a sentence of `told` or one chosen says."""
    middle = unit(total(c.vector for c in candidates))
    able = [c for c in candidates if c.vector and not any(dot(c.vector, v) > ALIKE for v in told)]
    able.sort(key=lambda c: (-fitness(c.text) * dot(c.vector, middle), c.key))
    able, chosen, summary = able[:CONSIDERED], list[Candidate](), dict[str, float]()
    while able and len(chosen) < wanted:
        best = max(able, key=lambda c: (fitness(c.text) * _nearness(summary, c.vector, middle), -c.key))
        chosen.append(best)
        summary = dict(total((summary, best.vector)))
        able = [c for c in able if c is not best and dot(c.vector, best.vector) <= ALIKE]
    return tuple(chosen)


def _nearness(summary: Vector, vector: Vector, middle: Vector) -> float:
    """The cosine of summary and sentence together with the middle."""
    both = total((summary, vector)) if summary else vector
    length = math.sqrt(sum(x * x for x in both.values()))
    return dot(both, middle) / length if length else 0.0


def fitness(text: str) -> float:
    """How well a sentence stands alone, by its form: 1, less where it is short, long, a question, a first person."""
    count = len(text.split())
    fit = 0.6 if count < SHORT else 0.8 if count > LONG else 1.0
    return fit * (0.7 if _VOICE.search(text) else 1.0)
