"""HTML: the main text as trafilatura extracts it, the headline first, with what the page says of itself.

Barbaresi, "Trafilatura" (ACL 2021, demo) and "htmldate" (JOSS 2020). Nothing is fetched here.
"""

import json
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import html as lxml_html

from asof.ingest.decode import binary, decode
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.records import Range, Record, Rejected

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset=[\"' ]?([\w-]{2,40})", re.I)
_LANG = re.compile(r"<html[^<>]{0,500}?\slang=[\"']?([A-Za-z]{2,3})\b", re.I)
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div|h1)\b", re.I)
_JSON_LD = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>(.{0,200000}?)</script>", re.I | re.S)
_META_DATES = (
    "article:published_time", "og:published_time", "datePublished", "parsely-pub-date", "sailthru.date",
    "pubdate", "publish-date", "date", "DC.date.issued", "dcterms.created", "og:article:published_time",
)  # fmt: skip
_LARGE = 15_000
_DATES = {"original_date": True, "extensive_search": False}

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what is wrong with a page is said by the reason for it


def _metas(markup: str) -> dict[str, str]:
    """The <meta> elements of a page, by name or property; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<meta\b[^<>]{1,2000}>", markup[:500_000], re.I):
        attributes = {k.lower(): v for k, _, v in re.findall(r"([\w:-]{1,40})\s?=\s?([\"'])(.{0,1000}?)\2", tag)}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes.get("content"):
            found.setdefault(name.lower(), attributes["content"].strip())
    return found


def _linked_data(markup: str) -> dict[str, Any]:
    """The first schema.org article that the page carries as JSON-LD, or nothing."""
    for block in _JSON_LD.findall(markup)[:20]:
        try:
            value = json.loads(block)
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else [value]
        graphs = [g for i in items if isinstance(i, dict) for g in [i, *_listed(i.get("@graph"))]]
        article = next((g for g in graphs if isinstance(g, dict) and isinstance(g.get("datePublished"), str)), None)
        if article is not None:
            return article
    return {}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _published(markup: str, guessed: str | None) -> str | None:
    metas = _metas(markup)
    stated = _linked_data(markup).get("datePublished")
    return stated or next((metas[n.lower()] for n in _META_DATES if n.lower() in metas), None) or guessed


def _markup(text: str, found: Any, url: str | None) -> Stated:
    language = _LANG.search(text)
    return Stated(
        title=found.title or None,
        url=url or found.url or None,
        published=_published(text, found.date),
        outlet=found.sitename or None,
        language=language[1].lower() if language else None,
    )


def _composed(title: str | None, body: str) -> tuple[str, Range | None]:
    """The headline and two line feeds before the main text, which often begins with it already."""
    title = " ".join((title or "").split())
    if not title:
        return body, None
    rest = body.removeprefix(title) if body.startswith(title + "\n") or body == title else body
    return f"{title}\n\n{rest.lstrip()}".rstrip(), Range(start=0, end=len(title))


class Page(Record, frozen=True, kw_only=True):
    """The bytes of a page, what it is called in messages, its address, and the encoding that its server named."""

    raw: bytes
    input: str
    url: str | None = None
    charset: str | None = None


def document_of(page: Page, options: ReadOptions) -> Draft | Rejected:
    """The document of one HTML page; rejected where it is no text or has no main text."""
    raw, name = page.raw, page.input
    declared = _CHARSET.search(raw[:4096])
    charset = page.charset or (declared[1].decode("ascii") if declared else None)
    decoded = None if binary(raw) else decode(raw, charset)
    if decoded is None:
        return Rejected(input=name, reason=f"not HTML but {binary(raw) or 'of an unknown encoding'}")
    if decoded.text.count("<") > 2 * options.max_tags:
        return Rejected(input=name, reason=f"more than {options.max_tags} HTML tags")
    found = _extracted(decoded.text, page.url)
    if found is None or not (found.text or "").strip():
        return Rejected(input=name, reason="no main text found in the page")
    text, headline = _composed(found.title, found.text.strip())
    said = _markup(decoded.text, found, page.url)
    return Draft(text=text, raw=raw, input=name, markup=said, headline=headline, media=decoded.media)


def _extracted(text: str, url: str | None) -> Any:
    """What trafilatura finds, or None. lxml's own limits (depth, size of one text) hold: `huge_tree` is off."""
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return trafilatura.bare_extraction(
                tree,
                url=url,
                with_metadata=True,
                include_comments=False,
                date_extraction_params=_DATES,
                fast=text.count("<") > _LARGE,  # its second opinions take seconds on a large page
            )
    except Exception:  # a hostile page must not stop the run, whatever a parser makes of it
        return None


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
