"""How far from a place, and in which direction, the words in front of it say that something is."""

import re
from functools import cache
from typing import NamedTuple

from asof.annotate.times.parts import number
from asof.annotate.times.rules import lexicon
from asof.resources import table

_BEFORE = 90
_MOST_KM = 2_000.0
_OTHER_UNIT = r"(?:\s?\(\s?\d[\d,.]*[\s-]?[a-z]{1,12}\s?\)|,?\s(?:or\s)?(?:about\s)?\d[\d,.]*\s?(?:km|miles),?)?"
"""The same in another unit: "30 miles (50 km) south of Elmford"."""


_IN_PART = re.compile(
    r"(?:\b(?:half|halves|quarters?|thirds?|fifths?|sixths?|eighths?|tenths?|point|few|several|many|couple)"
    r"(?:\s(?:of|an?|the))*[\s-]|[½¼¾⅓⅔]\s?|\d\s|/)\Z",
    re.IGNORECASE,
)
"""What makes the number behind it a part of a number, or a vague one: "half a mile", "1 500 km", "a few hundred"."""


class Away(NamedTuple):
    """Kilometres from a place, and the bearing (degrees from north) where a direction is said."""

    km: float
    bearing: float | None


def away(text: str, start: int) -> Away | None:
    """What stands in front of the place at `start`: "40 miles south of"; None where that is no distance."""
    found = _pattern().search(text, max(0, start - _BEFORE), start)
    if not found:
        return None
    words = _whole_number(text[max(0, found.start("number") - _BEFORE) : found.start("number")], found["number"])
    written = number(" ".join(words.lower().split())) if words else None
    km = float(written or 0) * _values("unit")[" ".join(found["unit"].lower().split())]
    heading = (found["direction"] or "").lower()
    return Away(round(km, 1), _values("direction").get(heading)) if 0 < km <= _MOST_KM else None


def _whole_number(before: str, last: str) -> str | None:
    """The number whose last words are `last`: "two hundred", "twenty five"; None of a fraction ("half a mile")."""
    more = _number_words().search(before)
    first = more.start() if more else len(before)
    return None if _IN_PART.search(before, 0, first) else before[first:] + last


@cache
def _number_words() -> re.Pattern[str]:
    """Number words right in front of another, with an "and" only behind a hundred or a thousand."""
    one = _either(dict.fromkeys(lexicon()["number"], 0.0))
    joined = r"(?:[\s-]|(?:(?<=hundred)|(?<=thousand))\sand\s)"
    return re.compile(rf"(?<![\w.,-])(?:an?\s)?(?:{one})(?:{joined}(?:{one}))*{joined}\Z", re.IGNORECASE)


@cache
def _values(kind: str) -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in table("places/distances") if row["kind"] == kind}


@cache
def _pattern() -> re.Pattern[str]:
    units, headings = _either(_values("unit")), _either(_values("direction"))
    behind = _either({row["word"]: 0.0 for row in table("places/distances") if row["kind"] == "from"})
    number_of = r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})?(?:\.\d{1,2})?|(?:an?\s)?[a-z]{1,9}(?:-[a-z]{3,6})?)"
    heading = rf"(?:\s(?:to\sthe\s|due\s)?(?P<direction>{headings}))?"
    town = r"(?:the\s|downtown\s|central\s)?(?:(?:town|city|village|capital|port)\s(?:of\s)?)?"
    pattern = rf"{number_of}[\s-]?(?P<unit>{units}){_OTHER_UNIT}{heading}\s(?:{behind})\s{town}\Z"
    return re.compile(pattern, re.IGNORECASE)


def _either(words: dict[str, float]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda w: (-len(w), w)))
