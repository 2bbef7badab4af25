"""Estimates by named rules, one file each: figures in; low, best and high out, with the reason in words."""

from collections.abc import Callable, Mapping, Sequence

from asof.reconcile.estimates.acled import acled
from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.gtd import gtd
from asof.reconcile.estimates.majority import majority_of_origins
from asof.reconcile.estimates.official import latest_official
from asof.reconcile.estimates.ucdp import ucdp
from asof.reconcile.figures import Figure

Rule = Callable[[Sequence[Figure]], Choice]
"""Takes the figures that still stand, in order of assertion (at least one)."""

RULES: Mapping[str, Rule] = {
    "acled": acled,
    "gtd": gtd,
    "latest-official": latest_official,
    "majority-of-origins": majority_of_origins,
    "ucdp": ucdp,
}
"""The rules by the names that `asof show --rule` takes; docs/rules.md says each in words."""


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises ValueError that lists the names there are."""
    if name not in RULES:
        raise ValueError(f"no estimation rule {name!r}; there are: {', '.join(sorted(RULES))}")
    return RULES[name]


__all__ = ["RULES", "Choice", "Rule", "rule_named"]
