"""How far from a place, and in which direction, the words in front of it say that something is."""

import re
from functools import cache
from typing import NamedTuple

from asof.annotate.times.parts import number
from asof.resources import table

_BEFORE = 90
_MOST_KM = 2_000.0
_OTHER_UNIT = r"(?:\s?\(\s?\d[\d,.]*[\s-]?[a-z]{1,12}\s?\)|,?\s(?:or\s)?(?:about\s)?\d[\d,.]*\s?(?:km|miles),?)?"
"""The same in another unit: "30 miles (50 km) south of Elmford"."""


class Away(NamedTuple):
    """Kilometres from a place, and the bearing (degrees from north) where a direction is said."""

    km: float
    bearing: float | None


def away(text: str, start: int) -> Away | None:
    """What stands in front of the place at `start`: "40 miles south of"; None where that is no distance."""
    found = _pattern().search(text, max(0, start - _BEFORE), start)
    if not found:
        return None
    written = number(" ".join(found["number"].lower().split()))
    km = float(written or 0) * _values("unit")[" ".join(found["unit"].lower().split())]
    heading = (found["direction"] or "").lower()
    return Away(round(km, 1), _values("direction").get(heading)) if 0 < km <= _MOST_KM else None


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
