"""The words around a claim: what of a document may be shown, and where the claim stands in it."""

import itertools
from collections.abc import Iterable
from typing import Final

from asof.records import Claim, Document, Range, Record

PARAGRAPH_LIMIT: Final = 420
SIDE: Final = 200
"""Code points shown on either side of a claim whose sentence is longer than a paragraph ought to be."""


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of an excerpt: `close` marks end before it, then those of the claims `open` begin, then its `text`."""

    close: int = 0
    open: tuple[str, ...] = ()
    text: str


class Excerpt(Record, frozen=True, kw_only=True):
    """A stretch of a document with the claims in it; `cut_left`, `cut_right`: it begins or ends inside a paragraph."""

    start: int
    end: int
    part: str
    asserted_at: str | None
    claims: tuple[str, ...]
    cut_left: bool
    cut_right: bool


def around(document: Document, claim: Claim) -> Range:
    """The paragraph of a claim where it is short, else its sentence, else `SIDE` code points on either side.

    Never reaches past the claim's passage.
    """
    text, start, end = document.text, claim.span.start, claim.span.end
    passage = document.passage_at(start)
    first, last = (passage.start, passage.end) if passage else (0, len(text))
    left = text.rfind("\n", max(first, start - PARAGRAPH_LIMIT), start) + 1 or first
    right = text.find("\n", end, min(last, end + PARAGRAPH_LIMIT))
    right = last if right < 0 else right
    if right - left > PARAGRAPH_LIMIT:
        left, right = claim.sentence.start, claim.sentence.end
    left, right = max(left, first), min(right, last)
    if right - left > PARAGRAPH_LIMIT or not left <= start < end <= right:
        left, right = _window(text, max(first, start - SIDE), min(max(last, end), end + SIDE), start, end)
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return Range(start=left, end=right)


def _window(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """[left, right) drawn in to whole words, without touching [start, end)."""
    if left > 0 and not text[left - 1].isspace():
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else left
    if right < len(text) and not text[right].isspace():
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else right
    return left, right


def excerpts(document: Document, claims: Iterable[Claim], full_text: bool = False) -> tuple[Excerpt, ...]:
    """What of `document` is shown for `claims`, in text order; overlapping stretches become one.

    With `full_text`, one excerpt for each passage, whole.
    """
    placed = sorted(claims, key=lambda c: (c.span.start, -c.span.end, c.id))
    ranges = [around(document, c) for c in placed]
    if full_text:
        ranges = [Range(start=p.start, end=p.end) for p in document.passages] or [
            Range(start=0, end=len(document.text))
        ]
    merged: list[Range] = []
    for part in sorted(ranges):
        if merged and part.start < merged[-1].end:
            merged[-1] = Range(start=merged[-1].start, end=max(part.end, merged[-1].end))
        elif part.end > part.start:
            merged.append(part)
    return tuple(_excerpt(document, part, placed) for part in merged)


def _excerpt(document: Document, part: Range, claims: list[Claim]) -> Excerpt:
    text, passage = document.text, document.passage_at(part.start)
    inside = tuple(c.id for c in claims if part.start <= c.span.start < part.end)
    return Excerpt(
        start=part.start,
        end=part.end,
        part=passage.part if passage else "body",
        asserted_at=document.asserted_at(part.start),
        claims=inside,
        cut_left=bool(text[: part.start].strip() and text[part.start - 1] != "\n"),
        cut_right=bool(text[part.end : part.end + 200].strip() and text[part.end] != "\n"),
    )


def pieces(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """`text[start:end]` cut so that marks (start, end, id) can be drawn as properly nested elements.

    A mark that crosses another is closed and opened anew there: its pieces together are exactly its words.
    """
    inside = sorted((max(a, start), min(b, end), c) for a, b, c in marks if max(a, start) < min(b, end))
    edges = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    found: list[Piece] = []
    stack: list[tuple[int, int, str]] = []
    following = 0
    for left, right in itertools.pairwise(edges):
        active = [m for m in stack if m[1] > left]
        while following < len(inside) and inside[following][0] == left:
            active.append(inside[following])
            following += 1
        active.sort(key=lambda m: (-m[1], m))
        same = _shared(stack, active)
        opened = tuple(c for _, _, c in active[same:])
        found.append(Piece(text=text[left:right], close=len(stack) - same, open=opened))
        stack = active
    found.append(Piece(text="", close=len(stack)))
    return found


def _shared(one: list[tuple[int, int, str]], other: list[tuple[int, int, str]]) -> int:
    """How many members, from the first on, two lists share."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
