"""The measures of timeline summaries, written anew (Martschat and Markert 2017, Improving ROUGE for Timelines).

A timeline maps days to sentences. *Align* is their `align+ m:1`, which later work reports as alignment-based ROUGE:
every day of one timeline goes to the day of the other that costs least (distance in days times difference of words),
and what overlaps counts by 1 / (days apart + 1). Words as ROUGE 1.5.5 takes them with `-m -s`: small letters, SMART's
stop words left out, Porter's stems (its list of irregular forms is not used). *Dates* is the F1 of the days chosen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from bench.tell.porter import stem

Timeline = Mapping[date, Sequence[str]]
_WORD = re.compile(r"[a-z0-9$]+")


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("stopwords.txt").read_text("utf-8").split())


def words(sentence: str) -> list[str]:
    """A sentence as ROUGE counts it."""
    found = _WORD.findall(sentence.lower())
    return [stem(w) if len(w) > 3 else w for w in found if w not in _stop_words()]


def grams(sentences: Iterable[str], n: int) -> Counter[tuple[str, ...]]:
    """The runs of `n` words of a summary; ROUGE lets them cross sentences."""
    run = [w for s in sentences for w in words(s)]
    return Counter(tuple(run[i : i + n]) for i in range(len(run) - n + 1))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of both."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def align(found: Timeline, gold: Timeline, n: int = 1) -> tuple[float, float]:
    """Precision and recall of `found` against `gold`, aligned many to one, over runs of `n` words."""
    if not found or not gold:
        return 0.0, 0.0
    return _one_way(found, gold, n), _one_way(gold, found, n)


def _one_way(these: Timeline, others: Timeline, n: int) -> float:
    """The share of the words of `these` that stand in the days of `others` that they are aligned with."""
    theirs, ours = {d: grams(s, n) for d, s in others.items()}, {d: grams(s, n) for d, s in these.items()}
    here, there = _as_written(these), _as_written(others)
    shared = 0.0
    for day, counts in ours.items():
        best = min(sorted(others), key=lambda other: _cost(day, other, here[day], there[other]))
        shared += (counts & theirs[best]).total() / (abs((day - best).days) + 1)
    total = sum(c.total() for c in ours.values())
    return shared / total if total else 0.0


def _as_written(timeline: Timeline) -> dict[date, Counter[str]]:
    """The words of each day as they stand: alignment compares these, not stems."""
    return {day: Counter(w for s in sentences for w in s.split()) for day, sentences in timeline.items()}


def _cost(day: date, other: date, here: Counter[str], there: Counter[str]) -> float:
    """How ill two days fit: 0 for one day, else less the nearer they are and the more words they share."""
    overlap = (here & there).total()
    same = f1(overlap / (here.total() or 1), overlap / (there.total() or 1))
    return (1 - 1 / (abs((day - other).days) + 1)) * (1 - same)


def dates(found: Timeline, gold: Timeline) -> tuple[float, float]:
    """Precision and recall of the days chosen."""
    hit = len(found.keys() & gold.keys())
    return (hit / len(found) if found else 0.0), (hit / len(gold) if gold else 0.0)


def mean_f1(pairs: Sequence[tuple[float, float]]) -> float:
    """The F1 of the mean precision and mean recall over timelines, as the papers average."""
    if not pairs:
        return 0.0
    return f1(sum(p for p, _ in pairs) / len(pairs), sum(r for _, r in pairs) / len(pairs))
