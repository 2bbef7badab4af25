"""Single people told of without a number: "Smith was shot dead", "the victim died".

They count as one each. Names come from the analysis; definite nouns for one person ("the victim", "the driver") are
read here. Only outcomes whose file says `implied: true` are asked for.
"""

from bisect import bisect_left
from functools import cache

from asof.extract.binding import Counted, Link, links
from asof.extract.counts import Found
from asof.extract.inflection import is_plural
from asof.extract.outcomes import triggers
from asof.extract.populations import Phrase, general, roles
from asof.extract.reading import Reading
from asof.extract.words import Word
from asof.records import Analysis, Document, Quantity
from asof.resources import names, structure

MADE_BY = "quantity/implied"
"""Tells the quantities that are understood here from those that the annotate stage read."""

_MOST = 3.0
_NOUN_REACH = 4


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(name for name in names("outcomes") if structure(f"outcomes/{name}").get("implied"))


def find(document: Document, analysis: Analysis, readings: tuple[Reading, ...]) -> list[Found]:
    """Every single person with an outcome and without a number, in text order."""
    made: list[Found] = []
    for reading in readings:
        found = reading.found or triggers(reading.words)
        if not any(t.frame.outcome in _outcomes() for t in found):
            continue
        for counted in _people(analysis, reading):
            link = _best([o for o in links(reading.words, counted, found) if o.frame.outcome in _outcomes()])
            if link is not None and not _is_aside(reading.words, counted, link):
                made.append(Found(reading, counted, _quantity(document.text, reading.words, counted), link, None))
    return made


def _quantity(text: str, words: tuple[Word, ...], counted: Counted) -> Quantity:
    start, end = words[counted.first].start, words[counted.last - 1].end
    return Quantity(start=start, end=end, text=text[start:end], low=1, high=1, form="understood", made_by=MADE_BY)


def _best(options: list[Link]) -> Link | None:
    near = [o for o in options if o.trigger and o.cost <= _MOST and not o.frame.shared]
    return near[0] if near else None


def _is_aside(words: tuple[Word, ...], counted: Counted, link: Link) -> bool:
    """Whether the name only stands in a prepositional phrase, owns something, or speaks."""
    before = words[counted.first - 1] if counted.first else None
    after = words[counted.last] if counted.last < len(words) else None
    if after is not None and after.kind in {"possessive", "report"}:
        return True
    if before is None or before.low == "of":
        return False
    return before.kind == "preposition" or (link.way == "left" and (before.kind == "report" or before.low == "to"))


def _people(analysis: Analysis, reading: Reading) -> list[Counted]:
    """The names of people and the definite nouns for one person of a sentence that no number counts."""
    words = reading.words
    if not words:
        return []
    starts = [w.start for w in words]
    taken = [(c.first, max(c.last, c.phrase.last)) for c in reading.counted]
    first = bisect_left(analysis.names, words[0].start, key=lambda n: n.start)
    last = bisect_left(analysis.names, words[-1].end, key=lambda n: n.start)
    spans = []
    for name in analysis.names[first:last]:
        a, b = bisect_left(starts, name.start), bisect_left(starts, name.end)
        if name.type == "person" and a < b:
            spans.append((a, b, "person"))
    spans += [span for i in range(len(words)) if (span := _definite(words, i))]
    free = [s for s in sorted(spans) if not any(s[0] < t[1] and t[0] < s[1] for t in taken)]
    return [Counted(-1, a, b, Phrase(a, b, b - 1, noun, "yes"), "understood", False) for a, b, noun in free]


def _definite(words: tuple[Word, ...], i: int) -> tuple[int, int, str] | None:
    """The article, adjectives and one noun for one person ("the young driver") that begin at word `i`."""
    if words[i].low != "the":
        return None
    for j in range(i + 1, min(i + 1 + _NOUN_REACH, len(words))):
        if words[j].kind != "word":
            return None
        following = words[j + 1] if j + 1 < len(words) else None
        if words[j].low in roles() and words[j].low not in general() and not is_plural(words[j].low):
            return None if following is not None and following.kind == "word" else (i, j + 1, words[j].low)
    return None
