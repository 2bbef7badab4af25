"""Sums that do not come out: parts that make more than their total; more people gone than were taken."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from asof.reconcile.accounts import report_of
from asof.reconcile.breakdowns import Breakdown, breakdowns
from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import TOP, Group, group_of, told_apart
from asof.reconcile.tracks import Line
from asof.records import Contradiction, Population
from asof.resources import table
from asof.resources.holding import says_taken

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
    return f"{found.total.source} gave {total} and parts of them that make more: {found.sum_words}."


def _fates(matter: Matter) -> Iterator[Contradiction]:
    """Within one report: who was taken there, and what it says became of them.

    Across reports the numbers of those held are of different moments, and are not compared.
    """
    by_report: dict[tuple[Group, tuple[str, str]], dict[str, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for line in matter.lines:
        taken_from = _taken_from(line)
        for item in line.live() if taken_from else ():
            for group in {taken_from or line.group, *_by_noun(item)}:
                by_report[group, report_of(item)][line.outcome].append(item)
    for (group, _), told in sorted(by_report.items()):
        taken = _most(
            [p for p in told.get("held", []) if says_taken(count_of(p), matter.texts.get(p.claim.document, ""))]
        )
        fates = [fate for name in _FATES if (fate := _surest(told.get(name, [])))]
        still = _surest([p for p in told.get("held", []) if p.claim.made_by in _still()])
        fates += [still] if still and taken and still.id != taken.id else []
        number = sum(stated(item).low for item in fates)
        if taken and number > (stated(taken).high or 0):
            yield contradiction("arithmetic", (taken, *fates), _more_than_taken(taken, fates, number, group))


def _by_noun(item: Placed) -> frozenset[Group]:
    """The group that the noun alone names: of "30 nurses hostage" nurses, as of "20 nurses were freed"."""
    words = (count_of(item).population.text or "").split()[-3:]
    kinds = (group_of(Population(text=word, head=word), "held").kind for word in reversed(words))
    kind = next((k for k in kinds if k != TOP), TOP)
    return frozenset() if kind == TOP else frozenset({replace(item.group, kind=kind)})


def _taken_from(line: Line) -> Group | None:
    """Of whom those of a track were taken: hostages of those held; of people at large nobody says that they were."""
    if line.outcome == "held":
        return line.group
    kind = told_apart(line.group.kind, "held")
    return None if line.group.kind == TOP else replace(line.group, kind=kind)


@cache
def _still() -> frozenset[str]:
    """Rules whose claims say how many are still held, not how many were taken."""
    return frozenset(row["rule"] for row in table("reconcile/still_held"))


def _most(held: list[Placed]) -> Placed | None:
    """The claim of the most who were taken, where all who say so give an end. Who is still held is another number."""
    held = [p for p in held if not p.adds]
    if not held or any(stated(p).high is None for p in held):
        return None
    return max(held, key=lambda p: (stated(p).high or 0, p.order))


def _surest(told: list[Placed]) -> Placed | None:
    """The first total that the report gives."""
    return next((p for p in told if stated(p).low > 0 and count_of(p).basis == "total"), None)


def _more_than_taken(taken: Placed, fates: list[Placed], number: int, group: Group) -> str:
    terms = ", ".join(f"{stated(p)} {count_of(p).outcome} ({p.source})" for p in fates)
    most = f"{taken.source} gave {stated(taken)} held"
    return f"Of {group.words}, {terms} make {number} or more, but at most {stated(taken).high} were held: {most}."
