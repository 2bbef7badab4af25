"""What a relative expression is reckoned from: the report's day, the date last spoken of, and the clause's tense."""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from asof.records import Document, Sentence, Token, moment
from asof.resources import table

_CLAUSE_BREAKS = frozenset({";", ":", "--", "—", "(", ")", '"', "“", "”", "but", "while", "although"})
_REACH = 12
_BORDERS = frozenset({"by", "until", "till"})
_SHORTEST_PAST = 4


class Context(NamedTuple):
    """`reference`: the local day of the report, None where unknown; `anchor`: the TIMEX3 value last spoken of.

    `direction`: 1 where the clause speaks of what is to come, -1 of what was, 0 where it does not say.
    """

    reference: date | None = None
    anchor: str | None = None
    direction: int = 0


@cache
def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name; None for none, or one that is unknown."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def reference_day(document: Document, position: int) -> date | None:
    """The day on which the words at `position` were said, in the document's own zone where that is known."""
    value = document.asserted_at(position)
    if not value:
        return None
    if "T" not in value:
        said = moment(value)
        return said.first.date() if said and len(value) >= len("1971-03-04") else None
    zone = zone_of(document.timezone)
    said = moment(value)
    if said is None:
        return None
    return (said.first.astimezone(zone) if zone else _stated(value) or said.first).date()


def _stated(value: str) -> datetime | None:
    """The clock as written, with its own offset, which is the reporter's."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


@cache
def _cues() -> dict[str, int]:
    return {row["cue"]: 1 if row["direction"] == "future" else -1 for row in table("times/direction")}


def direction(tokens: tuple[Token, ...], sentence: Sentence | None, first: int, last: int) -> int:
    """The tense of the clause around tokens [first, last): "by" or "until" in front, else the nearest cue."""
    if sentence is None:
        return 0
    if first > sentence.first and tokens[first - 1].lower in _BORDERS:
        return 1
    before = range(first - 1, max(sentence.first, first - _REACH) - 1, -1)
    return _nearest(tokens, before) or _nearest(tokens, range(last, min(sentence.last, last + _REACH)))


def _nearest(tokens: tuple[Token, ...], places: range) -> int:
    for index in places:
        if tokens[index].lower in _CLAUSE_BREAKS:
            break
        found = _cue(tokens, index)
        if found:
            return found
    return 0


def _cue(tokens: tuple[Token, ...], index: int) -> int:
    word = tokens[index].lower
    pair = f"{tokens[index - 1].lower} {word}" if index else word
    known = _cues().get(pair) or _cues().get(word)
    if known is not None:
        return known
    return -1 if len(word) > _SHORTEST_PAST and word.endswith("ed") else 0
