"""Nobody is counted both as injured and as dead: what a report's dead leave of those it says were struck.

"Six people were shot, two of them fatally" gives four injured. Which rules of extraction count the dead among the
injured is data (`resources/reconcile/struck.tsv`).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from asof.reconcile.figures import Figure, joined
from asof.reconcile.intervals import Interval
from asof.reconcile.persons import Person, is_single, persons
from asof.reconcile.placing import Placed, count_of, opens, stated
from asof.reconcile.population import standing
from asof.records import Record
from asof.resources import table

OFF_THE_DEAD = "those struck less the dead"
DIED_SINCE = "those injured less who has died since"
_BOTH = ("killed", "injured")


class Toll(Record, frozen=True, kw_only=True):
    """The dead of one report: how many, the single ones it tells of, and the other numbers of them it states."""

    number: int = 0
    people: tuple[Person, ...] = ()
    stated: frozenset[int] = frozenset()


NOBODY = Toll()


@cache
def _reach() -> Mapping[str, str]:
    return {row["rule"]: row["reach"] for row in table("reconcile/struck")}


def counts_the_dead(item: Placed) -> bool:
    """Whether a stated number of injured also counts those who died of it; one of others than they does not."""
    return _reach().get(item.claim.made_by) == "all" and not is_single(item) and not item.besides


def may_count_the_dead(item: Placed) -> bool:
    """Whether a claim of the injured may be about people who died of it: it only says that they were struck."""
    return item.claim.made_by in _reach()


def _are_the_dead(item: Placed, toll: Toll) -> bool:
    """Whether a number of those with wounds is just that of the report's dead, and of nobody else."""
    same = _reach().get(item.claim.made_by) == "same" and not is_single(item) and not item.adds
    others = "other" in (count_of(item).population.text or "").casefold() or count_of(item).basis != "total"
    return same and not others and stated(item).low == stated(item).high in toll.stated | {toll.number} - {0}


def surviving(items: Sequence[Placed], toll: Toll, country: str | None) -> list[Placed]:
    """The claims of the injured of one report that are not about its dead.

    Numbers that count the dead give way where others are stated beside them, those of an opening not to what stands
    below: it is of some of them. Single people of whom the report only
    says that they were struck may be its dead: as many as may be are taken out.
    """
    items = [p for p in items if not _are_the_dead(p, toll)]
    firm = [p for p in items if not counts_the_dead(p)]
    struck = any(opens(p) for p in items if counts_the_dead(p))
    numbers = [p for p in firm if not is_single(p) and count_of(p).basis != "part"]
    stated_otherwise = any(opens(p) or not struck for p in numbers)
    kept = firm if (stated_otherwise or _only_the_dead(items, toll)) and toll.number else list(items)
    gone = _dead_among(kept, toll, country)
    return [p for p in kept if p.id not in gone]


def _only_the_dead(items: Iterable[Placed], toll: Toll) -> bool:
    """Whether all who are counted as struck may have died, while others are told of who surely live."""
    struck = [stated(p) for p in items if counts_the_dead(p)]
    living = any(is_single(p) and not may_count_the_dead(p) for p in items)
    return living and bool(struck) and all(i.high is not None and i.high <= toll.number for i in struck)


def _dead_among(items: Iterable[Placed], toll: Toll, country: str | None) -> frozenset[str]:
    """The single claims that may tell of the report's dead, for as many people as have died.

    Who is said to live is none of them.
    """
    struck = [p for p in items if is_single(p) and p.claim.made_by in _reach() and not p.lives]
    gone: list[str] = []
    left = toll.number
    for person in persons(struck, country):
        if left and not person.another and _may_be(person, toll, country):
            gone.extend(person.claims)
            left -= 1
    return frozenset(gone)


def _may_be(person: Person, toll: Toll, country: str | None) -> bool:
    """Whether a person may be one of the dead; where the dead are told of singly, one of those."""
    if len(toll.people) < toll.number:
        return True
    return any(_alike(person, dead, country) for dead in toll.people)


def _alike(a: Person, b: Person, country: str | None) -> bool:
    if a.age and b.age and a.age != b.age:
        return False
    if a.name and b.name and a.name.isdisjoint(b.name):
        return False
    return standing(a.group, b.group, country) != "disjoint"


def without_struck(killed: Sequence[Placed], injured: Sequence[Placed]) -> list[Placed]:
    """The claims of the killed without numbers of victims that are all who were struck, the dead and the injured.

    "One died and three were hurt. All four victims are from here": the four are no dead. Each report for itself.
    """
    most: dict[tuple[str, str], dict[str, int]] = {}
    for item in [*killed, *injured]:
        if not _victims(item):
            told = most.setdefault(_report(item), {})
            told[count_of(item).outcome] = max(told.get(count_of(item).outcome, 0), _number(item))
    return [p for p in killed if not (_victims(p) and _is_sum(_number(p), most.get(_report(p), {})))]


def _report(item: Placed) -> tuple[str, str]:
    return item.claim.document, item.claim.asserted_at or ""


def _is_sum(number: int, told: Mapping[str, int]) -> bool:
    return len(told) == len(_BOTH) and number == sum(told.values())


def _victims(item: Placed) -> bool:
    """Whether a claim counts victims without saying what became of them."""
    return item.claim.made_by == f"count/frame-{count_of(item).outcome}/victims"


def _number(item: Placed) -> int:
    return 1 if is_single(item) else stated(item).low


def less_the_dead(item: Placed, toll: Toll) -> Interval:
    """What a claim states of the injured, less the dead it counts; its high end keeps them, as they may be apart."""
    told = stated(item)
    if not toll.number or not counts_the_dead(item):
        return told
    best = None if told.best is None else max(0, told.best - toll.number)
    return Interval(low=max(0, told.low - toll.number), best=best, high=told.high)


def less_died_since(figure: Figure, toll: Toll, later: Sequence[Figure]) -> Figure:
    """A report's injured, less those by whom later reports count more dead than it did; its high end stays.

    Where more have died since than were injured, they are other people, and the injured stay.
    `later`: figures of the killed in reports said after it.
    """
    more = max((f.interval.best or 0 for f in later), default=0) - toll.number
    best = figure.interval.best
    if more <= 0 or not best or more > best:
        return figure
    interval = Interval(low=max(0, figure.interval.low - more), best=max(0, best - more), high=figure.interval.high)
    return joined([figure], interval, DIED_SINCE)
