"""What a relative expression is reckoned from: the report's day, the date last spoken of, and the clause's tense."""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from asof.records import Document, Sentence, Token, moment
from asof.resources import table

_CLAUSE_BREAKS = frozenset({";", ":", "--", "—", "(", ")", '"', "“", "”", "but", "while", "although"})
_REACH = 16
_BORDERS = frozenset({"by", "until", "till"})
_SHORTEST_PAST = 4
_AUXILIARY = 3
"""Words before a participle among which its auxiliary stands."""
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})
_PRESENT = frozenset({"is", "are"})
_PREPOSITIONS = frozenset({"on", "in", "for", "at"})
_SAYING = frozenset({"said", "told"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our"}
    | {"us", "it", "them", "him", "some", "any", "all"}
)


class Context(NamedTuple):
    """`reference`: the local day of the report, None where unknown; `anchor`: the TIMEX3 value last spoken of.

    `direction`: 1 where the clause speaks of what is to come, -1 of what was, 0 where it does not say; `period`: the
    quarter or year whose figures are being told, None where none are; `leaning` is that of `leaning`.
    """

    reference: date | None = None
    anchor: str | None = None
    direction: int = 0
    period: str | None = None
    leaning: int = 0


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
def _cues() -> dict[str, str]:
    return {row["cue"]: row["direction"] for row in table("times/direction")}


def direction(tokens: tuple[Token, ...], sentence: Sentence | None, first: int, last: int) -> int:
    """The tense of the clause around tokens [first, last): 1 of what is to come, -1 of what was, 0 where it is open.

    "by" or "until" in front look ahead; else the nearest cue says it, before the expression sooner than behind it.
    """
    if sentence is None:
        return 0
    before = range(first - 1, max(sentence.first, first - _REACH) - 1, -1)
    bordered = first > sentence.first and tokens[first - 1].lower in _BORDERS
    if bordered:
        done = tokens[first - 1].lower == "by" and _was_done(tokens, before)
        return -1 if done else 1
    if _is_due(tokens, sentence.first, first):
        return 1
    return _nearest(tokens, before, True) or _nearest(tokens, range(last, min(sentence.last, last + _REACH)), False)


def leaning(tokens: tuple[Token, ...], sentence: Sentence | None, first: int) -> int:
    """What the words before token `first` hint at: 1 what may be ("would", "to meet"), -1 what was, or 0.

    "said" counts as what was only where other words stand between: "said on Monday" dates the saying itself. What
    somebody was sent to do, or happened to do, is as good as done.
    """
    if sentence is None:
        return 0
    meant = 0
    for index in range(first - 1, max(sentence.first, first - _REACH) - 1, -1):
        word = tokens[index].lower
        if word in _CLAUSE_BREAKS:
            return meant
        pair = f"{tokens[index - 1].lower} {word}" if index else word
        if "weak" in (_cues().get(word), _cues().get(pair)) or (word == "for" and index == first - 1):
            return 1
        if _cue(tokens, index, True) < 0 and not (meant and word in _SAYING):
            beside = word in _SAYING and first - index <= len(("said", "on"))
            return 0 if meant or beside else -1
        meant |= word == "to" and _infinitive(tokens, index + 1, first)
    return meant


def _infinitive(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """Whether the word after "to" may be a verb: in small letters, no determiner and no plural."""
    word = tokens[index] if index < end else None
    return word is not None and word.text.islower() and word.lower not in _DETERMINERS and word.lower[-1] != "s"


def _was_done(tokens: tuple[Token, ...], before: range) -> bool:
    """Whether the clause stands in the past perfect, with nothing that parts it from "by": they had answered by."""
    for index in before:
        word = tokens[index].lower
        if word in _CLAUSE_BREAKS or word == "would":
            return False
        if word == "had":
            return True
    return False


def _is_due(tokens: tuple[Token, ...], begin: int, first: int) -> bool:
    """Whether nothing but a preposition parts the expression from "is" or "are": the vote is on Monday."""
    at = first - 1
    if at > begin and tokens[at].lower in _PREPOSITIONS:
        at -= 1
    return at > begin and tokens[at].lower in _PRESENT


def _nearest(tokens: tuple[Token, ...], places: range, before: bool) -> int:
    for index in places:
        if tokens[index].lower in _CLAUSE_BREAKS:
            break
        found = _cue(tokens, index, before)
        if found:
            return found
    return 0


def _cue(tokens: tuple[Token, ...], index: int, before: bool) -> int:
    """What one word says. A plan of the past perfect has failed or is done ("had been due on Monday")."""
    word = tokens[index].lower
    if word == "may" and tokens[index].text[0] == "M":
        return 0
    pair = f"{tokens[index - 1].lower} {word}" if index else word
    known = _cues().get(pair) or _cues().get(word) or ("past" if _participle(word) else "none")
    if known in ("none", "weak"):
        return 0
    near = [token.lower for token in tokens[max(0, index - _AUXILIARY) : index]]
    if known == "plan":
        stated = before or any(word in _BEING for word in near)
        return 1 if stated and "had" not in near else -1
    if known == "past" and _participle(word) and near and near[-1] in ("be", "being"):
        return 0
    return 1 if known == "future" else -1


def _participle(word: str) -> bool:
    return (len(word) >= _SHORTEST_PAST and word.endswith("ed")) or _cues().get(word) == "past"
