"""When a document was published, how finely, and how that is known."""

from datetime import timedelta, timezone

import pytest

from asof.ingest import dates
from asof.ingest.draft import Draft, Stated
from asof.ingest.lines import lines_of
from asof.ingest.options import ReadOptions
from asof.ingest.published import is_date_line, published

OSLO = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2026-03-04", "2026-03-04", "day"),
        ("20260304", "2026-03-04", "day"),
        ("2026-03", "2026-03", "month"),
        ("2026", "2026", "year"),
        ("2026-03-04T18:00:00Z", "2026-03-04T18:00:00Z", "second"),
        ("2026-03-04 18:00+01:00", "2026-03-04T17:00:00Z", "minute"),
        ("2026-03-04T18:00:00.123456789+0100", "2026-03-04T17:00:00Z", "second"),
        ("2026-03-04T18:00", "2026-03-04", "day"),
        ("Wed, 04 Mar 2026 18:00:00 +0100", "2026-03-04T17:00:00Z", "second"),
        ("4 March 2026", "2026-03-04", "day"),
        ("March 4th, 2026", "2026-03-04", "day"),
        ("Sept. 4, 2026, 6:05 p.m. EST", "2026-09-04T23:05:00Z", "minute"),
        ("4 March 2026 18:05 XYZ", "2026-03-04", "day"),
        ("25/03/2026", "2026-03-25", "day"),
        ("03/25/2026", "2026-03-25", "day"),
        ("0001-01-01T00:00+01:00", None, None),
        ("03/04/2026", None, None),
        ("2026-02-30", None, None),
        ("30 February 2026", None, None),
        ("soon", None, None),
        ("", None, None),
        ("9" * 1000, None, None),
    ],
)
def test_dates_as_people_write_them(text, value, precision):
    """Every form gives its value and precision; one that can be read two ways, or is impossible, gives nothing."""
    found = dates.parse(text, "said")
    assert ((found.value, found.precision) if found else (None, None)) == (value, precision)


def test_a_bare_clock_time_is_read_in_the_zone_that_was_given():
    """With a zone it is an instant; without, the day stays and the reason says so."""
    assert dates.parse("2026-03-04T18:00", "said", OSLO).value == "2026-03-04T17:00:00Z"
    assert dates.parse("2026-03-04T18:00", "said").reason == "said; its clock time has no zone and is left out"


@pytest.mark.parametrize(
    ("name", "written"),
    [("Europe/Oslo", "Europe/Oslo"), ("+05:30", "+05:30"), ("GMT", "+00:00"), ("EST", "-05:00"), ("NPT", "+05:45"),
     ("ET", "America/New_York"), ("Norvik/Time", None), ("XYZ", None), ("", None), ("+99:00", None), ("a/../b", None)],
)  # fmt: skip
def test_a_zone_is_written_as_a_name_or_an_offset(name, written):
    """IANA names stay; abbreviations and offsets become an offset; what is no zone is none."""
    assert dates.zone_name(dates.zone_of(name)) == written


def found(text="", sidecar=None, options=None, zone=None, **draft):
    made = Draft(text=text, raw=b"", input="x", **draft)
    return published(made, sidecar or Stated(), list(lines_of(text)), options or ReadOptions(), zone)


def test_the_order_in_which_statements_count():
    """Given with the command, then the row, then the list beside the file, then the page, the text, the address."""
    known = {"row": Stated(published="2026-03-02", url="https://courier.example/2026/03/06/a"),
             "markup": Stated(published="2026-03-04")}  # fmt: skip
    text = "Crew ashore\n\n5 March 2026\n\nThe crew was saved."
    beside = Stated(published="2026-03-03")
    assert found(text, beside, ReadOptions(published="2026-03-01"), **known).reason == "given with the command"
    assert found(text, beside, **known).value == "2026-03-02"
    assert found(text, beside, markup=known["markup"]).value == "2026-03-03"
    assert found(text, markup=known["markup"]).value == "2026-03-04"
    assert found(text).reason == "a date line of the text"
    assert found("Saved.", row=Stated(url="https://courier.example/2026/03/06/a")).reason == "a date in the address"
    assert found("Saved.").reason == "not stated"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NORVIK, March 4, 2026 (Courier) - The crew was saved.", "2026-03-04"),
        ("Crew ashore\n\nNorvik, 4 March 2026 - The crew was saved.", "2026-03-04"),
        ("NORVIK, 4 March 2026 14:05 UTC - The crew was saved.", "2026-03-04T14:05:00Z"),
        ("4 March 2026: The crew was saved.", "2026-03-04"),
        ("NORVIK, March 4 (Courier) - The crew was saved.", None),
        ("The crew of 4 March 2026 - the second - was saved.", None),
        ("At Norvik, 4 March 2026: the crew was saved.", None),
        ("How it went\n\n4 March 2026 - A ferry sank.\n\n5 March 2026 - The crew was saved.", None),
        (f"{'The crew was saved off Norvik. ' * 4}\n\n4 March 2011 - A ferry sank.", None),
    ],
)
def test_a_dateline_with_its_year_says_when(text, value):
    """A whole date before the first words is the day of publication; one without a year is not guessed."""
    made = found(text)
    assert made.value == value
    assert found(text, row=Stated(url="https://courier.example/2026/05/08/a")).value == "2026-05-08"
    assert (made.reason == "the dateline") == (value is not None)


def test_a_finer_statement_of_the_same_day_is_taken():
    """A list that says the day does not lose the page's clock time; of another day it does."""
    page = Stated(published="2026-03-04T10:00Z")
    assert found(sidecar=Stated(published="2026-03-04"), markup=page).value == "2026-03-04T10:00:00Z"
    assert found(sidecar=Stated(published="2026-03-05"), markup=page).value == "2026-03-05"


def test_what_is_no_date_is_said():
    """A statement that is not understood is named in the reason, and nothing is guessed from it."""
    assert found(row=Stated(published="early spring")).reason == "not understood as a date: 'early spring'"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://courier.example/2026/03/04/crew", "2026-03-04"),
        ("https://courier.example/world/2026/mar/04/crew", "2026-03-04"),
        ("https://courier.example/crew-2026-03-04.html", "2026-03-04"),
        ("https://courier.example/20260304/crew", "2026-03-04"),
        ("https://web.archive.org/web/20290101000000/https://courier.example/crew", None),
        ("https://courier.example/id/2026030499", None),
        ("https://courier.example/2026/13/04/crew", None),
        ("http://[broken", None),
    ],
)
def test_dates_in_addresses(url, value):
    """The path's date counts; an archive's time stamp is not the page's."""
    assert found(row=Stated(url=url)).value == value


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("Posted: March 4, 2026 6:05 PM EST", True),
        ("4 March 2026 was the day on which the crew of the ferry was brought ashore", False),
        ("The crew was saved", False),
        ("12 saved off Norvik on 4 March 2026", False),
        ("3 March 2026. Police said the crew was saved.", False),
        ("Published: Saturday, 3/14/2026 - Updated: 2 weeks ago", True),
        ("Norvik, 4 March 2026", True),
    ],
)
def test_a_line_of_date_is_little_else(line, yes):
    """A sentence that names a day is no line of date."""
    assert is_date_line(line) == yes


def test_a_zone_may_stand_apart_from_its_clock_time():
    """A clock time before the date and the zone after it; with two zones named, none is taken."""
    found = dates.parse("15:00 31/01/2026 CET", "test")
    assert (found.value, found.precision) == ("2026-01-31T14:00:00Z", "minute")
    assert dates.parse("15:00 31/01/2026 CET EST", "test").value == "2026-01-31"
