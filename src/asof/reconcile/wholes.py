"""Every person, out of populations that share nobody: what the whole is at least, whoever counted which part.

Numbers are added up across reports only here, and only for populations that are disjoint by kind or nationality: that
nobody is in two of them is what makes the sum more than a guess.
"""

from collections.abc import Mapping, Sequence

from asof.reconcile.population import PEOPLE, Group, standing
from asof.records import Estimate

_ATTACKERS = Group(kind="attacker")
_MOST = 64


def over_everyone(estimate: Estimate, parts: Mapping[Group, Estimate], country: str | None) -> Estimate:
    """The estimate over every person, raised to the sum of its disjoint parts where that is more.

    `parts`: the estimates of populations of whom a number is stated. `country`: the event's.
    """
    chosen = disjoint_parts(parts, country)
    number = sum(parts[g].best or 0 for g in chosen)
    if len(chosen) < 2 or number <= (estimate.best or 0) or not _adds(chosen, parts):
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


def _adds(chosen: Sequence[Group], parts: Mapping[Group, Estimate]) -> bool:
    """Whether parts may be more than the whole: a number stated of all people speaks of all but the attackers."""
    return PEOPLE not in parts or any(standing(g, _ATTACKERS) in ("equal", "part") for g in chosen)


def _total(ends: Sequence[int | None]) -> int | None:
    return None if None in ends else sum(e for e in ends if e is not None)


def disjoint_parts(parts: Mapping[Group, Estimate], country: str | None) -> list[Group]:
    """Groups that nothing else contains and that are disjoint from one another, the largest first."""
    told = [g for g in parts if g != PEOPLE and not g.part and parts[g].best]
    groups = sorted(told, key=lambda g: (-(parts[g].best or 0), g))[:_MOST]
    tops = [g for g in groups if not any(standing(g, other, country) == "part" for other in groups)]
    kept: list[Group] = []
    for group in tops:
        if all(standing(group, other, country) == "disjoint" for other in kept):
            kept.append(group)
    return kept


def _reason(chosen: Sequence[Group], parts: Mapping[Group, Estimate], number: int) -> str:
    terms = " + ".join(f"{parts[g].best} {g.words}" for g in chosen)
    return f"{terms} = {number}: nobody is in two of these (disjoint parts), and no stated whole is more."
