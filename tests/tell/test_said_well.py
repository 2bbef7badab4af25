"""What a desk would strike out: wrong grammar, the same thing twice, words that are not theirs."""

import pytest
from msgspec.structs import replace

from asof.records import ClaimLink, CountClaim, Document, Event, Population, RoleClaim, Track
from asof.tell.figures import figures
from asof.tell.sentences import aside, side
from asof.tell.situation import event_report
from asof.tell.standing import Standing
from asof.tell.updates import updates
from asof.tell.wording import Clock, fact, looking, own_zone, reason_told, softly, spoken, zone_of
from tests.tell.factory import chain, count, document, point, span, story


@pytest.mark.parametrize(
    ("population", "bounds", "words"),
    [
        (Population(text="British", head="british", nationality="British"), (2, 2), "British people were killed"),
        (Population(text="British", head="british", nationality="British"), (1, 1), "British person was killed"),
        (Population(text="Americans", head="american", nationality="American"), (2, 2), "Americans were killed"),
        (Population(head="hostage", role="hostage", nationality="Kenyan"), (1, 1), "Kenyan hostage was killed"),
        (Population(head="hostage", role="hostage", nationality="Kenyan"), (2, 2), "Kenyan hostages were killed"),
    ],
)  # fmt: skip
def test_nationalities_are_told_as_people(population, bounds, words):
    """An adjective is no noun; who is only understood keeps the nationality that the report gives."""
    report = document("r", "Courier", "2031-03-04", None, "Of 9 nobody is left.")
    claim = replace(count(report, "9", "killed", bounds), population=population)
    assert fact(claim)[1] == words


@pytest.mark.parametrize(
    ("filler", "verb"), [("Hallen Front", "was"), ("linked militants", "were"), ("a miner and a guard", "were"),
                       ("gunmen", "were"), ("the police", "were"), ("children", "were"), ("the gas", "was"),
                       ("two militants linked to the Hallen Front", "were"), ("a man who knew the guards", "was"),
                       ("a group of militants", "was"), ("militants from Norvik", "were"), ("specimen", "was")]
)  # fmt: skip
def test_who_is_named_stands_with_a_verb_in_a_sentence(filler, verb):
    """In a table the words stand bare; in a sentence they have the verb of their number."""
    report = document("r", "Courier", "2031-03-04", None, f"It was {filler}.")
    at = span(report, filler)
    made = RoleClaim(id="c1", document="r", span=at, part="body", sentence=at, role="perpetrator_organisation",
                     value=at, made_by="role/test")  # fmt: skip
    assert fact(made)[1] == "named as the group behind it"
    assert spoken(made)[1] == f"{verb} named as the group behind it"


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ("Officials, via Tessa Wire", "officials, via Tessa Wire"),
        ("One senior official", "one senior official"),
        ("One Norvik", "One Norvik"),
        (
            "The mayor, via A local radio station, via Tessa Wire",
            "the mayor, via a local radio station, via Tessa Wire",
        ),
    ],
)
def test_a_source_inside_a_sentence_begins_small(source, inside):
    """Whatever it came through."""
    assert softly(source) == inside


def test_a_denial_is_told_as_that_of_who_denies():
    """Of "officials denied reports that …" it is the officials'; set aside it is still called a denial."""
    report = document("r", "Courier", "2031-03-04", None, "Officials denied early reports that 9 miners were killed.")
    said = chain(report, ("early reports", "document"), ("Officials", "official"))
    denial = count(report, "9", "killed", (9, 9), attribution=said, factuality="CT-")
    made = story()
    standing = Standing(replace(made, documents=(report,), claims=(denial,), links=()))
    assert standing.source(denial.id) == "officials (in Courier)"
    told = aside(standing, denial, "of another day", Clock())
    assert told.text.startswith("Denied: nine miners were killed — officials (in Courier)")
    assert told.claims == (denial.id,)


def test_who_denies_a_figure_is_not_set_aside():
    """A denial has moved what it denies: it stands with that."""
    standing = Standing(story())
    for event in standing.story.reconciled.events:
        deniers = {by for t in standing.tracks(event) for p in t.points for by in p.denied_by}
        assert not deniers & {c for s in event_report(standing, event).background.sentences for c in s.claims}


def test_a_figure_by_population_does_not_repeat_its_outcome():
    """Attackers by population are no attackers again; reasons write days as everything else does."""
    made = story()
    (event, *others) = made.reconciled.events
    found = event.estimates_by[0]
    again = replace(found, outcome="attackers", population="attackers")
    dated = replace(event.estimates["killed"], reason="Last said 2031-03-04; it may have ended since.")
    changed = replace(event, estimates_by=(again,), estimates={"killed": dated})
    told = figures(Standing(replace(made, reconciled=replace(made.reconciled, events=(changed, *others)))), changed)
    assert [(f.outcome, f.population) for f in told] == [("killed", "")]
    assert told[0].reason == "Last said 4 Mar; it may have ended since."


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2031-03-04", "end of 4 Mar 2031"),
        ("2031-03", "end of Mar 2031"),
        ("2031-03-04T00:00", "end of 3 Mar 2031"),
        ("2031-03-03T23:00:00Z", "end of 3 Mar 2031"),
        ("2031-03-04T12:00", "4 Mar 2031, 12:00"),
    ],
)
def test_a_moment_is_told_as_that_up_to_which_is_looked(at, words):
    """A day means its end, and the midnight after it is the same moment."""
    assert looking(at, zone_of("Europe/Oslo")) == words


@pytest.mark.parametrize(
    ("at", "zone"),
    [
        ("2031-03-04T12", None),
        ("2031-03-04T12:00", None),
        ("2031-03-04", None),
        ("2031-03-04T12+01:00", "+01:00"),
        ("2031-03-04T12:00+0100", "+01:00"),
        ("2031-03-04T12:00:00-03:30", "-03:30"),
        ("2031-03-04T12:00Z", "UTC"),
        (None, None),
    ],
)
def test_a_moments_own_zone_follows_its_clock_time(at, zone):
    """The day of an hour is no offset, and an offset needs no colon."""
    assert own_zone(at) == zone


def _two_populations() -> tuple[Standing, list[str]]:
    """A story in which one origin counts nine killed: as guards, and as people."""
    report = document("r", "Courier", "2031-03-04T08:00:00Z", None, "9 guards were killed. Police said 9 were killed.")
    made = story()
    (event, *_) = made.reconciled.events
    told = [
        count(report, "9", "killed", (9, 9), of=of, nth=nth, factuality="CT+")
        for nth, of in enumerate(("guards", "people"))
    ]
    ids = [c.id for c in told]
    tracks = tuple(
        Track(id=f"t{n}", event=event.id, kind="count", outcome="killed", population=of, points=(point(c),))
        for n, (c, of) in enumerate(zip(told, ("guards", "people"), strict=True))
    )
    links = tuple(ClaimLink(claim=c, event=event.id, origin="o1") for c in ids)
    bare = replace(event, documents=("r",), primary=("r",), estimates={}, estimates_by=())
    found = replace(made.reconciled, events=(bare,), tracks=tracks, contradictions=(), relations=(), at=None)
    return Standing(replace(made, documents=(report,), claims=tuple(told), links=links, reconciled=found)), ids


def test_what_one_origin_says_of_a_wider_population_is_said_once():
    """Of the narrower, with both places cited; the same among what is new."""
    standing, ids = _two_populations()
    told = event_report(standing, standing.story.reconciled.events[0])
    said = [s for part in (told.known, told.claimed) for s in part.sentences]
    assert [s.text.partition(",")[0] for s in said] == ["Nine guards were killed"]
    assert set(said[0].claims) == set(ids)
    after = standing.story
    before = replace(after, claims=(), links=(), documents=(), reconciled=replace(after.reconciled, tracks=()))
    assert [u.sentence.text.partition(",")[0] for u in updates(before, after) if u.kind == "new"] == [
        "Nine guards were killed"
    ]


def _on_tracks(report: Document, told: list[CountClaim]) -> tuple[Standing, Event]:
    """A story of one report whose counts stand on one track each, of their population."""
    made = story()
    (event, *_) = made.reconciled.events
    tracks = tuple(
        Track(id=f"t{n}", event=event.id, kind="count", outcome=c.outcome, population=c.population.text or "people",
              points=(point(c),))
        for n, c in enumerate(told)
    )  # fmt: skip
    links = tuple(ClaimLink(claim=c.id, event=event.id, origin="o1") for c in told)
    bare = replace(event, documents=(report.document,), primary=(report.document,), estimates={}, estimates_by=())
    found = replace(made.reconciled, events=(bare,), tracks=tracks, contradictions=(), relations=(), at=None)
    changed = replace(made, documents=(report,), claims=tuple(told), links=links, reconciled=found)
    return Standing(changed), bare


def test_a_headline_is_said_by_whom_the_text_names():
    """Of what a headline repeats from its text the speaker is the text's; where the text names two, the outlet's."""
    report = document("r", "Halmstrand Post", "2031-03-04T08:00:00Z", None, "9 dead. 9 were killed, a mayor said.")
    head = replace(count(report, "9", "killed", (9, 9), factuality="CT+"), part="headline")
    said = count(report, "9", "killed", (9, 9), nth=1, attribution=chain(report, ("a mayor", "official")),
                 factuality="CT+")  # fmt: skip
    standing, _ = _on_tracks(report, [head, said])
    assert standing.source(head.id) == "a mayor (in Halmstrand Post)"
    other = replace(said, id="c-other", attribution=chain(report, ("mayor", "other")))
    assert _on_tracks(report, [head, said, other])[0].source(head.id) == "Halmstrand Post"
    assert _on_tracks(report, [head, replace(said, asserted_at="2031-03-05")])[0].source(head.id) == "Halmstrand Post"


def test_citizens_are_those_of_the_country_that_the_track_counts():
    """ "Its citizens" are told with the nationality that is understood; a population of no nationality adds none."""
    report = document("r", "Courier", "2031-03-04", None, "Kenya said 7 of its citizens were killed.")
    claim = count(report, "7", "killed", (7, 7), of="citizens")
    assert fact(claim, "Kenyan")[1] == "Kenyan citizens were killed"
    assert fact(claim, "British people")[1] == "British citizens were killed"
    assert fact(claim, "guards")[1] == "citizens were killed"


def test_a_later_number_of_bodies_is_not_one_of_people():
    """What is counted is named where it is something else than before."""
    report = document("r", "Courier", "2031-03-04T08:00:00Z", None, "2 people were killed. 25 bodies were found.")
    first = count(report, "2", "killed", (2, 2), of="people", factuality="CT+")
    later = count(report, "25", "killed", (25, 25), of="bodies", factuality="CT+")
    later = replace(later, population=Population(text="bodies", head="body"))
    standing, event = _on_tracks(report, [first, later])
    found = standing.story.reconciled
    track = replace(found.tracks[0], points=(replace(point(first), superseded_by=later.id), point(later)))
    made = replace(standing.story, reconciled=replace(found, tracks=(track,)))
    (gone,) = event_report(Standing(made), event).withdrawn.sentences
    assert "; later 25 bodies, according to Courier" in gone.text


def test_both_sides_of_a_dispute_are_told_as_elsewhere():
    """Of the population of their track, where their own words leave it open."""
    report = document("r", "Courier", "2031-03-04T08:00:00Z", None, "9 raiders were held. 3 were held.")
    claim = count(report, "3", "arrested", (3, 3), of="raiders", factuality="CT+")
    standing, _ = _on_tracks(report, [claim])
    bare = replace(claim, population=Population(head="person"))
    assert side(standing, bare, Clock()).text.startswith("Three raiders were arrested")


def test_how_many_carried_it_stands_in_one_pair_of_brackets():
    """Also of a state that was last said a while ago."""
    made = story()
    links = tuple(replace(link, outlets=3) for link in made.links)
    late = replace(made, links=links, reconciled=replace(made.reconciled, at="2031-03-09"))
    (event,) = made.reconciled.events
    told = [s.text for s in event_report(Standing(late), event).claimed.sentences]
    assert any("last said to be" in t and "; 3 outlets, " in t for t in told)
    assert not any(") (" in t for t in told)


def test_a_reason_is_told_as_everything_else_is():
    """Days and long numbers in a rule's reason are written as on the rest of the page; years and ids stay."""
    words = "1800000 is what 2013 and c1234567 give. Last said 2031-03-04."
    assert reason_told(words, Clock(year=2031)) == "1,800,000 is what 2013 and c1234567 give. Last said 4 Mar."
