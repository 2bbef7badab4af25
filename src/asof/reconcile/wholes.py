"""Every person, out of populations that share nobody: what the whole is at least, whoever counted which part.

Numbers are added up across reports only here, and only for populations that are disjoint by kind or nationality: that
nobody is in two of them is what makes the sum more than a guess.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from asof.reconcile.population import PEOPLE, Group, standing
from asof.records import Estimate, Record

_ATTACKERS = Group(kind="attacker")
_MOST = 64
_STARTS = 8
"""From how many of the largest groups a set of disjoint ones is begun."""


class Told(Record, frozen=True, kw_only=True):
    """The estimate of one group, when the last of its figures was said, and whether a number of it is stated."""

    estimate: Estimate
    last: datetime
    counted: bool = True


def raised(told: Mapping[Group, Told], country: str | None) -> dict[Group, Told]:
    """Groups with their estimates, each at least as many as its disjoint parts of which a number was told no earlier.

    For outcomes that grow: who is counted as a part once is in the whole ever after. The number of all people is left
    to `over_everyone`.
    """
    if len(told) > _MOST:
        return dict(told)
    return {group: _raised(group, here, told, country) for group, here in told.items()}


def _raised(group: Group, here: Told, told: Mapping[Group, Told], country: str | None) -> Told:
    if group == PEOPLE or group.part:
        return here
    inside = {
        g: t.estimate
        for g, t in told.items()
        if t.counted and t.last >= here.last and not g.part and standing(g, group, country) == "part"
    }
    chosen = disjoint_parts(inside, country)
    number = _sum([inside[g].best for g in chosen])
    if number <= (here.estimate.best or 0):
        return here
    terms = " + ".join(f"{inside[g].best} {g.words}" for g in chosen)
    high = here.estimate.high
    made = replace(
        here.estimate,
        low=max(here.estimate.low or 0, _sum([inside[g].low for g in chosen])),
        best=number,
        high=None if high is None else max(high, number),
        reason=f"No fewer than {terms}, told of since the last figure of all: a part is no more than its whole.",
        supporting=tuple(dict.fromkeys(c for g in chosen for c in inside[g].supporting)),
        opposing=tuple(dict.fromkeys((*here.estimate.supporting, *here.estimate.opposing))),
    )
    return replace(here, estimate=made)


def _sum(numbers: Sequence[int | None]) -> int:
    return sum(n or 0 for n in numbers)


def only_group(told: Mapping[Group, Told], country: str | None) -> Estimate | None:
    """The estimate of the one group that contains all others told of, where a number of it is stated; else None."""
    if len(told) > _MOST:
        return None
    tops = [g for g in told if not any(standing(g, other, country) == "part" for other in told)]
    if len(tops) != 1 or not told[tops[0]].counted or tops[0] == PEOPLE or tops[0].part:
        return None
    return told[tops[0]].estimate


def over_everyone(
    estimate: Estimate, parts: Mapping[Group, Estimate], country: str | None, of_all: bool = False
) -> Estimate:
    """The estimate over every person, raised to the sum of its disjoint parts where that is more.

    `parts`: the estimates of populations of whom a number is stated. `country`: the event's. `of_all`: some report that
    still stands gives a number of all people.
    """
    chosen = disjoint_parts(parts, country)
    number = sum(parts[g].best or 0 for g in chosen)
    if len(chosen) < 2 or number <= (estimate.best or 0) or not _adds(chosen, of_all or PEOPLE in parts):
        return estimate
    if all(parts[g].best == 1 for g in chosen):  # one person is called a man here and a boy there
        return estimate
    told = [parts[g] for g in chosen]
    ends = [estimate.high, _total([p.high for p in told])]
    supporting = tuple(dict.fromkeys(c for p in told for c in p.supporting))
    behind = frozenset(supporting)
    return Estimate(
        low=max(estimate.low or 0, sum(p.low or 0 for p in told)),
        best=number,
        high=None if None in ends else max(e for e in ends if e is not None),
        as_of=estimate.as_of,
        rule=estimate.rule,
        reason=_reason(chosen, parts, number),
        supporting=supporting,
        opposing=tuple(c for c in (*estimate.supporting, *estimate.opposing) if c not in behind),
    )


def _adds(chosen: Sequence[Group], of_all: bool) -> bool:
    """Whether parts may be more than the whole: a number stated of all people speaks of all but the attackers."""
    return not of_all or any(standing(g, _ATTACKERS) in ("equal", "part") for g in chosen)


def _total(ends: Sequence[int | None]) -> int | None:
    return None if None in ends else sum(e for e in ends if e is not None)


def disjoint_parts(parts: Mapping[Group, Estimate], country: str | None) -> list[Group]:
    """Groups that nothing else contains and that are disjoint from one another: of such sets, that which makes most."""
    told = [g for g in parts if g != PEOPLE and not g.part and parts[g].best]
    groups = sorted(told, key=lambda g: (-(parts[g].best or 0), g))[:_MOST]
    tops = [g for g in groups if not any(standing(g, other, country) == "part" for other in groups)]
    sets = [_disjoint_from(first, tops, country) for first in tops[:_STARTS]]
    return max(sets, key=lambda kept: _sum([parts[g].best for g in kept]), default=[])


def _disjoint_from(first: Group, groups: Sequence[Group], country: str | None) -> list[Group]:
    """A group with those that are disjoint from it and from one another, the largest first."""
    kept = [first]
    for group in groups:
        if all(standing(group, other, country) == "disjoint" for other in kept):
            kept.append(group)
    return kept


def _reason(chosen: Sequence[Group], parts: Mapping[Group, Estimate], number: int) -> str:
    terms = " + ".join(f"{parts[g].best} {g.words}" for g in chosen)
    return f"{terms} = {number}: nobody is in two of these (disjoint parts), and no stated whole is more."
