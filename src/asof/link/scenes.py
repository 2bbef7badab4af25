"""What the reports of an event say for each place that it may have been at: evidence, which `where` weighs.

Each piece of evidence is a share of the reports, so that no report speaks louder than the others, unless said
otherwise in `resources/link/where.yaml`, which has the weights.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from asof.link.features import tells
from asof.link.homes import Division, Homes
from asof.link.keys import fold, words
from asof.records import Analysis, Claim, Document, PlaceMention, Range, Rival
from asof.records.distance import kilometres
from asof.resources import table

_EARLY = 800
"""At this distance from a report's beginning, in characters, a mention weighs half."""
_LOOK_BACK, _BETWEEN = 90, 45
_BESIDE = 2
_COUNTY_KM = 40.0
"""A town farther than this from a county's midst does not lie in it."""
_LARGE, _LARGER = 100_000, 5
"""A quarter is a part of a town of so many people, and so many times as many as it has itself."""
_DENSITY = 2_500
"""People on a square kilometre of a large town, from which its reach is reckoned."""
_TAIL = re.compile(r"\s(?:[-|–—]|::|:)\s")
"""What parts a headline from the outlet's own name behind it."""
_FINEST = frozenset({"city", "admin2", "admin1", "country"})
_JOINED, _BORDER = "places/joined", "places/border"
_WELL_KNOWN = 100_000
"""A town of so many people is named without its division even by outlets of another one."""
_FROM = re.compile(r"\bfrom\s+(?:(?:nearby|the\s+\w+\s+of)\s+)?\Z", re.IGNORECASE)
"""What stands before a place that somebody or something came from."""
_AT_BORDER = re.compile(r"\b(?:near|at|on|along|close to|by|beside)\s(?:the\s)?(?:[\w.'’–/-]+\s){0,3}\Z", re.IGNORECASE)
"""What stands before a border that something happened at; up to three words of its countries may come between."""
_SENTENCE = re.compile(r"[.!?][\"'”’]?\s+(?=[\"'“‘]?[A-Z])|\n")
_SHORTEST, _LONGEST = 25, 400
"""A report's first sentence ends no sooner and no later than this, in characters."""
_TIE = 1e-9
_COUNTRY_ALONE = 0.5
"""What a country named at a report's head counts beside a finer place there: governments speak and are struck at."""
_MOST = 60
"""Candidates that are weighed, those of most mentions first."""


class Candidate(NamedTuple):
    """A place with what speaks for it: the name of each piece of evidence (where.yaml) and how much there is."""

    place: PlaceMention
    evidence: dict[str, float]


class Heard(NamedTuple):
    """One report: its places that are no part of a person's name, its main claims' sentences, its outlet's home."""

    document: Document
    places: tuple[PlaceMention, ...]
    sentences: tuple[Range, ...]
    home: Rival | None
    borders: tuple[PlaceMention, ...]
    """The borders that it puts something at, early or in a sentence of a main claim."""
    tail: int
    """Where in the text the outlet's name begins that stands behind the headline; its end where none does."""


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
        found.append(Heard(document, _places(analysis), sentences, home, heard_of, _tail_of(document)))
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


def _tail_of(document: Document) -> int:
    title = next((p for p in document.passages if p.part == "headline"), None)
    if title is None:
        return len(document.text)
    parts = list(_TAIL.finditer(document.text, title.start, title.end))
    return parts[-1].start() if parts else len(document.text)


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
    abroad = {p.country for r in reports for p in r.places if p.kind == "country" or (p.population or 0) >= _WELL_KNOWN}
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
            far = one.precision == _BESIDE or one.distance is not None
            if key_of(one) == key and (far or _words(report.document.text, one) == "in"):
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
    places = head(report) or [p for p in report.places if _part_of(report, p) == "dateline"]
    said: dict[str, float] = {}
    for place in {key_of(p): p for p in places}.values():
        if place.country:
            said[place.country] = said.get(place.country, 0.0) + (_COUNTRY_ALONE if place.kind == "country" else 1.0)
    if said and report.home and report.home.country:
        outright = any(p.kind == "country" for p in places)
        here = report.home.country
        said[here] = said.get(here, 0.0) + (_COUNTRY_ALONE if outright else 1.0)
    return said


def head(report: Heard) -> list[PlaceMention]:
    """The places of a report's headline, dateline and first sentence, but those that somebody came from."""
    start = next((p.start for p in report.document.passages if p.part in ("body", "update")), 0)
    found = _SENTENCE.search(report.document.text, start + _SHORTEST, start + _LONGEST)
    end = found.start() + 1 if found else start + _LONGEST
    return [
        p for p in report.places
        if p.start < report.tail and (p.start < end or _part_of(report, p) == "headline")
        and not _seat(report, p) and not _came_from(report, p)
    ]  # fmt: skip


def like_a_town(division: PlaceMention, reports: Sequence[Heard]) -> bool:
    """Whether reports use a division's name as a town's: a dateline opens with it, or they lead with it and no town.

    A county that bears its town's name is meant where something is "in" it and few reports name a town of it.
    """
    key = key_of(division)
    if any(key_of(p) == key and _opens(report, p) for report in reports for p in report.places):
        return True
    at = any(key_of(p) == key and _words(r.document.text, p) == "in" for r in reports for p in head(r))
    towns = sum(any(p.kind == "city" and _division(p) == _division(division) for p in r.places) for r in reports)
    return at and 2 * towns < len(reports)


def _opens(report: Heard, place: PlaceMention) -> bool:
    """Whether a dateline begins with it: those name towns."""
    if _part_of(report, place) != "dateline":
        return False
    return not any(p.start < place.start and _part_of(report, p) == "dateline" for p in report.places)


def _part_of(report: Heard, place: PlaceMention) -> str | None:
    passage = report.document.passage_at(place.start)
    return passage.part if passage else None


def _came_from(report: Heard, place: PlaceMention) -> bool:
    """Whether somebody or something came from it; not where it only says how far off something is."""
    if place.distance is not None:
        return False
    return _FROM.search(report.document.text[max(0, place.start - _LOOK_BACK) : place.start]) is not None


def _may_be_first(report: Heard, place: PlaceMention) -> bool:
    """Whether it may be the town that a report names first."""
    if place.start >= report.tail or _seat(report, place) or _came_from(report, place):
        return False
    return place.kind == "city" or (place.kind == "admin1" and _opens(report, place))


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
    first = next((p for p in report.places if _may_be_first(report, p)), None)
    for place in report.places:
        signs = _signs(report, place)
        if first is not None and place.text == first.text:
            signs["first"] = 1.0
        if f" {' '.join(words(place.name))} " in slug:
            signs["address"] = 1.0
        for one, how in _meanings(place, rivals.get(place.text, ()), likely):
            _add(found, one, signs if how is None else signs | {how: 1.0})
    if report.home and report.home.kind == "city":
        _add(found, _mention(report.home), {"home town": 1.0})
    elif report.home and report.home.admin1:
        _add(found, _mention(report.home), {"home division": 1.0})
    return found


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
    place: PlaceMention, rivals: tuple[Rival, ...], likely: Iterable[Division]
) -> list[tuple[PlaceMention, str | None]]:
    """The place, and for a town or county what its name means, known or not, in each likely division besides."""
    if place.kind not in ("city", "admin2") or place.made_by == _JOINED:
        return [(place, None)]
    here = _division(place)
    found: list[tuple[PlaceMention, str | None]] = [(place, None)] if place.country else []
    of = {_division(r): r for r in reversed(rivals)}
    known = (place.population or 0) >= _WELL_KNOWN
    for division in dict.fromkeys(likely):
        if division == here:
            continue
        if known and division[0] != place.country:
            continue
        if division in of:
            found.append((_moved(place, of[division]), "rival"))
        elif not known:
            found.append((_unknown(place, division), "unknown" if place.country else "unresolved"))
    return found


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


def _signs(report: Heard, place: PlaceMention) -> dict[str, float]:
    """What one mention is, and how near to the report's beginning."""
    document = report.document
    if place.start >= report.tail:
        return {"tail": 1.0}
    part = _part_of(report, place)
    if part == "headline":
        return {"headline": 1.0, "mentions": 1.0}
    if part == "dateline":
        return {"dateline": 1.0, "mentions": 1.0} if tells(place) else {"seat": 1.0}
    near = 1 / (1 + place.start / _EARLY)
    sign = "in" if _from_here(report, place) else _words(document.text, place)
    signs = {sign: near, "mentions": 1.0, "early": near}
    before = document.text[max(0, place.start - _LOOK_BACK) : place.start]
    if _beside("elsewhere").search(before):
        signs["elsewhere"] = near
    else:
        signs["here"] = near
    if place.precision == _BESIDE:
        signs["beside"] = near
    if any(s.holds(place.start, place.end) for s in report.sentences):
        signs["claim"] = near
    if place.made_by == _JOINED:
        signs["joined"] = near
    return signs


def _from_here(report: Heard, place: PlaceMention) -> bool:
    """Whether something is that far from it which is no town itself ("Norvik, 40 km from Elmford")."""
    if place.distance is None:
        return False
    return not any(p.kind == "city" and 0 <= place.start - p.end < _BETWEEN for p in report.places)


def _seat(report: Heard, place: PlaceMention) -> bool:
    """Whether it is a capital in a dateline: where the agency's bureau is."""
    return _part_of(report, place) == "dateline" and not tells(place)


def _words(text: str, place: PlaceMention) -> str:
    """What the words right beside a mention make of it."""
    after = text[place.end : place.end + 20]
    sign = next((sign for sign in ("police", "people", "area") if _beside(sign).match(after)), None)
    if sign:
        return sign
    if after[:1] == " " and after[1:2].isupper():
        return "name"
    before = text[max(0, place.start - 12) : place.start]
    return next((sign for sign in ("in", "origin") if _beside(sign).search(before)), "bare")


@cache
def _beside(sign: str) -> re.Pattern[str]:
    """The words of a sign (`resources/link/scenes.tsv`), behind a place, in front of it or earlier in its sentence."""
    found = sorted(
        (re.escape(row["word"]) for row in table("link/scenes") if row["sign"] == sign), key=len, reverse=True
    )
    words = rf"\b(?:{'|'.join(found)})\b"
    if sign in ("in", "origin"):
        return re.compile(rf"{words}\s+\Z", re.IGNORECASE)
    return re.compile(rf"{words}[^.]{{0,60}}\Z" if sign == "elsewhere" else rf"\s{words}", re.IGNORECASE)


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
        counties = [p for k, p in kept.items() if p.kind == "admin2" and said[k].get("mentions") and p.lat is not None]
        if counties and place.lat is not None:
            inside = any(_apart(place, c) <= _COUNTY_KM for c in counties)
            found["in county"], found["out of county"] = float(inside), float(not inside)
    elif place.kind == "admin2":
        found["county of towns"] = float(
            any(p.kind == "city" and _division(p) == division and _apart(place, p) <= _COUNTY_KM for p in kept.values())
        )
    return found


def _part(quarter: PlaceMention, town: PlaceMention) -> bool:
    people = town.population or 0
    if quarter.lat is None or town.lat is None or people < max(_LARGE, _LARGER * (quarter.population or 0)):
        return False
    return _apart(quarter, town) <= math.sqrt(people / _DENSITY / math.pi)


def _apart(a: PlaceMention, b: PlaceMention) -> float:
    """Kilometres between two places; none where one of them has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)
