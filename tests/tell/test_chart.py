"""Charts of tracks: what stands runs on, words beside marks keep apart, hostile names stay words."""

import itertools
import re
from datetime import datetime
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from asof.records import Story
from asof.tell import chart, chart_labels
from asof.tell.chart_paint import meets, painted, themes
from asof.tell.standing import Standing
from asof.tell.tracks import track_views
from tests.tell import factory

SVG = "{http://www.w3.org/2000/svg}"


def lives(story: Story, track: str = "t-killed") -> list[dict[str, Any]]:
    """What the chart of a track draws."""
    standing = Standing(story)
    (event,) = story.reconciled.events
    view = next(v for v in track_views(standing, event) if v.track.id == track)
    return chart._lives(standing, view, standing.zone(event))


def drawn(story: Story) -> etree._Element:
    """The wide chart of the killed, parsed."""
    standing = Standing(story)
    (event,) = story.reconciled.events
    view = next(v for v in track_views(standing, event) if v.track.id == "t-killed")
    svg = chart.draw(standing, view, standing.zone(event)) or ""
    return etree.fromstring(painted(svg[: svg.find("</svg>") + 6]).encode())


def life(at: str, value: int, state: str = "standing", **more: object) -> dict[str, Any]:
    """A claim as the chart draws it."""
    named = {"label": str(value), "who": "a ministry of some length", "again": False, "href": f"#{at}{value}"}
    return {"at": at, "until": "2031-03-06T00:00:00Z", "value": value, "low": value, "high": value, "state": state,
            **named, **more}  # fmt: skip


def test_what_an_origin_says_again_is_marked() -> None:
    """The copy of the militants' claim is drawn small and not told again; others are told."""
    made = factory.claims(factory.documents())
    again = {v["href"].lstrip("#") for v in lives(factory.story()) if v["again"]}
    assert again == {made["killed-35-copy"].id}


def test_the_figures_stand_beside_their_marks() -> None:
    """Figure and source are words of the drawing, once each; the copy is not told."""
    told = ["".join(t.itertext()) for t in drawn(factory.story()).iter(f"{SVG}text")]
    assert "23 Officials" in told
    assert "35 militants" in told
    assert all(told.count(words) == 2 for words in ("23 Officials", "35 militants"))  # its ground, and the words


def test_words_never_cover_each_other_nor_a_mark() -> None:
    """Of thirty claims in two days, those that are told keep apart from each other and from every mark."""
    crowd = [life(f"2031-03-0{4 + n // 15}T{n % 15 + 5:02}:00:00Z", 10 + n * 7 % 23) for n in range(30)]
    frame, size = chart_labels.frame(crowd), (710, chart.HEIGHT)
    placed = chart_labels.labels(crowd, frame, size)
    assert 5 < len(placed) < 30
    boxes = [
        chart_labels._box(p["text"], frame.at(p["at"], p["value"], size), (p["align"], p["dx"], p["dy"]))
        for p in placed
    ]
    assert not any(meets(a, b, 0) for a, b in itertools.combinations(boxes, 2))
    marks = [frame.at(v["at"], v["value"], size) for v in crowd]
    assert not any(b[0] < x < b[2] and b[1] < y < b[3] for b in boxes for x, y in marks)
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= size[0] and b[3] <= size[1] for b in boxes)


def test_what_stands_is_told_before_what_does_not() -> None:
    """Of two claims in one place the one that stands gets the first words."""
    both = [life("2031-03-04T08:00:00Z", 12, "superseded"), life("2031-03-04T08:00:00Z", 12, "standing", href="#z")]
    wide = chart_labels.labels(both, chart_labels.frame(both), (710, 220))
    assert wide[0]["ink"] == chart_labels.STATES["standing"]


@pytest.mark.parametrize(("values", "zero"), [((4, 23), True), ((585, 600), False), ((0, 3), True)])
def test_the_axis_begins_at_zero_where_that_is_near(values: tuple[int, int], zero: bool) -> None:
    """Never below 0; from 0 where figures differ by as much as half."""
    frame = chart_labels.frame([life("2031-03-04T08:00:00Z", v) for v in values])
    assert (frame.least == 0) == zero
    assert 0 <= frame.least <= min(values)
    assert frame.most > max(values)


def test_time_runs_past_the_last_word() -> None:
    """What stands has a line after it, though nothing was said since."""
    frame = chart_labels.frame(lives(factory.story()))
    assert frame.last > max(datetime.fromisoformat(v["at"]) for v in lives(factory.story()))


def test_hostile_names_stay_words() -> None:
    """A source called like a tag or longer than the chart is no element of it."""
    story = factory.story()
    for name in ("<script>alert(1)</script>", "A" * 100_000, "\u202e\x00\ud800"):
        documents = tuple(replace(d, outlet=name) for d in story.documents)
        tree = drawn(replace(story, documents=documents))
        assert not list(tree.iter(f"{SVG}script"))
        assert len(etree.tostring(tree)) < 60_000


def test_both_themes_have_every_colour_of_a_drawing() -> None:
    """No variable is named that the page does not set in light and in dark."""
    story = factory.story()
    standing = Standing(story)
    view = track_views(standing, story.reconciled.events[0])[0]
    used = set(
        re.findall(r"var\(--([a-z]+)\)", chart.draw(standing, view, standing.zone(story.reconciled.events[0])) or "")
    )
    assert used
    assert used <= set(themes()["light"])
    assert set(themes()["light"]) == set(themes()["dark"])
