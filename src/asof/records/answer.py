"""What is answered when somebody asks: how many, of whom, according to whom, as of a moment."""

from asof.records._base import Record
from asof.records.reconciled import Contradiction, Estimate, Point
from asof.records.span import Span


class Answer(Record, frozen=True, kw_only=True):
    """One outcome of one population of one event as of a moment.

    `population` is None where every person is meant. `estimate` is None where no figure was known by then.
    `points` are the claims known by then, in order of assertion; `set_aside` counts, by reason, those that
    could not be placed in time or used.
    """

    event: str
    outcome: str
    population: str | None
    estimate: Estimate | None
    points: tuple[Point, ...] = ()
    set_aside: dict[str, int] = {}


class Words(Record, frozen=True, kw_only=True):
    """The words of a claim and where they stand: its number, its sentence, its document, its outlet, its time.

    `origin` is the independent beginning it goes back to, where that is known; `official`: an official source
    (authorities, police, military, medical) says it.
    """

    claim: str
    document: str
    outlet: str | None
    asserted_at: str | None
    number: Span
    sentence: Span
    origin: str | None = None
    official: bool = False


class Reply(Record, frozen=True, kw_only=True):
    """What `asof show` prints: the answers to a question as of a moment, with the words of every claim named in them.

    `zone` is the zone in which a bare `at` was read, None where `at` brought its own (or was not given). `local` is the
    one zone of all the events told of, None where they are of several. `known_by`: the record time that was asked for.
    `labels` gives each event's label by id. `lost`: decisions whose words are gone, in words.
    `recorded`: how many reports had been recorded by then.
    `count`: "exclude-attackers" where the attackers are left out of what is shown.
    """

    at: str | None
    zone: str | None
    rule: str
    labels: dict[str, str]
    answers: tuple[Answer, ...]
    contradictions: tuple[Contradiction, ...] = ()
    words: dict[str, Words] = {}
    set_aside: dict[str, int] = {}
    lost: tuple[str, ...] = ()
    count: str = "all"
    local: str | None = None
    known_by: str | None = None
    recorded: int = 0
