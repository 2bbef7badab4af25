"""Passages: the roles and times of a document's parts. They tile the text in order."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo

from msgspec.structs import replace

from asof.ingest import roles
from asof.ingest.lines import Line
from asof.ingest.published import is_date_line
from asof.ingest.stamps import Stamp, says_live, self_times, stamp_of, stamps, times
from asof.records import Passage, Published, Range, Record
from asof.records.document import Part

_LONGEST_HEADLINE = 200
_TOP = 6
_PARAGRAPH = 160
_OPENING = 2
_LIVE = 2  # updates with their clock times that make a report a live one


class Layout(Record, frozen=True, kw_only=True):
    """What passages are made from: the text and its lines, and what is known of the document besides.

    `settled`: stretches whose role the format has told, in order; the lines in them say nothing of others.
    """

    text: str
    lines: tuple[Line, ...]
    headline: Range | None = None
    published: Published = Published()
    zone: tzinfo | None = None
    opinion: bool = False
    settled: tuple[Range, ...] = ()


class _Piece(Record, frozen=True, kw_only=True):
    """A stretch from `start` to the next piece. `fresh`: it is a passage of its own even beside one like it.

    `top`: a stamp over entries that have their own; it holds for its paragraph only.
    """

    start: int
    part: Part
    asserted_at: str | None = None
    fresh: bool = False
    top: bool = False


def passages(layout: Layout) -> tuple[Passage, ...]:
    """The passages of a text, in order and without a gap; those of settled lines are laid over them later."""
    found: list[_Piece] = []
    layout = replace(layout, lines=tuple(_unsettled(layout)))
    for piece in _pieces(layout):
        last = found[-1] if found else None
        if piece.fresh or last is None or (last.part, last.asserted_at) != (piece.part, piece.asserted_at):
            found.append(piece)
    found = found or [_Piece(start=0, part="body")]  # blank lines alone, between settled stretches
    edges = [0, *(p.start for p in found[1:]), len(layout.text)]
    return tuple(
        Passage(start=edges[n], end=edges[n + 1], part=p.part, asserted_at=p.asserted_at)
        for n, p in enumerate(found)
        if edges[n] < edges[n + 1]
    )


def _unsettled(layout: Layout) -> Iterator[Line]:
    """The lines that lie in no settled stretch."""
    rest = list(layout.settled)
    for line in layout.lines:
        while rest and rest[0].end <= line.start:
            del rest[0]
        if not rest or line.start < rest[0].start:
            yield line


def _pieces(layout: Layout) -> Iterator[_Piece]:
    lines = layout.lines
    entries = _entries(layout)
    oldest = _oldest(layout, entries)
    days = _day_headings(lines, entries)
    head = _head(layout, frozenset(entries))
    odd = _odd(layout, frozenset(entries))
    stamp: _Piece = _Piece(start=0, part="body")
    opening = next((n for n in range(min(entries, default=0)) if n not in head and n not in odd), None)
    for number, line in enumerate(lines):
        if number in entries:
            stamp = entries[number]
        elif stamp.part == "update" and number not in head and roles.dateline_end(line.words):
            # the report that the update was put on top of
            stamp = replace(oldest or _Piece(start=0, part="body"), start=line.start, fresh=True)
        elif stamp.top and line.gap:
            stamp = _between(number, entries, layout, oldest)
        elif number == opening and oldest is not None:
            stamp = replace(oldest, start=line.start, fresh=True)
        if number in head:
            yield from _split(line, head[number], layout)
        elif number in odd:
            yield _Piece(start=line.start, part=odd[number])
        else:
            part: Part = "comment" if layout.opinion and stamp.part == "body" else stamp.part
            opened = stamp.fresh and stamp.start == line.start
            fresh = number in entries or opened or re.match(r"#{1,6}\s", line.words) is not None
            piece = _Piece(start=line.start, part=part, asserted_at=stamp.asserted_at, fresh=fresh)
            if number in days:
                yield replace(piece, part="dateline")
                continue
            opens = number not in entries and (number < _TOP or stamp.start == line.start)
            yield from _own(piece, line) if opens else (piece,)


def _own(piece: _Piece, line: Line) -> Iterator[_Piece]:
    """A paragraph that opens a report; a dateline before its first words is a passage of its own."""
    end = roles.dateline_end(line.words) if piece.part in ("body", "update") else 0
    if end:
        yield _Piece(start=piece.start, part="dateline", asserted_at=piece.asserted_at, fresh=True)
    yield replace(piece, start=piece.start + end)


# --- updates -------------------------------------------------------------------------------------------------------


def _entries(layout: Layout) -> dict[int, _Piece]:
    """The lines that begin an entry, with what the entry is and when it was written."""
    head = layout.text[layout.headline.start : layout.headline.end] if layout.headline is not None else ""
    first = layout.lines[0].words[:_LONGEST_HEADLINE] if layout.lines else ""
    found = stamps(layout.lines, live=says_live(head or first))
    if not any(s.kind != "day" for s in found):
        return {}
    said = times(found, layout.published, layout.zone)
    return {s.line: _entry(s, at) for s, at in zip(found, said, strict=True)}


def _day_headings(lines: Sequence[Line], entries: dict[int, _Piece]) -> frozenset[int]:
    """The lines that date the entries under them and say no more."""
    found = ((n, stamp_of(lines[n].words)) for n in entries)
    return frozenset(n for n, s in found if s is not None and s.kind == "day")


def _entry(stamp: Stamp, at: str | None) -> _Piece:
    part: Part = "body" if stamp.kind in ("original", "day", "whole") else "update"
    return _Piece(start=stamp.start, part=part, asserted_at=at, fresh=True, top=stamp.kind == "top")


def _between(number: int, entries: dict[int, _Piece], layout: Layout, oldest: _Piece | None) -> _Piece:
    """What stands between a stamp at the top and the dated entries: it keeps the time that its own words give."""
    last = min((n for n in entries if n > number), default=len(layout.lines))
    own: list[Stamp] = list(self_times(layout.lines[number:last]))
    at = times(own, layout.published, layout.zone) if own else ()
    piece = oldest or _Piece(start=0, part="body")
    said = next((a for a in at if a), None) or piece.asserted_at
    return replace(piece, start=layout.lines[number].start, asserted_at=said, fresh=oldest is not None)


def _oldest(layout: Layout, entries: dict[int, _Piece]) -> _Piece | None:
    """The text that the updates of a live report were put to, which has no stamp: its first update. None elsewhere.

    Its time is the publication, where that is a moment before every stamp; else no more is known than the day.
    A live report has two updates that say so and when ("Update 10:45 am"); bare clock times stand under introductions.
    """
    found = [s for n in entries if (s := stamp_of(layout.lines[n].words)) is not None and s.clock]
    if sum(s.kind == "update" and s.form.startswith("update") for s in found) < _LIVE:
        return None
    known = sorted(p.asserted_at for p in entries.values() if p.asserted_at)
    value = layout.published.value or ""
    at = _utc(value) if "T" in value else None
    if at is not None and all(at <= k for k in known if "T" in k):
        return _Piece(start=0, part="update", asserted_at=at)
    day = min([value[:10], *(k[:10] for k in known)]) if value else None
    return _Piece(start=0, part="update", asserted_at=day)


def _utc(value: str) -> str:
    return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


# --- the top: headline, byline, dateline ---------------------------------------------------------------------------


def _head(layout: Layout, stamped: frozenset[int]) -> dict[int, Part]:
    """The lines at the top that are headline, byline or date."""
    lines, found = layout.lines, dict[int, Part]()
    given = layout.headline
    if given is not None:
        found = {n: "headline" for n, line in enumerate(lines) if given.start <= line.start < given.end}
    elif lines and 0 not in stamped and _is_headline(lines):
        found[0] = "headline"
    title = _plain(lines[min(found)].words) if found else None
    for number, line in enumerate(lines[: 2 * _TOP]):
        if number in found or number in stamped:
            continue
        if title and _plain(line.words) == title:
            found[number] = "headline"
        elif number < _TOP and is_date_line(line.words):
            found[number] = "dateline"
        elif number < _TOP and roles.is_byline(line.words):
            found[number] = "byline"
    found.update(_unsigned_byline(lines, found))
    return found


def _unsigned_byline(lines: Sequence[Line], found: dict[int, Part]) -> dict[int, Part]:
    """A name between the headline and a line of date is the writer's."""
    for number in range(1, min(len(lines) - 1, _TOP)):
        between = found.get(number - 1) == "headline" and found.get(number + 1) == "dateline"
        if between and number not in found and re.fullmatch(r"[^\d.?!:]{3,60}", lines[number].words):
            return {number: "byline"}
    return {}


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words[:400].lower()).strip()


def _is_headline(lines: Sequence[Line]) -> bool:
    """A short first line without a full stop, and a blank line after it; or a Markdown heading."""
    first = lines[0].words
    if first.startswith("# "):
        return True
    alone = len(lines) > 1 and lines[1].gap
    closed = first.endswith((".", ";", ",", "”", '"')) and not re.search(r"\b[A-Z]\.[A-Z]?\.?$", first)
    return alone and 3 < len(first) <= _LONGEST_HEADLINE and not closed and not roles.dateline_end(first)


def _split(line: Line, part: Part, layout: Layout) -> Iterator[_Piece]:
    """A line at the top; where the title is only its beginning, what follows it is body."""
    yield _Piece(start=line.start, part=part)
    given = layout.headline
    if part == "headline" and given is not None and given.end < line.end and line.start <= given.start:
        yield _Piece(start=given.end, part="body")


# --- lines that are not the report's own ---------------------------------------------------------------------------


def _odd(layout: Layout, stamped: frozenset[int]) -> dict[int, Part]:
    """Boilerplate, captions, bylines at the end, comment: by number of line."""
    lines, found = layout.lines, dict[int, Part]()
    half, last = len(layout.text) // 2, max(stamped, default=-1)
    rest: Part | None = None
    given = dict(roles.furniture(lines, stamped))
    for number, line in enumerate(lines):
        rule = given.get(number)
        if rule is not None and rule.scope == "rest" and line.start >= half and number > last:
            rest = rule.part
        elif rest == "boilerplate" and len(line.words) > _PARAGRAPH and line.words.endswith((".", "”", '"')):
            rest = None
        if rule is not None:
            found[number] = "boilerplate" if rule.scope == "rest" else rule.part
        elif rest is not None:
            found[number] = rest
        elif number - 1 in found and number + 1 in given and _loose(line, half):
            found[number] = "boilerplate"
    found.update(_comment(lines, found))
    return found


def _loose(line: Line, half: int) -> bool:
    """Whether a line that stands between two of boilerplate looks like a heading elsewhere on the site."""
    return line.start >= half and len(line.words) <= 120 and not line.words.endswith((".", "?", "!", "”", '"'))


def _comment(lines: Sequence[Line], odd: dict[int, Part]) -> dict[int, Part]:
    """The last paragraphs, where the writer says that he thinks so; or the last one, where the layout sets it apart.

    It then judges, quotes nobody and reports nothing. Set apart: it stands right under the line before, in a text
    whose paragraphs are otherwise parted by blank lines.
    """
    own = [n for n in range(len(lines)) if n not in odd]
    found: dict[int, Part] = {}
    gaps = sum(lines[n].gap for n in own[1:-1])
    for number in reversed(own[_OPENING:]):
        if not roles.opines(lines[number].words):
            break
        found[number] = "comment"
    if found or len(own) < 5 or gaps * 5 < len(own[1:-1]) * 4:
        return found
    number = own[-1]
    if not lines[number].gap and roles.judges(lines[number].words):
        found[number] = "comment"
    return found
