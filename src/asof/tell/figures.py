"""The headline figures of an event: low, best, high, what they rest on, and how many outlets and origins that is."""

from asof.records import Claim, CountClaim, Estimate, Event, PopulationEstimate, Record
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.standing import Standing
from asof.tell.wording import EVERYBODY, outcome_order, outcome_words


class Figure(Record, frozen=True, kw_only=True):
    """An estimate with the claims that its three numbers open; `population` "" means every person."""

    outcome: str
    label: str
    population: str
    low: int | None
    best: int | None
    high: int | None
    as_of: str
    rule: str
    reason: str
    low_claim: str | None
    best_claim: str | None
    high_claim: str | None
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    outlets: int
    origins: int
    disputed: bool
    single: bool

    @property
    def cited(self) -> tuple[str, ...]:
        """The claims the figure rests on, each once: best first, then low and high, then all for it."""
        named = (self.best_claim, self.low_claim, self.high_claim)
        return tuple(dict.fromkeys([*(c for c in named if c), *self.supporting]))


def figures(standing: Standing, event: Event, populations: bool = True) -> tuple[Figure, ...]:
    """The figures of an event, over everybody first, then by population; outcomes in the order of the word table.

    None where the story was reconciled as of another moment than the one told of.
    """
    if not standing.estimated:
        return ()
    found = [_figure(standing, event, outcome, "", e) for outcome, e in event.estimates.items()]
    if populations:
        found += [
            _figure(standing, event, e.outcome, e.population, e)
            for e in event.estimates_by
            if e.population.lower() not in EVERYBODY
        ]
    kept = [f for f in found if f.best is not None or f.low is not None or f.high is not None]
    return tuple(sorted(kept, key=lambda f: (outcome_order(f.outcome), f.outcome, f.population)))


def _figure(
    standing: Standing, event: Event, outcome: str, population: str, estimate: Estimate | PopulationEstimate
) -> Figure:
    clock = standing.clock(event)
    supporting = tuple(c for c in estimate.supporting if standing.said(c, clock.zone))
    opposing = tuple(c for c in estimate.opposing if standing.said(c, clock.zone))
    outlets, origins = standing.carried(supporting)
    ends = [_opens(standing, value, (*supporting, *opposing)) for value in (estimate.low, estimate.best, estimate.high)]
    return Figure(
        outcome=outcome,
        label=outcome_words(outcome)["label"],
        population=one_line(population, NAME_LIMIT),
        low=estimate.low,
        best=estimate.best,
        high=estimate.high,
        as_of=clock(estimate.as_of) if estimate.as_of else "",
        rule=one_line(estimate.rule, 40),
        reason=one_line(estimate.reason, 400),
        low_claim=ends[0],
        best_claim=ends[1],
        high_claim=ends[2],
        supporting=supporting,
        opposing=opposing,
        outlets=outlets,
        origins=origins,
        disputed=any(c in standing.disputed for c in (*supporting, *opposing)),
        single=estimate.low == estimate.best == estimate.high,
    )


def _opens(standing: Standing, value: int | None, claims: tuple[str, ...]) -> str | None:
    """The claim whose words a number opens: one that states it, exactly if possible; else the first there is."""
    if not claims or value is None:
        return None
    return min(claims, key=lambda c: (_distance(standing.claims[c], value), claims.index(c)))


def _distance(claim: Claim, value: int) -> int:
    if not isinstance(claim, CountClaim):
        return 4
    low, high = claim.quantity.low, claim.quantity.high
    if low == high == value:
        return 0
    if value in (low, high):
        return 1
    return 2 if (low or 0) <= value and (high is None or value <= high) else 3
