"""How every claim of a story stands as of one moment: standing, superseded, denied, a denial, or not yet said."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, timedelta, tzinfo
from functools import cached_property
from typing import Any, Literal

from asof.records import (
    Attribution,
    Claim,
    ClaimLink,
    Contradiction,
    CountClaim,
    Document,
    Event,
    Moment,
    Point,
    Source,
    Story,
    Track,
    moment,
    order_of_publication,
    said_by,
)
from asof.resources.holding import holding
from asof.tell.beginnings import beginnings
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.entries import at_hand, stamp_of, title_of
from asof.tell.rows import track_of
from asof.tell.wording import EVERYBODY, Clock, softly, zone_of

_RELAYS = frozenset({"agency", "outlet"})
_A_DAY = timedelta(days=1)
State = Literal["standing", "superseded", "denied", "denial"]


class Standing:
    """A story as of `at` (None: its end): lookups by id, and how claims stand. Derived from the story alone.

    `said_so` keeps what rows say that no moment changes; who tells of one story as of many moments hands it on.
    `numbers`: those of the reports in the whole story, where `story` is a part of it: a report keeps its number.
    Raises ValueError where `at` is no time.
    """

    def __init__(
        self,
        story: Story,
        at: str | None = None,
        said_so: dict[Any, Any] | None = None,
        numbers: Mapping[str, int] | None = None,
    ) -> None:
        self.story = story
        self._numbers = numbers
        self.said_so: dict[Any, Any] = {} if said_so is None else said_so
        self.at = at if at is not None else story.reconciled.at
        said_by(None, self.at)
        self.documents: dict[str, Document] = {d.document: d for d in sorted(story.documents, key=order_of_publication)}
        self.claims: dict[str, Claim] = {c.id: c for c in story.claims if c.document in self.documents}
        self.links: dict[str, ClaimLink] = {link.claim: link for link in story.links}
        self._clocks: dict[str, Clock] = {}
        self._opened: dict[str, tuple[Contradiction, ...]] = {}

    @property
    def estimated(self) -> bool:
        """Whether the story's estimates are as of this moment: those of another would tell what was not yet known."""
        return self.at == self.story.reconciled.at

    @cached_property
    def track(self) -> dict[str, str]:
        """The track of each claim that stands on one."""
        return track_of(self.story.reconciled.tracks)

    @cached_property
    def denials(self) -> frozenset[str]:
        """The claims that deny something: the deniers on tracks, and claims that name what they deny."""
        named = {c for t in self.story.reconciled.tracks for p in t.points for c in p.denied_by}
        return frozenset(named | {c.id for c in self.story.claims if c.denies or c.factuality == "CT-"})

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The claims that stand in a contradiction open at the moment."""
        return frozenset(c for e in self.story.reconciled.events for k in self.open(e) for c in k.claims)

    @cached_property
    def _contradictions(self) -> dict[str, list[Contradiction]]:
        found: dict[str, list[Contradiction]] = {}
        for contradiction in self.story.reconciled.contradictions:
            found.setdefault(contradiction.event, []).append(contradiction)
        return found

    @cached_property
    def _tracks(self) -> dict[str, list[Track]]:
        found: dict[str, list[Track]] = {}
        for track in self.story.reconciled.tracks:
            found.setdefault(track.event, []).append(track)
        return found

    def zone(self, event: Event) -> tzinfo:
        """The event's local time; UTC where its zone is not known."""
        return zone_of(event.place.timezone)

    def clock(self, event: Event) -> Clock:
        """The event's local time; its year goes unsaid where all its reports are of one year."""
        if event.id not in self._clocks:
            self._clocks[event.id] = self._clock(event)
        return self._clocks[event.id]

    def _clock(self, event: Event) -> Clock:
        zone = self.zone(event)
        stamps = [self.documents[d].published.value for d in event.documents if d in self.documents]
        said = [at.first for at in (moment(v, zone) for v in stamps) if at]
        years = {at.astimezone(zone).year for at in ((min(said), max(said)) if said else ())}
        return Clock(zone, years.pop() if len(years) == 1 else None)

    def said(self, claim: str | None, zone: tzinfo = UTC) -> bool:
        """Whether a claim was surely said by the moment."""
        found = self.claims.get(claim or "")
        return found is not None and (self.at is None or said_by(found.asserted_at, self.at, zone) is True)

    def of_them_said(self, claims: tuple[str, ...], zone: tzinfo = UTC) -> tuple[str, ...]:
        """Those of some claims that were surely said by the moment."""
        if self.at is None:
            here = self.claims
            return tuple(c for c in claims if c in here)
        return tuple(c for c in claims if self.said(c, zone))

    def stamped(self, value: str | None) -> bool:
        """Whether what bears this stamp was surely said by the moment."""
        return said_by(value, self.at) is True

    def shown(self, document: str, zone: tzinfo = UTC) -> bool:
        """Whether a document was surely at hand by the moment: published, or entered on."""
        return self.at is None or at_hand(self.documents[document], self.at, zone)

    def published(self, document: str) -> str | None:
        """When a document was published; of a page that was still written to at the moment, its last entry by then."""
        return stamp_of(self.documents[document], self.at, self._zones.get(document, UTC))

    @cached_property
    def _zones(self) -> dict[str, tzinfo]:
        """The local time of each document: that of the first event that it speaks of."""
        found: dict[str, tzinfo] = {}
        for event in self.story.reconciled.events:
            for document in event.documents:
                found.setdefault(document, self.zone(event))
        return found

    def tracks(self, event: Event) -> tuple[Track, ...]:
        """The tracks of an event."""
        return tuple(self._tracks.get(event.id, ()))

    def points(self, track: Track, zone: tzinfo = UTC) -> tuple[Point, ...]:
        """The points of a track said by the moment whose claims are at hand."""
        if self.at is None:
            return tuple(p for p in track.points if p.claim in self.claims)
        return tuple(p for p in track.points if self.said(p.claim, zone))

    def contradictions(self, event: Event) -> tuple[Contradiction, ...]:
        """The contradictions of an event that had opened by the moment and of which both sides are at hand."""
        if event.id not in self._opened:
            zone, at, told = self.zone(event), self.at, self._contradictions.get(event.id, ())
            known = [k for k in told if len(self.of_them_said(k.claims, zone)) == len(k.claims)]
            self._opened[event.id] = tuple(
                k for k in known if at is None or not k.opened or said_by(k.opened, at, zone) is True
            )
        return self._opened[event.id]

    def settled(self, contradiction: Contradiction, zone: tzinfo = UTC) -> bool:
        """Whether a contradiction had closed by the moment."""
        closed = contradiction.closed
        return closed is not None and (self.at is None or said_by(closed, self.at, zone) is True)

    def open(self, event: Event) -> tuple[Contradiction, ...]:
        """The contradictions of an event that are open at the moment."""
        return tuple(k for k in self.contradictions(event) if not self.settled(k, self.zone(event)))

    def state(self, point: Point, zone: tzinfo = UTC) -> tuple[State, str | None]:
        """How a point stands, and the claim that made it so."""
        if point.denied_by and (denier := next((c for c in point.denied_by if self.said(c, zone)), None)):
            return "denied", denier
        if point.claim in self.denials:
            return "denial", None
        if point.superseded_by and self.said(point.superseded_by, zone):
            return "superseded", point.superseded_by
        return "standing", None

    def fallen(self, points: Sequence[Point], zone: tzinfo = UTC) -> list[bool]:
        """Which of a track's points are denied or superseded by the moment; `state` says by what."""
        claims, denials = self.claims, self.denials
        if self.at is not None:
            return [self.state(p, zone)[0] in ("denied", "superseded") for p in points]
        return [
            (p.superseded_by in claims and p.claim not in denials)
            or (p.denied_by != () and any(c in claims for c in p.denied_by))
            for p in points
        ]

    def counts_of(self, outcome: str) -> list[CountClaim]:
        """The claims that count people in an outcome."""
        return self._counts.get(outcome, [])

    @cached_property
    def _counts(self) -> dict[str, list[CountClaim]]:
        found: dict[str, list[CountClaim]] = {}
        for claim in self.claims.values():
            if isinstance(claim, CountClaim):
                found.setdefault(claim.outcome, []).append(claim)
        return found

    @cached_property
    def _end(self) -> Moment | None:
        """The moment of the story that is told: the one asked about, else that of the last report.

        Bare days are read in the zone of the events, where they have one together.
        """
        stamps = [self.at] if self.at else [d.published.value for d in self.documents.values()]
        zones = {self.zone(event) for event in self.story.reconciled.events}
        zone = zones.pop() if len(zones) == 1 else UTC
        return max((m for m in (moment(s, zone) for s in stamps) if m), key=lambda m: m.last, default=None)

    def latest(self, claims: tuple[str, ...], zone: tzinfo = UTC) -> str | None:
        """When the last of some claims was said; None where that is known of none."""
        stamps = [(self.claims[c].asserted_at, moment(self.claims[c].asserted_at, zone)) for c in claims]
        return max(((m.last, value) for value, m in stamps if value and m), default=(None, None))[1]

    def taken(self, claim: str) -> bool:
        """Whether a claim says how many were taken: that is no state, and does not lapse."""
        found = self.claims[claim]
        return isinstance(found, CountClaim) and holding(found, self.documents[found.document].text) == "taken"

    def stale(self, value: str, clock: Clock) -> bool:
        """Whether a moment lies more than a day before the one that is told of."""
        return over_a_day(moment(value, clock.zone), self._end)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each document, by order of publication, from 1."""
        return self._numbers or {document: n for n, document in enumerate(self.documents, 1)}

    def outlet(self, claim: str) -> str:
        """Who carries a claim: the outlet, else "report 12", as the list of sources numbers it."""
        document = self.documents[self.claims[claim].document]
        return one_line(document.outlet, NAME_LIMIT) or f"report {self.numbers[document.document]}"

    def title(self, document: str) -> str:
        """A document's title, else its headline, else its id; of a page still written to, what it was called then."""
        return title_of(self.documents[document], self.at, self._zones.get(document, UTC))

    def chain(self, claim: str, point: Point | None = None) -> str:
        """Who says a claim, nearest source first: "the militants, via a news agency"; "" for the outlet itself."""
        attribution, outlet = self.claims[claim].attribution or self._in_text(claim), self.outlet(claim)
        links = (
            [one_line(s.text, NAME_LIMIT) for s in self._speakers(attribution.chain[:4], claim)] if attribution else []
        )
        named = [link for link in links if link.casefold() != outlet.casefold()]
        itself = (outlet.casefold(), self.claims[claim].document.casefold())
        if not links and point and point.source.casefold() not in itself:
            named = [one_line(point.source, NAME_LIMIT)]
        return ", via ".join([*named[:1], *(softly(link) for link in named[1:])])

    def _in_text(self, claim: str) -> Attribution | None:
        """Who says in a report's text what its headline says in the outlet's own name, where that is one speaker."""
        found = self.claims[claim]
        if not isinstance(found, CountClaim) or found.part != "headline":
            return None
        said = self._attributed.get(_said(found), [])
        return said[0] if len({a.chain[0].text.casefold() for a in said}) == 1 else None

    @cached_property
    def _attributed(self) -> dict[Hashable, list[Attribution]]:
        """By what is said in a report's text, who says it there."""
        found: dict[Hashable, list[Attribution]] = {}
        for claim in self.claims.values():
            who = claim.attribution
            if isinstance(claim, CountClaim) and claim.part != "headline" and who and who.chain:
                found.setdefault(_said(claim), []).append(who)
        return found

    def population(self, claim: str) -> str:
        """Whom the track of a claim counts; "" for everybody, and for a claim on no track."""
        return self._populations.get(self.track.get(claim, ""), "")

    @cached_property
    def _populations(self) -> dict[str, str]:
        nobody = EVERYBODY | {"the", "a", "an"}
        counts = (t for t in self.story.reconciled.tracks if t.kind == "count")
        return {t.id: t.population for t in counts if t.population.lower() not in nobody}

    def _speakers(self, chain: tuple[Source, ...], claim: str) -> tuple[Source, ...]:
        """The chain of a claim; of a denial that of who denies: "officials denied reports that …" is the officials'."""
        if claim not in self.denials or self.claims[claim].factuality != "CT-":
            return chain
        last = next((n for n in reversed(range(len(chain))) if chain[n].kind not in _RELAYS), 0)
        return chain[last:]

    def source(self, claim: str) -> str:
        """A claim's chain and who carries it: "the ministry (in the Courier)"; the outlet where it speaks itself."""
        chain, outlet = self.chain(claim), self.outlet(claim)
        return f"{softly(chain)} (in {outlet})" if chain else outlet

    def carried(self, claims: tuple[str, ...]) -> tuple[int, int]:
        """By how many outlets and from how many origins a set of claims comes (`beginnings`).

        A figure's other outlets count where all its origins are among these: another origin's outlets are none of them.
        """
        links = [link for c in claims if (link := self.links.get(c))]
        outlets = {self.outlet(c) for c in claims if c in self.claims}
        ids = {link.origin for link in links}
        most = max((link.outlets for link in links if link.origins <= len(ids)), default=0)
        return max(len(outlets), most), max(self.origins(claims), 1)

    def origins(self, claims: Iterable[str]) -> int:
        """From how many independent beginnings claims come: voices, whatever the number of their figures."""
        of: dict[str, list[Claim]] = {}
        for id_ in claims:
            link, claim = self.links.get(id_), self.claims.get(id_)
            if claim is not None:
                of.setdefault((link.origin if link else None) or id_, []).append(claim)
        return beginnings(of, self.documents)


def _said(claim: CountClaim) -> Hashable:
    """What a claim says in its report: the same for its headline and its text."""
    return claim.document, claim.outcome, claim.quantity, claim.basis, claim.factuality, claim.asserted_at


def over_a_day(said: Moment | None, end: Moment | None) -> bool:
    """Whether something was said more than a day before a moment: a state that lasts may have ended since."""
    return bool(said and end and end.first - said.last > _A_DAY)
