"""Which blocks of a page are kept, and what each is: from markup, from trafilatura's main text, and from their words.

Within the element that holds the report a block is kept unless its markup or its words say that it is none of the
report; around it only what belongs to it is taken:
headline, byline, date, caption, readers' comments.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from asof.ingest import dates, roles
from asof.ingest.blocks import Block, Node, Piece
from asof.ingest.blocks_names import Name, called
from asof.ingest.blocks_survey import Report, is_clock, is_moment, squeezed
from asof.ingest.published import is_date_line
from asof.ingest.quoted import poster_of
from asof.ingest.stamps import stamp_of
from asof.records import Record
from asof.records.document import By, Part

_META, _BYLINE, _DATE = 240, 160, 120
_LINKED = 0.8
_SHORT, _PARAGRAPH = 40, 120
_DECK = re.compile(
    r"-(?:standfirst|subtitle|sub-title|subhead(?:line)?|subdeck|deck|dek|summary|lead|lede|intro|excerpt|description)-"
)
_ITEM = re.compile(
    r"-(?:comment|comment-(?:body|content|text|item)|reply|response|thread-item|says|crawler-post|postbody)-(?= |$)"
)
_WHEN = re.compile(r"\b(?:\d{1,2}[:.h]\d\d|\d{1,2}\s?[ap]\.?m|ago|today|yesterday|(?:19|20)\d\d)\b", re.I)
_QUIET = re.compile(r"(?:button|form|label|input|h[1-6])$")


class Chosen(Record, frozen=True, kw_only=True):
    """A block that is kept: its words and, where the page says it, what they are and when they were said.

    `part` None: the report's own words, of which the text itself may say more. `source`: the words in `text` that name
    who wrote them. `entry`: the page's own name of the update that they belong to. `tight`: an item of a list.
    """

    text: str
    part: Part | None = None
    at: str | None = None
    by: By | None = None
    source: str | None = None
    entry: str | None = None
    tight: bool = False


# --- choosing ------------------------------------------------------------------------------------------------------


def chosen(report: Report) -> Iterator[Chosen]:
    """The blocks of a page that are kept, in the order of the page; `surveyed` first."""
    blocks = report.page.blocks
    first = _first(report)
    last = max((n for n in report.own), default=-1)
    title = squeezed(blocks[report.headline].text).lower() if report.headline is not None else ""
    for n, block in enumerate(blocks):
        if n == report.headline:
            yield Chosen(text=_flat(block.text), part="headline")
            continue
        if title and squeezed(block.text).lower() == title:
            continue
        place = _Place(report, n, top=_is_top(n, first, report.headline), end=n > last)
        for part in _parts(block, place):
            found = _choice(part, place)
            if found is not None:
                yield found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _first(report: Report) -> int:
    """The number of the block at which the report is under way: its second paragraph, or its first entry."""
    start = report.headline if report.headline is not None else -1
    blocks, root = report.page.blocks, report.root
    inside = next((n for n, b in enumerate(blocks) if n > start and report.entry_of(b.node) is not None), len(blocks))
    own = [n for n in sorted(report.own) if n > start and len(blocks[n].text) > _SHORT]
    own = [n for n in own if root is not None and root.holds(blocks[n].node)][:2]
    return min(own[-1] if own else len(blocks), inside)


def _is_top(n: int, first: int, headline: int | None) -> bool:
    """Whether a block stands between the headline and the report, or right above the headline."""
    return headline is not None and (headline < n <= first or headline - 4 <= n < headline)


class _Place:
    """Where a block stands in the report."""

    def __init__(self, report: Report, number: int, *, top: bool, end: bool) -> None:
        block = report.page.blocks[number]
        self.report, self.number, self.top, self.end = report, number, top, end
        self.entry = report.entry_of(block.node)
        self.post = self.entry is not None and self.entry in report.posts
        self.inside = report.root is not None and report.root.holds(block.node)
        self.rooted = report.root is not None and report.root.tag not in ("body", "html")
        self.kept = number in report.own
        every = report.entries or report.posts
        self.after = bool(every) and block.node.number > every[-1].last
        self.above = report.headline is not None and number < report.headline

    def named(self, node: Node) -> Name | None:
        return called(node, self.report.spared)


def _parts(block: Block, place: _Place) -> Iterator[Block]:
    """A block that is a row of things about the report ("By X | 3 May | 4 min read") as its things; else the block."""
    name = place.named(block.node)
    told_apart = name is None or name.part not in ("quote", "comments", "caption")
    row = told_apart and len(block.text) <= _META and (place.top or place.entry or place.end)
    groups = list(_groups(block)) if row else []
    if len(groups) == 1 and _about(groups[0], place):
        yield groups[0]
    elif len(groups) > 1 and _is_row(groups, block, place):
        yield from (g for g in groups if _about(g, place) or len(g.text) > _SHORT or place.entry)
    else:
        yield block


def _is_row(groups: list[Block], block: Block, place: _Place) -> bool:
    told = [_about(g, place) for g in groups if _stands_out(g, block, place)]
    return "byline" in told or ("dateline" in told and not is_date_line(block.text))


def _stands_out(group: Block, block: Block, place: _Place) -> bool:
    """Whether a stretch of a block is about the report: a date anywhere, a byline only in an element of its own."""
    if place.kept and len(block.text) > _PARAGRAPH:
        return False
    told = _about(group, place)
    own = group.node is not block.node
    return told == "dateline" or (told == "byline" and own)


def _groups(block: Block) -> Iterator[Block]:
    run: list[Piece] = []
    last: Node | None = None
    for piece in block.pieces:
        child = next((x for x in piece.node.up() if x.parent is block.node), block.node)
        if run and (child is not last or "\n" in piece.text):
            yield _block(run, last or block.node, block.node)
            run = []
        run.append(piece)
        last = child
    if run:
        yield _block(run, last or block.node, block.node)


def _block(run: list[Piece], node: Node, outer: Node) -> Block:
    text = " ".join(_flat(p.text) for p in run)
    inner = run[0].node if all(p.node is run[0].node for p in run) else node
    return Block(text, inner if node is not outer else outer, tuple(run))


def _about(block: Block, place: _Place) -> Part | None:
    """Whether a stretch says who wrote the report or when, by its markup or its words."""
    name = place.named(block.node)
    text = block.text
    stamped = name is not None and name.part == "dateline" and place.report.clocked and is_clock(text)
    stamped = stamped or (place.report.moments and is_moment(text))
    if stamped or any(n.tag in ("button", "form") for n in block.node.up()):
        return None
    if is_date_line(text) or (name and name.part == "dateline" and _dated(text)):
        return "dateline"
    if roles.is_byline(text) and len(text.split()) > 1:
        return "byline"
    if name and name.part == "byline" and len(text) <= _BYLINE and re.search(r"[^\W\d_]{2}", text):
        return "byline"
    rule = roles.rule_of(text)
    return "byline" if rule is not None and rule.part == "byline" else None


def _dated(text: str) -> bool:
    return len(text) <= _DATE and (dates.day_in(text)[0] is not None or _WHEN.search(text) is not None)


def _choice(block: Block, place: _Place) -> Chosen | None:
    """What a block is; None where it is none of the report."""
    if any(n.number in place.report.dropped for n in block.node.up()):
        return None
    name = place.named(block.node)
    part = name.part if name else None
    chosen = Chosen(text=block.text, tight=block.node.tag == "li", entry=place.entry.anchor if place.entry else None)
    found: Chosen | None
    if part == "quote":
        found = _quote(chosen, place) if place.inside or place.entry or place.kept else None
    elif part == "comments" and not place.post:
        found = _comment(chosen, block, place)
    elif name and part == "boilerplate" and (name.firm or not _soft(block, place)):
        found = _signed(chosen, block, place) if not name.firm else None
    elif place.entry is not None:
        found = _post(chosen, block, place) if place.post else _update(chosen, block, place)
    elif part == "caption" and (place.inside or place.top or place.kept) and not _is_furniture(block, place):
        found = replace(chosen, part="caption")
    else:
        found = _own(chosen, block, place)
    return found


def _own(chosen: Chosen, block: Block, place: _Place) -> Chosen | None:
    """What a block of the report itself is, or None."""
    told = _about(block, place) if place.top or place.end else None
    note = _note(block, place)
    if told is not None and not (place.above and told == "byline"):
        found: Chosen | None = replace(chosen, part=told)
    elif place.report.entries and _is_day(block):
        found = replace(chosen, part="dateline")
    elif note is not None:
        found = replace(chosen, part="update", at=note)
    elif place.number in place.report.listed:
        found = replace(chosen, part="body")
    else:
        found = chosen if _is_report(block, place) and not _leads_nowhere(place) else None
    return found


_NOTE = re.compile(r"-(?:[a-z]+-)?(?:updates?|corrections?|clarifications?|correct|editors?-note|update-note|notice)-")


def _is_day(block: Block) -> bool:
    stamp = stamp_of(block.text)
    return stamp is not None and stamp.kind == "day"


def _note(block: Block, place: _Place) -> str | None:
    """The day of a paragraph that the page sets apart as an update or a correction, and that says its date first."""
    spared = place.report.spared
    if not place.inside or not any(_NOTE.search(n.names) for n in block.node.up() if n.number not in spared):
        return None
    stamp = stamp_of(block.text)
    told = dates.day_in(block.text[:60])[0]
    return told.date().isoformat() if told is not None and stamp is not None and not stamp.clock else None


def _leads_nowhere(place: _Place) -> bool:
    """Whether a heading stands over links to elsewhere."""
    blocks = place.report.page.blocks
    here, rest = blocks[place.number], blocks[place.number + 1 : place.number + 2]
    heading = re.fullmatch(r"h[2-6]", here.node.tag) is not None
    deck = place.report.headline is not None and place.number == place.report.headline + 1
    linked = any(b.linked >= _LINKED * len(b.text) and len(b.text) < _PARAGRAPH for b in rest)
    return heading and linked and not deck


def _soft(block: Block, place: _Place) -> bool:
    """A paragraph that the other tool kept too is the report's, whatever the element around it is called."""
    return place.kept and place.inside and len(block.text) > _PARAGRAPH


def _signed(chosen: Chosen, block: Block, place: _Place) -> Chosen | None:
    """Who wrote a report and when, in the foot of it."""
    article = place.report.root.parent if place.report.root else None
    told = _about(block, place) if article is not None and article.holds(block.node) and place.end else None
    return replace(chosen, part=told) if told else None


def _is_report(block: Block, place: _Place) -> bool:
    """Whether a block that nothing else is known of is the report's own words."""
    size = len(block.text)
    linked = block.linked >= _LINKED * size and not (is_clock(block.text) or is_moment(block.text))
    if _is_furniture(block, place) or place.above:
        return False
    if place.kept:
        return size > _PARAGRAPH or (place.inside and not place.after) or (place.top and size >= _SHORT)
    if place.top and _DECK.search(" ".join(n.names for n in block.node.up() if n.number > 0)[:600]):
        return size >= _SHORT
    return place.inside and place.rooted and not linked and not place.after and _is_sentence(block)


def _is_sentence(block: Block) -> bool:
    """Whether a block is more than a word or two in a corner of the page."""
    ended = block.text.rstrip("”\"'").endswith((".", "!", "?", ":"))
    known = block.node.tag in ("p", "li", "h2", "h3", "h4", "dt", "dd")
    return ended or known or len(block.text) >= _SHORT or stamp_of(block.text) is not None


def _is_furniture(block: Block, place: _Place) -> bool:
    """Buttons, links elsewhere, and what the rules for lines know."""
    if any(n.tag in ("button", "form", "label") for n in block.node.up() if n.number not in place.report.spared):
        return True
    rule = roles.rule_of(block.text)
    if rule is not None and rule.part == "boilerplate":
        return True
    return not re.search(r"[^\W\d_]", block.text) and stamp_of(block.text) is None


def _update(chosen: Chosen, block: Block, place: _Place) -> Chosen | None:
    """A block of an entry of a live report."""
    if _is_furniture(block, place) or place.entry is None:
        return None
    at, name = place.entry.at, place.named(block.node)
    if name is not None and name.part == "caption":
        return replace(chosen, part="caption", at=at)
    told = _about(block, place)
    if told == "byline":
        return replace(chosen, part="byline", at=at)
    return replace(chosen, part="update", at=at)


def _post(chosen: Chosen, block: Block, place: _Place) -> Chosen | None:
    """A block of a post in a thread: the first opens it, the others are its readers'."""
    entry = place.entry
    if entry is None or _is_furniture(block, place):
        return None
    told = _about(block, place)
    if place.report.posts[0] is entry:
        return replace(chosen, part=told) if told or not _QUIET.match(block.node.tag) else None
    cited = any(n.tag in ("blockquote", "cite") for n in block.node.up() if n.number >= entry.first)
    if cited:
        return _quote(chosen, place)
    if told or _QUIET.match(block.node.tag) or (len(block.text) < _SHORT and not block.text.endswith((".", "!", "?"))):
        return None
    return replace(chosen, part="comment", by="reader", at=entry.at)


def _quote(chosen: Chosen, place: _Place) -> Chosen:
    """A post of another, shown in the report."""
    at = place.entry.at if place.entry else None
    return replace(chosen, part="quote", by="poster", at=at, source=poster_of(chosen.text))


def _comment(chosen: Chosen, block: Block, place: _Place) -> Chosen | None:
    """A reader's words; what stands around them (names, dates, buttons, rules of the house) is left out."""
    if _is_furniture(block, place) or _QUIET.match(block.node.tag) or roles.rule_of(block.text) is not None:
        return None
    if not any(_ITEM.search(n.names) or n.kind == "comment" for n in block.node.up()):
        return None
    inner = next((n for n in block.node.up() if n.names), block.node)
    about = called(inner, frozenset(n.number for n in block.node.up() if n is not inner) | place.report.spared)
    if (about is not None and about.part in ("byline", "dateline", "boilerplate")) or _about(block, place):
        return None
    sentence = len(block.text) >= _SHORT or block.text.endswith((".", "!", "?"))
    return (
        replace(chosen, part="comment", by="reader") if sentence and block.linked < _LINKED * len(block.text) else None
    )
