"""Who speaks in an event, and who carries them: counted apart, never ranked."""

from asof.records import Claim, Record, StatementClaim
from asof.serve.desk.told import Told
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.wording import fact, worded


class Speaker(Record, frozen=True, kw_only=True):
    """A source: what it is called, its kind, how many claims it makes, by whom they are carried, the last of them."""

    name: str
    kind: str
    claims: int
    outlets: int
    first: str | None
    last: str | None
    latest: tuple[str, str, str]


class Carrier(Record, frozen=True, kw_only=True):
    """An outlet: its reports, the claims in them, how many of those begin with it and how many it repeats."""

    name: str
    documents: int
    claims: int
    own: int
    repeated: int
    last: str | None


def speakers(told: Told) -> list[Speaker]:
    """The sources that are named, those with most claims first; an outlet that speaks itself is not among them."""
    by_name: dict[str, list[tuple[str, str, Claim]]] = {}
    for claim in told.story.claims:
        chain = claim.attribution.chain if claim.attribution else ()
        if chain:
            name = one_line(chain[0].text, NAME_LIMIT)
            key = " ".join(w for w in name.casefold().split() if w not in ("the", "a", "an"))
            by_name.setdefault(key, []).append((name, chain[0].kind, claim))
    found = [_speaker(told, said) for said in by_name.values()]
    return sorted(found, key=lambda s: (-s.claims, s.name))


def _speaker(told: Told, said: list[tuple[str, str, Claim]]) -> Speaker:
    claims = sorted((c for _, _, c in said), key=lambda c: (c.asserted_at or "", c.id))
    counted = [c for c in claims if worded(c)] or [c for c in claims if isinstance(c, StatementClaim)] or claims
    number, rest = fact(counted[-1])
    return Speaker(
        name=said[0][0],
        kind=next((kind for _, kind, _ in said if kind != "other"), ""),
        claims=len(said),
        outlets=len({told.standing.outlet(c.id) for c in claims}),
        first=claims[0].asserted_at,
        last=claims[-1].asserted_at,
        latest=(counted[-1].id, number, rest),
    )


def outlets(told: Told) -> list[Carrier]:
    """The outlets, those with most reports first."""
    reports: dict[str, list[str | None]] = {}
    claims: dict[str, list[str]] = {}
    for document in told.documents:
        reports.setdefault(_name(told, document.document), []).append(told.published(document.document))
    for claim in told.story.claims:
        claims.setdefault(_name(told, claim.document), []).append(claim.id)
    first: dict[str, str] = {}
    for claim in sorted(told.story.claims, key=lambda c: (c.asserted_at is None, c.asserted_at or "", c.id)):
        link = told.standing.links.get(claim.id)
        first.setdefault((link.origin if link else None) or claim.id, claim.id)
    beginning = set(first.values())
    made = [
        Carrier(
            name=name,
            documents=len(stamps),
            claims=len(claims.get(name, ())),
            own=sum(c in beginning for c in claims.get(name, ())),
            repeated=sum(c not in beginning for c in claims.get(name, ())),
            last=max((s for s in stamps if s), default=None),
        )
        for name, stamps in reports.items()
    ]
    return sorted(made, key=lambda c: (-c.documents, c.name))


def _name(told: Told, document: str) -> str:
    found = told.standing.documents[document]
    return one_line(found.outlet, NAME_LIMIT) or f"report {told.standing.numbers[document]}"
