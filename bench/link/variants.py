"""Piles made from a pile: the same reports with every name, place and day exchanged, so that they tell of other events.

`variant(document, analysed, number)` replaces each proper word by an invented one of the same length (the same in the
whole variant), so that all offsets stay; places get other ids, days move. For measuring speed at any size, and for
showing what parts two events that differ in nothing but their names.
"""

import hashlib
import re
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from asof.link.wording import WORD, general, term
from asof.pipeline import Analysed
from asof.records import Claim, Document

_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)(.*)$", re.DOTALL)
_ONSETS = tuple("bcdfghjklmnprstvwz")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_COMMON = 150
"""A word that stands in more than this many of 10,000 general reports is no name."""
_WIDE = ("country", "continent", "region", "admin1")


@lru_cache(maxsize=500_000)
def invented(word: str, number: int) -> str:
    """A made-up word as long as `word`, the same for one number; capitals stand where they stood."""
    digest = hashlib.sha256(f"{number}\x1f{word.lower()}".encode()).digest()
    made = ""
    for at in range(0, 30, 2):
        made += _ONSETS[digest[at] % len(_ONSETS)] + _VOWELS[digest[at + 1] % len(_VOWELS)]
        if len(made) >= len(word):
            break
    made = (made * (1 + len(word) // max(len(made), 1)))[: len(word)]
    return "".join(m.upper() if w.isupper() else m for m, w in zip(made, word, strict=True))


def moved(value: str | None, days: int) -> str | None:
    """An ISO day or instant so many days later; anything else as it is."""
    match = _DAY.match(value or "")
    if not match:
        return value
    try:
        return (date.fromisoformat(match[1]) + timedelta(days=days)).isoformat() + match[2]
    except (ValueError, OverflowError):
        return value


def _renamed(text: str, kept: frozenset[str], number: int) -> str:
    """The text with its proper words exchanged; a word that also stands small in it is none."""
    found = set(WORD.findall(text))
    small = {w for w in found if w.islower()}
    common = general()

    def other(match: re.Match[str]) -> str:
        word = match.group()
        plain = word.lower()
        if not word[0].isupper() or plain in small or plain in kept or common.get(term(plain), 0) >= _COMMON:
            return word
        return invented(word, number)

    return WORD.sub(other, text)


def variant(document: Document, analysed: Analysed, number: int, days: int = 0) -> tuple[Document, Analysed]:
    """The report and its analysis told of other people and places, `days` later. Countries and divisions stay."""
    analysis = analysed.analysis
    places = analysis.places if analysis else ()
    wide = frozenset(w.lower() for p in places if p.kind in _WIDE for w in WORD.findall(p.text))
    name = f"{document.document}~{number}"
    text = _renamed(document.text, wide, number)
    other = msgspec.structs.replace(
        document,
        document=name,
        text=text,
        title=_renamed(document.title, wide, number) if document.title else None,
        published=msgspec.structs.replace(document.published, value=moved(document.published.value, days)),
    )
    if analysis is None:
        return other, msgspec.structs.replace(analysed, document=name)
    made = msgspec.structs.replace(
        analysis,
        document=name,
        tokens=(),
        times=tuple(msgspec.structs.replace(t, value=moved(t.value, days) or t.value) for t in analysis.times),
        names=tuple(msgspec.structs.replace(n, text=text[n.start : n.end]) for n in analysis.names),
        places=tuple(
            p
            if p.kind in _WIDE
            else msgspec.structs.replace(
                p,
                text=text[p.start : p.end],
                name=invented(p.name, number),
                geonames=(p.geonames or 0) * 1_000 + number + 1_000_000_000,
                rivals=(),
            )
            for p in places
        ),
    )
    claims = tuple(_moved_claim(c, name, number, days) for c in analysed.claims)
    return other, msgspec.structs.replace(analysed, document=name, analysis=made, claims=claims)


def _moved_claim(claim: Claim, name: str, number: int, days: int) -> Claim:
    valid = claim.valid_time
    if valid is not None:
        valid = msgspec.structs.replace(valid, value=moved(valid.value, days) or valid.value)
    said = moved(claim.asserted_at, days)
    return msgspec.structs.replace(
        claim,
        id=f"{claim.id}~{number}",
        document=name,
        valid_time=valid,
        asserted_at=said,
        same_as=f"{claim.same_as}~{number}" if claim.same_as else None,
    )
