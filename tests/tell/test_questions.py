"""What is not known: questions of a story's kind that no report answers."""

import pytest
from msgspec.structs import replace

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Estimate, Event
from asof.resources import table
from asof.tell.questions import kind_of, unanswered
from asof.tell.sentences import Sentence
from asof.tell.standing import Standing
from tests.tell import factory


@pytest.mark.parametrize("row", table("tell/kinds"), ids=lambda r: r["kind"])
def test_each_kind_is_told_by_its_example(row: dict[str, str]) -> None:
    """The example of every kind is of that kind and of none before it in the table."""
    assert kind_of([row["example"]]) == row["kind"]


def test_a_kind_needs_a_quarter_of_the_reports() -> None:
    """One report of five that speaks of a fire makes no story of a fire; none makes none."""
    assert kind_of(["A blaze in Varde", *["The council met"] * 4]) is None
    assert kind_of(["A blaze in Varde", *["The council met"] * 3]) == "fire"
    assert kind_of([]) is None


@pytest.mark.parametrize("row", table("tell/questions"), ids=lambda r: f"{r['kind']}: {r['asks']}")
def test_each_question_is_answered_by_its_example(row: dict[str, str]) -> None:
    """A report with the example answers the question; one that says nothing leaves it open."""
    kind = next((r["example"] for r in table("tell/kinds") if r["kind"] == row["kind"]), "The council met in Norvik")
    clause = f"The report does not say {row['asks']}."
    assert clause in [s.text for s in asked(kind, "Nothing else is known.")]
    assert clause not in [s.text for s in asked(kind, row["example"])]


def asked(headline: str, words: str) -> list[Sentence]:
    """What one report of an event leaves open."""
    doc = factory.document("x", "Courier", "2031-03-04T07:10:00Z", headline, f"{words}\n")
    counts = {c.outcome: c for c in extract(doc, annotate(doc)) if isinstance(c, CountClaim)}
    estimates = {
        name: Estimate(low=c.quantity.low, best=c.quantity.low, high=c.quantity.high, as_of=None, rule="ucdp")
        for name, c in counts.items()
    }
    event = Event(id="ev1", label=headline, documents=("x",), primary=("x",), estimates=estimates)
    story = factory.story()
    story = replace(story, documents=(doc,), claims=(), links=(), reconciled=replace(story.reconciled, events=(event,)))
    return list(unanswered(Standing(story), event))


def test_a_silence_names_the_reports_that_were_read() -> None:
    """What nobody says rests on the reports that do not say it; several are counted."""
    story = factory.story()
    told = unanswered(Standing(story), story.reconciled.events[0])
    injured = next(s for s in told if "injured" in s.text)
    assert injured.text == "None of the 6 reports says how many were injured."
    assert len(injured.documents) == 6


def test_what_was_said_later_answers_nothing_earlier() -> None:
    """As of a moment, only what had appeared by then is read."""
    story = factory.story()
    event = replace(story.reconciled.events[0], estimates={})
    early = Standing(story, "2031-03-04T09:00+01:00")
    assert all(s.documents == ("courier-1",) for s in unanswered(early, event))
    demand = "The report does not say what the captors demand."
    assert demand in [s.text for s in unanswered(early, event)]
    assert not any("demand" in s.text for s in unanswered(Standing(story), event))


def test_spoken_of_without_a_figure_is_said_so() -> None:
    """Where reports speak of an outcome but no figure stands, those claims are cited."""
    story = factory.story()
    event = replace(story.reconciled.events[0], estimates={})
    killed = next(s for s in unanswered(Standing(story), event) if "killed" in s.text)
    assert killed.claims
    assert killed.text == "No figure that could be used says how many were killed, though reports speak of it."


def test_of_very_many_reports_the_first_and_last_are_read() -> None:
    """The sentence says how many were read and how many there are; reading again reads nothing anew."""
    story = factory.story()
    one = story.documents[0]
    many = tuple(replace(one, document=f"d{n:04}") for n in range(1000))
    event = replace(story.reconciled.events[0], primary=tuple(d.document for d in many), estimates={})
    standing = Standing(replace(story, documents=many, claims=()))
    told = unanswered(standing, event)
    assert told[0].text.startswith("None of the 300 reports read, of 1,000, says ")
    assert told[0].documents[0] == "d0000"
    assert told[0].documents[-1] == "d0999"
    assert unanswered(standing, event) == told


def test_what_was_answered_long_ago_is_open_again() -> None:
    """Two days after anybody spoke of the held, how many are still held is not known, and since when."""
    story = factory.story()
    late = replace(story, reconciled=replace(story.reconciled, at="2031-03-07T12:00+01:00"))
    told = [s for s in unanswered(Standing(late), story.reconciled.events[0], ["held"]) if "held" in s.text]
    assert [s.text for s in told] == ["Nobody has said since 4 Mar, 08:10 how many are held."]
    assert told[0].claims == story.reconciled.events[0].estimates["held"].supporting
    soon = unanswered(Standing(story, "2031-03-04T14:00+01:00"), story.reconciled.events[0], ["held"])
    assert not any("held" in s.text for s in soon)
