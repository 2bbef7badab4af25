"""Which claims go back to one beginning."""

from msgspec.structs import replace

from asof.link.origins import links, recounted
from asof.records import Bounds, ClaimLink, CountClaim, Document, EventCore, Linked, Population
from link.factory import count, report

LONG = "Rescuers who had dug through the night said that 12 miners had died in the flooded copper shaft at Karsk"


def linked(*pairs: tuple[Document, list[CountClaim]]) -> list[ClaimLink]:
    documents = {d.document: d for d, _ in pairs}
    return list(links([c for _, cs in pairs for c in cs], dict.fromkeys(documents, "e1"), documents))


def told(name: str, text: str, *sources: str, **more: object) -> tuple[Document, list[CountClaim]]:
    document = report(name, text, **more)
    return document, [count(document, "12", sources=sources)]


def test_copied_sentences_have_one_origin() -> None:
    """The second report's sentence is the first's: one origin, two outlets, and it says what it copies."""
    first, second = told("a", f"{LONG}. More."), told("b", f"Update. {LONG}.")
    a, b = linked(first, second)
    assert a.origin == b.origin
    assert (b.copy_of, a.copy_of) == (first[1][0].id, None)
    assert (a.origins, a.outlets, b.origins, b.outlets) == (1, 2, 1, 2)


def test_a_wire_story_in_other_outlets_is_one_origin() -> None:
    """A nameless source through one agency, in two outlets' own words, is one origin."""
    chain = ("anonymous: a mine official", "agency: Karsk Wire")
    a, b = linked(
        told("a", "At least 12 were dead, a mine official told Karsk Wire.", *chain, outlet="Courier"),
        told("b", "Karsk Wire quoted a mine official as putting the toll at 12.", *chain, outlet="Mail"),
    )
    assert a.origin == b.origin
    assert (a.origins, a.outlets, b.copy_of) == (1, 2, None)


def test_independent_reports_are_two_origins() -> None:
    """Two nameless sources of two outlets are two beginnings."""
    a, b = linked(
        told("a", "12 died, a witness said.", "witness: a witness"),
        told("b", "A doctor counted 12.", "medical: A doctor"),
    )
    assert a.origin != b.origin
    assert (a.origins, b.origins) == (2, 2)


def test_a_headline_is_no_origin_of_its_own() -> None:
    """What a report says again without a source goes back to where it gives one."""
    document = report("a", "12 dead. Police said 12 died.")
    head = count(document, "12")
    body = count(document, "12 died", sources=("police: Police",), quantity=Bounds(low=12, high=12))
    assert len({link.origin for link in linked((document, [head, body]))}) == 1


def test_other_figures_and_other_people_are_counted_apart() -> None:
    """Claims that say something else carry nothing: another number, nationality, a denial, an attacker."""
    document = report("a", "12 died. 13 died. 14 died. 15 died.")
    claims = [
        count(document, "12", population=Population(nationality="Norvish")),
        count(document, "13", quantity=Bounds(low=12, high=12), population=Population(nationality="Karskan")),
        count(document, "14", quantity=Bounds(low=12, high=12), factuality="CT-"),
        count(document, "15", quantity=Bounds(low=12, high=12), population=Population(role="attacker")),
    ]
    made = linked((document, claims))
    assert len({link.origin for link in made}) == 4
    assert [link.origins for link in made] == [1, 1, 1, 1]


def test_background_belongs_to_no_event() -> None:
    """A claim that is not about the main story has no event and is its own origin."""
    document = report("a", "12 died.")
    (link,) = linked((document, [count(document, "12", main=False)]))
    assert (link.event, link.origins, link.outlets) == (None, 1, 1)
    assert link.origin


def test_what_is_put_together_by_hand_is_counted_anew() -> None:
    """Two events whose reports copy each other: apart each has an origin, as one event they have one."""
    pairs = [
        told("a", f"{LONG}. More."),
        told("b", f"Update. {LONG}."),
        told("c", "A doctor counted 12.", "medical: A doctor"),
    ]
    documents, claims = [d for d, _ in pairs], [c for _, cs in pairs for c in cs]
    by_id = {d.document: d for d in documents}

    def story(event_of: dict[str, str], found: tuple[ClaimLink, ...]) -> Linked:
        events = [
            EventCore(id=e, label=e, documents=held, primary=held)
            for e in sorted(set(event_of.values()))
            if (held := tuple(d for d in event_of if event_of[d] == e))
        ]
        links_ = tuple(replace(k, event=event_of[c.document]) for k, c in zip(found, claims, strict=True))
        return Linked(documents=tuple(documents), claims=tuple(claims), links=links_, entities=(), events=tuple(events))

    apart, one = {"a": "e1", "b": "e2", "c": "e2"}, dict.fromkeys("abc", "e1")
    split, whole = links(claims, apart, by_id), links(claims, one, by_id)
    assert [(k.origins, k.outlets) for k in split] == [(1, 1), (2, 2), (2, 2)]
    assert recounted(story(one, split), {"e1"}).links == whole
    assert [(k.origins, k.outlets) for k in whole] == [(2, 3)] * 3
    assert recounted(story(apart, whole), {"e1", "e2"}).links == split
    assert recounted(story(one, split), ()).links[0].origins == 1
    dismissed = tuple(
        replace(k, review="dismissed" if c.document == "c" else None) for k, c in zip(split, claims, strict=True)
    )
    assert [k.origins for k in recounted(story(one, dismissed), {"e1"}).links] == [1, 1, 2]
