"""The value of each part of an expression: words through the lexicon, figures by their class."""

import re
from collections.abc import Callable
from functools import cache

from asof.annotate.times.rules import lexicon

_CENTURY_PIVOT = 50
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FRACTION = re.compile(r"(\d+)\s(\d)/(\d)")


def parts_of(match: re.Match[str]) -> dict[str, str]:
    """Class name (with its number where a rule has two) -> value, for what the match holds."""
    found = {}
    for name, words in match.groupdict().items():
        if words is not None:
            value = _value(name.rstrip("0123456789"), _plain(words))
            if value is not None:
                found[name] = value
    return found


def _plain(words: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", words).lower().replace("’", "'").replace("–", "-")


def _value(name: str, words: str) -> str | None:
    known = lexicon().get(name)
    if known is not None:
        return known.get(words)
    taken = _TAKEN.get(name)
    return taken(words) if taken else words


def number(words: str) -> str | None:
    """The value of a number in figures or words ("2 1/2" is 2.5), or None where it is none."""
    fraction = _FRACTION.fullmatch(words)
    if fraction and fraction[3] != "0":
        return f"{int(fraction[1]) + int(fraction[2]) / int(fraction[3]):g}"
    if _NUMBER.fullmatch(words):
        value = float(words.replace(",", ""))
        return f"{value:.0f}" if value == int(value) else f"{value:g}"
    return _spelled(words)


@cache
def _spelled(words: str) -> str | None:
    total = group = 0
    names = lexicon()["number"]
    for word in re.split(r"[-\s]+", words):
        if word in ("a", "an"):
            group += 1
        elif word in names:
            value = int(names[word])
            group = (
                max(group, 1) * value
                if value in (12, 100, 1000) and word in ("dozen", "hundred", "thousand")
                else group + value
            )
            if word == "thousand":
                total, group = total + group, 0
        elif word != "and":
            return None
    return str(total + group) if total + group else None


def _short_year(words: str) -> str:
    short = int(words.strip("'"))
    return str(1900 + short if short >= _CENTURY_PIVOT else 2000 + short)


def _year_words(words: str) -> str | None:
    first, _, rest = words.replace("-", " ").partition(" ")
    if words == "two thousand":
        return "2000"
    tail = number(rest)
    head = number(first)
    return f"{head}{int(tail):02d}" if head and tail and int(tail) < 100 else None


def _century(words: str) -> str:
    digits = re.match(r"\d+", words)
    return digits[0] if digits else lexicon()["dayword"][words]


def _digits(words: str) -> str:
    found = re.match(r"\d+", words)
    return f"{int(found[0]):02d}" if found else words


_TAKEN: dict[str, Callable[[str], str | None]] = {
    "n": number,
    "yy": _short_year,
    "apostrophe": _short_year,
    "yearwords": _year_words,
    "nthcentury": _century,
    "day": _digits, "dd": _digits, "mm": _digits, "hh": _digits, "min": _digits, "hour": _digits,
    "decade": lambda words: words[:3],
    "half": lambda words: "1" if words == "first" else "2",
    "meridian": lambda words: words[0],
    "q": lambda words: words,
}  # fmt: skip
