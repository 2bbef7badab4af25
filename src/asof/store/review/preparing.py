"""A decision before it is kept: its targets are found and anchored, its fields checked, all in words."""

from collections.abc import Callable
from typing import get_args

import msgspec
from msgspec.structs import replace

from asof.records import Anchor, Claim, Decision, DecisionKind, Document, Entity, EventCore
from asof.store.review import anchors
from asof.store.review.claims import corrected
from asof.store.review.groups import check_pin

Found = Claim | EventCore | Entity | Document | Decision
Finder = Callable[[str], Found | None]
"""Looks up any id of a story, as it stands with the decisions so far."""

_MOST = 20_000
"""How many characters a reason, a value or an id may have."""
_OF_CLAIMS = ("accept", "dismiss", "correct")
_OF_TWO = ("same", "merge", "different")


def prepare(decision: Decision, find: Finder, text_of: Callable[[str], Document | None]) -> Decision:
    """The decision with the anchors of its targets.

    Raises LookupError for an id that is not in the story, ValueError for what cannot be decided so.
    """
    _check(decision)
    if decision.kind == "undo":
        return replace(decision, anchor=(), targets=(_decision(decision, find),))
    made = tuple(_anchor(decision, n, find, text_of) for n in range(len(decision.targets)))
    _check_kinds(decision, made)
    if decision.kind == "correct":
        for target in decision.targets:
            claim = find(target)
            if isinstance(claim, msgspec.Struct) and not isinstance(claim, Document | EventCore | Entity | Decision):
                corrected(claim, decision, text_of(claim.document))
    if decision.kind == "pin":
        check_pin(made[0], decision.value)
    return replace(decision, anchor=made, id="", recorded_at=None)


def _check(decision: Decision) -> None:
    if decision.kind not in get_args(DecisionKind):
        raise ValueError(f"no decision {decision.kind!r}; there are {', '.join(get_args(DecisionKind))}")
    if not decision.author.strip():
        raise ValueError("a decision has an author; name who decides")
    if decision.kind == "dismiss" and not decision.reason.strip():
        raise ValueError("a dismissal has a reason; say why")
    texts = (decision.author, decision.reason, *decision.targets, *decision.value.keys(), *decision.value.values())
    if any(len(text) > _MOST for text in texts) or len(decision.targets) > _MOST:
        raise ValueError(f"a decision's texts have at most {_MOST} characters each")
    if any("\ud800" <= c <= "\udfff" for text in texts for c in text):
        raise ValueError("a decision holds characters that are no text")
    most = {"correct": 1, "pin": 1, "undo": 1, "different": 2}.get(decision.kind, _MOST)
    least = 2 if decision.kind in (*_OF_TWO, "split", "move") else 1
    if not least <= len(set(decision.targets)) == len(decision.targets) <= most:
        wanted = f"{least}" if least == most else f"at least {least}" if most == _MOST else f"{least} to {most}"
        raise ValueError(f"{decision.kind} takes {wanted} different ids; {len(decision.targets)} are given")


def _decision(decision: Decision, find: Finder) -> str:
    found = find(decision.targets[0])
    if not isinstance(found, Decision):
        raise LookupError(f"there is no decision {decision.targets[0]!r}")
    return found.id


def _anchor(decision: Decision, number: int, find: Finder, text_of: Callable[[str], Document | None]) -> Anchor:
    target = decision.targets[number]
    found = find(target)
    if isinstance(found, EventCore):
        return replace(anchors.of_event(found), target=found.id)
    if isinstance(found, Entity):
        return anchors.of_entity(found)
    if isinstance(found, Document):
        return Anchor(target=target, of="document", document=target)
    if isinstance(found, Decision):
        raise ValueError(f"{target} is a decision; it can only be undone")
    if found is not None:
        document = text_of(found.document)
        if document is None:
            raise LookupError(f"the document of {target} is not in the story")
        return anchors.of_claim(found, document)
    if decision.kind == "split" and number and isinstance(find(decision.targets[0]), Entity):
        return Anchor(target=target, of="name", quote=target)
    raise LookupError(f"there is nothing with the id {target!r} in the story")


def _check_kinds(decision: Decision, made: tuple[Anchor, ...]) -> None:
    """Raises ValueError where a decision is about things that it cannot be about."""
    kinds = [a.of for a in made]
    kind, first = decision.kind, kinds[0]
    good = True
    if kind in _OF_CLAIMS:
        good = set(kinds) == {"claim"}
    elif kind in _OF_TWO:
        good = set(kinds) in ({"event"}, {"entity"})
    elif kind == "split":
        good = set(kinds[1:]) == {{"event": "document", "entity": "name"}.get(first, "")}
        good = good and all(a.target in made[0].holds for a in made[1:])
    elif kind == "move":
        good = kinds[-1] == "event" and set(kinds[:-1]) <= {"claim", "document"}
    elif kind == "pin":
        good = first in ("event", "entity")
    if not good:
        about = {
            "split": "an event and some of its own documents, or an entity and some of its spellings",
            "move": "claims or documents, and last the event that they belong to",
            "pin": "an event or an entity",
        }
        wanted = about.get(kind, "claims" if kind in _OF_CLAIMS else "two events or two entities")
        raise ValueError(f"{kind} is about {wanted}; given are {', '.join(kinds)}")
