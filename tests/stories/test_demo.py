"""The demonstration crisis, read the whole way, and the ten questions of demo.yaml answered."""

from pathlib import Path

import pytest
import yaml

from asof.pipeline import Question, RunOptions, as_of, ask, run
from asof.records import CountClaim
from asof.store import verify
from asof.tell.situation import situation
from asof.tell.updates import updates
from tests.tell.test_citations import followed, sentences

HERE = Path(__file__).parent
REPORTS = HERE.parent.parent / "demo" / "reports"
QUESTIONS = yaml.safe_load((HERE / "demo.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The demonstration, run once."""
    out = tmp_path_factory.mktemp("demo")
    return out, run(RunOptions(inputs=(str(REPORTS),), out=out))


def reply_to(out, row):
    """The one answer of the crisis (not of background events) to a question of the file."""
    question = Question(at=row["at"], outcome=row["outcome"], population=row.get("population"))
    reply = ask(out / "story.asof", question)
    main = max(reply.answers, key=lambda a: len(a.points), default=None)
    return reply, main


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda r: r["question"][:60])
def test_question(story, row):
    """The answer has the ends, the best figure and the sources that reading the reports gives."""
    reply, answer = reply_to(story[0], row)
    if row.get("nothing"):
        assert answer is None or answer.estimate is None
        return
    assert answer is not None
    assert answer.estimate is not None
    for end in ("low", "best", "high"):
        if end in row:
            assert getattr(answer.estimate, end) == row[end], end
    shown = [(p.low, p.high) for p in answer.points]
    for absent in row.get("absent", ()):
        assert absent not in {end for pair in shown for end in pair}
    for wanted in row.get("sources", ()):
        found = [p for p in answer.points if (p.low, p.high) == (wanted["low"], wanted["high"])]
        named = [p for p in found if wanted["source"].lower() in p.source.lower()]
        assert named, f"{wanted} not among {[(p.low, p.high, p.source) for p in answer.points]}"
        if wanted.get("denied"):
            assert any(p.denied_by for p in named)
        for point in named:
            words = reply.words[point.claim]
            assert words.number.text in words.sentence.text


def test_the_reports_form_one_event_without_the_opinion(story):
    """Eleven reports speak of one event; the opinion piece about another year's crisis is not its report."""
    events = story[1].reconciled.events
    largest = max(events, key=lambda e: len(e.primary))
    assert len(largest.primary) == 11
    assert "lantern-opinion" not in largest.primary


def test_one_wire_story_in_three_outlets_is_one_origin(story):
    """The count of 41 held, carried by three outlets, goes back to one beginning."""
    links = {link.claim: link for link in story[1].links}
    counts = [c for c in story[1].claims if isinstance(c, CountClaim)]
    carried = [
        links[c.id] for c in counts if c.outcome == "held" and c.quantity.low == 41 and c.document.endswith("0116")
    ]
    assert len(carried) == 3
    assert len({link.origin for link in carried}) == 1
    assert {link.outlets for link in carried} == {3}


def test_two_distances_to_the_border_disagree(story):
    """40 miles (60 kilometers) is flagged as rounded; 40 and 60 miles are a contradiction of units' values."""
    kinds = [c for c in story[1].reconciled.contradictions if c.kind == "unit"]
    said = " ".join(c.explanation for c in kinds)
    assert "round" in said
    assert any("40" in c.explanation and "60 mile" in c.explanation for c in kinds)


def test_two_spellings_are_one_entity(story):
    """Two spellings of the militant leader's name are aliases of one person."""
    people = [e for e in story[1].entities if e.type == "person"]
    assert any({"Mokhtar Belmokhtar", "Moktar Belmoktar"} <= {a.text for a in e.aliases} for e in people)


def test_the_store_is_sound(story):
    """Every hash is derived again and every span is found."""
    assert verify(story[0] / "story.asof").problems == ()


@pytest.mark.parametrize("at", [None, "2013-01-17T18:00+01:00"])
def test_every_sentence_of_the_report_is_followed_to_its_words(story, at):
    """Known, claimed, disputed, withdrawn, set aside, unknown: 100 % of what the report says, at two moments."""
    report = situation(as_of(story[0] / "story.asof", at), at)
    told = [s for event in report.events for s in sentences(event)]
    assert len(told) > 20
    assert [s.text for s in told if not (s.claims or s.documents) or not followed(report, s)] == []


def test_what_changed_in_a_night_is_followed_to_its_words(story):
    """Every update from one moment to the next rests on claims that stand in their documents; none is told twice."""
    before, after = (as_of(story[0] / "story.asof", at) for at in ("2013-01-17T12:00+01:00", "2013-01-18T18:00+01:00"))
    claims, texts = {c.id: c for c in after.claims}, {d.document: d.text for d in after.documents}
    found = updates(before, after)
    assert any(u.kind == "revised" for u in found)
    assert len({u.sentence.text for u in found}) == len(found)
    for cited in (c for u in found for c in u.sentence.claims):
        span = claims[cited].span
        assert texts[claims[cited].document][span.start : span.end] == span.text
    assert all(u.sentence.claims for u in found)
