"""The ends of the dead and the injured where it is open who is which: named constraints, never a blind margin.

* **who may yet die**: those of whom a report says that they are in a critical condition may be among the dead by now.
* **who may be the dead**: of people of whom it is only said that they were struck, as many as died may be the dead.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from asof.reconcile.fates import DIED_SINCE, OFF_THE_DEAD, may_count_the_dead
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, stated
from asof.records import Estimate

MAY_DIE = "who may yet die"
MAY_BE_DEAD = "who may be the dead"


def with_open_fates(whole: Mapping[str, Estimate], live: Mapping[str, Sequence[Placed]]) -> dict[str, Estimate]:
    """The estimates over every person, the ends of the killed and the injured moved by what is open between them.

    `live`: the claims that stand, by outcome.
    """
    made = dict(whole)
    killed, injured = whole.get("killed"), whole.get("injured")
    if killed is not None:
        made["killed"] = _may_die(killed, live.get("injured", ()))
    if killed is not None and injured is not None:
        made["injured"] = _may_be_dead(injured, killed, live.get("injured", ()))
    return made


def _may_die(killed: Estimate, injured: Sequence[Placed]) -> Estimate:
    number = _in_danger(injured)
    if killed.high is None or not number:
        return killed
    reason = f"{killed.reason} High end: {number} in danger of life ({MAY_DIE})."
    return replace(killed, high=killed.high + number, reason=reason)


def _in_danger(injured: Sequence[Placed]) -> int:
    """How many a report says to be in danger, by the report that says so of most."""
    by_report: dict[str, int] = defaultdict(int)
    for item in injured:
        if item.grave and item.claim.factuality == "CT+":
            number = 1 if is_single(item) else stated(item).low
            by_report[item.claim.document] = max(by_report[item.claim.document], number)
    return max(by_report.values(), default=0)


def _may_be_dead(injured: Estimate, killed: Estimate, told: Sequence[Placed]) -> Estimate:
    behind = frozenset(injured.supporting)
    used = [p for p in told if p.id in behind]
    if OFF_THE_DEAD in injured.reason or DIED_SINCE in injured.reason:
        return injured
    if not injured.low or not killed.high or not used or not all(may_count_the_dead(p) for p in used):
        return injured
    low = max(0, injured.low - killed.high)
    return replace(injured, low=low, reason=f"{injured.reason} Low end: less {killed.high} {MAY_BE_DEAD}.")
