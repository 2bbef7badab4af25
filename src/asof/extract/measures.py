"""Measure claims: distances, money, shares, durations, weights, areas, with what they are of and stated conversions.

A quantity in brackets right after another of the same kind ("40 miles (60 kilometers)") is the same amount in another
unit: it becomes the first one's `conversion` and no claim of its own.
"""

from functools import cache
from typing import NamedTuple

from asof.extract.words import Word, words_of
from asof.records import Amount, Analysis, Document, Quantity, Sentence, Span
from asof.resources import table

_CONVERTED = 24
_OF_WORDS = 8
_BEFORE_OF = frozenset({"of", "from", "off"})
_INSIDE = frozenset({"word", "verbal", "determiner", "filler", "number", "possessive"})


class Measured(NamedTuple):
    """A measured quantity: its measure, its bounds with unit, what it is of, the same amount in another unit."""

    quantity: Quantity
    sentence: Sentence
    measure: str
    amount: Amount
    of: Span | None
    conversion: Amount | None


@cache
def _measures() -> dict[str, str]:
    return {row["kind"]: row["measure"] for row in table("extract/measures")}


def find(document: Document, analysis: Analysis) -> list[Measured]:
    """Every measure of a document, in text order."""
    made: list[Measured] = []
    converted = -1
    for i, quantity in enumerate(analysis.quantities):
        measure = _measures().get(quantity.made_by.removeprefix("quantity/"))
        sentence = analysis.sentence_at(quantity.start) if measure and quantity.unit and i != converted else None
        if measure is None or sentence is None or (quantity.low is None and quantity.high is None):
            continue
        following = analysis.quantities[i + 1] if i + 1 < len(analysis.quantities) else None
        other = following if following and _is_conversion(document.text, quantity, following) else None
        converted = i + 1 if other else converted
        of = _of(document.text, words_of(document.text, analysis, sentence), quantity)
        made.append(Measured(quantity, sentence, measure, _amount(quantity), of, _amount(other) if other else None))
    return made


def _amount(quantity: Quantity) -> Amount:
    return Amount(low=quantity.low, high=quantity.high, approximate=quantity.approximate, unit=quantity.unit or "")


def _is_conversion(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.end : second.start]
    bracket = "(" in between and ")" not in between and "\n" not in between and len(between) <= _CONVERTED
    return bracket and second.made_by == first.made_by and second.unit not in {None, first.unit}


def _of(text: str, words: tuple[Word, ...], quantity: Quantity) -> Span | None:
    """What is measured: the noun phrase after "of" or "from" behind the unit ("40 miles south of the town")."""
    at = next((i for i, w in enumerate(words) if w.start >= quantity.end), len(words))
    for i in range(at, min(at + _OF_WORDS, len(words))):
        if words[i].low in _BEFORE_OF:
            return _noun_phrase(text, words, i + 1)
        if words[i].kind in {"end", "stop", "comma"}:
            return None
    return None


def _noun_phrase(text: str, words: tuple[Word, ...], first: int) -> Span | None:
    last = first
    while last < len(words) and words[last].kind in _INSIDE:
        last += 1
    if last == first:
        return None
    return Span.of(text, words[first].start, words[last - 1].end)
