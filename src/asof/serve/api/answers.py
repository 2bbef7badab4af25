"""What the API answers, beside the records that it hands on as they are."""

from asof.records import (
    Claim,
    ClaimLink,
    Contradiction,
    Estimate,
    Event,
    Record,
    Relation,
    Track,
)


class StoryLine(Record, frozen=True, kw_only=True):
    """A story that is served, as it was known `at` a moment (None: the end; a bare one is of the local time `zone`).

    `state` changes whenever something is written to it.
    """

    name: str
    title: str
    documents: int
    claims: int
    events: int
    at: str | None
    zone: str
    state: str


class EventLine(Record, frozen=True, kw_only=True):
    """An event with its figures as of the moment asked for; without one, as of the story's end."""

    id: str
    label: str
    documents: int
    start: str | None
    end: str | None
    estimates: dict[str, Estimate]


class StoryAnswer(Record, frozen=True, kw_only=True):
    """A story, and its events as of the moment asked for, those that most reports tell of first.

    `at`: that moment (None: the end), `zone`: the local time in which a bare one was read.
    """

    at: str | None
    zone: str
    story: StoryLine
    events: tuple[EventLine, ...]


class EventAnswer(Record, frozen=True, kw_only=True):
    """An event as of a moment: estimates, tracks and contradictions of what had been said by then.

    `at`: that moment (None: the end), `zone`: the local time in which a bare one was read, `as_of`: the moment in
    words. `moments`: all at which something changed (UTC). `left_out`: reports not surely published by then.
    """

    at: str | None
    zone: str
    as_of: str
    rule: str
    event: Event
    tracks: tuple[Track, ...]
    contradictions: tuple[Contradiction, ...]
    outlets: int
    origins: int
    left_out: int
    moments: tuple[str, ...]
    known: tuple[str, ...]
    claimed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unknown: tuple[str, ...]


class Cited(Record, frozen=True, kw_only=True):
    """A sentence with the claims that it rests on."""

    text: str
    claims: tuple[str, ...]


class FigureAnswer(Record, frozen=True, kw_only=True):
    """A figure of an outcome: low, best and high, whose claims they open, how it is copied as a sentence.

    `population` "" is everyone. `last_said` is set where the figure is of a state that may have ended since; `since`
    is what was said later of those in it.
    """

    outcome: str
    population: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    reason: str
    best_claim: str | None
    supporting: tuple[str, ...]
    opposing: tuple[str, ...]
    outlets: int
    origins: int
    disputed: bool
    sentence: str
    last_said: str
    since: Cited | None


class UpdateLine(Record, frozen=True, kw_only=True):
    """One thing that changed: revised, denied, disputed, new, settled or reported, in a sentence with its claims."""

    kind: str
    event: str
    sentence: Cited


class UpdatesAnswer(Record, frozen=True, kw_only=True):
    """What changed in an event from one moment to another by a rule of estimation, the weightiest first.

    Moments without a zone are of the local time `zone`.
    """

    since: str | None
    at: str | None
    zone: str
    rule: str
    updates: tuple[UpdateLine, ...]


class HappenedLine(Record, frozen=True, kw_only=True):
    """What happened on one day (valid time)."""

    when: str
    sentences: tuple[Cited, ...]


class SaidLine(Record, frozen=True, kw_only=True):
    """What was said at one time (assertion time)."""

    asserted_at: str
    claim: str
    says: str
    source: str


class TimelineAnswer(Record, frozen=True, kw_only=True):
    """The two clocks of an event, apart. `said`: the last first, one page of it; `count`: of how many."""

    happened: tuple[HappenedLine, ...]
    said: tuple[SaidLine, ...]
    count: int


class QueueLine(Record, frozen=True, kw_only=True):
    """A claim that waits to be looked at, and why."""

    claim: str
    why: str


class ClaimAnswer(Record, frozen=True, kw_only=True):
    """A claim with its place: the event, origin and copies, the sentence it stands in, how it stands to others."""

    claim: Claim
    link: ClaimLink | None
    sentence: str
    outlet: str | None
    relations: tuple[Relation, ...]


class DocumentLine(Record, frozen=True, kw_only=True):
    """A report without its text."""

    document: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    claims: int


class Hit(Record, frozen=True, kw_only=True):
    """Something that a search found: a claim (`claim` set) or a report, with words of it."""

    document: str
    claim: str | None
    words: str
