"""From numerals to number phrases: ranges, modifiers and increments, and the bounds that they state."""

from functools import cache

from asof.annotate.quantities import numerals
from asof.annotate.quantities.words import Found, Phrases, Words, listed
from asof.resources import table

_DASHES = frozenset(("-", "–", "—", "‒", "‑", "‐", "−", "--"))
_CHANGE_REACH = 8
_SHARES = frozenset(("percent", "per", "%", "pct", "percentage", "points"))
_WIDEST = 20.0
"""A range whose upper end is more than this many times the lower is none, unless the lower is a small number."""


@cache
def _effects(place: str) -> dict[str, str]:
    return {row["phrase"]: row["effect"] for row in table("quantities/modifiers") if row["place"] == place}


@cache
def _phrases(place: str) -> Phrases:
    return Phrases(_effects(place))


@cache
def _increments(place: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantities/increments") if row["place"] == place)


def read(words: Words, i: int) -> Found | None:
    """The number phrase whose numeral begins at `i`, with its range and modifiers; it may begin before `i`."""
    numeral = numerals.read(words, i)
    if numeral is None:
        return None
    found = _or_more(words, numeral) or _range(words, numeral) or numeral
    found = _modified_before(words, _modified_after(words, found))
    return _increment(words, found)


def _or_more(words: Words, found: Found) -> Found | None:
    """As in "one or more"."""
    if words.at(found.last) == "or" and words.at(found.last + 1) in ("more", "fewer", "less") and found.exact:
        low, high = (found.low, None) if words.at(found.last + 1) == "more" else (None, found.high)
        return found._replace(last=found.last + 2, low=low, high=high, rule="or-more")
    return None


def _range(words: Words, left: Found) -> Found | None:
    """As in "11 to 18", "11–18", "between 700 and 800", "1,200 or 1,300", "2 to 3 million"."""
    link = words.at(left.last)
    opened = words.at(left.first - 1) if link in ("to", "and") or link in _DASHES else ""
    if link in _DASHES:
        if link in ("—", "--") and not words.joined(left.last):
            return None
    elif link not in ("to", "or") and not (link == "and" and opened == "between"):
        return None
    right = numerals.read(words, left.last + 1) if words.at(left.last + 1) not in ("a", "an") else None
    if right is None or words.dated(left.first) != words.dated(right.first):
        return None
    if (link == "to" and _is_change(words, left.first, right.last)) or _is_telephone(words, left.first, right.first):
        return None
    return _joined(left, right, left.first - 1 if opened in ("between", "from") else left.first)


def _joined(left: Found, right: Found, first: int) -> Found | None:
    """One interval of two numerals, where they can be its ends; a scale said once holds for both."""
    if left.low is None or right.low is None or "fraction" in (left.form, right.form):
        return None
    low, high, exact = left.low, right.high, right.exact
    if right.scaled and not left.scaled and exact is not None and low < exact:
        for scale in (1e9, 1e6, 1e3, 100.0, 12.0):
            value = exact / scale
            if exact >= scale and low < value < 1000 and right.rule != "digits":
                low *= scale
                break
    if high is not None and (low >= high or (low >= 10 and high > low * _WIDEST)):
        return None
    return Found(first, right.last, low, high, "range", form=right.form, scaled=right.scaled)


def _is_change(words: Words, i: int, last: int) -> bool:
    """Whether "from 10 to 20" tells of a change, so that its ends are two numbers and no interval.

    So does "rose by 10 to 20", but for shares ("by 10 to 20 percent"); `last` is behind the second number.
    """
    if words.at(i - 1) == "by":
        return words.at(i - 2) in listed("changes") and words.at(last) not in _SHARES
    if words.at(i - 1) != "from":
        return False
    return any(words.at(k) in listed("changes") for k in range(i - _CHANGE_REACH, i - 1))


def _is_telephone(words: Words, i: int, j: int) -> bool:
    """As in "555-0100": three digits and four."""
    a, b = words.at(i), words.at(j)
    return words.at(j - 1) == "-" and a.isdecimal() and b.isdecimal() and (len(a), len(b)) == (3, 4)


def _modified_after(words: Words, found: Found) -> Found:
    phrase = _phrases("after").after(words, found.last)
    if phrase is None or found.form == "fraction":
        return found
    text, last = phrase
    if text == "odd" and not words.joined(found.last) and words.at(last) in ("", ",", "."):
        return found
    return _with_effect(found._replace(last=last), _effects("after")[text], text)


def _modified_before(words: Words, found: Found) -> Found:
    for _ in range(3):
        phrase = _phrases("before").before(words, found.first)
        if phrase is None:
            return found
        text, first = phrase
        if _is_other_sense(words, text, first, found):
            return found
        found = _with_effect(found._replace(first=first), _effects("before")[text], text)
    return found


def _is_other_sense(words: Words, text: str, first: int, found: Found) -> bool:
    """Whether the words are no modifier here: "the least", "all over", "some" after a determiner, "about" a topic."""
    before = words.at(first - 1)
    if text in ("over", "under", "below", "above") and before in ("all", "just", "from", "took", "taken", "fight"):
        return before != "just"
    return text == "about" and before in listed("topics")


def _with_effect(found: Found, effect: str, text: str) -> Found:
    """The phrase with a modifier's effect on its bounds. Fractions have no bounds to change."""
    rule = f"{effect.replace('_', '-')}"
    low, high = found.low, found.high
    if effect == "plain":
        return found
    if effect == "about":
        return found._replace(approximate=True, rule=rule)
    if found.form == "fraction":
        return found._replace(approximate=found.approximate or effect == "nearly", rule=rule)
    if effect == "at_least":
        return found._replace(low=low if low is not None else high, high=None, approximate=False, rule=rule)
    high = high if high is not None else low
    if text == "at most" and low is None:
        return found
    return found._replace(low=None, high=high, approximate=effect == "nearly", rule=rule)


def _increment(words: Words, found: Found) -> Found:
    """Mark what is counted on top of something: "another 12", "12 more", "two other miners"."""
    before, after = words.at(found.first - 1), words.at(found.last)
    if before in _increments("before"):
        return found._replace(increment=True)
    if after in _increments("after") and words.at(found.last + 1) != "than":
        return found._replace(increment=True)
    return found
