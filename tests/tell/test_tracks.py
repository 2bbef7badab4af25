"""Tracks as they are shown."""

from msgspec.structs import replace

from asof.records import Story
from asof.tell import tracks
from asof.tell.standing import Standing
from tests.tell import factory


def test_a_long_track_lists_what_stands(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Where a track holds more than is listed, a claim that stands is listed before one that was superseded."""
    monkeypatch.setattr(tracks, "ROWS", 1)
    story: Story = factory.story()
    (event,) = story.reconciled.events
    whole = max(story.reconciled.tracks, key=lambda t: len(t.points))
    first, last = whole.points[0], whole.points[-1]
    pair = (replace(first, superseded_by=last.claim, denied_by=()), replace(last, superseded_by=None, denied_by=()))
    found = replace(story.reconciled, tracks=(replace(whole, points=pair),))
    (view,) = tracks.track_views(Standing(replace(story, reconciled=found)), event)
    assert [row.claim for row in view.rows] == [last.claim]
    assert view.more == 1
