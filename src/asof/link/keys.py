"""Spellings folded to what they share: keys for names that reach English by way of several alphabets.

The folding table (`resources/link/folding.tsv`) is read top down; each row is one equivalence of transliteration.
"""

import re
import unicodedata
from functools import cache, lru_cache

from asof.resources import table

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’‘`ʼ]s\b|(?<=s)['’](?=\s|$)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’‘`ʼʿʾ]")
_DOUBLED = re.compile(r"(.)\1+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_VOWEL = re.compile(r"[aiu]")
_NAME_LENGTH = 200
"""No name is longer; what a hostile text calls one is cut before it is compared."""


@cache
def _foldings() -> tuple[tuple[str, str], ...]:
    return tuple((row["from"], row["to"]) for row in table("link/folding"))


@cache
def _letters() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in table("link/letters")}


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """`text` in small letters without accents, possessive or the points of an abbreviation."""
    bare = text[:_NAME_LENGTH]
    if not bare.isascii():
        spread = unicodedata.normalize("NFKD", bare.lower().translate(_letters()))
        bare = "".join(c for c in spread if not unicodedata.combining(c))
    bare = bare.lower().replace("&", " and ")
    bare = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", _POSSESSIVE.sub("", bare))
    return _APOSTROPHE.sub("", bare)


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, plain; hyphens part them."""
    return tuple(_WORD.findall(plain(text)))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One word under all its transliterations: "mokhtar" and "moktar" fold to the same."""
    for old, new in _foldings():
        word = word.replace(old, new)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("h") else word


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The folded word's first letter and consonants: what a misspelling most often leaves; the key for blocking."""
    folded = fold(word)
    return folded[:1] + _VOWEL.sub("", folded[1:])


def initials(text: str) -> str:
    """The first letters of a name's words, without the small words that acronyms leave out."""
    return "".join(
        w[0] for w in words(text) if w not in {"of", "the", "and", "for", "in", "on", "de", "la", "du", "des"}
    )
