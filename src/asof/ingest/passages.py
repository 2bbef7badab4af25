"""Passages: the roles and times of a document's parts. They tile the text in order."""

from collections.abc import Iterator, Sequence

from asof.ingest.lines import Line
from asof.ingest.published import is_date_line
from asof.records import Passage, Range
from asof.records.document import Part

_LONGEST_HEADLINE = 200


def passages(text: str, lines: Sequence[Line], headline: Range | None) -> tuple[Passage, ...]:
    """The passages of a text; `headline` where the format says which stretch is the title."""
    roles = list(_roles(lines, headline))
    found: list[Passage] = []
    for start, part in roles:
        if not found or found[-1].part != part:
            found.append(Passage(start=start, end=len(text), part=part))
    return tuple(
        Passage(
            start=0 if i == 0 else p.start, end=found[i + 1].start if i + 1 < len(found) else len(text), part=p.part
        )
        for i, p in enumerate(found)
    )


def _roles(lines: Sequence[Line], headline: Range | None) -> Iterator[tuple[int, Part]]:
    for number, line in enumerate(lines):
        if headline is not None and headline.start <= line.start < headline.end:
            yield line.start, "headline"
            if line.end > headline.end:
                yield headline.end, "body"
        elif number == 0 and headline is None and _is_headline(lines):
            yield line.start, "headline"
        elif number < 5 and is_date_line(line.words):
            yield line.start, "dateline"
        else:
            yield line.start, "body"


def _is_headline(lines: Sequence[Line]) -> bool:
    """A short first line without a full stop, and a blank line after it."""
    first = lines[0].words
    alone = len(lines) > 1 and lines[1].gap
    return (
        alone and len(first) <= _LONGEST_HEADLINE and not first.endswith((".", ";", ",", "”", '"')) and len(first) > 3
    )
