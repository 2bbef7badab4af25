"""Every person, out of populations that share nobody: what the whole is at least, whoever counted which part.

Numbers are added up across reports only here, and only for populations that are disjoint by kind or nationality: that
nobody is in two of them is what makes the sum more than a guess. Parts that rivals give of totals of their own are
never added up: 22 of one source's 26 and three of another's 20 are no 25.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import PEOPLE, TOP, Group, standing
from asof.records import Estimate, Record

_ATTACKERS = Group(kind="attacker")
_MOST = 64
_PASSES = 3
"""How often wholes are raised by wholes that were raised: the lattice is hardly deeper."""
_STARTS = 8
"""From how many of the largest groups a set of disjoint ones is begun."""


class Told(Record, frozen=True, kw_only=True):
    """The estimate of one group, when the last of its figures was said, and whether a number of it is stated.

    `within`: groups that it is a part of whatever their words, since a report says so ("26 hostages: 22 Algerians, …")
    or since whoever is freed or gets away was a hostage, where hostages are told of. `of`: where every claim behind the
    best is told as a part of a total, the voices that give those totals. `until`: the end of the time in which the last
    of those claims was said, where that is known.
    """

    estimate: Estimate
    last: datetime
    counted: bool = True
    within: frozenset[Group] = frozenset()
    of: frozenset[str] = frozenset()
    until: datetime | None = None

    def maybe_after(self, other: "Told") -> bool:
        """Whether it may have been told of after another."""
        return self.last >= other.last or (self.until is not None and self.until > other.last)


_CAPTIVE = "hostage"
_LET_GO = frozenset({"freed", "escaped"})


def with_wholes(
    told: Mapping[Group, Told], items: Iterable[Placed], outcome: str, country: str | None
) -> dict[Group, Told]:
    """Groups with what their reports say they are parts of. `items`: all claims of the outcome."""
    if len(told) > _MOST * _MOST:
        return dict(told)
    by_id = {p.id: p for p in items}
    within: dict[Group, set[Group]] = {group: set() for group in told}
    for item in by_id.values():
        whole = by_id.get(count_of(item).part_of or "")
        if whole and item.group in within and standing(item.group, whole.group, country) == "unknown":
            within[item.group].add(whole.group)
    captives = [g for g in told if g.kind == _CAPTIVE and not g.part] if outcome in _LET_GO else []
    for group, found in within.items():
        found.update(h for h in captives if _among(group, h, country))
    return {
        group: replace(
            here,
            within=frozenset(within[group]),
            of=_totals(here.estimate, by_id),
            until=_until(here.estimate, by_id),
        )
        for group, here in told.items()
    }


def _until(estimate: Estimate, by_id: Mapping[str, Placed]) -> datetime | None:
    ends = [p.when.last for c in estimate.supporting if (p := by_id.get(c)) and p.when]
    return max(ends, default=None)


def _among(group: Group, captives: Group, country: str | None) -> bool:
    apart = standing(group, captives, country) != "unknown"
    return not apart and standing(group, replace(captives, kind=TOP), country) == "part"


def _totals(estimate: Estimate, by_id: Mapping[str, Placed]) -> frozenset[str]:
    """The voices of the totals that the claims of a best are told as parts of; empty where one is of none."""
    behind = [by_id[c] for c in estimate.supporting if c in by_id]
    exact = [p for p in behind if stated(p).best == estimate.best] or behind
    wholes = [by_id.get(count_of(p).part_of or "") for p in exact]
    return frozenset() if None in wholes else frozenset(w.voice for w in wholes if w)


def raised(told: Mapping[Group, Told], country: str | None) -> dict[Group, Told]:
    """Groups with their estimates, each at least as many as its disjoint parts of which a number was told no earlier.

    For outcomes that grow: who is counted as a part once is in the whole ever after. The number of all people is left
    to `over_everyone`.
    """
    if len(told) > _MOST:
        return dict(told)
    found = dict(told)
    for _ in range(_PASSES):
        before, found = found, {group: _raised(group, here, found, country) for group, here in found.items()}
        if found == before:
            break
    return found


def _raised(group: Group, here: Told, told: Mapping[Group, Told], country: str | None) -> Told:
    if group == PEOPLE or group.part:
        return here
    inside = {
        g: t
        for g, t in told.items()
        if t.counted and t.maybe_after(here) and not g.part and standing(g, group, country) == "part"
    }
    chosen = disjoint_parts(inside, country)
    parts = {g: inside[g].estimate for g in chosen}
    number = _sum([parts[g].best for g in chosen])
    if number <= (here.estimate.best or 0):
        return here
    terms = " + ".join(f"{parts[g].best} {g.words}" for g in chosen)
    high = here.estimate.high
    since = all(inside[g].last >= here.last for g in chosen)
    made = replace(
        here.estimate,
        low=max(here.estimate.low or 0, _sum([parts[g].low for g in chosen])) if since else here.estimate.low,
        best=number,
        high=None if high is None else max(high, number),
        reason=f"No fewer than {terms}, told of {_SINCE[since]}: a part is no more than its whole.",
        supporting=tuple(dict.fromkeys(c for g in chosen for c in parts[g].supporting)),
        opposing=tuple(dict.fromkeys((*here.estimate.supporting, *here.estimate.opposing))),
    )
    of = frozenset.intersection(*(inside[g].of for g in chosen))
    return replace(here, estimate=made, of=of, last=max(here.last, *(inside[g].last for g in chosen)))


_SINCE = {True: "since the last figure of all", False: "at about the time of the last figure of all"}


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
    estimate: Estimate, told: Mapping[Group, Told], country: str | None, of_all: bool = False
) -> Estimate:
    """The estimate over every person, raised to the sum of its disjoint parts where that is more.

    `told`: populations with their estimates; those count of whom a number is stated. `country`: the event's. `of_all`:
    some report that still stands gives a number of all people.
    """
    counted = {group: part for group, part in told.items() if part.counted}
    parts = {group: part.estimate for group, part in counted.items()}
    chosen = disjoint_parts(counted, country)
    number = sum(parts[g].best or 0 for g in chosen)
    if len(chosen) < 2 or number <= (estimate.best or 0) or not _adds(chosen, of_all or PEOPLE in parts):
        return estimate
    if all(parts[g].best == 1 for g in chosen):  # one person is called a man here and a boy there
        return estimate
    added = [parts[g] for g in chosen]
    ends = [estimate.high, _total([p.high for p in added])]
    supporting = tuple(dict.fromkeys(c for p in added for c in p.supporting))
    behind = frozenset(supporting)
    return Estimate(
        low=max(estimate.low or 0, sum(p.low or 0 for p in added)),
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


def disjoint_parts(parts: Mapping[Group, Told], country: str | None) -> list[Group]:
    """Groups that nothing else contains and that are disjoint from one another: of such sets, that which makes most."""
    told = [g for g in parts if g != PEOPLE and not g.part and parts[g].estimate.best]
    groups = sorted(told, key=lambda g: (-(parts[g].estimate.best or 0), g))[:_MOST]
    tops = [g for g in groups if not any(o in parts[g].within or standing(g, o, country) == "part" for o in groups)]
    sets = [_disjoint_from(first, tops, parts, country) for first in tops[:_STARTS]]
    return max(sets, key=lambda kept: _sum([parts[g].estimate.best for g in kept]), default=[])


def _disjoint_from(
    first: Group, groups: Sequence[Group], parts: Mapping[Group, Told], country: str | None
) -> list[Group]:
    """A group with those that are disjoint from it and from one another, the largest first.

    Parts of a total go with parts that the same voice gives only: another's may be of a total that rivals it.
    """
    kept = [first]
    voices = parts[first].of
    for group in groups:
        own = parts[group].of
        together = bool(own & voices) if own and voices else own == voices
        if together and all(standing(group, other, country) == "disjoint" for other in kept):
            kept.append(group)
            voices = own & voices
    return kept


def _reason(chosen: Sequence[Group], parts: Mapping[Group, Estimate], number: int) -> str:
    terms = " + ".join(f"{parts[g].best} {g.words}" for g in chosen)
    return f"{terms} = {number}: nobody is in two of these (disjoint parts), and no stated whole is more."
