"""When a count was so, on sentences of our own. The report is of Wednesday, 4 March 2026."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage, Published


def dates(text: str, published: str | None = "2026-03-04") -> list[str | None]:
    stamp = Published(value=published, precision="day" if published else "unknown")
    passages = (Passage(start=0, end=len(text), part="body"),)
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages, published=stamp)
    claims = [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim)]
    return [c.valid_time.value if c.valid_time else None for c in claims]


CASES = [
    ("The blast killed 12 miners on Monday.", ["2026-03-02"]),
    ("The blast killed 12 miners on Monday and nine on Tuesday.", ["2026-03-02", "2026-03-03"]),
    ("The mayor said on Tuesday that 12 miners were killed on Monday.", ["2026-03-02"]),
    ("Twelve miners were killed, the mayor said on Tuesday.", [None]),
    ("The blast killed 12 miners. It occurred on Monday.", ["2026-03-02"]),
    ("Twelve miners died. They were found. The blast happened on Sunday in Norvik.", ["2026-03-01"]),
    ("The gang holds six nurses. Two guards were killed on Monday.", [None, "2026-03-02"]),
    ("Fires have killed 90 people since 1989.", [None]),
    ("Two sailors drowned overnight.", ["2026-03-04"]),
    ("A fire killed nine people on January 12, 2025.", ["2025-01-12"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_dates(text: str, expected: list[str | None]) -> None:
    """The clause's own date, else the event's; none for states, beginnings, and dates of saying."""
    assert [d[:10] if d else None for d in dates(text)] == expected


def test_without_a_publication_a_weekday_dates_nothing() -> None:
    """ "Monday" of a report of unknown date is not guessed."""
    assert dates("The blast killed 12 miners on Monday.", None) == [None]


def test_a_courts_day_is_not_that_of_the_dead() -> None:
    """The day of a verdict dates nobody's death, though it is the report's only date."""
    text = "A miner was convicted on Monday. Two guards were killed in the fire."
    assert dates(text) == [None]


def test_a_report_that_goes_from_day_to_day_dates_by_the_day_told_last() -> None:
    """A count without a date is of the day that was told last before it, where that is after the event."""
    text = "The blast killed 12 miners on Sunday. On Tuesday the rescuers went in. Nine guards were hurt."
    assert dates(text) == ["2026-03-01", "2026-03-03"]


def test_a_month_is_told_by_its_day() -> None:
    """Where the event is given by its month only, the day of that month which the report names is its date."""
    text = "A fire last month killed nine people. The fire of February 12 was the worst. Two guards were hurt."
    assert dates(text)[-1] == "2026-02-12"


def test_that_nobody_was_arrested_has_no_date() -> None:
    """That there was no arrest is so when it is said, and not on the day of the event."""
    assert dates("The blast killed 12 miners on Monday. No arrests were made.")[-1] is None
