"""Who quotes whom about an event: sources, relays, outlets, and whose words an outlet carries.

Figures alone are followed (counts, measures, roles), from the source nearest to the words to the outlet that prints
them. Two names are one source where claims of one origin are theirs.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from asof.records import Claim, Event, Record, StatementClaim, Story
from asof.tell.beginnings import voice
from asof.tell.chart_paint import Box, element, number, text, words
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.graph_layout import ordered
from asof.tell.standing import Standing
from asof.tell.wording import plural

MOST: Final = 24
"""How many sources and outlets are drawn: those of the most figures; the rest is counted."""

WIDTH: Final = 760
_BOX, _GAP, _LANE = 178.0, 11.0, 8.0
_COLUMNS: Final = (1.0, 262.0, 522.0)
_HEADS: Final = ("who says it", "quoted from", "where we read it")
_NAMED: Final = 22

_MEDIA: Final = frozenset({"agency", "outlet"})

Kind = Literal["quotes", "carries"]
_VERB: Final[Mapping[Kind, str]] = {"quotes": "quotes", "carries": "carries the words of"}


class Node(Record, frozen=True, kw_only=True):
    """A source or an outlet: its name and kind, how many figures it gives or prints, how many in its own voice.

    `column`: 0 who says it, 1 an agency or a medium that others quote, 2 an outlet of the reports themselves.
    """

    id: str
    name: str
    kind: str
    figures: int
    own: int = 0
    column: int = 0


class Edge(Record, frozen=True, kw_only=True):
    """`to` quotes `of` ("quotes"), or prints what `of` printed first ("carries"), in so many figures."""

    of: str
    to: str
    kind: Kind
    claims: tuple[str, ...]

    @property
    def figures(self) -> int:
        """In how many figures."""
        return len(self.claims)


class Graph(Record, frozen=True, kw_only=True):
    """Who quotes whom about one event, those with the most figures first; `more` nodes are left out."""

    event: Event
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: int = 0

    def sentences(self) -> tuple[str, ...]:
        """The graph in words, an edge each: what a reader has who does not see it."""
        names = {n.id: n.name for n in self.nodes}
        return tuple(f"{names[e.to]} {_VERB[e.kind]} {names[e.of]}: {plural(e.figures, 'figure')}." for e in self.edges)


def sources(standing: Standing, event: Event) -> Graph:
    """The graph of an event's sources and outlets as of the moment."""
    claims = [c for c in standing.story.claims if _of(standing, event, c)]
    same = _one_voice(standing, claims)
    quoted: dict[tuple[str, str, Kind], list[str]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    figures: dict[str, set[str]] = defaultdict(set)
    own: Counter[str] = Counter()
    printed: set[str] = set()
    for claim in claims:
        outlet = standing.outlet(claim.id)
        chain = claim.attribution.chain[:4] if claim.attribution else ()
        way = [(same.get(_key(s.text), _key(s.text)), s.text, s.kind) for s in chain]
        way.append((_key(outlet), outlet, "outlet"))
        for key, name, kind in way:
            names[key][one_line(name, NAME_LIMIT)] += 1
            kinds[key][kind] += 1
            figures[key].add(claim.id)
        printed.add(way[-1][0])
        steps = [key for n, (key, _, _) in enumerate(way) if n == 0 or key != way[n - 1][0]]
        for of, to in itertools.pairwise(steps):
            quoted[of, to, "quotes"].append(claim.id)
        own[way[-1][0]] += len(steps) == 1
        first = _copied(standing, claim)
        if first and _key(first) != way[-1][0]:
            quoted[_key(first), way[-1][0], "carries"].append(claim.id)
    nodes = [
        Node(
            id=key,
            name=_name(names[key]),
            kind=_most(kinds[key]),
            figures=len(figures[key]),
            own=own[key],
            column=2 if key in printed else int(_most(kinds[key]) in _MEDIA),
        )
        for key in names
    ]
    edges = [Edge(of=of, to=to, kind=kind, claims=tuple(ids)) for (of, to, kind), ids in quoted.items()]
    return _drawn(event, nodes, edges)


def _drawn(event: Event, nodes: list[Node], edges: list[Edge]) -> Graph:
    """The graph of the nodes with the most figures; those that nothing ties to another are left out."""
    tied = {e.of for e in edges} | {e.to for e in edges}
    joined = sorted((n for n in nodes if n.id in tied), key=lambda n: (-n.figures, n.id))
    kept = {n.id for n in joined[:MOST]}
    shown = sorted((e for e in edges if e.of in kept and e.to in kept), key=lambda e: (-e.figures, e.of, e.to, e.kind))
    named = {e.of for e in shown} | {e.to for e in shown}
    return Graph(
        event=event,
        nodes=tuple(n for n in joined if n.id in named),
        edges=tuple(shown),
        more=len(joined) - len(named),
    )


def _of(standing: Standing, event: Event, claim: Claim) -> bool:
    link = standing.links.get(claim.id)
    if isinstance(claim, StatementClaim) or claim.same_as or link is None or link.event != event.id:
        return False
    return claim.document in standing.documents and standing.said(claim.id, standing.zone(event))


def _copied(standing: Standing, claim: Claim) -> str | None:
    """The outlet whose words a claim repeats; None where it repeats nobody's, or only quotes whom it names."""
    link = standing.links.get(claim.id)
    return standing.outlet(link.copy_of) if link and link.copy_of and link.copy_of in standing.claims else None


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """What two names share that mean one source: case and articles apart."""
    return _bare(one_line(name, NAME_LIMIT)).casefold()


def _bare(name: str) -> str:
    """A name without its article."""
    return next((name[len(a) :] for a in ("the ", "a ", "an ") if name.casefold().startswith(a)), name)


def _one_voice(standing: Standing, claims: list[Claim]) -> dict[str, str]:
    """The names that mean one source (the first of them stands for all): those that claims of one origin begin with.

    And those that differ in no word that names somebody: "the Norvik harbour ministry", "the harbour ministry".
    """
    outlets = {_key(d.outlet) for d in standing.documents.values() if d.outlet}
    found: dict[str, str] = {}

    def root(key: str) -> str:
        while key in found:
            key = found[key]
        return key

    first: dict[object, str] = {}
    for claim in claims:
        link, chain = standing.links.get(claim.id), claim.attribution.chain if claim.attribution else ()
        if not chain or link is None or link.origin is None or _key(chain[0].text) in outlets:
            continue
        for same in (link.origin, voice(claim, standing.documents[claim.document])[0]):
            here = root(_key(chain[0].text))
            there = root(first.setdefault(same, here)) if same else here
            if here != there:
                found[max(here, there)] = min(here, there)
    return {key: root(key) for key in found}


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda k: (-counted[k], k))


def _name(counted: Counter[str]) -> str:
    """The name that is used most, then the shortest; its first letter large."""
    name = _bare(min(counted, key=lambda k: (-counted[k], len(k), k)))
    return name[:1].upper() + name[1:]


def draw(story: Story, at: str | None = None, event: str | None = None) -> str:
    """The graph of an event (None: the one that most reports tell of) as SVG to stand in a page; "" without edges.

    Raises LookupError where no event has that id; before any event was known there is nothing to draw.
    """
    standing = Standing(story, at)
    events = sorted(story.reconciled.events, key=lambda e: (-len(e.primary), -len(e.documents), e.id))
    chosen = [e for e in events if event in (None, e.id)]
    if event is not None and events and not chosen:
        raise LookupError(f"no event {event!r}; there are {', '.join(e.id for e in events[:10])}")
    return svg(sources(standing, chosen[0])) if chosen else ""


def svg(graph: Graph, links: Mapping[str, str] | None = None) -> str:
    """A graph as SVG: sources, the agencies and media that they are quoted from, the outlets; "" without edges.

    `links` gives the address that a node opens, by its id. Colours are the page's variables.
    """
    if not graph.edges:
        return ""
    nodes = {n.id: n for n in graph.nodes}
    place, lanes = _placed(graph, nodes)
    high = max(box[3] for box in place.values()) + 38
    columns = [[n.id for n in graph.nodes if n.column == k] for k in range(3)]
    name = f"graph-{graph.event.id}"
    heads = [
        words(head, x + 1, 14, font_size=11.5, fill="var(--soft)")
        for x, column, head in zip(_COLUMNS, columns, _HEADS, strict=True)
        if column
    ]
    return element(
        "svg",
        element("title", text(f"Who quotes whom: {one_line(graph.event.label, 120)}"), id=f"{name}-title"),
        element("desc", text(" ".join(graph.sentences())), id=f"{name}-desc"),
        *heads,
        *(_edge(e, _course(e, place, lanes), nodes) for e in reversed(graph.edges)),
        *(_node(nodes[key], place[key], (links or {}).get(key)) for column in columns for key in column),
        _legend(high, graph.more),
        class_="chart graph",
        viewBox=f"0 0 {WIDTH} {number(high)}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def _placed(graph: Graph, nodes: Mapping[str, Node]) -> tuple[dict[str, Box], dict[tuple[str, str], float]]:
    """The box of each node, and the height of the lane on which an edge passes the middle column."""
    columns = [[n.id for n in graph.nodes if n.column == k] for k in range(3)]
    passing = {
        f"{e.of}\n{e.to}": (e.of, e.to)
        for e in graph.edges
        if columns[1] and (nodes[e.of].column, nodes[e.to].column) == (0, 2)
    }
    columns[1] += list(passing)
    through = [part for key, (of, to) in passing.items() for part in ((of, key, 1), (key, to, 1))]
    straight = [(e.of, e.to, e.figures) for e in graph.edges if f"{e.of}\n{e.to}" not in passing]
    columns = ordered(columns, straight + through)
    tall = {key: _height(nodes[key]) if key in nodes else 1.0 for column in columns for key in column}
    heights = [sum(tall[key] + _gap(key, nodes) for key in column) for column in columns]
    place: dict[str, Box] = {}
    lanes: dict[tuple[str, str], float] = {}
    for x, column, height in zip(_COLUMNS, columns, heights, strict=True):
        y = 30 + (max(heights) - height) / 2
        for key in column:
            if key in nodes:
                place[key] = (x, y, x + _BOX, y + tall[key])
            else:
                lanes[passing[key]] = y
            y += tall[key] + _gap(key, nodes)
    return place, lanes


def _gap(key: str, nodes: Mapping[str, Node]) -> float:
    return _GAP if key in nodes else _LANE


def _course(edge: Edge, place: Mapping[str, Box], lanes: Mapping[tuple[str, str], float]) -> str:
    """The data of an edge's path: from the right of the source to the left of who quotes it, by its lane if any.

    Within a column it goes around on the right.
    """
    of, to = place[edge.of], place[edge.to]
    shift = 6 if edge.kind == "carries" else -4 if of[0] == to[0] else 0
    x, y, v = of[2], (of[1] + of[3]) / 2 + shift, (to[1] + to[3]) / 2 + shift
    lane = lanes.get((edge.of, edge.to))
    if to[0] <= of[2]:
        reach = min(56.0, 24 + abs(v - y) / 6)
        return _curve((x, y), (to[2], v), reach, -reach)
    if lane is None:
        return _curve((x, y), (to[0], v), (to[0] - x) / 2, (to[0] - x) / 2)
    left, right = _COLUMNS[1], _COLUMNS[1] + _BOX
    first = _curve((x, y), (left, lane), (left - x) / 2, (left - x) / 2)
    last = _curve((right, lane), (to[0], v), (to[0] - right) / 2, (to[0] - right) / 2)
    return f"{first}L{last[1:]}"


def _curve(start: tuple[float, float], end: tuple[float, float], out: float, back: float) -> str:
    points = (*start, start[0] + out, start[1], end[0] - back, end[1], *end)
    return "M{},{}C{},{} {},{} {},{}".format(*(number(p) for p in points))


def _edge(edge: Edge, data: str, nodes: Mapping[str, Node]) -> str:
    """A curve, the thicker the more figures; dashed where words are carried."""
    carried = edge.kind == "carries"
    told = f"{nodes[edge.to].name} {_VERB[edge.kind]} {nodes[edge.of].name}: {plural(edge.figures, 'figure')}"
    colour = "var(--warn)" if carried else "var(--stand)"
    line = element(
        "path",
        d=data,
        fill="none",
        stroke=colour,
        stroke_width=min(1.2 + 0.55 * edge.figures, 6),
        stroke_opacity="0.62",
        stroke_dasharray="5 3" if carried else None,
    )
    title = element("title", text(told))
    if nodes[edge.of].column != nodes[edge.to].column:
        return element("g", title, line)
    x, y = data.rpartition(" ")[2].split(",")
    return element("g", title, line, element("path", d=f"M{x},{y}l8,-4.5v9Z", fill=colour))


def _lines(name: str) -> list[str]:
    """A name on one line, or on two."""
    if len(name) <= _NAMED:
        return [name]
    space = name.rfind(" ", 0, _NAMED + 1)
    first = name[:space] if space > _NAMED // 2 else name[:_NAMED]
    return [first, one_line(name[len(first) :], _NAMED)]


def _height(node: Node) -> float:
    return 24.0 + 14 * len(_lines(node.name))


def _node(node: Node, at: Box, href: str | None) -> str:
    (x, y, _, bottom), prints = at, node.column == 2
    own = f", {node.own} in its own voice" if node.own else ""
    about = f"{_kind(node)}, {plural(node.figures, 'figure')}"
    lines = _lines(node.name)
    drawn = [
        element("title", text(f"{node.name}: {about}{own}")),
        element(
            "rect", x=x, y=y, width=_BOX, height=bottom - y, rx=3 if prints else 15, fill="var(--card)",
            stroke="var(--ink)" if prints else "var(--stand)", stroke_width="1.2",
        ),
        *(
            words(line, x + 11, y + 16 + 14 * n, font_size=12, font_weight="650", fill="var(--ink)")
            for n, line in enumerate(lines)
        ),
        words(about, x + 11, bottom - 8, font_size=10.5, fill="var(--soft)"),
    ]  # fmt: skip
    return element("a", *drawn, href=href) if href else element("g", *drawn)


def _legend(high: float, more: int) -> str:
    y = high - 9
    parts: list[str] = []
    for x, told, colour, dash in (
        (1.0, "quotes", "var(--stand)", None),
        (92.0, "prints what another printed first", "var(--warn)", "5 4"),
    ):
        line = f"M{number(x)},{number(y - 4)}h26"
        parts.append(element("path", d=line, stroke=colour, stroke_width=2.5, stroke_dasharray=dash, fill="none"))
        parts.append(words(told, x + 32, y, font_size=11.5, fill="var(--soft)"))
    if more:
        note = f"{more} more with fewer figures are left out"
        parts.append(words(note, WIDTH - 1, y, font_size=11.5, fill="var(--soft)", text_anchor="end"))
    return element("g", *parts)


def _kind(node: Node) -> str:
    """What kind of source stands in a box, in words; a report without an outlet is called by its number."""
    if node.column == 2 and re.fullmatch(r"report \d+", node.name.lower()):
        return "outlet not named"
    return {"other": "source", "anonymous": "source not named"}.get(node.kind, node.kind)
