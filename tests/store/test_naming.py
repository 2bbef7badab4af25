"""Events keep their ids when a story grows or regroups; ids that are taken over go on meaning the event."""

from hypothesis import given
from hypothesis import strategies as st

from asof.records import ClaimLink, EventCore, Linked
from asof.store import View, Writer, kept_ids
from store.factory import document, reading, story


def events(**held):
    """Events by their id, each with the documents (letters) that are about it."""
    cores = tuple(EventCore(id=i, label=i, documents=tuple(d), primary=tuple(d)) for i, d in held.items())
    links = tuple(ClaimLink(claim=f"c-{d}", event=c.id) for c in cores for d in c.documents)
    return Linked(documents=(), claims=(), links=links, entities=(), events=cores)


def named(before, after, aliases=None):
    linked, fresh = kept_ids(after, before.events, aliases or {})
    return {e.id: "".join(e.documents) for e in linked.events}, fresh


def test_a_first_run_keeps_the_ids_that_linking_gives():
    """Nothing was there before."""
    assert named(events(), events(e1="ab")) == ({"e1": "ab"}, {})


def test_an_event_keeps_its_id_when_an_earlier_report_comes_to_light():
    """Linking names it after its first report, which is another now; its claims follow."""
    linked, fresh = kept_ids(events(e9="zab"), events(e1="ab").events, {})
    assert [e.id for e in linked.events] == ["e1"]
    assert {x.event for x in linked.links} == {"e1"}
    assert fresh == {}


def test_two_events_that_prove_one_keep_the_id_of_the_larger():
    """The other id becomes an alias."""
    linked, fresh = kept_ids(events(e1="abcde"), events(e1="ab", e2="cde").events, {})
    assert [(e.id, e.aliases) for e in linked.events] == [("e2", ("e1",))]
    assert fresh == {"e1": "e2"}


def test_one_event_that_proves_two_keeps_its_id_in_the_larger_part():
    """The other part gets an id that no event has, even where linking would give it the old one."""
    found, _ = named(events(e1="abc"), events(e1="a", e2="bc"))
    assert found["e1"] == "bc"
    assert len(found) == 2


def test_an_alias_that_becomes_an_event_again_means_itself():
    """Merged once, apart again: the id that was taken over is given back."""
    found, fresh = named(events(e2="abcde"), events(e1="ab", e2="cde"), {"e1": "e2"})
    assert found == {"e1": "ab", "e2": "cde"}
    assert fresh == {"e1": "e1"}


@given(
    st.lists(st.sampled_from("pqrs"), min_size=6, max_size=6), st.lists(st.sampled_from("pqrs"), min_size=6, max_size=6)
)
def test_ids_are_never_shared_and_always_lead_on(old, new):
    """However documents regroup: each event has an id of its own, and every old id is one or leads to one."""

    def grouped(homes):
        held = {}
        for document_, home in zip("abcdef", homes, strict=True):
            held[f"e{home}"] = held.get(f"e{home}", "") + document_
        return events(**held)

    linked, fresh = kept_ids(grouped(new), grouped(old).events, {})
    ids = [e.id for e in linked.events]
    assert len(set(ids)) == len(ids)
    assert sum(len(e.documents) for e in linked.events) == 6
    for event in grouped(old).events:
        assert event.id in ids or fresh[event.id] in ids


def test_the_store_finds_an_event_by_an_id_that_was_taken_over(tmp_path):
    """Written down as an alias, the old id opens the event it now is part of."""
    path, made = tmp_path / "s.asof", document("a")
    with Writer(path) as writer:
        writer.reading(reading(made))
        writer.alias("e0", "e1")
        writer.derived(story(made))
    assert View(path).event("e0").events[0].id == "e1"
