"""Sums that do not come out: parts that make more than their total; more people gone than were taken."""

from collections import defaultdict
from collections.abc import Iterator

from asof.reconcile.breakdowns import Breakdown, breakdowns
from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.placing import Placed, stated
from asof.reconcile.population import Group
from asof.reconcile.tracks import Line
from asof.records import Contradiction

_FATES = ("killed", "freed", "escaped", "missing")


def arithmetic(matter: Matter) -> Iterator[Contradiction]:
    """Breakdowns that exceed their total, and fates that exceed those taken, for one population each."""
    by_outcome: dict[str, list[Placed]] = defaultdict(list)
    for line in matter.lines:
        by_outcome[line.outcome].extend(line.placed)
    for _, items in sorted(by_outcome.items()):
        for found in breakdowns(items, matter.event.place.country):
            if found.exceeds:
                yield contradiction("arithmetic", (found.total, *found.parts), _too_many(found))
    yield from _fates(matter)


def _too_many(found: Breakdown) -> str:
    total = f"{stated(found.total)} {found.total.group.words}"
    return f"{found.total.source} gives {total} and parts of them that make more: {found.sum_words}."


def _fates(matter: Matter) -> Iterator[Contradiction]:
    by_group: dict[Group, dict[str, Line]] = defaultdict(dict)
    for line in matter.lines:
        by_group[line.group][line.outcome] = line
    for group, lines in sorted(by_group.items()):
        taken = _most(lines["held"]) if "held" in lines else None
        fates = [item for name in _FATES if name in lines and (item := _surest(lines[name]))]
        number = sum(stated(item).low for item in fates)
        if taken and number > (stated(taken).high or 0):
            yield contradiction("arithmetic", (taken, *fates), _more_than_taken(taken, fates, number, group))


def _most(line: Line) -> Placed | None:
    """The claim of the most who were held, where all who say so give an end."""
    told = [p for p in line.placed if p.id not in line.denied]
    if not told or any(stated(p).high is None for p in told):
        return None
    return max(told, key=lambda p: (stated(p).high or 0, p.order))


def _surest(line: Line) -> Placed | None:
    """The last total that still stands."""
    return next((p for p in reversed(line.live()) if stated(p).low > 0), None)


def _more_than_taken(taken: Placed, fates: list[Placed], number: int, group: Group) -> str:
    terms = ", ".join(f"{stated(p)} {getattr(p.claim, 'outcome', '')} ({p.source})" for p in fates)
    most = f"{taken.source} gives {stated(taken)} held"
    return f"Of {group.words}, {terms} make {number} or more, but at most {stated(taken).high} were held: {most}."
