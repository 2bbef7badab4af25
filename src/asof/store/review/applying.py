"""Decisions applied to what was read and linked, in the order in which they were kept; undone ones left out."""

from collections.abc import Callable, Collection, Mapping

from asof.records import Claim, Decision, DecisionState, Linked, Record, undone
from asof.store.review import claims, groups
from asof.store.review.working import LostError, Working

_HOW: dict[str, Callable[[Working, Decision], tuple[str, ...]]] = {
    "accept": claims.accept,
    "dismiss": claims.dismiss,
    "correct": claims.correct,
    "move": claims.move,
    "same": groups.join,
    "merge": groups.join,
    "different": groups.part,
    "split": groups.split,
    "pin": groups.pin,
}


Counter = Callable[[Linked, Collection[str]], Linked]
_counters: list[Counter] = []


def counts_by(counter: Counter) -> None:
    """From now on origins and outlets of events that decisions have changed are counted anew by this function.

    Counting them is linking's, which the store does not import; `pipeline` puts the two together. Without it they stay
    as linking gave them.
    """
    _counters[:] = [counter]


class Reviewed(Record, frozen=True, kw_only=True):
    """A story with its decisions applied: what each has come to, and the pins of figures by event.

    `touched`: the events that hold other claims than linking gave them, or other words of them.
    """

    linked: Linked
    touched: frozenset[str] = frozenset()
    states: tuple[DecisionState, ...] = ()
    pins: tuple[tuple[str, Decision], ...] = ()


def apply(linked: Linked, decisions: tuple[Decision, ...], earlier: Mapping[str, Claim] | None = None) -> Reviewed:
    """The story as decided. `earlier`: claims that are read no more from a text that still is the same, by id.

    Deterministic: the same decisions in the same order give the same story. One whose words are gone changes nothing
    and is said to be lost.
    """
    if not decisions:
        return Reviewed(linked=linked)
    gone = undone(decisions)
    story = Working(linked, earlier or {})
    states = tuple(_applied(story, d, d.id in gone) for d in decisions)
    done = story.finished()
    touched = _touched(linked, done)
    if _counters and touched:
        done = _counters[0](done, touched)
    return Reviewed(linked=done, touched=touched, states=states, pins=tuple(story.pins))


def _touched(before: Linked, after: Linked) -> frozenset[str]:
    """The events whose claims are others, or say something else, than before."""
    was, said = {link.claim: link for link in before.links}, {c.id: c for c in before.claims}
    claims = {c.id: c for c in after.claims}
    found: set[str | None] = set()
    for link in after.links:
        old = was.get(link.claim)
        marks = {old.review if old else None, link.review} - {"accepted"}
        moved = old is None or old.event != link.event or len(marks - {None}) > 0
        if moved or claims.get(link.claim) is not said.get(link.claim):
            found |= {link.event, old.event if old else None}
    return frozenset(e for e in found if e is not None)


def _applied(story: Working, decision: Decision, is_undone: bool) -> DecisionState:
    if is_undone:
        return DecisionState(decision=decision, state="undone", note="undone by a later decision")
    if decision.kind == "undo":
        return DecisionState(decision=decision, state="applied", found=decision.targets)
    try:
        found = _HOW[decision.kind](story, decision)
    except LostError as lost:
        return DecisionState(decision=decision, state="lost", note=str(lost))
    except ValueError as wrong:  # the claim there is of another kind now, and cannot have the field
        return DecisionState(decision=decision, state="lost", note=f"it cannot be applied any more: {wrong}")
    return DecisionState(decision=decision, state="applied", found=found)
