"""The one public function of the stage: a document and its analysis in, its claims out."""

from functools import cache
from typing import NamedTuple

import msgspec

from asof.extract import counts, measures
from asof.extract.attribution import Report, governing, reports
from asof.extract.background import main_story
from asof.extract.factuality import factuality
from asof.extract.populations import population
from asof.extract.repeats import again, understood
from asof.extract.statements import statements
from asof.extract.valid_time import event_date, own_date, valid_times
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
from asof.resources import structure, table


def extract(document: Document, analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of one document, in order of their place in the text. Pure: the same input gives the same claims."""
    said = reports(document, analysis)
    made: list[Claim] = [*_counts(document, analysis, said)]
    made += [_measure(document, analysis, each, said) for each in measures.find(document, analysis)]
    made += statements(document, analysis, said)
    return tuple(sorted(made, key=lambda c: (c.span.start, c.span.end, c.id)))


def _counts(document: Document, analysis: Analysis, said: tuple[Report, ...]) -> list[CountClaim]:
    found = counts.find(document, analysis)
    own = [own_date(document, analysis, f) for f in found]
    event = event_date(document, analysis, found, own)
    main = main_story(found, own, event or document.published.value)
    when = valid_times(found, own, main, event)
    nouns = understood(found)
    ids = [claim_id(document.document, "count", f.quantity.start, f.quantity.end, f.link.frame.outcome) for f in found]
    claims = []
    for i, each in enumerate(found):
        context = _Context(ids[i], nouns[i], main[i], when[i], ids[each.whole] if each.whole is not None else None)
        claims.append(
            _count(document, analysis, each, governing(said, each.quantity.start, each.quantity.end), context)
        )
    return again(claims)


class _Context(NamedTuple):
    """What the other counts of the document say of one of them."""

    id: str
    noun: str
    main: bool
    when: ValidTime | None
    whole: str | None


def _count(
    document: Document, analysis: Analysis, found: counts.Found, report: Report | None, context: _Context
) -> CountClaim:
    quantity, sentence = found.quantity, found.reading.sentence
    passage = document.passage_at(quantity.start)
    outcome = found.link.frame.outcome
    sure, _ = factuality(document, analysis, quantity.start, quantity.end, counts.predicate(found), report)
    return CountClaim(
        id=context.id,
        document=document.document,
        span=Span.of(document.text, quantity.start, quantity.end),
        part=passage.part if passage else "body",
        sentence=Range(start=sentence.start, end=sentence.end),
        factuality=sure,
        attribution=report.attribution if report else None,
        valid_time=context.when,
        asserted_at=document.asserted_at(quantity.start),
        main=context.main,
        made_by=f"count/{outcome}-{found.link.frame.name}",
        confidence=_confidence(f"count/{outcome}-{found.link.frame.name}"),
        outcome=outcome,
        quantity=Bounds(low=_whole(quantity.low), high=_whole(quantity.high), approximate=quantity.approximate),
        population=_population(document.text, found, context.noun),
        basis="part" if context.whole else "increment" if quantity.increment else "total",
        part_of=context.whole,
    )


@cache
def _shares() -> dict[str, float]:
    return {row["rule"]: float(row["share"]) for row in table("extract/confidence")}


def _confidence(rule: str) -> float:
    """How often claims of the rule were right in the training reports."""
    return _shares().get(rule, _shares()["all"])


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
