"""What is answered when somebody asks: how many, of whom, according to whom, as of a moment."""

from asof.records._base import Record
from asof.records.reconciled import Estimate, Point


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
