"""Of a page that is written to all day, what there was of it at a moment: it bears the time of its last entry."""

import re
from datetime import UTC, tzinfo

from asof.records import Document, Passage, said_by
from asof.tell.clean import one_line

OPENING = 80
"""How many characters of its first entry name a page of which only entries had been published."""


_MARKS = re.compile(r"(?<!\w)[*_#]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
"""Marks of bold, italics and headings, which are no words."""


_STAMP = re.compile(
    r"\s*(?:(?i:updated?|posted)\b:?\s*(?:(?i:at)\s+)?)?"
    r"(?:\d{1,2}:\d\d(?::\d\d)?(?:\s?(?i:[ap]\.?m)\b\.?)?|\d{1,2}(?:[.:]\d\d)?\s?(?i:[ap]\.?m)\b\.?)"
    r"(?:\s+(?:UTC|[A-Z]{1,4}T|(?i:local time))\b)?[\s:|.,–—-]*"
)
"""The hour in front of an entry: "Update 8:30 am GMT: " or "09:00 GMT"."""


def opening(words: str) -> str:
    """The first words of a text, as it is named by them: behind the hour at which it was entered."""
    found = _MARKS.sub("", words[:2000])
    stamp = _STAMP.match(found)
    return one_line(found[stamp.end() :] if stamp else found, OPENING) or one_line(found, OPENING)


def entries(document: Document, at: str | None, zone: tzinfo = UTC) -> list[Passage]:
    """The entries of a page that had surely been made by a moment, the first made first."""
    made = [p for p in document.passages if p.asserted_at and said_by(p.asserted_at, at, zone) is True]
    return sorted(made, key=lambda p: (p.asserted_at or "", -p.start))


def at_hand(document: Document, at: str | None, zone: tzinfo = UTC) -> bool:
    """Whether a report had surely been published by a moment, or anything on it entered."""
    return said_by(document.published.value, at, zone) is True or bool(entries(document, at, zone))


def stamp_of(document: Document, at: str | None, zone: tzinfo = UTC) -> str | None:
    """When a report was published; of one that was still written to, when it had last been by a moment."""
    if at is None or said_by(document.published.value, at, zone) is True:
        return document.published.value
    made = entries(document, at, zone)
    return made[-1].asserted_at if made else document.published.value


def title_of(document: Document, at: str | None, zone: tzinfo = UTC) -> str:
    """A report's title, else its headline, else its id.

    Of one that was still written to at a moment, whose title may tell of what came later: the headline among the
    entries made by then, else the opening of the first of them.
    """
    heads = [p for p in document.passages if p.part == "headline"]
    if at is None or said_by(document.published.value, at, zone) is True:
        head = next((document.text[p.start : p.end][:2000] for p in heads), None)
        return one_line(document.title) or one_line(head) or one_line(document.document)
    made = entries(document, at, zone)
    first = next((p for p in made if p.part == "headline"), None) or next(iter(made), None)
    words = document.text[first.start : first.end] if first else ""
    return opening(words) or one_line(document.outlet) or one_line(document.document)
