"""TimeML (.tml): the text between <TEXT> and </TEXT>, tags removed, entities decoded, its first newline kept."""

import html
import re
from collections.abc import Iterator

from asof.ingest.decode import binary, decode
from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.records import Rejected

_TAG = re.compile(r"<[^<>]{1,2000}>")
_DCT = re.compile(r"<DCT>.{0,500}?value=\"([^\"]{1,40})\"", re.S)
_TITLE = re.compile(r"<TITLE>([^<]{1,1000})</TITLE>")


def _body(markup: str) -> str | None:
    """The words of the text element; None where there is none."""
    start = markup.find("<TEXT>")
    end = markup.find("</TEXT>", start)
    if start < 0 or end < 0:
        return None
    pieces = _TAG.split(markup[start + len("<TEXT>") : end])
    return "".join(map(html.unescape, pieces))


def _first(pattern: re.Pattern[str], markup: str) -> str | None:
    match = pattern.search(markup)
    return html.unescape(match[1]).strip() if match else None


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a TimeML file; the creation time (DCT) is its publication."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options) or binary(raw)
    decoded = None if reason else decode(raw)
    text = _body(decoded.text) if decoded else None
    if decoded is None or text is None:
        yield Rejected(input=material.input, reason=reason or "TimeML without <TEXT> and </TEXT>")
        return
    said = Stated(title=_first(_TITLE, decoded.text), published=_first(_DCT, decoded.text))
    yield Draft(text=text, raw=raw, input=material.input, markup=said, media=decoded.media)


READER = Reader(
    name="tml",
    endings=(".tml",),
    media_type="application/x-timeml+xml",
    sniff=lambda head: b"<TimeML" in head,
    read=read,
)
