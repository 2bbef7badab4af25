"""TimelineJS: the documented fields and no others; words of reports are escaped; zone and exactness are said."""

import json
import re
from typing import Any

from msgspec.structs import replace

from asof.records import Story
from asof.tell import export
from asof.tell.export_timelinejs import MOST, date_of
from asof.tell.wording import zone_of
from tests.tell import factory

# timeline.knightlab.com/docs/json-format.html, typed off: field -> (type, whether it must be there)
TIMELINE = {"events": (list, True), "title": (dict, False), "eras": (list, False), "scale": (str, False)}
SLIDE = {
    "start_date": (dict, True), "end_date": (dict, False), "text": (dict, False), "media": (dict, False),
    "group": (str, False), "display_date": (str, False), "background": (dict, False), "autolink": (bool, False),
    "unique_id": (str, False),
}  # fmt: skip
DATE = {name: (int, name == "year") for name in ("year", "month", "day", "hour", "minute", "second", "millisecond")}
TEXT = {"headline": (str, False), "text": (str, False)}


def checked(found: dict[str, Any], schema: dict[str, tuple[type, bool]], but: tuple[str, ...] = ()) -> None:
    """Every field is documented and of its type; those that must be there are."""
    assert set(found) <= set(schema)
    assert {name for name, (_, needed) in schema.items() if needed and name not in but} <= set(found)
    for name, value in found.items():
        assert type(value) is schema[name][0], name


def read(story: Story) -> dict[str, Any]:
    """The timeline of a story, parsed."""
    return json.loads(export.render(story, "timelinejs"))


def test_the_fields_are_those_of_the_documentation() -> None:
    """Timeline, slides, dates and texts have the documented fields and types; a title needs no date."""
    found = read(factory.story())
    checked(found, TIMELINE)
    checked(found["title"], SLIDE, but=("start_date",))
    assert found["scale"] == "human"
    for slide in found["events"]:
        checked(slide, SLIDE)
        checked(slide["start_date"], DATE | {"display_date": (str, False)})
        checked(slide["text"], TEXT)


def test_each_claim_on_a_track_is_a_slide_and_copies_are_not() -> None:
    """Thirteen points, one of them a copy: twelve slides, in order of time, each with its own id."""
    story = factory.story()
    slides = read(story)["events"]
    points = {p.claim for t in story.reconciled.tracks for p in t.points}
    copies = {link.claim for link in story.links if link.copy_of}
    assert {s["unique_id"] for s in slides} == points - copies
    assert len(slides) == len({s["unique_id"] for s in slides})
    keys = [tuple(s["start_date"].get(k, 0) for k in ("year", "month", "day", "hour", "minute")) for s in slides]
    assert keys == sorted(keys)


def test_the_zone_and_the_exactness_are_in_the_words() -> None:
    """A stamped report is told in the event's local time with its zone; of a dated one no hour is made up."""
    slides = {s["unique_id"]: s for s in read(factory.story())["events"]}
    made = factory.claims(factory.documents())
    stamped, dated = slides[made["killed-35"].id], slides[made["foreign-5"].id]
    assert stamped["start_date"] == {"year": 2031, "month": 3, "day": 4, "hour": 12, "minute": 30}
    assert stamped["display_date"] == "4 Mar 2031, 12:30 (Africa/Algiers)"
    assert dated["start_date"] == {"year": 2031, "month": 3, "day": 5}
    assert dated["display_date"] == "5 Mar 2031 (hour not known)"
    assert "denied" in stamped["text"]["text"]


def test_a_date_has_as_many_parts_as_are_known() -> None:
    """A year gives a year, a month a month."""
    assert date_of("2031", zone_of(None)) == {"year": 2031}
    assert date_of("2031-03", zone_of(None)) == {"year": 2031, "month": 3}


def test_hostile_words_are_escaped() -> None:
    """Headlines and texts are HTML in TimelineJS: no tag but ours comes through, no script address."""
    story = factory.story()
    evil = "<script>alert(1)</script>"
    documents = tuple(replace(d, outlet=evil, title=evil, url="javascript:alert(1)") for d in story.documents)
    (event,) = story.reconciled.events
    reconciled = replace(story.reconciled, events=(replace(event, label=evil),))
    found = read(replace(story, documents=documents, reconciled=reconciled))
    for slide in (found["title"], *found["events"]):
        for words in slide["text"].values():
            assert set(re.findall(r"</?(\w+)", words)) <= {"p", "b"}
            assert "javascript" not in words


def test_a_long_story_is_cut_and_says_so() -> None:
    """No more slides than a reader's browser bears, and the title counts the rest."""
    story = factory.story()
    many = tuple(replace(factory.claims(factory.documents())["killed-23"], id=f"c{n:04}") for n in range(MOST + 20))
    track = replace(story.reconciled.tracks[0], points=tuple(factory.point(c) for c in many[:79]))
    tracks = tuple(replace(track, id=f"t{k}", points=tuple(factory.point(c) for c in many[k * 70 : k * 70 + 70]))
                   for k in range(5))  # fmt: skip
    links = factory.links({str(n): c for n, c in enumerate(many)})
    found = read(replace(story, claims=many, links=links, reconciled=replace(story.reconciled, tracks=tracks)))
    assert len(found["events"]) == MOST
    assert "20 more are left out" in found["title"]["text"]["text"]


def test_the_title_counts_the_reports_at_hand() -> None:
    """As of an early hour those still to come are not counted."""
    story = factory.story()
    first = min(d.published.value or "" for d in story.documents)
    early = replace(story, reconciled=replace(story.reconciled, at=first))
    here = [d for d in story.documents if d.published.value == first]
    assert 0 < len(here) < len(story.documents)
    assert f"<p>{len(here)} report" in read(early)["title"]["text"]["text"]
    assert f"<p>{len(story.documents)} reports" in read(story)["title"]["text"]["text"]
