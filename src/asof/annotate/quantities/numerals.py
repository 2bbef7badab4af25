"""Numerals: digits, number words, vague numbers and fractions at one place of a sentence.

Exact numbers follow the usual grammar of English numerals (groups below a thousand, each times its scale word);
vague ones state the bounds that `resources/quantities/vague.tsv` gives them.
"""

import re
from functools import cache

from asof.annotate.quantities.words import Found, Words
from asof.resources import table

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(\.\d{1,9})?([a-z]{1,3})?")
_SPACED = re.compile(r"\d{3}")
_SIGNS = {"½": "half", "¼": "quarter", "¾": "three-quarters", "⅓": "third", "⅔": "two-thirds"}
_PARTS = frozenset(("third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_PARTS_PLURAL = frozenset(f"{part}s" for part in _PARTS)


@cache
def _numbers(kind: str) -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in table("quantities/numbers") if row["kind"] == kind}


@cache
def _vague(kind: str) -> dict[str, tuple[float, float | None, str]]:
    """Phrase to its least, its most, and whether a scale word may follow."""
    rows = (row for row in table("quantities/vague") if row["kind"] == kind)
    return {r["phrase"]: (float(r["least"]), float(r["most"]) if r["most"] else None, r["scale"]) for r in rows}


@cache
def starters() -> frozenset[str]:
    """The words, besides digits, with which a numeral can begin."""
    words = {row["word"] for row in table("quantities/numbers") if row["kind"] != "letter"}
    words |= {row["phrase"].split()[0] for row in table("quantities/vague")}
    return frozenset(words | {"half", "a", "an", "one"} | set(_SIGNS))


def read(words: Words, i: int) -> Found | None:
    """The longest numeral that begins at `i`, or None."""
    word = words.at(i)
    if not word:
        return None
    if word[0].isdecimal() or word in _SIGNS:
        return _fraction_of_digits(words, i) or _digits(words, i)
    return _fraction(words, i) or _vaguely(words, i) or _spelled(words, i)


def _scale(words: Words, i: int) -> float | None:
    """The value of the scale word at `i`: hundred, dozen, thousand, million."""
    return _numbers("scale").get(words.at(i)) or _numbers("hundred").get(words.at(i))


def _digits(words: Words, i: int) -> Found | None:
    match = _DIGITS.fullmatch(words.at(i))
    if not match:
        return None
    whole, decimals, letters = match.groups()
    value = float(whole.replace(",", "") + (decimals or ""))
    last = i + 1
    if letters:
        scale = _numbers("letter").get(letters) or _numbers("scale").get(letters)
        return Found(i, last, value * scale, value * scale, "digits", scaled=True) if scale else None
    if not decimals and (grouped := _spaced(words, i)):
        value, last = grouped
    if words.at(last) == "and" and words.at(last + 1) == "a" and words.at(last + 2) == "half":
        value, last = value + 0.5, last + 3
    if (scale := _scale(words, last)) or (words.joined(last) and (scale := _letter(words, last))):
        value = round(value * scale, 6)
        return Found(i, last + 1, value, value, "scaled-digits", scaled=True)
    return Found(i, last, value, value, "digits", form="zero" if value == 0 else "number")


def _letter(words: Words, i: int) -> float | None:
    """The scale that the letter at `i` is, written on to digits: "3k"; "m" may be metres and is left to money."""
    if words.at(i) == "m" and not _after_currency(words, i - 1):
        return None
    return _numbers("letter").get(words.at(i))


def _after_currency(words: Words, i: int) -> bool:
    return words.at(i - 1)[-1:] in "$£€¥" if words.at(i - 1) else False


def _spaced(words: Words, i: int) -> tuple[float, int] | None:
    """Groups of three digits parted by single spaces ("10 000"), or by a comma and a space after a modifier."""
    first = words.at(i)
    if len(first) > 3 or not first.isdecimal() or first[0] == "0" or i in words.timed:
        return None
    modified = words.at(i - 1) in ("about", "some", "around", "over", "than")
    step = 2 if words.at(i + 1) == "," and (words.at(i + 2) == "000" or modified) else 1
    j, digits = i + 1, first
    while j - i <= 8 and _SPACED.fullmatch(words.at(j + step - 1)) and _one_apart(words, j + step - 1):
        digits += words.at(j + step - 1)
        j += step
    return (float(digits), j) if j > i + 1 else None


def _one_apart(words: Words, i: int) -> bool:
    return i not in words.timed and words.tokens[i].start - words.tokens[i - 1].end == 1


def _below_hundred(words: Words, i: int) -> tuple[float, int] | None:
    """As in "twenty-one", "twenty one", "twelve", "nine"."""
    word = words.at(i)
    if word in _numbers("ten"):
        j = i + 2 if words.at(i + 1) == "-" else i + 1
        unit = _numbers("unit").get(words.at(j))
        if unit:
            return _numbers("ten")[word] + unit, j + 1
        return _numbers("ten")[word], i + 1
    value = _numbers("unit").get(word) or _numbers("teen").get(word)
    return (value, i + 1) if value else None


def _below_thousand(words: Words, i: int) -> tuple[float, int] | None:
    """A group below a thousand: "two hundred and fifty", "a hundred", "ninety-nine"; "hundred" alone is one."""
    small = _below_hundred(words, i)
    if small is None and words.at(i) in ("a", "an") and _scale(words, i + 1):
        small = 1.0, i + 1
    elif small is None and _scale(words, i):
        small = 1.0, i
    if small is None:
        return None
    value, j = small
    if words.at(j) != "hundred":
        return value, j
    value, j = value * 100, j + 1
    rest = _below_hundred(words, j + 1) if words.at(j) == "and" else _below_hundred(words, j)
    return (value + rest[0], rest[1]) if rest else (value, j)


def _spelled(words: Words, i: int) -> Found | None:
    """A number in words, group by group with falling scales."""
    total, j, least = 0.0, i, float("inf")
    scaled = False
    while True:
        at = j + 1 if j > i and words.at(j) == "and" else j
        group = _below_thousand(words, at)
        if group is None or (j > i and not scaled):
            break
        value, after = group
        if words.at(after) == "and" and words.at(after + 1) == "a" and words.at(after + 2) == "half":
            value, after = value + 0.5, after + 3
        scale = _numbers("scale").get(words.at(after))
        if j > i and (scale or 1) * value >= least:
            break
        total += value * (scale or 1)
        j, least = after + (1 if scale else 0), scale or 1
        scaled = scale is not None and scale > 100
        if not scaled:
            break
    hundreds = j > i and words.at(j - 1) not in _numbers("unit") and words.at(j - 1) not in _numbers("teen")
    return Found(i, j, total, total, "words", scaled=hundreds and total >= 12) if j > i else None


def _vaguely(words: Words, i: int) -> Found | None:
    """As in "several", "a few dozen", "a couple of hundred", "dozens", "tens of thousands"."""
    two = f"{words.at(i)} {words.at(i + 1)}"
    plural = _vague("plural").get(words.at(i))
    if plural:
        return _plural(words, i, plural)
    phrase, j = (two, i + 2) if two in _vague("multiplier") else (words.at(i), i + 1)
    row = _vague("multiplier").get(phrase)
    if row is None:
        return None
    least, most, scaling = row
    at = j + 1 if words.at(j) == "of" else j
    scale = _scale(words, at) if scaling != "no" else None
    many = _vague("plural").get(words.at(at)) if scaling != "no" and at == j else None
    if many:
        scale = {24: 12.0, 40: 20.0}.get(int(many[0]), many[0] / 2)
    if scale:
        return Found(
            i, at + 1, least * scale, most * scale if most else None, "vague-scaled", form="vague", scaled=True
        )
    return None if scaling == "only" else Found(i, j, least, most, "vague", form="vague")


def _plural(words: Words, i: int, row: tuple[float, float | None, str]) -> Found | None:
    """Plural scale words, alone or in a chain ("hundreds of thousands")."""
    value, j = row[0], i + 1
    if words.at(j) == "to" and words.at(j + 1) in _vague("plural") and words.at(j + 2) == "of":
        j += 2
    if words.at(j) == "of" and (many := _vague("plural").get(words.at(j + 1))) and many[0] >= 200:
        return Found(i, j + 2, value * many[0] / 2, None, "vague-chain", form="vague", scaled=True)
    if row[2] == "only":
        return None
    return Found(i, i + 1, value, None, "vague", form="vague", scaled=True)


def _fraction_of_digits(words: Words, i: int) -> Found | None:
    """As in "1/2", "½" and their like, and "half a million" in figures ("½ million")."""
    word = words.at(i)
    if word in _SIGNS:
        return Found(i, i + 1, None, None, "fraction", form="fraction")
    top, slash, bottom = word.partition("/")
    if slash and top.isdecimal() and bottom.isdecimal() and len(top) < 3 and 0 < int(top) < int(bottom) <= 10:
        return Found(i, i + 1, None, None, "fraction", form="fraction")
    return None


def _fraction(words: Words, i: int) -> Found | None:
    """As in "half", "a third of", "two-thirds", "three quarters"; "half a million" is a number."""
    word = words.at(i)
    if word == "half":
        return _half(words, i)
    top = _numbers("unit").get(word) or (1.0 if word in ("a", "an") else None)
    if top is None or words.at(i - 1) in ("first", "last", "next"):
        return None
    j = i + 2 if words.at(i + 1) == "-" else i + 1
    part = words.at(j)
    if part in _PARTS_PLURAL and top > 1:
        return Found(i, j + 1, None, None, "fraction", form="fraction")
    if part in _PARTS and top == 1 and (words.at(j + 1) == "of" or (word == "one" and j == i + 2)):
        return Found(i, j + 1, None, None, "fraction", form="fraction")
    return None


def _half(words: Words, i: int) -> Found | None:
    if words.at(i + 1) == "-" or (words.at(i - 1) == "-") or words.at(i - 1) in ("first", "second"):
        return None
    scale = _scale(words, i + 2) if words.at(i + 1) in ("a", "an") else _scale(words, i + 1)
    if scale:
        last = i + 3 if words.at(i + 1) in ("a", "an") else i + 2
        return Found(i, last, scale / 2, scale / 2, "half-a-scale", scaled=True)
    return Found(i, i + 1, None, None, "fraction", form="fraction")
