"""The stage's one function: inputs in, documents and rejections out."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from asof.ingest import dates, naming
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.inputs import ending_of, materials
from asof.ingest.language import other_language
from asof.ingest.lines import lines_of
from asof.ingest.options import ReadOptions
from asof.ingest.passages import Layout, passages
from asof.ingest.published import published
from asof.ingest.readers import reader_of
from asof.ingest.roles import marked_opinion
from asof.ingest.sidecar import Sidecar, sidecar
from asof.ingest.stamps import named_zone
from asof.records import Document, Reading, Record, Rejected

Names = dict[naming.Key, str]


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
    opened = list(_open(inputs, options))
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


def _open(inputs: Sequence[str], options: ReadOptions) -> Iterator[_Opened | Rejected]:
    for material in materials(inputs, options):
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
        if not item.reader.container:
            yield naming.key_of_file(item.material)
            continue
        yield from (_key(item.material, row) for row in _safely(item, options) if isinstance(row, Draft))


def _key(material: Material, draft: Draft) -> naming.Key:
    name = draft.name or f"{material.base}-{draft.input.rpartition(':')[2]}"
    return naming.key_of_row(material, name, draft.text)


def _safely(item: _Opened, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """What a reader gives; a file that fails half-way ends with its reason."""
    try:
        yield from item.reader.read(item.material, options)
    except OSError as error:
        yield Rejected(input=item.material.input, reason=f"cannot be read ({error.strerror})")


def _documents(
    item: _Opened, names: Names, sidecars: dict[Path, Sidecar], options: ReadOptions
) -> Iterator[Reading | Rejected]:
    for draft in _safely(item, options):
        if isinstance(draft, Rejected):
            yield draft
            continue
        key = _key(item.material, draft) if item.reader.container else naming.key_of_file(item.material)
        beside = _beside(item.material, key.own, sidecars)
        yield _settled(draft, names[key], beside, item, options)


def _beside(material: Material, own: str, sidecars: dict[Path, Sidecar]) -> Stated:
    if material.path is None:
        return Stated()
    folder = material.path.absolute().parent
    if folder not in sidecars:
        sidecars[folder] = sidecar(folder)
    return sidecars[folder].rows.get(own, Stated())


def _settled(draft: Draft, name: str, beside: Stated, item: _Opened, options: ReadOptions) -> Reading | Rejected:
    """The document of a draft, or why it is set aside."""
    reason = _fault(draft, options)
    if reason:
        return Rejected(input=draft.input, reason=reason)
    zone_name = options.timezone or draft.row.timezone or beside.timezone
    lines = tuple(lines_of(draft.text))
    zone_name = zone_name or named_zone(lines)
    zone = dates.zone_of(zone_name)
    date = published(draft, beside, lines, options, zone)
    first = _first(draft.row, beside, draft.markup)
    layout = Layout(
        text=draft.text,
        lines=lines,
        headline=draft.headline,
        published=date,
        zone=zone,
        opinion=marked_opinion(first("title"), first("url")),
    )
    document = Document(
        document=name,
        text=draft.text,
        title=first("title") or _title(draft),
        published=date,
        outlet=options.outlet or first("outlet") or _host(first("url")),
        url=first("url"),
        language="en",
        sha256=hashlib.sha256(draft.text.encode("utf-8", "replace")).hexdigest(),
        story=first("story"),
        timezone=zone_name if zone else None,
        passages=passages(layout),
    )
    return Reading(
        document=document,
        raw=draft.raw,
        raw_sha256=hashlib.sha256(draft.raw).hexdigest(),
        media_type=item.reader.media_type,
        input=draft.input,
    )


def _fault(draft: Draft, options: ReadOptions) -> str | None:
    if not draft.text.strip():
        return "empty"
    if len(draft.text) > options.max_text:
        return f"too long: {len(draft.text)} characters, and the limit is {options.max_text}"
    stated = (draft.row.language or "").lower()
    if stated and not stated.startswith(("en", "eng")):
        return f"language: stated to be {stated[:20]}"
    return other_language(draft.text)


def _first(*stated: Stated) -> Callable[[str], str | None]:
    return lambda field: next((v for s in stated if (v := getattr(s, field))), None)


def _title(draft: Draft) -> str | None:
    return draft.text[draft.headline.start : draft.headline.end] if draft.headline else None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None
