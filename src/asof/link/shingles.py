"""Copied passages: the shingles that two texts share (Broder 1997), robust to cuts at either end."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]{1,40}")
SIZE = 5
"""Words to a shingle."""


def shingles(text: str, size: int = SIZE) -> frozenset[int]:
    """The hashes of every run of `size` words; a shorter text is one shingle."""
    words = _WORD.findall(text.lower())
    runs = [" ".join(words[i : i + size]) for i in range(max(len(words) - size + 1, 1 if words else 0))]
    return frozenset(_hash(run) for run in runs)


@lru_cache(maxsize=200_000)
def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")


def containment(left: frozenset[int], right: frozenset[int]) -> float:
    """The share of the smaller text's shingles that stand in the other."""
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def longest_run(left: Sequence[str], right: Sequence[str]) -> int:
    """The length in words of the longest run that both hold."""
    best, row = 0, [0] * (len(right) + 1)
    for a in left:
        last = 0
        for j, b in enumerate(right, 1):
            kept, row[j] = row[j], last + 1 if a == b else 0
            last = kept
            best = max(best, row[j])
    return best
