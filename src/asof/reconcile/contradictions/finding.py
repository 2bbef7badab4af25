"""What every search for contradictions is given, and how one is made."""

import hashlib
from collections.abc import Mapping, Sequence

from asof.reconcile.placing import Placed
from asof.reconcile.tracks import Line
from asof.records import Contradiction, EventCore, Record
from asof.records.reconciled import ContradictionKind


class Matter(Record, frozen=True, kw_only=True):
    """One event: its count tracks, the claims that deny, its measures, all placed claims by id in order, the texts."""

    event: EventCore
    lines: tuple[Line, ...]
    denying: tuple[Placed, ...]
    measures: tuple[Placed, ...]
    by_id: dict[str, Placed]
    texts: Mapping[str, str] = {}


def contradiction(
    kind: ContradictionKind, claims: Sequence[Placed], explanation: str, closed: str | None = None
) -> Contradiction:
    """A contradiction of placed claims; it opened when the last of them was said."""
    last = max(claims, key=lambda p: p.order)
    ids = tuple(p.id for p in claims)
    key = "\x1f".join((kind, *ids))
    return Contradiction(
        id="x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15],
        event=claims[0].event,
        kind=kind,
        claims=ids,
        explanation=explanation,
        opened=last.claim.asserted_at,
        closed=closed,
    )


def said(item: Placed, what: str) -> str:
    """A source with what it says, as a clause."""
    return f"{item.source} gave {what}"


def closed_by(item: Placed, line: Line, by_id: dict[str, Placed]) -> Placed | None:
    """The first claim of a track that took a claim's place, or None."""
    last = line.superseded.get(item.id)
    return line.takers.first(item, by_id[last]) if last else None
