"""A moment in words, as somebody asks for it."""

from zoneinfo import ZoneInfo

import pytest

from asof.annotate.times import asked, asked_of
from asof.records import moment

LAST = "2026-03-07"  # a Saturday


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Thursday noon", "2026-03-05T12:00"),
        ("noon on Thursday", "2026-03-05T12:00"),
        ("Thursday", "2026-03-05"),
        ("Sunday noon", "2026-03-01T12:00"),
        ("Saturday", "2026-03-07"),
        ("the end of Friday", "2026-03-06"),
        ("March 4, 7pm", "2026-03-04T19:00"),
        ("4 March 2025 noon", "2025-03-04T12:00"),
        ("4 March 19:00 GMT", "2026-03-04T19:00:00Z"),
        ("midnight Thursday", "2026-03-06T00:00"),
        ("Thu noon", "2026-03-05T12:00"),
        ("Sat. 14:30", "2026-03-07T14:30"),
        ("Thursday noon +01:00", "2026-03-05T12:00:00+01:00"),
        ("5 Mar 2026, 12:00 (Africa/Algiers)", "2026-03-05T12:00:00+01:00"),
        ("2026-03-04 12:00", "2026-03-04T12:00"),
        ("2026-03-04T12:00+01:00", "2026-03-04T12:00+01:00"),
        ("2026-03-04", "2026-03-04"),
        ("Thursday, 12:00:30", "2026-03-05T12:00:30"),
        ("12:00:30 GMT on Thursday", "2026-03-05T12:00:30Z"),
        ("Thursday 12:00Z", "2026-03-05T12:00:00Z"),
        ("12 noon Thursday", "2026-03-05T12:00"),
        ("Thursday 24:00", "2026-03-06T00:00"),
        ("2026-03-05T24:00", "2026-03-06T00:00"),
        ("the 5th at noon", "2026-03-05T12:00"),
        ("the 8th at noon", "2026-02-08T12:00"),
    ],
)
def test_a_day_and_a_clock_time_in_words(words, moment):
    """Weekdays and days without a year are the story's last; a day's midnight is its end; ISO stays as it is."""
    assert asked(words, LAST) == moment


@pytest.mark.parametrize(
    "words",
    ["yesterday noon", "three hours ago", "last Thursday", "Thursday evening", "Thursday or Friday", "soon", "",
     "x" * 500, "Thursday noon, after the storm", "the start of Friday", "by Thursday noon", "noon", "midnight",
     "Thursday noon GMT +01:00", "5 March +01:00", "2026-03-04Tsoon", "2026-02-30", "Thursday noon Mars/Base"],
)  # fmt: skip
def test_vague_words_are_refused(words):
    """What reckons from the reader's own day, names a part of a day, or two days, or more than a time, is no moment."""
    with pytest.raises(ValueError, match="not a time"):
        asked(words, LAST)


@pytest.mark.parametrize("words", ["2026-03-04T12:00+99:00", "2026-03-04 12:00 +99:00", "Thursday noon -13:00"])
def test_an_offset_that_no_zone_has_is_said_to_be_one(words):
    """It is never taken for local time."""
    with pytest.raises(ValueError, match="is no time zone"):
        asked(words, LAST)


@pytest.mark.parametrize("words", ["17-01-2031", "the winter of 2030-2031", "January 17-2031"])
def test_the_end_of_a_date_is_no_offset(words):
    """Four digits behind a hyphen are a year; a zone is spoken of only behind a time."""
    with pytest.raises(ValueError, match=r"not a time: .*; write"):
        asked(words, LAST)


def test_what_reckons_from_today_is_told_why():
    """The reader learns which word stands against it."""
    with pytest.raises(ValueError, match="'yesterday' depends on the day on which it is read"):
        asked("yesterday noon", LAST)


def test_the_last_day_is_that_of_the_storys_own_zone():
    """A report of the evening in UTC is of the next day in the east: that day's weekday is not a week before."""
    stamps = ["2026-03-05T20:00:00Z", None]
    assert asked_of("Friday 06:00", stamps, ZoneInfo("Pacific/Auckland")) == "2026-03-06T06:00"
    assert asked_of("Friday 06:00", stamps) == "2026-02-27T06:00"


def test_a_report_dated_by_its_year_is_no_last_day():
    """A year or month has no day: weekdays stay where the reports with days have them."""
    stamps = ["2026-03-04T08:00:00Z", "2026-03-05", "2031", "2030-02", "2029-W03"]
    assert asked_of("Wednesday noon", stamps) == "2026-03-04T12:00"


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02"])
def test_at_the_calendars_beginning_a_day_is_still_asked_for(day):
    """No day lies before it, and the answer is the same one in words."""
    with pytest.raises(ValueError, match="names no day"):
        asked("noon", day)


def test_other_scripts_digits_are_no_iso_8601():
    """They are refused like any other words, wherever they stand."""
    for words in ("٢٠٢٦-03-04", "٢٠٢٦-03-04T12:00"):
        assert moment(words) is None
        with pytest.raises(ValueError, match="not a time"):
            asked(words, LAST)


def test_a_weekday_needs_a_story_with_dates():
    """Without the story's last day a weekday is no day; a whole date needs none."""
    with pytest.raises(ValueError, match="not a time"):
        asked("Thursday noon", None)
    assert asked("5 March 2026 noon", None) == "2026-03-05T12:00"
