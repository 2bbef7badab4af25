"""Linked claims -> tracks, relations, contradictions and estimates, as of any moment."""

from asof.reconcile.answers import answer
from asof.reconcile.attackers import attackers, without_attackers
from asof.reconcile.explaining import explain
from asof.reconcile.population import is_whole, matches
from asof.reconcile.reconciling import Ready, reconcile

__all__ = ["Ready", "answer", "attackers", "explain", "is_whole", "matches", "reconcile", "without_attackers"]
