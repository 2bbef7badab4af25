"""As of a moment nothing is told that nobody knew by then: no name, no place, no day, no report."""

import json
from pathlib import Path

from msgspec.structs import replace

from asof.records import Story
from asof.tell import export
from asof.tell.files import write
from asof.tell.known import as_known
from asof.tell.situation import situation
from tests.tell import factory


def at(moment: str | None) -> Story:
    """The made-up story as one that was reconciled as of a moment; its tracks hold what had been said by then."""
    made = factory.story()
    points = {"2031-03-01": 0, "2031-03-04T08:00:00Z": 1}.get(moment or "")
    tracks = tuple(replace(t, points=t.points[:points]) for t in made.reconciled.tracks)
    (event,) = made.reconciled.events
    event = replace(event, start="2031-03-04", end="2031-03-05")
    return replace(made, reconciled=replace(made.reconciled, at=moment, tracks=tracks, events=(event,)))


def test_before_the_first_report_there_is_no_event():
    """Nothing of it is in any answer: no row of a table, no feature, nothing in the report."""
    early = as_known(at("2031-03-01"))
    assert early.reconciled.events == ()
    assert export.render(early, "csv", "ged").decode().count("\n") == 1
    assert b'"features": []' in export.render(early, "geojson")
    assert situation(early).title == "Nothing to report"


def test_after_the_first_report_only_that_report_is_named_and_no_later_day():
    """The day on which it ended and the reports to come are not known yet."""
    (event,) = as_known(at("2031-03-04T08:00:00Z")).reconciled.events
    assert event.documents == ("courier-1",)
    assert (event.start, event.end) == ("2031-03-04", None)
    assert set(event.primary) <= {"courier-1"}


def test_the_end_of_a_story_is_told_whole():
    """Without a moment nothing is left out."""
    story = at(None)
    assert as_known(story) is story


def test_a_run_as_of_an_early_moment_reports_nothing(tmp_path: Path):
    """Its report and timeline name no event that nobody knew; its records stay whole."""
    write(at("2031-03-01"), tmp_path)
    assert "Hallen" not in (tmp_path / "report.md").read_text("utf-8")
    assert json.loads((tmp_path / "timeline.json").read_bytes())["events"] == []
    assert "Hallen" in (tmp_path / "events.jsonl").read_text("utf-8")
