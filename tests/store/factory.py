"""Small stories for the tests of the store: fictitious reports with claims that stand in their texts."""

import hashlib
from datetime import UTC, datetime
from itertools import pairwise

from asof.records import (
    Alias,
    Attribution,
    Bounds,
    Claim,
    ClaimLink,
    Contradiction,
    CountClaim,
    Document,
    Entity,
    Event,
    Passage,
    Point,
    Population,
    Published,
    Range,
    Reading,
    Reconciled,
    Rejected,
    Relation,
    Source,
    Span,
    StatementClaim,
    Story,
    Track,
    claim_id,
)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def document(name: str = "norvik", count: int = 12, day: int = 4) -> Document:
    """A report that so many miners were freed."""
    text = f"Police said {count} miners of {name} were freed."
    return Document(
        document=name,
        text=text,
        published=Published(value=f"2026-03-{day:02}", precision="day", reason="test"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        passages=(Passage(start=0, end=len(text), part="body"),),
    )


def reading(made: Document) -> Reading:
    """The report as it was read."""
    raw = made.text.encode()
    return Reading(
        document=made, raw=raw, raw_sha256=hashlib.sha256(raw).hexdigest(), media_type="text/plain", input=made.document
    )


def claims(made: Document) -> tuple[Claim, ...]:
    """The count and the statement that a report holds."""
    text, start = made.text, 12
    end = text.index(" ", start)
    source = Source(text="Police", start=0, end=6, kind="police")
    shared = {"document": made.document, "part": "body", "sentence": Range(start=0, end=len(text)), "made_by": "test/1",
              "attribution": Attribution(chain=(source,), cue=Span.of(text, 7, 11)),
              "asserted_at": made.published.value}  # fmt: skip
    return (
        CountClaim(
            id=claim_id(made.document, "count", start, end, "freed"),
            span=Span.of(text, start, end),
            outcome="freed",
            quantity=Bounds(low=int(text[start:end]), high=int(text[start:end])),
            population=Population(text="miners", start=end + 1, end=end + 7, head="miner"),
            **shared,  # type: ignore[arg-type]
        ),
        StatementClaim(
            id=claim_id(made.document, "statement", start, len(text), ""),
            span=Span.of(text, start, len(text)),
            content=(Span.of(text, start, len(text)),),
            **shared,  # type: ignore[arg-type]
        ),
    )


def story(*made: Document, rejected: tuple[Rejected, ...] = ()) -> Story:
    """What a run makes of reports: one event, one track, and each later count updating the one before."""
    of = [claims(d) for d in made]
    counts = [c[0].id for c in of]
    names = tuple(d.document for d in made)
    points = tuple(
        Point(asserted_at=c[0].asserted_at, low=1, best=1, high=1, claim=c[0].id, source="Police") for c in of
    )
    police = Entity(
        id="n1", type="organisation", name="Police", aliases=(Alias(text="Police", count=1, documents=names),)
    )
    differ = Contradiction(id="x1", event="e1", kind="value", claims=tuple(counts), explanation="they differ")
    return Story(
        documents=made,
        claims=tuple(claim for c in of for claim in c),
        links=tuple(ClaimLink(claim=c[0].id, event="e1", origin="o1") for c in of),
        entities=(police,),
        reconciled=Reconciled(
            at=None,
            events=(Event(id="e1", label="Miners freed", documents=names, primary=names),),
            tracks=(Track(id="t1", event="e1", kind="count", outcome="freed", population="miners", points=points),),
            relations=tuple(
                Relation(a=b, b=a, relation="updates", reason="later") for a, b in pairwise(counts)
            ),
            contradictions=(differ,),
            set_aside={"no figure": 1},
        ),
        rejected=rejected,
    )  # fmt: skip
