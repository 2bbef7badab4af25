"""Which claims go back to one beginning, and how many origins and outlets carry a figure.

Two claims of one event with the same outcome (or kind) and bounds have one origin where their sentences are copies of
one another, or where both name the same sources. The earliest of them is the origin.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from asof.link.keys import fold, words
from asof.link.shingles import containment, shingles
from asof.records import Claim, ClaimLink, CountClaim, Document, MeasureClaim, RoleClaim

_COPIED = 0.6
"""The share of shingles from which a sentence is a copy of another."""
_RELAYS = ("agency", "outlet")


def links(
    claims: Sequence[Claim], event_of: Mapping[str, str], documents: Mapping[str, Document]
) -> tuple[ClaimLink, ...]:
    """A link for each claim, in order; `claims` are in order of publication, `event_of` is by document."""
    events = {c.id: event_of.get(c.document) if c.main else None for c in claims}
    pots: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if (event := events[claim.id]) is not None:
            pots[event, *_what(claim)].append(claim)
    made: dict[str, ClaimLink] = {}
    for (event, *_), pot in pots.items():
        made.update(_pot(pot, event, documents))
    return tuple(made.get(c.id) or ClaimLink(claim=c.id, origin=_origin_id(c)) for c in claims)


def _what(claim: Claim) -> tuple[str, ...]:
    """What a claim says, as far as two must agree to be carried together."""
    if isinstance(claim, CountClaim):
        who = claim.population
        side = "attacker" if who.role == "attacker" else ""
        return ("count", claim.outcome, f"{claim.quantity.low}-{claim.quantity.high}", who.nationality or "", side)
    if isinstance(claim, MeasureClaim):
        return ("measure", claim.measure, f"{claim.quantity.low}-{claim.quantity.high} {claim.quantity.unit}")
    if isinstance(claim, RoleClaim):
        return ("role", claim.role, *(fold(w) for w in words(claim.value.text)))
    return ("statement", *sorted(_sources(claim)))


def _pot(pot: Sequence[Claim], event: str, documents: Mapping[str, Document]) -> dict[str, ClaimLink]:
    origin, copy = _beginnings(pot, documents)
    origins = len(set(origin.values()))
    outlets = len({_outlet(c, documents) for c in pot})
    return {
        c.id: ClaimLink(
            claim=c.id, event=event, origin=origin[c.id], origins=origins, outlets=outlets, copy_of=copy.get(c.id)
        )
        for c in pot
    }


def _beginnings(pot: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[dict[str, str], dict[str, str]]:
    """The origin of each claim, and the claim of another document that it copies."""
    origin: dict[str, str] = {}
    copy: dict[str, str] = {}
    marks = {c.id: shingles(documents[c.document].text[c.sentence.start : c.sentence.end][:2_000]) for c in pot}
    by_source: dict[str, str] = {}
    by_mark: dict[int, Claim] = {}
    for claim in pot:
        source = _source_key(claim)
        model = _model(claim, marks, by_mark)
        if model is not None:
            origin[claim.id] = origin[model.id]
            if model.document != claim.document:
                copy[claim.id] = model.id
        elif source and source in by_source:
            origin[claim.id] = by_source[source]
        else:
            origin[claim.id] = _origin_id(claim)
        if source:
            by_source.setdefault(source, origin[claim.id])
        for mark in marks[claim.id]:
            by_mark.setdefault(mark, claim)
    return origin, copy


def _model(claim: Claim, marks: Mapping[str, frozenset[int]], by_mark: Mapping[int, Claim]) -> Claim | None:
    """The earliest claim whose sentence this one's copies."""
    candidates = {c.id: c for m in sorted(marks[claim.id]) if (c := by_mark.get(m)) is not None}
    for candidate in candidates.values():
        if containment(marks[claim.id], marks[candidate.id]) >= _COPIED:
            return candidate
    return None


def _sources(claim: Claim) -> list[str]:
    chain = claim.attribution.chain if claim.attribution else ()
    return [" ".join(fold(w) for w in words(s.text)) for s in chain]


def _source_key(claim: Claim) -> str:
    """The nearest source of an explicit chain; a vague one alone ("officials") is no origin shared between reports."""
    chain = _sources(claim)
    return "\x1f".join(chain) if len(chain) > 1 else ""


def _outlet(claim: Claim, documents: Mapping[str, Document]) -> str:
    return documents[claim.document].outlet or claim.document


def _origin_id(claim: Claim) -> str:
    return "o" + hashlib.sha256(claim.id.encode()).hexdigest()[:15]
