"""What changed between two states of a story."""

from typing import Literal

from asof.records._base import Record
from asof.records.answer import Words
from asof.records.reconciled import Contradiction, Estimate


class Change(Record, frozen=True, kw_only=True):
    """One difference between an earlier and a later state of a story, with a plain sentence and the words behind it.

    `what`: an event that is new or is no more; a figure (of everybody where `population` is empty); a contradiction
    that opened or closed. `words` are those of the claims that brought the change about, the latest first.
    """

    event: str
    label: str
    what: Literal["event", "figure", "contradiction"]
    sentence: str
    outcome: str | None = None
    population: str = ""
    before: Estimate | None = None
    after: Estimate | None = None
    contradiction: Contradiction | None = None
    words: tuple[Words, ...] = ()
    zone: str = ""
    """The event's local time, in which the sentence tells times."""


class Changes(Record, frozen=True, kw_only=True):
    """What `asof diff` prints: the changes from one moment to another, by a named rule, and what came in between."""

    start: str | None
    end: str | None
    rule: str
    changes: tuple[Change, ...]
    documents: tuple[str, ...] = ()
    claims: int = 0
