"""Count claims: which numbers of a report count people in an outcome, and which outcome.

Reads each sentence once (`reading`), takes for every counted phrase the best reading of its own clause (`binding`,
`choice`, `exclusions`), lets the others inherit one (`inheritance`), and settles what only the whole report can say.
"""

from collections import Counter
from typing import NamedTuple

from asof.extract.binding import Counted, Link
from asof.extract.choice import best
from asof.extract.earlier import Told, is_weak, tells_of_others
from asof.extract.inheritance import inherit, split_up, wholes_of
from asof.extract.outcomes import frames
from asof.extract.reading import Reading
from asof.records import Analysis, Quantity

_HARMED = frozenset({"killed", "injured", "held"})
_GOT_AWAY = frozenset({"freed", "escaped"})
_BY_CAPTORS = frozenset({"kidnap", "hold", "seize", "hostages", "abduction-of", "capture-of"})
"""The frames of those held whom people hold, not water or rubble."""
_THOUGHT_OF = frozenset({"will", "would", "shall", "should", "could", "might", "may"})


_HURT = ("wound", "injur", "hospital", "surviv", "gunshot")
"""Beginnings of words beside which "the victims" are hurt, whatever the report mostly tells of."""


class Found(NamedTuple):
    """A counted phrase with its outcome; `whole` is the index (in the list of all found) of what it is part of."""

    reading: Reading
    counted: Counted
    quantity: Quantity
    link: Link
    whole: int | None


def find(analysis: Analysis, readings: tuple[Reading, ...]) -> list[Found]:
    """Every count of people in an outcome of a document whose sentences were read, in text order."""
    found: list[Found] = []
    told = Told()
    for place, reading in enumerate(readings):
        if not reading.counted:
            continue
        links = _links(analysis, reading)
        parts: dict[int, int] = {}
        for i, counted in enumerate(reading.counted):
            quantity = analysis.quantities[counted.quantity]
            again = told.again(place, reading, counted, quantity) if is_weak(links[0][i]) else None
            if again is not None and not (again.way == "part" and tells_of_others(readings[place - 1])):
                links[0][i] = again
            if (link := links[0][i]) is not None:
                if found and told.in_them(place, reading, counted, link):
                    parts[i] = _whole(found, quantity)
                told.add(place, counted, quantity, link)
        made = _of_sentence(analysis, reading, links, len(found))
        found += [each._replace(whole=parts.get(reading.counted.index(each.counted), each.whole)) for each in made]
    return _shared(_captives(found))


def borne_out(found: list[Found], single: list[Found]) -> list[Found]:
    """The counts without those by frames that ask for people killed, hurt or held elsewhere in the report.

    `single`: the single people that the report tells of without a number.
    """
    harmed = any(f.link.frame.outcome in _HARMED and f.quantity.high != 0 for f in [*found, *single])
    kept = [i for i, f in enumerate(found) if harmed or not f.link.frame.with_harm]
    places: dict[int | None, int] = {old: new for new, old in enumerate(kept)}
    return [found[i]._replace(whole=places.get(found[i].whole)) for i in kept]


def _captives(found: list[Found]) -> list[Found]:
    """A whole of which some were freed or got away was held, where the report counts as many whom captors hold."""
    seized = [f.quantity for f in found if f.link.frame.outcome == "held" and f.link.frame.name in _BY_CAPTORS]
    most = max((q.high or q.low or 0 for q in seized), default=0)
    frame = next(f for f, _ in frames() if f.outcome == "held" and f.counts == "head")
    made = list(found)
    for i, each in enumerate(found[1:], 1):
        part = found[i - 1]
        away = part.link.frame.outcome in _GOT_AWAY and (part.quantity.low or part.quantity.high or 0) <= most
        if each.link.way == "whole" and away:
            made[i] = each._replace(link=each.link._replace(frame=frame))
    return made


def _whole(found: list[Found], part: Quantity) -> int:
    """The place of the count whose part another is: the last one, or what that is part of where it is too small."""
    last = found[-1]
    small = last.quantity.high is not None and part.low is not None and last.quantity.high < part.low
    return last.whole if small and last.whole is not None else len(found) - 1


def _shared(found: list[Found]) -> list[Found]:
    """Give counts by a frame that several outcomes have ("the victims") the report's commonest one of them."""
    said = Counter(f.link.frame.outcome for f in found if not f.link.frame.shared)
    made = []
    for each in found:
        frame = each.link.frame
        if frame.shared:
            alike = [other for other, _ in frames() if other.shared and other.name == frame.name]
            hurt = any(w.low.startswith(_HURT) for w in each.reading.words)
            likeliest = max(
                alike, key=lambda other: (hurt and other.outcome == "injured", said[other.outcome], -other.rank)
            )
            made.append(each._replace(link=each.link._replace(frame=likeliest)))
        else:
            made.append(each)
    return made


def _links(analysis: Analysis, reading: Reading) -> tuple[list[Link | None], list[int]]:
    """The reading of each counted phrase of a sentence, and of which other one it is a part."""
    quantities = [analysis.quantities[c.quantity] for c in reading.counted]
    links = [best(reading, i, q) for i, q in enumerate(quantities)]
    wholes = inherit(reading, links)
    split_up(reading, quantities, links, wholes)
    wholes_of(reading, links)
    return links, wholes


def _of_sentence(
    analysis: Analysis, reading: Reading, read: tuple[list[Link | None], list[int]], offset: int
) -> list[Found]:
    links, wholes = read
    made: list[Found] = []
    places: dict[int, int] = {}
    for i, (counted, link) in enumerate(zip(reading.counted, links, strict=True)):
        if link is not None:
            places[i] = offset + len(made)
            made.append(Found(reading, counted, analysis.quantities[counted.quantity], link, places.get(wholes[i])))
    return made


def predicate(found: Found) -> tuple[int, int] | None:
    """The offsets of the words that say the outcome, where others than the counted noun do."""
    trigger, words = found.link.trigger, found.reading.words
    if trigger is None:
        return _after_modal(found)
    place = trigger.verb if trigger.verb >= 0 else trigger.first
    return words[place].start, words[place].end


def _after_modal(found: Found) -> tuple[int, int] | None:
    """What follows "would" or the like right behind people counted by their noun alone: they are only thought of."""
    words, last = found.reading.words, max(found.counted.phrase.last, found.counted.last)
    if found.link.way != "head" or last + 1 >= len(words) or words[last].low not in _THOUGHT_OF:
        return None
    return words[last + 1].start, words[last + 1].end
