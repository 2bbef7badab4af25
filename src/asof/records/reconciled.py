"""What was known: tracks, relations, contradictions, estimates; and the whole story."""

from typing import Literal

from asof.records._base import Record
from asof.records.claim import Claim
from asof.records.document import Document, Rejected
from asof.records.linked import ClaimLink, Entity, EventPlace

RelationKind = Literal[
    "same", "refines", "updates", "narrows", "disputes", "denies", "retracts", "subset", "incomparable"
]
ContradictionKind = Literal["value", "denial", "arithmetic", "subset", "time", "place", "role", "unit"]


class Point(Record, frozen=True, kw_only=True):
    """One claim on a track. `source` is the chain in words; `superseded_by`, `denied_by` are claim ids."""

    asserted_at: str | None
    low: float | None
    best: float | None
    high: float | None
    claim: str
    source: str
    superseded_by: str | None = None
    denied_by: tuple[str, ...] = ()


class Track(Record, frozen=True, kw_only=True):
    """The claims about one outcome of one population of one event (or one measure, or one role), in order."""

    id: str
    event: str
    kind: Literal["count", "measure", "role"]
    outcome: str
    population: str
    points: tuple[Point, ...]


class Relation(Record, frozen=True, kw_only=True):
    """How claim `a` stands to claim `b` of the same track, with a one-sentence reason. `a` is the later."""

    a: str
    b: str
    relation: RelationKind
    reason: str


class Contradiction(Record, frozen=True, kw_only=True):
    """The least set of claims that cannot hold together; `opened` and `closed` are assertion times."""

    id: str
    event: str
    kind: ContradictionKind
    claims: tuple[str, ...]
    explanation: str
    opened: str | None = None
    closed: str | None = None


class Estimate(Record, frozen=True, kw_only=True):
    """Low, best, high at a time, by a named rule, with the claims for and against and the reason in words."""

    low: int | None
    best: int | None
    high: int | None
    as_of: str | None
    rule: str
    reason: str = ""
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()


class PopulationEstimate(Estimate, frozen=True, kw_only=True):
    """An estimate for one population of one outcome."""

    outcome: str
    population: str


class Event(Record, frozen=True, kw_only=True):
    """An event with what is estimated of it. `estimates` is over every person, attackers included.

    `estimates_excluding_attackers` is over everybody else; both are always kept.
    """

    id: str
    label: str
    documents: tuple[str, ...]
    primary: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    date_prec: int | None = None
    place: EventPlace = EventPlace()
    aliases: tuple[str, ...] = ()
    estimates: dict[str, Estimate] = {}
    estimates_by: tuple[PopulationEstimate, ...] = ()
    estimates_excluding_attackers: dict[str, Estimate] = {}


class Reconciled(Record, frozen=True, kw_only=True):
    """What `reconcile` returns, as of one moment (None: the end).

    `set_aside` counts, by reason, the claims that could not be used.
    """

    at: str | None
    events: tuple[Event, ...]
    tracks: tuple[Track, ...]
    relations: tuple[Relation, ...]
    contradictions: tuple[Contradiction, ...]
    set_aside: dict[str, int] = {}


class Story(Record, frozen=True, kw_only=True):
    """A whole run: what `tell` writes and the store keeps."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    links: tuple[ClaimLink, ...]
    entities: tuple[Entity, ...]
    reconciled: Reconciled
    rejected: tuple[Rejected, ...] = ()
