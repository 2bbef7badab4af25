"""HTML: the report in a page, block by block, each with what its markup says it is.

trafilatura finds where the main text stands (Barbaresi, "Trafilatura", ACL 2021, demo; "htmldate", JOSS 2020); the
blocks, their roles and the entries of live reports are read off the page's own tree. Nothing is fetched here.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import trafilatura
from lxml import html as lxml_html
from msgspec.structs import replace

from asof.ingest import blocks_roles, dates, liveblog, markup
from asof.ingest.blocks import Node, page_of
from asof.ingest.blocks import Page as Blocks
from asof.ingest.blocks_names import called
from asof.ingest.blocks_roles import Chosen
from asof.ingest.blocks_survey import Report, surveyed
from asof.ingest.decode import binary, decode
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.limits import oversize
from asof.ingest.marks import Mark
from asof.ingest.options import ReadOptions
from asof.ingest.publishers import at_the_end
from asof.ingest.stamps import says_live, zone_in
from asof.records import Range, Record, Rejected, Span

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset=[\"' ]?([\w-]{2,40})", re.I)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div|h1)\b", re.I)
_LARGE = 15_000
_DEEP = 200  # what lies deeper than 250 elements the parser leaves out
_ENTRIES = 2  # make a live report
_LONGEST_HEADLINE = 300
_DATES = {"original_date": True, "extensive_search": False}

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what is wrong with a page is said by the reason for it


class Page(Record, frozen=True, kw_only=True):
    """The bytes of a page, what it is called in messages, its address, and the encoding that its server named."""

    raw: bytes
    input: str
    url: str | None = None
    charset: str | None = None


def document_of(page: Page, options: ReadOptions) -> Draft | Rejected:
    """The document of one HTML page; rejected where it is no text, has no main text."""
    raw, name = page.raw, page.input
    declared = _CHARSET.search(raw[:4096])
    charset = page.charset or (declared[1].decode("ascii") if declared else None)
    decoded = None if binary(raw) else decode(raw, charset)
    if decoded is None:
        return Rejected(input=name, reason=f"not HTML but {binary(raw) or 'of an unknown encoding'}")
    if decoded.text.count("<") > 2 * options.max_tags:
        return Rejected(input=name, reason=f"more than {options.max_tags} HTML tags")
    tree = _tree(decoded.text)
    blocks = page_of(tree) if tree is not None else None
    draft = _draft(decoded.text, tree, blocks, page) if blocks is not None else None
    if draft is None:
        deep = f"; its elements are nested {blocks.depth} deep" if blocks and blocks.depth >= _DEEP else ""
        return Rejected(input=name, reason=f"no main text found in the page{deep}")
    return replace(draft, raw=raw, media=decoded.media)


def _draft(text: str, tree: Any, blocks: Blocks, page: Page) -> Draft | None:
    """What is read from a page's text, with its tree and its blocks; None where nothing is found in it."""
    found = _extracted(tree, page.url, fast=text.count("<") > _LARGE)
    said = markup.said_of(text)
    report, kept = _report(blocks, said, found)
    if not any(c.part in (None, "update") for c in kept):
        return None
    head = _headline(kept, said, found)
    if head is not None and not any(c.part == "headline" for c in kept):
        kept = [Chosen(text=head, part="headline"), *(c for c in kept if c.text != head)]
    words, marks = _composed(kept)
    first = next((Range(start=m.start, end=m.start + len(head or "")) for m in marks if m.part == "headline"), None)
    return Draft(
        text=words, raw=b"", input=page.input, markup=_stated(report, said, found, page), headline=first, marks=marks,
        made=found.date if found is not None else None, maker="a guess from the whole page",
    )  # fmt: skip


def _tree(text: str) -> Any:
    """The page's tree, or None. lxml's own limits (depth, size of one text) hold: `huge_tree` is off."""
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except Exception:  # a hostile page must not stop the run, whatever a parser makes of it
        return None


def _extracted(tree: Any, url: str | None, *, fast: bool) -> Any:
    """What trafilatura finds, or None; `fast` leaves out its second opinions, which take seconds on a large page."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return trafilatura.bare_extraction(
                tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=_DATES, fast=fast
            )
    except Exception:  # a hostile page must not stop the run, whatever a library makes of it
        return None


# --- the report in it ----------------------------------------------------------------------------------------------


def _report(blocks: Blocks, said: markup.Said, found: Any) -> tuple[Report, list[Chosen]]:
    """What is known of a page, and the blocks that are kept."""
    titles = said.titles or ((found.title,) if found is not None and found.title else ())
    zone = dates.zone_of(_zone(blocks))
    updates = liveblog.updates_of(said.postings)
    entries = liveblog.linked(blocks, updates, zone)
    if len(entries) < _ENTRIES and not updates:
        entries = liveblog.typed(blocks, zone)
    posts: tuple[liveblog.Entry, ...] = ()
    if len(entries) < _ENTRIES:
        forum = liveblog.is_forum(blocks)
        enough = _ENTRIES if forum or any(map(says_live, titles)) else _ENTRIES + 1
        again = liveblog.repeated(blocks, enough, _anywhere if forum else _apart, zone)
        entries, posts = (entries, again) if forum else (again or entries, ())
    kept = (found.text or "") if found is not None else ""
    report = surveyed(Report(page=blocks, kept=kept, titles=titles, entries=entries, posts=posts))
    choice = list(blocks_roles.chosen(report))
    if updates and not entries:
        choice += _told(updates, zone)
    return report, choice


def _anywhere(node: Node) -> bool:
    return False


def _apart(node: Node) -> bool:
    """Whether an element is named as none of the report."""
    name = called(node, frozenset())
    return name is not None and name.firm


def _told(updates: Sequence[liveblog.Update], zone: Any) -> Iterator[Chosen]:
    """The updates of a page that loads its entries later: as its linked data tell them."""
    for update in updates:
        at = liveblog.instant(update.at, zone)
        for words in filter(None, (update.headline, update.body)):
            yield Chosen(text=words, part="update", at=at, entry=update.anchor or None)


def _zone(blocks: Blocks) -> str | None:
    """The zone in which the page says that its clock times are, anywhere on it."""
    return next((z for b in blocks.blocks if len(b.text) <= _LONGEST_HEADLINE and (z := zone_in(b.text))), None)


def _headline(kept: Sequence[Chosen], said: markup.Said, found: Any) -> str | None:
    shown = next((c.text for c in kept if c.part == "headline"), None)
    stated = shown or (found.title if found is not None else None) or next(iter(said.titles), None)
    return " ".join(stated.split())[:_LONGEST_HEADLINE] if stated else None


def _composed(kept: Sequence[Chosen]) -> tuple[str, tuple[Mark, ...]]:
    """The text of the kept blocks, and marks over those whose role is known, each up to where the next block begins."""
    pieces: list[str] = []
    marks: list[Mark] = []
    place = 0
    last: Chosen | None = None
    for block in kept:
        gap = "" if last is None else "\n" if last.tight and block.tight and last.part == block.part else "\n\n"
        pieces += [gap, block.text]
        start = place + len(gap)
        if marks and marks[-1].end == place and last is not None and last.part:
            marks[-1] = replace(marks[-1], end=start)
        place = start + len(block.text)
        if block.part is not None:
            marks.append(_mark(block, start, place, last))
        last = block
    return "".join(pieces), tuple(marks)


def _mark(block: Chosen, start: int, end: int, last: Chosen | None) -> Mark:
    place = block.text.find(block.source) if block.source else -1
    source = Span.of(block.text, place, place + len(block.source or "")) if place >= 0 else None
    if source is not None:
        source = Span(start=start + source.start, end=start + source.end, text=source.text)
    goes_on = last is not None and (last.part, last.at, last.entry) == (block.part, block.at, block.entry)
    return Mark(start=start, end=end, part=block.part or "body", asserted_at=block.at, by=block.by, source=source,
                entry=block.entry if block.part == "update" else None, fresh=not goes_on)  # fmt: skip


def _stated(report: Report, said: markup.Said, found: Any, page: Page) -> Stated:
    """What the page says of itself, each from the first place that says it."""
    shown = report.page.blocks[report.headline].text if report.headline is not None else None
    title = shown or (found.title if found is not None else None) or next(iter(said.titles), None)
    outlet = said.outlet or markup.outlet_in_title(said.titles, shown or "") or (found and found.sitename)
    lines = [] if outlet else [b.text for b in report.page.blocks]
    return Stated(
        title=" ".join(title.split()) if title else None,
        url=page.url or (found.url if found is not None else None) or None,
        published=said.published or _shown_time(report),
        outlet=outlet or at_the_end(lines) or markup.outlet_in_copyright(lines),
        language=said.language,
        timezone=_zone(report.page),
    )


def _shown_time(report: Report) -> str | None:
    """The time of a thread's first post, else the first machine-readable time near the headline."""
    if report.posts and report.posts[0].at:
        return report.posts[0].at
    if report.headline is None:
        return None
    near = report.page.blocks[max(report.headline - 3, 0) : report.headline + 6]
    return next((w for b in near for w in b.whens() if dates.parse(w, "") is not None), None)


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of an HTML file or page."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options)
    if reason:
        yield Rejected(input=material.input, reason=reason)
        return
    charset = re.search(r"charset=[\"']?([\w-]{2,40})", material.media_type or "", re.I)
    page = Page(raw=raw, input=material.input, url=material.url, charset=charset[1] if charset else None)
    yield document_of(page, options)


READER = Reader(
    name="html",
    endings=(".html", ".htm", ".xhtml"),
    media_type="text/html",
    media_types=("application/xhtml+xml",),
    sniff=lambda head: _MARKUP.search(head) is not None,
    read=read,
)
