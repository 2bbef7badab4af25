"""A map of events with how exactly each place is known: a point, a circle, a shaded country. SVG, offline.

Drawn here and not by Altair: a page is to have its map in milliseconds, its marks are links, and nothing is fetched.
The projection is Mercator's; shapes are Natural Earth's.
"""

import math
from collections.abc import Mapping
from typing import Final

from asof.records import Event, Record, Story
from asof.records.distance import Point
from asof.tell.chart_paint import Box, element, meets, number, text, wide, words
from asof.tell.clean import one_line
from asof.tell.export_event import PRECISION, whereabouts
from asof.tell.map_shapes import Shape, area, around, centre, clipped, radius_km, shape_of, shapes
from asof.tell.standing import Standing
from asof.tell.wording import when

SIZES: Final = {"wide": (760, 400), "narrow": (340, 300)}
MOST: Final = 60
"""How many events a map shows; those that most reports tell of."""

_LEAST_KM = 1600.0
"""A map shows no less than so many km from left to right, so that a reader sees where on earth it is."""

_BRIEFLY: Final = {2: "within 25 km", 3: "in the district", 4: "in the province", 5: "estimated",
                   6: "in the country", 7: "at sea or in the air"}  # fmt: skip
_TOP = 78.0
_SMALL, _LABEL = 11.0, 12.5


class Marked(Record, frozen=True, kw_only=True):
    """An event on the map: its point, how far it may be from there (km), and the link of its mark."""

    event: Event
    number: int
    point: Point
    radius: float
    precision: int
    href: str | None


class _View:
    """What part of the world is drawn, and where on the drawing a point of it lies."""

    def __init__(self, west: float, east: float, middle: float, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.scale = self.width / (east - west)
        self.west, self.top = west, middle + self.height / self.scale / 2
        south, north = (_unmercator(self.top - h / self.scale) for h in (self.height, 0))
        self.box = (west, south, east, north)

    def at(self, point: Point) -> Point:
        """Where a point lies, in pixels."""
        return (point[0] - self.west) * self.scale, (self.top - _mercator(point[1])) * self.scale

    def path(self, ring: list[Point]) -> str:
        """A ring as the data of a path, to a tenth of a pixel; "" where it is smaller than that."""
        placed: list[str] = []
        for x, y in map(self.at, ring):
            here = f"{number(x)},{number(y)}"
            if not placed or placed[-1] != here:
                placed.append(here)
        return f"M{'L'.join(placed)}Z" if len(placed) > 2 else ""

    def km(self, latitude: float) -> float:
        """How many km a pixel is at a latitude."""
        return 111.32 * math.cos(math.radians(latitude)) / self.scale


def _mercator(latitude: float) -> float:
    bounded = max(-85.0, min(85.0, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


def _unmercator(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def svg(story: Story, at: str | None = None, links: Mapping[str, str] | None = None) -> str:
    """The map of a story as SVG to stand in a page, wide and narrow; "" where no event has a place.

    `at` is the moment (None: that of the story, else its end); events of which nothing was said by then are not
    shown. `links` gives the address that an event's mark opens, by the event's id. Colours are the page's variables;
    `chart_paint.standalone` makes a file of one size.
    """
    return "".join(draw(story, size, at, links) for size in SIZES)


def draw(story: Story, size: str = "wide", at: str | None = None, links: Mapping[str, str] | None = None) -> str:
    """One size ("wide", "narrow") of the map as SVG; "" where no event has a place."""
    standing = Standing(story, at)
    marked = _marked(standing, links or {})
    if not marked:
        return ""
    view = _view(marked, SIZES[size])
    shaded = {m.event.place.country for m in marked if m.precision == 6}
    taken: list[Box] = [(0.0, view.height - 34.0, view.width * 0.26, float(view.height))]  # the scale's
    marks = [_mark(view, m, taken, many=len(marked) > 1) for m in marked]
    labels = [_label(view, standing, m, taken) for m in marked]
    drawn = [s for s in shapes() if _overlaps(s.box, view.box)]
    layers = [
        element("rect", width=view.width, height=view.height, fill="var(--band)"),
        element("g", *_lands(view, drawn, shaded), stroke="var(--soft)", stroke_width="0.6", stroke_linejoin="round"),
        element("g", *_names(view, drawn, taken), font_size=_SMALL, fill="var(--soft)", text_anchor="middle"),
        *(_circle(view, m) for m in marked),
        *labels,
        *marks,
        _scale(view),
    ]
    name = "map-" + size
    return element(
        "svg",
        element("title", text(_title(marked)), id=f"{name}-title"),
        element("desc", text(_described(standing, marked)), id=f"{name}-desc"),
        *layers,
        class_=f"chart {size} map",
        viewBox=f"0 0 {view.width} {view.height}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _marked(standing: Standing, links: Mapping[str, str]) -> list[Marked]:
    """The events that have a place and of which something was known by the moment, those most told of first."""
    found: list[Marked] = []
    ordered = sorted(standing.story.reconciled.events, key=lambda e: (-len(e.primary), -len(e.documents), e.id))
    for event in ordered:
        place, zone = event.place, standing.zone(event)
        known = any(standing.shown(d, zone) for d in event.documents if d in standing.documents)
        if place.lat is None or place.lon is None or not known or abs(place.lat) > 85:
            continue
        found.append(
            Marked(
                event=event,
                number=len(found) + 1,
                point=(place.lon, place.lat),
                radius=radius_km(place) or 0.0,
                precision=place.where_prec or 5,
                href=links.get(event.id),
            )
        )
    return found[:MOST]


def _view(marked: list[Marked], size: tuple[int, int]) -> _View:
    """The part of the world that holds every event with its circle, and some land around it."""
    edges = [p for m in marked for p in (_reach(m) or [m.point])]
    west, east = min(x for x, _ in edges), max(x for x, _ in edges)
    south, north = (_mercator(f(y for _, y in edges)) for f in (min, max))
    middle = (_unmercator(south) + _unmercator(north)) / 2
    least = _LEAST_KM / (111.32 * max(0.2, math.cos(math.radians(middle))))
    aspect = size[0] / size[1]
    span = max((east - west) * 1.55, (north - south) * 1.55 * aspect, least)
    span = min(span, 360.0)
    centre_x = min(max((west + east) / 2, span / 2 - 180), 180 - span / 2)
    limit = _mercator(_TOP + 4) - span / aspect / 2
    centre_y = min(max((south + north) / 2, -limit), limit) if limit > 0 else 0.0
    return _View(centre_x - span / 2, centre_x + span / 2, centre_y, size)


def _reach(mark: Marked) -> list[Point]:
    """The points that must be in view: the main land of a country, else the circle."""
    shape = shape_of(mark.event.place.country) if mark.precision == 6 else None
    if shape:
        return list(shape.rings[0])
    return [(max(-180.0, min(180.0, x)), y) for x, y in around(mark.point, max(mark.radius, 1), 24)]


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lands(view: _View, drawn: list[Shape], shaded: set[str | None]) -> list[str]:
    lands = []
    for shape in drawn:
        data = "".join(view.path(clipped(ring, view.box)) for ring in shape.rings)
        if data and shape.code and shape.code in shaded:
            name = element("title", text(shape.name))
            lands.append(element("path", d=data, fill="var(--card)"))
            lands.append(element("path", name, d=data, fill="var(--stand)", fill_opacity="0.22", stroke="var(--stand)"))
        elif data:
            lands.append(element("path", element("title", text(shape.name)), d=data, fill="var(--card)"))
    return lands


def _names(view: _View, drawn: list[Shape], taken: list[Box]) -> list[str]:
    """The names of the countries that have room for them, the largest first."""
    frame, made = (0.0, 0.0, float(view.width), float(view.height)), []
    sized = []
    for shape in drawn:
        part = [view.at(p) for p in clipped(shape.rings[0], view.box)]
        if len(part) > 2:
            sized.append((area(part), shape.name, centre(part)))
    for space, name, (x, y) in sorted(sized, key=lambda s: (-s[0], s[1])):
        breadth = wide(name, _SMALL)
        box = (x - breadth / 2, y - _SMALL, x + breadth / 2, y + 3)
        inside = box[0] > 4 and box[2] < frame[2] - 4 and box[1] > 4 and box[3] < frame[3] - 4
        if space > breadth * _SMALL * 2.5 and inside and not any(meets(box, t) for t in taken):
            taken.append(box)
            made.append(words(name, x, y))
    return made


def _circle(view: _View, mark: Marked) -> str:
    """How far from its point an event may have been; nothing where that is too small to see, or a country."""
    if mark.precision in (1, 6) or mark.radius / view.km(mark.point[1]) < 6:
        return ""
    data = view.path(clipped(around(mark.point, mark.radius), view.box))
    return element(
        "path",
        d=data,
        fill="var(--stand)",
        fill_opacity="0.16",
        stroke="var(--stand)",
        stroke_width="1.2",
        stroke_dasharray=None if mark.precision == 2 else "5 4",
        pointer_events="none",
    )


def _mark(view: _View, mark: Marked, taken: list[Box], many: bool) -> str:
    """A filled point where the place is known, an open one where the point only stands for a wider place."""
    x, y = view.at(mark.point)
    exact, size = mark.precision in (1, 2), 9.0 if many else 6.5
    taken.append((x - size, y - size, x + size, y + size))
    colours = (
        {"fill": "var(--stand)", "stroke": "var(--paper)", "stroke_width": "1.5"}
        if exact
        else {"fill": "var(--paper)", "stroke": "var(--stand)", "stroke_width": "2"}
    )
    drawn = [element("circle", cx=x, cy=y, r=size, **colours)]
    if many:
        ink = "var(--paper)" if exact else "var(--stand)"
        drawn.append(
            words(str(mark.number), x, y + 3.6, font_size=10.5, font_weight="700", fill=ink, text_anchor="middle")
        )
    told = element("title", text(f"{one_line(mark.event.label, 90)}: {_where(mark.event)}"))
    return element("a", told, *drawn, href=mark.href) if mark.href else element("g", told, *drawn)


def _label(view: _View, standing: Standing, mark: Marked, taken: list[Box]) -> str:
    """The name of the place and the day beside a mark, on the first side that has room; nothing where none has."""
    x, y = view.at(mark.point)
    name = one_line(mark.event.place.name or whereabouts(mark.event) or "no name", 30)
    day = when(mark.event.start, standing.zone(mark.event)) if mark.event.start else ""
    day = " · ".join(part for part in (day, _BRIEFLY.get(mark.precision)) if part)
    breadth, high = max(wide(name, _LABEL) * 1.06, wide(day, _SMALL)), _LABEL + (_SMALL + 3 if day else 0)
    for side, left, top in (
        ("start", x + 13, y - high / 2 - 1),
        ("end", x - 13 - breadth, y - high / 2 - 1),
        ("middle", x - breadth / 2, y + 13),
        ("middle", x - breadth / 2, y - 15 - high),
    ):
        box = (left, top, left + breadth, top + high + 2)
        inside = left > 2 and top > 2 and box[2] < view.width - 2 and box[3] < view.height - 2
        if not inside or any(meets(box, t) for t in taken):
            continue
        taken.append(box)
        anchor = {"start": left, "end": left + breadth, "middle": left + breadth / 2}[side]
        lines = [words(name, anchor, top + _LABEL, font_size=_LABEL, font_weight="650", fill="var(--ink)")]
        if day:
            lines.append(words(day, anchor, top + _LABEL + _SMALL + 3, font_size=_SMALL, fill="var(--soft)"))
        halo = {"stroke": "var(--card)", "stroke_width": "3", "paint_order": "stroke", "stroke_linejoin": "round"}
        return element("g", *lines, text_anchor=side, pointer_events="none", **halo)
    return ""


def _scale(view: _View) -> str:
    """A bar of a round number of km, true in the middle of the map."""
    km = view.km((view.box[1] + view.box[3]) / 2)
    length = next(n for n in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10) if n / km < view.width * 0.24 or n == 10)
    x, y = 12.0, view.height - 12.0
    bar = element(
        "path", d=f"M{number(x)},{number(y - 5)}v5h{number(length / km)}v-5", fill="none", stroke="var(--ink)"
    )
    return element("g", bar, words(f"{length:,} km", x + 5, y - 6, font_size=_SMALL, fill="var(--ink)"))


def _where(event: Event) -> str:
    known = PRECISION.get(event.place.where_prec or 0)
    return f"{whereabouts(event) or 'a place without a name'}{f' ({known})' if known else ''}"


def _title(marked: list[Marked]) -> str:
    if len(marked) == 1:
        return f"Map: {_where(marked[0].event)}"
    return f"Map of {len(marked)} events"


def _described(standing: Standing, marked: list[Marked]) -> str:
    told = []
    for mark in marked:
        day = when(mark.event.start, standing.zone(mark.event)) if mark.event.start else "day unknown"
        told.append(f"{mark.number}. {one_line(mark.event.label, 120)}: {_where(mark.event)}, {day}.")
    return " ".join(told) + " A filled point is the place, an open one stands for a wider place."
