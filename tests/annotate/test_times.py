"""Times: values from relative words, zones, joins, hostile text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from times_factory import VALID, document, times, times_of

from asof.annotate.pipeline import annotate
from asof.annotate.times import dates, find
from asof.records import Document, Passage, Published


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sank on Monday.", "2013-01-14"),
        ("The court will sit on Monday.", "2013-01-21"),
        ("The ferry sank on Thursday.", "2013-01-17"),
        ("The hearing was put off until Monday.", "2013-01-21"),
        ("The ferry sank last Thursday.", "2013-01-10"),
        ("The shops open Friday.", "2013-01-18"),
        ("The court sits next Friday.", "2013-01-18"),
        ("The ferry sank in December.", "2012-12"),
        ("The ferry sank on Dec. 30.", "2012-12-30"),
        ("The ferry sails on Feb. 3.", "2013-02-03"),
        ("The ferry sank two weeks ago.", "2013-W01"),
        ("The ferry sank three months ago.", "2012-10"),
        ("It rained overnight.", "2013-01-16TNI"),
        ("The mine had been shut for 2 1/2 years.", "P2Y6M"),
        ("The talks took 36 hours.", "PT36H"),
        ("The ferry sank at 5 p.m. on Tuesday.", "2013-01-15T17:00"),
        ("The ferry sank at 10:45 Tuesday night.", "2013-01-15T22:45"),
        ("The shops close on Thanksgiving 1998.", "1998-11-26"),
        ("The shops close on Easter Sunday, 1971.", "1971-04-11"),
        ("The talks had been due to start on Monday.", "2013-01-14"),
        ("The trial had been scheduled for Tuesday but was put off.", "2013-01-15"),
        ("They are planning to march on Monday.", "2013-01-21"),
        ("The ferry will be named on Friday.", "2013-01-18"),
        ("The march, to be held on Sunday, is banned.", "2013-01-20"),
        ("The vote is on Monday.", "2013-01-21"),
        ("Half of the towns had answered by Wednesday.", "2013-01-16"),
        ("The captain died on Monday.", "2013-01-14"),
        ("The pact will take effect on June 30.", "2013-06-30"),
        ("The mill had burned down on Aug. 1.", "2012-08-01"),
        ("The vote is in March.", "2013-03"),
        ("The vote was in March.", "2012-03"),
        ("Prices doubled over the past decade.", "P10Y"),
        ("It had rained years ago.", "PAST_REF"),
        ("The ferry sank on the night of January 3.", "2013-01-03TNI"),
        ("The ferry sank at dawn on Tuesday.", "2013-01-15TMO"),
        ("Sales fell in the first half of the year.", "2013-H1"),
        ("All had answered the mayor's long letter by Wednesday.", "2013-01-16"),
        ("The record was set on Aug. 1.", "2012-08-01"),
        ("The vote is set for Monday.", "2013-01-21"),
        ("Rain fell on Friday.", "2013-01-11"),
        ("The mayor said the court would sit on Friday.", "2013-01-18"),
        ("The mayor said on Friday she was well.", "2013-01-18"),
        ("The mayor was sent to open the fair on Friday.", "2013-01-18"),
        ("The mayor said the court would sit on Sunday.", "2013-01-20"),
        ("The mayor was sent to open the fair on Saturday.", "2013-01-12"),
        ("The mayor will name those who were hurt in Wednesday's fire.", "2013-01-16"),
        ("More rain than expected fell in November.", "2012-11"),
        ("They said they wanted to sail in March.", "2013-03"),
        ("The case was adjourned to February.", "2013-02"),
        ("The ship will carry those whom the storm of December left behind.", "2012-12"),
        ("The mill had closed soon after the fire on July 27.", "2012-07-27"),
        ("The mill burned down on March 4 , 1971.", "1971-03-04"),
        ("It rained by midday.", "2013-01-17T12:00"),
        ("It rained by early evening.", "2013-01-17TEV"),
        ("The mill burned down in '71.", "1971"),
        ("The mill burned down long ago.", "PAST_REF"),
        ("The mill burned down hours after the march.", "PTXH"),
        ("The mill opens at year's end.", "2013-12-31"),
    ],
)
def test_a_value_is_reckoned_from_the_report(text: str, expected: str) -> None:
    """A relative expression gets the calendar value that its words and the clause's tense mean."""
    assert [t.value for t in times(text)] == [expected]


def test_a_range_may_end_on_yesterdays_weekday() -> None:
    """The second weekday of a range lies behind the first, however long the range is."""
    found = times("The fair is open from Thursday to Wednesday.")
    assert [t.value for t in found] == ["2013-01-17", "2013-01-23"]


def test_the_month_that_begins_a_range_is_before_its_end() -> None:
    """The first month of a range is the last one before the second, in whichever year that lies."""
    assert [t.value for t in times("It rained from November to December.")] == ["2012-11", "2012-12"]
    assert [t.value for t in times("It will rain from November to February.")] == ["2012-11", "2013-02"]


def test_a_name_of_a_paper_or_a_person_is_no_time() -> None:
    """A surname that is a month's, and a paper that comes out daily, are no times; the fall of a wall is no season."""
    assert times("The answer of Berta May was short.") == []
    assert times("The Elmford Daily wrote so.") == []
    assert times("Much has changed since the fall of the dam.") == []
    assert [t.value for t in times("The fair was held in May.")] == ["2012-05"]


def test_without_a_date_a_weekday_stays_open() -> None:
    """A report without a date leaves what depends on it underspecified, as TIMEX3 writes that."""
    assert [t.value for t in times("It rained on Thursday and on 4 March.", None)] == ["XXXX-WXX-4", "XXXX-03-04"]


def test_a_passage_with_its_own_stamp_is_reckoned_from_it() -> None:
    """ "Yesterday" in a later update of a live blog is the day before that update."""
    text = "It rained yesterday.\nIt rained yesterday."
    parts = (
        Passage(start=0, end=21, part="body"),
        Passage(start=21, end=len(text), part="update", asserted_at="2013-01-20T08:00:00Z"),
    )
    one = Document(document="d", text=text, sha256="", published=Published(value="2013-01-17"), passages=parts)
    assert [t.value for t in times_of(one)] == ["2013-01-16", "2013-01-19"]


def test_today_is_the_local_day() -> None:
    """Half past eleven at night in UTC is already tomorrow where the report was written."""
    assert times("It rained today.", "2013-01-17T23:30:00Z", "Asia/Tokyo")[0].value == "2013-01-18"


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("The siren went at 18:35 GMT.", None, "2013-01-17T18:35:00Z"),
        ("The siren went at 5 p.m. EST on Tuesday.", None, "2013-01-15T22:00:00Z"),
        ("The siren went at 5 p.m. Eastern.", None, "2013-01-17T22:00:00Z"),
        ("The siren went at 05:00.", "Africa/Lagos", "2013-01-17T04:00:00Z"),
        ("The siren went at 05:00.", "+05:30", "2013-01-16T23:30:00Z"),
        ("The siren went at 05:00.", None, None),
        ("The siren went at midnight UTC.", None, "2013-01-18T00:00:00Z"),
    ],
)
def test_an_instant_needs_a_zone(text: str, zone: str | None, instant: str | None) -> None:
    """A clock time has an instant in UTC exactly where its zone is stated or is the document's."""
    assert [t.instant for t in times(text, timezone=zone)] == [instant]


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("The ferry sank early Tuesday.", "START"),
        ("The ferry sank in mid-March.", "MID"),
        ("The road opens by the end of March.", "END"),
        ("It lasted at least three days.", "EQUAL_OR_MORE"),
        ("It lasted about three days.", "APPROX"),
        ("The ferry sank more than a year ago.", "BEFORE"),
        ("The ferry sank less than a year ago.", "AFTER"),
        ("It lasted three days.", None),
    ],
)
def test_a_modifier_is_kept(text: str, mod: str | None) -> None:
    """Words that bound an expression become its `mod` and a part of its span."""
    (found,) = times(text)
    assert found.mod == mod


def test_a_range_has_two_ends() -> None:
    """A stated range of days is one time that says where it ends."""
    (found,) = times("Talks ran from 16 to 19 January.")
    assert (found.value, found.ends, found.text) == ("2013-01-16", "2013-01-19", "16 to 19 January")


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Sales rose in the third quarter of 1971 from a year earlier.", "1970-Q3"),
        ("Sales rose in the quarter from a year ago.", "2011-Q4"),
        ("Sales rose in the nine months from a year earlier.", "2012"),
        ("Sales rose on 4 March 1971 from a year earlier.", "1970-03-04"),
        ("Sales will rise in the third quarter of 2013; they fell in the year-ago quarter.", "2011-Q4"),
    ],
)
def test_a_year_ago_is_the_like_period_before(text: str, compared: str) -> None:
    """What figures are compared with is the quarter or the year before the one that they are of, if that is over."""
    assert times(text)[-1].value == compared


def test_the_second_of_two_weekdays_lies_behind_the_first() -> None:
    """ "From Monday to Friday" ends after it begins, in whatever tense."""
    assert [t.value for t in times("It rained from Monday to Friday.")] == ["2013-01-14", "2013-01-18"]


@pytest.mark.parametrize(("text", "ends"), [("1998-2002", "2002"), ("1991-93", "1993"), ("1999-01", "2001")])
def test_years_with_a_dash_are_a_range(text: str, ends: str) -> None:
    """Two years with a dash are one time with an end, two figures in the same century or the next."""
    (found,) = times(f"The war of {text} was long.")
    assert (found.text, found.value, found.ends) == (text, text[:4], ends)


def test_a_month_of_iso_8601_is_no_range() -> None:
    """A year, a dash and figures that no later year ends in are a month."""
    (found,) = times("The log of 2013-03 is lost.")
    assert (found.value, found.ends) == ("2013-03", None)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "The tower stood 1,990 feet high.",
        "A 40-year-old man was hurt.",
        "It cost $1990.",
        "A fire broke out in the 1600 block of Elm Street.",
        "The index closed at 1990.43.",
        "February 31 is no day.",
        "Some day it may rain.",
        "He was paid on the last day of all.",
    ],
)
def test_what_is_no_time_is_left(text: str) -> None:
    """Everyday words, amounts, ages and impossible dates are no times of a day, a month or a year."""
    assert [t.value for t in times(text) if t.value[:4].isdigit() and t.value != "2013-02"] == []


def test_what_a_word_was_reckoned_from_is_said() -> None:
    """`anchor` says in words from what a relative expression was reckoned, and the rule is named."""
    (found,) = times("It rained yesterday.")
    assert found.anchor == "the report's day, 2013-01-17"
    assert found.made_by == "times/day/word"


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_spans_hold_and_values_are_timex3(text: str) -> None:
    """Whatever the text, nothing is raised, spans are the text's own and never overlap."""
    check(text)


PIECES = [
    "Monday",
    "last",
    "the",
    "May",
    "12",
    "3",
    "1999",
    "days",
    "ago",
    "a.m.",
    "10:30",
    "-",
    ", ",
    " ",
    " of ",
    "quarter",
    "year",
    "before",
    "night",
    "half",
    "past decade",
    "Feb. 29",
    "'99",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_time_words_is_read(pieces: list[str]) -> None:
    """Any mixture of time words gives values that TIMEX3 allows, on spans that do not overlap."""
    check(" ".join(pieces))
    check("".join(pieces))


@given(
    st.dates(),
    st.lists(st.sampled_from(PIECES), max_size=8),
    st.sampled_from(["Asia/Tokyo", "+05:30", "Nowhere", None]),
)
@settings(max_examples=100, deadline=None)
def test_any_day_and_zone_is_reckoned_from(day: date, pieces: list[str], zone: str | None) -> None:
    """Whatever the report's day, the calendar's ends and leap days among them, and whatever its zone, values hold."""
    check(" ".join(pieces), day.isoformat(), zone)
    check(" ".join(pieces), f"{day.isoformat()}T23:59:00Z", zone)


def check(text: str, published: str | None = "2013-01-17", zone: str | None = None) -> None:
    past = 0
    for found in times(text, published, zone):
        assert text[found.start : found.end] == found.text
        assert found.start >= past
        assert VALID.fullmatch(found.value), found
        past = found.end


@pytest.mark.parametrize("piece", ["Monday ", "1", "a hundred ", "12:", "the last ", "'", "three and ", "Jan. "])
def test_a_long_monotonous_line_is_read_in_time(piece: str) -> None:
    """A line of one piece a hundred thousand characters long takes no more than linear time."""
    text = piece * (100_000 // len(piece))
    one = document(text)
    find(one, (), ())


def test_a_quarter_beyond_the_calendar_has_no_value() -> None:
    """Steps that lead before the first year or past the last one give nothing, and not a year below zero."""
    assert dates.stepped(date(499, 1, 1), "Q", -1999) is None
    assert dates.stepped(date(9999, 12, 1), "Q", 1) is None
    assert dates.stepped(date(2031, 1, 1), "Q", -1) == "2030-Q4"


def test_local_time_is_that_of_the_place_in_question() -> None:
    """The nearest place of the sentence gives the zone of "local time", else the last one before it."""
    one = document(
        "It shook Nairobi at 6 p.m. local time. In Karachi it was 8 p.m. local time. It ended at 9 p.m. local time.",
        timezone="Europe/London",
    )
    found = [t.instant for t in annotate(one, "rules").times]
    assert found == ["2013-01-17T15:00:00Z", "2013-01-17T15:00:00Z", "2013-01-17T16:00:00Z"]
