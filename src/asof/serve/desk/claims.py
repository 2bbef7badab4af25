"""What a claim's page says of it: the chain of its sources, how it was read, how it stands to other claims."""

from collections.abc import Callable
from typing import Any

from asof.records import Claim, CountClaim, Record, Relation
from asof.serve.desk.state import State
from asof.serve.desk.told import Told
from asof.tell.clean import NAME_LIMIT, one_line

RELATIONS = 30

_FIRMNESS = {
    "CT+": "stated as a fact",
    "PR+": "said to be probable",
    "PS+": "said to be possible",
    "CT-": "denied",
    "Uu": "not stated as a fact: demanded, threatened, predicted or asked",
}
_KINDS = {
    "official": "official", "military": "military", "police": "police", "medical": "medical", "militant": "militants",
    "company": "company", "agency": "news agency", "outlet": "news outlet", "witness": "witness",
    "relative": "relative", "document": "document", "expert": "expert", "person": "person",
    "anonymous": "not named", "other": "",
}  # fmt: skip
VERBS = {
    "same": "says the same as", "refines": "makes more exact", "updates": "updates", "narrows": "narrows",
    "disputes": "disputes", "denies": "denies", "retracts": "takes back", "subset": "is part of",
    "incomparable": "cannot be compared with",
}  # fmt: skip


class Link(Record, frozen=True, kw_only=True):
    """One source of a chain: its name and what kind of source it is, in words ("" for none)."""

    text: str
    kind: str


class Related(Record, frozen=True, kw_only=True):
    """How a claim stands to another: the verb, which of the two acts, the other claim, why."""

    verb: str
    other: str
    forward: bool
    reason: str


def chain_of(claim: Claim) -> tuple[Link, ...]:
    """Who says it, from the one nearest to the outlet to the one nearest to the claim."""
    chain = claim.attribution.chain if claim.attribution else ()
    return tuple(Link(text=one_line(s.text, NAME_LIMIT), kind=_KINDS.get(s.kind, "")) for s in reversed(chain[:8]))


def relations_of(state: State, told: Told, claim: Claim) -> list[Related]:
    """How a claim stands to others that had been said by the moment."""
    found = [r for r in state.relations(told.event.id).get(claim.id, ()) if told.claim(r.a) and told.claim(r.b)]
    return [_related(r, claim.id) for r in found[:RELATIONS]]


def _related(relation: Relation, claim: str) -> Related:
    forward = relation.a == claim
    return Related(
        verb=VERBS[relation.relation],
        other=relation.b if forward else relation.a,
        forward=forward,
        reason=one_line(relation.reason, 400),
    )


def reading_of(claim: Claim, when: Callable[[str | None], str]) -> list[tuple[str, str]]:
    """How a claim was read, as pairs of words: what, and how it stands there."""
    told: list[tuple[str, Any]] = [("Said", when(claim.asserted_at)), ("Certainty", _FIRMNESS[claim.factuality])]
    if claim.valid_time:
        told.append(("It was so", when(claim.valid_time.value)))
    if isinstance(claim, CountClaim):
        who = claim.population
        kinds = [who.nationality, who.role, who.status, who.side, who.age]
        told.append(("Of whom", one_line(who.text, NAME_LIMIT) or who.head or "not said"))
        told.append(("Read as", ", ".join(one_line(k, 60) for k in kinds if k)))
        told.append(("Counts as", {"total": "a total", "increment": "an addition", "part": "a part"}[claim.basis]))
    told += [
        ("Stands in", claim.part),
        ("Main story", "yes" if claim.main else "no, background"),
        ("Read by", one_line(claim.made_by, 80)),
        ("Confidence", f"{claim.confidence:.2f}"),
    ]
    return [(name, str(value)) for name, value in told if value]
