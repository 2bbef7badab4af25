"""What a story's file held at one time, with what pages ask of it: lookups, moments, and each event as of a moment."""

import logging
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from asof.records import (
    Claim,
    ClaimLink,
    DecisionState,
    Document,
    Entity,
    Event,
    EventPlace,
    Linked,
    Reconciled,
    Relation,
    StatementClaim,
    Story,
    Track,
    end_of,
    moment,
    order_of_publication,
)
from asof.serve.desk.told import Told
from asof.store import View, counts_by, pinned
from asof.tell.known import Naming, as_known, carried, event_known, says
from asof.tell.wording import zone_of

if TYPE_CHECKING:
    from asof.reconcile import Ready

KEPT = 96
"""How many events as of a moment are kept ready."""

NAMES_KEPT = 200
"""How many events, without their figures, are kept as they were known at a moment."""

CLAIMS_KEPT = 300_000
"""How many claims those may hold together, so that a large story does not fill the memory."""


RULES = ("acled", "gtd", "latest-official", "majority-of-origins", "ucdp")
"""The rules of estimation that `asof.reconcile` has, which the first page is told without."""

RULE = "ucdp"
"""The rule where none is asked for."""

STAMP = "%Y-%m-%dT%H:%M:%SZ"
"""How moments are written at which something became known: in UTC, so that they sort as text."""

_NEVER = datetime.max.replace(tzinfo=UTC)
_LOG = logging.getLogger(__name__)


def _recounted(linked: Linked, touched: Collection[str]) -> Linked:
    from asof.link import recounted  # noqa: PLC0415 - a story that nobody has decided about is told without it

    return recounted(linked, touched)


counts_by(_recounted)  # as `asof.pipeline` has it, which the first page does not wait for


def stamp_of(path: Path) -> str:
    """A mark of a story's file as it is now: another one means that something was written."""
    found = []
    for part in (path, path.with_name(path.name + "-wal")):
        try:
            about = part.stat()
        except OSError:
            continue
        found.append(f"{about.st_mtime_ns:x}-{about.st_size:x}" if about.st_size else "")
    return ".".join(f for f in found if f)


class _Said:
    """What reports said of one event: its claims and reports in order, each with the instant from which it was known.

    Made once for an event; a moment then costs a comparison for each.
    """

    def __init__(self, event: Event, claims: list[Claim], documents: list[Document], naming: Naming) -> None:
        zone = zone_of(event.place.timezone)
        at_hand = {d.document for d in documents}
        self.claims = [(claim, _known_from(claim.asserted_at, zone)) for claim in claims]
        self.documents = [(d, _at_hand_from(d, zone)) for d in documents]
        self.own = frozenset(d for d in event.documents if d in at_hand)
        self.naming = naming
        self.says = {claim.id: says(claim) for claim in claims}
        self.rows: dict[Any, Any] = {}

    def by(self, until: datetime | None) -> tuple[tuple[Claim, ...], tuple[Document, ...], int]:
        """The claims and reports that were surely at hand by then; how many of the event's own reports were not.

        A live blog is at hand once something was entered on it.
        """
        if until is None:
            return tuple(c for c, _ in self.claims), tuple(d for d, _ in self.documents), 0
        claims = tuple(c for c, known in self.claims if known <= until)
        carrying = {c.document for c in claims}
        out = {d.document for d, known in self.documents if known <= until and d.document in self.own}
        documents = tuple(d for d, _ in self.documents if d.document in out or d.document in carrying)
        return claims, documents, len(self.own - out - carrying)


def _known_from(value: str | None, zone: tzinfo) -> datetime:
    """The instant from which something said then was surely said (`records.surely_said`); the end of time if never."""
    said = moment(value, zone)
    if said is None:
        return _NEVER
    return said.first if said.last - said.first <= timedelta(hours=1) else said.last


def _at_hand_from(document: Document, zone: tzinfo) -> datetime:
    """The instant from which a report was surely at hand: published, or entered on (`tell.entries.at_hand`)."""
    stamps = (document.published.value, *(p.asserted_at for p in document.passages if p.asserted_at))
    return min(_known_from(value, zone) for value in stamps)


class State:
    """A story as its file held it under one stamp. Shared by threads: nothing in it is changed but its caches."""

    def __init__(self, path: Path, stamp: str) -> None:
        self.stamp, self.path = stamp, path
        with View(path) as view:
            reviewed = view.reviewed()
            events = sorted(view.events(), key=_weight)
            self.rejected = view.rejected()
            self._from_file = view.settings() == (None, RULE)
        self.linked = reviewed.linked
        self.decided = reviewed.states
        self._pins = reviewed.pins
        self.events: dict[str, Event] = {e.id: e for e in events}
        self.documents: dict[str, Document] = {
            d.document: d for d in sorted(self.linked.documents, key=order_of_publication)
        }
        self.claims: dict[str, Claim] = {c.id: c for c in self.linked.claims}
        self.links: dict[str, ClaimLink] = {link.claim: link for link in self.linked.links}
        self.entities: dict[str, Entity] = {e.id: e for e in self.linked.entities}
        self._told: OrderedDict[tuple[str, str | None, str], Told] = OrderedDict()
        self._lock = threading.RLock()

    @cached_property
    def title(self) -> str:
        """The label of the event that most reports tell of."""
        return next((e.label for e in self.events.values()), "A story without events")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each document, by order of publication, from 1."""
        return {document: n for n, document in enumerate(self.documents, 1)}

    def known(self, event: str, at: str | None) -> Event:
        """An event as it was known at a moment (None: the end): its name, place, days and reports, no figures."""
        found = self.events[event]
        if at is None:
            return found
        with self._lock:
            if (event, at) not in self._names:
                said = self._said_of(event)
                documents = said.by(end_of(at, zone_of(found.place.timezone)))[1]
                bare = replace(found, estimates={}, estimates_by=(), estimates_excluding_attackers={})
                known = event_known(bare, at, documents, (), said.naming) if documents else _unknown(found)
                self._names[event, at] = known
                while len(self._names) > NAMES_KEPT:
                    self._names.popitem(last=False)
            return self._names[event, at]

    @cached_property
    def _names(self) -> OrderedDict[tuple[str, str], Event]:
        """The events last asked for as they were known at a moment: a page names each of them more than once."""
        return OrderedDict()

    def standing(self, event: str) -> Event:
        """An event with its figures as it stands: as the file has it, where that is as of the end."""
        return self.events[event] if self._from_file else self.told(event, None, RULE).event

    def counted(self, until: datetime) -> tuple[int, int]:
        """How many reports were at hand by an instant, and how many claims had been said."""
        documents, claims = self._instants
        return bisect_right(documents, until), bisect_right(claims, until)

    @cached_property
    def _instants(self) -> tuple[list[datetime], list[datetime]]:
        """From when each report and each claim of the story was known, in order; bare days in the main event's zone."""
        zone = zone_of(next((e.place.timezone for e in self.events.values()), None))
        claims = {c.id: _known_from(c.asserted_at, zone) for c in self.linked.claims}
        first = {d: _at_hand_from(found, zone) for d, found in self.documents.items()}
        for claim in self.linked.claims:
            if claim.document in first:
                first[claim.document] = min(first[claim.document], claims[claim.id])
        return sorted(first.values()), sorted(claims.values())

    def reported(self, until: datetime | None) -> list[tuple[Event, int]]:
        """The events of which a report was at hand by then (None: the end), each with how many were."""
        if until is None:
            return [(e, len(e.documents)) for e in self.events.values()]
        counted = ((e, bisect_right(self._published[e.id], until)) for e in self.events.values())
        return [(event, reports) for event, reports in counted if reports]

    @cached_property
    def _published(self) -> dict[str, list[datetime]]:
        """From when each report of an event was at hand, days read in the event's zone, in order.

        A report is at hand once it was surely published, or once anything was surely entered on it: a live blog bears
        the time of its last update.
        """
        found = {}
        for event in self.events.values():
            zone = zone_of(event.place.timezone)
            of = (self.documents[d] for d in event.documents if d in self.documents)
            known = {d.document: _at_hand_from(d, zone) for d in of}
            for claim in self.of_event[event.id]:
                link = self.links.get(claim.id)
                if claim.document in known and link and link.event == event.id:
                    known[claim.document] = min(known[claim.document], _known_from(claim.asserted_at, zone))
            found[event.id] = sorted(known.values())
        return found

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The claims of each document, in text order."""
        found: dict[str, list[Claim]] = {d: [] for d in self.documents}
        for claim in self.linked.claims:
            found.setdefault(claim.document, []).append(claim)
        return found

    def relations(self, event: str) -> dict[str, list[Relation]]:
        """The relations of an event's claims, by claim; read when they are first asked for."""
        with self._lock:
            if event not in self._relations:
                found: dict[str, list[Relation]] = {}
                with View(self.path) as view:
                    for relation in view.relations(event):
                        found.setdefault(relation.a, []).append(relation)
                        found.setdefault(relation.b, []).append(relation)
                self._relations[event] = found
            return self._relations[event]

    @cached_property
    def _relations(self) -> dict[str, dict[str, list[Relation]]]:
        return {}

    def decided_about(self, target: str) -> list[DecisionState]:
        """The decisions about a claim, a name, an event or a report, with their undoing, in order."""
        found: dict[str, DecisionState] = {}
        for state in self.decided:
            made = state.decision
            about = {*made.targets, *state.found, *(a.document for a in made.anchor)}
            if target in about or (made.kind == "undo" and made.targets[0] in found):
                found[made.id] = state
        return list(found.values())

    def event_of_track(self, track: str) -> str | None:
        """The event of a track, None where there is no such track."""
        with View(self.path) as view:
            found = view.find(track)
        return found.event if isinstance(found, Track) else None

    @cached_property
    def event_of(self) -> dict[str, str]:
        """The event of each document: that which it is mainly of, else the first that names it."""
        found: dict[str, str] = {}
        for event in self.events.values():
            found |= dict.fromkeys(event.primary, event.id)
        for event in self.events.values():
            for document in event.documents:
                found.setdefault(document, event.id)
        return found

    @cached_property
    def of_event(self) -> dict[str, list[Claim]]:
        """The claims in the reports of each event, and those elsewhere that speak of it."""
        linked: dict[str, dict[str, None]] = {e: dict.fromkeys(event.documents) for e, event in self.events.items()}
        for link in self.linked.links:
            claim = self.claims.get(link.claim)
            if link.event in linked and claim:
                linked[link.event].setdefault(claim.document)
        return {
            event: [c for d in self.documents if d in documents for c in self.claims_of[d]]
            for event, documents in linked.items()
        }

    @cached_property
    def _ready(self) -> "Ready":
        from asof.reconcile import Ready  # noqa: PLC0415 - the first page is told without it

        return Ready(self.linked)

    def stops(self, event: str) -> tuple[str, ...]:
        """The moments (UTC) at which something became known of an event, in order."""
        with self._lock:
            return self._stops(event)

    def _stops(self, event: str) -> tuple[str, ...]:
        if event not in self._of_stops:
            ends = set()
            for claim, known in self._said_of(event).claims:
                link = self.links.get(claim.id)
                if isinstance(claim, StatementClaim) or not link or link.event != event:
                    continue
                ends.add(known)
            ends.discard(_NEVER)
            self._of_stops[event] = tuple(e.strftime(STAMP) for e in sorted(ends))
        return self._of_stops[event]

    @cached_property
    def _of_stops(self) -> dict[str, tuple[str, ...]]:
        return {}

    def told(self, event: str, at: str | None, rule: str) -> Told:
        """An event as of a moment (None: the end), by a rule. Raises KeyError, ValueError for what there is not."""
        key = (event, at, rule)
        with self._lock:
            if key in self._told:
                self._told.move_to_end(key)
                return self._told[key]
            made = self._made(event, at, rule)
            self._told[key] = made
            while len(self._told) > KEPT or (len(self._told) > 2 and self._held() > CLAIMS_KEPT):
                self._told.popitem(last=False)
            return made

    def _held(self) -> int:
        return sum(len(told.story.claims) for told in self._told.values())

    def _made(self, event: str, at: str | None, rule: str) -> Told:
        """Of the story only what was said by then, so that nothing after it has to ask the clock again."""
        zone = zone_of(self.events[event].place.timezone)
        until = end_of(at, zone) if at is not None else None
        trusted = (at, rule) == (None, RULE) and (event in self._failed or not self.is_ready(event))
        reconciled = (self._stored(event) if trusted else None) or self._reconciled(event, at, rule)
        claims, documents, left_out = self._said_of(event).by(until)
        if at is not None:
            naming = self._said_of(event).naming
            known = (event_known(e, at, documents, (), naming) if documents else _unknown(e) for e in reconciled.events)
            reconciled = replace(reconciled, events=tuple(known))
        story = Story(
            documents=documents,
            claims=claims,
            links=self._links(event, claims, until is not None),
            entities=(),
            reconciled=replace(reconciled, at=None),
        )
        return Told(story, (at, rule), (left_out, self._said_of(event).rows, self.numbers), self._stops(event))

    def _reconciled(self, event: str, at: str | None, rule: str) -> Reconciled:
        return pinned(self._ready.reconcile(at, rule, event=event, related=False), self._pins)

    def _stored(self, event: str) -> Reconciled | None:
        """An event as the last run or decision left it: on the first page nobody waits until it is reconciled anew.

        None where the file has been written to since: its answer would be of other claims than these.
        """
        with View(self.path) as view:
            found = Reconciled(
                at=None,
                events=(replace(self.events[event], estimates_excluding_attackers={}),),
                tracks=view.tracks(event),
                relations=(),
                contradictions=view.contradictions(event, standing=False),
            )
        return found if stamp_of(self.path) == self.stamp else None

    def is_ready(self, event: str) -> bool:
        """Whether an event is told as this asof reconciles it, at every moment."""
        return event in self._checked or not self._from_file

    def make_ready(self, event: str) -> None:
        """Make an event's claims ready for any moment, while nobody waits.

        Where this asof reconciles the end otherwise than the one that wrote the file, its own answer is told from now.
        Where it cannot, that is logged once, and the end is told as the file has it.
        """
        with self._lock:
            if self.is_ready(event):
                return
            self._checked.add(event)
            try:
                found = self._reconciled(event, None, RULE)
            except Exception:  # nobody waits for it, and a page that was sent cannot be taken back
                self._failed.add(event)
                _LOG.exception("the event %s could not be reconciled", event)
                return
            told = self._told.get((event, None, RULE))
            if told is not None and not _same(told.story.reconciled, found):
                del self._told[event, None, RULE]

    @cached_property
    def _checked(self) -> set[str]:
        """The events of which it is known what this asof makes of them."""
        return set()

    @cached_property
    def _failed(self) -> set[str]:
        """Those of them of which it makes nothing."""
        return set()

    def _said_of(self, event: str) -> _Said:
        if event not in self._saids:
            found, claims = self.events[event], self.of_event[event]
            of = {*found.documents, *(c.document for c in claims)}
            documents = [d for d in self.documents.values() if d.document in of]
            self._saids[event] = _Said(found, claims, documents, Naming(found, self.linked.entities))
        return self._saids[event]

    @cached_property
    def _saids(self) -> dict[str, _Said]:
        return {}

    def whole(self, at: str | None, rule: str) -> Story:
        """The whole story as of a moment, by a rule: for what leaves the desk."""
        return as_known(
            Story(
                documents=self.linked.documents,
                claims=self.linked.claims,
                links=self.linked.links,
                entities=self.linked.entities,
                reconciled=pinned(self._ready.reconcile(at, rule), self._pins),
                rejected=self.rejected,
            )
        )

    def _links(self, event: str, claims: tuple[Claim, ...], early: bool) -> tuple[ClaimLink, ...]:
        """The links of claims; before the end, with no more outlets and origins than had carried them by then."""
        links = [link for c in claims if (link := self.links.get(c.id))]
        return carried(links, claims, self._outlets, self._said_of(event).says) if early else tuple(links)

    @cached_property
    def _outlets(self) -> dict[str, str]:
        return {d.document: d.outlet or d.document for d in self.documents.values()}


def _unknown(event: Event) -> Event:
    """An event before anybody had said anything of it: nothing but its id and the zone in which it is asked about."""
    return Event(id=event.id, label="", documents=(), primary=(), place=EventPlace(timezone=event.place.timezone))


def _same(one: Reconciled, other: Reconciled) -> bool:
    return (one.events, one.tracks, one.contradictions) == (other.events, other.tracks, other.contradictions)


def _weight(event: Event) -> tuple[int, int, str, str]:
    return (-len(event.primary), -len(event.documents), event.start or "9999", event.id)
