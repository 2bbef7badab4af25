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
