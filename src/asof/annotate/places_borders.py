"""Borders of countries as places: "the Libyan border" is a line, and of it the point nearest to what is named."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from asof.annotate.gazetteer import country_name, country_of_demonym, lookup
from asof.annotate.places_distance import away
from asof.records import PlaceMention, Sentence
from asof.records.distance import Point, nearest
from asof.resources import table
from asof.resources.outlines import lines

_LINE, _COUNTRY = 5, 6
"""UCDP's where_prec of a point that stands for a line, and of somewhere in a country."""
_COARSENESS = {"city": 0, "admin2": 1, "admin1": 2, "country": 3}
_REACH = 70
"""Characters in front of the word and behind it that may name the countries."""
_LONGEST_NAME = 4
_MOST = 40
"""Borders that are read in a document."""
_WORD = re.compile(r"[^\W\d_][\w.]*")
_DASH = re.compile(r"\s?[-–—/]\s?")
_AND = re.compile(r"\sand\s(?:the\s)?")


class _Named(NamedTuple):
    """Where the words of a border that stand together begin, its word itself, and the end; the countries it parts."""

    start: int
    word: int
    end: int
    countries: frozenset[str]


def borders(text: str, made: Sequence[PlaceMention], sentences: Sequence[Sentence]) -> Iterator[PlaceMention]:
    """The borders that a text names, in order, none over one of its places `made`.

    `lat` and `lon` are the point of the border that is nearest to a place in a country beside it (`precision` 5): one
    of the sentence, else the last before it, else the first behind it, towns before divisions and countries. Without
    one they are the middle of two countries' border (5), or the one country's midst (6). `distance`: as of any place.
    Where nothing is named beside it but towns of the one country, its border is any that it has.
    """
    for named in _all_named(text):
        if any(p.start < named.word and p.end > named.start and not _is_one_of(p, named) for p in made):
            continue
        start = named.word if any(p.start < named.word and p.end > named.start for p in made) else named.start
        if any(p.start < named.end and p.end > start for p in made):
            continue
        point, precision = _point(named, _by_nearness(made, sentences, named))
        off = away(text, named.start)
        yield PlaceMention(
            start=start,
            end=named.end,
            text=text[start : named.end],
            name="border of " + " and ".join(sorted(country_name(code) for code in named.countries)),
            kind="region",
            lat=round(point[1], 4),
            lon=round(point[0], 4),
            precision=precision,
            distance=off.km if off else None,
            bearing=off.bearing if off else None,
            made_by="places/border",
        )


def _is_one_of(place: PlaceMention, named: _Named) -> bool:
    """Whether a place in front of the word is the country that is meant, not a state of its name ("Georgia's")."""
    return place.kind == "country" and place.country in named.countries


def _all_named(text: str) -> Iterator[_Named]:
    """The borders whose countries are known and have one by land."""
    for _, word in zip(range(_MOST), _pattern().finditer(text), strict=False):
        start, countries = _in_front(text, word.start())
        countries = countries or _behind(text, word.end())
        if countries and lines(countries):
            yield _Named(start, word.start(), word.end(), countries)


def _in_front(text: str, end: int) -> tuple[int, frozenset[str]]:
    """Where the countries begin that stand in front of the word ("the US-Mexican border", "Libya's border")."""
    possessive = re.search(r"(?:['’]s?)?\s\Z", text[max(0, end - 3) : end])
    if not possessive:
        return end, frozenset()
    first = _ending(text, end - len(possessive[0]))
    if first is None:
        return end, frozenset()
    dash = next((m for m in _DASH.finditer(text, max(0, first[0] - 3), first[0]) if m.end() == first[0]), None)
    second = _ending(text, dash.start()) if dash else None
    return (second[0], frozenset({first[1], second[1]})) if second else (first[0], frozenset({first[1]}))


def _behind(text: str, start: int) -> frozenset[str]:
    """The countries that stand behind the word ("the border with Libya", "the border between Libya and Algeria")."""
    of = _of().match(text, start)
    first = _beginning(text, of.end()) if of else None
    if first is None:
        return frozenset()
    joined = _AND.match(text, first[0])
    second = _beginning(text, joined.end()) if joined else None
    return frozenset({first[1], second[1]}) if second else frozenset({first[1]})


def _ending(text: str, end: int) -> tuple[int, str] | None:
    """Where the country's name begins that ends at `end`, and its code."""
    words = list(_WORD.finditer(text, max(0, end - _REACH), end))[-_LONGEST_NAME:]
    return next(((w.start(), code) for w in words if (code := _code(text[w.start() : end]))), None)


def _beginning(text: str, start: int) -> tuple[int, str] | None:
    """Where the country's name ends that begins at `start`, and its code."""
    words = [w for _, w in zip(range(_LONGEST_NAME), _WORD.finditer(text, start, start + _REACH), strict=False)]
    ends = [e for w in reversed(words) for e in (w.end(), len(text[: w.end()].rstrip(".")))]
    return next(((e, code) for e in ends if (code := _code(text[start:e]))), None)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('border')})\b(?!\s(?:{_either('none')})\b)", re.IGNORECASE)


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_either('of')})\s(?:the\s)?")


def _either(kind: str) -> str:
    return "|".join(sorted(re.escape(row["word"]) for row in table("places/borders") if row["kind"] == kind))


def _code(words: str) -> str | None:
    """The country of a name or a nationality word, whatever blanks part its words."""
    return _code_of(" ".join(words.split())) if words[:1].isupper() else None


@cache
def _code_of(words: str) -> str | None:
    named = country_of_demonym(words) or next((p.country for p in lookup(words) if p.kind == "country"), None)
    return named if named and lines(frozenset({named})) else None


def _by_nearness(made: Sequence[PlaceMention], sentences: Sequence[Sentence], named: _Named) -> list[PlaceMention]:
    """The places with coordinates, those of the sentence first, then those before it, the nearest first."""
    at = named.start
    sentence = next((s for s in sentences if s.start <= at < s.end), None)

    def rank(place: PlaceMention) -> tuple[int, int, int]:
        beside = sentence is not None and sentence.start <= place.start < sentence.end
        far = 0 if beside else 1 if place.start < at else 2
        return far, _COARSENESS[place.kind], abs(place.start - at)

    known = (p for p in made if p.kind in _COARSENESS and p.lat is not None and p.country)
    return sorted((p for p in known if p.end <= named.start or p.start >= named.end), key=rank)


def _point(named: _Named, places: Sequence[PlaceMention]) -> tuple[Point, int]:
    """The point of the border that is meant, and its precision."""
    border = lines(named.countries)
    own = [p for p in places if p.country in named.countries and p.kind != "country"]
    if len(named.countries) > 1:
        points = [point for line in border for point in line]
        middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
        return nearest(border, next(map(_at, own), middle)), _LINE
    for place in places:
        between = lines(named.countries | {place.country or ""})
        if place.country not in named.countries and between:
            return nearest(between, _at(place)), _LINE
    return (nearest(border, _at(own[0])), _LINE) if own else (_midst(min(named.countries)), _COUNTRY)


def _at(place: PlaceMention) -> Point:
    return place.lon or 0.0, place.lat or 0.0


@cache
def _midst(code: str) -> Point:
    row = next((row for row in table("places/countries") if row["country"] == code), None)
    if row:
        return float(row["lon"]), float(row["lat"])
    points = [point for line in lines(frozenset({code})) for point in line]
    return points[len(points) // 2]
