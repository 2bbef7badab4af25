"""A page as blocks: paragraphs, headings, items and cells, each with the elements it lies in.

One walk over lxml's tree, without recursion; what no reader of a page sees (scripts, styles, hidden parts) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree

_SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea", "canvas",
     "math", "amp-script")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
     "u", "var", "wbr")
)  # fmt: skip
_APART = frozenset(("span", "time", "a"))
_CELLS, _CELL, _ROW = ("td", "th"), 60, 400
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LONGEST_NAME = 2_000
_TIMES = re.compile(
    r"data-(?:[a-z]+-){0,3}(?:time|date|timestamp|datetime|published|posted|created)(?:-(?:iso|utc|unix|at))?$"
)
_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
_UNIX = re.compile(r"[12]\d{9}(?:\d{3})?")  # seconds from 2001 on, or thousandths
_NUMBERED = re.compile(r"(?<![\d_-])[\d_-]+$")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@dataclass(slots=True, eq=False)
class Node:
    """An element: its place in the page, what its markup calls it, and how much text it holds."""

    number: int
    tag: str
    parent: "Node | None"
    names: str = ""
    prop: str = ""
    kind: str = ""
    anchor: str = ""
    signature: str = ""
    when: str | None = None
    last: int = 0
    """The number of the last element in it."""

    def up(self) -> "Iterator[Node]":
        """The element and those it lies in, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def holds(self, other: "Node") -> bool:
        """Whether `other` lies in this element, or is it."""
        return self.number <= other.number <= self.last


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of a block's text that lies in one inline element, or in none."""

    text: str
    node: Node


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, a heading, an item, a row: its words, its element, its pieces, and how much of it is linked."""

    text: str
    node: Node
    pieces: tuple[Piece, ...]
    linked: int = 0

    def whens(self) -> Iterator[str]:
        """The machine-readable times in it."""
        yield from (n.when for p in self.pieces for n in p.node.up() if n.when and n.number >= self.node.number)


@dataclass(slots=True)
class Page:
    """The blocks of a page in order, and the elements that bear a time, or a property or a type of microdata."""

    blocks: list[Block] = field(default_factory=list)
    timed: list[Node] = field(default_factory=list)
    typed: list[Node] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    nodes: dict[str, Node] = field(default_factory=dict)
    """Elements by their id."""
    depth: int = 0
    """How many elements lie in each other, at most."""


def words_of(names: str) -> str:
    """Names of classes and ids as words: "Page-dateModified lb__time" is "-page-date-modified- -lb-time-"."""
    return " ".join(f"-{'-'.join(w.lower() for w in _WORD.findall(name))}-" for name in names.split()[:30])


def page_of(tree: Any) -> Page:
    """The blocks of a parsed page."""
    walk = _Walk()
    silent: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            if silent is None and _unseen(element):
                silent = element
            elif silent is None:
                walk.start(element)
        elif event == "end":
            if silent is None:
                walk.end(element)
            if silent is element:
                silent = None
        if event != "start" and silent is None and element.tail:
            walk.text(element.tail)
    walk.flush()
    return walk.page


def _unseen(element: Any) -> bool:
    if element.tag in _SILENT or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


class _Walk:
    """The state of a walk: the element it is in, and the block that is being gathered."""

    def __init__(self) -> None:
        self.page = Page()
        self.here = Node(0, "", None)
        self.block = self.here
        self.count = self.depth = 0
        self.pieces: list[Piece] = []

    def start(self, element: Any) -> None:
        self.count += 1
        self.depth += 1
        self.page.depth = max(self.page.depth, self.depth)
        node = _node(element, self.count, self.here)
        if element.tag not in _INLINE and element.tag != "br":
            self.flush()
            self.block = node
        self.here = node
        self.page.names.add(node.names)
        if node.when:
            self.page.timed.append(node)
        if node.prop or node.kind:
            self.page.typed.append(node)
        if node.anchor:
            self.page.nodes.setdefault(node.anchor, node)
        if element.tag == "br":
            self.text("\n", raw=True)
        elif element.text:
            self.text(element.text)

    def end(self, element: Any) -> None:
        self.here.last = self.count
        self.depth -= 1
        if element.tag not in _INLINE and element.tag != "br":
            self.flush()
            self.block = next((n for n in (self.here.parent or self.here).up() if n.tag not in _INLINE), self.here)
        self.here = self.here.parent or self.here

    def text(self, text: str, *, raw: bool = False) -> None:
        self.pieces.append(Piece(text if raw else re.sub(r"\s+", " ", text), self.here))

    def flush(self) -> None:
        """Ends the block that is being gathered; two breaks in a row end one too."""
        run: list[Piece] = []
        breaks = 0
        for piece in self.pieces:
            if piece.text == "\n":
                breaks += 1
            elif piece.text.strip():
                breaks = 0
            if breaks == 2:
                self._block(run)
                run = []
            run.append(piece)
        self.pieces = []
        self._block(run)

    def _block(self, pieces: list[Piece]) -> None:
        text = _joined(pieces)
        if text:
            linked = sum(len(p.text.strip()) for p in pieces if any(n.tag == "a" for n in p.node.up()))
            kept = tuple(p for p in pieces if p.text.strip())
            self._add(Block(text, self.block, kept, linked))

    def _add(self, block: Block) -> None:
        """A cell joins the row before it; cells with long texts are columns of a layout and stay apart."""
        last = self.page.blocks[-1] if self.page.blocks else None
        row = block.node.parent if block.node.tag in _CELLS else None
        if last is not None and row is not None and row.tag == "tr" and len(block.text) <= _CELL:
            before = last.node if last.node.tag == "tr" else last.node.parent if last.node.tag in _CELLS else None
            if before is row and len(last.text) <= _ROW and "\n" not in last.text + block.text:
                text = f"{last.text} | {block.text}"
                self.page.blocks[-1] = Block(text, row, last.pieces + block.pieces, last.linked + block.linked)
                return
        self.page.blocks.append(block)


def _joined(pieces: list[Piece]) -> str:
    """The words of pieces; a space between two elements that stand beside each other without one."""
    parts: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        if last is not None and _apart(last, piece):
            parts.append(" ")
        parts.append(piece.text)
        last = piece
    text = re.sub(r" {2,}", " ", "".join(parts))
    return re.sub(r" ?\n ?", "\n", text).strip()


def _apart(last: Piece, piece: Piece) -> bool:
    """Two spans side by side ("<span>14 Aug</span><span>15 Aug</span>"), which a page's layout sets apart."""
    beside = last.node is not piece.node and last.node.parent is piece.node.parent
    joined = last.text[-1:].isalnum() and piece.text[:1].isalnum()
    return beside and joined and (last.node.tag in _APART or piece.node.tag in _APART)


def _node(element: Any, number: int, parent: Node) -> Node:
    get = element.get
    for key in ("class", "id", "style"):
        if len(get(key) or "") > _LONGEST_NAME:
            element.set(key, "")  # no page needs it, and patterns are slow on it, here and in other libraries
    classes, anchor = get("class") or "", get("id") or ""
    more = " ".join(filter(None, (get("role"), get("data-testid"), get("data-component"), get("data-network"))))
    prop = get("itemprop") or ""
    names = words_of(f"{element.tag} {classes} {anchor} {more} {get('rel') or ''} {prop}"[: 2 * _LONGEST_NAME])
    first = classes.split()[0] if classes.split() else ""
    return Node(
        number,
        element.tag if isinstance(element.tag, str) else "",
        parent,
        names=names,
        prop=prop.lower(),
        kind=(get("itemtype") or "").rstrip("/").rsplit("/", 1)[-1].lower(),
        anchor=anchor,
        signature=f"{element.tag}.{_NUMBERED.sub('', first)}",
        when=_when(element),
        last=number,
    )


def _when(element: Any) -> str | None:
    if element.tag == "time" or element.get("datetime"):
        return element.get("datetime") or None
    if element.tag == "meta" and (element.get("itemprop") or "").lower() in ("datepublished", "datecreated"):
        return element.get("content") or None
    if element.tag != "meta":
        return next((w for key, value in element.items() if (w := _told(key, value))), None)
    return None


def _told(key: str, value: str) -> str | None:
    """The time that another attribute holds: a moment as a title, or as data (seconds of Unix too) of such a name."""
    if key != "title" and not _TIMES.match(key):
        return None
    value = value.strip()[:40]
    if _MOMENT.fullmatch(value):
        return value
    if key == "title" or not _UNIX.fullmatch(value):
        return None
    return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
