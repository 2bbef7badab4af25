"""Finding the words of a decision again: by their place, else by the nearest same words of the same kind.

The way of W3C's text quote selector (Web Annotation Data Model, 4.2.4): the words with a little of what stands on
either side, and their position to choose between places that are alike.
"""

from collections.abc import Mapping, Sequence

from asof.records import Anchor, Claim, CountClaim, Document, Entity, EventCore

_BESIDE = 24
"""How many characters on either side are kept."""


def what_of(claim: Claim) -> str:
    """A claim's kind and outcome, by which claims of the same words are told apart."""
    kind = str(claim.__struct_config__.tag)
    return f"{kind} {claim.outcome}" if isinstance(claim, CountClaim) else kind


def of_claim(claim: Claim, document: Document) -> Anchor:
    """The anchor of a claim."""
    span, text = claim.span, document.text
    return Anchor(
        target=claim.id,
        of="claim",
        document=claim.document,
        start=span.start,
        end=span.end,
        quote=span.text,
        before=text[max(0, span.start - _BESIDE) : span.start],
        after=text[span.end : span.end + _BESIDE],
        what=what_of(claim),
    )


def of_event(core: EventCore) -> Anchor:
    """The anchor of an event: its label and the documents that are about it."""
    holds = core.primary or core.documents
    return Anchor(target=core.id, of="event", document=holds[0] if holds else None, quote=core.label, holds=holds)


def of_entity(entity: Entity) -> Anchor:
    """The anchor of an entity: its name and its spellings."""
    spelt = tuple(sorted(a.text for a in entity.aliases))
    return Anchor(target=entity.id, of="entity", quote=entity.name, what=entity.type, holds=spelt)


def claim_again(anchor: Anchor, claims: Sequence[Claim], document: Document | None) -> Claim | None:
    """The claim that a decision is about, among those read from its document now; None where it is not found.

    The very place comes first, whatever the engine now makes of the words there (the same kind and outcome before
    others); else the place whose words and kind are the same, by what stands on either side, then by nearness.
    """
    if document is None or anchor.start is None:
        return None
    alike = [c for c in claims if c.span.text == anchor.quote and _kind(what_of(c)) == _kind(anchor.what)]
    here = [c for c in alike if c.span.start == anchor.start and document.text.startswith(anchor.quote, anchor.start)]
    chosen = here or [c for c in alike if what_of(c) == anchor.what]
    return min(chosen, key=lambda c: _far(c, anchor, document), default=None)


def _kind(what: str) -> str:
    return what.split(" ", 1)[0]


def _far(claim: Claim, anchor: Anchor, document: Document) -> tuple[bool, int, int, str]:
    """How far a claim is from what an anchor says of it, to be made least."""
    start, end, text = claim.span.start, claim.span.end, document.text
    same = _common(text[max(0, start - _BESIDE) : start][::-1], anchor.before[::-1])
    same += _common(text[end : end + _BESIDE], anchor.after)
    return what_of(claim) != anchor.what, -same, abs(start - (anchor.start or 0)), claim.id


def _common(a: str, b: str) -> int:
    """How many characters two texts share from their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def why_lost(anchor: Anchor, document: Document | None) -> str:
    """Why a claim was not found again, as a clause."""
    words = f"“{anchor.quote}”"
    if not anchor.quote:
        return f"the words in {anchor.document} were forgotten"
    if document is None:
        return f"the report {anchor.document} with the words {words} is not in the story"
    if anchor.quote in document.text:
        return f"the words {words} still stand in {anchor.document}, but no such claim is read from them"
    return f"the words {words} are gone from {anchor.document}"


def event_again(anchor: Anchor, cores: Mapping[str, EventCore]) -> EventCore | None:
    """The event of a decision: by its id, by an id that it took over, else the one that shares most documents."""
    if anchor.target in cores:
        return cores[anchor.target]
    taken = next((c for c in cores.values() if anchor.target in c.aliases), None)
    if taken is not None:
        return taken
    held = set(anchor.holds)
    shared = [(len(held.intersection(c.primary)), c) for c in cores.values()]
    best = max(shared, key=lambda s: s[0], default=None)
    return best[1] if best and best[0] else None


def entity_again(anchor: Anchor, entities: Mapping[str, Entity]) -> Entity | None:
    """The entity of a decision: by its id, else the one of its kind that shares most spellings."""
    held = set(anchor.holds)
    found = entities.get(anchor.target)
    if found is not None and held.intersection(a.text for a in found.aliases):
        return found
    alike = (e for e in entities.values() if e.type == anchor.what)
    shared = [(len(held.intersection(a.text for a in e.aliases)), e) for e in alike]
    best = max(shared, key=lambda s: s[0], default=None)
    return best[1] if best and best[0] else None
