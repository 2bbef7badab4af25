"""Role claims: each filler of an incident's role at the place that names it best, with its source and certainty."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from asof.extract.attribution import Report, governing
from asof.extract.factuality import factuality
from asof.extract.roles.features import Sheet
from asof.extract.roles.incidents import Incident, View, incidents, view
from asof.extract.roles.nominals import Nominal
from asof.extract.roles.rules import ruled
from asof.records import Analysis, Document, Range, RoleClaim, Span, claim_id


class _Said(NamedTuple):
    """A document with what is needed to make its claims."""

    document: Document
    analysis: Analysis
    reports: tuple[Report, ...]


class _Place(NamedTuple):
    """What a role claim says, and where; `start` and `end` are offsets in the text."""

    role: str
    start: int
    end: int
    incident: int
    made_by: str
    chance: float
    entity: str | None = None


def find(document: Document, analysis: Analysis, reports: tuple[Report, ...]) -> list[RoleClaim]:
    """The role claims of a document; none where it tells of no violent incident, or has no syntax. Pure.

    `incident` numbers the incidents of the document from 1. The role `type` says what kind of incident it is: its value
    is the word that tells so, its `entity` the type (attack, bombing, kidnapping, arson, robbery).
    """
    seen = view(analysis)
    if seen is None:
        return []
    said = _Said(document, analysis, reports)
    made: dict[str, RoleClaim] = {}
    every = incidents(seen)
    for number, each in enumerate(every, 1):
        for place in _places(seen, each, number):
            claim = _claim(said, place)
            made.setdefault(claim.id, claim)
    for place in _ruled(seen, every):
        claim = _claim(said, place)
        made.setdefault(claim.id, claim)
    return list(made.values())


def _places(seen: View, incident: Incident, number: int) -> Iterator[_Place]:
    sheet = seen.sheet
    tokens = sheet.analysis.tokens
    trigger = _trigger(sheet, incident)
    made_by = "role/model-type"
    at = tokens[trigger]
    yield _Place("type", at.start, at.end, number, made_by, incident.chance, incident.type)
    for filler in incident.fillers:
        yield _phrase(sheet, filler.role, filler.mentions[0], number, f"role/model-{filler.role}", filler.chance)


def _trigger(sheet: Sheet, incident: Incident) -> int:
    """The word that tells of the incident's type, sought first in a sentence with its fillers."""
    of_type = [i for i, kind in enumerate(sheet.kinds) if kind == incident.type]
    told = _sentences(sheet, incident)
    own = next((i for i in of_type if _sentence(sheet, i) in told), None)
    if own is not None:
        return own
    return of_type[0] if of_type else next(i for i, kind in enumerate(sheet.kinds) if kind)


def _sentences(sheet: Sheet, incident: Incident) -> frozenset[int]:
    """Where the sentences begin that mention what fills the incident's roles."""
    return frozenset(_sentence(sheet, m.head) for f in incident.fillers for m in f.mentions)


def _sentence(sheet: Sheet, token: int) -> int:
    at = sheet.analysis.tokens[token].start
    sentence = sheet.analysis.sentence_at(at)
    return sentence.start if sentence else at


def _ruled(seen: View, every: tuple[Incident, ...]) -> Iterator[_Place]:
    """What the rules read, each with the incident whose fillers its sentence mentions.

    Rules see no borders between incidents: where a sentence mentions the fillers of none or of several, what they read
    is the first one's, which the report is about.
    """
    if not every:
        return
    tokens = seen.sheet.analysis.tokens
    told = [_sentences(seen.sheet, incident) for incident in every]
    for found in dict.fromkeys(f for incident in every for f in ruled(seen.sheet, incident)):
        first = min(bisect_left(tokens, found.start, key=lambda t: t.start), len(tokens) - 1)
        here = [n for n, its in enumerate(told, 1) if _sentence(seen.sheet, first) in its]
        number = here[0] if len(here) == 1 else 1
        yield _Place(found.role, found.start, found.end, number, f"role/{found.rule}", found.chance)


def _phrase(  # noqa: PLR0913, PLR0917
    sheet: Sheet, role: str, phrase: Nominal, number: int, made_by: str, chance: float
) -> _Place:
    tokens = sheet.analysis.tokens
    return _Place(role, tokens[phrase.first].start, tokens[phrase.last - 1].end, number, made_by, chance)


def _claim(said: _Said, place: _Place) -> RoleClaim:
    document, analysis = said.document, said.analysis
    span = Span.of(document.text, place.start, place.end)
    sentence = analysis.sentence_at(place.start)
    report = governing(said.reports, place.start, place.end)
    sure, _ = factuality(document, analysis, place.start, place.end, None, report)
    passage = document.passage_at(place.start)
    bounds = (sentence.start, sentence.end) if sentence else (place.start, place.end)
    return RoleClaim(
        id=claim_id(document.document, "role", place.start, place.end, f"{place.role}:{place.incident}"),
        document=document.document,
        span=span,
        part=passage.part if passage else "body",
        sentence=Range(start=bounds[0], end=bounds[1]),
        factuality=sure,
        attribution=report.attribution if report else None,
        asserted_at=document.asserted_at(place.start),
        made_by=place.made_by,
        confidence=round(place.chance, 2),
        role=place.role,
        value=span,
        entity=place.entity,
        incident=place.incident,
    )
