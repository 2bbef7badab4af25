"""Of which moment a number of the held speaks: what is reckoned and what is told of it ask the same tables."""

import re
from functools import cache
from typing import Literal

from asof.records import CountClaim
from asof.resources import table

Holding = Literal["", "taken", "named", "still"]

_JUST_BEFORE = 30


def takes(before: str) -> bool:
    """Whether the words just before a number of the held say that they were taken then ("took", "had taken")."""
    words = re.findall(r"[^\W\d_]+", before[-_JUST_BEFORE:])
    return bool(words) and words[-1].casefold() in {row["verb"] for row in table("reconcile/taking")}


_HOLD = "count/frame-held/hold"
"""The rule for "take hostage" and "hold hostage", told apart by their words."""
_NAMED = "count/frame-held/hostages"
"""The rule for "the 20 hostages", which may be all who were taken or those who are left."""
_BEFORE, _BEHIND = 40, 60
_OUT_OF = re.compile(r"\bof (?:the|its|their|some|about|around|more than|at least)?\s*$", re.IGNORECASE)


@cache
def _rules(name: str) -> frozenset[str]:
    return frozenset(row["rule"] for row in table(name))


@cache
def _still() -> re.Pattern[str]:
    words = sorted((row["words"] for row in table("reconcile/still")), key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.IGNORECASE)


def says_taken(claim: CountClaim, text: str) -> bool:
    """Whether a claim of the held may say how many were taken, by its rule or by the verb before its number."""
    return claim.made_by in _rules("reconcile/taken") or (
        claim.made_by == _HOLD and takes(text[max(0, claim.span.start - _BEFORE) : claim.span.start])
    )


def holding(claim: CountClaim, text: str) -> Holding:
    """Of which moment a number of the held speaks: how many were taken, or are held still.

    "named" where only their noun says it ("the 20 hostages"); empty where it is a state like any other, or no number
    of the held at all.
    """
    if claim.outcome != "held":
        return ""
    start, end = claim.span.start, claim.span.end
    before = text[max(claim.sentence.start, start - _BEFORE) : start]
    if _still().search(f"{before} | {text[end : min(claim.sentence.end, end + _BEHIND)]}"):
        return "still"
    if claim.made_by in _rules("reconcile/still_held"):
        return "named" if claim.population.status in ("kidnapped", "abducted") else "still"
    if claim.made_by == _NAMED:
        return "taken" if _OUT_OF.search(before) else "named"
    return "taken" if says_taken(claim, text) else ""
