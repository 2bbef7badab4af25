"""Linked claims -> tracks, relations, contradictions and estimates, as of any moment."""

from asof.reconcile.answers import answer
from asof.reconcile.population import is_whole, matches
from asof.reconcile.reconciling import reconcile

__all__ = ["answer", "is_whole", "matches", "reconcile"]
