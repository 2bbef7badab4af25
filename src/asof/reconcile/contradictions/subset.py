"""A part that is more than its whole."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, opens, stated, surely_later
from asof.reconcile.population import PEOPLE, Group, standing
from asof.reconcile.supersession import GROWING
from asof.reconcile.tracks import Line
from asof.records import Contradiction

_MOST = 120
"""How many tracks of one outcome are compared with one another: the most told of."""


_ATTACKERS = Group(kind="attacker")


def subset(matter: Matter) -> Iterator[Contradiction]:
    """For tracks of which one is a part of the other: the last figure of the part, the highest of the whole."""
    by_outcome: dict[str, list[Line]] = defaultdict(list)
    for line in matter.lines:
        by_outcome[line.outcome].append(line)
    for _, lines in sorted(by_outcome.items()):
        chosen = sorted(lines, key=lambda x: (-len(x.placed), x.group))[:_MOST]
        for part in chosen:
            for whole in chosen:
                if _contained(part.group, whole.group, matter.event.place.country):
                    yield from _pair(part, whole)


def _contained(part: Group, whole: Group, country: str | None) -> bool:
    """Whether one group is a part of the other; a number of people is of all of them but the attackers."""
    if whole == PEOPLE and standing(part, _ATTACKERS) in ("equal", "part"):
        return False
    return standing(part, whole, country) == "part"


def _pair(part: Line, whole: Line) -> Iterator[Contradiction]:
    some, every = _last(part.live()), _highest(whole.live())
    if some is None or every is None or not _of_one_moment(some, every, part.outcome):
        return
    ceiling = stated(every).high
    if ceiling is None or stated(some).low <= ceiling:
        return
    words = (
        f"{some.source} gave {stated(some)} {part.group.words} {part.outcome}, "
        f"but of all {whole.group.words} nobody gave more than {stated(every)} ({every.source})."
    )
    yield contradiction("subset", (some, every), words)


def _of_one_moment(some: Placed, every: Placed, outcome: str) -> bool:
    """Whether the whole was told of once the part was known: a toll later, a passing state on the same day.

    What one report says of some and of all is of different places or moments as often as it is a mistake.
    """
    if some.claim.document == every.claim.document:
        return False
    if outcome in GROWING:
        return surely_later(every, some)
    return not surely_later(every, some) and not surely_later(some, every)


def _highest(live: Sequence[Placed]) -> Placed | None:
    """The claim that allows most; what a lower figure of the whole rules out is a contradiction on its own track.

    None where a whole is told of in passing only: without its noun, as a single person, or far down in a report.
    """
    most = max((_ceiling(p) for p in live), default=None)
    return next((p for p in reversed(live) if _ceiling(p) == most and _counts_all(p)), None)


def _ceiling(item: Placed) -> tuple[bool, int]:
    high = stated(item).high
    return high is None, high or 0


def _counts_all(item: Placed) -> bool:
    claim = count_of(item)
    named = claim.population.text is not None and claim.basis == "total" and not is_single(item)
    return named and claim.factuality == "CT+" and (opens(item) or item.sums)


def _last(live: Sequence[Placed]) -> Placed | None:
    told = (p for p in reversed(live) if not p.adds and not is_single(p) and count_of(p).basis == "total")
    return next((p for p in told if p.claim.factuality == "CT+"), None)
