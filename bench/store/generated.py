"""A generated ledger: events of invented mines, each with its reports, claims, tracks, relations and contradictions."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from asof.records import (
    Bounds,
    Claim,
    ClaimLink,
    Contradiction,
    CountClaim,
    Document,
    Estimate,
    Event,
    EventPlace,
    Passage,
    Point,
    Population,
    Published,
    Range,
    Reading,
    Reconciled,
    Relation,
    Span,
    Story,
    Track,
    claim_id,
)

OUTCOMES = ("killed", "injured", "missing", "freed", "escaped")
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_PER_REPORT = 10


def stories(claims: int, events: int, seed: int = 1) -> Iterator[tuple[tuple[Reading, ...], Story]]:
    """For each event its reports as read, and what a run makes of them; together `claims` claims."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark's data
    for number in range(events):
        each = claims // events + (number < claims % events)
        yield _event(number, each, chance)


def _event(number: int, claims: int, chance: random.Random) -> tuple[tuple[Reading, ...], Story]:
    start = _BEGIN + timedelta(minutes=20 * number)
    reports, found = [], []
    for first in range(0, claims, _PER_REPORT):
        many = min(_PER_REPORT, claims - first)
        at = start + timedelta(hours=3 * first // _PER_REPORT, minutes=chance.randrange(60))
        document, made = _report(f"m{number:06}-{first // _PER_REPORT:04}", at, many, chance)
        reports.append(document)
        found.append(made)
    return tuple(_read(d) for d in reports), _story(number, reports, found)


def _report(name: str, at: datetime, claims: int, chance: random.Random) -> tuple[Document, list[CountClaim]]:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    text, spans = "", []
    for n in range(claims):
        sentence = f"Officials of pit {name} said {chance.randrange(2, 60)} miners were {OUTCOMES[n % len(OUTCOMES)]}. "
        begin = len(text) + sentence.index(" said ") + len(" said ")
        spans.append(
            (len(text), len(text) + len(sentence) - 1, begin, begin + sentence[begin - len(text) :].index(" "))
        )
        text += sentence
    document = Document(
        document=name,
        text=text,
        title=f"Miners of pit {name}",
        published=Published(value=stamp, precision="minute", reason="generated"),
        outlet=f"Pit Courier {chance.randrange(40)}",
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        passages=(Passage(start=0, end=len(text), part="body"),),
    )
    return document, [_claim(document, n, place, stamp) for n, place in enumerate(spans)]


def _claim(document: Document, number: int, place: tuple[int, int, int, int], stamp: str) -> CountClaim:
    first, last, start, end = place
    outcome, text = OUTCOMES[number % len(OUTCOMES)], document.text
    value = int(text[start:end])
    return CountClaim(
        id=claim_id(document.document, "count", start, end, outcome),
        document=document.document,
        span=Span.of(text, start, end),
        part="body",
        sentence=Range(start=first, end=last),
        outcome=outcome,
        quantity=Bounds(low=value, high=value),
        population=Population(text="miners", start=end + 1, end=end + 7, head="miners", role="miner"),
        asserted_at=stamp,
        made_by="generated",
    )


def _read(document: Document) -> Reading:
    raw = document.text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    return Reading(document=document, raw=raw, raw_sha256=sha256, media_type="text/plain", input=document.document)


def _story(number: int, reports: list[Document], found: list[list[CountClaim]]) -> Story:
    event = f"e{number:015x}"
    claims = [c for of in found for c in of]
    lines = {o: [c for c in claims if c.outcome == o] for o in OUTCOMES}
    tracks = [_track(event, outcome, line) for outcome, line in lines.items() if line]
    names = tuple(d.document for d in reports)
    every: tuple[Claim, ...] = tuple(claims)
    return Story(
        documents=tuple(reports),
        claims=every,
        links=tuple(ClaimLink(claim=c.id, event=event, origin=c.document) for c in claims),
        entities=(),
        reconciled=Reconciled(
            at=None,
            events=(
                Event(
                    id=event,
                    label=f"Pit {number}",
                    documents=names,
                    primary=names,
                    place=EventPlace(name="Norvik", country="NO", timezone="UTC"),
                    estimates={o: _estimate(line) for o, line in lines.items() if line},
                ),
            ),
            tracks=tuple(tracks),
            relations=tuple(r for line in lines.values() for r in _relations(line)),
            contradictions=tuple(_contradictions(event, lines["killed"])),
        ),
    )


def _track(event: str, outcome: str, line: list[CountClaim]) -> Track:
    points = tuple(
        Point(
            asserted_at=c.asserted_at,
            low=c.quantity.low,
            best=c.quantity.low,
            high=c.quantity.high,
            claim=c.id,
            source="Officials",
            superseded_by=after.id if after else None,
        )
        for c, after in zip(line, [*line[1:], None], strict=True)
    )
    return Track(
        id=f"t{event}{outcome}", event=event, kind="count", outcome=outcome, population="miners", points=points
    )


def _estimate(line: list[CountClaim]) -> Estimate:
    numbers = [c.quantity.low or 0 for c in line]
    ids = tuple(c.id for c in line[-3:])
    return Estimate(low=min(numbers), best=numbers[-1], high=max(numbers), as_of=None, rule="ucdp", supporting=ids)


def _relations(line: list[CountClaim]) -> Iterator[Relation]:
    for before, after in pairwise(line):
        yield Relation(a=after.id, b=before.id, relation="updates", reason="It is the same source's later figure.")


def _contradictions(event: str, line: list[CountClaim]) -> Iterator[Contradiction]:
    for n, (before, after) in enumerate(pairwise(line)):
        closed = line[n + 2].asserted_at if n + 2 < len(line) else None
        yield Contradiction(
            id=f"x{event}{n}",
            event=event,
            kind="value",
            claims=(before.id, after.id),
            explanation="Of miners killed, two reports give two figures; no number satisfies both.",
            opened=after.asserted_at,
            closed=closed,
        )
