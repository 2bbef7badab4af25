"""The one public function of the stage: a document and its analysis in, its claims out."""

from asof.extract import counts
from asof.extract.populations import population
from asof.records import Analysis, Bounds, Claim, CountClaim, Document, Range, Span, claim_id


def extract(document: Document, analysis: Analysis) -> tuple[Claim, ...]:
    """The claims of one document, in order of their place in the text. Pure: the same input gives the same claims."""
    made: list[Claim] = [_count(document, found) for found in counts.find(document, analysis)]
    return tuple(sorted(made, key=lambda c: (c.span.start, c.span.end)))


def _count(document: Document, found: counts.Found) -> CountClaim:
    quantity, sentence = found.quantity, found.reading.sentence
    passage = document.passage_at(quantity.start)
    outcome = found.link.frame.outcome
    return CountClaim(
        id=claim_id(document.document, "count", quantity.start, quantity.end, outcome),
        document=document.document,
        span=Span.of(document.text, quantity.start, quantity.end),
        part=passage.part if passage else "body",
        sentence=Range(start=sentence.start, end=sentence.end),
        asserted_at=document.asserted_at(quantity.start),
        outcome=outcome,
        quantity=Bounds(low=_whole(quantity.low), high=_whole(quantity.high), approximate=quantity.approximate),
        population=population(document.text, found.reading.words, found.counted.phrase, "person"),
        made_by=f"count/{outcome}-{found.link.frame.name}",
    )


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
