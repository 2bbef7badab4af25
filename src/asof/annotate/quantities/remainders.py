"""Remainders: "all but two of the 72" is seventy."""

from asof.annotate.quantities import numerals
from asof.annotate.quantities.words import Found, Words


def read(words: Words, i: int) -> Found | None:
    """The remainder that begins with "all" at `i`; its bounds are known where the whole is named right after it."""
    if words.at(i) != "all" or words.at(i + 1) not in ("but", "except"):
        return None
    part = numerals.read(words, i + 2)
    if part is None or part.exact is None:
        return None
    whole = _whole(words, part.last)
    left = whole - part.exact if whole is not None and whole > part.exact else None
    return Found(i, part.last, left, left, "remainder", form="remainder")


def _whole(words: Words, i: int) -> float | None:
    """The number of "of the 72", "of its 72"."""
    if words.at(i) != "of":
        return None
    for j in (i + 1, i + 2):
        whole = numerals.read(words, j)
        if whole is not None:
            return whole.exact
    return None
