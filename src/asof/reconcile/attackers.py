"""Everybody but the attackers: what is counted for show where they are left out (`--count exclude-attackers`).

UCDP and ACLED count attackers among the dead, GTD counts perpetrators apart; both totals are always kept.
"""

from msgspec.structs import replace

from asof.reconcile.population import matches
from asof.records import Bounds, Claim, CountClaim, Linked, Reconciled

_ATTACKERS = "attackers"


def attackers(reconciled: Reconciled) -> frozenset[str]:
    """The claims that count attackers: those on tracks of a population of them, and all of that outcome."""
    return frozenset(
        p.claim
        for t in reconciled.tracks
        if t.kind == "count" and (t.outcome == _ATTACKERS or _are(t.population, t.outcome))
        for p in t.points
    )


def _are(population: str, outcome: str) -> bool:
    return matches(population, _ATTACKERS, outcome)


def without_attackers(linked: Linked, reconciled: Reconciled) -> Linked:
    """The claims without those that count attackers.

    A whole of which attackers are a stated part ("16 dead, three attackers among them") is told less that part.
    """
    left_out = attackers(reconciled)
    if not left_out:
        return linked
    parts: dict[str, list[Bounds]] = {}
    for claim in linked.claims:
        if claim.id in left_out and isinstance(claim, CountClaim) and claim.part_of:
            parts.setdefault(claim.part_of, []).append(claim.quantity)
    kept = [_less(c, parts.get(c.id, [])) for c in linked.claims if c.id not in left_out]
    return replace(linked, claims=tuple(kept), links=tuple(link for link in linked.links if link.claim not in left_out))


def _less(claim: Claim, parts: list[Bounds]) -> Claim:
    if not parts or not isinstance(claim, CountClaim):
        return claim
    low, high = claim.quantity.low, claim.quantity.high
    for part in parts:
        low = None if low is None or part.high is None else max(0, low - part.high)
        high = None if high is None else max(0, high - (part.low or 0))
    made_by = f"{claim.made_by} (less the attackers among them)"
    return replace(claim, quantity=replace(claim.quantity, low=low, high=high), made_by=made_by)
