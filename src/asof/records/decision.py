"""What a person decided about a story: records like any other, which can be undone and survive reading again."""

import hashlib
from typing import Literal

import msgspec

from asof.records._base import Record

DecisionKind = Literal["accept", "dismiss", "correct", "same", "different", "merge", "split", "move", "pin", "undo"]
Anchored = Literal["claim", "entity", "event", "document", "name"]
ReviewMark = Literal["accepted", "corrected", "dismissed"]


class Anchor(Record, frozen=True, kw_only=True):
    """Where the words of a decision's target stand, so that it is found again when its id has changed.

    `target`: the id when it was decided. A claim has its `document`, offsets, words (`quote`), the few characters on
    either side, and in `what` its kind and outcome. An entity or event has its name or label as `quote` and in `holds`
    its spellings, or its primary documents.
    """

    target: str
    of: Anchored
    document: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str = ""
    before: str = ""
    after: str = ""
    what: str = ""
    holds: tuple[str, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """One decision: what was done (`kind`) to what (`targets`), by whom and why.

    `targets`: ids of claims (accept, dismiss, correct, move), of entities or events (same, different, merge, split,
    pin), of documents or spellings behind them (split, move), or of a decision (undo). `value` holds texts by field:
    low, high, outcome, population, main, factuality of a corrected claim; lat, lon, name of a pinned place; outcome,
    low, best, high of a pinned estimate. `id`, `anchor` and `recorded_at` are filled in when it is kept; `recorded_at`
    is record time and stands in the store alone.
    """

    id: str = ""
    kind: DecisionKind
    targets: tuple[str, ...]
    anchor: tuple[Anchor, ...] = ()
    value: dict[str, str] = {}
    author: str = ""
    reason: str = ""
    recorded_at: str | None = None


class DecisionState(Record, frozen=True, kw_only=True):
    """What has become of a decision, with a sentence. `found`: the ids that its targets have now.

    `lost`: the words that it was about are gone, or nothing is read from them any more.
    """

    decision: Decision
    state: Literal["applied", "undone", "lost"]
    note: str = ""
    found: tuple[str, ...] = ()


def decision_id(decision: Decision, number: int) -> str:
    """A decision's id: a hash of all but its time, and of its number in the story (the same may be decided twice)."""
    plain = msgspec.structs.replace(decision, id="", recorded_at=None)
    return "d" + hashlib.sha256(f"{number}\x1f".encode() + msgspec.json.encode(plain)).hexdigest()[:15]


def undone(decisions: tuple[Decision, ...]) -> frozenset[str]:
    """The ids of the decisions that are undone. An undoing can itself be undone: the last word counts."""
    gone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == "undo" and decision.id not in gone:
            gone.update(decision.targets)
    return frozenset(gone)
