"""Events as the rows of UCDP GED, ACLED and GTD: their columns, their rule of estimation, their precision codes.

What each column holds, and why many stay empty, is data: `resources/export/*.tsv` and docs/exports.md.
A story is to be reconciled by the rule of the data set (`RULE_OF`) before it is handed over.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Final

from asof.records import Document, Event, Story
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.export_event import (
    DATE_PRECISION,
    americans,
    best,
    cited,
    country_name,
    country_number,
    day,
    estimate,
    in_order,
    listed,
    outlets,
    parts,
    reports,
    whereabouts,
)
from asof.tell.export_table import Cell, Table, columns, of_dicts
from asof.tell.figures import figures, sentence_of
from asof.tell.sentences import explained
from asof.tell.standing import Standing

RULE_OF: Final = {"ged": "ucdp", "acled": "acled", "gtd": "gtd"}
"""The rule of estimation that goes with each data set."""

_ACLED_TIME: Final = {1: 1, 2: 2, 3: 2, 4: 3}
_ACLED_GEO: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
_GTD_SPECIFICITY: Final = {1: 1, 2: 1, 3: 3, 4: 4, 5: 4}

Row = dict[str, Cell]


def coded(story: Story, kind: str) -> Table:
    """The events of a story as the rows of `kind` ("ged", "acled", "gtd"). Raises KeyError for another."""
    standing = Standing(story)
    make: dict[str, Callable[[Standing, Event], Row]] = {"ged": _ged, "acled": _acled, "gtd": _gtd}
    rows = [make[kind](standing, event) for event in in_order(story)]
    if kind == "gtd":
        _number(rows)
    return of_dicts(columns(kind), rows)


def _ged(standing: Standing, event: Event) -> Row:
    killed, documents, place = estimate(standing, event, "killed"), reports(standing, event), event.place
    says = [standing.chain(c) or standing.outlet(c) for c in (killed.supporting if killed else ())]
    silent = 0 if standing.estimated else None
    return {
        "id": int(hashlib.sha256(event.id.encode()).hexdigest()[:13], 16),
        "relid": event.id,
        "year": parts(event.start)[0],
        "number_of_sources": len(documents),
        "source_article": listed([_article(standing, d) for d in documents], 600),
        "source_office": outlets(documents),
        "source_date": listed([day(standing.published(d.document)) for d in documents]),
        "source_headline": listed([standing.title(d.document) for d in documents], 300),
        "source_original": listed(list(says)),
        "where_prec": place.where_prec,
        "where_coordinates": one_line(place.name, NAME_LIMIT) or None,
        "where_description": whereabouts(event),
        "adm_1": one_line(place.admin1, NAME_LIMIT) or None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": None if place.lat is None or place.lon is None else f"POINT ({place.lon:g} {place.lat:g})",
        "priogrid_gid": _cell(place.lat, place.lon),
        "country": country_name(place.country),
        "date_prec": event.date_prec,
        "date_start": day(event.start),
        "date_end": day(event.end) or day(event.start),
        "deaths_unknown": best(killed, silent),
        "best": best(killed, silent),
        "high": killed.high if killed else silent,
        "low": killed.low if killed else silent,
    }


def _article(standing: Standing, document: Document) -> str:
    found = (
        one_line(document.outlet, NAME_LIMIT),
        day(standing.published(document.document)),
        standing.title(document.document),
    )
    return ",".join(part for part in found if part)


def _cell(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell of a point (Tollefsen, Strand and Buhaug 2012): 720 cells a row, from the south-west."""
    if lat is None or lon is None:
        return None
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _acled(standing: Standing, event: Event) -> Row:
    killed, place = estimate(standing, event, "killed"), event.place
    return {
        "event_id_cnty": event.id,
        "event_date": day(event.start),
        "year": parts(event.start)[0],
        "time_precision": _ACLED_TIME.get(event.date_prec or 0),
        "iso": country_number(place.country),
        "country": country_name(place.country),
        "admin1": one_line(place.admin1, NAME_LIMIT) or None,
        "location": one_line(place.name, NAME_LIMIT) or None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _ACLED_GEO.get(place.where_prec or 0),
        "source": outlets(reports(standing, event)),
        "notes": _summary(standing, event, ("killed",)),
        "fatalities": best(killed, 0 if standing.estimated else None),
    }


def _gtd(standing: Standing, event: Event) -> Row:
    year, month, of_month = _date(event)
    exact, precision = event.date_prec == 1, event.place.where_prec or 0
    first, last = day(event.start), day(event.end) or day(event.start)
    known_to = DATE_PRECISION.get(event.date_prec or 0, "not exactly known")
    specificity = _GTD_SPECIFICITY.get(precision, 5)
    known = specificity < 5
    return {
        "eventid": None if year is None else year * 10_000 + month * 100 + of_month,
        "iyear": year,
        "imonth": month if year else None,
        "iday": of_month if year else None,
        "approxdate": None if exact or not first else f"{first}{f' to {last}' if last != first else ''}, {known_to}",
        "extended": int(last != first) if exact else None,
        "resolution": last if exact and last != first else None,
        "country_txt": country_name(event.place.country),
        "provstate": one_line(event.place.admin1, NAME_LIMIT) or None,
        "city": (one_line(event.place.name, NAME_LIMIT) if precision in (1, 2) else "") or "Unknown",
        "latitude": event.place.lat if known else None,
        "longitude": event.place.lon if known else None,
        "specificity": specificity,
        "vicinity": {1: 0, 2: 1}.get(precision, -9),
        "location": whereabouts(event),
        "summary": _summary(standing, event, ("killed", "injured")),
        "addnotes": listed([explained(k, standing) for k in standing.open(event)], 400),
        **_gtd_people(standing, event),
        **_gtd_cited(standing, event),
    }  # fmt: skip


def _date(event: Event) -> tuple[int | None, int, int]:
    """Year, month and day as far as they are known, 0 for what is not."""
    (year, month, of_month), precision = parts(event.start), event.date_prec or 1
    return year, month if precision < 5 else 0, of_month if precision < 4 else 0


def _gtd_people(standing: Standing, event: Event) -> Row:
    silent = 0 if standing.estimated else None
    held, attackers = estimate(standing, event, "held"), best(estimate(standing, event, "attackers"))
    return {
        "nperps": -99 if attackers is None else attackers,
        "nperpcap": best(estimate(standing, event, "arrested", "attackers")),
        "nkill": best(estimate(standing, event, "killed"), silent),
        "nkillus": best(americans(standing, event, "killed")),
        "nkillter": best(estimate(standing, event, "killed", "attackers")),
        "nwound": best(estimate(standing, event, "injured"), silent),
        "nwoundus": best(americans(standing, event, "injured")),
        "nwoundte": best(estimate(standing, event, "injured", "attackers")),
        "ishostkid": int(held is not None) if standing.estimated else None,
        "nhostkid": None if held is None else -99 if held.best is None else held.best,
        "nhostkidus": best(americans(standing, event, "held")),
    }


def _gtd_cited(standing: Standing, event: Event) -> Row:
    killed = estimate(standing, event, "killed")
    named = [standing.documents[standing.claims[c].document] for c in (killed.supporting if killed else ())]
    documents = list({d.document: d for d in (named or reports(standing, event))}.values())[:3]
    citations = {f"scite{n}": cited(standing, d) for n, d in enumerate(documents, 1)}
    return {**citations, "dbsource": "asof"}


def _number(rows: list[Row]) -> None:
    """GTD's ids: the date and a running number of four digits among the events of that day."""
    seen: Counter[object] = Counter()
    for row in rows:
        date = row["eventid"]
        if isinstance(date, int):
            seen[date] += 1
            row["eventid"] = date * 10_000 + seen[date]


def _summary(standing: Standing, event: Event, outcomes: tuple[str, ...]) -> str:
    told = [f for f in figures(standing, event, populations=False) if f.outcome in outcomes]
    label = one_line(event.label) or "An event without a name"
    return " ".join([f"{label.rstrip('.')}.", *(sentence_of(standing, event, f) for f in told)])
