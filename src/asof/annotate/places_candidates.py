"""Where place names may stand in a text: the longest names of the gazetteer among words with capitals."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from asof.annotate.gazetteer import (
    Place,
    abbreviations,
    country_of_demonym,
    division,
    key_of,
    lookup_all,
    town_of_alias,
)
from asof.records import Document, Name, Token
from asof.resources import structure, table

_LONGEST_NAME = 5
_SHORT_KEY = 3
_LONGEST_ALIAS = 15
_INNER = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "le",
        "les",
        "el",
        "al",
        "an",
        "ar",
        "as",
        "ad",
        "ash",
        "at",
        "en",
        "du",
        "di",
        "upon",
        "sur",
        "am",
        "in",
        "on",
    ]
)
_INNER_MARKS = frozenset({"-", "–", "'", "’", "."})
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z.]{0,5}(?:\s[A-Z][a-z]?\.)?(?![A-Za-z])")
_STRANGE = re.compile(r"[^\w\s.'’()-]")
_TOWN = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?=,\s)")
_JOIN = re.compile(r"\s{0,2},\s{1,2}")
_ADMIN1 = "admin1"
UNLISTED = -1
"""The `id` of a place that the text names within a division, but the gazetteer does not know."""


class Mention(NamedTuple):
    """A stretch of text with the places of the gazetteer that its words could name."""

    start: int
    end: int
    text: str
    first: int
    last: int
    candidates: tuple[Place, ...]
    within: tuple[str, str | None] | None = None
    """(Country, division) that the words after the comma name: "Elmford, Ohio"."""


def mentions(document: Document, tokens: tuple[Token, ...], names: tuple[Name, ...]) -> list[Mention]:
    """The mentions in text order, none over another, each the longest that the gazetteer knows.

    A name of a place (by the layer of names) that it does not know is a mention without candidates.
    """
    spans = _spans(document.text, tokens)
    texts = [document.text[tokens[i].start : tokens[j - 1].end] for i, j in spans]
    known = lookup_all([*texts, *(_unhyphened(text) for text in texts if "-" in text)])
    found: list[Mention] = []
    past = 0
    for first, last in spans:
        if first < past:
            continue
        start, end = tokens[first].start, tokens[last - 1].end
        text = document.text[start:end]
        places = named_by(text, known.get(key_of(text)) or known.get(key_of(_unhyphened(text)), ()))
        if places:
            found.append(Mention(start, end, text, first, last, places))
            past = last
    towns = (n for n in names if n.type == "place")
    named = [*((n.start, n.end, n.text) for n in towns), *_datelines(document)]
    return joined(document.text, _with_unknown(found, tokens, named))


def _datelines(document: Document) -> Iterator[tuple[int, int, str]]:
    """The words in front of the comma of each dateline: a town, whatever else may be called so elsewhere."""
    for passage in document.passages:
        town = _TOWN.match(document.text, passage.start, passage.end) if passage.part == "dateline" else None
        if town:
            yield town.start(), town.end(), town[0]


def _with_unknown(
    found: list[Mention], tokens: tuple[Token, ...], spans: Iterable[tuple[int, int, str]]
) -> list[Mention]:
    """The mentions with the names of places that the gazetteer has no word of."""
    taken = {at for m in found for at in (m.start, m.end - 1)}
    starts = [token.start for token in tokens]
    unknown = set()
    for start, end, text in spans:
        if len(text) <= _SHORT_KEY or _known_otherwise(text):
            continue
        if not any(at in taken for at in range(start, end)):
            unknown.add(Mention(start, end, text, bisect_left(starts, start), bisect_left(starts, end), ()))
    return sorted([*found, *unknown])


def _known_otherwise(text: str) -> bool:
    """Whether words that the gazetteer does not know are no name of a place all the same."""
    return bool(_STRANGE.search(text) or country_of_demonym(text)) or all(
        word.lower().strip(".") in common_words() for word in text.split()
    )


def _unhyphened(text: str) -> str:
    """A name whose parts the gazetteer may write as one word, or as one more or fewer."""
    return text.replace("-", "")


def named_by(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places that words written so can mean: no nationality, no short word that is not in capitals."""
    if _STRANGE.search(text):
        return ()
    short = town_of_alias(text) or _division_of_initials(text) if len(text) <= _LONGEST_ALIAS else None
    if short:
        return (short,)
    if country_of_demonym(text) and not any(p.kind == "country" for p in places):
        return ()
    if is_short(text) and places:
        if not text.replace(".", "").isupper():
            return tuple(p for p in places if p.main and (p.population > 50_000 or len(text) == _SHORT_KEY))
        return tuple(p for p in places if p.kind == "country")
    return places


def is_short(text: str) -> bool:
    """Whether a name has so few letters that it is mostly another word."""
    return len(key_of(text).replace(" ", "")) <= _SHORT_KEY


def _division_of_initials(text: str) -> Place | None:
    """The division of an abbreviation that stands alone ("N.C.")."""
    state = abbreviations().get(text) if text.count(".") > 1 else None
    return division(*state) if state else None


def _spans(text: str, tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Runs of one to five tokens that begin and end with a capital, the longest first at each place."""
    spans: list[tuple[int, int]] = []
    for first, token in enumerate(tokens):
        if not token.text[0].isupper() or token.lower == "the":
            continue
        ends = []
        for last in range(first + 1, min(first + _LONGEST_NAME, len(tokens)) + 1):
            one = tokens[last - 1]
            capital = one.text[0].isupper()
            if not (capital or one.lower in _INNER or one.text in _INNER_MARKS) or _apart(
                text, tokens, last - 1, first
            ):
                break
            if capital:
                ends.append(last)
        spans.extend((first, last) for last in reversed(ends))
    return spans


def _apart(text: str, tokens: tuple[Token, ...], index: int, first: int) -> bool:
    return index > first and "\n\n" in text[tokens[index - 1].end : tokens[index].start]


def joined(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with what the words behind their comma say of them ("Elmford, Ohio"; "Elmford, Calif.")."""
    out: list[Mention] = []
    for index, mention in enumerate(found):
        after = _JOIN.match(text, mention.end)
        following = found[index + 1] if index + 1 < len(found) else None
        if out and mention.start < out[-1].end:
            continue
        short = _abbreviated(text, after.end()) if after else None
        within = short.within if short else None
        if after and not within and following and following.start == after.end():
            within = _holder(mention, following)
        out.append(inside(mention, within) if within else mention)
        if short and short.candidates:
            out.append(short._replace(within=None))
    return out


def inside(mention: Mention, within: tuple[str, str | None]) -> Mention:
    """The mention with the division its comma names; where that has no such place, with one that nobody knows."""
    country, code = within
    if code is None and not mention.candidates:
        return mention._replace(within=within)
    if code and not any((c.country, c.admin1) == within and c.kind != _ADMIN1 for c in mention.candidates):
        return mention._replace(within=within, candidates=unlisted(mention.text, country, code))
    return mention._replace(within=within)


def unlisted(text: str, country: str, code: str) -> tuple[Place, ...]:
    """A place of a known division that the gazetteer lacks, at the division's midst: its `id` is `UNLISTED`."""
    area = division(country, code)
    if area is None:
        return ()
    name = text.title() if text.isupper() else text
    return (msgspec.structs.replace(area, id=UNLISTED, name=name, kind="city", geonames=None, population=0),)


def _abbreviated(text: str, start: int) -> Mention | None:
    """The mention of a division by its abbreviation at `start`; its `within` says which division that is."""
    word = _ABBREVIATION.match(text, start)
    if not word:
        return None
    for written in (word[0], word[0].split()[0], word[0].rstrip(".")):
        found = abbreviations().get(written)
        if found:
            place = division(*found)
            end = start + len(written)
            return Mention(start, end, written, -1, -1, (place,) if place else (), found)
    return None


def _holder(mention: Mention, following: Mention) -> tuple[str, str | None] | None:
    """The country or division that the following mention names and that holds some candidate of this one.

    Of a name that the gazetteer does not know it is what the following mention means before all else.
    """
    if not mention.candidates:
        first = next((p for p in following.candidates if p.kind in ("country", _ADMIN1) and p.main), None)
        return (first.country or "", first.admin1) if first else None
    for place in following.candidates:
        if place.kind == "country" and any(
            c.country == place.country and c.kind != "country" for c in mention.candidates
        ):
            return place.country or "", None
        if place.kind == _ADMIN1 and any(
            (c.country, c.admin1) == (place.country, place.admin1) and c.kind not in ("country", _ADMIN1)
            for c in mention.candidates
        ):
            return place.country or "", place.admin1
    return None


@cache
def common_words() -> frozenset[str]:
    """Everyday words that are also towns."""
    return frozenset(structure("places/not_places")["words"].split())


@cache
def context_words() -> dict[str, str]:
    """Word -> what it says of a capitalised word beside it: locative, title, speech, organisation."""
    return {row["word"]: row["says"] for row in table("places/context")}
