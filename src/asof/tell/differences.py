"""What differs between two states of one event: which figures moved, which disputes opened and which ended.

The one answer on which `updates` (sentences for readers) and `changes` (`asof diff`: before, after, causes) rest.
"""

from asof.records import Contradiction, Estimate, Event, Story
from asof.tell.standing import Standing
from asof.tell.wording import EVERYBODY

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
    pairs = {key: (old.get(key), new.get(key)) for key in old.keys() | new.keys()}
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


def _key(contradiction: Contradiction) -> tuple[str, tuple[str, ...]]:
    return contradiction.kind, tuple(sorted(contradiction.claims))
