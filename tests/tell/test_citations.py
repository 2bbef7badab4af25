"""Every sentence of a report is followed to the words it rests on: none without, none that leads elsewhere."""

import pytest
from msgspec.structs import replace

from asof.records import Contradiction, EventPlace, Story
from asof.tell.markdown import render as markdown
from asof.tell.page import render as page
from asof.tell.sentences import Sentence
from asof.tell.situation import LISTED, EventReport, SituationReport, situation
from tests.tell import factory

MOMENTS = (None, "2031-03-04T09:00+01:00", "2031-03-04T14:00+01:00", "2031-03-05T12:00+01:00")


def sentences(event: EventReport) -> list[Sentence]:
    """Everything that a report says of an event in sentences."""
    parts = (event.summary, event.known, event.claimed, event.withdrawn, event.background, event.unknown)
    told = [s for part in parts for s in part.sentences]
    told += [side for dispute in event.disputed for side in dispute.sides]
    told += [s for day in event.happened for s in day.sentences]
    return told + [sentence for sentence, _ in event.relations]


def followed(report: SituationReport, sentence: Sentence) -> bool:
    """Whether each claim of a sentence stands word for word in its document, and its pieces open claims of its own."""
    claims = {c.id: c for c in report.story.claims}
    texts = {d.document: d.text for d in report.story.documents}
    for claim in sentence.claims:
        span = claims[claim].span
        if texts[claims[claim].document][span.start : span.end] != span.text or claim not in report.citations:
            return False
    opened = {claim for _, claim in sentence.pieces if claim}
    return opened <= set(sentence.claims) and (bool(sentence.claims) or set(sentence.documents) <= texts.keys())


@pytest.mark.parametrize("at", MOMENTS)
def test_every_sentence_is_followed_to_its_span(at: str | None) -> None:
    """All of them: by claims to words; what nobody says, by the reports that were read for it."""
    story = factory.story()
    report = situation(replace(story, reconciled=replace(story.reconciled, at=at)), at)
    told = [s for event in report.events for s in sentences(event)]
    assert told
    assert [s.text for s in told if not (s.claims or s.documents)] == []
    assert [s.text for s in told if not followed(report, s)] == []


def test_the_test_can_fail() -> None:
    """A sentence that opens a claim it does not cite is found out."""
    report = situation(factory.story())
    claim = factory.story().claims[0].id
    assert not followed(report, Sentence(pieces=(("Some words.", claim),)))


def with_disputes(count: int, settled: int) -> Story:
    """The story with many contradictions, the first `settled` of them closed."""
    story = factory.story()
    one = story.reconciled.contradictions[0]
    many: list[Contradiction] = [
        replace(one, id=f"k{n}", closed="2031-03-05T09:00:00Z" if n < settled else None) for n in range(count)
    ]
    return replace(story, reconciled=replace(story.reconciled, contradictions=tuple(many)))


def test_disputes_that_are_not_listed_are_counted() -> None:
    """Of a hundred, forty are listed; how many more are open and how many settled is said on both pages."""
    report = situation(with_disputes(100, settled=90))
    (event,) = report.events
    assert len(event.disputed) == LISTED
    assert event.disputed_more == (0, 60)
    assert "… and 60 more that are no longer disputed, in contradictions.jsonl." in markdown(report)
    assert "No longer disputed by what is current (90)" in page(report)
    assert "60 more that are no longer disputed" in page(report)
    assert situation(with_disputes(50, settled=0)).events[0].disputed_more == (10, 0)


def test_what_lasts_and_was_not_said_of_late_says_so() -> None:
    """Two days after anybody spoke of the held, the sentence says when that was; on the day it does not."""
    story = factory.story()
    late = "2031-03-07T12:00+01:00"
    held = [
        s.text
        for s in situation(replace(story, reconciled=replace(story.reconciled, at=late)), late)
        .events[0]
        .claimed.sentences
        if s.topic == "Held"
    ]
    assert "Thirty to 40 miners were last said to be held on 4 Mar, 08:10, according to witnesses" in held[0]
    soon = situation(story, "2031-03-04T14:00+01:00").events[0].claimed.sentences
    assert any(s.text.startswith("Thirty to 40 miners are held, according to witnesses") for s in soon)
    assert "Held (last said" in markdown(situation(replace(story, reconciled=replace(story.reconciled, at=late)), late))


def test_the_report_begins_with_its_figures_in_words() -> None:
    """In short: each headline figure with its bounds and who says it; one that nobody states says so."""
    (event,) = situation(factory.story()).events
    told = [s.text for s in event.summary.sentences]
    assert told[0].startswith("Thirty-four people were killed (low 27, high 34), reckoned from figures of ")
    assert any(t.startswith("Twelve people were freed, according to the interior ministry") for t in told)


def test_a_report_that_counts_nobody_lists_no_silences() -> None:
    """An event of which nothing is known or claimed is not followed by a list of all that is unknown."""
    story = factory.story()
    bare = replace(story.reconciled, tracks=(), contradictions=(), relations=())
    assert situation(replace(story, reconciled=bare)).events[0].unknown.sentences == ()


def test_what_happened_stands_under_its_day() -> None:
    """Valid time: the miners freed on the Tuesday stand under it, whenever it was said; what was denied does not."""
    (event,) = situation(factory.story()).events
    ((day),) = event.happened
    assert day.when == "4 Mar"
    assert [s.text for s in day.sentences] == [
        "Twelve miners were freed, according to the interior ministry (in Norvik Courier)."
    ]
    assert "### What happened, by day" in markdown(situation(factory.story()))
    assert "What happened, by day" in page(situation(factory.story()))


def test_one_document_is_one() -> None:
    """Counts agree with their nouns."""
    story = factory.story()
    event = replace(story.reconciled.events[0], documents=("wire-1",), primary=("wire-1",), place=EventPlace())
    text = markdown(situation(replace(story, reconciled=replace(story.reconciled, events=(event,)))))
    assert "1 document." in text
    assert "1 documents" not in text
