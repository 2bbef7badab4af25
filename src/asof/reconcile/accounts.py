"""What one report, at one stamp, says of an outcome: a figure for each population, and one over every person.

This is where the claims of one document are brought together: repeats count once, a part never adds to its whole,
an addition adds to the total it extends, single victims told apart are counted, and disjoint groups add up. Nothing
is ever added up across documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from asof.reconcile.figures import Figure
from asof.reconcile.intervals import Interval
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import PEOPLE, Group, standing
from asof.records import Record

DISJOINT = "disjoint parts"
SINGLES = "single victims told apart"
ADDED = "an addition to a stated total"
AT_LEAST = "a part is no more than its whole"


class Account(Record, frozen=True, kw_only=True):
    """The figures of one report at one stamp, for one outcome of one event: by group, and over every person."""

    by_group: dict[Group, Figure]
    whole: Figure


def accounts(items: Iterable[Placed], country: str | None) -> tuple[Account, ...]:
    """The accounts that claims of one event and outcome make, in order of assertion. `country`: the event's."""
    by_report: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for item in items:
        by_report[item.claim.document, item.claim.asserted_at or ""].append(item)
    made = [_account(told, country) for told in by_report.values()]
    return tuple(sorted(made, key=lambda a: (a.whole.order, a.whole.claims)))


def _account(told: list[Placed], country: str | None) -> Account:
    by_group: dict[Group, list[Placed]] = defaultdict(list)
    for item in told:
        by_group[_group(item)].append(item)
    figures = {group: _figure(items) for group, items in sorted(by_group.items())}
    return Account(by_group=figures, whole=_whole(figures, country))


def _group(item: Placed) -> Group:
    part = count_of(item).basis == "part" and item.group == PEOPLE
    return Group(part="in part") if part else item.group


def _figure(items: Sequence[Placed]) -> Figure:
    """What a report says of one group: its commonest total, with what it adds; else the single victims it names."""
    totals = [p for p in items if count_of(p).basis != "increment" and not is_single(p)]
    extra = [p for p in items if count_of(p).basis == "increment" and p.claim.same_as is None]
    singles = [p for p in items if count_of(p).basis != "increment" and is_single(p)]
    if not totals:
        return _of_singles(singles, extra)
    best = _commonest(totals)
    hull = Interval(low=min(stated(p).low for p in totals), best=best, high=_highest(totals))
    return _extended(_made(hull, totals), extra)


def is_single(item: Placed) -> bool:
    """One person told of as such ("a guard", a name), not a stated "one dead" that means the whole toll."""
    claim = count_of(item)
    return claim.implied or (stated(item).low == stated(item).high == 1 and claim.span.text.casefold() in ("a", "an"))


def _commonest(totals: Sequence[Placed]) -> int | None:
    """The best reading most often given, certain before hedged, then the first in the report."""
    votes: Counter[int] = Counter()
    for item in totals:
        best = stated(item).best
        if best is not None:
            votes[best] += 1 if item.claim.factuality == "PR+" else 2
    return max(votes, key=lambda value: votes[value]) if votes else None


def _highest(totals: Sequence[Placed]) -> int | None:
    """The highest stated end; open only where no closed figure reaches the highest lower bound."""
    ends = [high for p in totals if (high := stated(p).high) is not None]
    lows = max(stated(p).low for p in totals)
    return max(ends) if ends and max(ends) >= lows else None


def _of_singles(singles: Sequence[Placed], extra: Sequence[Placed]) -> Figure:
    """The single victims that a report tells apart: distinct names, or those set side by side in one sentence."""
    fresh = [p for p in singles if p.claim.same_as is None] or list(singles)
    together = Counter(p.claim.sentence for p in fresh if not p.claim.implied)
    named = len({_name(p) for p in fresh if p.claim.implied})
    number = max([named, 1 if fresh else 0, *together.values()])
    if not fresh:
        return _extended(None, extra)
    figure = _made(Interval(low=number, best=number, high=number), singles, SINGLES if number > 1 else "")
    return _extended(figure, extra)


def _name(item: Placed) -> str:
    """The last word of the name or noun: by it repeated mentions of one person are folded."""
    return item.claim.span.text.casefold().split()[-1] if item.claim.span.text.split() else ""


def _extended(figure: Figure | None, extra: Sequence[Placed]) -> Figure:
    """A figure with the additions of the same report; additions alone are a lower bound."""
    distinct: dict[tuple[str, int], Placed] = {(p.claim.span.text.casefold(), stated(p).low): p for p in extra}
    more = sum(stated(p).low for p in distinct.values())
    if figure is None:
        return _made(Interval(low=more, best=more, high=None), extra)
    if not more:
        return figure
    old = figure.interval
    new = Interval(
        low=old.low,
        best=None if old.best is None else old.best + more,
        high=None if old.high is None else old.high + more,
    )
    added = _made(new, extra, ADDED)
    return _joined([figure, added], new, ADDED)


def _made(interval: Interval, items: Sequence[Placed], because: str = "") -> Figure:
    first = items[0]
    return Figure(
        interval=interval,
        claims=tuple(p.id for p in items),
        origins=tuple(dict.fromkeys(p.origin for p in items)),
        outlet=first.outlet,
        kinds=tuple(sorted({s.kind for p in items if p.claim.attribution for s in p.claim.attribution.chain[:1]})),
        order=first.order,
        asserted_at=first.claim.asserted_at,
        hedged=all(p.claim.factuality != "CT+" for p in items),
        because=because,
    )


def _joined(figures: Sequence[Figure], interval: Interval, because: str) -> Figure:
    """One figure out of several of the same report."""
    first = min(figures, key=lambda f: (f.order, f.claims))
    return Figure(
        interval=interval,
        claims=tuple(dict.fromkeys(c for f in figures for c in f.claims)),
        origins=tuple(dict.fromkeys(o for f in figures for o in f.origins)),
        outlet=first.outlet,
        kinds=tuple(sorted({k for f in figures for k in f.kinds})),
        order=first.order,
        asserted_at=first.asserted_at,
        hedged=all(f.hedged for f in figures),
        because=because,
    )


def _whole(figures: dict[Group, Figure], country: str | None) -> Figure:
    """Every person: the stated whole, or the sum of the disjoint groups that nothing contains, whichever is more."""
    tops = [g for g in figures if g != PEOPLE and not _contained(g, figures, country)]
    parts = _antichain(tops, figures, country)
    told = figures.get(PEOPLE)
    if not parts:
        return told or next(iter(figures.values()))
    summed = _sum([figures[g] for g in parts])
    if told is None:
        return summed
    if (summed.interval.best or 0) > (told.interval.best or 0):
        high = _more(summed.interval.high, told.interval.high)
        low = min(told.interval.low, summed.interval.low)
        return _joined([told, summed], Interval(low=low, best=summed.interval.best, high=high), DISJOINT)
    return told


def _more(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else max(a, b)


def _contained(group: Group, figures: dict[Group, Figure], country: str | None) -> bool:
    return any(other != PEOPLE and standing(group, other, country) == "part" for other in figures)


def _antichain(groups: Sequence[Group], figures: dict[Group, Figure], country: str | None) -> list[Group]:
    """Groups of whom each is disjoint from all the others, the largest first: only such may be added up."""
    by_size = sorted(groups, key=lambda g: (-(figures[g].interval.best or figures[g].interval.low), g))
    kept: list[Group] = []
    for group in by_size[:64]:
        if all(standing(group, other, country) == "disjoint" for other in kept):
            kept.append(group)
    return kept


def _sum(figures: Sequence[Figure]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    ends = [f.interval.high for f in figures]
    interval = Interval(
        low=sum(f.interval.low for f in figures),
        best=sum(f.interval.best or f.interval.low for f in figures),
        high=None if None in ends else sum(e for e in ends if e is not None),
    )
    return _joined(figures, interval, DISJOINT)
