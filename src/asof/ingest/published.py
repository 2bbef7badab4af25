"""When a document was published: what was given, what the page or its list says, its own first lines, its address."""

import re
from collections.abc import Sequence
from datetime import tzinfo

from asof.ingest import dates
from asof.ingest.addresses import unarchived
from asof.ingest.draft import Draft, Stated
from asof.ingest.lines import Line
from asof.ingest.options import ReadOptions
from asof.ingest.roles import dateline_end, is_byline
from asof.records import Published

_URL_DATE = re.compile(r"[/_-](?P<y>(?:19|20)\d\d)[/_-]?(?P<m>\d\d|[a-z]{3})[/_-]?(?P<d>\d\d)(?!\d)", re.I)
_LEAD = re.compile(
    r"^(?:first )?(?:published|posted|updated|last updated|last modified|created|filed)\b[\s:|-]{0,4}", re.I
)
_TOP = 20
_PARAGRAPH = 100
_CHRONOLOGY = 400
_BESIDE = frozenset(("and", "the", "for", "from", "local", "time", "last", "first", "min", "mins", "read", "clock"))


def published(
    draft: Draft, sidecar: Stated, lines: Sequence[Line], options: ReadOptions, zone: tzinfo | None
) -> Published:
    """The date with its precision and, in words, where it is from; unknown where nothing says it.

    In order: given with the command, the list beside the file or the row, the page's markup, a date line of the text,
    its dateline, the address. A finer statement of the same day is taken before a coarser one.
    """
    stated = (
        (options.published, "given with the command"),
        (draft.row.published, "stated by the row"),
        (sidecar.published, "stated by the folder's list of documents"),
        (draft.markup.published, "stated by the page's markup"),
    )
    found = [(dates.parse(value, reason, zone), value) for value, reason in stated if value]
    sound = [p for p, _ in found if p is not None]
    if sound:
        return _finest(sound)
    said = _in_line(lines, zone) or _in_dateline(lines, _in_url(draft, sidecar), zone)
    if said is not None or not found:
        return said or Published()
    return Published(reason=f"not understood as a date: {found[0][1][:60]!r}")


def _finest(found: list[Published]) -> Published:
    """The first, or one that says the same day with a clock time."""
    first = found[0]
    if first.precision != "day":
        return first
    same = (p for p in found if p.precision in ("minute", "second") and (p.value or "")[:10] == first.value)
    return next(same, first)


def _in_line(lines: Sequence[Line], zone: tzinfo | None) -> Published | None:
    """A line near the top that is a date and little else; its clock time counts if it names its zone."""
    for line in lines[:_TOP]:
        if is_date_line(line.words):
            return dates.parse(_LEAD.sub("", line.words), "a date line of the text", zone)
    return None


def _in_dateline(lines: Sequence[Line], address: Published | None, zone: tzinfo | None) -> Published | None:
    """The dateline of the first paragraph, where it holds a whole date and is the report's only one; else the address.

    The entries of a chronology begin with dates too, and the address knows better.
    """
    first = next((n for n, line in enumerate(lines[:_TOP]) if len(line.words) >= _PARAGRAPH or _dated(line)), None)
    if first is None or not _dated(lines[first]) or sum(map(_dated, lines[:_CHRONOLOGY])) > 1:
        return address
    told = dates.parse(lines[first].words[: dateline_end(lines[first].words)], "the dateline", zone)
    return address if told is None or (address and (address.value or "")[:10] != (told.value or "")[:10]) else told


def _dated(line: Line) -> bool:
    return dates.day_in(line.words[: dateline_end(line.words)])[0] is not None


def is_date_line(words: str) -> bool:
    """Whether a line is a date (with a weekday, a clock time, "Published:", a place) and little else."""
    if len(words) > 90 or dateline_end(words):
        return False
    day, rest = dates.day_in(words)
    if day is None:
        return False
    told = _LEAD.match(rest.strip())
    rest = _LEAD.sub("", rest.strip())
    rest = re.sub(
        r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:at|on|updated|published|posted)\b"
        r"|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\b[ap]\.?m\b\.?|(?-i:\b[A-Z]{3,4}\b)",
        " ", rest,
    )  # fmt: skip
    if not told and not is_byline(words) and any(word not in _BESIDE for word in re.findall(r"(?<!\w)[a-z]{3,}", rest)):
        return False  # words of a sentence
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 25 and rest.count(" ") < 30


def _in_url(draft: Draft, sidecar: Stated) -> Published | None:
    url = draft.row.url or sidecar.url or draft.markup.url
    match = _URL_DATE.search(unarchived(url)) if url else None
    if match is None:
        return None
    month = match["m"] if match["m"].isdigit() else None
    text = f"{match['y']}-{month}-{match['d']}" if month else f"{match['d']} {match['m']} {match['y']}"
    return dates.parse(text, "a date in the address")
