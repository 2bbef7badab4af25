"""Decisions: found again by their words, applied in order, undone, and told of when their words are gone."""

import pytest
from msgspec.structs import replace

from asof.records import Alias, Anchor, Bounds, ClaimLink, Decision, Entity, EventCore, Linked, decision_id
from asof.store import apply, pinned, prepare
from store.factory import claims, document, story


def pile(*documents, entities=()):
    """Documents as linking leaves them: an event for each, with its claims."""
    made = {d.document: claims(d) for d in documents}
    links = [ClaimLink(claim=c.id, event=f"e-{d}", origin=d) for d, of in made.items() for c in of]
    cores = [EventCore(id=f"e-{d}", label=f"Miners of {d}", documents=(d,), primary=(d,)) for d in made]
    return Linked(
        documents=documents,
        claims=tuple(c for of in made.values() for c in of),
        links=tuple(links),
        entities=entities,
        events=tuple(cores),
    )


def decided(linked, *decisions):
    """The decisions as they are kept for a pile: prepared one after the other, with ids."""
    kept = []
    for number, decision in enumerate(decisions):
        now = apply(linked, tuple(kept)).linked
        things = {x.id: x for x in (*now.claims, *now.events, *now.entities, *kept)}
        texts = {d.document: d for d in now.documents}
        made = prepare(decision, lambda i, t=things, d=texts: t.get(i) or d.get(i), texts.get)
        kept.append(replace(made, id=decision_id(made, number)))
    return tuple(kept)


def deciding(kind, *targets, **value):
    """A decision of the night desk."""
    reason = "as the desk checked"
    return Decision(kind=kind, targets=targets, value=value, author="night desk", reason=reason)


A, B = document("a", 12), document("b", 30, 5)
COUNT = claims(A)[0].id


def link_of(result, claim=COUNT):
    return next(x for x in result.linked.links if x.claim == claim)


def claim_of(result, claim=COUNT):
    return next(c for c in result.linked.claims if c.id == claim)


def test_a_correction_changes_the_claim_and_says_so():
    """The number is the reviewer's, the words are the report's, the rule that read it is still named."""
    linked = pile(A)
    result = apply(linked, decided(linked, deciding("correct", COUNT, low="14", high="14", population="pit hands")))
    claim = claim_of(result)
    assert claim.quantity == Bounds(low=14, high=14)
    assert (claim.population.head, claim.population.status) == ("hands", "pit")
    assert claim.span.text == "12"
    assert claim.made_by.startswith("review/corrected d")
    assert claim.made_by.endswith("was test/1")
    assert link_of(result).review == "corrected"


def test_corrections_add_up_in_the_order_in_which_they_were_made():
    """A later correction of the same field wins; other fields stay; the first maker is named once."""
    linked = pile(A)
    kept = decided(
        linked, deciding("correct", COUNT, low="14", high="14"), deciding("correct", COUNT, high="", outcome="killed")
    )
    claim = claim_of(apply(linked, kept))
    assert (claim.quantity.low, claim.quantity.high, claim.outcome) == (14, None, "killed")
    assert claim.made_by.count("was ") == 1


def test_a_dismissed_claim_is_still_there():
    """It is marked; accepting it later brings it back."""
    linked = pile(A)
    assert link_of(apply(linked, decided(linked, deciding("dismiss", COUNT)))).review == "dismissed"
    again = apply(linked, decided(linked, deciding("dismiss", COUNT), deciding("accept", COUNT)))
    assert (link_of(again).review, claim_of(again).confidence) == ("accepted", 1.0)


def test_what_is_undone_is_left_out_and_undoing_can_be_undone():
    """The story is as it was read after one undoing, and as decided after two."""
    linked = pile(A)
    first = decided(linked, deciding("dismiss", COUNT))
    second = decided(linked, deciding("dismiss", COUNT), deciding("undo", first[0].id))
    assert apply(linked, second).linked == linked
    assert [s.state for s in apply(linked, second).states] == ["undone", "applied"]
    third = decided(linked, *(replace(d, id="") for d in second), deciding("undo", second[1].id))
    assert link_of(apply(linked, third)).review == "dismissed"


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (deciding("dismiss", "c-none"), "nothing with the id"),
        (replace(deciding("dismiss", COUNT), reason=" "), "say why"),
        (replace(deciding("accept", COUNT), author=""), "has an author"),
        (deciding("correct", COUNT, low="many"), "write a number"),
        (deciding("correct", COUNT, low="20", high="10"), "more than high"),
        (deciding("correct", COUNT, colour="red"), "no field 'colour'"),
        (deciding("correct", COUNT, outcome="vanished"), "there are"),
        (deciding("correct", COUNT), "nothing is corrected"),
        (deciding("merge", COUNT, "e-a"), "two events or two entities"),
        (deciding("merge", "e-a"), "different ids"),
        (deciding("split", "e-a", "b"), "its own documents"),
        (deciding("pin", "e-a", lat="95", lon="3"), "nowhere"),
        (deciding("pin", "e-a", outcome="freed", low="9", high="3"), "none more than the next"),
        (deciding("undo", COUNT), "no decision"),
        (deciding("vote", COUNT), "no decision 'vote'"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words(decision, words):
    """Unknown ids, wrong kinds of things, values that are none."""
    with pytest.raises((ValueError, LookupError), match=words):
        decided(pile(A, B), decision)


def test_words_are_found_again_where_they_moved_to():
    """A changed page: the claim has another id and place, and is the one with the same words beside it."""
    linked = pile(A)
    kept = decided(linked, deciding("correct", COUNT, low="14", high="14"))
    text = "12 days on. Police said 12 miners of a were freed."
    moved = replace(A, text=text)
    start = text.index("12 miners")
    shift = start - claims(A)[0].span.start
    old = claims(A)[0]
    new = replace(old, id="c-new", span=replace(old.span, start=start, end=start + 2))
    other = replace(old, id="c-days", span=replace(old.span, start=0, end=2))
    again = replace(pile(A), documents=(moved,), claims=(other, new), links=(ClaimLink(claim="c-new", event="e-a"),))
    result = apply(again, kept)
    assert shift == 12
    assert claim_of(result, "c-new").quantity.low == 14
    assert claim_of(result, "c-days").quantity.low == 12
    assert result.states[0].found == ("c-new",)


def test_a_newer_engine_may_read_the_same_words_as_another_outcome():
    """At the very place the decision holds, whatever the words are taken for."""
    linked = pile(A)
    kept = decided(linked, deciding("dismiss", COUNT))
    newer = replace(claims(A)[0], id="c-newer", outcome="killed")
    again = replace(linked, claims=(newer,), links=(ClaimLink(claim="c-newer", event="e-a"),))
    assert link_of(apply(again, kept), "c-newer").review == "dismissed"


def test_a_claim_that_is_read_no_more_is_taken_back_if_it_was_accepted():
    """The text is the same, the newer engine is silent: what a person accepted stays, with its event."""
    linked = pile(A)
    kept = decided(linked, deciding("accept", COUNT))
    silent = replace(linked, claims=claims(A)[1:], links=linked.links[1:])
    result = apply(silent, kept, {COUNT: claims(A)[0]})
    assert claim_of(result).quantity.low == 12
    assert (link_of(result).event, link_of(result).review) == ("e-a", "accepted")


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ((document("a", 15),), "“12” are gone from a"),
        ((B,), "the report a with the words “12” is not in the story"),
    ],
)
def test_a_decision_whose_words_are_gone_says_so_and_changes_nothing(documents, words):
    """Lost, with the words and the reason; the rest of the decisions holds."""
    linked = pile(A)
    kept = decided(linked, deciding("dismiss", COUNT))
    result = apply(pile(*documents), kept)
    assert result.linked == pile(*documents)
    assert result.states[0].state == "lost"
    assert words in result.states[0].note


def test_words_that_stand_but_are_not_read_are_lost_too():
    """A dismissed claim that the engine has learned not to read needs no dismissal."""
    linked = pile(A)
    result = apply(replace(linked, claims=(), links=()), decided(linked, deciding("dismiss", COUNT)))
    assert "no such claim is read" in result.states[0].note


def test_merged_events_are_one_under_the_first_id():
    """Documents, claims and aliases; undone they are two again."""
    linked = pile(A, B)
    kept = decided(linked, deciding("merge", "e-b", "e-a"))
    result = apply(linked, kept)
    (event,) = result.linked.events
    assert (event.id, event.documents, event.aliases) == ("e-b", ("a", "b"), ("e-a",))
    assert {x.event for x in result.linked.links} == {"e-b"}


def test_a_split_event_takes_its_documents_and_their_claims():
    """The new event has an id that does not depend on when it was split; split again by reading it is left alone."""
    linked = apply(pile(A, B), decided(pile(A, B), deciding("merge", "e-a", "e-b"))).linked
    kept = decided(linked, deciding("split", "e-a", "b"))
    one, two = apply(linked, kept).linked.events
    assert (one.primary, two.primary) == (("a",), ("b",))
    assert {x.event for x in apply(linked, kept).linked.links if x.claim == claims(B)[0].id} == {two.id}
    assert apply(pile(A, B), kept).linked.events == pile(A, B).events


def test_events_that_are_different_stay_so_when_reading_makes_one_of_them():
    """The reports that the second held then are taken out of the first."""
    kept = decided(pile(A, B), deciding("different", "e-a", "e-b"))
    joined = apply(pile(A, B), decided(pile(A, B), deciding("merge", "e-a", "e-b"))).linked
    assert [e.primary for e in apply(joined, kept).linked.events] == [("a",), ("b",)]


def test_a_document_is_moved_with_its_claims():
    """The event that it leaves empty goes on meaning the one that it came to."""
    linked = pile(A, B)
    result = apply(linked, decided(linked, deciding("move", "b", "e-a")))
    (event,) = result.linked.events
    assert (event.primary, event.aliases) == (("a", "b"), ("e-b",))
    assert {x.event for x in result.linked.links} == {"e-a"}


def test_a_claim_is_moved_alone():
    """Its document is told of by both events and is about one."""
    linked = pile(A, B)
    result = apply(linked, decided(linked, deciding("move", COUNT, "e-b")))
    assert link_of(result).event == "e-b"
    assert [(e.documents, e.primary) for e in result.linked.events] == [(("a",), ("a",)), (("a", "b"), ("b",))]


def person(id_, *names):
    return Entity(
        id=id_, type="person", name=names[0], aliases=tuple(Alias(text=n, count=1, documents=("a",)) for n in names)
    )


def test_entities_are_merged_and_split_by_their_spellings():
    """A split outlives a reading that has made one of them again under another id."""
    linked = pile(A, entities=(person("n1", "Ada Holm"), person("n2", "A. Holm")))
    merged = apply(linked, decided(linked, deciding("same", "n1", "n2")))
    (one,) = merged.linked.entities
    assert {a.text for a in one.aliases} == {"Ada Holm", "A. Holm"}
    assert (one.judgements[-1].judgement, one.judgements[-1].author) == ("same", "night desk")
    kept = decided(linked, deciding("different", "n1", "n2"))
    again = replace(linked, entities=(person("n9", "Ada Holm", "A. Holm"),))
    assert [{a.text for a in e.aliases} for e in apply(again, kept).linked.entities] == [{"A. Holm"}, {"Ada Holm"}]


def test_a_pinned_place_is_where_the_event_was():
    """Coordinates are the reviewer's and exact."""
    linked = pile(A)
    (event,) = apply(linked, decided(linked, deciding("pin", "e-a", lat="61.2", lon="-149.9"))).linked.events
    assert (event.place.lat, event.place.lon, event.place.where_prec) == (61.2, -149.9, 1)


@pytest.mark.parametrize(("at", "best"), [(None, 13), ("2026-03-06", 13), ("2026-03-03", None)])
def test_a_pinned_figure_holds_from_its_time_on(at, best):
    """It is the estimate, with who pinned it and what the reports would give; before its time it is not."""
    linked = pile(A)
    kept = decided(linked, deciding("pin", "e-a", outcome="freed", low="12", best="13", as_of="2026-03-04"))
    found = story(A).reconciled
    told = replace(found, at=at, events=tuple(replace(e, id="e-a") for e in found.events))
    freed = pinned(told, apply(linked, kept).pins).events[0].estimates.get("freed")
    assert (freed.best if freed else None) == best
    assert freed is None or "night desk" in freed.reason


def test_an_anchor_without_words_was_forgotten():
    """The decision stays and says that its words were forgotten."""
    blank = Anchor(target="c-gone", of="claim", document="a", start=12, end=14, what="count freed")
    kept = replace(deciding("dismiss", "c-gone"), id="d1", anchor=(blank,))
    assert "forgotten" in apply(pile(A), (kept,)).states[0].note
