"""The ends of the dead and the injured where it is open who is which: named constraints, never a blind margin.

* **who may yet die**: those of whom a report says that they are in a critical condition may be among the dead by now.
* **who may be the dead**: of people of whom it is only said that they were struck, as many as died may be the dead.
* **attackers apart**: a stated number of the dead may leave out those who are told of as attackers or suspects, or as
  having taken their own lives.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from asof.reconcile.fates import DIED_SINCE, OFF_THE_DEAD, may_count_the_dead
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import Group, standing
from asof.records import Estimate

MAY_DIE = "who may yet die"
MAY_BE_DEAD = "who may be the dead"
APART = "attackers apart"
_ATTACKERS = (Group(kind="attacker"), Group(kind="suspect"))
_THEMSELVES = frozenset({"himself", "herself", "themselves", "own life", "own lives"})
"""How a claim is worded of those who took their own lives."""


def with_open_fates(whole: Mapping[str, Estimate], live: Mapping[str, Sequence[Placed]]) -> dict[str, Estimate]:
    """The estimates over every person, the ends of the killed and the injured moved by what is open between them.

    `live`: the claims that stand, by outcome.
    """
    made = dict(whole)
    killed, injured = whole.get("killed"), whole.get("injured")
    if killed is not None:
        made["killed"] = _may_die(_apart(killed, live.get("killed", ())), live.get("injured", ()))
    if killed is not None and injured is not None:
        made["injured"] = _may_be_dead(injured, killed, live.get("injured", ()))
    return made


def _apart(killed: Estimate, told: Sequence[Placed]) -> Estimate:
    """The high end where the dead attackers are not in a number that is stated, nor a stated part of one.

    A number that is as many as they and those whom they attacked together counts both.
    """
    behind = frozenset(killed.supporting)
    number = _most(p for p in told if p.id not in behind and _attacked(p))
    if number <= _most(p for p in told if count_of(p).basis == "part" and _is_attacker(p)):  # a report counts them in
        return killed
    if killed.high is None or killed.best is None or not number or killed.high >= killed.best + number:
        return killed
    attacked = _most(p for p in told if any(standing(p.group, group) == "disjoint" for group in _ATTACKERS))
    if attacked and killed.best >= attacked + number:  # both are in that number
        return killed
    high = killed.best + number
    return replace(
        killed, high=high, reason=f"{killed.reason} High end: {number} who may not be in that number ({APART})."
    )


def _attacked(item: Placed) -> bool:
    """Whether a claim tells of dead attackers, or of one who took his own life, and not as a part of a number."""
    own = item.claim.span.text.casefold() in _THEMSELVES
    return (own or _is_attacker(item)) and count_of(item).basis != "part" and item.claim.factuality == "CT+"


def _is_attacker(item: Placed) -> bool:
    return any(standing(item.group, group) in ("equal", "part") for group in _ATTACKERS)


def _may_die(killed: Estimate, injured: Sequence[Placed]) -> Estimate:
    number = _in_danger(injured)
    if killed.high is None or not number:
        return killed
    reason = f"{killed.reason} High end: {number} in danger of life ({MAY_DIE})."
    return replace(killed, high=killed.high + number, reason=reason)


def _in_danger(injured: Iterable[Placed]) -> int:
    """How many a report says to be in danger, by the report that says so of most."""
    return _most(p for p in injured if p.grave and p.claim.factuality == "CT+")


def _most(told: Iterable[Placed]) -> int:
    """The largest number that some claim tells of; a single person is one."""
    return max((1 if is_single(p) else stated(p).low for p in told), default=0)


def _may_be_dead(injured: Estimate, killed: Estimate, told: Sequence[Placed]) -> Estimate:
    behind = frozenset(injured.supporting)
    used = [p for p in told if p.id in behind]
    if OFF_THE_DEAD in injured.reason or DIED_SINCE in injured.reason:
        return injured
    if not injured.low or not killed.high or not used or not all(may_count_the_dead(p) for p in used):
        return injured
    low = max(0, injured.low - killed.high)
    return replace(injured, low=low, reason=f"{injured.reason} Low end: less {killed.high} {MAY_BE_DEAD}.")
