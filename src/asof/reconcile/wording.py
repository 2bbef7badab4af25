"""Words of a claim's sentence that say how its figure stands to others: against one, of all there were, in a list.

The words are data (`resources/reconcile/contrast.tsv`, `summing.tsv`, `several.tsv`).
"""

import re
from functools import cache

from asof.records import CountClaim
from asof.resources import table

_LONGEST = 1000
"""How many characters of a sentence are read."""


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = sorted((row["words"] for row in table(name)), key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.IGNORECASE)


def contrasts(sentence: str) -> bool:
    """Whether a sentence sets its figure against another one."""
    return _any_of("reconcile/contrast").search(sentence[:_LONGEST]) is not None


def contrasts_beside(before: str, behind: str) -> bool:
    """Whether the words before or behind a number set it against another one; "only" does so before it alone."""
    return contrasts(before) or contrasts(re.sub(r"\bonly\b", "", behind, flags=re.IGNORECASE))


def sums_up(sentence: str) -> bool:
    """Whether a sentence says that its figure is of all there were."""
    return _any_of("reconcile/summing").search(sentence[:_LONGEST]) is not None


def of_several(sentence: str, main: bool = False) -> bool:
    """Whether a sentence counts the people of several events together; `main`: the number is the report's main one."""
    return (_crimes() if main else _any_of("reconcile/several")).search(sentence[:_LONGEST]) is not None


@cache
def _crimes() -> re.Pattern[str]:
    words = [re.escape(row["words"]) for row in table("reconcile/several") if row["crimes"] == "yes"]
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)


_JUST_BEFORE = 30


def outgrown(before: str) -> bool:
    """Whether the words before a number say that it was the number before ("up from", "an earlier toll of")."""
    near = before[-_JUST_BEFORE:]
    ends = [found.end() for found in _any_of("reconcile/outgrown").finditer(near)]
    return bool(ends) and not re.search(r"[\d.;:]", near[ends[-1] :])


def lowers(before: str) -> bool:
    """Whether the words before a number say that a toll was corrected to it ("lowered the toll to").

    A toll stands before the number, and "to" right before it: homes reduced to rubble lower nobody's toll.
    """
    to = _TO.search(before)
    if to is None or not _any_of("reconcile/tolls").search(before):
        return False
    return any(found.search(before) for found in _lowered())


_TO = re.compile(r"\bto (?:just |only )?$", re.IGNORECASE)


@cache
def _lowered() -> tuple[re.Pattern[str], ...]:
    rows = table("reconcile/lowered")
    between = r"(?:[^;,\n]|,(?=\d)){0,%s}$"
    return tuple(re.compile(rf"\b{row['words']}\b{between % row['near']}", re.IGNORECASE) for row in rows)


LOWERED_REACH = 120
"""How far before a number such words may begin."""


def may_die(sentence: str) -> bool:
    """Whether a sentence says of someone hurt that he may yet die."""
    found = _any_of("reconcile/grave").search(sentence[:_LONGEST])
    return found is not None and not re.search(r"\bn(?:on|ot)[- ]?$", sentence[: found.start()], re.IGNORECASE)


def lives(sentence: str) -> bool:
    """Whether a sentence says of someone who was struck that he lives."""
    return _any_of("reconcile/living").search(sentence[:_LONGEST]) is not None


_GLUE = re.compile(
    r"(?:[\s,;]|\b(?:and|plus|also|then|along with|together with|as well as|in addition to)\b"
    r"|\b(?:his|her|their|the|its|another|young|adult|adopted|\d{1,3})\b|\(\d{1,3}\))*",
    re.IGNORECASE,
)
_LONGEST_GLUE = 50
_JOINS = re.compile(r",|\b(?:and|plus|with|as well as|in addition to)\b", re.IGNORECASE)


def lists_on(text: str, before: CountClaim, claim: CountClaim) -> bool:
    """Whether `claim` goes on with a list of people that `before` stands in ("a guard and three others").

    Nothing but commas, "and", an age and words that belong to the next noun may stand between them. Behind a comma
    alone a person may be the one just told of ("his wife, Anna Berg"), and a part is no further item.
    """
    if before.basis == "part" or claim.basis == "part" or before.factuality != claim.factuality:
        return False
    end = max(before.span.end, before.population.end or 0)
    if claim.span.start < end:
        return False
    between = text[end : claim.span.start]
    if len(between) > _LONGEST_GLUE or not _JOINS.search(between) or not _GLUE.fullmatch(between):
        return False
    return _AND.search(between) is not None or _named(claim) == _named(before)


_AND = re.compile(r"\b(?:and|plus|with|as well as|in addition to)\b", re.IGNORECASE)


def ends_list(text: str, before: CountClaim, claim: CountClaim) -> bool:
    """Whether the last two items of a list are joined by more than a comma."""
    return _AND.search(text[max(before.span.end, before.population.end or 0) : claim.span.start]) is not None


def _named(claim: CountClaim) -> bool:
    return claim.implied and claim.span.text[:1].isupper()
