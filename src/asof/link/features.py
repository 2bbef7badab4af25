"""What events are compared by: a document's rare words, names, scene, figures, places and days, without any model."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from asof.link.keys import fold, words
from asof.link.wording import LEAD, SKIPPED, Frequencies, Wording, general, headline_of, term, weighed, wording
from asof.records import Analysis, Claim, CountClaim, Document, PlaceMention, Time, moment
from asof.records._base import Record
from asof.resources import table

__all__ = ["Features", "day_of", "feature", "features", "headline_of", "iso", "term"]

_HEAD = 1_200
"""Characters of a report in which the names of places say where it plays."""
_WIDE = ("country", "continent", "region", "admin1")
"""Kinds of places too wide to tell two events apart."""
HARM = frozenset({"killed", "injured", "held", "missing", "escaped", "displaced", "affected", "attackers"})
"""Outcomes that come with the event; arrests, releases and rescuers come after it."""
_KEPT, _PROPER = 120, 60
"""How many of a report's rarest words, and of those written large, are kept."""
_NO_NAME = 150
"""A word that stands in more than this many of 10,000 general reports names no scene ("Hospital", "Street")."""


LATER = 10
"""Days after which a report of an event tells what came of it: a trial, a funeral, an anniversary."""
_DAY = len("2031-03-04")
_OPENING, _FIRST = 500, 250
"""Characters in which a report says what it goes back to, and in which it does if that is what it is about."""
_MONTH, _YEAR = 31, 365
_SLACK = 3
_UNITS = {"D": 1, "W": 7, "M": 30, "Y": _YEAR}
_LENGTH = re.compile(r"P(\d{1,2})([DWMY])")
_AFTER = re.compile(r"\s(?:after|since|on)\b")


class Features(Record, frozen=True, kw_only=True):
    """One document as grouping sees it; `day` is that of publication (an ordinal).

    `terms`, `headline`: unit-length TF-IDF weights. `proper`: the rarity (IDF) of its words written large, `mass`
    their squares added up. `ages`: ages it states. `places`: names of places below the country; `scene`: the rarity
    of the words that name places at its head, known to a gazetteer or not; `people`: folded family names; `figures`:
    outcomes with exact numbers; `valid`: days of its main claims; `recalled`: days that it names which were past for
    weeks when it was published; `periods`: months, weeks and about-so-long-agos (first and last day) that its lead says
    something was in, likewise past; `opens`: those with which it opens.
    """

    document: str
    day: int | None
    story: str | None = None
    terms: dict[str, float] = {}
    headline: dict[str, float] = {}
    proper: dict[str, float] = {}
    mass: float = 0.0
    ages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    scene: dict[str, float] = {}
    people: frozenset[str] = frozenset()
    figures: frozenset[tuple[str, int]] = frozenset()
    valid: frozenset[int] = frozenset()
    recalled: frozenset[int] = frozenset()
    periods: frozenset[tuple[int, int]] = frozenset()
    opens: frozenset[tuple[int, int]] = frozenset()


def day_of(value: str | None) -> int | None:
    """The ordinal of the day that an ISO value begins on, None where it is no date or no single day."""
    covered = moment(value)
    if covered is None or (covered.last - covered.first).days > 1:
        return None
    return covered.first.date().toordinal()


def iso(day: int) -> str:
    """The ISO date of an ordinal day."""
    return date.fromordinal(day).isoformat()


@cache
def _capitals() -> frozenset[int]:
    return frozenset(int(row["geonames"]) for row in table("link/capitals"))


def tells(place: PlaceMention) -> bool:
    """Whether a place says where something happened: a capital's name stands for its government as well."""
    return place.geonames not in _capitals()


def _places(analysis: Analysis | None) -> frozenset[str]:
    """The names of places below the country, as they are written.

    Not which place of that name is meant: that may be known from the outlet's address, which has no part in grouping.
    """
    marks = analysis.places if analysis else ()
    named = {p.text for p in marks if p.kind not in ("country", "continent") and tells(p)}
    return frozenset(" ".join(words(text)) for text in sorted(named))


def scene_words(analysis: Analysis | None, start: int = 0, end: int = _HEAD) -> frozenset[str]:
    """The terms of the names of places between two offsets, but for countries and divisions.

    Names that no gazetteer holds count as well: an unknown town tells two events apart as a known one does.
    """
    if analysis is None:
        return frozenset()
    wide = {w for p in analysis.places if p.kind in _WIDE or not tells(p) for w in words(p.text)}
    named = [n.text for n in analysis.names if n.type in ("place", "facility") and start <= n.start < end]
    named += [p.text for p in analysis.places if p.kind not in _WIDE and tells(p) and start <= p.start < end]
    common = general()
    found = {term(w) for text in named for w in words(text) if len(w) > 1 and w not in wide}
    return frozenset(w for w in found if common.get(w, 0) < _NO_NAME)


def _people(analysis: Analysis | None) -> frozenset[str]:
    names = analysis.names if analysis else ()
    family = (words(n.text)[-1:] for n in names if n.type == "person")
    return frozenset(fold(w) for found in family for w in found)


def _figures(claims: Iterable[Claim]) -> frozenset[tuple[str, int]]:
    exact = (c for c in claims if isinstance(c, CountClaim) and c.quantity.low and c.quantity.low == c.quantity.high)
    return frozenset((c.outcome, c.quantity.low or 0) for c in exact)


def _days(claims: Iterable[Claim]) -> frozenset[int]:
    return frozenset(d for c in claims if c.valid_time and (d := day_of(c.valid_time.value)) is not None)


def mass_of(rarity: Mapping[str, float]) -> float:
    """The squares of words' rarity, added up."""
    return sum([r * r for r in rarity.values()])


def _recalled(analysis: Analysis | None, published: int | None) -> frozenset[int]:
    """The single days long past that a report names near its head: those of the event that a trial, say, is about."""
    if analysis is None or published is None:
        return frozenset()
    named = (t for t in analysis.times if t.type == "DATE" and t.start < LEAD and len(t.value) >= _DAY)
    days = {d for t in named if (d := day_of(t.value)) is not None}
    return frozenset(d for d in days if published - d >= LATER)


def _periods(
    document: Document, analysis: Analysis | None, published: int | None, end: int
) -> frozenset[tuple[int, int]]:
    """The past weeks and months named before an offset, and what is said to be so many weeks or years past."""
    if analysis is None or published is None:
        return frozenset()
    named = (t for t in analysis.times if t.start < end)
    spans = (_since(document, t, published) if t.type == "DURATION" else _named(t, published) for t in named)
    return frozenset(s for s in spans if s is not None and s[0] <= published - LATER)


def _named(time: Time, published: int) -> tuple[int, int] | None:
    """A week or month that is named; "a year ago" is about the day of then."""
    covered = moment(time.value) if time.type == "DATE" else None
    if covered is None or "-WE" in time.value:
        return None
    first, last = covered.first.date().toordinal(), covered.last.date().toordinal()
    if last - first > _MONTH:
        years = date.fromordinal(published).year - covered.first.year
        ago = time.made_by.endswith("/ago") and years > 0
        return _about(published, years * _YEAR) if ago else None
    return (first, last) if last > first + 1 else None


def _since(document: Document, time: Time, published: int) -> tuple[int, int] | None:
    """What was so long ago: "seven weeks after", "after ten weeks", "a year on"."""
    length = _LENGTH.fullmatch(time.value)
    around = document.text[max(0, time.start - 6) : time.start], document.text[time.end : time.end + 7]
    if length is None or not (_AFTER.match(around[1]) or around[0].lower().endswith("after ")):
        return None
    return _about(published, int(length[1]) * _UNITS[length[2]])


def _about(published: int, days: int) -> tuple[int, int]:
    """About so many days ago, give or take a twentieth and some days."""
    slack = _SLACK + days // 20
    return published - days - slack, published - days + slack


def _rarest(weights: Mapping[str, float], number: int) -> dict[str, float]:
    """The words of most weight, most first; in three digits, whose values all reports share in memory."""
    kept = sorted(sorted(weights), key=weights.__getitem__, reverse=True)[:number]
    return {sys.intern(w): _digits(int(1_000 * weights[w] + 0.5)) for w in kept}


@lru_cache(maxsize=50_000)
def _digits(thousandths: int) -> float:
    return thousandths / 1_000


def feature(
    document: Document, found: Wording, analysis: Analysis | None, main: Sequence[Claim], seen: Frequencies
) -> Features:
    """The features of one document of that wording, its words as rare as `seen` has them. `main`: its main claims."""
    begin = next((p.start for p in document.passages if p.part not in SKIPPED), 0)
    rarity, scene = seen.rarity(found.all), scene_words(analysis, 0, begin + _HEAD)
    published = day_of(document.published.value)
    proper = _rarest({w: rarity.get(term(w), 0.0) for w in sorted(found.proper)}, _PROPER)
    return Features(
        document=document.document,
        day=published,
        story=document.story,
        terms=_rarest(weighed(found.all, rarity), _KEPT),
        headline=_rarest(weighed(found.headline, rarity), _PROPER),
        proper=proper,
        mass=mass_of(proper),
        ages=found.ages,
        places=_places(analysis),
        scene={w: rarity.get(w, 5.0) for w in sorted(scene)},
        people=_people(analysis),
        figures=_figures(main),
        valid=_days(main),
        recalled=_recalled(analysis, published),
        periods=_periods(document, analysis, published, begin + _OPENING),
        opens=_periods(document, analysis, published, begin + _FIRST),
    )


def features(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> list[Features]:
    """The features of each document, in order, each as if it were an event of its own.

    `claims` are by document, of which the main ones count.
    """
    seen, made = Frequencies(), []
    for document in documents:
        found = wording(document)
        main = [c for c in claims.get(document.document, ()) if c.main]
        made.append(feature(document, found, analyses.get(document.document), main, seen))
        seen.learn(found.all)
    return made
