"""Markdown: the text stays as it is; its passages tell words from markup."""

from collections.abc import Iterator

from msgspec.structs import replace

from asof.ingest.draft import Draft, Material, Reader
from asof.ingest.options import ReadOptions
from asof.ingest.readers import text
from asof.records import Rejected


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a Markdown file."""
    for draft in text.read(material, options):
        yield draft if isinstance(draft, Rejected) else replace(draft, markdown=True)


READER = Reader(
    name="markdown",
    endings=(".md", ".markdown"),
    media_type="text/markdown",
    sniff=lambda head: False,
    read=read,
)
