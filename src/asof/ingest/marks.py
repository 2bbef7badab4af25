"""Parts that a format marks itself (a quoted mail, a signature), laid over the passages found in the text."""

from collections.abc import Iterator, Sequence

from asof.records import Passage, Record
from asof.records.document import Part


class Mark(Record, frozen=True, kw_only=True):
    """A stretch of a draft's text whose role the format knows; `asserted_at` is a UTC instant or a date, if known."""

    start: int
    end: int
    part: Part
    asserted_at: str | None = None


def overlaid(passages: Sequence[Passage], marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """The passages with the marks in their place; marks are in order, do not overlap, and lie within the text.

    What lies under a mark loses its role and time; the passages still tile the text.
    """
    if not marks:
        return tuple(passages)
    found = [piece for passage in passages for piece in _outside(passage, marks)]
    found += [Passage(start=m.start, end=m.end, part=m.part, asserted_at=m.asserted_at) for m in marks]
    return tuple(sorted(found, key=lambda p: p.start))


def _outside(passage: Passage, marks: Sequence[Mark]) -> Iterator[Passage]:
    """The pieces of a passage that no mark covers."""
    start = passage.start
    for mark in marks:
        if mark.end <= start or mark.start >= passage.end:
            continue
        if mark.start > start:
            yield _cut(passage, start, mark.start)
        start = max(start, mark.end)
    if start < passage.end:
        yield _cut(passage, start, passage.end)


def _cut(passage: Passage, start: int, end: int) -> Passage:
    return Passage(start=start, end=end, part=passage.part, asserted_at=passage.asserted_at)
