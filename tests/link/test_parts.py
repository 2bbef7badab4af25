"""Round-ups: one report that tells of several events."""

from asof.link import link
from asof.link.parts import parts, units
from asof.records import Analysis, Claim, Document
from link.factory import analysis, count, named, report

ROUND_UP = (
    "Three accidents kept rescuers busy.\n\n"
    "In Norvik 2 miners were killed when a shaft fell in on Tuesday. The foreman, Jan Toorn, was not there.\n\n"
    "Near Karsk 5 sailors died after a trawler struck a rock. Its skipper, Ada Lorn, swam ashore.\n\n"
    "A fire in Ellery killed 3 weavers. Their loom had run hot."
)
OTHER = "A trawler struck a rock near Karsk and 5 sailors died. Ada Lorn, the skipper, swam ashore at night."


def made(name: str, text: str, *numbers: str) -> tuple[Document, Analysis, list[Claim]]:
    document = report(name, text)
    marks = named(document, "place", "Norvik", "Karsk", "Ellery") + named(document, "person", "Jan Toorn", "Ada Lorn")
    claims: list[Claim] = [count(document, n, main=k == 0) for k, n in enumerate(numbers)]
    return document, analysis(document, *marks), claims


def test_each_part_holds_its_own_claims_and_names() -> None:
    """Three paragraphs with a scene and a count each are three parts, told apart by their spans."""
    document, marks, claims = made("a", ROUND_UP, "2", "5", "3")
    found = parts(document, marks, claims)
    assert [[c.span.text for c in p.claims] for p in found] == [["2"], ["5"], ["3"]]
    assert [p.analysis.names[-1].text for p in found if p.analysis] == ["Jan Toorn", "Ada Lorn", "Ellery"]
    assert {p.report for p in found} == {"a"}


def test_a_report_that_comes_back_to_its_scene_is_whole() -> None:
    """Where two paragraphs name one place, or one person, the report tells of one event."""
    document, marks, claims = made("a", ROUND_UP.replace("Ellery", "Norvik"), "2", "5", "3")
    assert parts(document, marks, claims) == ()
    document, marks, claims = made("a", ROUND_UP.replace("Ada Lorn", "Jan Toorn"), "2", "5", "3")
    assert parts(document, marks, claims) == ()


def test_given_stories_are_not_taken_apart() -> None:
    """A document that carries a story belongs to it as a whole where stories are given."""
    document, marks, claims = made("a", ROUND_UP, "2", "5", "3")
    document = report("a", document.text, story="s")
    assert len(units([document], {"a": marks}, {"a": claims}, given=True)) == 1
    assert len(units([document], {"a": marks}, {"a": claims})) == 3


def test_a_round_up_belongs_to_several_events() -> None:
    """Its part about a trawler joins the trawler's event, whose main report it is not; its claims follow the parts."""
    first, second = made("a", ROUND_UP, "2", "5", "3"), made("b", OTHER, "5")
    linked = link([first[0], second[0]], [first[1], second[1]], [*first[2], *second[2]])
    assert sorted((e.documents, e.primary) for e in linked.events) == [
        (("a",), ("a",)), (("a",), ("a",)), (("a", "b"), ("b",)),
    ]  # fmt: skip
    event_of = {link.claim: link.event for link in linked.links}
    assert event_of[first[2][1].id] == event_of[second[2][0].id]
    assert len({event_of[c.id] for c in first[2]}) == 3
    assert len({e.id for e in linked.events}) == 3
