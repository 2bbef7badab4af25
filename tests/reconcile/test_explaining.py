"""Reasons in sentences."""

import pytest
from msgspec.structs import replace

from asof.reconcile import explain, reconcile
from tests.reconcile.factory import EVENT, Pile


def story():
    """A figure, its denial, a demand."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="Tidewater Post")
    pile.count("killed", 35, who="hostages", source="a spokesman", id="asserted")
    pile.count("freed", 100, who="prisoners", factuality="Uu", id="demand")
    pile.report("b", "2031-05-05", outlet="Hill Echo")
    pile.count("killed", 35, who="hostages", source="the ministry", factuality="CT-", id="denial")
    linked = pile.linked()
    return linked, reconcile(linked)


def test_a_claim_tells_its_whole_trail():
    """Who said it where and when, which rule read it, its track, its denial."""
    linked, found = story()
    told = " ".join(explain(linked, found, "asserted"))
    for words in (
        "a spokesman says “35 hostages killed” as a fact",
        "Tidewater Post",
        "2031-05-04",
        "the rule or model test",
    ):
        assert words in told
    assert "It is denied by denial" in told
    assert "denial denies asserted" in told


def test_a_claim_tells_what_its_confidence_rests_on():
    """What lowers it and what raises it, in words; a ground that the table no longer has is passed over."""
    linked, found = story()
    grounds = ("sure:PR+", "tree:agrees", "gone:now")
    sure = replace(linked, claims=tuple(replace(c, grounds=grounds, confidence=0.7) for c in linked.claims))
    told = explain(sure, found, "asserted")
    assert "What makes it less sure: told as probable." in told
    assert "What makes it surer: the syntax of the sentence says the same." in told
    assert not any("What makes it" in sentence for sentence in explain(linked, found, "asserted"))


def test_a_claim_set_aside_tells_why():
    """A demand moves no estimate, in so many words."""
    linked, found = story()
    assert "It moves no estimate: demanded, threatened, predicted or asked." in explain(linked, found, "demand")


def test_everything_with_an_id_can_be_explained():
    """Tracks, contradictions and events are found too, in sentences."""
    linked, found = story()
    for wanted in (found.tracks[0].id, found.contradictions[0].id, EVENT):
        told = explain(linked, found, wanted)
        assert told
        assert all(sentence.endswith((".", ")")) for sentence in told)


def test_an_unknown_id_is_an_error():
    """The error repeats the id."""
    linked, found = story()
    with pytest.raises(LookupError, match="nope"):
        explain(linked, found, "nope")
