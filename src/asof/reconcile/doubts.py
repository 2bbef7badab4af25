"""Low ends of the dead and the injured where a few people are told of who may belong to another event.

Reports of one event also tell of others, and nothing in the words need say so. Named constraints, never a blind margin:

* **told of in passing**: no report's opening tells of them, where an opening counts the other outcome.
* **passed over in silence**: one report alone tells of them, and another, said no earlier, counts the other outcome
  and says nothing of them.
* **told of among several events**: every report that tells of them opens with a number of several events together.

All three are for single people only: whoever counts more than one at a time counts this event.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from asof.reconcile.placing import Placed, opens, stated
from asof.records import Estimate

IN_PASSING = "told of in passing"
IN_SILENCE = "passed over in silence"
OF_SEVERAL = "told of among several events"
_OTHER = {"killed": "injured", "injured": "killed"}


def with_doubts(whole: Mapping[str, Estimate], live: Mapping[str, Sequence[Placed]]) -> dict[str, Estimate]:
    """The estimates over every person, the low ends of the killed and the injured at 0 where that is in doubt.

    `live`: the claims that stand, by outcome.
    """
    made = dict(whole)
    for outcome, other in _OTHER.items():
        if outcome in whole:
            made[outcome] = _doubted(whole[outcome], live.get(outcome, ()), live.get(other, ()))
    return made


def _doubted(estimate: Estimate, told: Sequence[Placed], others: Sequence[Placed]) -> Estimate:
    if not estimate.low or not told or any(stated(p).low > 1 for p in told):
        return estimate
    why = _why(told, others)
    return replace(estimate, low=0, reason=f"{estimate.reason} Low end: {why}.") if why else estimate


def _why(told: Sequence[Placed], others: Sequence[Placed]) -> str:
    if all(p.several for p in told):
        return OF_SEVERAL
    if not any(opens(p) for p in told) and any(opens(p) for p in others):
        return IN_PASSING
    return IN_SILENCE if _in_silence(told, others) else ""


def _in_silence(told: Sequence[Placed], others: Sequence[Placed]) -> bool:
    reports = {p.claim.document for p in told}
    first = min(p.order[0] for p in told)
    return len(reports) == 1 and any(p.claim.document not in reports and p.order[0] >= first for p in others)
