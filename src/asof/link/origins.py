"""Which claims go back to one beginning, and how many origins and outlets carry a figure.

Claims of one event that say the same (outcome, bounds, compatible population) have one origin where their sentences
or their whole reports are copies, where they quote one voice, or where one is the other again within a report. The
earliest of them is the origin.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from asof.link.descriptions import Described
from asof.link.keys import fold, words
from asof.link.retelling import Telling, retold, telling, within_hours
from asof.link.shingles import copied, models
from asof.link.voices import Voice, at_odds, carried_by, credited, one_voice, voice
from asof.records import Analysis, Claim, ClaimLink, CountClaim, Document, Linked, MeasureClaim, RoleClaim

_SENTENCE = 2_000
_REMEMBERED = 50
"""How many origins of one figure are compared with a further claim, latest first."""


class _Ground:
    """What origins are told by: documents, which copies which, who relays what, analyses; `before`: as told before.

    Where analyses are not at hand (people have decided since), claims that had one origin before have it still.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        copied: Mapping[str, str],
        analyses: Mapping[str, Analysis],
        before: Mapping[str, str],
    ) -> None:
        self.documents, self._copied, self._analyses, self._before = documents, copied, analyses, before
        self.relays = {key: credited(document) for key, document in documents.items()}
        self._tellings: dict[str, Telling | None] = {}
        self._described: dict[str, Described] = {}

    def copied(self, earlier: Claim, claim: Claim) -> bool:
        """Whether one claim's report is a copy of the other's, or both of a third; or they had one origin before."""
        a, b = earlier.document, claim.document
        before = self._before.get(earlier.id)
        return (before is not None and before == self._before.get(claim.id)) or (
            a != b and self._copied.get(a, a) == self._copied.get(b, b)
        )

    def retold(self, earlier: Claim, claim: Claim) -> bool:
        """Whether one claim's sentence is the other's in other words, within hours of it."""
        if earlier.document == claim.document or not self._analyses:
            return False
        left, right = self.documents[earlier.document], self.documents[claim.document]
        if not within_hours(left, right):
            return False
        one, other = self._telling(earlier), self._telling(claim)
        return one is not None and other is not None and retold(one, other)

    def voice(self, claim: Claim) -> Voice:
        """The voice that a claim goes back to."""
        key = claim.document
        if key not in self._described and key in self._analyses:
            self._described[key] = Described(self.documents[key], self._analyses[key].names)
        return voice(claim, self.relays[key], self._described.get(key))

    def _telling(self, claim: Claim) -> Telling | None:
        if claim.id not in self._tellings:
            text, analysis = self.documents[claim.document].text, self._analyses.get(claim.document)
            self._tellings[claim.id] = telling(text, analysis, claim.sentence)
        return self._tellings[claim.id]


class Pot:
    """The claims of one event that say the same, in order."""

    def __init__(self, event: str, ground: _Ground) -> None:
        self.event, self.ground = event, ground
        self.claims: list[Claim] = []

    def origins(self) -> tuple[dict[str, str], dict[str, str]]:
        """The origin of each claim, and the claim of another document that it copies."""
        if len(self.claims) == 1:
            return {self.claims[0].id: origin_id(self.claims[0])}, {}
        origin: dict[str, str] = {}
        copy: dict[str, str] = {}
        seen: list[tuple[Claim, Voice, str]] = []
        for claim in _attributed_first(self.claims):
            heard = self.ground.voice(claim)
            text = self.ground.documents[claim.document].text
            sentence = text[claim.sentence.start : claim.sentence.end][:_SENTENCE]
            for earlier, its_voice, its_sentence in reversed(seen[-_REMEMBERED:]):
                if not _alike(earlier, claim):
                    continue
                taken = self.ground.copied(earlier, claim) or copied(its_sentence, sentence)
                taken = taken or (not at_odds(its_voice, heard) and self.ground.retold(earlier, claim))
                if taken and earlier.document != claim.document:
                    copy[claim.id] = earlier.id
                if taken or _again(earlier, claim) or one_voice(its_voice, heard):
                    origin[claim.id] = origin[earlier.id]
                    break
            else:
                origin[claim.id] = origin_id(claim)
            seen.append((claim, heard, sentence))
        return origin, copy


def links(
    claims: Sequence[Claim],
    event_of: Mapping[str, str],
    documents: Mapping[str, Document],
    of_part: Mapping[str, str] | None = None,
    analyses: Mapping[str, Analysis] | None = None,
) -> tuple[ClaimLink, ...]:
    """A link for each claim, in order; `claims` are in order of publication, `event_of` is by document.

    Claims about other events than their document's main one (background) belong to no event. `of_part`: the event of
    a round-up's part, by claim; what stands in none of its parts has no event.
    """
    of_part = of_part or {}
    parted = {c.document for c in claims if c.id in of_part}
    belongs: dict[str, str] = {}
    for claim in claims:
        own = event_of.get(claim.document) if claim.main and claim.document not in parted else None
        event = of_part.get(claim.id, own)
        if event is not None:
            belongs[claim.id] = event
    told: dict[str, list[str]] = defaultdict(list)
    for key in documents:
        if key in event_of:
            told[event_of[key]].append(key)
    made = _counted(claims, belongs, _Ground(documents, _copies(told, documents), analyses or {}, {}))
    return tuple(made.get(c.id) or ClaimLink(claim=c.id, origin=origin_id(c)) for c in claims)


def recounted(linked: Linked, events: Collection[str]) -> Linked:
    """The same with origins and outlets counted anew for the claims of these events.

    For what people decide after linking: events that were put together have origins in common, events that were parted
    have them no more; what is dismissed carries nothing. Which event a claim is of stays as it is.
    """
    if not events:
        return linked
    links = {link.claim: link for link in linked.links}
    mine = [c for c in linked.claims if (k := links.get(c.id)) and k.event in events and k.review != "dismissed"]
    belongs = {c.id: event for c in mine if (event := links[c.id].event) is not None}
    documents = {d.document: d for d in linked.documents}
    told = {e.id: [d for d in e.primary if d in documents] for e in linked.events if e.id in events}
    here = {c.document for c in mine}.union(*told.values())
    near = {key: d for key, d in documents.items() if key in here}
    before = {c.id: origin for c in mine if (origin := links[c.id].origin) is not None}
    made = _counted(mine, belongs, _Ground(near, _copies(told, near), {}, before))
    return replace(linked, links=tuple(_again_counted(link, made.get(link.claim)) for link in linked.links))


def _again_counted(link: ClaimLink, made: ClaimLink | None) -> ClaimLink:
    if made is None:
        return link
    return replace(link, origin=made.origin, origins=made.origins, outlets=made.outlets, copy_of=made.copy_of)


def _counted(claims: Sequence[Claim], belongs: Mapping[str, str], ground: _Ground) -> dict[str, ClaimLink]:
    """The link of each claim that belongs to an event."""
    pots: dict[tuple[str, ...], Pot] = {}
    for claim in claims:
        event = belongs.get(claim.id)
        if event is not None:
            pots.setdefault((event, *_what(claim)), Pot(event, ground)).claims.append(claim)
    return {link.claim: link for pot in pots.values() for link in _linked(pot)}


def _copies(told: Mapping[str, Sequence[str]], documents: Mapping[str, Document]) -> dict[str, str]:
    """The earlier report of its event that each copied one copies; `told`: the documents of each event, in order."""
    texts = ({key: documents[key].text for key in keys} for keys in told.values() if len(keys) > 1)
    return {key: model for each in texts for key, model in models(each).items()}


def _linked(pot: Pot) -> Iterator[ClaimLink]:
    origin, copy = pot.origins()
    if len(pot.claims) == 1:
        only = pot.claims[0].id
        yield ClaimLink(claim=only, event=pot.event, origin=origin[only], origins=1, outlets=1)
        return
    by_nation: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in pot.claims:
        by_nation[_nation(claim)].append(claim)
    for nation, members in by_nation.items():
        carrying = pot.claims if nation is None else members + by_nation.get(None, [])
        origins = len({origin[c.id] for c in carrying})
        outlets = carried_by(carrying, pot.ground.documents)
        for claim in members:
            yield ClaimLink(
                claim=claim.id,
                event=pot.event,
                origin=origin[claim.id],
                origins=origins,
                outlets=outlets,
                copy_of=copy.get(claim.id),
            )


def _what(claim: Claim) -> tuple[str, ...]:
    """What a claim says, as far as two must agree to be carried together."""
    if isinstance(claim, CountClaim):
        side = "attacker" if claim.population.role == "attacker" else ""
        stance = claim.factuality if claim.factuality in ("CT-", "Uu") else ""
        return ("count", claim.outcome, f"{claim.quantity.low}-{claim.quantity.high}", side, stance)
    if isinstance(claim, MeasureClaim):
        return ("measure", claim.measure, f"{claim.quantity.low}-{claim.quantity.high} {claim.quantity.unit}")
    if isinstance(claim, RoleClaim):
        return ("role", claim.role, *(fold(w) for w in words(claim.value.text)))
    return ("statement", *(w for piece in claim.content for w in map(fold, words(piece.text))))


def _nation(claim: Claim) -> str | None:
    return claim.population.nationality if isinstance(claim, CountClaim) else None


def _alike(left: Claim, right: Claim) -> bool:
    """Whether two claims of a pot are of compatible populations."""
    return _nation(left) is None or _nation(right) is None or _nation(left) == _nation(right)


def _again(earlier: Claim, claim: Claim) -> bool:
    """Whether a claim says again what the same report says with a source, or what it is marked to repeat."""
    if claim.same_as == earlier.id or earlier.same_as == claim.id:
        return True
    return earlier.document == claim.document and not (claim.attribution and claim.attribution.chain)


def _attributed_first(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in order, but within a document those with a source before those without (headlines)."""
    place: dict[str, int] = {}
    for claim in claims:
        place.setdefault(claim.document, len(place))
    sourced = {c.id: bool(c.attribution and c.attribution.chain) for c in claims}
    return sorted(claims, key=lambda c: (place[c.document], not sourced[c.id]))


def origin_id(claim: Claim) -> str:
    """The id of the origin that begins with this claim."""
    return "o" + hashlib.sha256(claim.id.encode()).hexdigest()[:15]
