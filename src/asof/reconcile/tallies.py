"""What a report counts of several events together: round-ups of a night, of a year.

Such a number is of no one event, wherever the report gives it again; and whoever else is told of in such a report may
be another event's. The words are data (`resources/reconcile/several.tsv`).
"""

from collections.abc import Iterable, Mapping

from asof.reconcile.wording import of_several
from asof.records import Bounds, Claim, CountClaim

OF_SEVERAL = "a number of several events together"
_HARM = frozenset({"killed", "injured"})
_OPENING = 400
"""How many characters a report's opening has."""


def opens_report(claim: Claim) -> bool:
    """Whether a claim stands in its report's headline or opening, which speak for the whole of it.

    An update of a live blog is a report of its own.
    """
    return claim.part in ("headline", "update") or claim.sentence.start < _OPENING


def _report(claim: Claim) -> tuple[str, str | None]:
    """The report of a claim: its document, or one update of it, which says nothing of those before it."""
    return claim.document, claim.asserted_at


class Tallies:
    """The reports that open with a number of several events together, and those numbers."""

    def __init__(self, claims: Iterable[Claim], texts: Mapping[str, str]) -> None:
        self._told: dict[tuple[str, str | None], set[tuple[str, Bounds]]] = {}
        for claim in claims:
            if not isinstance(claim, CountClaim) or claim.outcome not in _HARM or not opens_report(claim):
                continue
            if of_several(texts.get(claim.document, "")[claim.sentence.start : claim.sentence.end], claim.main):
                self._told.setdefault(_report(claim), set()).add((claim.outcome, claim.quantity))

    def opens(self, claim: Claim) -> bool:
        """Whether the claim's report opens with a number of several events together."""
        return _report(claim) in self._told

    def has(self, claim: Claim) -> bool:
        """Whether a claim only says again what its report counts of several events together."""
        told = self._told.get(_report(claim))
        if not told or not isinstance(claim, CountClaim) or not opens_report(claim):
            return False
        return (claim.outcome, claim.quantity) in told
