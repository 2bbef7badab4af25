"""The graph of sources: who quotes whom as the claims say it, drawn the same each time."""

import itertools

import pytest
from lxml import etree
from msgspec.structs import replace

from asof.tell import chart_paint, graph
from asof.tell.graph_layout import crossings, ordered
from asof.tell.standing import Standing
from tests.tell import factory

SVG = "{http://www.w3.org/2000/svg}"


def sources() -> graph.Graph:
    """The graph of the made-up story."""
    story = factory.story()
    return graph.sources(Standing(story), story.reconciled.events[0])


def test_the_chain_is_followed_from_the_source_to_the_outlet() -> None:
    """Militants → news agency → wire; a doctor straight to the wire; each step an edge with its claims."""
    edges = {(e.of, e.to): e for e in sources().edges if e.kind == "quotes"}
    made = factory.claims(factory.documents())
    assert edges["militants", "varde news agency"].figures == 2
    assert edges["varde news agency", "tessa wire"].claims == (made["killed-35"].id,)
    assert edges["doctor at norvik hospital", "tessa wire"].claims == (made["killed-23"].id,)


def test_an_outlet_that_copies_another_carries_its_words() -> None:
    """The Post prints what the wire printed first."""
    (carried,) = (e for e in sources().edges if e.kind == "carries")
    assert (carried.of, carried.to) == ("tessa wire", "halmstrand post")


def test_columns_are_sources_media_and_outlets() -> None:
    """Who says it stands left, a quoted agency in the middle, the outlets of the reports on the right."""
    column = {n.id: n.column for n in sources().nodes}
    assert (column["militants"], column["varde news agency"], column["tessa wire"]) == (0, 1, 2)


def test_an_outlet_quoted_by_its_own_name_is_no_source_of_itself() -> None:
    """The Courier's "the Norvik Courier reported" makes no edge from the Courier to the Courier."""
    assert all(e.of != e.to for e in sources().edges)


def test_only_what_was_said_by_the_moment_is_drawn() -> None:
    """As of the first noon there is no doctor and no denial; before all reports there is no graph."""
    drawn = graph.draw(factory.story(), at="2031-03-04T12:45:00+01:00")
    assert "Militants" in drawn
    assert "Doctor" not in drawn
    assert graph.draw(factory.story(), at="2030-01-01") == ""


def test_the_graph_says_in_words_what_it_draws() -> None:
    """Title, description, and a title on each edge and node; links are those given."""
    made = sources()
    tree = etree.fromstring(chart_paint.standalone(graph.svg(made, {"militants": "#x"})).encode())
    described = tree.findtext(f"{SVG}desc") or ""
    assert "Varde news agency quotes Militants: 2 figures." in described
    titles = [t.text for t in tree.iter(f"{SVG}title")]
    assert len(titles) == 1 + len(made.edges) + len(made.nodes)
    assert [a.get("href") for a in tree.iter(f"{SVG}a")] == ["#x"]


def test_boxes_do_not_overlap() -> None:
    """Boxes of one column keep apart."""
    tree = etree.fromstring(chart_paint.standalone(graph.svg(sources())).encode())
    boxes = [tuple(float(r.get(k, 0)) for k in ("x", "y", "height")) for r in tree.iter(f"{SVG}rect")]
    for x in {b[0] for b in boxes}:
        column = sorted(b[1:] for b in boxes if b[0] == x)
        assert all(a[0] + a[1] < b[0] for a, b in itertools.pairwise(column))


def test_an_unknown_event_is_refused_with_the_choices() -> None:
    """Who mistypes an id is told what there is."""
    with pytest.raises(LookupError, match="ev1"):
        graph.draw(factory.story(), event="nope")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\"'><image href=x>", "\ud800\u202e\x00", "A" * 100_000]
)
def test_hostile_names_do_no_harm(words: str) -> None:
    """Whatever an outlet or event is called, the graph is sound XML of bounded size."""
    story = factory.story()
    (event,) = story.reconciled.events
    documents = tuple(replace(d, outlet=words + str(n)) for n, d in enumerate(story.documents))
    reconciled = replace(story.reconciled, events=(replace(event, label=words),))
    svg = chart_paint.standalone(graph.draw(replace(story, documents=documents, reconciled=reconciled)))
    tree = etree.fromstring(svg.encode())
    assert not [e for e in tree.iter() if isinstance(e.tag, str) and e.tag.removeprefix(SVG) in ("script", "image")]
    assert "\u202e" not in svg
    assert len(svg) < 60_000


def test_a_crowded_graph_is_cut_and_says_so() -> None:
    """Of forty outlets that quote one source, those with the most figures are drawn; the rest is counted."""
    story = factory.story()
    docs = [replace(story.documents[1], document=f"d{n}", outlet=f"Outlet {n:02}") for n in range(40)]
    claim = next(c for c in story.claims if c.document == docs[0].document or c.document == "wire-1")
    claims = tuple(replace(claim, id=f"c{n:02}", document=f"d{n}") for n in range(40))
    links = factory.links({str(n): c for n, c in enumerate(claims)})
    (event,) = story.reconciled.events
    event = replace(event, documents=tuple(d.document for d in docs))
    made = replace(
        story, documents=tuple(docs), claims=claims, links=links, reconciled=replace(story.reconciled, events=(event,))
    )
    found = graph.sources(Standing(made), event)
    assert len(found.nodes) == graph.MOST
    assert found.more == 42 - graph.MOST
    assert f"{found.more} more" in graph.svg(found)


def test_the_order_crosses_few_edges_and_is_the_same_whatever_the_order_given() -> None:
    """Two crossing edges are uncrossed; the outcome does not depend on the order of edges."""
    columns, edges = [["a", "b"], ["x", "y"]], [("a", "y", 1), ("b", "x", 1)]
    assert crossings(columns, edges) == 1
    made = ordered(columns, edges)
    assert crossings(made, edges) == 0
    assert ordered(columns, edges[::-1]) == made
