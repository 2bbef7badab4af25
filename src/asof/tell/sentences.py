"""Sentences composed from claims by templates: every one knows the claims it rests on."""

from asof.records import Claim, Event, Record, Relation
from asof.tell.standing import Standing
from asof.tell.tracks import Group, TrackView
from asof.tell.wording import Clock, fact, outcome_words, plural

Pieces = tuple[tuple[str, str | None], ...]

_RELATION = {
    "same": "says the same as",
    "refines": "makes more exact",
    "updates": "updates",
    "narrows": "narrows",
    "disputes": "disputes",
    "denies": "denies",
    "retracts": "takes back",
    "subset": "is part of",
    "incomparable": "cannot be compared with",
}


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence: pieces of text, each with the claim its words open (or None), and the claims it rests on.

    `topic` is what it is about ("Killed"), for those that are told in groups.
    """

    pieces: Pieces
    claims: tuple[str, ...] = ()
    topic: str = ""

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(text for text, _ in self.pieces)


def assertion(standing: Standing, view: TrackView, group: Group, clock: Clock) -> Sentence:
    """Who states what and when: "At least 20 miners were held, according to police (4 Mar, 08:10)."."""
    claim = standing.claims[group.claims[0]]
    number, rest = fact(claim, view.population)
    tail = f" {rest}, according to {group.sources} ({clock(claim.asserted_at)}{_carried(group)})."
    return Sentence(pieces=((opening(number), claim.id), (tail, None)), claims=group.claims, topic=view.label)


def withdrawal(standing: Standing, view: TrackView, group: Group, clock: Clock) -> Sentence:
    """A figure that no longer stands and what took it away, or a denial of a figure that nobody here states."""
    claim = standing.claims[group.claims[0]]
    number, rest = fact(claim, view.population)
    stamp = f" ({clock(claim.asserted_at)})"
    if group.state == "denial":
        pieces: Pieces = ((f"Denied by {group.sources}{stamp}: ", None), (number, claim.id), (f" {rest}.", None))
        return Sentence(pieces=pieces, claims=group.claims)
    said = f" {rest}, according to {group.sources}{stamp}"
    other = standing.claims[group.by or claim.id]
    by = f"{standing.source(other.id)} ({clock(other.asserted_at)})."
    if group.state == "denied":
        tail: Pieces = ((f"{said}: ", None), ("denied", other.id), (f" by {by}", None))
    else:
        tail = ((f"{said}: replaced by ", None), (fact(other, view.population)[0], other.id), (f", {by}", None))
    return Sentence(pieces=((opening(number), claim.id), *tail), claims=(*group.claims, other.id))


def side(standing: Standing, claim: Claim, clock: Clock) -> Sentence:
    """One side of a contradiction: its figure, who says it, when."""
    number, rest = fact(claim)
    before = (("Denied: ", None),) if claim.id in standing.denials else ()
    source = f" {rest} — {standing.source(claim.id)}, {clock(claim.asserted_at)}"
    return Sentence(
        pieces=(*before, (number if before else opening(number), claim.id), (source, None)), claims=(claim.id,)
    )


def aside(standing: Standing, claim: Claim, why: str, clock: Clock) -> Sentence:
    """A claim that moves no figure, and why."""
    number, rest = fact(claim)
    tail = f" {rest} — {standing.source(claim.id)}, {clock(claim.asserted_at)}. Set aside: {why}."
    return Sentence(pieces=((opening(number), claim.id), (tail, None)), claims=(claim.id,))


def pair(standing: Standing, relation: Relation) -> Sentence:
    """How one claim stands to another."""
    one, other = standing.claims[relation.a], standing.claims[relation.b]
    middle = f" ({standing.source(one.id)}) {_RELATION[relation.relation]} "
    pieces: Pieces = (
        (opening(fact(one)[0]), one.id),
        (middle, None),
        (fact(other)[0], other.id),
        (f" ({standing.source(other.id)}).", None),
    )
    return Sentence(pieces=pieces, claims=(one.id, other.id))


def silence(event: Event, outcomes: list[str]) -> tuple[Sentence, ...]:
    """What nobody says: the outcomes asked about for which no figure stands."""
    silent = [o for o in outcomes if (e := event.estimates.get(o)) is None or e.best is None]
    return tuple(
        Sentence(pieces=((f"No report that could be used says {outcome_words(o)['unknown']}.", None),)) for o in silent
    )


def opening(text: str) -> str:
    """A sentence's first words with their first letter large."""
    return text[:1].upper() + text[1:]


def _carried(group: Group) -> str:
    """How many outlets and origins, where that is more than the one named."""
    if len(group.claims) == 1 and group.outlets <= 1:
        return ""
    return f"; {plural(group.outlets, 'outlet')}, {plural(group.origins, 'origin')}"
