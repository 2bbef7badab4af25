"""Times under hostile input: the calendar's ends, days that are none, hours that a clock skips, any zone."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from times_factory import VALID, times

from asof.annotate.times.instant import instant_of
from asof.records import moment

ZONES = [
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "+14:00",
    "-12:00",
    "Nowhere/X",
    "",
]
EDGES = [
    "0000-00-00", "0001-01-01", "9999-12-31", "31 December 9999", "1 January 1", "year 0", "in 0000", "10000",
    "February 30", "Feb. 29", "29 February 1900", "29/02/1999", "31/04/99", "02/30/01", "13/13/13", "'00", "'99",
    "in '50 and '49", "1999-2000", "2099-99", "24:00", "24:59", "2:30 a.m. ET", "2:30 am local time", "12 a.m.",
    "midnight", "25:61", "Q4 9999", "quarter ended Jan. 31", "the quarter ended February 30", "a year ago",
    "9999 years ago", "999999999 days ago", "a thousand centuries later", "a billion years", "a year earlier",
    "the next day", "the day before", "last week", "next decade", "the previous century", "W53", "the week of Dec. 31",
    "Monday to Sunday", "Easter 9999", "Thanksgiving 1450", "last Easter", "year-end", "early", "late", "mid-",
    "more than", "until", "by", "had", "will", "the nine months", "recent years", "some day",
]  # fmt: skip


def whole(text: str, published: str | None, zone: str | None) -> None:
    """Spans are the text's own, values and ends TIMEX3's, whole days the calendar's, instants ISO 8601."""
    past = 0
    for found in times(text, published, zone):
        assert text[found.start : found.end] == found.text
        assert found.start >= past
        past = found.end
        for value in (found.value, found.ends or "XXXX"):
            assert VALID.fullmatch(value), found
            if re.match(r"\d{4}-\d\d-\d\d", value):
                date.fromisoformat(value[:10])
        if found.instant:
            assert datetime.fromisoformat(found.instant).tzinfo == UTC


@given(
    st.lists(st.sampled_from(EDGES), max_size=10),
    st.sampled_from([" ", ", ", " and ", "\n", ""]),
    st.one_of(st.dates().map(date.isoformat), st.sampled_from(["0000-01-01", "2013-02-30", "99-01-01", "soon", None])),
    st.sampled_from([*ZONES, None]),
)
@settings(max_examples=300, deadline=None)
@example(["a year ago", "the quarter ended Jan. 31", "the day before"], " ", "0001-01-01", "Pacific/Apia")
@example(["the next day", "Monday to Sunday", "next decade", "Q4 9999"], " ", "9999-12-31", "+14:00")
@example(["Feb. 29", "a year earlier"], ", ", "2012-02-29", None)
def test_the_edges_of_the_calendar_are_read(pieces: list[str], joint: str, day: str | None, zone: str | None) -> None:
    """Years of nothing and of four nines, days that no month has, reports of no day: nothing raises, all is valid."""
    whole(joint.join(pieces), day, zone)


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 30)).map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from([*ZONES, "Z", "z", "+99:99", None]),
    st.sampled_from(ZONES),
)
@settings(max_examples=150, deadline=None)
def test_every_minute_has_its_instant(clock: datetime, zone: str | None, local: str) -> None:
    """An instant is a minute of UTC no more than a day and an hour from the clock that was stated, or unknown."""
    found = instant_of(clock.isoformat(timespec="minutes"), zone, local)
    if found is not None:
        apart = datetime.fromisoformat(found).replace(tzinfo=None) - clock
        assert abs(apart) <= timedelta(hours=25)


@given(st.integers(-10, 12_000), st.integers(-1, 14), st.integers(-1, 33), st.integers(-1, 99))
@settings(max_examples=200, deadline=None)
def test_written_numbers_are_dates_or_nothing(year: int, month: int, day: int, short: int) -> None:
    """Whatever stands in the places of year, month and day, what comes out is a day of the calendar or none."""
    for text in (
        f"On {year:04d}-{month:02d}-{day:02d} it fell.",
        f"On {month}/{day}/{short:02d} it fell.",
        f"On {day}.{month}.{year} it fell, in '{short:02d}.",
        f"From {year} to {year + 1}, {year}-{short:02d}.",
    ):
        whole(text, "2013-02-28", None)


@pytest.mark.parametrize(
    ("text", "published", "instant"),
    [
        ("It fell at 2:30 a.m. on March 10.", "2013-03-11", "2013-03-10T07:30:00Z"),
        ("It fell at 3:30 a.m. on March 10.", "2013-03-11", "2013-03-10T07:30:00Z"),
        ("It fell at 1:30 a.m. on Nov. 3.", "2013-11-04", "2013-11-03T05:30:00Z"),
    ],
)
def test_an_hour_that_the_clock_skips_or_repeats(text: str, published: str, instant: str) -> None:
    """In spring the hour that is skipped is read with the offset before it, in autumn the first of two is taken."""
    (found,) = times(text, published, "America/New_York")
    assert found.instant == instant


def test_a_leap_day_a_year_ago() -> None:
    """A year before 29 February is no 29 February."""
    found = [t.value for t in times("Sales rose on Feb. 29, 2012, from a year earlier.", "2013-01-17")]
    assert found[0] == "2012-02-29"
    assert moment(found[1]) is not None
    assert ZoneInfo("America/New_York").utcoffset(datetime(2012, 2, 29)) == timedelta(hours=-5)
