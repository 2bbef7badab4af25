"""States that may have ended: told as what was last said, when, and what has been said since."""

from io import StringIO

from msgspec.structs import replace
from rich.console import Console

from asof.records import Answer, CountClaim, Event, Reply, Story
from asof.tell import terminal
from asof.tell.figures import figures
from asof.tell.lapsed import last_said, since
from asof.tell.markdown import render as markdown
from asof.tell.page import render as page
from asof.tell.sentences import assertion
from asof.tell.situation import situation
from asof.tell.standing import Standing
from asof.tell.tracks import groups, track_views
from asof.tell.wording import Clock
from tests.tell import factory

LATE = "2031-03-07T12:00+01:00"


def event_of(story: Story) -> Event:
    """The one event of a story."""
    (event,) = story.reconciled.events
    return event


def as_of(story: Story, at: str) -> Story:
    """The made-up story as if it had been reconciled as of a moment."""
    return replace(story, reconciled=replace(story.reconciled, at=at))


def test_what_was_said_since_of_those_last_said_to_be_held() -> None:
    """The headline figures of the freed and of the dead, as everywhere else, if said later, each with its claims."""
    story = as_of(factory.story(), LATE)
    standing, made = Standing(story), factory.claims(factory.documents())
    (event,) = story.reconciled.events
    held = next(f for f in figures(standing, event) if f.outcome == "held")
    assert last_said(standing, held, standing.clock(event)) == "2031-03-04T07:10:00Z"
    told = since(standing, event, held)
    assert told is not None
    assert told.text == (
        "Since anyone was last said to be held (4 Mar, 08:10), reports have said that 12 people were freed, "
        "according to the interior ministry (in Norvik Courier; 4 Mar, 17:45), and that 34 people were killed, "
        "reckoned from figures of officials (in report 5; 5 Mar)."
    )
    assert {made["freed-12"].id, made["killed-23"].id} < set(told.claims)
    headline = {f.outcome: f.best for f in figures(standing, event) if not f.population}
    assert (headline["freed"], headline["killed"]) == (12, 34)


def test_a_figure_said_again_later_bears_the_later_time() -> None:
    """Its source spoke before the last word of the held; the report that said it again did not."""
    story = as_of(factory.story(), LATE)
    (event,) = story.reconciled.events
    made = {c.outcome: c for c in story.claims if isinstance(c, CountClaim)}
    early = replace(made["freed"], asserted_at="2031-03-04T07:00:00Z")
    again = replace(early, id="c-again", asserted_at="2031-03-05T09:00:00Z")
    claims = (*(c for c in story.claims if c.id != early.id), early, again)
    freed = replace(event.estimates["freed"], supporting=(early.id, again.id))
    estimates = {**event.estimates, "freed": freed}
    found = replace(story.reconciled, events=(replace(event, estimates=estimates),))
    standing = Standing(replace(story, claims=claims, reconciled=found))
    (event,) = standing.story.reconciled.events
    told = since(standing, event, next(f for f in figures(standing, event) if f.outcome == "held"))
    assert told is not None
    assert "12 people were freed (by figures last given 5 Mar, 10:00), and that" in told.text


def test_nothing_said_since_is_said() -> None:
    """Where no later report speaks of them, the report says so; what happened once never lapses."""
    story = as_of(factory.story(), LATE)
    tracks = tuple(t for t in story.reconciled.tracks if t.outcome == "held")
    (event,) = story.reconciled.events
    event = replace(event, estimates={k: v for k, v in event.estimates.items() if k in ("held", "injured")})
    story = replace(story, reconciled=replace(story.reconciled, tracks=tracks, events=(event,)))
    standing = Standing(story)
    (event,) = story.reconciled.events
    found = {f.outcome: f for f in figures(standing, event) if not f.population}
    told = since(standing, event, found["held"])
    assert told is not None
    assert told.text.endswith("(4 Mar, 08:10), no report has said what became of them.")
    killed = next(f for f in figures(Standing(factory.story()), event_of(factory.story())) if f.outcome == "killed")
    assert since(standing, event, killed) is None


def test_every_form_of_the_report_says_it_and_none_calls_it_known() -> None:
    """Markdown and the page carry the sentence; an old word about the held is no longer told as known."""
    story = as_of(factory.story(), LATE)
    report = situation(story, LATE)
    assert not any(s.topic == "Held" for s in report.events[0].known.sentences)
    assert any(s.topic == "Held" and "at least 20" in s.text.lower() for s in report.events[0].claimed.sentences)
    assert "Since anyone was last said to be held" in markdown(report)
    assert "Since anyone was last said to be held" in page(report)
    soon = situation(as_of(factory.story(), "2031-03-04T09:00+01:00"))
    assert any(s.topic == "Held" for s in soon.events[0].known.sentences)


def test_the_terminal_sets_it_apart() -> None:
    """The held stand under "last said" with the figures given since; on the day itself they do not."""
    story = factory.story()
    (event,) = story.reconciled.events
    answers = tuple(
        Answer(
            event=event.id,
            outcome=outcome,
            population=None,
            estimate=estimate,
            points=tuple(p for t in story.reconciled.tracks if t.outcome == outcome for p in t.points),
        )
        for outcome, estimate in event.estimates.items()
    )
    told = said(Reply(at=LATE, zone=None, rule="ucdp", labels={event.id: event.label}, answers=answers))
    assert "last said" in told
    assert "held 30 (20–40)" in told.split("last said")[1]
    assert "Said since: 12 people were freed" in told
    assert "34 people were killed" in told.split("Said since")[1]
    soon = "2031-03-04T14:00+01:00"
    assert "last said" not in said(
        Reply(at=soon, zone=None, rule="ucdp", labels={event.id: event.label}, answers=answers)
    )


def test_how_many_were_taken_does_not_lapse() -> None:
    """Days later a number of those taken is told as that; one of those held is told as what was last said."""
    doc = factory.document("d", "Tessa Wire", "2031-03-01T08:00:00Z", None, "Of the 40 hostages, 9 miners are held.")
    base = factory.story()
    (event,) = base.reconciled.events
    event = replace(event, documents=("d",), place=replace(event.place, timezone=None), estimates={})
    for words, noun, rule, told in (
        ("40", "hostages", "hostages", "Forty hostages were taken, according to Tessa Wire (1 Mar, 08:00)."),
        ("9", "miners", "hold", "Nine miners were last said to be held on 1 Mar, 08:00, according to Tessa Wire."),
    ):
        claim = factory.count(doc, words, "held", (int(words), int(words)), of=noun)
        claim = replace(claim, made_by=f"count/frame-held/{rule}")
        track = replace(base.reconciled.tracks[0], outcome="held", points=(factory.point(claim),))
        made = replace(base.reconciled, at=LATE, events=(event,), tracks=(track,), contradictions=(), relations=())
        standing = Standing(replace(base, documents=(doc,), claims=(claim,), links=(), reconciled=made))
        (view,) = track_views(standing, event)
        (group,) = groups(standing, view)
        assert assertion(standing, view, group, Clock(year=2031)).text == told


def test_the_source_and_the_hour_of_a_state_are_of_one_claim() -> None:
    """Two give one number of the held: the figure opens the words of who said so last."""
    docs = [
        factory.document(f"d{n}", outlet, f"2031-03-0{n}T08:00:00Z", None, "9 miners are held.")
        for n, outlet in ((1, "Tessa Wire"), (2, "Norvik Courier"))
    ]
    claims = tuple(factory.count(d, "9", "held", (9, 9)) for d in docs)
    base = factory.story()
    (event,) = base.reconciled.events
    event = replace(event, documents=("d1", "d2"), estimates={"held": factory.estimate(9, 9, 9, *claims)})
    made = replace(base.reconciled, events=(event,), tracks=(), contradictions=(), relations=())
    standing = Standing(replace(base, documents=tuple(docs), claims=claims, links=(), reconciled=made))
    assert [f.best_claim for f in figures(standing, event, populations=False)] == [claims[1].id]


def said(reply: Reply) -> str:
    """What a wide console prints."""
    out = StringIO()
    Console(file=out, width=240).print(terminal.summary(reply))
    return out.getvalue()
