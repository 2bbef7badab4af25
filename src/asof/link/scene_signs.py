"""What one report's mention of a place says of where something happened: where it stands, and the words beside it."""

import re
from functools import cache
from typing import NamedTuple

from asof.link.features import tells
from asof.records import Document, PlaceMention, Range, Rival
from asof.resources import table

_EARLY = 800
"""At this distance from a report's beginning, in characters, a mention weighs half."""
_LOOK_BACK, _BETWEEN = 90, 45
_BESIDE = 2
_TAIL = re.compile(r"\s(?:[-–—]|::|:)\s|\s?\|\s")
"""What parts a headline from the outlet's own name behind it."""
_OUTLET = re.compile(r"\b(?:[KW][A-Z]{2,3}(?:-?TV)?\b|News\b|TV\b|Weather\b|[\w-]+\.com\b)")
"""Words of an outlet's name."""
_FROM = re.compile(r"\bfrom\s+(?:(?:nearby|the\s+\w+\s+of)\s+)?\Z", re.IGNORECASE)
"""What stands before a place that somebody or something came from."""
_AGENCY = re.compile(r"\((?:AP|Associated Press|AFP|Reuters|UPI|CNN|Xinhua|dpa)\b")
"""The credit of an agency in a dateline: its reporter may have been in the division's capital only."""
_CREDIT = 40
"""It stands no farther behind a dateline's town than this, in characters."""
_AGED = re.compile(r"\d,\s(?:of|from)\s+\Z")
"""What stands between somebody's age and home ("Anna Berg, 34, of Elmford")."""
_SENTENCE = re.compile(r"[.!?][\"'”’]?\s+(?=[\"'“‘]?[A-Z])|\n")
_SHORTEST, _LONGEST = 25, 400
"""A report's first sentence ends no sooner and no later than this, in characters."""
LARGE = 100_000
"""A town of so many people has an area round it that bears its name, and is known by name in other divisions."""


class Heard(NamedTuple):
    """One report: its places that are no part of a person's name, its main claims' sentences, its outlet's home."""

    document: Document
    places: tuple[PlaceMention, ...]
    sentences: tuple[Range, ...]
    home: Rival | None
    borders: tuple[PlaceMention, ...]
    """The borders that it puts something at, early or in a sentence of a main claim."""
    tail: int
    """Where in the text the outlet's name begins that stands behind the headline; its end where none does."""


def tail_of(document: Document) -> int:
    """Where the outlet's name begins behind the headline: its first part with such words, else the last part."""
    title = next((p for p in document.passages if p.part == "headline"), None)
    if title is None:
        return len(document.text)
    parts = list(_TAIL.finditer(document.text, title.start, title.end))
    ends = [*(p.start() for p in parts[1:]), title.end]
    for part, end in zip(parts, ends, strict=False):
        if _OUTLET.search(document.text, part.end(), end):
            return part.start()
    return parts[-1].start() if parts else len(document.text)


def head(report: Heard) -> list[PlaceMention]:
    """The places of a report's headline, dateline and first sentence, but those that somebody came from."""
    start = next((p.start for p in report.document.passages if p.part in ("body", "update")), 0)
    found = _SENTENCE.search(report.document.text, start + _SHORTEST, start + _LONGEST)
    end = found.start() + 1 if found else start + _LONGEST
    return [
        p for p in report.places
        if p.start < report.tail and (p.start < end or part_of(report, p) == "headline")
        and part_of(report, p) != "boilerplate" and not _seat(report, p) and not _came_from(report, p)
    ]  # fmt: skip


def opens(report: Heard, place: PlaceMention) -> bool:
    """Whether a dateline begins with it: those name towns."""
    if part_of(report, place) != "dateline":
        return False
    return not any(p.start < place.start and part_of(report, p) == "dateline" for p in report.places)


def part_of(report: Heard, place: PlaceMention) -> str | None:
    """The part of its report (headline, dateline, body) that a mention stands in."""
    passage = report.document.passage_at(place.start)
    return passage.part if passage else None


def may_be_first(report: Heard, place: PlaceMention) -> bool:
    """Whether it may be the town that a report names first."""
    if place.start >= report.tail or part_of(report, place) == "boilerplate":
        return False
    if _seat(report, place) or _came_from(report, place):
        return False
    return place.kind == "city" or (place.kind == "admin1" and opens(report, place))


def signs(report: Heard, place: PlaceMention) -> dict[str, float]:
    """What one mention is, and how near to the report's beginning."""
    document = report.document
    if place.start >= report.tail:
        return {"tail": 1.0}
    part = part_of(report, place)
    if part == "boilerplate":
        return {"tail": 1.0}
    if part == "headline":
        return {"headline": 1.0, "mentions": 1.0}
    if part == "dateline":
        if not tells(place):
            return {"seat": 1.0}
        agency = _AGENCY.search(document.text, place.end, place.end + _CREDIT)
        return {"agency dateline" if agency else "dateline": 1.0, "mentions": 1.0}
    near = 1 / (1 + place.start / _EARLY)
    sign = "in" if _from_here(report, place) else words_beside(document.text, place)
    found = {sign: near, "mentions": 1.0, "early": near}
    before = document.text[max(0, place.start - _LOOK_BACK) : place.start]
    found["elsewhere" if sign == "care" or _beside("elsewhere").search(before) else "here"] = near
    if _beside("street").search(before):
        found["street"] = near
    if place.precision == _BESIDE:
        found["beside"] = near
    if any(s.holds(place.start, place.end) for s in report.sentences):
        found["claim"] = near
    if place.made_by == JOINED:
        found["joined"] = near
    return found


JOINED = "places/joined"
"""What made a mention whose division stands behind it ("Elmford, Ohio")."""


def words_beside(text: str, place: PlaceMention) -> str:
    """What the words right beside a mention make of it."""
    after = text[place.end : place.end + 60]
    sign = next((sign for sign in ("police", "people", "area", "care") if _beside(sign).match(after)), None)
    if sign == "area" and (place.population or 0) >= LARGE:
        return "wide area"
    if sign:
        return sign
    if after[:1] == " " and after[1:2].isupper():
        return "name"
    before = text[max(0, place.start - 12) : place.start]
    if _AGED.search(before):
        return "home"
    return next((sign for sign in ("in", "origin") if _beside(sign).search(before)), "bare")


def is_far_or_beside(place: PlaceMention) -> bool:
    """Whether something is said to be near the place, or so far from it."""
    return place.precision == _BESIDE or place.distance is not None


def _came_from(report: Heard, place: PlaceMention) -> bool:
    """Whether somebody or something came from it; not where it only says how far off something is."""
    if place.distance is not None:
        return False
    return _FROM.search(report.document.text[max(0, place.start - _LOOK_BACK) : place.start]) is not None


def _from_here(report: Heard, place: PlaceMention) -> bool:
    """Whether something is that far from it which is no town itself ("Norvik, 40 km from Elmford")."""
    if place.distance is None:
        return False
    return not any(p.kind == "city" and 0 <= place.start - p.end < _BETWEEN for p in report.places)


def _seat(report: Heard, place: PlaceMention) -> bool:
    """Whether it is a capital in a dateline: where the agency's bureau is."""
    return part_of(report, place) == "dateline" and not tells(place)


@cache
def _beside(sign: str) -> re.Pattern[str]:
    """The words of a sign (`resources/link/scenes.tsv`), behind a place, in front of it or earlier in its sentence."""
    found = sorted(
        (re.escape(row["word"]) for row in table("link/scenes") if row["sign"] == sign), key=len, reverse=True
    )
    words = rf"\b(?:{'|'.join(found)})\b"
    form = {
        "in": rf"{words}\s+\Z",
        "origin": rf"{words}\s+\Z",
        "elsewhere": rf"{words}[^.]{{0,60}}\Z",
        "street": rf"{words}\.?,?\s(?:in|near|outside)\s(?:the\s)?\Z",
        "care": rf"(?:\s[\w.'’-]+){{0,4}}?\s{words}",
    }.get(sign, rf"\s{words}")
    return re.compile(form, re.IGNORECASE)
