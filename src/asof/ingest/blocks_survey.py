"""What is known of a page before its blocks are chosen: its headline, its root, and which names say nothing.

trafilatura says where the report stands; the smallest element around most of its text is the report's root.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from asof.ingest import dates, roles
from asof.ingest.blocks import Block, Node, Page
from asof.ingest.liveblog import Entry
from asof.ingest.stamps import stamp_of

_MOST, _WHOLE = 0.8, 0.4
_SHORT, _LABEL = 40, 80
_LONGEST_HEADLINE = 300
_NEAR, _OWN = 15, 20
_PUBLISHED = 2
_NAMED = re.compile(r"-(?:headline|entry-title|post-title|article-title|topic-title)-")


@dataclass(slots=True)
class Report:
    """What is known of a page before its blocks are chosen.

    `kept`: the main text as another tool found it. `titles`: what the page says its title is. `posts`: entries that are
    a forum's posts, of which the first opens the thread. `dropped`: numbers of elements that a label in them tells to
    be none of the report; `listed`: blocks of a list of times that is a part of the report and no live report;
    `clocked`: clock times stand at the head of several blocks; `moments`: more blocks are a day with a clock time than
    publication and last change need.
    """

    page: Page
    kept: str
    titles: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    posts: tuple[Entry, ...] = ()
    headline: int | None = None
    root: Node | None = None
    spared: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    listed: frozenset[int] = frozenset()
    clocked: bool = False
    moments: bool = False
    own: set[int] = field(default_factory=set)

    def entry_of(self, node: Node) -> Entry | None:
        """The entry that an element lies in."""
        every = self.entries or self.posts
        at = bisect_right(every, node.number, key=lambda e: e.first) - 1
        return every[at] if at >= 0 and node.number <= every[at].last else None


def squeezed(text: str) -> str:
    """A text without what is no letter or digit, to find it again however it is spaced."""
    return re.sub(r"\W+", "", text)


def surveyed(report: Report) -> Report:
    """The report with its headline, the blocks that the other tool kept, its root, and the names that say nothing."""
    blocks = report.page.blocks
    kept = {squeezed(line) for line in report.kept.splitlines()}
    whole, last = squeezed(report.kept), 0
    for n, block in enumerate(blocks):
        bare = squeezed(block.text)
        found = whole.find(bare, last) if len(bare) >= _SHORT else -1
        if found >= 0 or (bare and bare in kept):
            report.own.add(n)
            last = found + len(bare) if found >= 0 else last
    report.headline = _headline(report)
    _rooted(report)
    report.dropped = frozenset(n.number for n in _labelled(report))
    report.listed = frozenset(_listed(report))
    report.clocked = sum(is_clock(b.text) for b in blocks) > 1
    report.moments = sum(is_moment(b.text) for b in blocks) > _PUBLISHED
    return report


def _rooted(report: Report) -> None:
    """The smallest element that holds most of what was kept; and those that hold much of it, whose names are spared."""
    blocks, held = report.page.blocks, Counter[int]()
    nodes: dict[int, Node] = {}
    total = 0
    for n in sorted(report.own):
        if n == report.headline:
            continue
        total += len(blocks[n].text)
        for node in blocks[n].node.up():
            held[node.number] += len(blocks[n].text)
            nodes[node.number] = node
    report.spared = frozenset(_around(report.entries or report.posts, blocks))
    if not total:
        return
    most = [n for n, size in held.items() if size >= _MOST * total]
    report.root = nodes[max(most)]
    report.spared |= frozenset(n for n, size in held.items() if size >= _WHOLE * total)
    if report.headline is not None:
        report.spared |= {n.number for n in blocks[report.headline].node.up() if n.holds(report.root)}


def _around(entries: tuple[Entry, ...], blocks: list[Block]) -> Iterator[int]:
    """The elements that hold every entry."""
    first = entries[0].first if entries else 0
    inner = next((b.node for b in blocks if b.node.number >= first), None) if entries else None
    for node in inner.up() if inner is not None else ():
        if node.number < first and node.last >= entries[-1].last:
            yield node.number


def _labelled(report: Report) -> Iterator[Node]:
    """The elements whose first words say that they are a sponsor's, an advertisement, a letter to sign up for."""
    seen: set[int] = set()
    for block in report.page.blocks:
        holder = block.node.parent if block.node.tag not in ("div", "td", "section", "aside") else block.node
        if holder is None or holder.number in seen:
            continue
        seen.add(holder.number)
        rule = roles.rule_of(block.text) if len(block.text) <= _LABEL else None
        if rule is not None and rule.scope == "box" and holder.number not in report.spared:
            yield holder


def _listed(report: Report) -> Iterator[int]:
    """The items of a list of times, where it is the lesser part of the report."""
    blocks = report.page.blocks
    items = [n for n, b in enumerate(blocks) if b.node.tag == "li" and stamp_of(b.text) is not None]
    report_size = sum(len(blocks[n].text) for n in report.own)
    if sum(len(blocks[n].text) for n in items) * 2 < report_size:
        yield from items


def _headline(report: Report) -> int | None:
    """The block that is the headline: the one that the page's metadata repeat, else the first of the first rank."""
    blocks = report.page.blocks
    wanted = [squeezed(t).lower() for t in report.titles if t.strip()]
    ranked = []
    for n, block in enumerate(blocks):
        bare = squeezed(block.text).lower()
        tag = next((x.tag for x in block.node.up() if re.fullmatch(r"h[1-4]", x.tag)), "")
        named = _NAMED.search(block.node.names)
        same = bare in wanted
        opens = len(bare) > _OWN and any(t.startswith(bare) for t in wanted)
        if not bare or not (tag or named or same or opens) or len(block.text) > _LONGEST_HEADLINE:
            continue
        near = len(bare) > _NEAR and any(bare in t or t in bare for t in wanted)
        rank = (not same, not any(t.startswith(bare) for t in wanted), not near, tag != "h1", not tag, n)
        if same or near or tag == "h1":
            ranked.append((rank, n))
    return min(ranked)[1] if ranked else None


def is_clock(text: str) -> bool:
    """Whether a text is the clock time of an entry ("3.05pm"), of which the text itself will say more."""
    stamp = stamp_of(text)
    return stamp is not None and stamp.clock is not None and dates.day_in(text)[0] is None


def is_moment(text: str) -> bool:
    """Whether a text is a day with a clock time and little else ("Mar 4, 2026, 8:05 AM")."""
    if len(text) > _LABEL:
        return False
    stamp = stamp_of(text)
    return stamp is not None and stamp.clock is not None and dates.day_in(text)[0] is not None
