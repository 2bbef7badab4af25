"""Stamped updates: what is a stamp, and at what instant each entry was written."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.ingest.lines import lines_of
from asof.ingest.stamps import named_zone, stamp_of, stamps, times
from asof.records import Published

DAY = Published(value="2026-03-04", precision="day", reason="test")
OSLO = timezone(timedelta(hours=1))


def said(text, published=DAY, zone=None):
    found = stamps(tuple(lines_of(text)))
    return list(times(found, published, zone))


def entries(*stamps_, words="The crew was seen at the quay and brought ashore."):
    return "\n\n".join(f"{stamp} {words}" for stamp in stamps_)


@pytest.mark.parametrize(
    ("stamp", "instant"),
    [
        ("UPDATED: 12:00 noon CST |", "2026-03-04T18:00:00Z"),
        ("Update 10:45 am CST:", "2026-03-04T16:45:00Z"),
        ("UPDATE @ 5 a.m. EST:", "2026-03-04T10:00:00Z"),
        ("Update 1045 GMT:", "2026-03-04T10:45:00Z"),
        ("Update noon CET:", "2026-03-04T11:00:00Z"),
        ("13.28 GMT:", "2026-03-04T13:28:00Z"),
        ("**7:05pm CET** –", "2026-03-04T18:05:00Z"),
        ("8:28 am ET", "2026-03-04T13:28:00Z"),
        ("Update, March 3, 10:45 p.m. GMT:", "2026-03-03T22:45:00Z"),
        ("UPDATE 3/3/2026 4:00 AM GMT", "2026-03-03T04:00:00Z"),
        ("Original story (Feb. 17):", "2026-02-17"),
        ("UPDATE:", None),
    ],
)
def test_one_stamp_gives_its_instant(stamp, instant):
    """A stamp with a zone and a day known is a UTC instant; a day alone is a day; neither is nothing."""
    assert said(f"Crew found\n\n{stamp} The crew was found.") == [instant]


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE: 1200 people fled the coast", "UPDATE: 12.30 million were spent", "Updates will follow",
        "2:10 Crew brought ashore", "5 June was a Friday", "Latest figures show ten dead", "25.70 GMT", "13 pm:",
        "The 12:30 GMT train was late", "Originally a mill", "1.5 million",
    ],
)  # fmt: skip
def test_lines_that_only_look_like_stamps(line):
    """Numbers, durations and impossible times date nothing."""
    assert [s for s in stamps(tuple(lines_of(f"Crew found\n\n{line}\n\nThe end."))) if s.clock or s.month] == []


def test_years_are_no_clock_times():
    """A chronology by years is no live report."""
    assert stamps(tuple(lines_of(entries("1998:", "2004:", "2012:")))) == ()


def test_bare_clock_times_need_company():
    """One line that begins with a bare clock time is no stamp; two are."""
    assert said(entries("1428:")) == []
    assert said(entries("1428:", "1503:"), zone=OSLO) == ["2026-03-04T13:28:00Z", "2026-03-04T14:03:00Z"]


def test_a_local_time_without_a_zone_keeps_the_day():
    """Nothing is guessed: the day of publication stays, moved where the entries pass midnight."""
    assert said(entries("11.05pm:", "11.40pm:", "12.20am:")) == ["2026-03-04", "2026-03-04", "2026-03-05"]


def test_entries_run_over_midnight_oldest_first():
    """A step back in a forward run is the next day."""
    assert said(entries("22.10 GMT:", "23.50 GMT:", "00.20 GMT:", "06.00 GMT:")) == [
        "2026-03-04T22:10:00Z", "2026-03-04T23:50:00Z", "2026-03-05T00:20:00Z", "2026-03-05T06:00:00Z",
    ]  # fmt: skip


def test_entries_run_over_midnight_newest_first():
    """A step forward in a backward run is the day before; the oldest entry lies on the day of publication."""
    assert said(entries("06.00 GMT:", "00.20 GMT:", "23.50 GMT:", "22.10 GMT:")) == [
        "2026-03-05T06:00:00Z", "2026-03-05T00:20:00Z", "2026-03-04T23:50:00Z", "2026-03-04T22:10:00Z",
    ]  # fmt: skip


def test_a_publication_known_to_the_minute_draws_the_entries_to_it():
    """Entries up to one in the morning of a page published then began the evening before."""
    published = Published(value="2026-03-05T01:05:00Z", precision="second", reason="test")
    assert said(entries("23.50 GMT:", "01.00 GMT:"), published) == ["2026-03-04T23:50:00Z", "2026-03-05T01:00:00Z"]


def test_the_one_zone_that_is_named_counts_for_all():
    """A zone named once holds for the stamps that name none; two zones named hold for none but their own."""
    assert said(entries("13.28 GMT:", "13.40:", "13.50:"))[1:] == ["2026-03-04T13:40:00Z", "2026-03-04T13:50:00Z"]
    assert said(entries("13.28 GMT:", "14.40 CET:", "14:50:", "14:55:"))[2:] == ["2026-03-04", "2026-03-04"]
    assert named_zone(tuple(lines_of("Crew found\n(All times GMT)"))) == "GMT"


def test_a_stamp_at_the_top_is_of_the_last_day_and_turns_no_midnight():
    """A page updated at noon over entries from the morning is one day's work."""
    assert said("UPDATED: 12:00 noon GMT |\n\n" + entries("Update 8:30 am GMT:", "Update 11 am GMT:")) == [
        "2026-03-04T12:00:00Z", "2026-03-04T08:30:00Z", "2026-03-04T11:00:00Z",
    ]  # fmt: skip


def test_a_heading_with_a_day_dates_what_follows():
    """Under a heading of a day, entries lie on that day."""
    text = f"{entries('13.28 GMT:')}\n\nThursday, 5 March\n\n{entries('09.00 GMT:')}"
    assert said(text) == ["2026-03-04T13:28:00Z", "2026-03-05", "2026-03-05T09:00:00Z"]


def test_without_a_day_nothing_is_dated():
    """Clock times of an undated report stay undated."""
    assert said(entries("13.28 GMT:"), Published()) == [None]


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text):
    """Stamps are looked for in anything."""
    stamp_of(text)
    assert len(said(text)) <= len(text) + 1


def test_long_lines_and_many_lines_are_quick():
    """Two million characters of what almost is a stamp are read in a moment."""
    for text in ("Update " * 300_000, "1" * 2_000_000, "12:3" * 500_000, "update 12:30 " * 150_000, "#" * 2_000_000):
        said(text)
