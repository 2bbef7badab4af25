"""Estimates by named rules, one file each: figures in; low, best and high out, with the reason in words."""

from collections.abc import Callable, Mapping, Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.ucdp import ucdp
from asof.reconcile.figures import Figure

Rule = Callable[[Sequence[Figure]], Choice]
"""Takes the figures that still stand, in order of assertion (at least one)."""

RULES: Mapping[str, Rule] = {"ucdp": ucdp}


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises ValueError that lists the names there are."""
    if name not in RULES:
        raise ValueError(f"no estimation rule {name!r}; there are: {', '.join(sorted(RULES))}")
    return RULES[name]


__all__ = ["RULES", "Choice", "Rule", "rule_named"]
