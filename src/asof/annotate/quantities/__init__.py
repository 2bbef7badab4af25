"""Quantities: every stated number as an interval, and whether it counts people or things.

The definition of the bounds is the project's annotation guide for counts: "at least 20" opens the upper bound, "up to
40" the lower, "nearly 600" is at most 600 and approximate, vague words state what `resources/quantities/vague.tsv`
says. `made_by` names the rule that decided last.
"""

from bisect import bisect_left
from functools import cache

from asof.annotate.quantities import bounds, measures, numerals, people, remainders
from asof.annotate.quantities.words import Found, Words
from asof.records import Document, Quantity, Sentence, Time, Token

__all__ = ["find"]


@cache
def _starters() -> frozenset[str]:
    return numerals.starters() | people.starters() | {"all"}


def find(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], times: tuple[Time, ...]
) -> tuple[Quantity, ...]:
    """The quantities of `document` in text order, none overlapping another.

    `times` keep dates and clock times from being taken for counts; without them the commonest are known by their form.
    Units are in the singular ("km", "USD", "percent", "year"). A share in percent has bounds in percent.
    """
    timed = _timed(tokens, times)
    begins = _starters()
    made: list[Quantity] = []
    for sentence in sentences:
        words: Words | None = None
        free = i = sentence.first
        while i < sentence.last:
            word = tokens[i].lower
            if word in begins or word[0].isdecimal():
                words = words or Words(tokens, sentence.first, sentence.last, timed)
                found = _read(words, i)
                if found is not None and found.first >= free:
                    made.append(_record(document.text, tokens, found))
                if found is not None:
                    free = i = found.last
                    continue
            i += 1
    return tuple(made)


def _timed(tokens: tuple[Token, ...], times: tuple[Time, ...]) -> dict[int, str]:
    """Token index to the TIMEX3 type of the time expression over it."""
    starts = [t.start for t in tokens]
    types: dict[int, str] = {}
    for time in times:
        i = bisect_left(starts, time.start)
        while i < len(tokens) and tokens[i].start < time.end:
            types[i] = time.type
            i += 1
    return types


def _read(words: Words, i: int) -> Found | None:
    """The number phrase that is triggered by the word at `i`, judged; None where it is none."""
    found = remainders.read(words, i)
    if found is not None:
        return found
    found = bounds.read(words, i)
    if found is not None:
        return None if people.is_idiom(words, found) else measures.judge(words, found)
    return people.read(words, i)


def _record(text: str, tokens: tuple[Token, ...], found: Found) -> Quantity:
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=found.low,
        high=found.high,
        approximate=found.approximate,
        form=found.form,
        count=found.counts,
        unit=found.unit,
        increment=found.increment,
        made_by=f"quantity/{found.rule}",
    )
