"""Counts that only what was told before explains: "the other five men wept", "the figure was later lowered to 31".

A number behind "the other" or "the remaining" that was counted in an outcome before, of people who may be the same, is
meant in that outcome again; so is a number to which a figure told right before is changed. Both only where the words of
the sentence itself tell little or nothing of the number.
"""

from asof.extract.binding import Counted, Link
from asof.extract.exclusions import excluded, never_counts
from asof.extract.populations import roles
from asof.extract.reading import Reading
from asof.records import Quantity
from asof.resources import structure

_WEAK = 2.0
_PRESENT = "present"
_NO_FATE = frozenset({_PRESENT, "attackers", "deployed"})
_DEFINITE = frozenset({"the", "these", "those", "all"})
_LEFT = frozenset({"remaining", "other", "same"})
_FIGURES = frozenset({"figure", "number", "total", "count", "estimate", "tally"})
_FIGURE_REACH = 6
_OTHERS = frozenset({"rest", "others", "remainder"})
_GENERAL = frozenset(str(structure("populations/phrases")["general"]).split()) | {"", "man", "woman", "victim"}
_MOST_ALIKE = 50
_CHANGED = frozenset({"to", "at"})


class Told:
    """What a report has counted so far: the numbers with their nouns and readings, and the last of them."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._by_number: dict[float, list[tuple[str, Link]]] = {}
        self._last: tuple[int, Link] | None = None
        self._outcomes: tuple[int, set[str]] = -1, set()

    def add(self, sentence: int, counted: Counted, quantity: Quantity, link: Link) -> None:
        """Remember a count of a sentence, by the sentence's place."""
        self._last = sentence, link
        if self._outcomes[0] != sentence:
            self._outcomes = sentence, set()
        self._outcomes[1].add(link.frame.outcome)
        if quantity.low is not None and quantity.low == quantity.high and link.frame.outcome not in _NO_FATE:
            self._by_number.setdefault(quantity.low, []).append((counted.phrase.noun, link))

    def in_them(self, sentence: int, reading: Reading, counted: Counted, link: Link) -> bool:
        """Whether a count is some of those of the sentence before, in their outcome, by its own verb."""
        alike = self._single(sentence) and link.frame.outcome in self._outcomes[1]
        return alike and _opens_with_some(reading, counted)

    def _single(self, sentence: int) -> bool:
        """Whether the sentence before counts people in one outcome only, so that "them" is plain."""
        return self._outcomes[0] == sentence - 1 and len(self._outcomes[1]) == 1

    def again(self, sentence: int, reading: Reading, counted: Counted, quantity: Quantity) -> Link | None:
        """The reading of a number that its own sentence says nothing of, or None."""
        if never_counts(reading, counted) or excluded(reading, counted, quantity):
            return None
        if self._last is not None and sentence - self._last[0] <= 1 and _is_changed(reading, counted):
            return self._last[1]._replace(way="again", trigger=None)
        if self._last is not None and sentence - self._last[0] == 1 and _of_them(reading, counted):
            return self._last[1]._replace(way="part", trigger=None) if self._single(sentence) else None
        if not _is_rest(reading, counted) or quantity.low != quantity.high:
            return None
        before = reversed(self._by_number.get(quantity.low or 0.0, [])[-_MOST_ALIKE:])
        alike = next((link for noun, link in before if _may_be(noun, counted.phrase.noun)), None)
        return alike._replace(way="again", trigger=None) if alike else None


def tells_of_others(reading: Reading) -> bool:
    """Whether a sentence tells of more people than it counts ("nine were killed and the rest were hurt")."""
    return any(w.low in _OTHERS for w in reading.words)


def is_weak(link: Link | None) -> bool:
    """Whether a reading says little of a number: none, that people are merely there, or what they are called."""
    if link is None or link.way == "head":
        return link is None or link.cost > _WEAK
    return link.frame.outcome == _PRESENT


def _is_rest(reading: Reading, counted: Counted) -> bool:
    """Whether "the other" or the like stands before the number, whose noun is one for people or left out at a verb."""
    words, last = reading.words, counted.last
    before = [w.low for w in words[max(0, counted.first - 2) : counted.first]]
    if len(before) < 2 or before[0] not in _DEFINITE or before[1] not in _LEFT or counted.form != "number":
        return False
    if counted.phrase.person == "left out":
        after = words[last] if last < len(words) else None
        return after is not None and after.kind in {"be", "have", "verbal", "modal", "end", "comma"}
    return counted.phrase.person == "yes"


def _of_them(reading: Reading, counted: Counted) -> bool:
    """Whether a sentence begins with some of those counted in the one before ("Five of them were cousins").

    Not where its own verb tells what became of them ("five of them survived for two days").
    """
    own = any(t.first == counted.last + 2 and reading.words[t.first].kind != "be" for t in reading.found)
    return not own and _opens_with_some(reading, counted)


def _opens_with_some(reading: Reading, counted: Counted) -> bool:
    words, last = reading.words, counted.last
    opens = all(w.kind in {"quote", "conjunction", "adverb"} for w in words[: counted.first])
    return opens and counted.several is True and [w.low for w in words[last : last + 2]] == ["of", "them"]


def _is_changed(reading: Reading, counted: Counted) -> bool:
    """Whether a figure told before is changed to the number ("lowered that figure to 31")."""
    words, first = reading.words, counted.first
    before = words[max(0, first - _FIGURE_REACH) : first]
    if counted.phrase.person != "left out" or not before or before[-1].low not in _CHANGED:
        return False
    at = next((i for i, w in enumerate(before) if w.low in _FIGURES), 0)
    of = at + 1 < len(before) and before[at + 1].low == "of"
    return at > 0 and not of and before[at - 1].low in {"the", "that", "this", "its", "their"}


def _may_be(before: str, now: str) -> bool:
    """Whether two nouns may stand for the same people: equal, of one role, or one of them says nothing of them."""
    if before == now or before in _GENERAL or now in _GENERAL:
        return True
    return roles().get(before, "person") == roles().get(now, "person") != "person"
