"""Answers to "how many, of whom, according to whom": the estimate, each source's figure, what was set aside."""

from collections.abc import Mapping, Sequence

from asof.reconcile.placing import Placed, SetAside, place, tally
from asof.reconcile.population import group_of, is_whole, matches
from asof.reconcile.tracks import lines
from asof.records import (
    Answer,
    CountClaim,
    Estimate,
    Event,
    Linked,
    Point,
    PopulationEstimate,
    Reconciled,
    Record,
    Track,
)


class _Known(Record, frozen=True, kw_only=True):
    """What all answers draw on: every placed claim with its rank, and the counts that were set aside."""

    placed: dict[str, Placed]
    rank: dict[str, int]
    set_aside: tuple[SetAside, ...]


class _Question(Record, frozen=True, kw_only=True):
    event: Event
    outcome: str
    population: str | None
    source: str | None


def answer(
    linked: Linked,
    reconciled: Reconciled,
    outcome: str | None = None,
    population: str | None = None,
    source: str | None = None,
) -> tuple[Answer, ...]:
    """One answer for each event and outcome that has claims, as of `reconciled.at`.

    `population`: words ("foreign hostages"); where only a part of it is counted, the answer is a lower bound.
    `source`: words of a source's name; the estimate is then what it said last. Events in their order, outcomes by
    name.
    """
    known = _known(linked, reconciled.at)
    made = []
    for event in reconciled.events:
        tracks = [t for t in reconciled.tracks if t.event == event.id and t.kind == "count"]
        aside = {_outcome(s) for s in known.set_aside if s.event == event.id}
        for name in sorted({t.outcome for t in tracks} | aside):
            if outcome in (None, name):
                asked = _Question(event=event, outcome=name, population=population, source=source)
                made.append(_answer(asked, [t for t in tracks if t.outcome == name], known))
    return tuple(made)


def _known(linked: Linked, at: str | None) -> _Known:
    placing = place(linked, at)
    aside = [*placing.set_aside, *lines(placing.placed).set_aside]
    return _Known(
        placed={p.id: p for p in placing.placed},
        rank={p.id: n for n, p in enumerate(placing.placed)},
        set_aside=tuple(s for s in aside if isinstance(s.claim, CountClaim)),
    )


def _outcome(item: SetAside) -> str:
    return item.claim.outcome if isinstance(item.claim, CountClaim) else ""


def _answer(asked: _Question, tracks: Sequence[Track], known: _Known) -> Answer:
    meant = [t for t in tracks if asked.population is None or matches(t.population, asked.population, asked.outcome)]
    points = sorted((p for t in meant for p in t.points), key=lambda p: known.rank.get(p.claim, len(known.rank)))
    estimate = _estimate(asked)
    if asked.source is not None:
        points = [p for p in points if _said_by(p, asked.source, known.placed)]
        estimate = _last_said(points, asked, estimate)
    return Answer(
        event=asked.event.id,
        outcome=asked.outcome,
        population=asked.population,
        estimate=estimate if points else None,
        points=tuple(points),
        set_aside=tally(s for s in known.set_aside if _concerns(s, asked)),
    )


def _concerns(item: SetAside, asked: _Question) -> bool:
    claim = item.claim
    if not isinstance(claim, CountClaim) or item.event != asked.event.id or claim.outcome != asked.outcome:
        return False
    words = group_of(claim.population, claim.outcome).words
    return asked.population is None or matches(words, asked.population, asked.outcome)


def _said_by(point: Point, source: str, placed: Mapping[str, Placed]) -> bool:
    outlet = placed[point.claim].outlet if point.claim in placed else ""
    return source.casefold() in f"{point.source} {outlet}".casefold()


def _estimate(asked: _Question) -> Estimate | None:
    """The estimate over every person; of the population asked; or of its parts, as a lower bound."""
    if asked.population is None or is_whole("people", asked.population, asked.outcome):
        return asked.event.estimates.get(asked.outcome)
    near = [e for e in asked.event.estimates_by if e.outcome == asked.outcome]
    whole = next((e for e in near if is_whole(e.population, asked.population, asked.outcome)), None)
    if whole:
        return _plain(whole)
    parts = [e for e in near if matches(e.population, asked.population, asked.outcome)]
    return _of_parts(parts, asked.population) if parts else None


def _plain(found: PopulationEstimate) -> Estimate:
    return Estimate(
        low=found.low,
        best=found.best,
        high=found.high,
        as_of=found.as_of,
        rule=found.rule,
        reason=found.reason,
        supporting=found.supporting,
        opposing=found.opposing,
    )


def _of_parts(parts: Sequence[PopulationEstimate], population: str) -> Estimate:
    """A whole is no less than its largest part; more than that no claim says."""
    largest = max(parts, key=lambda e: (e.low or 0, e.population))
    return Estimate(
        low=largest.low,
        best=None,
        high=None,
        as_of=largest.as_of,
        rule=largest.rule,
        reason=f"Nobody counts all {population}; they are no fewer than the {largest.population}, a part of them.",
        supporting=largest.supporting,
        opposing=largest.opposing,
    )


def _last_said(points: Sequence[Point], asked: _Question, whole: Estimate | None) -> Estimate | None:
    """What a source said last and has not taken back."""
    standing = [p for p in points if p.superseded_by is None] or list(points)
    if not standing or whole is None:
        return None
    last = standing[-1]
    return Estimate(
        low=_number(last.low),
        best=_number(last.best),
        high=_number(last.high),
        as_of=whole.as_of,
        rule=whole.rule,
        reason=f"What {last.source} said last.",
        supporting=(last.claim,),
        opposing=tuple(p.claim for p in points if p.claim != last.claim),
    )


def _number(value: float | None) -> int | None:
    return None if value is None else round(value)
