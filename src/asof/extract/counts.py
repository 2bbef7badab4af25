"""Count claims: which numbers of a report count people in an outcome, and which outcome.

Reads each sentence once (`reading`), takes for every counted phrase its cheapest reading (`binding`), and lets
phrases without one of their own inherit: by coordination ("two Belgians, one Dane and a Pole escaped"), as parts of
a whole ("nine people, including two children"), and from an earlier mention ("the nine were flown out").
"""

from collections import Counter
from typing import NamedTuple

from asof.extract.binding import Counted, Link
from asof.extract.outcomes import frames
from asof.extract.populations import roles
from asof.extract.reading import Reading, read
from asof.records import Analysis, Document, Quantity

_MOST = 5.0
_ARTICLE_MOST = 3.0
_LEFT_OUT_MOST = 2.0
_OWN = 1.0
_WHOLE_REACH = 25
_BEHIND = 0.3
_OUT = frozenset({"freed", "escaped"})
_BEFALLEN = frozenset({"killed", "injured", "missing", "held", "freed", "escaped"})


_NOT_BY_ARTICLE = frozenset({"troops", "survivors", "deaths", "injuries", "cases", "arrests", "on-board", "victims"})
_COUNTS_BY_BEING = frozenset({"there", "victims", "victim", "dead", "others", "injured", "wounded"})


class Found(NamedTuple):
    """A counted phrase with its outcome; `whole` is the index (in the list of all found) of what it is part of."""

    reading: Reading
    counted: Counted
    quantity: Quantity
    link: Link
    whole: int | None


def find(document: Document, analysis: Analysis) -> list[Found]:
    """Every count of people in an outcome, in text order."""
    found: list[Found] = []
    for sentence in analysis.sentences:
        reading = read(document, analysis, sentence)
        if reading.counted:
            found += _of_sentence(analysis, reading, len(found))
    return _shared(found)


def _shared(found: list[Found]) -> list[Found]:
    """Give counts by a frame that several outcomes have ("the victims") the report's commonest one of them."""
    said = Counter(f.link.frame.outcome for f in found if not f.link.frame.shared)
    made = []
    for each in found:
        frame = each.link.frame
        if frame.shared:
            alike = [other for other, _ in frames() if other.shared and other.name == frame.name]
            best = max(alike, key=lambda other: (said[other.outcome], -other.rank))
            made.append(each._replace(link=each.link._replace(frame=best)))
        else:
            made.append(each)
    return made


def _of_sentence(analysis: Analysis, reading: Reading, offset: int) -> list[Found]:
    links = [_best(reading, i, analysis) for i in range(len(reading.counted))]
    wholes = _inherit(reading, links)
    _wholes_of(reading, links)
    made: list[Found] = []
    places: dict[int, int] = {}
    for i, (counted, link) in enumerate(zip(reading.counted, links, strict=True)):
        if link is not None:
            places[i] = offset + len(made)
            made.append(Found(reading, counted, analysis.quantities[counted.quantity], link, places.get(wholes[i])))
    return made


def _best(reading: Reading, i: int, analysis: Analysis) -> Link | None:
    counted = reading.counted[i]
    quantity = analysis.quantities[counted.quantity]
    if counted.phrase.person == "maybe" and quantity.low == quantity.high == 1 and _is_one_of(reading, counted):
        return None
    if counted.phrase.person == "no" or (counted.form == "article" and _describes_another(reading, counted)):
        return None
    most = {"article": _ARTICLE_MOST}.get(counted.form, _MOST)
    extra = 0.0
    if counted.phrase.person == "maybe":
        extra = 1.5
    if counted.phrase.person == "left out":
        if counted.form == "article":
            return None
        most = _LEFT_OUT_MOST
    usable = [
        link
        for link in reading.options[i]
        if (link.cost + extra <= most or link.way == "head") and _admits(reading, counted, link, quantity)
    ]
    return _main_predicate(reading, usable) if usable else None


def _is_one_of(reading: Reading, counted: Counted) -> bool:
    return counted.last < len(reading.words) and reading.words[counted.last].low == "of"


def _admits(reading: Reading, counted: Counted, link: Link, quantity: Quantity) -> bool:
    """Whether this reading is one that the number itself allows."""
    most = quantity.high if quantity.high is not None else quantity.low
    if link.frame.at_least and (most or 0) < link.frame.at_least:
        return False
    if counted.form == "zero" and link.way == "head" and reading.words[counted.first].low == "none":
        return False
    if reading.words[counted.first].low not in {"a", "an"}:
        return True
    if link.frame.name == "agent":
        return roles().get(counted.phrase.noun) == "attacker"
    return link.frame.name not in _NOT_BY_ARTICLE


def _main_predicate(reading: Reading, usable: list[Link]) -> Link:
    """The cheapest reading, but what the sentence says of people before what a participle or "who" adds to them.

    "The 16 miners trapped in the shaft were rescued" says rescued.
    """
    best = usable[0]
    if best.trigger is None or best.way != "left" or best.frame.final or _is_finite(reading, best):
        return best
    later = [
        link for link in usable[1:] if link.way == "left" and link.trigger and link.trigger.first > best.trigger.last
    ]
    return next((link for link in later if _is_finite(reading, link)), best)


def _is_finite(reading: Reading, link: Link) -> bool:
    """Whether the verb of a reading is the main one: it has an auxiliary of its own, outside a relative clause."""
    if link.trigger is None:
        return False
    i = link.trigger.first
    while i > 0 and reading.words[i - 1].kind in {"be", "have", "get", "adverb", "negation", "modal"}:
        i -= 1
    auxiliary = any(w.kind in {"be", "have"} for w in reading.words[i : link.trigger.first + 1])
    return auxiliary and not (i > 0 and reading.words[i - 1].kind == "relative")


def _describes_another(reading: Reading, counted: Counted) -> bool:
    """Whether "a" with its noun only describes someone named before: "Smith, a soldier,", "he was a soldier"."""
    words, first, last = reading.words, counted.first, counted.phrase.last
    before = words[first - 1] if first else None
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


def _wholes_of(reading: Reading, links: list[Link | None]) -> None:
    """In "five of the nine men were freed", what is said is said of the five: the nine get a reading of their own.

    A participle right behind the noun ("of the nine men taken") or the noun itself ("hostages") tells it; else they
    were held, where all but some were freed, or merely present.
    """
    for i in range(1, len(links)):
        part, whole = reading.counted[i - 1], reading.counted[i]
        between = reading.words[part.last : whole.first]
        if not between or between[0].low != "of" or any(w.kind not in {"determiner", "filler"} for w in between[1:]):
            continue
        own, head = links[i], next((link for link in reading.options[i] if link.way == "head"), None)
        if own is not None and own.trigger is not None and own.cost <= _BEHIND and not _is_finite(reading, own):
            continue
        links[i] = head or _involved(links[i - 1], part.form)


def _involved(part: Link | None, form: str) -> Link | None:
    outcome = part.frame.outcome if part else ""
    name = "held" if form == "remainder" and outcome in _OUT else "present" if outcome in _BEFALLEN else ""
    frame = next((f for f, _ in frames() if f.outcome == name and f.counts == "head"), None)
    return Link(frame, _OWN, "whole", None) if frame else None


def _inherit(reading: Reading, links: list[Link | None]) -> list[int]:
    """Give phrases that are parts of a whole, or that have no reading, that of the phrase before, in place.

    Returns for each phrase the index of its whole, or -1.
    """
    wholes = [-1] * len(links)
    for i in range(1, len(links)):
        own, before = links[i], links[i - 1]
        if before is None or not _person(reading.counted[i]):
            continue
        if _is_part(reading, i) and (own is None or own.cost > _OWN):
            links[i] = before._replace(way="part")
            wholes[i] = i - 1 if wholes[i - 1] < 0 else wholes[i - 1]
        elif own is None and (_joined(reading, i - 1, i) or _added(reading, i)):
            links[i] = before._replace(way="part" if before.way == "part" else "joined")
            wholes[i] = wholes[i - 1]
    return wholes


def _person(counted: Counted) -> bool:
    return counted.phrase.person in {"yes", "maybe"} or (counted.form != "article" and counted.phrase.person != "no")


def _is_part(reading: Reading, i: int) -> bool:
    """Whether "including" or the like, or a colon, stands right before the phrase, in the clause of the one before."""
    words, first = reading.words, reading.counted[i].first
    while first > 0 and words[first - 1].kind in {"determiner", "filler"}:
        first -= 1
    if first == 0 or words[first - 1].kind not in {"part", "stop", "dash"}:
        return False
    between = words[reading.counted[i - 1].last : first - 1]
    return len(between) <= _WHOLE_REACH and not any(w.kind in {"stop", "subordinator", "end"} for w in between)


def _added(reading: Reading, i: int) -> bool:
    """Whether "along with", "as well as" or the like stands right before the phrase."""
    first = reading.counted[i].first
    before = " ".join(w.low for w in reading.words[max(first - 3, 0) : first])
    return before.endswith(("along with", "together with", "as well as", "in addition to"))


def _joined(reading: Reading, i: int, j: int) -> bool:
    """Whether nothing but commas, a conjunction or words like "including" stands between two counted phrases."""
    a, b = reading.counted[i], reading.counted[j]
    between = reading.words[max(a.phrase.last, a.last) : b.first]
    return 0 < len(between) <= 4 and all(
        w.kind in {"comma", "conjunction", "part", "filler", "pronoun", "determiner", "stop", "dash"} for w in between
    )


def predicate(found: Found) -> tuple[int, int] | None:
    """The offsets of the words that say the outcome, where others than the counted noun do."""
    trigger, words = found.link.trigger, found.reading.words
    if trigger is None:
        return None
    place = trigger.verb if trigger.verb >= 0 else trigger.first
    return words[place].start, words[place].end
