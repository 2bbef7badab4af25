"""As of a moment nothing is told that nobody knew by then: no name, no place, no day, no report."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from asof.records import Alias, Document, Entity, Event, EventPlace, Passage, Story, said_by
from asof.tell import export
from asof.tell.entries import opening, title_of
from asof.tell.files import write
from asof.tell.known import as_known, carried, event_known, labels, says
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


NOWHERE = EventPlace()


def early(label: str, place: EventPlace = NOWHERE) -> Story:
    """The made-up story as of a time at which one report was out, its event under a name and at a place of its end."""
    moment = "2031-03-04T08:00:00Z"
    story = at(moment)
    (event,) = story.reconciled.events
    tracks = tuple(
        replace(t, points=tuple(p for p in t.points if said_by(p.asserted_at, moment) is True))
        for t in story.reconciled.tracks
    )
    event = replace(event, label=label, place=place)
    return replace(story, reconciled=replace(story.reconciled, events=(event,), tracks=tracks))


def test_before_a_report_names_it_an_event_has_neither_its_later_name_nor_place():
    """The name is the title of the first report at hand, and the place that only a later one names is not there."""
    story = early("Siege ends; 16 miners dead", EventPlace(name="Grenmark", lat=1.0, lon=2.0))
    (known,) = as_known(story).reconciled.events
    assert known.label == "Gunmen seize Hallen mine"
    assert known.place == EventPlace()
    assert labels(story.reconciled, story.documents, story.claims) == {known.id: "Gunmen seize Hallen mine"}


def test_a_name_and_place_that_a_report_at_hand_gives_stay():
    """Nothing is taken away that stood in the first report."""
    place = EventPlace(name="Norvik", lat=1.0, lon=2.0)
    (known,) = as_known(early("Gunmen seize Hallen mine", place)).reconciled.events
    assert (known.label, known.place) == ("Gunmen seize Hallen mine", place)


def test_a_place_under_another_spelling_is_there_from_the_report_that_names_it():
    """Accents, hyphens and what the reports are known to call the place make no other place of it."""
    spelt = EventPlace(name="Nórvík", lat=1.0, lon=2.0)
    (known,) = as_known(early("Gunmen seize Hallen mine", spelt)).reconciled.events
    assert known.place == spelt
    place = EventPlace(name="Great Hallen", geonames=77, lat=1.0, lon=2.0)
    story = early("Gunmen seize Hallen mine", place)
    assert as_known(story).reconciled.events[0].place == EventPlace()
    named = Alias(text="Hallen", count=1, documents=("courier-1",))
    for number, shown in (("77", place), ("78", EventPlace())):
        entity = Entity(id="n1", type="place", name="Hallen", aliases=(named,), links={"geonames": number})
        assert as_known(replace(story, entities=(entity,))).reconciled.events[0].place == shown


def test_a_place_is_not_named_by_a_part_of_a_longer_word():
    """A place called as the middle of a word of the first report is not known by it."""
    (known,) = as_known(early("Gunmen seize Hallen mine", EventPlace(name="Orvi", lat=1.0, lon=2.0))).reconciled.events
    assert known.place == EventPlace()


def test_without_titles_only_the_words_that_were_read_are_left_of_a_name():
    """A name put together from what reports say holds nothing that only a later one says."""
    story = early("Miners held, Grenmark, 2031-03-04")
    untitled: tuple[Document, ...] = tuple(replace(d, title=None) for d in story.documents)
    assert list(labels(story.reconciled, untitled, story.claims).values()) == ["Miners held, 2031-03-04"]


def test_a_claim_has_no_more_carriers_than_had_carried_it_by_the_moment():
    """Outlets and origins that came to a figure later are not counted before."""
    made = factory.story()
    (event,) = made.reconciled.events
    links = tuple(replace(x, outlets=9, origins=9, event=event.id) for x in made.links)
    moment = "2031-03-04T11:45:00Z"  # the Post repeats the Wire's 35 twenty minutes later
    then = as_known(replace(at(moment), links=links))
    said = {c.id: c for c in made.claims if said_by(c.asserted_at, moment) is True}
    assert said
    for link in then.links:
        now = said.get(link.claim)
        assert (link.outlets, link.origins) == (9, 9) if now is None else link.outlets < 3
    assert as_known(replace(at(None), links=links)).links == links


def test_carriers_are_counted_among_claims_that_say_the_same():
    """Two outlets with one figure are two; a third that says another is none of them."""
    made = factory.story()
    links = [replace(x, outlets=5, origins=5) for x in made.links]
    ids = {x.claim for x in links}
    claims = [c for c in made.claims if c.id in ids]
    outlets = {d.document: d.outlet or d.document for d in made.documents}
    for link in carried(links, claims, outlets, {c.id: says(c) for c in claims}):
        (mine,) = (c for c in claims if c.id == link.claim)
        assert link.outlets == min(5, len({outlets[c.document] for c in claims if says(c) == says(mine)}))


def page_of_a_day() -> Document:
    """A page written to all day: its headline tells of the afternoon, an entry of the morning names no place."""
    head, late, soon = "Fifty dead in Norvik", "\nFifty died in Norvik, police say.", "\nTwo died, police say."
    ends = (len(head), len(head + late), len(head + late + soon))
    return replace(
        factory.document("page", None, "2031-03-04", None, head + late + soon),
        passages=(
            Passage(start=0, end=ends[0], part="headline"),
            Passage(start=ends[0], end=ends[1], part="update", asserted_at="2031-03-04T15:00:00Z"),
            Passage(start=ends[1], end=ends[2], part="update", asserted_at="2031-03-04T09:00:00Z"),
        ),
    )


def test_of_a_page_of_which_one_entry_was_made_only_that_entry_is_known():
    """Neither its headline nor the place of a later entry is told at noon, whoever counts it among the reports."""
    page = page_of_a_day()
    place = EventPlace(name="Norvik", lat=1.0, lon=2.0)
    event = Event(id="e", label="Fifty dead in Norvik", documents=("page",), primary=("page",), place=place)
    for at_hand, heard in (((page,), ()), ((), (page,))):
        noon = event_known(event, "2031-03-04T12:00:00Z", at_hand, heard)
        assert (noon.label, noon.place) == ("Two died, police say.", EventPlace())
        assert event_known(event, "2031-03-04T16:00:00Z", at_hand, heard).place == place
    assert event_known(event, "2031-03-05", (page,)) == event


def test_a_day_is_known_only_once_a_report_was_made_on_it():
    """At the stroke of midnight, and before the first report of a day, nobody has told what happened on it."""
    first, second = (
        factory.document(f"d{n}", None, f"2031-03-0{n}T{hour}:00:00Z", "Mine seized", "Men seized a mine.")
        for n, hour in ((4, 20), (5, 16))
    )
    ids = ("d4", "d5")
    event = Event(id="e", label="Mine seized", documents=ids, primary=ids, start="2031-03-04", end="2031-03-05")
    for moment in ("2031-03-05T00:00:00Z", "2031-03-05T08:00:00Z"):
        known = event_known(event, moment, (first,))
        assert (known.start, known.end) == ("2031-03-04", None)
    assert event_known(event, "2031-03-05T16:00:00Z", (first, second)).end == "2031-03-05"


def test_an_event_without_a_headline_bears_the_words_of_one_entry():
    """Two entries are not run together, and the hour in front of one is no name."""
    texts = ("Update 8:30 am GMT:\nThe road was closed.\n", "Update 10:45 am GMT:\nPolice came to the shaft.\n")
    page = replace(
        factory.document("page", None, "2031-03-04T20:00:00Z", None, "".join(texts)),
        passages=(
            Passage(start=0, end=len(texts[0]), part="update", asserted_at="2031-03-04T08:30:00Z"),
            Passage(start=len(texts[0]), end=len("".join(texts)), part="update", asserted_at="2031-03-04T10:45:00Z"),
        ),
    )
    event = Event(id="e", label="Fourteen dead at the mine", documents=("page",), primary=("page",))
    noon = "2031-03-04T12:00:00Z"
    assert event_known(event, noon, (page,)).label == title_of(page, noon) == "The road was closed."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("**09:00 GMT** Two miners were hurt.", "Two miners were hurt."),
        ("5.40pm: The shaft is open", "The shaft is open"),
        ("8 miners were hurt.", "8 miners were hurt."),
        ("2.5 tonnes of rock fell.", "2.5 tonnes of rock fell."),
        ("09:00", "09:00"),
    ],
)
def test_the_hour_in_front_of_an_entry_names_nothing(words, name):
    """An hour is dropped, a number of people is not, and where there is nothing else the hour stays."""
    assert opening(words) == name
