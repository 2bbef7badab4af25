"""When an event was."""

import msgspec
import pytest

from asof.link.when import when
from asof.records import Document, Passage
from link.factory import analysis, count, report, time


def asked(*reports: tuple[Document, list, list]) -> tuple[str | None, str | None, int | None]:
    documents = [d for d, _, _ in reports]
    analyses = {d.document: analysis(d, *times) for d, times, _ in reports}
    return when(documents, analyses, {d.document: claims for d, _, claims in reports})


def test_claims_say_the_day() -> None:
    """The day of the main claims of harm is the event's, not that of an arrest or of the publication."""
    document = report("a", "3 died on Sunday. 2 were arrested on Monday.", "2031-03-04")
    claims = [
        count(document, "3", valid_time="2031-03-02"),
        count(document, "2", outcome="arrested", valid_time="2031-03-03"),
        count(document, "2", outcome="held", valid_time="2030-01-01", main=False),
    ]
    assert asked((document, [], claims)) == ("2031-03-02", "2031-03-02", 1)


def test_without_claims_the_lead_says_it() -> None:
    """The first expression of a day in the lead is heard, but no page stamp and no bare hour."""
    document = report("a", "Posted: Tuesday, 9:15. A shaft fell in on Monday, and again on Sunday.", "2031-03-04")
    times = [
        time(document, "Tuesday", "2031-03-04"),
        time(document, "9:15", "2031-03-04T09:15"),
        time(document, "Monday", "2031-03-03"),
        time(document, "Sunday", "2031-03-02"),
    ]
    start, _, precision = asked((document, times[:3], []))
    assert (start, precision) == ("2031-03-03", 1)


def test_nothing_happens_after_it_was_first_reported() -> None:
    """A day after the first publication is no day of the event's beginning."""
    document = report("a", "A shaft fell in; a service is held on Friday.", "2031-03-04")
    assert asked((document, [time(document, "Friday", "2031-03-07")], []))[0] == "2031-03-04"


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        ("June 1, 2029", "2029-06-01", "2029-06-01"),
        ("June 1", "2029-06-01", "2031-03-04"),
        ("June 1, 2021", "2021-06-01", "2031-03-04"),
    ],
)
def test_a_day_told_with_its_year_may_lie_far_back(words: str, value: str, expected: str) -> None:
    """A trial's report gives the year of what was done; without a year, or many years ago, a day is background."""
    document = report("a", f"A shaft fell in on {words}.", "2031-03-04")
    assert asked((document, [time(document, words, value)], []))[0] == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2031-03-04", ("2031-03-04", "2031-03-04", 2)), (None, (None, None, None))]
)
def test_the_publication_is_the_last_resort(day: str | None, expected: tuple) -> None:
    """Where nothing is said, the event was about when it was first reported, or nobody knows."""
    assert asked((report("a", "A shaft fell in.", day), [], [])) == expected


def test_a_long_event_has_an_end() -> None:
    """The last day that two reports give is the event's end; its beginning stays the first."""
    parts = []
    for name, number, day, published in (
        ("a", "3", "2031-03-02", "2031-03-02"),
        ("b", "4", "2031-03-02", "2031-03-03"),
        ("c", "5", "2031-03-05", "2031-03-05"),
        ("d", "6", "2031-03-05", "2031-03-06"),
    ):
        document = report(name, f"{number} died.", published)
        parts.append((document, [], [count(document, number, valid_time=day)]))
    assert asked(*parts)[:2] == ("2031-03-02", "2031-03-05")


def test_a_weekend_and_a_midnight_have_a_day() -> None:
    """A weekend counts as its Saturday, the midnight that ends a day as that day."""
    weekend = report("a", "A shaft fell in over the weekend.", "2031-03-03")
    assert asked((weekend, [time(weekend, "the weekend", "2031-W09-WE")], []))[0] == "2031-03-01"
    midnight = report("a", "A shaft fell in at midnight Sunday.", "2031-03-03")
    assert asked((midnight, [time(midnight, "midnight Sunday", "2031-03-02T24:00")], []))[0] == "2031-03-02"


def test_the_day_with_its_hour_is_the_events_and_not_that_of_the_statement() -> None:
    """A day on which the mayor spoke is not when it happened; one with its hour is."""
    document = report("a", "A shaft fell in, the mayor said Tuesday. It gave way Sunday at 2 a.m.", day="2031-03-05")
    said = time(document, "Tuesday", "2031-03-04")
    hour = msgspec.structs.replace(time(document, "Sunday at 2 a.m.", "2031-03-02T02:00"), type="TIME")
    assert when([document], {"a": analysis(document, said, hour)}, {})[0] == "2031-03-02"
    assert when([document], {"a": analysis(document, said)}, {})[0] == "2031-03-04"


def test_the_year_of_the_reports_own_day_is_the_pages_stamp() -> None:
    """No report gives the year of today; a date with its year that is today's is the page's own."""
    document = report("a", "Wednesday, March 5, 2031. A shaft fell in Monday.", day="2031-03-05")
    stamp = time(document, "Wednesday, March 5, 2031", "2031-03-05")
    day = time(document, "Monday", "2031-03-03")
    assert when([document], {"a": analysis(document, stamp, day)}, {})[0] == "2031-03-03"


def test_an_address_may_know_an_earlier_day_than_the_one_stated() -> None:
    """A stated day may be that of a crawl: nothing happened after the day of the report's address."""
    document = report("a", "A mill burned.", "2032-05-06", url="https://news.example/20310304/mill-burns")
    assert asked((document, [], [])) == ("2031-03-04", "2031-03-04", 2)
    document = report("a", "A mill burned.", "2031-03-04", url="https://news.example/2032/05/06/mill-burns")
    assert asked((document, [], []))[0] == "2031-03-04"


def test_a_list_of_videos_says_no_day() -> None:
    """The days of the page's furniture are not the report's."""
    text = "0:50 Bus burned on Sunday Pause\n\nA mill burned."
    parts = (Passage(start=0, end=33, part="boilerplate"), Passage(start=33, end=len(text), part="body"))
    document = report("a", text, "2031-03-04", passages=parts)
    assert asked((document, [time(document, "Sunday", "2031-03-02")], []))[0] == "2031-03-04"
