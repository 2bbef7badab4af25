"""When, where and who: statements of one thing of which there is only one, that differ.

* **time**: two reports state one number of one outcome and give it, in their own words, days that do not meet;
* **place**, **role**: two voices fill a role of an incident that only one can fill (`resources/reconcile/single.tsv`)
  with entities that linking did not find to be one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache

from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, stated, zone_of
from asof.reconcile.population import names_country
from asof.reconcile.tracks import Line
from asof.records import Contradiction, Moment, RoleClaim, moment
from asof.records.reconciled import ContradictionKind
from asof.resources import table

_LEAST = 3
"""A smaller number is met by chance too often to say that two reports mean one thing."""
_WEEK = timedelta(days=7)
_MOST = 60
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an", "of"})


def time(matter: Matter) -> Iterator[Contradiction]:
    """For each number of each track: the first claims of other reports that date it to another day."""
    for line in matter.lines:
        by_number: dict[int, list[Placed]] = defaultdict(list)
        for item in line.placed:
            if _dated(item) and item.id not in line.denied:
                by_number[stated(item).low].append(item)
        for number, told in sorted(by_number.items()):
            yield from _apart(told[:_MOST], line, number, matter)


def _dated(item: Placed) -> bool:
    """Whether a report states an exact number and, in words of its own, a day for it."""
    claim = count_of(item)
    when = claim.valid_time
    if when is None or when.start is None or claim.factuality != "CT+" or not claim.main:
        return False
    return stated(item).exact and stated(item).low >= _LEAST and claim.basis == "total" and not is_single(item)


def _apart(told: Sequence[Placed], line: Line, number: int, matter: Matter) -> Iterator[Contradiction]:
    for n, later in enumerate(told):
        for earlier in told[:n]:
            if earlier.claim.document == later.claim.document or earlier.voice == later.voice:
                continue
            one, two = _day(earlier, matter), _day(later, matter)
            if one and two and _differ(one, two):
                words = (
                    f"Of {number} {line.group.words} {line.outcome}, {earlier.source} gave {_said(earlier)} "
                    f"and {later.source} {_said(later)}."
                )
                yield contradiction("time", (earlier, later), words)
                return


def _day(item: Placed, matter: Matter) -> Moment | None:
    when = count_of(item).valid_time
    return moment(when.value if when else None, zone_of(matter.event))


def _said(item: Placed) -> str:
    when = count_of(item).valid_time
    return when.value if when else ""


def _differ(one: Moment, two: Moment) -> bool:
    """Whether two days do not meet, and are near enough to be meant of one thing."""
    short = max(one.last - one.first, two.last - two.first) <= timedelta(days=1)
    gap = max(one.first, two.first) - min(one.last, two.last)
    return short and timedelta(0) <= gap <= _WEEK


@cache
def _single() -> dict[str, str]:
    return {row["role"]: row["kind"] for row in table("reconcile/single")}


def place(matter: Matter) -> Iterator[Contradiction]:
    """Where an incident was, where two voices differ."""
    yield from _roles(matter, "place")


def role(matter: Matter) -> Iterator[Contradiction]:
    """Who did it or who leads, where two voices differ."""
    yield from _roles(matter, "role")


def _roles(matter: Matter, kind: ContradictionKind) -> Iterator[Contradiction]:
    by_slot: dict[str, list[Placed]] = defaultdict(list)
    for item in matter.by_id.values():
        claim = item.claim
        if not isinstance(claim, RoleClaim) or _single().get(claim.role) != kind:
            continue
        if item.event == matter.event.id and claim.factuality == "CT+" and claim.main:
            by_slot[claim.role].append(item)
    for name, told in sorted(by_slot.items()):
        yield from _rivals(sorted(told, key=lambda p: (p.order, p.id))[:_MOST], name, kind)


def _rivals(told: Sequence[Placed], name: str, kind: ContradictionKind) -> Iterator[Contradiction]:
    """The first claim of each filler beside that of the one told of before it."""
    first: dict[str, Placed] = {}
    for item in told:
        first.setdefault(_filler(item), item)
    fillers = list(first.values())
    for n, later in enumerate(fillers):
        earlier = next((p for p in fillers[:n] if p.voice != later.voice and not _alike(p, later)), None)
        if earlier:
            words = f"{earlier.source} named {_name(earlier)} as {name}, {later.source} {_name(later)}."
            yield contradiction(kind, (earlier, later), words)


def _name(item: Placed) -> str:
    return " ".join(item.claim.value.text.split())[:120] if isinstance(item.claim, RoleClaim) else ""


def _filler(item: Placed) -> str:
    claim = item.claim
    return (claim.entity if isinstance(claim, RoleClaim) else None) or _name(item).casefold()


def _alike(a: Placed, b: Placed) -> bool:
    """Whether two fillers may be one: one name is in the other ("Berg" in "Anna Berg"), a town in a country."""
    one, two = (frozenset(_WORD.findall(_name(p).casefold())) - _ARTICLES for p in (a, b))
    return bool(one & two) or not one or not two or any(names_country(_name(p)) for p in (a, b))
