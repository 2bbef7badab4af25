"""Copied passages: the shingles that two texts share (Broder 1997), robust to cuts at either end."""

import hashlib
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


def shingles(text: str) -> frozenset[int]:
    """The hashes of every run of five words; a shorter text is one shingle, an empty one none."""
    words = _WORD.findall(text[:_LONGEST].lower())
    runs = (" ".join(words[i : i + SIZE]) for i in range(max(len(words) - SIZE + 1, 1 if words else 0)))
    return frozenset(_hash(run) for run in runs)


@lru_cache(maxsize=200_000)
def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def copies(left: frozenset[int], right: frozenset[int]) -> bool:
    """Whether one text is a copy of the other, or of a part of it."""
    common = len(left & right)
    return common >= _LEAST and common >= _COPIED * min(len(left), len(right))


def models(texts: Mapping[str, str]) -> dict[str, str]:
    """For each text that copies an earlier one (in the order given), the key of the earliest that it copies."""
    first: dict[int, str] = {}
    marks: dict[str, frozenset[int]] = {}
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
