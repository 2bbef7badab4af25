"""The headline figures of an event: low, best, high, what they rest on, and how many outlets and origins that is."""

from asof.records import Claim, CountClaim, Estimate, Event, PopulationEstimate, Record, moment
from asof.tell.clean import NAME_LIMIT, link, one_line
from asof.tell.standing import Standing
from asof.tell.wording import (
    EVERYBODY,
    Clock,
    fact,
    in_state,
    looking,
    number,
    outcome_order,
    outcome_words,
    plural,
    reason_told,
)


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
            and e.population.lower() != outcome_words(e.outcome)["label"].lower()
        ]
    kept = [f for f in found if f.best is not None or f.low is not None or f.high is not None]
    return tuple(sorted(kept, key=lambda f: (outcome_order(f.outcome), f.outcome, f.population)))


def _figure(
    standing: Standing, event: Event, outcome: str, population: str, estimate: Estimate | PopulationEstimate
) -> Figure:
    clock = standing.clock(event)
    supporting = standing.of_them_said(estimate.supporting, clock.zone)
    opposing = standing.of_them_said(estimate.opposing, clock.zone)
    outlets, origins = standing.carried(supporting)
    every = (*supporting, *opposing)
    ends = [
        _opens(standing, estimate.low, every),
        _opens(standing, estimate.best, _last_first(standing, outcome, supporting, clock) or opposing),
        _opens(standing, estimate.high, every),
    ]
    return Figure(
        outcome=outcome,
        label=outcome_words(outcome)["label"],
        population=one_line(population, NAME_LIMIT),
        low=estimate.low,
        best=estimate.best,
        high=estimate.high,
        as_of=clock(estimate.as_of) if estimate.as_of else "",
        rule=one_line(estimate.rule, 40),
        reason=reason_told(one_line(estimate.reason, 400), clock),
        low_claim=ends[0],
        best_claim=ends[1],
        high_claim=ends[2],
        supporting=supporting,
        opposing=opposing,
        outlets=outlets,
        origins=origins,
        disputed=not standing.disputed.isdisjoint(every),
        single=estimate.low == estimate.best == estimate.high,
    )


def _last_first(standing: Standing, outcome: str, claims: tuple[str, ...], clock: Clock) -> tuple[str, ...]:
    """Of a state that lasts, who spoke last in front: when it was last said and by whom is of one claim."""
    if not outcome_words(outcome)["state"]:
        return claims
    last = standing.latest(claims, clock.zone)
    return tuple(sorted(claims, key=lambda c: standing.claims[c].asserted_at != last))


def _opens(standing: Standing, value: int | None, claims: tuple[str, ...]) -> str | None:
    """The claim whose words a number opens: one that states it, exactly if possible; else the first there is.

    `claims` begin with those that support the figure: where none states the number, it was reckoned from those.
    """
    if not claims or value is None:
        return None
    exact = next((c for c in claims if _is(standing.claims[c], value)), None)
    return exact or next((c for c in claims if _states(standing.claims[c], value)), claims[0])


def _is(claim: Claim, value: int) -> bool:
    """Whether a claim gives a number, and no other."""
    return isinstance(claim, CountClaim) and claim.quantity.low == value == claim.quantity.high


def _states(claim: Claim, value: int) -> bool:
    """Whether a claim gives a number as one of its bounds."""
    return _distance(claim, value) < 2


def _distance(claim: Claim, value: int) -> int:
    if not isinstance(claim, CountClaim):
        return 4
    low, high = claim.quantity.low, claim.quantity.high
    if _is(claim, value):
        return 0
    if value in (low, high):
        return 1
    return 2 if (low or 0) <= value and (high is None or value <= high) else 3


def sentence_of(standing: Standing, event: Event, figure: Figure) -> str:
    """A figure as a sentence to be copied: how many, of whom, low and high, who says so, when, as of when.

    "67 people were killed (low 60, high 70), according to the ministry (in the Courier), 21 Jan 2013, 16:30; 2
    outlets, 1 origin. As of 22 Jan 2013, 00:00 (Africa/Algiers), by the rule ucdp." Plain text on one line.
    """
    clock, words = Clock(standing.zone(event)), outcome_words(figure.outcome)
    alone = figure.best == 1
    who = figure.population or ("person" if alone else "people")
    last = standing.latest(figure.cited, clock.zone)
    stale = bool(words["state"] and last and standing.stale(last, clock))
    verb = in_state(words["state"], alone, stale).removesuffix(" on") if stale else words["one" if alone else "many"]
    said = f"{_amount(figure)} {who} {verb}{_range(figure)}"
    claim = figure.best_claim or figure.low_claim or figure.high_claim
    source = f", {source_of(standing, event, figure)}" if claim else ""
    disputed = "; in dispute" if figure.disputed else ""
    carried = f"; {plural(figure.outlets, 'outlet')}, {plural(figure.origins, 'origin')}{disputed}."
    return (
        f"{said}{source}{carried} {_as_of(standing, event, clock)}, by the rule {figure.rule}.{_where(standing, claim)}"
    )


def sentence_of_claim(standing: Standing, event: Event, claim: str) -> str:
    """One claim as a sentence to be copied: what it says, who says it, when it was said, and where it can be read."""
    found, clock = standing.claims[claim], Clock(standing.zone(event))
    said = " ".join(part for part in fact(found) if part)
    denied = "It is denied that " if claim in standing.denials else ""
    start = said if denied else said[:1].upper() + said[1:]
    stamp = f"{clock(found.asserted_at)} ({_zone(event)})"
    return f"{denied}{start}, according to {standing.source(claim)}, {stamp}.{_where(standing, claim)}"


def source_of(standing: Standing, event: Event, figure: Figure) -> str:
    """Who states a figure and when; where nobody does, from whose figures it was reckoned; "" for nobody at all.

    "according to the ministry (in the Courier), 21 Jan 2013, 16:30".
    """
    claim = figure.best_claim or figure.low_claim or figure.high_claim
    if claim is None:
        return ""
    value = next((v for v in (figure.best, figure.low, figure.high) if v is not None), 0)
    how = "according to" if _states(standing.claims[claim], value) else "reckoned from figures of"
    return f"{how} {standing.source(claim)}, {Clock(standing.zone(event))(standing.claims[claim].asserted_at)}"


def _amount(figure: Figure) -> str:
    if figure.best is not None:
        return "No" if figure.best == 0 else number(figure.best)
    return f"At least {number(figure.low)}" if figure.low else f"At most {number(figure.high)}"


def _range(figure: Figure) -> str:
    if figure.single or figure.best is None:
        return ""
    return f" (low {number(figure.low)}, {'no upper figure' if figure.high is None else f'high {number(figure.high)}'})"


def _as_of(standing: Standing, event: Event, clock: Clock) -> str:
    """The moment that a sentence is as of: the one asked about, else that of the last report."""
    stamps = [(at.last, v) for d in standing.documents.values() if (v := d.published.value) and (at := moment(v))]
    last = max(stamps)[1] if stamps else None
    return f"As of {looking(standing.at, clock.zone) if standing.at else clock(last)} ({_zone(event)})"


def _zone(event: Event) -> str:
    return one_line(event.place.timezone, 60) or "UTC"


def _where(standing: Standing, claim: str | None) -> str:
    url = link(standing.documents[standing.claims[claim].document].url) if claim else None
    return f" {url}" if url else ""
