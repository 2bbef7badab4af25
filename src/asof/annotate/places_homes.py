"""Where the outlet of a report is at home, as far as its address says: a table of regional papers and stations."""

import re
from functools import cache
from typing import NamedTuple

from asof.annotate.gazetteer import Place, admin1_names, division, key_of, lookup, rival_of
from asof.records import Document, Rival
from asof.resources import table

_ARCHIVE = re.compile(r"^https?://web\.archive\.org(?::\d+)?/web/\d+\w{0,3}/")
_HOST = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^/:?#]+)")
_LONGEST = 600
_COMMON_ENDS = frozenset({"com", "org", "tv"})
_CALL_SIGN = re.compile(r"([wk][a-z]{2,3}?)-?(?:tv|am|fm|dt|news)?\d{0,2}(?:tv|news|online|now)?")
"""An American station's label: its call sign, its band, its channel ("wxyqtv", "kxyq12news")."""


_CREDIT = re.compile(r"\(((?:[KW][A-Z]{2,3}|[A-Z0-9 ]{2,16}/[KW][A-Z]{2,3})(?:[-/ ][A-Z0-9 ]{1,12})?)\)\s*(?:[-–—]|>>)")
"""A station's call sign between brackets and in front of a dash, alone or beside its channel or another source."""
_OPENING = 600
"""A report's opening ends so many characters from its beginning."""


class Home(NamedTuple):
    """Country, GeoNames' code of the division, and town; the last two "" for a paper of a whole country or division."""

    country: str
    division: str
    town: str


def host_of(document: Document) -> str:
    """The host of a report's own address, also where a web archive kept it; "" without one."""
    found = _HOST.match(address_of(document))
    return found[1] if found else ""


def address_of(document: Document) -> str:
    """The report's own address in small letters, without that of a web archive."""
    return _ARCHIVE.sub("", (document.url or "")[:_LONGEST].lower())


def home_of(host: str) -> Home | None:
    """The home of the outlet that publishes at a host, or None where the table has none."""
    labels = host.split(".")
    known = _homes()
    for first in range(len(labels) - 1):
        if found := known.get(".".join(labels[first:])):
            return found
    if len(labels) < 2 or labels[-1] not in _COMMON_ENDS:
        return None
    return _home_of_label(labels[-2])


def _home_of_label(label: str) -> Home | None:
    sign = _CALL_SIGN.fullmatch(label)
    return _homes().get(label) or (_homes().get(sign[1]) if sign else None)


def credited_home(document: Document) -> Home | None:
    """The home of the station that a report's opening credits ("Police said (WXYQ) - "), or None."""
    for credit in _CREDIT.finditer(document.text[:_OPENING]):
        for station in credit[1].lower().split("/"):
            found = _home_of_label(station.strip())
            if found:
                return found
    return None


def home(document: Document) -> Rival | None:
    """The town, division or country where a report's outlet is at home, or None where the table has none.

    A station that the report's opening credits comes before the site that has it from there.
    """
    found = credited_home(document) or home_of(host_of(document))
    if found is None:
        return None
    place = _place(found)
    name = admin1_names().get((found.country, found.division))
    if place is None:
        return Rival(
            name=name or found.country, kind="admin1" if name else "country", country=found.country, admin1=name
        )
    return rival_of(place)


@cache
def _place(at: Home) -> Place | None:
    """The largest place of the home's name in its division."""
    if not at.town:
        return division(at.country, at.division) if at.division else None
    named = (p for p in lookup(at.town) if p.kind == "city" and p.country == at.country)
    within = [p for p in named if not at.division or p.admin1 == at.division]
    return max(within, key=lambda p: (key_of(p.name) == key_of(at.town), p.population), default=None)


@cache
def _homes() -> dict[str, Home]:
    return {
        outlet: Home(row["country"], row["admin1"], row["town"])
        for row in table("places/homes")
        for outlet in row["outlets"].split()
    }
