"""Saved web pages (MHTML, RFC 2557): the page itself, at the address it was saved from.

The `Date` of such a file is when the page was saved: the record of a fetch, no publication.
"""

from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.message import Message
from typing import Any

from msgspec.structs import replace

from asof.ingest.dates import parse
from asof.ingest.draft import Draft, Material, Reader
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.ingest.readers import html
from asof.records import Rejected


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a saved page."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options)
    if reason:
        yield Rejected(input=material.input, reason=reason)
        return
    try:
        message = message_from_bytes(raw)
        part = _page(message)
        body = part.get_payload(decode=True) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
    except Exception as error:  # the parser of the standard library fails on some torn headers, in several ways
        yield Rejected(input=material.input, reason=f"not a sound MHTML file ({type(error).__name__})")
        return
    if part is None or not isinstance(body, bytes):
        yield Rejected(input=material.input, reason="MHTML without a page in it")
        return
    page = html.Page(raw=body, input=material.input, url=_address(message, part), charset=charset)
    draft = html.document_of(page, options)
    if isinstance(draft, Draft):
        draft = replace(draft, raw=raw, fetched=_saved(message))
    yield draft


def _page(message: Any) -> Any:
    """The part that is the page: the one that the header names as the start, else the first of HTML."""
    pages = [p for p in message.walk() if isinstance(p, Message) and p.get_content_type() in _PAGES]
    start = message.get_param("start")
    named = next((p for p in pages if start and str(p.get("Content-ID", "")).strip() == start), None)
    return named or next(iter(pages), None)


def _address(message: Any, part: Any) -> str | None:
    said = (part.get("Content-Location"), message.get("Snapshot-Content-Location"), message.get("Content-Location"))
    found = (" ".join(str(value).split())[:2000] for value in said if value)
    return next((url for url in found if url.lower().startswith(("http://", "https://"))), None)


def _saved(message: Any) -> str | None:
    found = parse(str(message.get("Date", "")), "", UTC)  # "-0000" is UTC too (RFC 5322)
    return found.value if found and found.precision in ("second", "minute") else None


_PAGES = ("text/html", "application/xhtml+xml")

READER = Reader(
    name="mhtml",
    endings=(".mhtml", ".mht"),
    media_type="multipart/related",
    media_types=("application/x-mimearchive", "message/related"),
    sniff=lambda head: b"multipart/related" in head.lower() and b"mime-version" in head.lower(),
    read=read,
)
