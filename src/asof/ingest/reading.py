"""The stage's one function: inputs in, documents and rejections out."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from asof.ingest import dates, naming
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.inputs import ending_of, materials
from asof.ingest.language import other_language
from asof.ingest.limits import TooSlow, too_slow, within
from asof.ingest.lines import lines_of
from asof.ingest.marks import overlaid
from asof.ingest.options import ReadOptions
from asof.ingest.outlets import canonical, credits_of
from asof.ingest.passages import Layout, passages
from asof.ingest.published import published
from asof.ingest.readers import reader_of
from asof.ingest.roles import marked_opinion
from asof.ingest.sidecar import Sidecar, sidecar
from asof.ingest.stamps import named_zone
from asof.records import Document, Published, Range, Reading, Record, Rejected

Names = dict[naming.Key, str]
_T = TypeVar("_T")
# Readers of containers stop each document of theirs at the limit; a reader that does not is stopped a little later.
_GRACE = 1.25


class _Opened(Record, frozen=True, kw_only=True):
    material: Material
    reader: Reader


_DEFAULT = ReadOptions()


def read(inputs: Sequence[str], options: ReadOptions = _DEFAULT) -> Iterator[Reading | Rejected]:
    """Every document behind `inputs` (files, folders, URLs, "-"), streamed; what cannot be read, with the reason.

    Order is as found, sorted within folders. Ids and texts do not depend on the order in which inputs are named.
    A document read twice is given once. Raises ValueError for options that mean nothing (an unknown time zone, a
    date that is none); nothing in the inputs raises.
    """
    _check(options)
    yield from read_materials(materials(inputs, options), options)


def read_materials(found: Iterable[Material | Rejected], options: ReadOptions) -> Iterator[Reading | Rejected]:
    """Every document of inputs that are open already; see `read`."""
    opened = list(_open(found))
    names = naming.named(_keys(opened, options))
    sidecars: dict[Path, Sidecar] = {}
    seen: set[tuple[str, str]] = set()
    for item in opened:
        if isinstance(item, Rejected):
            yield item
            continue
        for result in _documents(item, names, sidecars, options):
            key = (result.document.document, result.document.sha256) if isinstance(result, Reading) else None
            if key is None or key not in seen:
                yield result
            if key is not None:
                seen.add(key)


def _check(options: ReadOptions) -> None:
    if options.timezone and dates.zone_of(options.timezone) is None:
        raise ValueError(f"not a time zone: {options.timezone!r}; write Europe/Paris or +01:00")
    if options.published and dates.parse(options.published, "") is None:
        raise ValueError(f"not a date: {options.published!r}; write 2013-01-17 or 2013-01-17T18:00+01:00")


def _open(found: Iterable[Material | Rejected]) -> Iterator[_Opened | Rejected]:
    for material in found:
        if isinstance(material, Rejected):
            yield material
            continue
        try:
            reader = reader_of(material, ending_of(material.input) if material.path else "")
        except OSError as error:
            yield Rejected(input=material.input, reason=f"cannot be read ({error.strerror})")
            continue
        if reader is None:
            yield Rejected(input=material.input, reason="no format that asof reads")
        else:
            yield _Opened(material=material, reader=reader)


def _keys(opened: Sequence[_Opened | Rejected], options: ReadOptions) -> Iterator[naming.Key]:
    for item in opened:
        if isinstance(item, Rejected):
            continue
        if item.reader.keys is None:
            yield naming.key_of_file(item.material)
            continue
        for found in _bounded(item.reader.keys(item.material, options), item.material.input, options):
            if not isinstance(found, Rejected):  # said again, with its reason, when the file is read
                yield _key(item, *found)


def _key(item: _Opened, name: str | None, key: str, input_: str) -> naming.Key:
    if item.reader.keys is None:
        return naming.key_of_file(item.material)
    return naming.key_of_row(item.material, name or f"{item.material.base}-{input_.rpartition(':')[2]}", key)


def _bounded(steps: Iterator[_T], name: str, options: ReadOptions) -> Iterator[_T | Rejected]:
    """What a reader gives, each step within the time that a document may take; a fault ends it with its reason."""
    while True:
        try:
            with within(options.max_seconds * _GRACE):
                step = next(steps, None)
        except TooSlow:
            yield Rejected(input=name, reason=too_slow(options))
            return
        except OSError as error:
            yield Rejected(input=name, reason=f"cannot be read ({error.strerror or error})")
            return
        except Exception as error:  # whatever a hostile file makes of a reader, the others are read
            yield Rejected(
                input=name, reason=f"cannot be read: a fault in asof ({type(error).__name__}: {error})"[:300]
            )
            return
        if step is None:
            return
        yield step


def _documents(
    item: _Opened, names: Names, sidecars: dict[Path, Sidecar], options: ReadOptions
) -> Iterator[Reading | Rejected]:
    yield from _fault_of_sidecar(item.material, sidecars)
    for draft in _bounded(item.reader.read(item.material, options), item.material.input, options):
        if isinstance(draft, Rejected):
            yield draft
            continue
        key = _key(item, draft.name, draft.key, draft.input)
        beside = _beside(item.material, key.own, sidecars)
        settled = _settled(_led_to(draft, item.material.beside), names.get(key, key.own), item, beside, options)
        yield from _bounded(settled, draft.input, options)


def _led_to(draft: Draft, feed: Stated) -> Draft:
    """A page with what the feed that led to it says of it: when it was published, and what the page is silent of."""
    if feed == Stated():
        return draft
    row = replace(draft.row, published=draft.row.published or feed.published)
    silent = {f: getattr(draft.markup, f) or getattr(feed, f) for f in ("title", "outlet", "language")}
    return replace(draft, row=row, markup=replace(draft.markup, **silent), stater="the feed")


def _fault_of_sidecar(material: Material, sidecars: dict[Path, Sidecar]) -> Iterator[Rejected]:
    """What is wrong with a folder's list of documents, said once."""
    folder = material.path.absolute().parent if material.path else None
    if folder is not None and folder not in sidecars:
        sidecars[folder] = found = sidecar(folder)
        if found.fault:
            yield Rejected(input=found.path, reason=found.fault)


def _beside(material: Material, own: str, sidecars: dict[Path, Sidecar]) -> Stated:
    """What the list of documents in a file's folder says of it."""
    if material.path is None:
        return Stated()
    return sidecars[material.path.absolute().parent].rows.get(own, Stated())


def _settled(
    draft: Draft, name: str, item: _Opened, beside: Stated, options: ReadOptions
) -> Iterator[Reading | Rejected]:
    """The reading of a draft, or why it is set aside; one item."""
    reason = _fault(draft, beside, options)
    if reason:
        yield Rejected(input=draft.input, reason=reason)
        return
    yield Reading(
        document=_document(draft, name, beside, options),
        raw=draft.raw,
        raw_sha256=hashlib.sha256(draft.raw).hexdigest(),
        media_type=(draft.media_type or item.reader.media_type) + draft.media,
        input=draft.input,
        fetched=draft.fetched,
    )


def _document(draft: Draft, name: str, beside: Stated, options: ReadOptions) -> Document:
    lines = tuple(lines_of(draft.text))
    first = _first(draft.row, beside, draft.markup)
    zone = dates.zone_of(options.timezone or first("timezone") or named_zone(lines))
    date = _dated(draft, published(draft, beside, lines, options, zone), zone)
    opinion = marked_opinion(first("title"), first("url"))
    layout = Layout(
        text=draft.text,
        lines=lines,
        headline=draft.headline,
        published=date,
        zone=zone,
        opinion=opinion,
        settled=tuple(Range(start=m.start, end=m.end) for m in draft.marks),
    )
    found = overlaid(passages(layout), draft.marks)
    outlet = options.outlet or canonical(first("outlet"), first("url"))
    return Document(
        document=name,
        text=draft.text,
        title=first("title") or _title(draft),
        published=date,
        outlet=outlet,
        url=first("url"),
        language="en",
        sha256=hashlib.sha256(draft.text.encode("utf-8", "replace")).hexdigest(),
        story=first("story"),
        timezone=dates.zone_name(zone),
        passages=found,
        credits=credits_of(draft.text, found, outlet),
    )


def _dated(draft: Draft, found: Published, zone: tzinfo | None) -> Published:
    """A publication with its source in the format's own words; a file's properties where nothing else says it.

    They also give the time of a day that the text names: a press release is saved on the day it is sent.
    """
    found = replace(found, reason=found.reason.replace("stated by the row", f"stated by {draft.stater}"))
    made = dates.parse(draft.made, draft.maker, zone) if draft.made else None
    same_day = made is not None and found.precision == "day" and (made.value or "")[:10] == found.value
    return made if made is not None and (found.value is None or same_day) else found


def _fault(draft: Draft, beside: Stated, options: ReadOptions) -> str | None:
    if not draft.text.strip():
        return "empty"
    if len(draft.text) > options.max_text:
        return f"too long: {len(draft.text)} characters, and the limit is {options.max_text}"
    if draft.text.count("\n") + draft.text.count("\r") > options.max_lines:
        return f"too many lines: the limit is {options.max_lines}"
    stated = (draft.row.language or beside.language or "").lower()
    if stated and not stated.startswith(("en", "eng")):
        return f"language: stated to be {stated[:20]}"
    return other_language(draft.text)


def _first(*stated: Stated) -> Callable[[str], str | None]:
    return lambda field: next((v for s in stated if (v := getattr(s, field))), None)


def _title(draft: Draft) -> str | None:
    return draft.text[draft.headline.start : draft.headline.end] if draft.headline else None
