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


def test_a_place_is_no_trial() -> None:
    """A court in which somebody shot is a place, and the day beside it is that of the dead and the hurt."""
    text = "Four clerks were killed when a man opened fire in a court on Monday. Two guards were hurt."
    assert set(dates(text)) == {"2026-03-02"}


def test_a_courts_day_is_no_date_of_its_own_clauses_dead() -> None:
    """What a court did on a day dates none of those whom it spoke of, though it is the nearest date."""
    assert dates("A man was convicted on Tuesday of killing four people in a shop in 2024.") == ["2024"]


def test_what_follows_an_event_is_of_the_day_told_last() -> None:
    """People freed are freed on the day that was told last before it, where that is after the event."""
    text = "The blast killed 12 miners on Sunday. On Tuesday the rescuers went in. Nine guards were freed."
    assert dates(text) == ["2026-03-01", "2026-03-03"]


@pytest.mark.parametrize(
    "text",
    [
        "A fire killed nine on Sunday. The council met on Tuesday. Two of the dead were cooks. Five more were hurt.",
        "A fire killed nine on Sunday. The funerals will be held on Wednesday. In all, 14 people were hurt.",
        "Raiders killed nine on Sunday. The funerals will be held on Wednesday. Six nurses were freed.",
    ],
)
def test_another_days_doings_do_not_date_the_dead_anew(text: str) -> None:
    """The dead and hurt stay the event's, whatever is told of a later day, and nothing is of a day only planned."""
    assert set(dates(text)) == {"2026-03-01"}


def test_the_same_number_of_another_event_has_no_date_of_this() -> None:
    """What is told of another time does not take the day of the event that happens to count as many."""
    text = "A dam burst on Monday and two people were killed. Another dam burst years ago and two people were killed."
    assert dates(text) == ["2026-03-02", None]


def test_a_single_doer_takes_no_day_of_anothers() -> None:
    """One attacker here and one there are no number by which two tellings are known to be of one event."""
    text = (
        "A blast killed nine people in Tarn on Monday. Police said one attacker was involved."
        " A guard was hurt by one attacker on Sunday."
    )
    assert dates(text)[1] == "2026-03-02"


def test_a_month_is_told_by_its_day() -> None:
    """Where the event is given by its month only, the day of that month which the report names is its date."""
    text = "A fire last month killed nine people. The fire of February 12 was the worst. Two guards were hurt."
    assert dates(text)[-1] == "2026-02-12"


def test_that_nobody_was_arrested_has_no_date() -> None:
    """That there was no arrest is so when it is said, and not on the day of the event."""
    assert dates("The blast killed 12 miners on Monday. No arrests were made.")[-1] is None
