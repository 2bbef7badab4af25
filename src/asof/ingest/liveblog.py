"""The entries of a live report in a page's markup, each with its instant.

Four ways, the first that finds two entries or more: LiveBlogPosting as JSON-LD (its updates are found in the page by
their anchors, headings or first words), microdata (`liveBlogUpdate`, `blogPost`), and elements of one kind side by side
that each bear a `<time>`. Stamps that are only written ("3.05pm") are read later, in the text (`stamps`).
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import tzinfo
from itertools import accumulate
from statistics import median
from typing import Any

from asof.ingest import dates
from asof.ingest.blocks import Block, Node, Page
from asof.records import Record

_PROPS = ("liveblogupdate", "blogpost", "blogposts")
_POSTINGS = ("blogposting", "liveblogposting", "socialmediaposting")
_SUBSTANCE = 50
_SPREAD = 0.5


class Update(Record, frozen=True, kw_only=True):
    """One entry as linked data gives it; `at` is unparsed."""

    at: str | None = None
    headline: str = ""
    body: str = ""
    anchor: str = ""


class Entry(Record, frozen=True, kw_only=True):
    """An entry in the page: the numbers of its first and last element, its instant (or day), and its anchor."""

    first: int
    last: int
    at: str | None = None
    anchor: str | None = None


def updates_of(postings: Sequence[dict[str, Any]]) -> tuple[Update, ...]:
    """The updates that LiveBlogPosting objects list."""
    found: list[Update] = []
    for posting in postings:
        listed = posting.get("liveBlogUpdate")
        items = listed if isinstance(listed, list) else [listed]
        found += [_update(item) for item in items if isinstance(item, dict)]
    return tuple(found[:5000])


def _update(item: dict[str, Any]) -> Update:
    def words(*names: str) -> str:
        return next((v for n in names if isinstance(v := item.get(n), str) and v.strip()), "")

    address = words("url", "@id", "mainEntityOfPage")
    return Update(
        at=words("datePublished", "dateCreated", "dateModified") or None,
        headline=" ".join(words("headline", "name").split()),
        body=words("articleBody", "text", "description").strip(),
        anchor=address.rpartition("#")[2] if "#" in address else words("identifier"),
    )


def instant(value: str | None, zone: tzinfo | None) -> str | None:
    """A machine-readable time as a UTC instant, or its day where it names no zone; None where it is no time."""
    parsed = dates.parse(value, "", zone) if value else None
    return parsed.value if parsed is not None else None


def linked(page: Page, updates: Sequence[Update], zone: tzinfo | None) -> tuple[Entry, ...]:
    """The entries that linked data lists, where the page shows them."""
    texts: dict[str, Block] = {}
    for block in page.blocks:
        texts.setdefault(_key(block.text), block)
    found: list[tuple[Update, Node]] = []
    for update in updates:
        node = page.nodes.get(update.anchor) or _shown(update, texts)
        if node is not None:
            found.append((update, node))
    numbers = sorted({n.number for _, n in found})
    entries = []
    for update, node in found:
        anchored = bool(node.anchor) and node.anchor == update.anchor
        if anchored and _among(numbers, node) > 1:
            continue
        whole = node if anchored else _whole(node, numbers)
        at = instant(update.at, zone)
        entries.append(Entry(first=whole.number, last=whole.last, at=at, anchor=update.anchor or whole.anchor or None))
    return tuple(sorted(set(entries), key=lambda e: e.first))


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text[:80].lower()).strip()


def _shown(update: Update, texts: dict[str, Block]) -> Node | None:
    """The element of the block that an update's heading, or its first words, stand in."""
    for words in (update.headline, update.body):
        key = _key(words)
        if len(key) >= 8 and key in texts:  # shorter headings are no names
            return texts[key].node
    return None


def _among(numbers: Sequence[int], node: Node) -> int:
    """How many of these elements lie in one."""
    return bisect_right(numbers, node.last) - bisect_left(numbers, node.number)


def _whole(node: Node, numbers: Sequence[int]) -> Node:
    """The largest element around one that holds no other entry; where there is no other, the one next to it."""
    best = node
    for outer in node.up():
        if _among(numbers, outer) > 1 or outer.tag in ("body", "html", "main", ""):
            break
        best = outer
        if len(numbers) == 1 and outer is not node:
            break
    return best


def typed(page: Page, zone: tzinfo | None) -> tuple[Entry, ...]:
    """The entries that microdata marks."""
    nodes = [n for n in page.typed if n.prop in _PROPS or (n.kind in _POSTINGS[:1] and n.prop != "mainentity")]
    outer: list[Node] = []
    for node in nodes:
        if not outer or node.number > outer[-1].last:
            outer.append(node)
    return tuple(_entry(n, page, zone) for n in outer if _time_in(n, page))


def _time_in(node: Node, page: Page) -> Node | None:
    at = bisect_left(page.timed, node.number, key=lambda t: t.number)
    return page.timed[at] if at < len(page.timed) and node.holds(page.timed[at]) else None


def _entry(node: Node, page: Page, zone: tzinfo | None) -> Entry:
    timed = _time_in(node, page)
    at = instant(timed.when if timed else None, zone)
    return Entry(first=node.number, last=node.last, at=at, anchor=node.anchor or None)


def repeated(page: Page, enough: int, apart: Callable[[Node], bool], zone: tzinfo | None) -> tuple[Entry, ...]:
    """Entries by form alone: elements of one kind in one place, each with a time and words of its own.

    They hold half of the page's own text at least, and there are `enough` of them. `apart` tells which elements are no
    part of the report.
    """
    groups: defaultdict[tuple[int, str], dict[int, Node]] = defaultdict(dict)
    for timed in page.timed:
        if not re.search(r"\dT?\s?\d\d:\d\d", timed.when or "") or apart(timed):
            continue
        for node in timed.up():
            if node.parent is not None:
                groups[node.parent.number, node.signature][node.number] = node
    sizes = _Sizes([b for b in page.blocks if not apart(b.node)])
    total = sizes.of(0, page.blocks[-1].node.last if page.blocks else 0)
    best: list[Node] = []
    for members in groups.values():
        nodes = list(members.values())
        own = [sizes.of(n.number, n.last) for n in nodes]
        if (
            len(nodes) >= enough
            and median(own) >= _SUBSTANCE
            and sum(own) >= _SPREAD * total
            and len(nodes) > len(best)
        ):
            best = nodes
    return tuple(_entry(n, page, zone) for n in best)


class _Sizes:
    """Sums of the text of blocks, without what is linked, by the numbers of their elements."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        at = sorted((b.node.number, max(len(b.text) - b.linked, 0)) for b in blocks)
        self.numbers = [number for number, _ in at]
        self.sums = [0, *accumulate(size for _, size in at)]

    def of(self, first: int, last: int) -> int:
        """How many characters stand in the elements from `first` to `last`."""
        return self.sums[bisect_right(self.numbers, last)] - self.sums[bisect_left(self.numbers, first)]


_FORUM = re.compile(
    r"-(?:postbody|postprofile|topic-body|viewtopic|phpbb|vbulletin|xenforo|message-cell|bbp-[a-z]+|forum|forum-[a-z]+)-"
)


def is_forum(page: Page) -> bool:
    """Whether the page is a thread of posts of which the first opens it and the others answer."""
    kinds = {n.kind for n in page.typed}
    return "discussionforumposting" in kinds or any(_FORUM.search(names) for names in page.names)
