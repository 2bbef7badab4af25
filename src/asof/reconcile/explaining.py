"""Why a claim, a track, a contradiction, an event or an entity is as it is, in sentences."""

from collections.abc import Callable, Iterator, Mapping

from asof.reconcile.intervals import interval_of
from asof.reconcile.placing import place, source_words
from asof.reconcile.population import group_of
from asof.reconcile.tracks import lines
from asof.records import (
    Claim,
    ClaimLink,
    Contradiction,
    CountClaim,
    Document,
    Entity,
    Estimate,
    Event,
    Linked,
    MeasureClaim,
    Point,
    PopulationEstimate,
    Reconciled,
    RoleClaim,
    Track,
)
from asof.resources import table

_MANY = 40
"""How many points, relations or judgements are told of one thing; the rest are counted."""

_FIRMNESS = {
    "CT+": "as a fact",
    "PR+": "as probable",
    "PS+": "as possible",
    "CT-": "to deny it",
    "Uu": "as demanded, threatened, predicted or asked",
}


def explain(linked: Linked, reconciled: Reconciled, wanted: str) -> list[str]:
    """Why anything with the id `wanted` is as it is.

    Raises LookupError where no claim, track, contradiction, event or entity has that id.
    """
    finders: tuple[Callable[[Linked, Reconciled, str], Iterator[str]], ...] = (
        _of_claim,
        _of_track,
        _of_contradiction,
        _of_event,
        _of_entity,
    )
    for finder in finders:
        told = list(finder(linked, reconciled, wanted))
        if told:
            return told
    raise LookupError(f"no claim, track, contradiction, event or entity has the id {wanted!r}")


def _of_claim(linked: Linked, reconciled: Reconciled, wanted: str) -> Iterator[str]:
    claim = next((c for c in linked.claims if c.id == wanted), None)
    if claim is None:
        return
    documents = {d.document: d for d in linked.documents}
    link = next((x for x in linked.links if x.claim == wanted), None)
    yield _saying(claim, documents.get(claim.document))
    yield f"It was read by the rule or model {claim.made_by}, with a confidence of {claim.confidence:.2f}."
    yield from _confidence(claim)
    yield from _belonging(link, linked)
    yield from _use(claim, linked, reconciled)
    yield from _related(wanted, reconciled)


def _confidence(claim: Claim) -> Iterator[str]:
    """What made its reading less sure and what surer, most telling first, in the words of the table of weights."""
    rows = {row["feature"]: row for row in table("extract/confidence")}
    told = [rows[ground] for ground in claim.grounds if ground in rows]
    doubts = [row["says"] for row in told if float(row["weight"]) < 0]
    strengths = [row["says"] for row in told if float(row["weight"]) > 0]
    if doubts:
        yield f"What makes it less sure: {'; '.join(doubts)}."
    if strengths:
        yield f"What makes it surer: {'; '.join(strengths)}."


def _saying(claim: Claim, document: Document | None) -> str:
    outlet = (document.outlet if document else None) or claim.document
    when = f" on {claim.asserted_at}" if claim.asserted_at else ", at a time that is not known"
    who = source_words(claim, outlet)
    return f"{who} says “{_what(claim)}” {_FIRMNESS[claim.factuality]}, in {outlet}'s report {claim.document}{when}."


def _what(claim: Claim) -> str:
    if isinstance(claim, CountClaim):
        return f"{interval_of(claim.quantity)} {group_of(claim.population, claim.outcome).words} {claim.outcome}"
    if isinstance(claim, MeasureClaim):
        return f"{claim.measure}: {claim.span.text}"
    if isinstance(claim, RoleClaim):
        return f"{claim.role}: {claim.value.text}"
    return claim.span.text[:200]


def _belonging(link: ClaimLink | None, linked: Linked) -> Iterator[str]:
    event = next((e for e in linked.events if link and e.id == link.event), None)
    if link is None or event is None:
        yield "It speaks of no event of these reports, so it stands on no track."
        return
    yield f"It speaks of the event {event.id} ({event.label})."
    carry = "carries" if link.outlets == 1 else "carry"
    yield f"{_counted(link.outlets, 'outlet')} {carry} it, from {_counted(link.origins, 'independent origin')}."
    if link.copy_of:
        yield f"It repeats the claim {link.copy_of} of another report."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _use(claim: Claim, linked: Linked, reconciled: Reconciled) -> Iterator[str]:
    """On which track it stands and what has become of it, or why it was set aside."""
    for track in reconciled.tracks:
        for point in track.points:
            if point.claim == claim.id:
                yield f"It stands on the track {track.id} ({_named(track)})."
                yield from _fate(point)
    placing = place(linked, reconciled.at)
    for item in (*placing.set_aside, *lines(placing.placed).set_aside):
        if item.claim.id == claim.id:
            yield f"It moves no estimate: {item.reason}."
    for event in reconciled.events:
        for outcome, estimate in sorted(event.estimates.items()):
            if claim.id in estimate.supporting:
                yield f"It is behind the estimate of people {outcome} in {event.id}: {_ends(estimate)}."


def _fate(point: Point) -> Iterator[str]:
    if point.superseded_by:
        yield f"Its place was taken by the claim {point.superseded_by}."
    if point.denied_by:
        yield f"It is denied by {', '.join(point.denied_by)}; it counts for no best figure."


def _named(track: Track) -> str:
    return f"{track.population} {track.outcome}".strip()


def _related(wanted: str, reconciled: Reconciled) -> Iterator[str]:
    mine = [r for r in reconciled.relations if wanted in (r.a, r.b)]
    for relation in mine[:_MANY]:
        other = relation.b if relation.a == wanted else relation.a
        yield f"With {other}: {relation.a} {_VERBS[relation.relation]} {relation.b}. {relation.reason}"
    if len(mine) > _MANY:
        yield f"{len(mine) - _MANY} further relations are not listed."
    for found in reconciled.contradictions:
        if wanted in found.claims:
            yield f"It is part of the contradiction {found.id}: {found.explanation}"


_VERBS: Mapping[str, str] = {
    "same": "says the same as",
    "refines": "refines",
    "updates": "updates",
    "narrows": "narrows",
    "disputes": "disputes",
    "denies": "denies",
    "retracts": "retracts",
    "subset": "is a part of",
    "incomparable": "cannot be compared with",
}


def _of_track(linked: Linked, reconciled: Reconciled, wanted: str) -> Iterator[str]:
    track = next((t for t in reconciled.tracks if t.id == wanted), None)
    if track is None:
        return
    yield f"The track of {_named(track)} in the event {track.event} holds {_counted(len(track.points), 'claim')}."
    for point in track.points[:_MANY]:
        when = point.asserted_at or "At an unknown time"
        fate = " ".join(_fate(point))
        yield f"{when}: {point.source}, {_range(point)} ({point.claim}). {fate}".strip()
    if len(track.points) > _MANY:
        yield f"{len(track.points) - _MANY} further claims are not listed."


def _range(point: Point | Estimate | PopulationEstimate) -> str:
    if point.low is not None and point.low == point.high:
        return f"{point.low:g}"
    low = "an open low end" if point.low is None else f"{point.low:g}"
    return f"{low} to {'an open high end' if point.high is None else f'{point.high:g}'}"


def _ends(estimate: Estimate | PopulationEstimate) -> str:
    best = "no best figure" if estimate.best is None else f"best {estimate.best}"
    return f"{best}, {_range(estimate)}, by the rule {estimate.rule}. {estimate.reason}".rstrip(". ")


def _of_contradiction(linked: Linked, reconciled: Reconciled, wanted: str) -> Iterator[str]:
    found = next((c for c in reconciled.contradictions if c.id == wanted), None)
    if found is None:
        return
    yield found.explanation
    yield _duration(found)
    documents = {d.document: d for d in linked.documents}
    claims = {c.id: c for c in linked.claims}
    for claim in found.claims:
        yield f"{claim}: {_saying(claims[claim], documents.get(claims[claim].document))}"


def _duration(found: Contradiction) -> str:
    opened = f"It opened when the last of its claims was said ({found.opened or 'time unknown'})"
    if found.closed:
        return f"{opened} and closed when one of them was superseded ({found.closed})."
    return f"{opened} and stands open."


def _of_event(linked: Linked, reconciled: Reconciled, wanted: str) -> Iterator[str]:
    event = next((e for e in reconciled.events if e.id == wanted), None)
    if event is None:
        return
    yield f"{event.label}: told in {_counted(len(event.documents), 'report')}, {len(event.primary)} of them mainly."
    yield from _estimates(event)
    number = sum(c.event == wanted for c in reconciled.contradictions)
    yield f"{_counted(number, 'contradiction')} found among its claims."


def _estimates(event: Event) -> Iterator[str]:
    for outcome, estimate in sorted(event.estimates.items()):
        yield f"People {outcome}: {_ends(estimate)}."
    for part in event.estimates_by[:_MANY]:
        yield f"{part.population} {part.outcome}: {_ends(part)}."


def _of_entity(linked: Linked, reconciled: Reconciled, wanted: str) -> Iterator[str]:
    entity: Entity | None = next((e for e in linked.entities if e.id == wanted), None)
    if entity is None:
        return
    spellings = ", ".join(f"{a.text} ({a.count})" for a in entity.aliases[:_MANY])
    yield f"{entity.name} ({entity.type}) is written {spellings}."
    for judged in entity.judgements[:_MANY]:
        yield f"{judged.left} and {judged.right}: {judged.judgement} ({judged.score:.2f}), {judged.reason}."
