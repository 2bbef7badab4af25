"""Stated breakdowns: a total and the parts that the same report gives of it."""

from collections.abc import Iterable, Sequence

from asof.reconcile.intervals import Interval
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import standing
from asof.records import Record

_REACH = 400
"""How many characters after a total its parts may begin."""
_MOST = 24


class Breakdown(Record, frozen=True, kw_only=True):
    """A total with parts of the same report, disjoint among themselves, and what they add up to."""

    total: Placed
    parts: tuple[Placed, ...]
    interval: Interval

    @property
    def adds_up(self) -> bool:
        """Whether the parts make exactly the total."""
        whole = stated(self.total)
        return self.interval.exact and whole.exact and self.interval.low == whole.low

    @property
    def exceeds(self) -> bool:
        """Whether the parts are surely more than the total."""
        high = stated(self.total).high
        return high is not None and self.interval.low > high

    @property
    def sum_words(self) -> str:
        """The sum as it is written: "22+1+2+1 = 26"; with ">" where it is more than the total."""
        terms = "+".join(str(stated(p)) for p in self.parts)
        return f"{terms} = {self.interval}"


def breakdowns(items: Iterable[Placed], country: str | None) -> tuple[Breakdown, ...]:
    """The breakdowns among the claims of one event and outcome, in order of their totals."""
    by_document: dict[str, list[Placed]] = {}
    for item in items:
        by_document.setdefault(item.claim.document, []).append(item)
    found = []
    for told in by_document.values():
        if len(told) < 3:  # a total and two parts
            continue
        told.sort(key=lambda p: p.claim.span.start)
        for n, total in enumerate(told):
            parts = _parts(total, told[n + 1 : n + 1 + _MOST], told[max(0, n - _MOST) : n], country)
            if len(parts) > 1:
                found.append(Breakdown(total=total, parts=tuple(parts), interval=_sum(parts)))
    return tuple(sorted(found, key=lambda b: (b.total.order, b.total.id)))


def _parts(total: Placed, after: Sequence[Placed], before: Sequence[Placed], country: str | None) -> list[Placed]:
    """Those marked as parts of the total; else the disjoint smaller groups that the report lists right after it."""
    marked = [p for p in (*before, *after) if count_of(p).part_of == total.id and p.claim.same_as is None]
    if len(marked) > 1:
        return _disjoint(marked, country)
    if count_of(total).basis != "total":
        return []
    near = [p for p in after if p.claim.span.start - total.claim.span.end <= _REACH]
    return _listed(total, near, country)


def _disjoint(marked: Sequence[Placed], country: str | None) -> list[Placed]:
    kept: list[Placed] = []
    for item in marked:
        if all(_apart(item, other, country) for other in kept):
            kept.append(item)
    return kept


def _apart(a: Placed, b: Placed, country: str | None) -> bool:
    return standing(a.group, b.group, country) == "disjoint"


def _listed(total: Placed, near: Sequence[Placed], country: str | None) -> list[Placed]:
    """The run of claims after a total, ended by the first that is no part of it, or not apart from the others."""
    kept: list[Placed] = []
    for item in near:
        smaller = standing(item.group, total.group, country) == "part" or _elided(item, total, country)
        if not smaller or not all(_apart(item, other, country) for other in kept):
            break
        kept.append(item)
    return kept


def _elided(item: Placed, total: Placed, country: str | None) -> bool:
    """Whether a part says only its nationality and takes its noun from the total ("22 Algerians" of 26 hostages)."""
    return (
        item.group.nationality != ""
        and item.claim.sentence == total.claim.sentence
        and standing(item.group, total.group, country) == "unknown"
    )


def _sum(parts: Sequence[Placed]) -> Interval:
    told = [stated(p) for p in parts]
    ends = [i.high for i in told]
    return Interval(
        low=sum(i.low for i in told),
        best=sum(i.best or i.low for i in told),
        high=None if None in ends else sum(e for e in ends if e is not None),
    )
