"""What changed from one moment to the next: each thing once, the weightiest first, every sentence on claims."""

import pytest
from msgspec.structs import replace

from asof.records import Estimate, Event, Story
from asof.tell.novelty import Stream
from asof.tell.updates import Update, updates
from tests.tell import factory

NOON = "2031-03-04T12:45+01:00"  # after the militants' 35, before the denial
EVENING = "2031-03-04T20:00+01:00"
END = "2031-03-06T12:00+01:00"


def at(moment: str, **killed: int) -> Story:
    """The story reconciled as of a moment, with an estimate of the killed where one is given."""
    story = factory.story()
    made = factory.claims(factory.documents())
    estimates = {}
    if killed:
        claim = made["killed-23-officials" if killed["best"] == 23 else "killed-16"]
        estimates["killed"] = Estimate(
            low=killed["low"], best=killed["best"], high=killed["high"], as_of=claim.asserted_at, rule="ucdp",
            supporting=(claim.id,),
        )  # fmt: skip
    event = replace(story.reconciled.events[0], estimates=estimates, estimates_by=())
    return replace(story, reconciled=replace(story.reconciled, at=moment, events=(event,)))


def kinds(found: tuple[Update, ...], kind: str) -> list[str]:
    """The sentences of one kind."""
    return [u.sentence.text for u in found if u.kind == kind]


def test_a_figure_that_moved_is_told_with_the_one_before() -> None:
    """Up from sixteen to twenty-three, with bounds and source, and before all else."""
    found = updates(at("2031-03-05T11:00+01:00", low=16, best=16, high=16), at(END, low=16, best=23, high=23))
    assert found[0].kind == "revised"
    assert found[0].sentence.text == (
        "Twenty-three people were killed, up from 16 (low 16, high 23), according to officials (in report 5; 5 Mar)."
    )


def test_bounds_that_moved_weigh_less() -> None:
    """The same figure within other bounds says so, and is no headline."""
    found = updates(at("2031-03-05T11:00+01:00", low=16, best=16, high=16), at(END, low=16, best=16, high=40))
    revised = next(u for u in found if u.kind == "revised")
    assert ", as before, but now low 16, high 40, according to" in revised.sentence.text
    assert revised.weight < updates(at(NOON), at(END, low=16, best=16, high=40))[0].weight


def test_a_first_figure_is_new() -> None:
    """Where nothing was estimated before, the figure is told as new, without a figure before it."""
    found = updates(at(NOON), at(END, low=16, best=16, high=16))
    assert kinds(found, "new")[0].startswith("Sixteen people were killed, according to the interior ministry")
    assert "up from" not in kinds(found, "new")[0]


def test_a_denial_is_told_once_for_all_who_said_it() -> None:
    """The ministry's denial names both outlets that carried the figure."""
    (told,) = kinds(updates(at(NOON), at(EVENING)), "denied")
    assert told == (
        "The interior ministry (in Norvik Courier; 4 Mar, 17:45) denies that 35 miners were killed, as stated by "
        "the militants, via the Varde news agency (in Tessa Wire) and "
        "the militants, via the Varde news agency (in Halmstrand Post)."
    )


def test_disputes_open_and_close() -> None:
    """A contradiction is told when it opens, and again when it is settled, and not in between."""
    opened = updates(at(NOON), at(EVENING))
    assert len(kinds(opened, "disputed")) == 2
    closed = updates(at(EVENING), at(END))
    assert kinds(closed, "disputed") == []
    assert kinds(closed, "settled") == [
        "No longer disputed by what is current: The ministry denies what the militants assert. "
        "Nothing that is current speaks against the other any more."
    ]


def test_nothing_changes_from_a_moment_to_itself() -> None:
    """The same moment twice is no news."""
    assert updates(at(EVENING), at(EVENING)) == ()
    assert updates(at(END, low=16, best=23, high=23), at(END, low=16, best=23, high=23)) == ()


@pytest.mark.parametrize("moments", [(NOON, EVENING), (EVENING, END), (NOON, END)])
def test_every_sentence_cites_what_was_said_since_or_before(moments: tuple[str, str]) -> None:
    """All of them: claims that stand word for word in their documents; pieces open only what is cited."""
    story = at(moments[1])
    claims, texts = {c.id: c for c in story.claims}, {d.document: d.text for d in story.documents}
    found = updates(at(moments[0]), story)
    assert found
    for update in found:
        assert update.sentence.claims
        assert {c for _, c in update.sentence.pieces if c} <= set(update.sentence.claims)
        for claim in update.sentence.claims:
            span = claims[claim].span
            assert texts[claims[claim].document][span.start : span.end] == span.text


def test_nothing_is_told_twice() -> None:
    """No two items say the same, and a claim told by a figure is not told again as new."""
    found = updates(at(NOON), at(END, low=16, best=23, high=23))
    texts = [u.sentence.text for u in found]
    assert len(texts) == len(set(texts))
    leads = [u.sentence.claims[0] for u in found if u.kind in ("new", "revised")]
    assert len(leads) == len(set(leads))


def test_the_order_is_by_weight() -> None:
    """Weights never rise down the list."""
    weights = [u.weight for u in updates(at(NOON), at(END, low=16, best=23, high=23))]
    assert weights == sorted(weights, reverse=True)


def test_an_event_under_another_id_is_the_same_where_documents_are() -> None:
    """A merge that gives an event a new id makes no news of what was known."""
    before, after = at(END, low=16, best=23, high=23), at(END, low=16, best=23, high=23)
    renamed: Event = replace(before.reconciled.events[0], id="ev0")
    before = replace(before, reconciled=replace(before.reconciled, events=(renamed,)))
    assert kinds(updates(before, after), "new") == []


def test_a_stream_tells_what_is_about_the_story_and_was_not_said() -> None:
    """Copies and other news stay untold; another figure of the same thing is news."""
    stream = Stream("Hallen mine seizure")
    texts = [
        "Gunmen seized the Hallen mine near Norvik and hold 20 miners underground.",
        "The council of Varde raised the price of parking for the third time.",
        "Gunmen seized the Hallen mine near Norvik and are holding 20 miners underground.",
        "Gunmen who seized the Hallen mine near Norvik hold 45 miners and two cooks underground.",
    ]
    assert sorted(stream.tell(texts)) in ([0, 3], [2, 3])
    assert stream.tell(texts) == ()


def test_what_was_heard_is_no_news() -> None:
    """A sentence that the reader knows already is not told."""
    stream = Stream("Hallen mine seizure")
    stream.hear("Gunmen seized the Hallen mine near Norvik and hold 20 miners underground.")
    assert stream.tell(["Gunmen seized the Hallen mine near Norvik and hold 20 miners underground."]) == ()


def test_most_bounds_what_is_told() -> None:
    """No more than asked for, the nearest to the story first."""
    stream = Stream("Hallen mine seizure")
    texts = [
        "A helicopter brought food to the Hallen mine after the seizure of Tuesday.",
        "The owner of the Hallen mine asked the gunmen for talks by radio.",
    ]
    assert len(stream.tell(texts, most=1)) == 1
