"""Which claims a denial means: those it names in its own document, else the same figure in the other reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from asof.reconcile.intervals import Interval, interval_of, within
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of
from asof.reconcile.population import standing
from asof.records import CountClaim

_MOST_FIGURES = 200
"""Distinct figures that a denied span is held against; a story of more is flooded."""


def denials(denying: Iterable[Placed], asserted: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """For each denied claim the ids of the claims that deny it, in order.

    A denial means the claims in its `denies`, and those of the same event and outcome whose figure it rules out, whose
    population is not disjoint from its own and that were not said after it. "Three people" is not denied by a denial
    of 35; 15 is denied by a denial of "11 to 18".
    """
    denying = tuple(denying)
    if not denying:
        return {}
    by_figure: dict[_Matter, dict[Interval, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    by_id: dict[str, Placed] = {}
    for item in asserted:
        if isinstance(item.claim, CountClaim):
            by_figure[_matter(item)][interval_of(item.claim.quantity)].append(item)
            by_id[item.id] = item
    found: dict[str, list[str]] = defaultdict(list)
    for denial in denying:
        named = [by_id[c] for c in denial.claim.denies or () if c in by_id]
        alike = [p for p in _ruled_out(denial, by_figure[_matter(denial)]) if _means(denial, p)]
        for claim in dict.fromkeys(p.id for p in (*named, *alike)):
            found[claim].append(denial.id)
    return {claim: tuple(dict.fromkeys(by)) for claim, by in sorted(found.items())}


_Matter = tuple[str, str]


def _matter(item: Placed) -> _Matter:
    return item.event, count_of(item).outcome


def _ruled_out(denial: Placed, told: dict[Interval, list[Placed]]) -> Iterator[Placed]:
    """Those who give the figure that is denied, or one that lies in the span from end to end that is denied."""
    denied = interval_of(count_of(denial).quantity)
    yield from told.get(denied, ())
    if denied.high is not None and 0 < denied.low < denied.high:
        inside = (f for f in islice(told, _MOST_FIGURES) if f != denied and within(f, denied))
        yield from (p for figure in inside for p in told[figure])


def _means(denial: Placed, item: Placed) -> bool:
    """Whether a denial may mean a figure; one of a single person means nobody else of whom its own report tells."""
    if is_single(denial) and item.claim.document == denial.claim.document:
        return False
    return item.order <= denial.order and standing(denial.group, item.group) != "disjoint"
