"""How claims of one track stand to one another, from intervals, times, sources and origins; each with its reason."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from asof.reconcile.breakdowns import Breakdown
from asof.reconcile.intervals import close, meet, within
from asof.reconcile.placing import Placed, count_of, denier_words, stated, surely_later
from asof.reconcile.rivals import why_not
from asof.reconcile.supersession import GROWING, takes_the_place
from asof.reconcile.tracks import Line
from asof.records import Relation
from asof.records.reconciled import RelationKind

_DENIERS = 8


def relations(line: Line, by_id: dict[str, Placed]) -> Iterator[Relation]:
    """The relations on one track: each claim to the one before it, to what it superseded, to what it denies.

    At most one for two claims, and no more than a few for each claim: a track of thousands stays cheap.
    """
    told: set[tuple[str, str]] = set()
    for part, whole in line.parts.items():
        told |= {(part, whole), (whole, part)}
        yield _part(by_id[part], by_id[whole])
    for earlier, later in _pairs(line, by_id):
        if (later.id, earlier.id) not in told:
            told.add((later.id, earlier.id))
            kind, reason = relate(earlier, later, line.outcome)
            yield Relation(a=later.id, b=earlier.id, relation=kind, reason=reason)
    for item in line.placed:
        for by in line.denied.get(item.id, ())[:_DENIERS]:
            yield _denial(item, by_id[by])


def _pairs(line: Line, by_id: dict[str, Placed]) -> Iterator[tuple[Placed, Placed]]:
    for before, item in pairwise(line.placed):
        yield before, item
    for item in line.placed:
        if item.id in line.superseded:
            yield item, by_id[line.superseded[item.id]]


def _part(part: Placed, whole: Placed) -> Relation:
    reason = f"A part of the {stated(whole)} ({whole.source}) that the same report gives in all."
    return Relation(a=part.id, b=whole.id, relation="subset", reason=reason)


def _denial(item: Placed, by: Placed) -> Relation:
    same_voice = item.voice == by.voice
    kind: RelationKind = "retracts" if same_voice else "denies"
    who = denier_words(by)
    reason = f"{who} took back {stated(item)}." if same_voice else f"{who} denied the {stated(item)} of {item.source}."
    return Relation(a=by.id, b=item.id, relation=kind, reason=reason)


def relate(earlier: Placed, later: Placed, outcome: str) -> tuple[RelationKind, str]:
    """The relation of a later claim to an earlier one of its track, with one sentence that gives the reason."""
    old, new = stated(earlier), stated(later)
    if later.adds or earlier.adds:
        return "incomparable", f"One of them adds to a figure: {new} ({later.source}), {old} ({earlier.source})."
    if old == new:
        return "same", f"Both give {new}{_carried(earlier, later)}."
    if takes_the_place(later, earlier, outcome):
        return "updates", _updated(earlier, later, outcome)
    if meet(old, new):
        return _overlapping(earlier, later)
    return _apart(earlier, later)


def _updated(earlier: Placed, later: Placed, outcome: str) -> str:
    old, new = stated(earlier), stated(later)
    fewer = outcome in GROWING and new.high is not None and new.high < old.low
    tail = ": fewer than before, a correction" if fewer else ""
    return f"{later.source} gave {new} later than {earlier.source} gave {old}{tail}."


def _apart(earlier: Placed, later: Placed) -> tuple[RelationKind, str]:
    old, new = stated(earlier), stated(later)
    if close(old, new, count_of(earlier).quantity.approximate or count_of(later).quantity.approximate):
        return "same", f"{new} and {old} agree once the rounded one is allowed a tenth."
    if earlier.voice == later.voice:
        return "incomparable", f"{later.source} gave {old} and {new}; which one stands is not said."
    reason = why_not(earlier, later)
    if reason:
        return "incomparable", f"{later.source} gave {new} and {earlier.source} {old}. {reason}"
    when = "later" if surely_later(later, earlier) else "at about the same time"
    return (
        "disputes",
        f"{later.source} gave {new} and {earlier.source} {old}, {when}; no number satisfies both.",
    )


def _overlapping(earlier: Placed, later: Placed) -> tuple[RelationKind, str]:
    old, new = stated(earlier), stated(later)
    if within(new, old):
        return "refines", f"{new} ({later.source}) is more exact than {old} ({earlier.source}) and agrees with it."
    if within(old, new):
        return "same", f"{new} ({later.source}) holds where {old} ({earlier.source}) does, less exactly."
    return "narrows", f"{new} ({later.source}) and {old} ({earlier.source}) agree only where they overlap."


def _carried(earlier: Placed, later: Placed) -> str:
    return ", from one origin" if earlier.origin == later.origin else ""


def _verdict(breakdown: Breakdown) -> str:
    if breakdown.adds_up:
        return "which adds up"
    if meet(breakdown.interval, stated(breakdown.total)):
        return "which the total leaves room for"
    return "which is more than the total" if breakdown.exceeds else "which does not make the total"


def of_breakdowns(found: Iterable[Breakdown]) -> Iterator[Relation]:
    """Each part of a stated breakdown to its total, with the sum."""
    for breakdown in found:
        whole = f"{stated(breakdown.total)} {breakdown.total.group.words}"
        verdict = _verdict(breakdown)
        for part in breakdown.parts:
            reason = f"A part of {whole}: {breakdown.sum_words}, {verdict}."
            yield Relation(a=part.id, b=breakdown.total.id, relation="subset", reason=reason)
