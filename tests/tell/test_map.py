"""The map: every event where it happened, its precision drawn, nothing that a stranger's words could break."""

import math

import pytest
from lxml import etree
from msgspec.structs import replace

from asof.records import EventPlace, Story
from asof.tell import chart_paint, map_shapes
from asof.tell import map as maps
from tests.tell import factory
from tests.tell.test_export import story

SVG = "{http://www.w3.org/2000/svg}"


def drawn(made: Story, **more: object) -> etree._Element:
    """The wide map, parsed as XML."""
    return etree.fromstring(chart_paint.standalone(maps.draw(made, "wide", **more)).encode())  # type: ignore[arg-type]


def marks(tree: etree._Element) -> list[etree._Element]:
    """The points of the map."""
    return tree.findall(f".//{SVG}circle")


def test_a_point_stands_where_its_place_is() -> None:
    """Of two events the eastern one is drawn to the right, the northern one higher up, both within the frame."""
    made = story()
    (event,) = made.reconciled.events
    north = replace(event, id="ev2", place=replace(event.place, name="Tirana", country="AL", lat=41.3, lon=19.8))
    made = replace(made, reconciled=replace(made.reconciled, events=(event, north)))
    one, other = ((float(m.get("cx", 0)), float(m.get("cy", 0))) for m in marks(drawn(made)))
    assert one[0] < other[0]
    assert one[1] > other[1]
    assert all(0 < x < 760 and 0 < y < 400 for x, y in (one, other))


@pytest.mark.parametrize(
    ("precision", "filled", "dashed", "solid", "shaded"),
    [(1, True, 0, 0, 0), (2, True, 0, 1, 0), (4, False, 1, 0, 0), (6, False, 0, 0, 1)],
)
def test_precision_is_drawn(precision: int, filled: bool, dashed: int, solid: int, shaded: int) -> None:
    """A filled point for the place itself, a circle for near it, a dashed one for a province, a shaded country."""
    tree = drawn(story(where_prec=precision))
    assert (marks(tree)[0].get("fill") == "var(--stand)") == filled
    paths = tree.findall(f".//{SVG}path[@fill='var(--stand)']")
    circles = [p for p in paths if p.get("fill-opacity") == "0.16"]
    assert sum(p.get("stroke-dasharray") is not None for p in circles) == dashed
    assert sum(p.get("stroke-dasharray") is None for p in circles) == solid
    assert sum(p.get("fill-opacity") == "0.22" for p in paths) == shaded


def test_every_mark_is_named_and_the_map_described() -> None:
    """A title for each mark; the description names place, exactness and day; links are those given."""
    tree = drawn(story(where_prec=4), links={"ev1": "#event-1"})
    assert "Norvik, Illizi, Algeria (somewhere in the province)" in (tree.findtext(f"{SVG}title") or "")
    described = tree.findtext(f"{SVG}desc") or ""
    assert "Seizure of the Hallen mine" in described
    assert "4 Mar 2031" in described
    (link,) = tree.findall(f".//{SVG}a")
    assert link.get("href") == "#event-1"
    assert "Seizure of the Hallen mine" in (link.findtext(f"{SVG}title") or "")
    ids = {e.get("id") for e in tree.iter() if e.get("id")}
    assert {tree.get("aria-labelledby"), tree.get("aria-describedby")} <= ids


def test_without_a_place_there_is_no_map() -> None:
    """No event with coordinates, or none known by the moment: nothing is drawn."""
    assert maps.svg(factory.story()) == ""
    assert maps.svg(story(), at="2030-01-01") == ""
    assert maps.svg(story()) != ""


def test_labels_do_not_overlap() -> None:
    """Of twenty events in one town some go without a label; those that are there keep apart."""
    made = story()
    (event,) = made.reconciled.events
    events = tuple(
        replace(event, id=f"e{n:02}", place=replace(event.place, lat=28 + n / 50, lon=9 + n / 40)) for n in range(20)
    )
    tree = drawn(replace(made, reconciled=replace(made.reconciled, events=events)))
    labels = [t for t in tree.iter(f"{SVG}text") if t.get("font-weight") == "650"]
    assert 0 < len(labels) < 20
    places = sorted(float(t.get("y", 0)) for t in labels)
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\"'><image href=x>", "\ud800\u202e\x00", "A" * 100_000]
)
def test_hostile_names_do_no_harm(words: str) -> None:
    """Whatever a label or a place is called, the map is sound XML of bounded size, without script or reordering."""
    made = story(name=words, admin1=words)
    (event,) = made.reconciled.events
    made = replace(made, reconciled=replace(made.reconciled, events=(replace(event, label=words),)))
    svg = chart_paint.standalone(maps.draw(made))
    tree = etree.fromstring(svg.encode())
    assert not [e for e in tree.iter() if isinstance(e.tag, str) and e.tag.removeprefix(SVG) in ("script", "image")]
    assert "\u202e" not in svg
    assert len(svg) < 60_000


def test_the_map_is_the_same_twice_and_asks_for_nothing() -> None:
    """The same bytes; no address but the namespace."""
    assert maps.svg(story()) == maps.svg(story())
    assert "http" not in maps.svg(story())


@pytest.mark.parametrize(("lat", "lon", "country"), [(-17.7, 178.0, "FJ"), (66.0, -169.8, "RU"), (78.2, 15.6, "SJ")])
def test_places_at_the_edges_of_the_world_are_drawn(lat: float, lon: float, country: str) -> None:
    """At the 180th meridian and far north the mark is in the frame and no outline crosses the whole map."""
    tree = drawn(story(lat=lat, lon=lon, country=country, where_prec=6))
    assert 0 <= float(marks(tree)[0].get("cx", -1)) <= 760
    assert 0 <= float(marks(tree)[0].get("cy", -1)) <= 400


def test_shapes_of_countries_are_whole() -> None:
    """Some 240 countries, each within the world or just past its edge, nearly all with their code."""
    every = map_shapes.shapes()
    assert 230 < len(every) < 260
    assert sum(not s.code for s in every) < 10
    assert all(len(ring) > 2 for s in every for ring in s.rings)
    algeria = map_shapes.shape_of("DZ")
    assert algeria is not None
    west, south, east, north = algeria.box
    assert (round(west), round(south), round(east), round(north)) == (-9, 19, 12, 37)
    assert map_shapes.shape_of("XX") is None


def test_distances_are_those_of_the_globe() -> None:
    """A degree of the equator is 111.2 km; a circle's points lie at its radius, also near the pole."""
    assert map_shapes.distance_km((0, 0), (1, 0)) == pytest.approx(111.19, abs=0.01)
    for centre in ((9.64, 28.05), (179.9, -17.0), (15.0, 84.0)):
        ring = list(map_shapes.around(centre, 150))
        assert all(map_shapes.distance_km(centre, p) == pytest.approx(150, abs=0.01) for p in ring)


def test_clipping_keeps_what_is_inside() -> None:
    """A square half outside a box loses that half; one outside is gone; one inside stays."""
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert map_shapes.area(map_shapes.clipped(square, (1, -9, 9, 9))) == pytest.approx(2)
    assert map_shapes.clipped(square, (5, 5, 6, 6)) == []
    assert map_shapes.area(map_shapes.clipped(square, (-9, -9, 9, 9))) == pytest.approx(4)
    assert map_shapes.centre(square) == pytest.approx((1, 1))


def test_the_radius_of_a_place_grows_with_what_is_not_known() -> None:
    """From town to province each code reaches further; without a code nothing is said."""
    radii = [map_shapes.radius_km(EventPlace(where_prec=n, lat=1, lon=1)) or math.nan for n in (1, 2, 3, 4)]
    assert radii == sorted(radii)
    assert map_shapes.radius_km(EventPlace()) is None
