"""Plain text: the document's text is the file's, unchanged after decoding."""

from collections.abc import Iterator

from asof.ingest.decode import binary, decode
from asof.ingest.draft import Draft, Material, Reader
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.records import Rejected


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a text file."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options) or binary(raw)
    decoded = None if reason else decode(raw)
    if decoded is None:
        yield Rejected(input=material.input, reason=reason or "not text in any encoding that asof knows")
        return
    yield Draft(text=decoded.text, raw=raw, input=material.input, media=decoded.media)


READER = Reader(
    name="text",
    endings=(".txt", ".text"),
    media_type="text/plain",
    sniff=lambda head: binary(head) is None,
    read=read,
)
