"""Claims that cannot hold together; one file for each kind."""

from collections.abc import Callable, Iterator

from asof.reconcile.contradictions.arithmetic import arithmetic
from asof.reconcile.contradictions.denial import denial
from asof.reconcile.contradictions.finding import Matter
from asof.reconcile.contradictions.slots import place, role, time
from asof.reconcile.contradictions.subset import subset
from asof.reconcile.contradictions.unit import unit
from asof.reconcile.contradictions.value import value
from asof.records import Contradiction

KINDS: tuple[Callable[[Matter], Iterator[Contradiction]], ...] = (
    value,
    denial,
    arithmetic,
    subset,
    time,
    place,
    role,
    unit,
)


def contradictions(matter: Matter) -> tuple[Contradiction, ...]:
    """All contradictions of one event, by when they opened; each set of claims once."""
    found = {c.id: c for kind in KINDS for c in kind(matter)}
    rank = {claim: n for n, claim in enumerate(matter.by_id)}  # the claims are in order of assertion
    return tuple(sorted(found.values(), key=lambda c: (max([rank[x] for x in c.claims]), c.kind, c.id)))


__all__ = ["KINDS", "Matter", "contradictions"]
