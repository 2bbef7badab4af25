"""A text as lines with their places."""

import re
from collections.abc import Iterator

from asof.records import Record

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


class Line(Record, frozen=True, kw_only=True):
    """A line that is not blank: offsets of its words (no space at either end); `gap`: a blank line stands before it."""

    start: int
    end: int
    words: str
    gap: bool


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that hold words, in order."""
    last = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        breaks = text[last:start].replace("\r\n", "\n")
        yield Line(start=start, end=start + len(words), words=words, gap=sum(map(breaks.count, "\n\r\u2029")) > 1)
        last = start + len(words)
