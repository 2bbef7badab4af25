"""Feeds (RSS, RDF, Atom), an entry at a time, and sitemaps: lists of pages.

An entry is a document with the words that the feed carries. The pages behind the links are fetched only where that is
asked for (`follow`, `asof watch`). Declared entities are refused, so that none can be expanded.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec
from lxml import etree

from asof.ingest.decode import decode
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.fetch import base_of
from asof.ingest.fragments import text_of
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.ingest.readers import html, jsonl
from asof.records import Record, Rejected

_ROOT = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<\?[^>]{0,500}>\s*|<!--.{0,1000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*){0,8}"
    rb"<(?:\w{1,10}:)?(rss|feed|rdf|urlset|sitemapindex)\b",
    re.I | re.S,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTRIES = 10_000
_DEEP = 100


class Link(Record, frozen=True, kw_only=True):
    """A page that a feed or sitemap points to, with what is said of it there; `list_`: it is another sitemap."""

    url: str
    said: Stated = Stated()
    list_: bool = False


class _Refused(Exception):  # noqa: N818 - not an error: why a file is set aside
    """Why a file is set aside, in words."""


def is_feed(material: Material) -> bool:
    """Whether an input is a feed or a sitemap. Raises OSError."""
    return _kind(material.head()) is not None


def _kind(head: bytes) -> str | None:
    """The root element of an XML file, where it is one that is read here."""
    match = _ROOT.match(head)
    return match[1].decode().lower() if match else None


def _lists(text: str) -> bool:
    """Whether a feed's text is a sitemap."""
    return _kind(text[:4096].encode("utf-8", "replace")) in ("urlset", "sitemapindex")


def links(material: Material, options: ReadOptions) -> tuple[Link, ...]:
    """The pages behind a feed or sitemap, in its order, each once; none where it cannot be read. Raises OSError."""
    try:
        text = _text(material, options)
        found = _places(text) if _lists(text) else _linked(_entries(text, material))
    except _Refused:
        return ()
    return tuple({link.url: link for link in reversed(list(found))}.values())[::-1]


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The entries of a feed; those whose pages are read in their place (`material.apart`) are left out."""
    try:
        text = _text(material, options)
        if _lists(text):
            if not material.apart:
                raise _Refused(f"a sitemap: a list of {len(list(_places(text)))} pages; --follow fetches them")
            return
        entries = _entries(text, material)
    except _Refused as error:
        yield Rejected(input=material.input, reason=str(error))
        return
    for number, entry in enumerate(entries, 1):
        if entry.link not in material.apart:
            yield _draft(entry, f"{material.input}:{number}", options)


def keys(material: Material, options: ReadOptions) -> Iterator[tuple[str | None, str, str]]:
    """The id, hash and place of every entry."""
    try:
        text = _text(material, options)
        entries = () if _lists(text) else _entries(text, material)
    except _Refused:
        return
    for number, entry in enumerate(entries, 1):
        if entry.link not in material.apart:
            yield entry.name, entry.key, f"{material.input}:{number}"


def _text(material: Material, options: ReadOptions) -> str:
    """The feed's XML as text, without its declaration of an encoding."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options)
    charset = re.search(rb"encoding=[\"']([\w-]{2,40})", raw[:200])
    named = re.search(r"charset=[\"']?([\w-]{2,40})", material.media_type or "", re.I)
    decoded = None if reason else decode(raw, charset[1].decode() if charset else named[1] if named else None)
    if decoded is None:
        raise _Refused(reason or "not XML: no text")
    if "<!ENTITY" in decoded.text:
        raise _Refused("its XML declares entities, which no feed needs")
    if _kind(decoded.text[:4096].encode("utf-8", "replace")) is None:
        raise _Refused("XML that is no feed and no sitemap")
    text = _DECLARATION.sub("", decoded.text.removeprefix("\ufeff"))
    if _deeper(text, _DEEP):
        raise _Refused(f"XML that is nested more than {_DEEP} deep")
    return text


def _deeper(text: str, most: int) -> bool:
    """Whether the elements of some XML lie deeper than that: feedparser takes a square of the depth."""
    depth = _Depth()
    parser = etree.XMLParser(target=depth, recover=True, huge_tree=False, resolve_entities=False, no_network=True)
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except (etree.LxmlError, ValueError):
        pass  # torn: as deep as it went
    return depth.deepest > most


class _Depth:
    """Counts how deep elements lie, as a parser meets them."""

    def __init__(self) -> None:
        self.now = self.deepest = 0

    def start(self, _tag: str, _attributes: object) -> None:
        """An element begins."""
        self.now += 1
        self.deepest = max(self.deepest, self.now)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self.now -= 1

    def close(self) -> None:
        """The document ends."""


class _Entry(Record, frozen=True, kw_only=True):
    """An entry as the feed gives it: its id, its words as HTML or text, and what is said of it."""

    name: str | None
    key: str
    link: str | None
    words: str
    said: Stated
    raw: bytes


def _entries(text: str, material: Material) -> tuple["_Entry", ...]:
    """The entries of a feed. Raises _Refused where it cannot be read."""
    return _parsed(text, material.url or "")


@lru_cache(maxsize=1)  # one feed is asked for its names, then read
def _parsed(text: str, url: str) -> tuple["_Entry", ...]:
    import feedparser  # noqa: PLC0415 - takes half a second to load: only where there is a feed

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        found = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers, sanitize_html=False,
            resolve_relative_uris=False,
        )  # fmt: skip
        feed, entries = found.feed, found.entries
    except Exception as error:  # whatever a torn or hostile feed makes of the parser
        raise _Refused(f"not a sound feed ({type(error).__name__})") from error
    if not entries:
        raise _Refused("a feed without entries")
    if len(entries) > _ENTRIES:
        raise _Refused(f"a feed of more than {_ENTRIES} entries")
    outlet, language = _string(feed.get("title")), _string(feed.get("language"))
    return tuple(_entry(entry, outlet, language) for entry in entries)


def _entry(entry: Any, outlet: str | None, language: str | None) -> _Entry:
    contents = [_string(c.get("value")) or "" for c in entry.get("content") or () if hasattr(c, "get")]
    words = max([*contents, _string(entry.get("summary")) or ""], key=len)
    source = entry.get("source")
    link = _string(entry.get("link"))
    link = link if link and re.match(r"https?://", link, re.I) else None
    said = Stated(
        title=_plain(_string(entry.get("title"))),
        url=link,
        published=_string(entry.get("published")) or _string(entry.get("updated")),
        outlet=_plain((_string(source.get("title")) if hasattr(source, "get") else None) or outlet),
        language=_string(entry.get("language")) or language,
    )
    name = link or _string(entry.get("id"))
    raw = msgspec.json.encode({"words": words, "id": _string(entry.get("id")), "said": said})
    key = hashlib.sha256(raw).hexdigest()[:8]
    return _Entry(name=_base(name) if name else None, key=key, link=link, words=words, said=said, raw=raw)


def _base(name: str) -> str:
    try:
        return base_of(name) if re.match(r"https?://", name, re.I) else name[:200]
    except ValueError:
        return name[:200]


def _string(value: object) -> str | None:
    text = value.encode("utf-8", "replace").decode("utf-8").strip() if isinstance(value, str) else ""
    return text or None


def _plain(value: str | None) -> str | None:
    """A title without the markup that feeds put into some."""
    return " ".join(text_of(value).split())[:1000] or None if value else None


def _linked(entries: Iterable[_Entry]) -> Iterator[Link]:
    return (Link(url=e.link, said=e.said) for e in entries if e.link)


def _draft(entry: _Entry, input_: str, options: ReadOptions) -> Draft | Rejected:
    text = text_of(entry.words, options.max_tags)
    if not text and not entry.said.title:
        return Rejected(input=input_, reason="an entry without words")
    text, headline = jsonl.with_title(text, entry.said.title) if text else _bare(entry.said.title or "")
    return Draft(
        text=text, raw=entry.raw, input=input_, name=entry.name, key=entry.key, row=entry.said, headline=headline,
        stater="the feed",
    )  # fmt: skip


def _bare(title: str) -> tuple[str, Any]:
    return jsonl.with_title(title, title)


def _places(text: str) -> Iterator[Link]:
    """The pages, or other lists, of a sitemap (sitemaps.org, with Google's tags for news)."""
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    events = etree.iterparse(
        stream, events=("end",), resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )  # fmt: skip
    try:
        for _, element in events:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name in ("url", "sitemap"):
                link = _place(element, name == "sitemap")
                if link is not None:
                    yield link
                element.clear()
    except (etree.LxmlError, ValueError):
        return


def _place(element: Any, list_: bool) -> Link | None:
    said: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            said.setdefault(etree.QName(child).localname, child.text.strip()[:2000])
    url = said.get("loc", "")
    if not re.match(r"https?://", url, re.I):
        return None
    known = Stated(title=said.get("title"), published=said.get("publication_date"), outlet=said.get("name"))
    return Link(url=url, said=known, list_=list_)


def _pages(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """An XHTML page that its server calls XML is a page; everything else a feed or a reason."""
    if not is_feed(material) and re.search(rb"<html\b", material.head(), re.I):
        yield from html.read(material, options)
    else:
        yield from read(material, options)


READER = Reader(
    name="feed",
    endings=(".rss", ".atom", ".rdf", ".xml"),
    media_type="application/rss+xml",
    media_types=("application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
    sniff=lambda head: _kind(head) is not None,
    read=_pages,
    keys=keys,
)
