"""The one public function of the stage: a document and its analysis in, its claims out."""

from typing import NamedTuple

import msgspec

from asof.extract import counts, implied, measures, roles
from asof.extract.attribution import Report, governing, learned, reports
from asof.extract.background import beside, main_story
from asof.extract.confidence import Known, confidence, features, of_kind
from asof.extract.factuality import factuality, stances
from asof.extract.parts import placed
from asof.extract.populations import population
from asof.extract.reading import read
from asof.extract.repeats import again, understood
from asof.extract.statements import statements
from asof.extract.valid_time import Dated, Days, days, event_date, occurred, own_date, valid_times
from asof.records import (
    Analysis,
    Bounds,
    Claim,
    CountClaim,
    Document,
    MeasureClaim,
    Population,
    Range,
    Span,
    ValidTime,
    claim_id,
)
from asof.resources import structure


def extract(document: Document, analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of one document, in order of their place in the text. Pure: the same input gives the same claims."""
    said = reports(document, analysis)
    made: list[Claim] = [*_counts(document, analysis, said)]
    made += [_measure(document, analysis, each, said) for each in measures.find(document, analysis)]
    made += roles.find(document, analysis, said)
    made += statements(document, analysis, learned(document, analysis, said) or said)
    return placed(document, sorted(made, key=lambda c: (c.span.start, c.span.end, c.id)))


def _counts(document: Document, analysis: Analysis, said: tuple[Report, ...]) -> list[CountClaim]:
    readings = tuple(read(document, analysis, sentence) for sentence in analysis.sentences)
    found = counts.find(analysis, readings)
    single = implied.find(document, analysis, readings, found)
    found = counts.borne_out(found, single)
    own = [own_date(document, analysis, f) for f in found]
    own_single = [own_date(document, analysis, f) for f in single]
    event = occurred(document, analysis, readings) or event_date(document, analysis, found, own)
    event = event or event_date(document, analysis, single, own_single)
    stories = main_story(document, analysis, found + single, own + own_single, event or document.published.value)
    main = stories.main
    when = days(document, analysis, readings, list(zip(found + single, own + own_single, strict=True)), event)
    stated = again(_claims(document, analysis, said, (found, own, when), main[: len(found)]))
    known = {claim.id for claim in stated}
    told = _claims(document, analysis, said, (single, own_single, when), main[len(found) :])
    return stated + [c for c in told if c.id not in known]


def _claims(
    document: Document,
    analysis: Analysis,
    said: tuple[Report, ...],
    told: tuple[list[counts.Found], list[Dated | None], Days],
    main: list[bool],
) -> list[CountClaim]:
    """The claims of counts that were found, with their own dates and the days that their report tells.

    `main` says of each whether it is about the main story.
    """
    found, own, days_told = told
    about = [m or beside(f) for f, m in zip(found, main, strict=True)]
    when = valid_times(document, list(zip(found, own, about, strict=True)), days_told)
    nouns = understood(found)
    ids = [claim_id(document.document, "count", f.quantity.start, f.quantity.end, f.link.frame.outcome) for f in found]
    made = []
    for i, each in enumerate(found):
        context = _Context(ids[i], nouns[i], main[i], when[i], ids[each.whole] if each.whole is not None else None)
        made.append(_count(document, analysis, each, said, context))
    return made


class _Context(NamedTuple):
    """What the other counts of the document say of one of them."""

    id: str
    noun: str
    main: bool
    when: ValidTime | None
    whole: str | None


def _count(
    document: Document, analysis: Analysis, found: counts.Found, said: tuple[Report, ...], context: _Context
) -> CountClaim:
    quantity, sentence = found.quantity, found.reading.sentence
    passage = document.passage_at(quantity.start)
    outcome = found.link.frame.outcome
    report = governing(said, quantity.start, quantity.end)
    sure, _ = factuality(document, analysis, quantity.start, quantity.end, counts.predicate(found), report)
    if report and report.stance in stances() and sure == "CT+":
        # What is demanded or denied takes it for granted: it is whose words the demand is told in that count it.
        report = governing(tuple(r for r in said if r.stance not in stances()), quantity.start, quantity.end)
    source = report.attribution if report else None
    part = passage.part if passage else "body"
    sureness = confidence(features(found, Known(_rule(found), part, sure, source, context.main)))
    return CountClaim(
        id=context.id,
        document=document.document,
        span=Span.of(document.text, quantity.start, quantity.end),
        part=part,
        sentence=Range(start=sentence.start, end=sentence.end),
        factuality=sure,
        attribution=source,
        valid_time=context.when,
        asserted_at=document.asserted_at(quantity.start),
        main=context.main,
        implied=quantity.made_by == implied.MADE_BY,
        made_by=_rule(found),
        confidence=sureness.value,
        grounds=sureness.grounds,
        outcome=outcome,
        quantity=Bounds(low=_whole(quantity.low), high=_whole(quantity.high), approximate=quantity.approximate),
        population=_population(document.text, found, context.noun),
        basis="part" if context.whole else "increment" if quantity.increment else "total",
        part_of=context.whole,
    )


def _rule(found: counts.Found) -> str:
    if found.quantity.made_by == implied.MADE_BY:
        return "count/implied"
    return f"count/{found.link.frame.rule}"


def _measure(
    document: Document, analysis: Analysis, found: measures.Measured, said: tuple[Report, ...]
) -> MeasureClaim:
    quantity = found.quantity
    report = governing(said, quantity.start, quantity.end)
    sure, _ = factuality(document, analysis, quantity.start, quantity.end, None, report)
    passage = document.passage_at(quantity.start)
    return MeasureClaim(
        id=claim_id(document.document, "measure", quantity.start, quantity.end, found.measure),
        document=document.document,
        span=Span.of(document.text, quantity.start, quantity.end),
        part=passage.part if passage else "body",
        sentence=Range(start=found.sentence.start, end=found.sentence.end),
        factuality=sure,
        attribution=report.attribution if report else None,
        asserted_at=document.asserted_at(quantity.start),
        made_by=f"measure/{found.measure}",
        confidence=of_kind("measure"),
        measure=found.measure,
        quantity=found.amount,
        of=found.of,
        conversion=found.conversion,
    )


def _population(text: str, found: counts.Found, noun: str) -> Population:
    who = population(text, found.reading.words, found.counted.phrase, noun)
    role = structure(f"outcomes/{found.link.frame.outcome}").get("role")
    return msgspec.structs.replace(who, role=role) if role and who.role in {"person", "child"} else who


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
