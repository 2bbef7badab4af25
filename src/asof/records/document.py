"""One report as published, its passages, and what could not be read."""

from typing import Literal

from asof.records._base import Record
from asof.records.span import Span

Part = Literal["headline", "dateline", "byline", "body", "update", "caption", "quote", "comment", "boilerplate"]
"""The role of a passage. `comment` is the writer's or a reader's opinion, `update` one entry of a live blog."""

By = Literal["writer", "reader", "poster"]
"""Whose words a passage is where they are not the outlet's own: its writer's opinion, a reader's, another's post."""

Precision = Literal["second", "minute", "hour", "day", "month", "year", "unknown"]


class Published(Record, frozen=True, kw_only=True):
    """When a document was published, how finely that is known, and from where (`reason`).

    `value` is an ISO date ("2013-01-17"), or an instant in UTC ("2013-01-17T18:00:00Z"), or None.
    """

    value: str | None = None
    precision: Precision = "unknown"
    reason: str = "not stated"


class Passage(Record, frozen=True, kw_only=True):
    """A part of a document with one role and one time; passages tile the text in order and never overlap.

    `asserted_at` is the time of the passage's own stamp (a UTC instant or a date), else the document's. `by` tells
    whose words they are; `source` is where the passage names them (the poster of a quoted post). `entry` is the page's
    own name of the update that the passage belongs to, by which a later revision of the page can be compared.
    """

    start: int
    end: int
    part: Part
    asserted_at: str | None = None
    by: By | None = None
    source: Span | None = None
    entry: str | None = None


class Credit(Record, frozen=True, kw_only=True):
    """An agency or outlet that a report says it has its words from; `shared`: only some of them ("with files from")."""

    agency: str
    span: Span
    shared: bool = False


class Document(Record, frozen=True, kw_only=True):
    """One report as published. `document` is its id; `sha256` is of `text` encoded as UTF-8.

    `story` is the grouping given with the input, if any. `timezone` (an IANA name or "+01:00") is the zone
    in which the report's own bare clock times are to be read, where it is known. `credits` are the agencies and other
    outlets that the report credits, under one name each.
    """

    document: str
    text: str
    title: str | None = None
    published: Published = Published()
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    sha256: str
    story: str | None = None
    timezone: str | None = None
    passages: tuple[Passage, ...] = ()
    credits: tuple[Credit, ...] = ()

    def passage_at(self, position: int) -> Passage | None:
        """The passage that holds the character at `position`, or None."""
        return next((p for p in self.passages if p.start <= position < p.end), None)

    def asserted_at(self, position: int) -> str | None:
        """When the words at `position` were said: their passage's time, else the publication."""
        passage = self.passage_at(position)
        return (passage.asserted_at if passage else None) or self.published.value


class Reading(Record, frozen=True, kw_only=True):
    """A document with the bytes it came from; `raw_sha256` is theirs. What ingest hands on.

    `fetched` is when an archive says that it fetched the page (an instant in UTC); it says nothing of publication.
    """

    document: Document
    raw: bytes
    raw_sha256: str
    media_type: str
    input: str
    fetched: str | None = None


class Rejected(Record, frozen=True, kw_only=True):
    """An input that was set aside, with the reason in words; `input` is its path, URL or `file:line`."""

    input: str
    reason: str


def order_of_publication(document: Document) -> tuple[bool, str, str]:
    """The key by which a pile is taken: by publication, then id; unknown dates last."""
    value = document.published.value
    return (value is None, value or "", document.document)
