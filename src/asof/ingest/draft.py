"""What a reader hands on: a text with what its format says of it, before dates, passages and ids are settled."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from asof.ingest.marks import Mark
from asof.ingest.options import ReadOptions
from asof.records import Range, Record, Rejected


class Stated(Record, frozen=True, kw_only=True):
    """What an input says of a document outside its text, as found (dates unparsed); None where it says nothing."""

    title: str | None = None
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    story: str | None = None
    timezone: str | None = None


class Draft(Record, frozen=True, kw_only=True):
    """A text with what was said of it.

    `name`: the id that the input gives (a JSONL row's `document`), else None. `row` is what the row said, `markup`
    what the page said. `headline` is where the title stands in the text, where that is known; `key` tells
    documents of one name within a file apart; `media` is what is to be added to the media type (an odd encoding).
    For a document out of a container: `media_type` is its own, `stater` who said what `row` says ("the mail's
    header"), `fetched` when the container says that it was fetched, which is no publication. `made` is the date that
    a file's properties give (or whatever else `maker` names): the weakest statement of publication, since files are
    copied and saved again.
    `marks` are parts of the text whose role the format knows, in order.
    """

    text: str
    raw: bytes
    input: str
    name: str | None = None
    row: Stated = Stated()
    markup: Stated = Stated()
    headline: Range | None = None
    markdown: bool = False
    key: str = ""
    media: str = ""
    media_type: str = ""
    stater: str = "the row"
    fetched: str | None = None
    made: str | None = None
    maker: str = "the file's own properties"
    marks: tuple[Mark, ...] = ()


class Material(Record, frozen=True, kw_only=True):
    """One input, opened: where it came from, and either a path (read by the reader) or its bytes.

    `base` is the id it would give to its document; `media_type` is what the server said, if there was one.
    `beside` is what the feed that led here says of it; `apart` are the links of a feed whose pages are read in place
    of their entries.
    """

    input: str
    base: str
    path: Path | None = None
    raw: bytes = b""
    url: str | None = None
    media_type: str | None = None
    beside: Stated = Stated()
    apart: frozenset[str] = frozenset()

    def head(self, size: int = 4096) -> bytes:
        """The first `size` bytes. Raises OSError where the file cannot be read."""
        if self.path is None:
            return self.raw[:size]
        with self.path.open("rb") as file:
            return file.read(size)

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes as a stream, for readers of containers too large to hold. Raises OSError."""
        return nullcontext(io.BytesIO(self.raw)) if self.path is None else self.path.open("rb")

    def bytes(self, limit: int) -> bytes:
        """All of it, at most `limit` bytes and one more, by which the caller sees that it is too long."""
        if self.path is None:
            return self.raw
        with self.path.open("rb") as file:
            return file.read(limit + 1)


Keys = Callable[[Material, ReadOptions], Iterator[tuple[str | None, str, str]]]
Reads = Callable[[Material, ReadOptions], Iterator[Draft | Rejected]]


class Reader(Record, frozen=True, kw_only=True):
    """A format: the endings it goes by, the media types, how its first bytes are known, and how it is read."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    media_types: tuple[str, ...] = ()
    sniff: Callable[[bytes], bool]
    read: Reads
    keys: Keys | None = None
    """For a file of many documents: the name, key and input of each, read ahead so that no two get one id."""
    parts: Callable[[Material, ReadOptions], Iterator[Any]] | None = None
    """For a file of many files: each as a `nested.Inner`, which can be read by itself, or why it is set aside."""
