"""How likely it is that a count claim is right: a sum of log-odds over what is known when it is read.

A claim is right when its number counts people, in its outcome, with its bounds and its factuality. What is known of it
are its features (the rule, where the people stand to the verb, what is crossed on the way, the rival reading, the form
of the number, …); each has a weight in `resources/extract/confidence.tsv`, fitted by logistic regression on annotated
reports (`python -m training.claims.confidence`) and measured on others (`python -m bench.extract.calibration`).
"""

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from asof.extract import implied
from asof.extract.binding import Link
from asof.extract.counts import Found
from asof.extract.factuality import hedged
from asof.records.claim import Attribution, Factuality
from asof.records.document import Part
from asof.resources import table

LEAST, MOST = 0.02, 0.99
"""No claim is called surer or less sure than this: the annotated reports are too few to tell."""
FAR = (0.3, 1.0, 2.0, 3.0)
"""Costs of a reading from which on it is said to be far."""
CLOSE = (0.5, 1.5)
"""How much dearer the best reading with another outcome is, where that is little."""
_MANY = 4
_LONG = 40
_TELLING = 0.15
_KIND = "kind:"
"""Features of claims other than counts with a number: their weight is the whole log-odds."""


class Known(NamedTuple):
    """What is known of a count beside how it was found."""

    rule: str
    part: Part
    factuality: Factuality
    attribution: Attribution | None
    main: bool


class Confidence(NamedTuple):
    """The probability of a claim, with two digits, and the features that moved it, most first."""

    value: float
    grounds: tuple[str, ...]


class Weight(NamedTuple):
    """A row of the table: what a feature adds to the log-odds, and what it is in words."""

    weight: float
    says: str


@cache
def weights() -> dict[str, Weight]:
    """The weight of each feature; a feature that is not there has none."""
    return {row["feature"]: Weight(float(row["weight"]), row["says"]) for row in table("extract/confidence")}


def confidence(features: Iterable[str]) -> Confidence:
    """The probability that a claim with these features is right."""
    known = weights()
    moving = {f: known[f].weight for f in features if f in known}
    total = sum(moving.values()) + (0.0 if any(f.startswith(_KIND) for f in moving) else known["all"].weight)
    value = round(min(max(1 / (1 + math.exp(-total)), LEAST), MOST), 2)
    told = sorted((f for f, weight in moving.items() if abs(weight) >= _TELLING), key=lambda f: (-abs(moving[f]), f))
    return Confidence(value, tuple(told))


def of_kind(kind: str) -> float:
    """The share of claims of another kind ("measure", "statement", "role") that are right, as far as it is known."""
    return confidence((f"kind:{kind}",)).value


def features(found: Found, known: Known) -> list[str]:
    """What is known of a count that bears on whether it is right."""
    if found.quantity.made_by == implied.MADE_BY:
        return ["kind:implied"]
    return [f"rule:{known.rule}", *_how(found), *_who(found), *_where(found, known)]


def _how(found: Found) -> list[str]:
    """The way between the people and the word for the outcome, and what else they could have been read as.

    Where the noun itself is the outcome ("the hostages") there is no way, and every other reading is nearer.
    """
    link = found.link
    made = [f"way:{link.way}"]
    if link.way != "head":
        made += [f"cost>{cost}" for cost in FAR if link.cost > cost]
        rivals = [cost for outcome, cost in _options(found) if outcome != link.frame.outcome]
        made += [f"rival<{near}" for near in CLOSE if rivals and min(rivals) - link.cost < near]
    by_tree = _by_tree(found)
    if by_tree:
        made.append("tree:agrees" if by_tree[0] == link.frame.outcome else "tree:differs")
    return made


def _options(found: Found) -> list[tuple[str, float]]:
    reading = found.reading
    i = reading.counted.index(found.counted)
    return [(option.frame.outcome, option.cost) for option in reading.options[i]]


def _by_tree(found: Found) -> list[str]:
    """The outcomes that the syntax tree gives, cheapest first; none where nothing parsed the sentence."""
    by_tree: tuple[tuple[Link, ...], ...] = found.reading.by_tree
    i = found.reading.counted.index(found.counted)
    return [option.frame.outcome for option in by_tree[i]] if i < len(by_tree) else []


def _who(found: Found) -> list[str]:
    """The form of the number and the noun behind it."""
    made = [f"form:{found.counted.form}", f"noun:{found.counted.phrase.person}"]
    if found.quantity.low is None and found.quantity.high is None:
        made.append("bounds:none")
    return made


def _where(found: Found, known: Known) -> list[str]:
    """The sentence and the report around it."""
    made = [f"part:{known.part}", f"sure:{known.factuality}"]
    chain = known.attribution.chain if known.attribution else ()
    made.append(f"sources:{min(len(chain), 2)}")
    made.append("main:yes" if known.main else "main:no")
    if len(found.reading.counted) >= _MANY:
        made.append("sentence:many")
    words = [w.low for w in found.reading.words]
    if len(words) > _LONG:
        made.append("sentence:long")
    if not any(w.text != w.text.upper() for w in found.reading.words):
        made.append("sentence:capitals")
    if known.factuality == "CT+" and hedged(words):
        made.append("cue:unused")
    return made
