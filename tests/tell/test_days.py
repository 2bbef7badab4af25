"""The days that matter: chosen by who names them, told in sentences that stand at their place in a report."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from asof.annotate import annotate
from asof.records import Document, ValidTime
from asof.tell.central import Candidate, choose, fitness
from asof.tell.days import Day, Pile, days, lines_of, ranked
from asof.tell.terms import dot, rarity, terms, unit, weighed
from bench.tell.timelines import documents
from tests.tell import factory

TOPIC = Path(__file__).parents[2] / "bench" / "tell" / "invented" / "timelines" / "dam"


@pytest.fixture(scope="module")
def pile() -> Pile:
    """The reports of an invented dam, read."""
    found = documents(TOPIC)
    return Pile(documents=found, analyses={d.document: annotate(d) for d in found})


def test_days_that_reports_come_back_to_come_first(pile: Pile) -> None:
    """The day of the crack, named for months, leads; a day of which only its own report speaks does not."""
    order = [day for day, _, _ in ranked(lines_of(pile.documents, pile.analyses))]
    assert order[0] == date(2031, 5, 2)
    assert order.index(date(2031, 5, 14)) < order.index(date(2031, 5, 4))


def test_a_report_counts_once_and_later_days_count_again(pile: Pile) -> None:
    """`reports` are documents, `later` days more than a week after, whatever the number of sentences."""
    found = {day: (reports, later) for day, reports, later in ranked(lines_of(pile.documents, pile.analyses))}
    assert found[date(2031, 7, 1)] == (3, 2)  # its own day, two weeks later, a month later


def test_every_sentence_of_a_day_stands_in_its_report(pile: Pile) -> None:
    """What a day is told with is the words at its span, and days are in order of time."""
    texts = {d.document: d.text for d in pile.documents}
    found = days(pile, wanted=6)
    assert [d.day for d in found] == sorted(d.day for d in found)
    told = [s for d in found for s in d.sentences]
    assert told
    for sentence in told:
        assert texts[sentence.document][sentence.span.start : sentence.span.end] == sentence.span.text
        assert " ".join(sentence.span.text.split()) == sentence.text


def test_nothing_is_told_twice(pile: Pile) -> None:
    """No sentence is told of two days."""
    told = [s.text for d in days(pile, wanted=10) for s in d.sentences]
    assert len(told) == len(set(told))


def test_the_order_of_documents_changes_nothing(pile: Pile) -> None:
    """The same days for the same pile, however it is sorted."""

    def shown(found: tuple[Day, ...]) -> list[tuple[str, int, int]]:
        return [(d.day, d.reports, d.later) for d in found]

    backwards = Pile(documents=pile.documents[::-1], analyses=pile.analyses)
    assert shown(days(backwards, wanted=5)) == shown(days(pile, wanted=5))


def test_within_bounds_the_days(pile: Pile) -> None:
    """Only days of the span asked for are chosen."""
    found = days(pile, wanted=9, within=(date(2031, 6, 1), date(2031, 6, 30)))
    assert {d.day[:7] for d in found} == {"2031-06"}


def test_a_claim_about_the_day_is_told_before_the_reports_own_words() -> None:
    """Where a count is so on the day, the sentence is composed from it and cites it."""
    document = factory.documents()["courier-2"]
    claim = factory.claims(factory.documents())["freed-12"]
    pile = Pile(documents=(document,), analyses={document.document: annotate(document)}, claims=(claim,))
    (day,) = [d for d in days(pile, wanted=3) if d.day == "2031-03-04"]
    assert day.sentences[0].claims == (claim.id,)
    assert day.sentences[0].text == "12 miners were freed, according to the interior ministry (in Norvik Courier)."
    assert all("12 miners" not in s.text for s in day.sentences[1:])


def test_a_claim_that_is_not_sure_is_not_told_as_what_happened() -> None:
    """A denied count of the day composes no sentence."""
    document = factory.documents()["courier-2"]
    claim = replace(factory.claims(factory.documents())["denial"], valid_time=ValidTime(value="2031-03-04"))
    pile = Pile(documents=(document,), analyses={document.document: annotate(document)}, claims=(claim,))
    assert all(not s.claims for d in days(pile, wanted=3) for s in d.sentences)


def test_without_dates_there_are_no_days() -> None:
    """Reports of no known day are passed over, and an empty pile gives nothing."""
    undated = Document(document="x", text="The mill burned on Friday.", sha256="0")
    assert days(Pile(documents=(undated,), analyses={"x": annotate(undated)}), wanted=3) == ()
    assert days(Pile(documents=(), analyses={}), wanted=3) == ()


def test_the_middle_sentence_is_chosen_and_its_copy_is_not() -> None:
    """Of three that say much the same and one that says something else, one of the three and then the other."""
    texts = [
        "Firemen fought the blaze at the Tarnby mill through the night.",
        "The blaze at the Tarnby mill was fought by firemen all night.",
        "Firemen said the mill blaze in Tarnby was fought through the night hours.",
        "A heron was seen on the frozen pond beside the old church.",
    ]
    counts = [terms(t) for t in texts]
    weights = {w: rarity(w) for c in counts for w in c}
    candidates = [
        Candidate(key=n, text=t, vector=dict(weighed(c, weights)))
        for n, (t, c) in enumerate(zip(texts, counts, strict=True))
    ]
    picked = [c.key for c in choose(candidates, 4)]
    assert picked[0] in {0, 1, 2}
    assert picked[-1] == 3
    assert len(picked) == 2
    assert choose(candidates, 2, told=[c.vector for c in candidates]) == ()


def test_form_counts() -> None:
    """Questions, first persons and scraps stand alone less well than a plain sentence."""
    plain = fitness("The county lifted the order to leave the valley below the dam.")
    assert plain == 1
    assert fitness("When will we be allowed to go back to the valley below the dam?") < plain
    assert fitness("Rain fell.") < plain


def test_vectors() -> None:
    """Words of every text weigh nothing; unit vectors have length one; unlike texts share nothing."""
    assert rarity("the") == 0 < rarity("dam")
    one = weighed(terms("The dam cracked."), {"dam": 1.0, "cracked": 2.0})
    assert dot(one, one) == pytest.approx(1)
    assert unit({}) == {}
    assert dot(one, {"heron": 1.0}) == 0
