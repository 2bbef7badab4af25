"""Web archives (WARC, ISO 28500, plain or gzip): one record in memory at a time.

Pages, plain text, PDF and DOCX that were answered with 200 are read; everything else is passed over and counted.
`WARC-Date` is when a page was fetched, which says nothing of its publication.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

import brotli

from asof.ingest.answers import Answer, answer, unpacked
from asof.ingest.dates import parse
from asof.ingest.draft import Draft, Material, Reader
from asof.ingest.fetch import base_of
from asof.ingest.nested import Inner, drafts
from asof.ingest.options import ReadOptions
from asof.ingest.readers import reader_of
from asof.records import Record, Rejected

_READ = ("html", "text", "pdf", "docx")
_VAGUE = ("without a type", "application/octet-stream", "binary/octet-stream", "unk", "application/unknown")
_HEAD = 65_536


class _Torn(Record, frozen=True, kw_only=True):
    """Where an archive breaks off, and how that shows."""

    after: int
    why: str


class _Record(Record, frozen=True, kw_only=True):
    """One record: its number among those with a page, its address and date, its block (cut after the limit)."""

    number: int
    kind: str
    url: str
    date: str | None
    media_type: str | None
    block: bytes


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The document of every page of an archive."""
    for part in parts(material, options):
        if isinstance(part, Rejected):
            yield part
        else:
            yield from drafts(part, options)


def parts(material: Material, options: ReadOptions) -> Iterator[Inner | Rejected]:
    """Every page of an archive; what was passed over is said once, by kind."""
    passed: Counter[str] = Counter()
    some = False
    for found in _pages(material, options):
        some = True
        if isinstance(found, str):
            passed[found] += 1
        else:
            yield found
    if passed:
        what = ", ".join(f"{n} {kind}" for kind, n in sorted(passed.items(), key=lambda kn: (-kn[1], kn[0]))[:12])
        yield Rejected(input=material.input, reason=f"records passed over: {what}"[:400])
    if not some:
        yield Rejected(input=material.input, reason="a web archive without pages")


def keys(material: Material, options: ReadOptions) -> Iterator[tuple[str | None, str, str]]:
    """The id, hash and place of every page."""
    for found in _pages(material, options):
        if isinstance(found, Inner):
            yield found.name, found.key, found.material.input


def _pages(material: Material, options: ReadOptions) -> Iterator[Inner | Rejected | str]:
    """Every page of an archive, why one is set aside, or of what kind a record is that is passed over."""
    with material.open() as file:
        for record in _records(file, options.max_bytes):
            if isinstance(record, _Torn):
                what = f"the archive breaks off after record {record.after}" if record.after else "no web archive"
                yield Rejected(input=material.input, reason=f"{what} ({record.why})"[:300])
            else:
                yield _page(record, material, options)


def _records(file: BinaryIO, limit: int) -> Iterator[_Record | _Torn]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only where there is an archive

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        for record in ArchiveIterator(file, record_types=wanted, parse_http=False, fsspec_args=False):
            number += 1
            yield _record(record, number, limit)
    except OSError as error:
        yield _Torn(after=number, why=str(error))
    except BaseException as error:  # what its Rust half does not foresee arrives as a panic, which is no Exception
        if type(error).__name__ != "PanicException":
            raise
        yield _Torn(after=number, why="a record that cannot be understood")


def _record(record: Any, number: int, limit: int) -> _Record:
    said = {str(k).lower(): str(v) for k, v in record.headers.items()}
    return _Record(
        number=number,
        kind=said.get("warc-type", "").lower(),
        url=said.get("warc-target-uri", "").strip("<> \t")[:4000],
        date=said.get("warc-date"),
        media_type=said.get("content-type"),
        block=bytes(record.reader.read(limit + _HEAD + 1)),
    )


class _Aside(Exception):  # noqa: N818 - not an error: why a page is set aside
    """Why a page is set aside, in words."""


def _page(record: _Record, material: Material, options: ReadOptions) -> Inner | Rejected | str:
    """A page of an archive; why it is set aside; or the kind of a record that is passed over."""
    place = f"{material.input}:{record.number}"
    head = answer(record.block)
    media_type = record.media_type if head is None else head.headers.get("content-type")
    if head is None and record.kind == "response":
        return "answers of other protocols"
    if head is not None and head.status != 200:
        return f"answers {head.status}"
    if not _may_be_read(media_type):
        return _bare(media_type)
    try:
        body = _body(record, head, options.max_bytes)
    except _Aside as error:
        return Rejected(input=place, reason=str(error))
    name = _name(record.url) or place
    inner = Material(input=place, base=name, raw=body, url=record.url or None, media_type=media_type)
    reader = reader_of(inner, "")
    if reader is None or reader.name not in _READ or name.endswith("/robots"):
        return _bare(media_type)
    date = parse(record.date, "") if record.date else None
    key = hashlib.sha256(body).hexdigest()[:8]
    return Inner(name=name, key=key, material=inner, fetched=date.value if date else None)


def _body(record: _Record, head: Answer | None, limit: int) -> bytes:
    try:
        body = unpacked(record.block, head, limit) if head else record.block
    except (zlib.error, brotli.error) as error:
        raise _Aside(f"a packed page that cannot be unpacked ({error})"[:200]) from error
    if body is None or len(body) > limit:
        raise _Aside(f"too large, or packed in an unknown way: the limit is {limit / 1e6:.1f} MB")
    return body


def _name(url: str) -> str:
    try:
        return base_of(url)
    except ValueError:
        return url[:200]


def _may_be_read(media_type: str | None) -> bool:
    """Whether a server's word for the kind of a page leaves it possible that it is read."""
    bare = _bare(media_type)
    return bare.startswith("text/") or bare in _VAGUE or re.search(r"html|pdf|wordprocessingml", bare) is not None


def _bare(media_type: str | None) -> str:
    return (media_type or "").partition(";")[0].strip().lower()[:60] or "without a type"


def _packed(head: bytes) -> bool:
    """Whether the beginning of a gzip file is that of an archive."""
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 100).startswith(b"WARC/")
    except zlib.error:
        return False


READER = Reader(
    name="warc",
    endings=(".warc", ".gz"),
    media_type="application/warc",
    media_types=("application/gzip", "application/x-gzip"),
    sniff=lambda head: head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and _packed(head)),
    read=read,
    keys=keys,
    parts=parts,
)
