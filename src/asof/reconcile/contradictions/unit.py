"""Measures of the same thing that disagree, and stated conversions that are off or only rounded."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.placing import Placed
from asof.reconcile.units import agreement, converted, in_base
from asof.records import Amount, Contradiction, MeasureClaim, Record
from asof.resources import table

_WORD = re.compile(r"[^\W\d_]{4,40}")
_AROUND = 70
"""How many characters beside an amount tell what is measured."""
_EMPTY = frozenset(row["word"] for row in table("reconcile/unspecific"))
_MOST = 60
_NEAR_ENOUGH = 0.05
"""A conversion within one part in twenty is not worth a reader's time."""
_FAR = 3.0
"""Amounts of which one is more than so many times the other are of different things that share their words."""


class Told(Record, frozen=True, kw_only=True):
    """A measure claim where it is placed, and the words beside it in its sentence as they are written."""

    placed: Placed
    claim: MeasureClaim
    near: frozenset[str] = frozenset()


def unit(matter: Matter) -> Iterator[Contradiction]:
    """Conversions within a claim first, then measures of the same thing that do not agree."""
    told = [
        Told(placed=p, claim=p.claim, near=_near(p.claim, matter.texts.get(p.claim.document, "")))
        for p in matter.measures
        if isinstance(p.claim, MeasureClaim)
    ]
    by_measure: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        yield from _conversion(item)
        by_measure[item.claim.measure].append(item)
    for _, items in sorted(by_measure.items()):
        yield from _between(_distinct(items)[:_MOST])


def _conversion(item: Told) -> Iterator[Contradiction]:
    claim = item.claim
    if claim.conversion is None:
        return
    verdict = agreement(claim.quantity, claim.conversion)
    exact = converted(claim.quantity.low or 0.0, claim.quantity.unit, claim.conversion.unit) or 0.0
    stated = claim.conversion.low or 0.0
    if verdict not in ("rounded", "disagree") or _right(exact, stated):
        return
    one, two = _words(claim.quantity), _words(claim.conversion)
    right = _words(Amount(low=round(exact, 1), high=round(exact, 1), unit=claim.conversion.unit))
    tail = "the conversion is rounded" if verdict == "rounded" else "that is more than rounding explains"
    yield contradiction("unit", (item.placed,), f"{item.placed.source} gave {one} as {two}; {one} is {right}: {tail}.")


def _right(exact: float, stated: float) -> bool:
    """Whether a conversion is right as far as it is written out ("0.5 ounces"), or as good as right."""
    written = len(f"{stated:g}".partition(".")[2])
    return math.isclose(round(exact, written), stated) or abs(exact - stated) <= _NEAR_ENOUGH * max(exact, stated)


def _distinct(items: Sequence[Told]) -> list[Told]:
    """The first claim of each amount of each thing: repeats cannot disagree anew."""
    first: dict[tuple[object, ...], Told] = {}
    for item in items:
        if item.claim.factuality in ("CT+", "PR+"):
            amount = item.claim.quantity
            first.setdefault((amount.low, amount.high, amount.unit, _about(item), item.near), item)
    return list(first.values())


def _between(items: Sequence[Told]) -> Iterator[Contradiction]:
    """Each two amounts of one thing once: who gives one of them again does not contradict the other anew."""
    told: list[tuple[frozenset[str], frozenset[str]]] = []
    for n, later in enumerate(items):
        for earlier in items[:n]:
            shared = _shared(earlier, later) if earlier.claim.document != later.claim.document else frozenset()
            amounts = frozenset(_words(p.claim.quantity) for p in (earlier, later))
            if shared and _differ(earlier, later) and not any(a == amounts and s & shared for a, s in told):
                told.append((amounts, shared))
                yield contradiction("unit", (earlier.placed, later.placed), _explained(earlier, later))


def _near(claim: MeasureClaim, text: str) -> frozenset[str]:
    start = max(claim.sentence.start, claim.span.start - _AROUND)
    end = min(claim.sentence.end, claim.span.end + _AROUND)
    beside = f"{text[start : claim.span.start]} {text[claim.span.end : end]}"
    return frozenset(w for w in _WORD.findall(beside) if w.casefold() not in _EMPTY)


def _about(item: Told) -> frozenset[str]:
    """The words of what is measured that tell it from other things."""
    of = item.claim.of
    return frozenset(w.casefold() for w in _WORD.findall(of.text[:300])) - _EMPTY if of else frozenset()


def _shared(a: Told, b: Told) -> frozenset[str]:
    """What two amounts are both of: words of what is measured; else a name and another word that stand beside both."""
    near = a.near & b.near
    named = any(w[0].isupper() for w in near) and len(near) > 1
    return (_about(a) & _about(b)) or (frozenset(w.casefold() for w in near) if named else frozenset())


def _differ(a: Told, b: Told) -> bool:
    one, two = in_base(a.claim.quantity), in_base(b.claim.quantity)
    if one is None or two is None or max(one[1], two[1]) > _FAR * min(one[2], two[2]):
        return False
    return agreement(a.claim.quantity, b.claim.quantity) == "disagree"


def _explained(earlier: Told, later: Told) -> str:
    told = [f"{p.placed.source} gave {_words(p.claim.quantity)}" for p in (earlier, later)]
    thing = ", ".join(sorted(_shared(earlier, later)))
    return f"Of the same {earlier.claim.measure} ({thing}), {' and '.join(told)}."


def _words(amount: Amount) -> str:
    """An amount in words: "40 miles", "20 to 30 km", "64.4 km"."""
    low, high = amount.low, amount.high
    if low is None or high is None:
        text = f"at least {low:g}" if low is not None else f"up to {high or 0:g}"
    else:
        text = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{text} {amount.unit if len(amount.unit) <= 2 or text == '1' else _many(amount.unit)}"


def _many(name: str) -> str:
    """The plural of a unit's name; symbols and codes stay as they are."""
    if name.isupper() or name.endswith("s"):
        return name
    return {"foot": "feet", "inch": "inches", "percent": "percent"}.get(name, name + "s")
