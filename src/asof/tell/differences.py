"""What differs between two states of one event: which figures moved, which disputes opened and which ended.

The one answer on which `updates` (sentences for readers) and `changes` (`asof diff`: before, after, causes) rest.
"""

from asof.records import Contradiction, Estimate, Event, Story
from asof.tell.sentences import Pieces, Sentence, explained, opening, pointed
from asof.tell.standing import Standing
from asof.tell.wording import EVERYBODY, Clock, dated, fact, outcome_words

Key = tuple[str, str]
"""An outcome and a population; "" for everybody."""

Values = tuple[int | None, int | None, int | None]

_NONE: Values = (None, None, None)


def same_event(story: Story, event: Event) -> Event | None:
    """The event as another state of the story has it: by id, else the one that shares most of its documents."""
    found = next((e for e in story.reconciled.events if e.id == event.id), None)
    if found:
        return found
    documents = set(event.documents)
    near = [(len(documents.intersection(e.documents)), e) for e in story.reconciled.events]
    most = max(near, key=lambda n: (n[0], n[1].id), default=None)
    return most[1] if most and most[0] else None


def estimates(event: Event | None) -> dict[Key, Estimate]:
    """The estimates of an event by outcome and population, those over everybody under ""."""
    if event is None:
        return {}
    apart: dict[Key, Estimate] = {
        (e.outcome, e.population): e for e in event.estimates_by if e.population.lower() not in EVERYBODY
    }
    return {**apart, **{(outcome, ""): e for outcome, e in event.estimates.items()}}


def values(estimate: Estimate | None) -> Values:
    """Low, best and high; none of them where there is no estimate."""
    return (estimate.low, estimate.best, estimate.high) if estimate else _NONE


def moved(earlier: Event | None, event: Event) -> dict[Key, tuple[Estimate | None, Estimate | None]]:
    """The figures of which low, best or high are others now, each as it was and as it is."""
    old, new = estimates(earlier), estimates(event)
    keys = [key for key in old.keys() | new.keys() if key[1].lower() != outcome_words(key[0])["label"].lower()]
    pairs = {key: (old.get(key), new.get(key)) for key in keys}
    return {key: (one, other) for key, (one, other) in pairs.items() if values(one) != values(other)}


class Disputes:
    """The contradictions of an event that opened between two states, those that were settled, those that are gone."""

    def __init__(self, then: Standing, now: Standing, earlier: Event | None, event: Event) -> None:
        past = {_key(k): k for k in (then.open(earlier) if earlier else ())}
        present = {_key(k): k for k in now.open(event)}
        closed = {_key(k): k for k in now.contradictions(event) if now.settled(k, now.zone(event))}
        self.opened: tuple[Contradiction, ...] = tuple(k for key, k in present.items() if key not in past)
        self.settled: tuple[Contradiction, ...] = tuple(closed[key] for key in past if key in closed)
        self.gone: tuple[Contradiction, ...] = tuple(
            k for key, k in past.items() if key not in present and key not in closed
        )

    @property
    def ended(self) -> tuple[Contradiction, ...]:
        """Those that are open no more: what was settled, and what is found no more."""
        return (*self.settled, *self.gone)


def ended(now: Standing, event: Event, found: Contradiction, clock: Clock) -> Sentence:
    """Say that a contradiction is open no more, and why: which of its claims was replaced, denied or dismissed since.

    "No longer disputed by what is current: the ministry says 12, the militants 35. The 35 was since replaced by 16,
    according to the ministry (5 Mar)." Nothing is said of who was right.
    """
    words = explained(found, now)
    pieces: Pieces = (
        ("No longer disputed by what is current: ", None),
        *pointed(f"{words}{'' if words[-1:] in '.!?…' else '.'}", found.claims[0]),
        *_why(now, event, found, clock),
    )
    return Sentence(pieces=pieces, claims=tuple(dict.fromkeys([*found.claims, *(c for _, c in pieces if c)])))


def _why(now: Standing, event: Event, found: Contradiction, clock: Clock) -> Pieces:
    points = {p.claim: p for t in now.tracks(event) for p in now.points(t, clock.zone)}
    for claim in found.claims:
        link, point = now.links.get(claim), points.get(claim)
        if link is not None and link.review == "dismissed":
            return ((" One of its claims was dismissed by a reviewer.", None),)
        by = point.superseded_by if point and now.said(point.superseded_by, clock.zone) else None
        if by is not None:
            told, who = fact(now.claims[by])[0], dated(now.source(by), clock(now.claims[by].asserted_at))
            first = f" {_figure(now, claim)} was since replaced by "
            return ((first, None), (told, by), (f", according to {who}.", None))
        others = [c for c in (point.denied_by if point else ()) if c not in found.claims and now.said(c, clock.zone)]
        if others:
            who = dated(now.source(others[0]), clock(now.claims[others[0]].asserted_at))
            return ((f" {_figure(now, claim)} was ", None), ("denied", others[0]), (f" by {who}.", None))
    return ((" Nothing that is current speaks against the other any more.", None),)


def _figure(now: Standing, claim: str) -> str:
    figure = fact(now.claims[claim])[0]
    return f"The figure {figure}" if figure[:1].isdigit() else opening(figure)


def _key(contradiction: Contradiction) -> tuple[str, tuple[str, ...]]:
    return contradiction.kind, tuple(sorted(contradiction.claims))
