"""Answers on a terminal: what is known by then, with words, without markup from any document."""

from io import StringIO

import pytest
from msgspec.structs import replace
from rich.console import Console, RenderableType

from asof.records import Answer, Point, Reply, Span, Words
from asof.tell import terminal
from tests.tell import factory


def said(renderable: RenderableType, width: int = 100, colour: bool = False) -> str:
    """What a console prints."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None)
    console.print(renderable)
    return out.getvalue()


def reply(at: str | None = "2031-03-05T12:00+01:00") -> Reply:
    """A reply about the made-up story."""
    story = factory.story()
    documents = {d.document: d for d in story.documents}
    (event,) = story.reconciled.events
    answers = tuple(
        Answer(
            event=event.id,
            outcome=outcome,
            population=None,
            estimate=estimate,
            points=tuple(p for t in story.reconciled.tracks if t.outcome == outcome for p in t.points),
            set_aside={"not stated as fact": 1} if outcome == "freed" else {},
        )
        for outcome, estimate in event.estimates.items()
    )
    words = {
        c.id: Words(
            claim=c.id,
            document=c.document,
            outlet=documents[c.document].outlet,
            asserted_at=c.asserted_at,
            number=c.span,
            sentence=Span.of(documents[c.document].text, c.sentence.start, c.sentence.end),
        )
        for c in story.claims
    }
    return Reply(
        at=at, zone=None, rule="ucdp", labels={event.id: event.label}, answers=answers,
        contradictions=story.reconciled.contradictions, words=words,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "As of 5 Mar 2031, 12:00 (+01:00)",
        "low 27   best 34   high 34",
        "The militants (in Tessa Wire)",
        "“The militants said 35 miners were killed",
        "denied",
        "now 23",
        "at least 20",
        "Set aside: 1 not stated as fact",
        "1 contradiction more in the story",
    ],
)
def test_show_tells_figures_sources_words_and_what_became_of_them(words: str) -> None:
    """Low, best, high, each source's figure with its words, denied and superseded ones marked."""
    assert words in said(terminal.show(reply()))


def test_a_time_without_a_zone_is_said_to_be_local() -> None:
    """The answer says in which zone a bare time was read."""
    text = said(terminal.show(replace(reply("2031-03-05T12:00"), zone="Africa/Algiers")), width=200)
    assert "(Africa/Algiers) — a time without a zone is read as the event's local time" in text
    assert "4 Mar, 17:45" in text


def test_the_summary_sorts_into_known_claimed_and_disputed() -> None:
    """Two voices for one figure make it known; an open contradiction makes it disputed."""
    twice = Point(asserted_at="2031-03-05", low=12, best=12, high=12, claim="c0", source="A doctor")
    asked = reply()
    freed = replace(asked.answers[2], points=(*asked.answers[2].points, twice))
    clash = replace(asked.contradictions[0], claims=(asked.answers[1].points[0].claim,))
    text = said(terminal.summary(replace(asked, answers=(*asked.answers[:2], freed), contradictions=(clash,))))
    known, claimed, disputed = (text.index(w) for w in ("known", "claimed", "disputed"))
    assert known < text.index("freed 12") < claimed < text.index("killed 34 (27–34)") < disputed < text.index("held 30")


@pytest.mark.parametrize(
    ("origins", "official", "shelf"),
    [(("o1", "o1"), False, "claimed"), (("o1", "o2"), False, "known"), (("o1", "o1"), True, "known")],
)
def test_copies_of_one_origin_make_nothing_known(origins: tuple[str, str], official: bool, shelf: str) -> None:
    """Ten outlets with one origin are one; an official source is enough."""
    asked = reply()
    first = asked.answers[2].points[0]
    points = (first, replace(first, claim="c0", source="Another outlet"))
    words = {
        p.claim: replace(asked.words[first.claim], claim=p.claim, origin=o, official=official)
        for p, o in zip(points, origins, strict=True)
    }
    answer = replace(asked.answers[2], points=points)
    text = said(terminal.summary(replace(asked, answers=(answer,), words=words, contradictions=())))
    assert next(line for line in text.splitlines() if "freed 12" in line).startswith(shelf)


def test_nothing_known_is_said_in_words() -> None:
    """A question before the first report is answered, not crashed on."""
    text = said(terminal.show(replace(reply(), answers=())))
    assert "No report that was published by then says anything of it." in text


@pytest.mark.parametrize("words", ["[bold red]x[/]", "[/]", "\x1b[31mred", "\u202eevil", "x" * 100_000])
def test_hostile_words_are_printed_as_they_stand(words: str) -> None:
    """No markup, escape sequence or override of a document reaches the terminal."""
    asked = reply()
    answers = tuple(
        replace(a, population=words, points=tuple(replace(p, source=words) for p in a.points)) for a in asked.answers
    )
    text = said(terminal.show(replace(asked, answers=answers, labels={"ev1": words})), width=400)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text) < 200_000
    if words.startswith("[bold"):
        assert "[bold red]x[/]" in text


def test_colour_is_the_consoles_affair() -> None:
    """A console without colour prints no escape sequence; one with colour does."""
    assert "\x1b[" not in said(terminal.show(reply()))
    assert "\x1b[" in said(terminal.show(reply()), colour=True)


def test_explanations_are_printed_line_by_line() -> None:
    """Sentences of `explain` stand as they are, markup in them left alone."""
    assert said(terminal.sentences(["One [b]thing[/b].", "Another."])) == "One [b]thing[/b].\nAnother.\n"


def test_only_so_many_events_are_told_of_and_the_others_are_named() -> None:
    """A story of many events shows the first in full, and says how to choose another."""
    one = reply().answers[0]
    many = {f"e{n}": f"Fire in street {n}" for n in range(15)}
    text = said(terminal.show(replace(reply(), labels=many, answers=tuple(replace(one, event=e) for e in many)), 3))
    assert text.count("Killed   low ") == 3
    assert "12 events more; choose one with --event" in text
    assert "e3  Fire in street 3" in text
    assert "… and 2 more" in text


def test_of_many_claims_those_that_stand_and_are_latest_are_listed() -> None:
    """What was superseded long ago gives way where a story is long."""
    old = tuple(
        Point(asserted_at="2031-03-04", low=n, best=n, high=n, claim=f"c{n}", source="x", superseded_by="c99")
        for n in range(40, 99)
    )
    last = Point(asserted_at="2031-03-05", low=777, best=777, high=777, claim="c99", source="x")
    text = said(terminal.show(replace(reply(), answers=(replace(reply().answers[0], points=(*old, last)),))))
    assert " 777 " in text
    assert " 41 " not in text
    assert "40 earlier or superseded not shown" in text


@pytest.mark.parametrize("width", [20, 40, 63])
def test_a_narrow_terminal_stacks_claims(width: int) -> None:
    """Below the width of a table no word of a quotation is broken into a column of letters."""
    lines = said(terminal.show(reply()), width).splitlines()
    assert all(len(line) <= width for line in lines)
    quoted = [line for line in lines if line.startswith("“")]
    assert quoted
    assert max(map(len, quoted)) > width / 2


def test_times_bear_the_zone_that_the_head_names() -> None:
    """At the end of a story they are local to its events; of events in several zones they are UTC, and that is said."""
    at_the_end = replace(reply(None), local="Africa/Algiers")
    assert "(Africa/Algiers)" in said(terminal.show(at_the_end))
    assert "4 Mar, 17:45" in said(terminal.show(at_the_end))
    several = replace(at_the_end, at="2031-03-05T12:00", zone="each event's local time", local=None)
    assert "the times below are UTC" in " ".join(said(terminal.show(several)).split())
    assert "4 Mar, 16:45" in said(terminal.show(several))


def test_what_was_not_recorded_yet_is_said_to_be_so() -> None:
    """Asked about a record time before the first, the answer names it and does not call the reports silent."""
    nothing = Reply(at=None, zone=None, rule="ucdp", labels={}, answers=(), known_by="2001")
    told = " ".join(said(terminal.show(nothing)).split())
    assert "Nothing had been recorded by 2001 (UTC)" in told
    assert "No report" not in told
    some = " ".join(said(terminal.show(replace(nothing, recorded=3, known_by="2030"))).split())
    assert "Nothing had been recorded" not in some
    assert "No report says anything of it" in some


def test_a_time_that_brings_greenwich_along_is_told_once_to_be_so() -> None:
    """+00:00 is UTC; it is not said a second time that the times below are."""
    told = " ".join(said(terminal.show(replace(reply(), at="2031-03-05T12:00+00:00", zone=None))).split())
    assert "(+00:00)" in told
    assert "the times below" not in told


def test_a_headline_that_repeats_a_speaker_is_no_second_source() -> None:
    """What an outlet says in its own name and of somebody whom the same report names is told as that speaker's."""
    made = reply()
    freed = next(a for a in made.answers if a.outcome == "freed")
    (spoken,) = freed.points
    head = replace(spoken, claim="c-head", source="Norvik Courier")
    estimate = replace(freed.estimate, supporting=(spoken.claim, head.claim))
    words = {**made.words, "c-head": replace(made.words[spoken.claim], claim="c-head", outlet="Norvik Courier")}
    asked = replace(made, answers=(replace(freed, estimate=estimate, points=(head, spoken)),), words=words)
    assert "Norvik Courier" not in said(terminal.summary(asked)).replace("(in Norvik Courier)", "")
    elsewhere = {**words, "c-head": replace(words["c-head"], document="courier-9")}
    assert "Norvik Courier" in said(terminal.summary(replace(asked, words=elsewhere)))
