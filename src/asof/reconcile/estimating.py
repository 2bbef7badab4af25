"""Low, best and high for every outcome of every event, over every person and for each population."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from asof.reconcile.accounts import Tolls, accounts, tolls_of
from asof.reconcile.estimates import Rule
from asof.reconcile.figures import Figure
from asof.reconcile.placing import Placed
from asof.reconcile.supersession import GROWING
from asof.reconcile.tracks import Line
from asof.records import Estimate, EventCore, PopulationEstimate, Record


class Asked(Record, frozen=True, kw_only=True):
    """By which rule, as of when (None: the end)."""

    name: str
    at: str | None


def estimate_event(
    event: EventCore, lines: Sequence[Line], rule: Rule, asked: Asked
) -> tuple[dict[str, Estimate], tuple[PopulationEstimate, ...]]:
    """The estimates of an event over every person, by outcome, and for each population apart."""
    by_outcome: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_outcome[line.outcome].append(line)
    whole: dict[str, Estimate] = {}
    apart: list[PopulationEstimate] = []
    tolls: Tolls = {}
    for outcome, of_outcome in sorted(by_outcome.items(), key=lambda pair: (pair[0] != "killed", pair[0])):
        live = sorted((p for line in of_outcome for p in line.live()), key=lambda p: (p.order, p.id))
        told = accounts(live, event.place.country, tolls if outcome == "injured" else None)
        if outcome == "killed":
            tolls = tolls_of(live, told, event.place.country)
        if told:
            standing_figures = current([a.whole for a in told], outcome)
            whole[outcome] = _estimate(standing_figures, of_outcome, rule, asked)
        for line in of_outcome:
            figures = current([a.by_group[line.group] for a in told if line.group in a.by_group], outcome)
            apart.extend([_of_group(line, figures, rule, asked)] if figures else [])
    return dict(sorted(whole.items())), tuple(sorted(apart, key=lambda e: e.outcome))


def current(figures: Sequence[Figure], outcome: str) -> list[Figure]:
    """Of figures in order of assertion those that still stand.

    An outlet's later figure takes its earlier one's place; a growing toll's lower figures give way to a higher one.
    """
    kept: list[Figure] = []
    for figure in reversed(figures):
        if not any(_gives_way(figure, later, outcome) for later in kept):
            kept.append(figure)
    return kept[::-1]


def _gives_way(figure: Figure, later: Figure, outcome: str) -> bool:
    if later.hedged or later.order[0] <= figure.order[0]:
        return False
    higher = (later.interval.best or 0) > (figure.interval.best or 0)
    if outcome in GROWING:
        return higher and figure.interval.high is not None
    return later.outlet == figure.outlet and later.interval != figure.interval


def _estimate(figures: Sequence[Figure], lines: Iterable[Line], rule: Rule, asked: Asked) -> Estimate:
    choice = rule(figures)
    items = [p for line in lines for p in line.placed]
    denied = {c for line in lines for c in line.denied}
    high = _with_denied(choice.high, [p for p in items if p.id in denied])
    return Estimate(
        low=choice.low,
        best=choice.best,
        high=high,
        as_of=asked.at or max((f.asserted_at for f in figures if f.asserted_at), default=None),
        rule=asked.name,
        reason=choice.reason,
        supporting=choice.supporting,
        opposing=tuple(p.id for p in sorted(items, key=lambda p: p.order) if p.id not in choice.supporting),
    )


def _with_denied(high: int | None, denied: Sequence[Placed]) -> int | None:
    return high


def _of_group(line: Line, figures: Sequence[Figure], rule: Rule, asked: Asked) -> PopulationEstimate:
    made = _estimate(figures, [line], rule, asked)
    return PopulationEstimate(
        outcome=line.outcome,
        population=line.group.words,
        low=made.low,
        best=made.best,
        high=made.high,
        as_of=made.as_of,
        rule=made.rule,
        reason=made.reason,
        supporting=made.supporting,
        opposing=made.opposing,
    )
