"""JSON Lines and JSON: a row is a document, or an incident with its reports."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.options import ReadOptions
from asof.ingest.readers import html
from asof.records import Range, Record, Rejected

_FIELDS = ("title", "url", "published", "outlet", "language", "story", "timezone")
_MEND = 'write {"document": "an id", "text": "the words"} on one line'


class Row(Record, frozen=True, kw_only=True):
    """A row as JSON with the bytes it stood in, and where (`file:line`)."""

    input: str
    raw: bytes
    value: Any


def rows(material: Material, limit: int) -> Iterator[Row | Rejected]:
    """The rows of a JSON or JSONL input; those that are no JSON, or longer than `limit` bytes, are rejected."""
    head = material.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"[") or (material.input.lower().endswith(".json") and _one_value(material, limit)):
        yield from _array(material, limit)
        return
    with _open(material) as file:
        yield from _lines(file, material.input, limit)


def _open(material: Material) -> AbstractContextManager[BinaryIO]:
    if material.path is None:
        return nullcontext(io.BytesIO(material.raw))
    return material.path.open("rb")


def _one_value(material: Material, limit: int) -> bool:
    try:
        msgspec.json.decode(material.bytes(limit), type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _array(material: Material, limit: int) -> Iterator[Row | Rejected]:
    raw = material.bytes(limit)
    try:
        whole = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=msgspec.Raw)
        values = msgspec.json.decode(whole, type=list[msgspec.Raw]) if bytes(whole).startswith(b"[") else [whole]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        reason = "too large" if len(raw) > limit else f"not JSON ({error})"
        yield Rejected(input=material.input, reason=f"{reason}; {_MEND}")
        return
    for number, value in enumerate(values, 1):
        yield _row(bytes(value), f"{material.input}:{number}")


def _lines(file: BinaryIO, name: str, limit: int) -> Iterator[Row | Rejected]:
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield Rejected(input=f"{name}:{number}", reason=f"a row of more than {limit / 1e6:.1f} MB")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _row(line.strip(b"\xef\xbb\xbf \t\r\n"), f"{name}:{number}")


def _row(raw: bytes, name: str) -> Row | Rejected:
    try:
        return Row(input=name, raw=raw, value=msgspec.json.decode(raw))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return Rejected(input=name, reason=f"not JSON ({error}); {_MEND}")


def reports(row: Row) -> Iterator[Row | Rejected]:
    """The documents of a row: itself, or each of its `reports`, whose `story` is then the row's `incident`."""
    value = row.value
    if not isinstance(value, dict):
        yield Rejected(input=row.input, reason=f"the row is no object; {_MEND}")
        return
    if "reports" not in value:
        yield row
        return
    if not isinstance(value["reports"], list):
        yield Rejected(input=row.input, reason="`reports` is no list; write a list of objects")
        return
    story = value.get("incident", value.get("story"))
    for number, report in enumerate(value["reports"], 1):
        name = f"{row.input}:{number}"
        if not isinstance(report, dict):
            yield Rejected(input=name, reason=f"the report is no object; {_MEND}")
            continue
        yield Row(input=name, raw=msgspec.json.encode(report), value={"story": story, **report})


def name_of(row: Row) -> str | None:
    """The id that a row gives its document; None where it gives none (or one that is no text or number)."""
    name = row.value.get("document")
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    return name.strip() or None if isinstance(name, str) else None


def key_of(row: Row) -> str:
    """What tells documents of one name apart: a hash of their words."""
    words = f"{row.value.get('text')}\x1f{row.value.get('html')}\x1f{row.value.get('title')}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]


def keys(material: Material, options: ReadOptions) -> Iterator[tuple[str | None, str, str]]:
    """The name, key and input of every document that can be read."""
    for row in documents(material, options):
        if isinstance(row, Row) and fault(row) is None:
            yield name_of(row), key_of(row), row.input


def fault(row: Row) -> str | None:
    """What is wrong with a row, and the mend, in words; None where it can be read."""
    name = row.value.get("document")
    if name is not None and name_of(row) is None:
        return "`document` must be text that is not empty (an id)"
    kind = next((k for k in ("text", "html") if k in row.value), None)
    if kind is None:
        return f"the row has neither `text` nor `html`; {_MEND}"
    if not isinstance(row.value[kind], str):
        return f"`{kind}` is no text; {_MEND}"
    odd = next((f for f in _FIELDS if not isinstance(row.value.get(f), str | int | None)), None)
    return f"`{odd}` is no text; write it in quotes" if odd else None


def _stated(value: dict[str, Any]) -> Stated:
    said = {f: str(value[f]) for f in _FIELDS if value.get(f) not in (None, "")}
    return Stated(**said)


def _draft(row: Row, options: ReadOptions) -> Draft | Rejected:
    said = _stated(row.value)
    if "text" in row.value:
        text, headline = with_title(row.value["text"], said.title)
        named = Draft(text=text, raw=row.raw, input=row.input, name=name_of(row), row=said, headline=headline)
        return replace(named, key=key_of(row))
    page = html.Page(raw=row.value["html"].encode("utf-8", "replace"), input=row.input, url=said.url, charset="utf-8")
    draft = html.document_of(page, options)
    if isinstance(draft, Rejected):
        return draft
    return replace(draft, name=name_of(row), row=said, raw=row.raw, key=key_of(row))


def with_title(text: str, title: str | None) -> tuple[str, Range | None]:
    """A row's text and where its headline stands: a title that the text does not begin with is set after it."""
    bare = (title or "").strip()
    if not title or not bare:
        return text, None
    lead = len(text) - len(text.lstrip())
    if text.startswith(bare, lead):
        return text, Range(start=lead, end=lead + len(bare))
    return f"{text}\n\n{title}", Range(start=len(text) + 2, end=len(text) + 2 + len(title))


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The documents of every row; a bad row is rejected by file and line, the others are read."""
    for row in documents(material, options):
        reason = None if isinstance(row, Rejected) else fault(row)
        if isinstance(row, Rejected) or reason:
            yield row if isinstance(row, Rejected) else Rejected(input=row.input, reason=reason or "")
        else:
            yield _draft(row, options)


def documents(material: Material, options: ReadOptions) -> Iterator[Row | Rejected]:
    """Every document row of an input, reports spread."""
    for row in rows(material, options.max_bytes):
        if isinstance(row, Rejected):
            yield row
        else:
            yield from reports(row)


READER = Reader(
    name="jsonl",
    endings=(".jsonl", ".json", ".ndjson"),
    media_type="application/x-ndjson",
    media_types=("application/json", "application/jsonl", "application/jsonlines"),
    sniff=lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b'[{"', b"{ ")),
    read=read,
    keys=keys,
)
