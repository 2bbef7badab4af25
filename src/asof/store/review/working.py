"""A story while decisions are applied to it, one after the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from asof.records import (
    Anchor,
    Claim,
    ClaimLink,
    Decision,
    Document,
    Entity,
    EventCore,
    Linked,
    order_of_publication,
)
from asof.store.review import anchors


class LostError(LookupError):
    """A decision's target is not in the story any more; the message says why, as a clause."""


class Working:
    """Documents, claims, links, entities and events by id, to be changed; `earlier` holds claims read once."""

    def __init__(self, linked: Linked, earlier: Mapping[str, Claim]) -> None:
        self.documents = {d.document: d for d in linked.documents}
        self.claims = {c.id: c for c in linked.claims}
        self.links = {link.claim: link for link in linked.links}
        self.entities = {e.id: e for e in linked.entities}
        self.cores = {e.id: e for e in linked.events}
        self.earlier = earlier
        self.pins: list[tuple[str, Decision]] = []
        self._by_document: dict[str, list[Claim]] | None = None

    def finished(self) -> Linked:
        """The story as it now stands, in the order in which linking gives it."""
        place = {d: n for n, d in enumerate(self.documents)}
        claims = sorted(self.claims.values(), key=lambda c: (place.get(c.document, -1), c.span.start, c.span.end, c.id))
        return Linked(
            documents=tuple(self.documents.values()),
            claims=tuple(claims),
            links=tuple(self.links[c.id] for c in claims if c.id in self.links),
            entities=tuple(sorted(self.entities.values(), key=lambda e: (e.type, e.name, e.id))),
            events=tuple(sorted(self.cores.values(), key=lambda e: (self.turn(e), e.id))),
        )

    def turn(self, core: EventCore) -> tuple[bool, str, str]:
        """The order of events: by the publication of their first document."""
        first = min((order_of_publication(d) for d in self._of(core.primary or core.documents)), default=None)
        return first or (True, "", core.id)

    def _of(self, ids: Iterable[str]) -> list[Document]:
        return [self.documents[d] for d in ids if d in self.documents]

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Documents by id, each once, in order of publication; unknown ones are left out."""
        return tuple(d.document for d in sorted(self._of(dict.fromkeys(ids)), key=order_of_publication))

    def claim(self, anchor: Anchor) -> Claim:
        """The claim that an anchor means, with what was decided of it before. Raises LostError."""
        known = self.claims.get(anchor.target)
        if known is not None and known.span.text == anchor.quote:
            return known
        document = self.documents.get(anchor.document or "")
        found = anchors.claim_again(anchor, self._claims_of(anchor.document or ""), document)
        if found is not None:
            return self.claims[found.id]
        raise LostError(anchors.why_lost(anchor, document))

    def claim_or_earlier(self, anchor: Anchor) -> Claim:
        """Like `claim`; one that no engine reads any more is taken back where all its words still stand."""
        try:
            return self.claim(anchor)
        except LostError:
            earlier, document = self.earlier.get(anchor.target), self.documents.get(anchor.document or "")
            if earlier is None or document is None or not _stands(earlier, document):
                raise
        self.claims[earlier.id] = earlier
        self._claims_of(earlier.document).append(earlier)
        near = [link for c in self._claims_of(earlier.document) if (link := self.links.get(c.id)) and link.event]
        event = near[0].event if near else self._event_about(earlier.document)
        self.links[earlier.id] = ClaimLink(claim=earlier.id, event=event, origin=near[0].origin if near else None)
        return earlier

    def _event_about(self, document: str) -> str | None:
        return next((c.id for c in self.cores.values() if document in c.primary), None)

    def _claims_of(self, document: str) -> list[Claim]:
        if self._by_document is None:
            self._by_document = defaultdict(list)
            for claim in self.claims.values():
                self._by_document[claim.document].append(claim)
        return self._by_document[document]

    def event(self, anchor: Anchor) -> EventCore:
        """The event that an anchor means. Raises LostError."""
        found = anchors.event_again(anchor, self.cores)
        if found is None:
            raise LostError(f"no event of the story has a report of “{anchor.quote}” any more")
        return found

    def entity(self, anchor: Anchor) -> Entity:
        """The entity that an anchor means. Raises LostError."""
        found = anchors.entity_again(anchor, self.entities)
        if found is None:
            raise LostError(f"nobody and nothing is called “{anchor.quote}” in the story any more")
        return found

    def document(self, anchor: Anchor) -> Document:
        """The document that an anchor means. Raises LostError."""
        found = self.documents.get(anchor.target)
        if found is None:
            raise LostError(f"the report {anchor.target} is not in the story")
        return found


def _stands(claim: Claim, document: Document) -> bool:
    """Whether the words of a claim and of its sentence are where they were; its text is then the one it was read from.

    `earlier` claims are of a text with the same hash, so the claim's own words are proof enough.
    """
    return document.text[claim.span.start : claim.span.end] == claim.span.text
