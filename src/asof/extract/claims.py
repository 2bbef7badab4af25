"""The one public function of the stage: a document and its analysis in, its claims out."""

from asof.extract import counts
from asof.extract.attribution import Report, governing, reports
from asof.extract.factuality import factuality
from asof.extract.populations import population
from asof.extract.statements import statements
from asof.records import Analysis, Bounds, Claim, CountClaim, Document, Range, Span, claim_id


def extract(document: Document, analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of one document, in order of their place in the text. Pure: the same input gives the same claims."""
    said = reports(document, analysis)
    made: list[Claim] = [_count(document, analysis, found, said) for found in counts.find(document, analysis)]
    made += statements(document, analysis, said)
    return tuple(sorted(made, key=lambda c: (c.span.start, c.span.end, c.id)))


def _count(document: Document, analysis: Analysis, found: counts.Found, said: tuple[Report, ...]) -> CountClaim:
    quantity, sentence = found.quantity, found.reading.sentence
    passage = document.passage_at(quantity.start)
    outcome = found.link.frame.outcome
    report = governing(said, quantity.start, quantity.end)
    sure, _ = factuality(document, analysis, quantity.start, quantity.end, counts.predicate(found), report)
    return CountClaim(
        id=claim_id(document.document, "count", quantity.start, quantity.end, outcome),
        document=document.document,
        span=Span.of(document.text, quantity.start, quantity.end),
        part=passage.part if passage else "body",
        sentence=Range(start=sentence.start, end=sentence.end),
        factuality=sure,
        attribution=report.attribution if report else None,
        asserted_at=document.asserted_at(quantity.start),
        outcome=outcome,
        quantity=Bounds(low=_whole(quantity.low), high=_whole(quantity.high), approximate=quantity.approximate),
        population=population(document.text, found.reading.words, found.counted.phrase, "person"),
        made_by=f"count/{outcome}-{found.link.frame.name}",
    )


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
