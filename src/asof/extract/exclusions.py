"""What is no count of people in an outcome, however near an outcome stands: the guide's exclusions.

Rates and yearly totals (`resources/extract/exclusions.tsv`), names that end in a number, ordinals, and "a" with a noun
that only describes someone else.
"""

from asof.extract.binding import Counted
from asof.extract.reading import Reading
from asof.records import Quantity
from asof.resources import table

_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_COUNTS_BY_BEING = frozenset({"there", "victims", "victim", "dead", "others", "injured", "wounded"})
_RATE_REACH = 8
_PARENTS = frozenset({"father", "mother", "parent", "dad", "mom", "mum", "grandfather", "grandmother", "widow"})


def excluded(reading: Reading, counted: Counted, quantity: Quantity) -> bool:
    """Whether the number is none that the guide counts, whatever the sentence says."""
    person = counted.phrase.person
    if person == "no" or _is_rate(reading, counted):
        return True
    if counted.form == "article":
        return person == "left out" or _ordinal(reading, counted) or describes_another(reading, counted)
    if person == "left out" and (_is_name(reading, counted) or _of_a_parent(reading, counted)):
        return True
    return quantity.low == quantity.high == 1 and _is_one_of_some(reading, counted)


def _is_one_of_some(reading: Reading, counted: Counted) -> bool:
    """Whether "one" is no count: "was one of three victims", "one of the biggest searches", "one official said"."""
    end = max(counted.last, counted.phrase.last)
    if counted.phrase.head >= 0 and end < len(reading.words) and reading.words[end].kind == "report":
        return True
    if counted.last >= len(reading.words) or reading.words[counted.last].low != "of":
        return False
    named = counted.first > 0 and reading.words[counted.first - 1].kind == "be"
    return named or counted.phrase.person == "maybe"


def describes_another(reading: Reading, counted: Counted) -> bool:
    """Whether "a" with its noun only describes someone named before: "Smith, a soldier,", "he was a soldier"."""
    words, first, last = reading.words, counted.first, counted.phrase.last
    before = words[first - 1] if first else None
    if before and before.kind == "report" and first > 1 and words[first - 2].kind in {"comma", "quote"}:
        return True
    after = words[last] if last < len(words) else None
    if (after and after.kind == "report") or (before and before.low in {"as", "if"}):
        return True
    if before and before.kind == "be" and not (first > 1 and words[first - 2].low in _COUNTS_BY_BEING):
        return True
    if before and before.kind in {"comma", "dash"} and first > 1 and words[first - 2].kind in {"word", "number"}:
        follows = words[last + 1].kind if last + 1 < len(words) else "end"
        if after is None or after.kind in {"end", "dash", "preposition", "relative", "stop"}:
            return True
        return after.kind == "comma" and follows not in {"number", "conjunction", "determiner"}
    return False


def _is_name(reading: Reading, counted: Counted) -> bool:
    """Whether the number is the end of a name ("the Norvik Seven")."""
    words, first = reading.words, counted.first
    return first > 0 and words[first].text[:1].isupper() and words[first - 1].text[:1].isupper()


def _of_a_parent(reading: Reading, counted: Counted) -> bool:
    """Whether the number is that of somebody's children ("the father of five")."""
    words, first = reading.words, counted.first
    return first > 1 and words[first - 1].low == "of" and words[first - 2].low in _PARENTS


def _ordinal(reading: Reading, counted: Counted) -> bool:
    """Whether "a second" stands before a noun: an ordinal, which counts no one."""
    return counted.phrase.head >= 0 and reading.words[counted.last - 1].low in _ORDINALS


def _is_rate(reading: Reading, counted: Counted) -> bool:
    """Whether the words around make the number a rate or a yearly total."""
    lows = [w.low for w in reading.words]
    for row in table("extract/exclusions"):
        words = row["words"].split()
        at = [0] if row["place"] == "start" else range(counted.last, min(counted.last + _RATE_REACH, len(lows)))
        if any(lows[i : i + len(words)] == words for i in at):
            return True
    return False
