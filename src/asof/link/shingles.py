"""Copied passages: the shingles that two texts share (Broder 1997), robust to cuts at either end."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

_WORD = re.compile(r"[^\W_]{1,40}")
SIZE = 5
"""Words to a shingle."""
_LONGEST = 20_000
"""Characters of a text that are looked at."""
_COPIED = 0.5
"""The share of the smaller text's shingles from which it is a copy of the other."""
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
