"""From a draft to a document: its date, outlet, language and passages are settled, or why it is set aside."""

import hashlib
import re
from collections.abc import Callable
from datetime import tzinfo

from msgspec.structs import asdict, replace

from asof.ingest import dates
from asof.ingest.draft import Draft, Stated
from asof.ingest.language import other_language
from asof.ingest.lines import lines_of
from asof.ingest.marks import overlaid
from asof.ingest.options import ReadOptions
from asof.ingest.outlets import canonical, credits_of
from asof.ingest.passages import Layout, passages
from asof.ingest.published import published
from asof.ingest.roles import marked_opinion
from asof.ingest.stamps import named_zone
from asof.records import Document, Published, Range, Reading, Record, Rejected

_HALVES = re.compile("[\ud800-\udfff]")


class Around(Record, frozen=True, kw_only=True):
    """What is said of a document from outside: its id, the format's media type, and what stands beside its file.

    `beside` is the row of the list of documents in its folder, `led` what the feed that led to it says.
    """

    name: str
    media_type: str
    beside: Stated = Stated()
    led: Stated = Stated()


def settled(draft: Draft, around: Around, options: ReadOptions) -> Reading | Rejected:
    """The reading of a draft, or why it is set aside."""
    draft = _encodable(_led_to(draft, around.led))
    reason = _fault(draft, around.beside, options)
    if reason:
        return Rejected(input=draft.input, reason=reason)
    return Reading(
        document=_document(draft, around, options),
        raw=draft.raw,
        raw_sha256=hashlib.sha256(draft.raw).hexdigest(),
        media_type=(draft.media_type or around.media_type) + draft.media,
        input=draft.input,
        fetched=draft.fetched,
    )


def _encodable(draft: Draft) -> Draft:
    """A draft that can be written down: halves of characters (lone surrogates) are replaced, lengths unchanged."""
    try:
        draft.text.encode()
    except UnicodeEncodeError:
        draft = replace(draft, text=_HALVES.sub("\ufffd", draft.text))
    return replace(draft, markup=_whole(draft.markup), row=_whole(draft.row))


def _whole(stated: Stated) -> Stated:
    """What a page or row states of itself, in characters that are whole."""
    told = asdict(stated)
    broken = {name: _HALVES.sub("\ufffd", t) for name, t in told.items() if isinstance(t, str) and _HALVES.search(t)}
    return replace(stated, **broken) if broken else stated


def _led_to(draft: Draft, feed: Stated) -> Draft:
    """A page with what the feed that led to it says of it: when it was published, and what the page is silent of."""
    if feed == Stated():
        return draft
    row = replace(draft.row, published=draft.row.published or feed.published)
    silent = {f: getattr(draft.markup, f) or getattr(feed, f) for f in ("title", "outlet", "language")}
    return replace(draft, row=row, markup=replace(draft.markup, **silent), stater="the feed")


def _document(draft: Draft, around: Around, options: ReadOptions) -> Document:
    beside = around.beside
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
        document=around.name,
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
