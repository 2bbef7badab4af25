"""Copied passages: shared shingles (Broder 1997), robust to cuts, and sentences aligned, robust to small edits."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"[^\W_]{1,40}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
SIZE = 5
"""Words to a shingle."""
_LONGEST = 20_000
"""Characters of a text that are looked at."""
_COPIED = 0.5
"""The share of the smaller text's shingles from which it is a copy of the other."""
_IN_ORDER = 0.75
"""The share of a sentence's words that must stand in the other in the same order."""
_SHORTEST = 12
"""A sentence of fewer words proves nothing: stock phrases."""
_MOST = 60
"""Sentences of a text that are aligned."""
_LEAST = 6
"""Fewer shingles than this in common prove nothing: stock phrases."""


Shingles = frozenset[tuple[str, ...]]


@lru_cache(maxsize=20_000)
def shingles(text: str) -> Shingles:
    """Every run of five words; a shorter text is one shingle, an empty one none."""
    words = _WORD.findall(text[:_LONGEST].lower())
    if len(words) < SIZE:
        return frozenset([tuple(words)] if words else [])
    return frozenset(zip(*(words[i:] for i in range(SIZE)), strict=False))


def copies(left: Shingles, right: Shingles) -> bool:
    """Whether one text is a copy of the other, or of a part of it."""
    common = len(left & right)
    return common >= _LEAST and common >= _COPIED * min(len(left), len(right))


def copied(left: str, right: str) -> bool:
    """Whether one text takes over the other or a passage of it, word for word or with small edits."""
    return copies(shingles(left), shingles(right)) or _taken_over(left, right)


def _taken_over(left: str, right: str) -> bool:
    """Whether sentences of one text stand in the other with a few words changed: their longest common subsequence."""
    mine, other = _sentences(left), _sentences(right)
    small, large = (mine, other) if len(mine) <= len(other) else (other, mine)
    if not small:
        return False
    seen: dict[str, list[int]] = {}
    for n, words in enumerate(large):
        for word in set(words):
            seen.setdefault(word, []).append(n)
    hits = sum(any(_aligned(words, large[n]) for n in _nearest(words, seen)) for words in small)
    return hits >= max(1, _COPIED * len(small))


@lru_cache(maxsize=5_000)
def _sentences(text: str) -> tuple[tuple[str, ...], ...]:
    found = (tuple(_WORD.findall(s.lower())) for s in _SENTENCE.split(text[:_LONGEST]))
    return tuple([words for words in found if len(words) >= _SHORTEST][:_MOST])


def _nearest(words: Sequence[str], seen: Mapping[str, list[int]]) -> list[int]:
    """The sentences that share most rare words with one."""
    rough: Counter[int] = Counter()
    for word in sorted(set(words)):
        holders = seen.get(word, [])
        for n in holders:
            rough[n] += 1
    return [n for n, _ in sorted(rough.items(), key=lambda item: (-item[1], item[0]))[:3]]


def _aligned(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether most words of the shorter sentence stand in the longer in the same order."""
    shorter, longer = sorted((len(left), len(right)))
    if longer > 2 * shorter:
        return False
    return LCSseq.similarity(left, right) >= _IN_ORDER * shorter


def models(texts: Mapping[str, str]) -> dict[str, str]:
    """For each text that copies an earlier one (in the order given), the key of the earliest that it copies."""
    first: dict[tuple[str, ...], str] = {}
    marks: dict[str, Shingles] = {}
    found: dict[str, str] = {}
    for key, text in texts.items():
        marks[key] = shingles(text)
        shared = Counter(first[m] for m in marks[key] if m in first)
        for earlier, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:5]:
            if copies(marks[key], marks[earlier]):
                found[key] = found.get(earlier, earlier)
                break
        for mark in marks[key]:
            first.setdefault(mark, key)
    return found
