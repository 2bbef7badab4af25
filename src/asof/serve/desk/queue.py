"""What is worth a person's look: claims in dispute first, then those behind figures, then doubtful ones; and names."""

from collections.abc import Iterator

from asof.records import Claim, CountClaim, Entity, MeasureClaim, Record
from asof.serve.desk.state import State
from asof.serve.desk.told import Told

MOST = 400
DOUBTFUL = 0.6
"""Below this confidence a claim is called doubtful."""


class Item(Record, frozen=True, kw_only=True):
    """A claim to be looked at, and why in words."""

    claim: Claim
    why: str


class Pair(Record, frozen=True, kw_only=True):
    """Two names that may be one, with the words that make it doubtful and how alike they are (0 to 1)."""

    left: Entity
    right: Entity
    reason: str
    score: float


def claims(told: Told) -> list[Item]:
    """The claims of an event that nobody has looked at, those that move most first."""
    why: dict[str, str] = {}
    for reason, ids in _reasons(told):
        for id_ in ids:
            why.setdefault(id_, reason)
    rest = [told.standing.claims[row.claim] for view in told.report.tracks for row in view.rows]
    rest.sort(key=lambda c: (c.asserted_at or "", c.id), reverse=True)
    rest.sort(key=lambda c: min(c.confidence, DOUBTFUL))
    for claim in rest:
        doubtful = f"read with a confidence of {claim.confidence:.2f} only"
        why.setdefault(claim.id, doubtful if claim.confidence < DOUBTFUL else "not looked at yet")
    items = [Item(claim=c, why=reason) for id_, reason in why.items() if (c := told.claim(id_)) and _waits(told, c)]
    return items[:MOST]


def _waits(told: Told, claim: Claim) -> bool:
    link = told.standing.links.get(claim.id)
    return isinstance(claim, CountClaim | MeasureClaim) and not (link and link.review)


def _reasons(told: Told) -> Iterator[tuple[str, list[str]]]:
    """Why claims are looked at first, with the claims; the most pressing reason first."""
    for dispute in told.report.disputed:
        if not dispute.settled:
            yield (
                f"in dispute ({dispute.contradiction.kind}): {dispute.explanation}",
                list(dispute.contradiction.claims),
            )
    for figure in told.report.figures:
        of = f"{figure.label.lower()}{f', {figure.population}' if figure.population else ''}"
        named = [c for c in (figure.best_claim, figure.low_claim, figure.high_claim) if c]
        yield f"opens the figure for {of}", named
        yield f"behind the figure for {of}", list(figure.supporting[:8])


def pairs(state: State) -> list[Pair]:
    """Names that may be one and of which nobody has said yes or no; the likeliest first."""
    by_text: dict[str, list[Entity]] = {}
    for entity in state.entities.values():
        for alias in entity.aliases:
            by_text.setdefault(alias.text, []).append(entity)
    found: dict[tuple[str, str], Pair] = {}
    decided = {
        frozenset((j.left, j.right)) for e in state.entities.values() for j in e.judgements if j.author != "asof"
    }
    for entity in state.entities.values():
        for judged in entity.judgements:
            if judged.judgement != "unsure" or frozenset((judged.left, judged.right)) in decided:
                continue
            for other in (*by_text.get(judged.left, ()), *by_text.get(judged.right, ())):
                if other.id == entity.id or other.type != entity.type:
                    continue
                left, right = sorted((entity, other), key=lambda e: (-sum(a.count for a in e.aliases), e.id))
                found.setdefault(
                    (left.id, right.id), Pair(left=left, right=right, reason=judged.reason, score=judged.score)
                )
    return sorted(found.values(), key=lambda p: (-p.score, p.left.name, p.right.name))[:MOST]
