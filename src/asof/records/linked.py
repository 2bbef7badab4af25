"""Across documents: entities, events, origins, and to which of them each claim belongs."""

from asof.records._base import Record
from asof.records.claim import Claim
from asof.records.decision import ReviewMark
from asof.records.document import Document


class Alias(Record, frozen=True, kw_only=True):
    """One spelling of an entity, how often it stands, and in which documents."""

    text: str
    count: int
    documents: tuple[str, ...]


class Judgement(Record, frozen=True, kw_only=True):
    """A decision that two spellings are one entity, or are not, or that it is unsure."""

    left: str
    right: str
    judgement: str
    score: float
    reason: str
    author: str = "asof"


class Entity(Record, frozen=True, kw_only=True):
    """One person, group, place or thing under all its spellings."""

    id: str
    type: str
    name: str
    aliases: tuple[Alias, ...] = ()
    descriptions: tuple[str, ...] = ()
    links: dict[str, str] = {}
    judgements: tuple[Judgement, ...] = ()


class EventPlace(Record, frozen=True, kw_only=True):
    """Where an event was: GeoNames' English name, admin1 in full, ISO alpha-2 country, UCDP's where_prec."""

    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    where_prec: int | None = None
    timezone: str | None = None


class EventCore(Record, frozen=True, kw_only=True):
    """An event as linking finds it, before anything is estimated of it.

    `documents`: all that speak of it, in order of publication; `primary`: those whose main event it is.
    `aliases`: ids of events that were found to be this one; they go on meaning it.
    `start`, `end`: ISO dates or times; `date_prec`: UCDP's (1 exact day, 2 two to six days, 3 week, 4 month, 5 year).
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


class ClaimLink(Record, frozen=True, kw_only=True):
    """Where a claim belongs: its event, the origin it goes back to, and how many origins and outlets carry it.

    `event` is None where a claim speaks of something that is no event of the pile (background).
    `copy_of`: the claim of another document that this one repeats, by copying or quotation.
    `review`: what a person decided of it, by the `decisions` of these ids; a dismissed claim stands on no track.
    """

    claim: str
    event: str | None = None
    origin: str | None = None
    origins: int = 1
    outlets: int = 1
    copy_of: str | None = None
    review: ReviewMark | None = None
    decisions: tuple[str, ...] = ()


class Linked(Record, frozen=True, kw_only=True):
    """What `link` returns and all that `reconcile` sees: testable without a model."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    links: tuple[ClaimLink, ...]
    entities: tuple[Entity, ...]
    events: tuple[EventCore, ...]
