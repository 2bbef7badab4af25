"""Which reading of a counted phrase is meant: the cheapest that the number admits, main verbs before participles."""

from functools import cache
from itertools import pairwise

from asof.extract.binding import Counted, Link
from asof.extract.exclusions import excluded
from asof.extract.inflection import is_plural, verb_forms
from asof.extract.populations import phrase_after, roles
from asof.extract.reading import Reading
from asof.records import Quantity
from asof.resources import structure

_MOST = {"article": 2.9}
_MOST_LEFT_OUT = 2.0
_MOST_OTHERS = 5.0
_UNKNOWN_NOUN = 1.5
_MOST_NO_ONE = 1.5
"""What "no one" may cost: it is the subject of its own verb, whatever else the sentence tells."""
_DIRECT = 0.4
"""The most that the object of an active verb costs right behind it."""
_DONE_BY_ONE = 2.1
"""What it may cost that one person did it who is called no attacker ("a man shot and killed two neighbours")."""
_HOW_HE_DID = frozenset({"when he", "when she", "as he", "as she"})
"""What tells of an accident ("when he dropped a beam")."""
_HARMS = 2
"""The rank up to which an outcome is death or injury, of which "another" case is another person."""
_WEAK = 2.5
"""From this cost on the syntax tree is asked first: nouns that tell little ("troops"), and what is merely present."""


def best(reading: Reading, i: int, quantity: Quantity) -> Link | None:
    """The reading of the `i`-th counted phrase of a sentence by its own clause, or None."""
    counted = reading.counted[i]
    if excluded(reading, counted, quantity):
        return None
    left_out = counted.phrase.person == "left out"
    most = _MOST_LEFT_OUT if left_out else _MOST.get(counted.form, _MOST_OTHERS)
    most -= _UNKNOWN_NOUN if counted.phrase.person == "maybe" else 0.0
    if counted.form == "zero" and counted.phrase.head < 0:
        most = _MOST_NO_ONE
    near = [link for link in reading.options[i] if link.cost <= most or link.way == "head"]
    usable = [link for link in near if _admits(reading, counted, link, quantity)]
    if usable and usable[0].cost < _WEAK:
        return _main_predicate(reading, usable)
    grown = _by_tree(reading, i, quantity)
    if grown is not None and (not usable or usable[0].way != "head" or grown.cost <= usable[0].cost):
        return grown
    return _main_predicate(reading, usable) if usable else None


def _by_tree(reading: Reading, i: int, quantity: Quantity) -> Link | None:
    """The cheapest reading by the syntax tree, of a phrase that nothing near says anything of."""
    counted = reading.counted[i]
    if counted.phrase.person == "maybe":
        return None
    return next((link for link in reading.by_tree[i] if _admits(reading, counted, link, quantity)), None)


def _admits(reading: Reading, counted: Counted, link: Link, quantity: Quantity) -> bool:
    """Whether this reading is one that the number itself allows."""
    frame, person = link.frame, counted.phrase.person
    most = quantity.high if quantity.high is not None else quantity.low
    if (most or 0) < frame.at_least or (frame.people_only and person == "maybe"):
        return False
    if counted.form == "zero":
        return not frame.not_zero and not (link.way == "head" and reading.words[counted.first].low == "none")
    if counted.form != "article" or (reading.words[counted.first].low not in {"a", "an"} and link.way != "head"):
        return True
    if reading.words[counted.first].low == "another" and frame.rank <= _HARMS:
        return True
    if frame.counts == "agent":
        return roles().get(counted.phrase.noun) == "attacker" or _does_harm(reading, counted, link)
    return not frame.not_by_article


def _does_harm(reading: Reading, counted: Counted, link: Link) -> bool:
    """Whether one who is called by no calling ("a man") shot, stabbed or attacked people, and not by mistake."""
    words, trigger = reading.words, link.trigger
    if trigger is None or link.way != "left" or link.cost > _DONE_BY_ONE or counted.phrase.noun not in _cues("doer"):
        return False
    if is_plural(words[counted.phrase.head].low) or words[trigger.verb].low not in _deeds():
        return False
    pairs = {f"{a.low} {b.low}" for a, b in pairwise(words)}
    if _cues("unmeant") & {w.low for w in words} or pairs & _HOW_HE_DID:
        return False
    start = trigger.last + (trigger.last < len(words) and words[trigger.last].kind == "determiner")
    numbers = any(0 <= c.first - trigger.last <= 1 and c.phrase.person != "no" for c in reading.counted)
    return numbers or phrase_after(words, start, None).person == "yes"


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(str(structure("extract/words")[name]).split())


@cache
def _deeds() -> frozenset[str]:
    return frozenset(form for base in _cues("deed") for form in verb_forms(base))


def _main_predicate(reading: Reading, usable: list[Link]) -> Link:
    """The cheapest reading, but what the sentence says of people before what a participle or "who" adds to them.

    "The 16 miners trapped in the shaft were rescued" says rescued, as "they rescued 16 miners trapped there" does.
    """
    best = usable[0]
    if best.trigger is None or best.way != "left" or best.frame.final or is_finite(reading, best):
        return best
    if best.trigger.form in {"base", "third"}:
        return best
    done = next((x for x in usable[1:] if x.way == "right" and x.frame.counts == "object" and x.cost <= _DIRECT), None)
    if done is not None and best.frame.counts == "object":
        return done
    end = best.trigger.last
    later = [link for link in usable[1:] if link.way == "left" and link.trigger and link.trigger.first > end]
    finite = (x for x in later if is_finite(reading, x) and not _has_own_people(reading, end, x))
    return next((x for x in finite if not _takes_back(reading, best, x)), best)


def _takes_back(reading: Reading, first: Link, later: Link) -> bool:
    """Whether a later verb would only deny what the people are called ("the injured do not have grave injuries")."""
    if first.frame.outcome != later.frame.outcome or first.trigger is None or later.trigger is None:
        return False
    return any(w.kind == "negation" for w in reading.words[first.trigger.last : later.trigger.first])


def _has_own_people(reading: Reading, first: int, link: Link) -> bool:
    """Whether others are counted before the verb of a reading, behind an "and" ("…, and nine others were hurt")."""
    end = link.trigger.first if link.trigger else first
    return any(first < c.first < end and reading.words[c.first - 1].kind == "conjunction" for c in reading.counted)


def is_finite(reading: Reading, link: Link) -> bool:
    """Whether the verb of a reading is the main one: it has an auxiliary of its own, outside a relative clause."""
    if link.trigger is None:
        return False
    i = link.trigger.first
    while i > 0 and reading.words[i - 1].kind in {"be", "have", "get", "adverb", "negation", "modal"}:
        i -= 1
    auxiliary = any(w.kind in {"be", "have"} for w in reading.words[i : link.trigger.first + 1])
    return auxiliary and not (i > 0 and reading.words[i - 1].kind == "relative")
