"""What the reports of an event say for each place that it may have been at: evidence, which `where` weighs.

Each piece of evidence is a share of the reports, so that no report speaks louder than the others, unless said
otherwise in `resources/link/where.yaml`, which has the weights.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from asof.link.homes import Division, Homes
from asof.link.keys import fold, words
from asof.link.scene_signs import (
    JOINED,
    LARGE,
    Heard,
    head,
    is_far_or_beside,
    may_be_first,
    opens,
    part_of,
    signs,
    tail_of,
    words_beside,
)
from asof.records import Analysis, Claim, Document, PlaceMention, Range, Rival
from asof.records.distance import kilometres

_EARLY = 800
"""A border is heard of in so many of a report's first characters."""
_BETWEEN = 45
_COUNTY_KM = 40.0
"""A town farther than this from a county's midst does not lie in it."""
_HOME_KM = 100.0
"""A town so near to an outlet's home is one of those that it tells of day by day."""
_LARGER = 5
"""A quarter is a part of a town of so many people, and so many times as many as it has itself."""
_DENSITY = 2_500
"""People on a square kilometre of a large town, from which its reach is reckoned."""
_ALL_COUNTIES = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Countries of which the gazetteer has every second-order division."""
_FINEST = frozenset({"city", "admin2", "admin1", "country"})
_BORDER = "places/border"
_AT_BORDER = re.compile(r"\b(?:near|at|on|along|close to|by|beside)\s(?:the\s)?(?:[\w.'’–/-]+\s){0,3}\Z", re.IGNORECASE)
"""What stands before a border that something happened at; up to three words of its countries may come between."""
_TIE = 1e-9
_COUNTRY_ALONE = 0.5
"""What a country named at a report's head counts beside a finer place there: governments speak and are struck at."""
_MOST = 60
"""Candidates that are weighed, those of most mentions first."""


class Candidate(NamedTuple):
    """A place with what speaks for it: the name of each piece of evidence (where.yaml) and how much there is."""

    place: PlaceMention
    evidence: dict[str, float]


Key = tuple[str, str, str, str]
"""Kind, folded name, division, country: one place, whether the gazetteer knows it or not."""


def key_of(place: PlaceMention) -> Key:
    """What tells places apart; spellings of one that the gazetteer does not know are folded."""
    unknown = place.geonames is None and place.lat is None
    name = " ".join(fold(word) if unknown else word for word in words(place.name))
    return place.kind, name, place.admin1 or "", place.country or ""


def heard(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    at_home: Homes,
) -> list[Heard]:
    """The reports as far as they bear on the place; where an outlet's address says no home, the pile's own finding."""
    found = []
    for document in documents:
        analysis = analyses.get(document.document)
        sentences = tuple(c.sentence for c in claims.get(document.document, ()) if c.main)
        home = (analysis.home if analysis else None) or _found_home(at_home.get(document.outlet or ""))
        heard_of = _borders(document.text, analysis, sentences)
        found.append(Heard(document, _places(analysis), sentences, home, heard_of, tail_of(document)))
    return found


def _borders(text: str, analysis: Analysis | None, sentences: Sequence[Range]) -> tuple[PlaceMention, ...]:
    """The borders that something is said to be at, near or so far from; nobody is there who only crosses one."""
    named = (p for p in analysis.places if p.made_by == _BORDER) if analysis else ()
    at = (p for p in named if p.distance is not None or _AT_BORDER.search(text, max(0, p.start - _BETWEEN), p.start))
    return tuple(p for p in at if p.start < _EARLY or any(s.holds(p.start, p.end) for s in sentences))


def _found_home(division: Division | None) -> Rival | None:
    if division is None or not division[0]:
        return None
    country, name = division
    return Rival(name=name or country or "", kind="admin1" if name else "country", country=country, admin1=name)


def _places(analysis: Analysis | None) -> tuple[PlaceMention, ...]:
    if analysis is None:
        return ()
    people = {at for n in analysis.names if n.type == "person" for at in range(n.start, n.end)}
    return tuple(p for p in analysis.places if p.start not in people and p.kind in _FINEST)


def candidates(reports: Sequence[Heard]) -> list[Candidate]:
    """Every place that some report names or has its home at, with its evidence, in a fixed order."""
    divisions = _divisions(reports)
    said: dict[Key, dict[str, float]] = {}
    stands_for: dict[Key, PlaceMention] = {}
    for report in reports:
        for key, (place, evidence) in _of_report(report, divisions).items():
            stands_for.setdefault(key, place)
            total = said.setdefault(key, {})
            for name, amount in evidence.items():
                total[name] = total.get(name, 0.0) + amount / len(reports)
    abroad = {p.country for r in reports for p in r.places if p.kind == "country" or (p.population or 0) >= LARGE}
    said = {k: e for k, e in said.items() if e.get("mentions") or abroad <= {stands_for[k].country}}
    most = sorted(said, key=lambda k: (-said[k].get("mentions", 0.0), k))[:_MOST]
    kept = {k: stands_for[k] for k in most}
    company = _named(kept, said)
    return [
        Candidate(place, said[key] | _own(key, place, company) | _around(place, kept, said, divisions))
        for key, place in kept.items()
    ]


def stated(place: PlaceMention, reports: Sequence[Heard]) -> PlaceMention:
    """The first mention that says that something is in, near or so far from a place; the place itself without one."""
    key = key_of(place)
    for report in reports:
        for one in report.places:
            if key_of(one) == key and (is_far_or_beside(one) or words_beside(report.document.text, one) == "in"):
                return one
    return place


def countries(reports: Sequence[Heard]) -> frozenset[str]:
    """The country that most reports speak of at their heads, or more than one where they tie; none where none does.

    Each report has one vote, shared by the places of its headline, dateline and first sentence and by its outlet's
    home, since a name may be that of a town at home; where these name none, its dateline's capital has it.
    """
    votes: dict[str, float] = {}
    for report in reports:
        said = _said_of_countries(report)
        for country, amount in said.items():
            votes[country] = votes.get(country, 0.0) + amount / sum(said.values())
    most = max(votes.values(), default=0.0)
    return frozenset(c for c, amount in votes.items() if amount > most - _TIE)


def _said_of_countries(report: Heard) -> dict[str, float]:
    places = head(report) or [p for p in report.places if part_of(report, p) == "dateline"]
    said: dict[str, float] = {}
    for place in {key_of(p): p for p in places}.values():
        if place.country:
            said[place.country] = said.get(place.country, 0.0) + (_COUNTRY_ALONE if place.kind == "country" else 1.0)
    if said and report.home and report.home.country:
        outright = any(p.kind == "country" for p in places)
        here = report.home.country
        said[here] = said.get(here, 0.0) + (_COUNTRY_ALONE if outright else 1.0)
    return said


def like_a_town(division: PlaceMention, reports: Sequence[Heard]) -> bool:
    """Whether reports use a division's name as a town's: a dateline opens with it, or they lead with it and no town.

    A county that bears its town's name is meant where something is "in" it and few reports name a town of it.
    """
    key = key_of(division)
    if any(key_of(p) == key and opens(report, p) for report in reports for p in report.places):
        return True
    at = any(key_of(p) == key and words_beside(r.document.text, p) == "in" for r in reports for p in head(r))
    towns = sum(any(p.kind == "city" and _division(p) == _division(division) for p in r.places) for r in reports)
    return at and 2 * towns < len(reports)


class Divisions(NamedTuple):
    """How much speaks for each division: as an outlet's home, named outright, as that of places named."""

    home: dict[Division, float]
    outright: dict[Division, float]


def _divisions(reports: Sequence[Heard]) -> Divisions:
    home: Counter[Division] = Counter()
    outright: Counter[Division] = Counter()
    for report in reports:
        if report.home and report.home.admin1:
            home[report.home.country or "", report.home.admin1] += 1
        outright.update({_division(p) for p in report.places if p.kind == "admin1" and p.start < report.tail})
    n = max(1, len(reports))
    return Divisions({d: c / n for d, c in home.items()}, {d: c / n for d, c in outright.items()})


def _division(place: PlaceMention | Rival) -> Division:
    return place.country or "", place.admin1 or ""


def _of_report(report: Heard, divisions: Divisions) -> dict[Key, tuple[PlaceMention, dict[str, float]]]:
    """The places of one report and what it says for each, amounts at most one."""
    found: dict[Key, tuple[PlaceMention, dict[str, float]]] = {}
    likely = [*divisions.home, *divisions.outright]
    rivals = {p.text: p.rivals for p in reversed(report.places) if p.rivals}
    slug = f" {_path(report.document)} "
    home = report.home if report.home and report.home.kind == "city" and report.home.lat is not None else None
    first = next((p for p in report.places if may_be_first(report, p)), None)
    for place in report.places:
        said = signs(report, place)
        if first is not None and place.text == first.text:
            said["first"] = 1.0
        if _in_address(slug, place):
            said["address"] = 1.0
        for one, how in _meanings(place, rivals.get(place.text, ()), likely, home):
            near = {"near home": 1.0} if home and one.lat is not None and _apart(one, home) <= _HOME_KM else {}
            namesake = {"namesake": math.log10((place.population or 0) + 10)} if how == "unknown" else {}
            _add(found, one, said | near | namesake | ({} if how is None else {how: 1.0}))
    if report.home and report.home.kind == "city":
        _add(found, _mention(report.home), {"home town": 1.0})
    elif report.home and report.home.admin1:
        _add(found, _mention(report.home), {"home division": 1.0})
    return found


def _in_address(slug: str, place: PlaceMention) -> bool:
    """Whether a report's address names a place, but not as that of a hospital."""
    parts = slug.split(f" {' '.join(words(place.name))} ", 1)
    return len(parts) > 1 and not parts[1].startswith("hospital")


def _add(found: dict[Key, tuple[PlaceMention, dict[str, float]]], place: PlaceMention, signs: dict[str, float]) -> None:
    key = key_of(place)
    kept, evidence = found.setdefault(key, (place, {}))
    for name, amount in signs.items():
        evidence[name] = (
            evidence.get(name, 0.0) + amount if name == "mentions" else max(evidence.get(name, 0.0), amount)
        )
    if "mentions" in evidence:
        evidence["often"] = math.log1p(evidence["mentions"])
    found[key] = (kept, evidence)


def _meanings(
    place: PlaceMention, rivals: tuple[Rival, ...], likely: Sequence[Division], home: Rival | None
) -> list[tuple[PlaceMention, str | None]]:
    """The place, and for a town or county what its name means besides.

    That is in each likely division, whether the gazetteer knows it there or not; near the outlet's home; a large town.
    """
    if place.kind not in ("city", "admin2") or place.made_by == JOINED:
        return [(place, None)]
    here = _division(place)
    found: list[tuple[PlaceMention, str | None]] = [(place, None)] if place.country else []
    of = {_division(r): r for r in reversed(rivals)}
    known = (place.population or 0) >= LARGE
    for division in dict.fromkeys(likely):
        if division == here:
            continue
        if known and division[0] != place.country:
            continue
        if division in of:
            found.append((_moved(place, of[division]), "rival"))
        elif not known and not _all_known(place):
            found.append((_unknown(place, division), "unknown" if place.country else "unresolved"))
    others = (r for r in rivals if _division(r) not in likely and _division(r) != here)
    meant = (r for r in others if (r.population or 0) >= LARGE or (home and r.lat and _apart(r, home) <= _HOME_KM))
    return [*found, *((_moved(place, r), "rival") for r in meant)]


def _all_known(place: PlaceMention) -> bool:
    """Whether the gazetteer has every place of its kind in its country, so that none is unknown."""
    return place.kind == "admin2" and place.country in _ALL_COUNTIES


def _moved(place: PlaceMention, rival: Rival) -> PlaceMention:
    return msgspec.structs.replace(_mention(rival), start=place.start, end=place.end, text=place.text)


def _unknown(place: PlaceMention, division: Division) -> PlaceMention:
    """A place of that name which the gazetteer does not know in the division."""
    country, admin1 = division
    return PlaceMention(
        start=place.start, end=place.end, text=place.text, name=place.text if place.kind == "city" else place.name,
        kind=place.kind, country=country, admin1=admin1, precision=5, made_by="where/unknown",
    )  # fmt: skip


def _mention(rival: Rival) -> PlaceMention:
    precision = {"city": 1, "admin2": 3, "admin1": 4}.get(rival.kind, 6)
    fields: dict[str, Any] = {f: getattr(rival, f) for f in rival.__struct_fields__}
    return PlaceMention(start=0, end=0, text=rival.name, precision=precision, made_by="where/rival", **fields)


def _path(document: Document) -> str:
    """The words of a report's address behind the host."""
    return " ".join(words((document.url or "").rpartition("//")[2].partition("/")[2]))


def _own(key: Key, place: PlaceMention, company: Mapping[Key, float]) -> dict[str, float]:
    found = {place.kind: 1.0, "company": _share(key, company)}
    if place.kind == "city":
        found["population"] = math.log10((place.population or 0) + 10)
        if place.lat is None:
            found["no coordinates"] = 1.0
    return found


def _share(key: Key, company: Mapping[Key, float]) -> float:
    """The share of a candidate's division in what reports name under other names than its own."""
    others = {k: amount for k, amount in company.items() if k[1] != key[1]}
    return sum(a for k, a in others.items() if k[2:] == key[2:]) / (sum(others.values()) or 1.0)


def _named(kept: Iterable[Key], said: Mapping[Key, Mapping[str, float]]) -> dict[Key, float]:
    """How much reports name each place, where the gazetteer has it."""
    elsewhere = {"rival", "unknown", "unresolved"}
    return {k: said[k].get("mentions", 0.0) for k in kept if not elsewhere & said[k].keys()}


def _around(
    place: PlaceMention, kept: Mapping[Key, PlaceMention], said: Mapping[Key, Mapping[str, float]], of: Divisions
) -> dict[str, float]:
    """What the other candidates make of one: the county round it, the large town that it is a quarter of."""
    division = _division(place)
    found = {"at home": of.home.get(division, 0.0), "division named": of.outright.get(division, 0.0)}
    if place.kind == "city":
        towns = [p for k, p in kept.items() if p.kind == "city" and p is not place]
        silent = not said[key_of(place)].get("mentions")
        found["silent"] = float(silent)
        found["silent beside towns"] = float(
            silent and any(_division(p) == division and said[key_of(p)].get("mentions") for p in towns)
        )
        found["quarter"] = float(any(_part(place, p) for p in towns))
        found["town of a quarter"] = float(any(_part(p, place) and said[key_of(p)].get("mentions") for p in towns))
        found |= _police(place, towns, said) | _quarter_of_unknown(place, towns, said)
        counties = [p for k, p in kept.items() if p.kind == "admin2" and said[k].get("mentions") and p.lat is not None]
        if counties and place.lat is not None:
            inside = any(_apart(place, c) <= _COUNTY_KM for c in counties)
            found["in county"], found["out of county"] = float(inside), float(not inside)
    elif place.kind == "admin2":
        found["county of towns"] = float(
            any(p.kind == "city" and _division(p) == division and _apart(place, p) <= _COUNTY_KM for p in kept.values())
        )
    return found


def _police(
    place: PlaceMention, towns: Iterable[PlaceMention], said: Mapping[Key, Mapping[str, float]]
) -> dict[str, float]:
    """How much more often the police of another town are named than the place's own."""
    own = said[key_of(place)].get("police", 0.0)
    others = max((said[key_of(p)].get("police", 0.0) for p in towns), default=0.0)
    return {"police of another": max(others - own, 0.0)}


def _quarter_of_unknown(
    place: PlaceMention, towns: Iterable[PlaceMention], said: Mapping[Key, Mapping[str, float]]
) -> dict[str, float]:
    """Whether a town that no list knows may be a quarter of a large one that is named with it, or the other way about.

    The large one is so many reports' home, stands in datelines, or its police are named.
    """
    own = [p for p in towns if _division(p) == _division(place)]
    if place.lat is None:
        large = [said[key_of(p)] for p in own if (p.population or 0) >= LARGE]
        return {"unknown quarter": max((_seated(e) for e in large), default=0.0)}
    if (place.population or 0) < LARGE:
        return {}
    there = any(p.lat is None and "unknown" not in said[key_of(p)] and said[key_of(p)].get("mentions") for p in own)
    return {"town of unknown": _seated(said[key_of(place)]) if there else 0.0}


def _seated(evidence: Mapping[str, float]) -> float:
    return max(evidence.get(name, 0.0) for name in ("dateline", "police", "home town"))


def _part(quarter: PlaceMention, town: PlaceMention) -> bool:
    people = town.population or 0
    if quarter.lat is None or town.lat is None or people < max(LARGE, _LARGER * (quarter.population or 0)):
        return False
    return _apart(quarter, town) <= math.sqrt(people / _DENSITY / math.pi)


def _apart(a: PlaceMention | Rival, b: PlaceMention | Rival) -> float:
    """Kilometres between two places; none where one of them has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)
