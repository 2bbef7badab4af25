"""Whether two figures that do not meet speak of the same people at the same moment, so that they can be rivals.

A toll grows, and a report tells of its parts as well as of the whole: two numbers that differ are a dispute only where
something says that they are meant of the same. What cannot be known is not called a dispute.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from asof.reconcile.captivity import TAKEN, of_two_moments, taken_told_later
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, opens, stated, surely_later
from asof.reconcile.supersession import GROWING, STATES

PART = "In one report the lower may be a part of the higher, or of another place."
GROWN = "Which was said first is not known, and the toll may have grown."
ASIDE = "The lower one is told further down in a later report and may be of some of them only."
SOME = "One of them is of some of the people only."
CHANGED = "Hours lie between them, in which people may have been found, taken or let go."
NOBODY = "One report gives both, and not each of them as what somebody says."


def why_not(a: Placed, b: Placed) -> str:
    """Why two figures of one track that do not meet are no rivals, in a sentence; empty where they are."""
    if is_single(a) or is_single(b) or "part" in (count_of(a).basis, count_of(b).basis):
        return SOME
    if of_two_moments(a, b) or taken_told_later(a, b):
        return TAKEN
    return _in_one_report(a, b) if a.claim.document == b.claim.document else _in_two_reports(a, b)


def _in_two_reports(a: Placed, b: Placed) -> str:
    if count_of(a).outcome not in GROWING:
        changed = count_of(a).outcome in STATES and _hours_apart(a, b) and not _far_apart(a, b)
        return CHANGED if changed and not (a.contrast or b.contrast) else ""
    low, high = sorted((a, b), key=lambda p: (stated(p).low, p.order))
    if low.contrast or high.contrast:
        return "" if not surely_later(high, low) else GROWN
    if not surely_later(low, high):
        return GROWN
    return "" if opens(low) else ASIDE


_HOURS = timedelta(hours=2)
_TIMES = 3
"""So many times as many are not found, taken or let go within hours."""


def _far_apart(a: Placed, b: Placed) -> bool:
    low, high = sorted((stated(a).low, stated(b).low))
    return high > _TIMES * low


def _hours_apart(a: Placed, b: Placed) -> bool:
    """Whether two figures of a state are surely of different hours: one was said hours after the other."""
    first, last = (a, b) if surely_later(b, a) else (b, a)
    if first.when is None or last.when is None or not surely_later(last, first):
        return False
    return last.when.first - first.when.last >= _HOURS


def _in_one_report(a: Placed, b: Placed) -> str:
    """In a report a growing toll needs words of contrast; another number, two sources that are named."""
    second = max(a, b, key=lambda p: p.claim.span.start)
    if second.contrast:
        return ""
    if count_of(a).outcome in GROWING:
        return PART
    named = all(p.claim.attribution and p.claim.attribution.chain for p in (a, b))
    return "" if named else NOBODY


_MOST = 64
"""How many figures of one report are compared with one another."""


def parts_of_reports(items: Iterable[Placed]) -> dict[str, str]:
    """Which claims of one track tell of a part of what another of the same report tells of, with the largest such."""
    by_document: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        by_document[item.claim.document].append(item)
    found: dict[str, str] = {}
    for told in by_document.values():
        if not any(p.sums for p in told):  # of no part is anything said where no number is of all
            continue
        ranked = sorted(told, key=lambda p: (-stated(p).low, p.order, p.id))[:_MOST]
        for small in ranked:
            large = next((p for p in ranked if _is_part_of(small, p)), None)
            found |= {small.id: large.id} if large else {}
    return found


def _is_part_of(small: Placed, large: Placed) -> bool:
    """Whether a lower figure of a growing toll is a part of a higher one of the same report and track.

    It is where the higher one is said to be of all and nothing sets the two against each other. A headline speaks for
    the whole report.
    """
    if not large.sums or small.contrast or large.contrast:
        return False
    less, more = stated(small), stated(large)
    if less.high is None or less.high >= more.low or large.adds or count_of(large).basis != "total":
        return False
    return small.claim.part != "headline" and large.claim.factuality == "CT+" and not surely_later(small, large)
