"""In the name of which country's authorities a claim is made."""

import re

from asof.reconcile.population import country_in
from asof.records import Claim

AUTHORITIES = frozenset({"official", "police", "military"})
"""Kinds of sources that may be authorities."""
_PRIVATE = frozenset({
    "union", "company", "firm", "operator", "airline", "hospital", "clinic", "party", "opposition", "rebel", "militia",
    "league", "club", "association", "federation", "group", "network", "charity", "school", "church", "bank", "mine",
})  # fmt: skip
"""Whose officials speak for no country."""


def authority_of(claim: Claim, country: str | None, lowers: bool) -> str:
    """The country whose authorities make a claim: the one its source is named for, else the event's, known or not.

    Empty where none do: officials of unions, companies and rebels correct nobody's figures but their own. A toll that
    an outlet says was lowered (`lowers`) is that of the authorities, who keep it.
    """
    chain = claim.attribution.chain if claim.attribution else ()
    if lowers and not chain:
        return country or _WHERE_IT_WAS
    if not chain or chain[0].kind not in AUTHORITIES:
        return ""
    if any(word.rstrip("s") in _PRIVATE for word in re.findall(r"\w+", chain[0].text.casefold())):
        return ""
    return country_in(chain[0].text) or country or _WHERE_IT_WAS


_WHERE_IT_WAS = "where it was"
