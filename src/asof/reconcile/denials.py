"""Which claims a denial means: those it names in its own document, else the same figure in the other reports."""

from collections import defaultdict
from collections.abc import Iterable

from asof.reconcile.intervals import interval_of
from asof.reconcile.placing import Placed, count_of
from asof.reconcile.population import standing
from asof.records import CountClaim


def denials(denying: Iterable[Placed], asserted: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """For each denied claim the ids of the claims that deny it, in order.

    A denial means the claims in its `denies`, and those of the same event, outcome and bounds whose population is not
    disjoint from its own and that were not said after it. "Three people" is not denied by a denial of 35.
    """
    denying = tuple(denying)
    if not denying:
        return {}
    by_figure: dict[tuple[str, str, int | None, int | None], list[Placed]] = defaultdict(list)
    by_id: dict[str, Placed] = {}
    for item in asserted:
        if isinstance(item.claim, CountClaim):
            by_figure[_figure(item)].append(item)
            by_id[item.id] = item
    found: dict[str, list[str]] = defaultdict(list)
    for denial in denying:
        named = [by_id[c] for c in denial.claim.denies or () if c in by_id]
        alike = [p for p in by_figure[_figure(denial)] if _means(denial, p)]
        for claim in dict.fromkeys(p.id for p in (*named, *alike)):
            found[claim].append(denial.id)
    return {claim: tuple(dict.fromkeys(by)) for claim, by in sorted(found.items())}


def _figure(item: Placed) -> tuple[str, str, int | None, int | None]:
    found = interval_of(count_of(item).quantity)
    return item.event, count_of(item).outcome, found.low, found.high


def _means(denial: Placed, item: Placed) -> bool:
    return item.order <= denial.order and standing(denial.group, item.group) != "disjoint"
