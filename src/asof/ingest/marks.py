"""Parts that a format marks itself (a quoted mail, a signature), laid over the passages found in the text."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from asof.records import Passage, Record, Span
from asof.records.document import By, Part

_WITHIN = ("caption", "quote")


class Mark(Record, frozen=True, kw_only=True):
    """A stretch of a draft's text whose role the format knows; `asserted_at` is a UTC instant or a date, if known.

    `by`, `source` and `entry` are the passage's (`records.Passage`). `fresh`: it does not continue the mark before it.
    """

    start: int
    end: int
    part: Part
    asserted_at: str | None = None
    by: By | None = None
    source: Span | None = None
    entry: str | None = None
    fresh: bool = True


def overlaid(passages: Sequence[Passage], marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """The passages with the marks in their place; marks are in order, do not overlap, and lie within the text.

    What lies under a mark loses its role and time; the passages still tile the text. A picture or a post within an
    update that the text itself dates keeps that time.
    """
    if not marks:
        return tuple(passages)
    found = [piece for passage in passages for piece in _outside(passage, marks)]
    dated = [p for p in passages if p.part == "update"]
    for mark in marks:
        under = next((p.asserted_at for p in dated if p.start <= mark.start < p.end), None)
        found.append(_marked(mark, mark.asserted_at or (under if mark.part in _WITHIN else None)))
    return tuple(_continued(sorted(found, key=lambda p: p.start), {m.start for m in marks if not m.fresh}))


def _marked(mark: Mark, at: str | None) -> Passage:
    return Passage(
        start=mark.start, end=mark.end, part=mark.part, asserted_at=at, by=mark.by, source=mark.source, entry=mark.entry
    )  # fmt: skip


def _continued(passages: Sequence[Passage], going_on: set[int]) -> Iterator[Passage]:
    """The passages, with those that begin where something goes on joined to the one before them."""
    last: Passage | None = None
    for passage in passages:
        if last is not None and passage.start in going_on and _same(last, passage):
            last = replace(last, end=passage.end, source=last.source or passage.source)
            continue
        if last is not None:
            yield last
        last = passage
    if last is not None:
        yield last


def _same(a: Passage, b: Passage) -> bool:
    return (a.part, a.asserted_at, a.by, a.entry) == (b.part, b.asserted_at, b.by, b.entry)


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
