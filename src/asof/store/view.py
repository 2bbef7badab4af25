"""Reading a story as it stands, or as it stood: by what had been said (`at`), and by what we knew (`known_by`)."""

import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, or_, select, true

from asof.records import (
    Claim,
    ClaimLink,
    Contradiction,
    Decision,
    Document,
    Entity,
    Event,
    EventCore,
    Linked,
    Reconciled,
    Rejected,
    Relation,
    Story,
    Track,
    end_of,
    moment,
    order_of_publication,
    said_by,
)
from asof.store import tables
from asof.store.connection import in_words, reader, stamp
from asof.store.deriving import instant
from asof.store.errors import StoreError
from asof.store.one_event import aliases, chunks, claims_of, events_of, load, meant, together
from asof.store.review import Reviewed, apply

T = TypeVar("T")
Found = Document | Claim | Entity | Event | Track | Contradiction


class View:
    """A story as of a moment; may be used as a context manager. Not to be shared by threads.

    `at`: only what was surely said by then (assertion time; see `records.said_by`). `known_by`: only what had been
    recorded by then (record time). Raises StoreError for a file that cannot be read, ValueError for no time.
    """

    def __init__(self, path: str | Path, at: str | None = None, known_by: str | None = None) -> None:
        self.path = Path(path)
        said_by(None, at)  # refuses what is no time
        self.at = at
        self._known = _instant(known_by)
        self._engine = reader(self.path)
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the view. Nothing is held open between questions, so one that is never closed does no harm."""
        self._engine.dispose()

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        """One state of the file for everything within; the file is let go of after it, so that others may write."""
        if self._connection is not None:
            yield self._connection
            return
        with in_words(self.path), self._engine.connect() as connection:
            self._connection = connection
            try:
                yield connection
            finally:
                self._connection = None

    def documents(self) -> tuple[Document, ...]:
        """The latest revision of each document, in order of publication, then id; unknown dates last."""
        d = tables.documents
        newest = (
            select(d.c.document, func.max(d.c.revision).label("revision"))
            .where(self._recorded(d))
            .group_by(d.c.document)
            .subquery()
        )
        query = select(d.c.body).join(
            newest, and_(d.c.document == newest.c.document, d.c.revision == newest.c.revision)
        )  # fmt: skip
        found = _all_decoded(self._scalars(query), Document, self.path)
        return tuple(sorted((x for x in found if self._said(x.published.value)), key=order_of_publication))

    def claims(self, documents: tuple[Document, ...] | None = None) -> tuple[Claim, ...]:
        """The claims of those documents, as the engine that last read each found them, in text order.

        `documents`: those of this view, where they have been read.
        """
        e, c = tables.extractions, tables.claims
        newest = select(func.max(e.c.seq)).where(self._recorded(e)).group_by(e.c.document, e.c.sha256)
        with self._snapshot() as connection:
            told = self.documents() if documents is None else documents
            texts = {(d.document, d.sha256): n for n, d in enumerate(told)}
            of = connection.execute(select(e.c.seq, e.c.document, e.c.sha256).where(e.c.seq.in_(newest)))
            turn = {seq: texts[document, sha256] for seq, document, sha256 in of if (document, sha256) in texts}
            query = select(c.c.extraction, c.c.position, c.c.body).where(c.c.extraction.in_(newest))
            rows = connection.execute(query).all()
        kept = sorted((turn[seq], position, body) for seq, position, body in rows if seq in turn)
        bodies = [body for _, _, body in kept]
        claims: tuple[Claim, ...] = _all_decoded(bodies, Claim, self.path)  # type: ignore[arg-type]  # a union of types
        return claims if self.at is None else tuple(claim for claim in claims if self._said(claim.asserted_at))

    def found(self) -> Linked:
        """Documents and claims of this view, and what the last run linked of them, before any decision."""
        with self._snapshot():
            documents = self.documents()
            claims = self.claims(documents)
            links, cores = self._all(tables.links, ClaimLink), self._in_turn(tables.cores, EventCore)
            entities = self._all(tables.entities, Entity)
        linked = Linked(documents=documents, claims=claims, links=links, entities=entities, events=cores)
        return self._cut(linked)

    def decisions(self) -> tuple[Decision, ...]:
        """People's decisions in the order in which they were kept, with their record time."""
        d = tables.decisions
        query = select(d.c.body, d.c.recorded_at).where(self._recorded(d)).order_by(d.c.seq)
        found = [(_decoded(body, Decision, self.path), at) for body, at in self._rows(query)]
        return tuple(replace(decision, recorded_at=at) for decision, at in found)

    def reviewed(self, decisions: tuple[Decision, ...] | None = None) -> Reviewed:
        """The documents, claims and links of this view with its decisions (or those given) applied."""
        with self._snapshot():
            chosen = self.decisions() if decisions is None else decisions
            linked = self.found()
            return apply(linked, chosen, self.earlier(chosen, linked))

    def linked(self) -> Linked:
        """What reconciling takes: the documents and claims of this view, linked and decided."""
        return self.reviewed().linked

    def part(self, events: Collection[str], decisions: tuple[Decision, ...] | None = None) -> Reviewed:
        """Like `reviewed`, of some events only (and those that decisions tie to them), without entities.

        Costs what those events hold, however long the story is; decisions about other events are left out.
        """
        with self._snapshot() as connection:
            chosen = self.decisions() if decisions is None else decisions
            ids = together(connection, events, chosen)
            if ids is None:
                return self.reviewed(chosen)
            tied = [a for d in chosen if d.kind in ("move", "split") for a in d.anchor]
            near = {a.target for a in tied if a.of == "event"} & {*ids, *events}
            beside = {a.document for a in tied if a.document and a.of != "event"} if near else set()
            recorded = {t: self._recorded(t) for t in (tables.documents, tables.extractions)}
            linked = self._cut(load(connection, ids, recorded, beside))
            here = {d.document for d in linked.documents}
            mine = tuple(d for d in chosen if _concerns(d, here, ids))
            return apply(linked, mine, self.earlier(mine, linked))

    def event(self, id_: str) -> Linked:
        """One event, by its id or one that it took over: its documents and claims, linked and decided.

        A bare time in `at` is the event's local time. Raises LookupError for an id that is no event's.
        """
        with self._snapshot() as connection:
            linked = self.part([id_]).linked
            named = meant(id_, aliases(connection))
        core = next((e for e in linked.events if id_ in (e.id, *e.aliases) or e.id == named), None)
        if core is None:
            raise LookupError(f"there is no event {id_!r}")
        zone = _zone(core.place.timezone)
        documents = [d for d in linked.documents if d.document in core.documents]
        claims = {c.id: c for c in linked.claims if said_by(c.asserted_at, self.at, zone) is True}
        links = tuple(x for x in linked.links if x.event == core.id and x.claim in claims)
        return Linked(
            documents=tuple(d for d in documents if said_by(d.published.value, self.at, zone) is True),
            claims=tuple(claims[x.claim] for x in links),
            links=links,
            entities=(),
            events=(core,),
        )

    def events_about(self, claim: str) -> frozenset[str]:
        """The event that a claim was linked to, if any."""
        k = tables.links.c
        return frozenset(e for e in self._scalars(select(k.event).where(k.id == claim)) if e)

    def events_of(self, decision: Decision) -> frozenset[str]:
        """The events that a decision is about, as linked, and those that it may have made."""
        with self._snapshot() as connection:
            return events_of(connection, decision)

    def contradictions(self, event: str | None = None, standing: bool = True) -> tuple[Contradiction, ...]:
        """The contradictions of the story or of an event; `standing`: those only that were open at the view's moment.

        As the last run, or the last decision, found them; by `known_by`, as they were believed then.
        """
        c = tables.contradictions.c
        query = select(c.event, c.position, c.body).where(self._believed(tables.contradictions))
        if event is not None:
            query = query.where(c.event == event)
        ways: list[ColumnElement[bool]] = [c.closed.is_(None)] if standing else [true()]
        if self.at is not None:
            until = instant(end_of(self.at, UTC))
            query = query.where(c.opened <= until)
            if standing:
                ways.append(c.closed > until)
        # Each way by itself is a range of an index; one question with "or", or an order, reads them all.
        with self._snapshot() as connection:
            rows = [(e or "", n, body) for way in ways for e, n, body in connection.execute(query.where(way))]
        bodies = [body for _, _, body in sorted(rows)]
        return _all_decoded(bodies, Contradiction, self.path)

    def relations(self, event: str) -> tuple[Relation, ...]:
        """The relations between claims of an event that stood at the view's moment."""
        r = tables.relations.c
        query = select(r.body).where(self._believed(tables.relations), r.event == event)
        if self.at is not None:
            until = instant(end_of(self.at, UTC))
            query = query.where(r.opened <= until, or_(r.closed.is_(None), r.closed > until))
        return tuple(_decoded(body, Relation, self.path) for body in self._scalars(query.order_by(r.position)))

    def tracks(self, event: str) -> tuple[Track, ...]:
        """The tracks of an event as the last run, or the last decision, left them."""
        t = tables.tracks.c
        return _all_decoded(
            self._scalars(select(t.body).where(t.event == event).order_by(t.position)), Track, self.path
        )

    def _believed(self, table: Table) -> ColumnElement[bool]:
        """What was held to be so at the view's record time: found by then, and not withdrawn by then."""
        if self._known is None:
            return table.c.withdrawn_at.is_(None)
        still = or_(table.c.withdrawn_at.is_(None), table.c.withdrawn_at > self._known)
        return and_(table.c.recorded_at <= self._known, still)

    def story(self) -> Story:
        """The whole story as its last run wrote it, with the decisions since.

        Raises ValueError for a view of an earlier moment: reconcile its `linked()` instead.
        """
        if self.at or self._known:
            raise ValueError("a story as of an earlier moment is reconciled anew from View.linked()")
        with self._snapshot():
            linked = self.linked()
            return Story(
                documents=linked.documents,
                claims=linked.claims,
                links=linked.links,
                entities=linked.entities,
                reconciled=self._reconciled(),
                rejected=self.rejected(),
            )

    def cores(self) -> tuple[EventCore, ...]:
        """The events as linking left them, before any decision."""
        return self._in_turn(tables.cores, EventCore)

    def events(self) -> tuple[Event, ...]:
        """The events with their estimates as the last run, or the last decision, left them."""
        return self._in_turn(tables.events, Event)

    def rejected(self) -> tuple[Rejected, ...]:
        """What the last run set aside."""
        return self._all(tables.run_rejected, Rejected)

    def settings(self) -> tuple[str | None, str]:
        """As of when, and by which rule, the last run reconciled."""
        values = dict(self._rows(select(tables.summary.c.key, tables.summary.c.body)))
        at = _decoded(values.get("at", "null"), str | None, self.path)
        return at, _decoded(values.get("rule", '"ucdp"'), str, self.path)

    def set_aside(self) -> dict[str, int]:
        """How many claims moved no estimate in the last run, by reason."""
        values = dict(self._rows(select(tables.summary.c.key, tables.summary.c.body)))
        found: dict[str, int] = _decoded(values.get("set_aside", "{}"), dict[str, int], self.path)
        return found

    def aliases(self) -> dict[str, str]:
        """Ids of former events, and what they mean now."""
        with self._snapshot() as connection:
            return aliases(connection)

    def _reconciled(self) -> Reconciled:
        at, _ = self.settings()
        return Reconciled(
            at=at,
            events=self.events(),
            tracks=self._by_event(tables.tracks, Track),
            relations=self._by_event(tables.relations, Relation),
            contradictions=self._by_event(tables.contradictions, Contradiction),
            set_aside=self.set_aside(),
        )

    def _by_event(self, table: Table, type_: type[T]) -> tuple[T, ...]:
        """Rows in the order of their events, then of their own."""
        e = tables.events
        query = select(table.c.body).outerjoin(e, e.c.id == table.c.event)
        if table in tables.BOTH_CLOCKS:
            query = query.where(self._believed(table))
        bodies = self._scalars(query.order_by(e.c.turn.is_(None), e.c.turn, table.c.event, table.c.position))
        return _all_decoded(bodies, type_, self.path)

    def _in_turn(self, table: Table, type_: type[T]) -> tuple[T, ...]:
        bodies = self._scalars(select(table.c.body).order_by(table.c.turn, table.c.id))
        return _all_decoded(bodies, type_, self.path)

    def _cut(self, linked: Linked) -> Linked:
        """Links and events that name only documents and claims which are there."""
        named, made = {d.document for d in linked.documents}, {c.id for c in linked.claims}
        cores = (
            replace(
                core,
                documents=tuple(d for d in core.documents if d in named),
                primary=tuple(d for d in core.primary if d in named),
            )
            for core in linked.events
        )
        return replace(
            linked,
            links=tuple(x for x in linked.links if x.claim in made),
            events=tuple(core for core in cores if core.documents),
        )

    def earlier(self, decisions: tuple[Decision, ...], linked: Linked) -> dict[str, Claim]:
        """Claims that decisions are about and that are read no more, from texts that are still the same."""
        made, texts = {c.id for c in linked.claims}, {d.document: d.sha256 for d in linked.documents}
        lost = {a.target for d in decisions for a in d.anchor if a.of == "claim" and a.target not in made}
        e, c = tables.extractions, tables.claims
        found: dict[str, Claim] = {}
        for some in chunks(sorted(lost)):
            query = select(e.c.document, e.c.sha256, c.c.id, c.c.body).join(e, c.c.extraction == e.c.seq)
            with self._snapshot() as connection:
                rows = connection.execute(query.where(c.c.id.in_(some), self._recorded(e)).order_by(e.c.seq)).all()
            found |= {r.id: _decoded(r.body, Claim, self.path) for r in rows if texts.get(r.document) == r.sha256}
        return {id_: claim for id_, claim in found.items() if self._said(claim.asserted_at)}

    def find(self, id_: str) -> Found | None:
        """The document, claim, entity, event, track or contradiction of that id in this view, or None."""
        for found in (self.document(id_), self.claim(id_)):
            if found is not None:
                return found
        kinds: tuple[tuple[Table, Any], ...] = (
            (tables.entities, Entity),
            (tables.events, Event),
            (tables.tracks, Track),
            (tables.contradictions, Contradiction),
        )
        for table, type_ in kinds:
            body = next(iter(self._scalars(select(table.c.body).where(table.c.id == id_).limit(1))), None)
            if body is not None:
                found_: Found = _decoded(body, type_, self.path)
                return found_
        return None

    def document(self, id_: str) -> Document | None:
        """The latest revision of a document in this view, or None."""
        d = tables.documents
        query = select(d.c.body).where(d.c.document == id_, self._recorded(d)).order_by(d.c.revision.desc()).limit(1)
        found = next((_decoded(body, Document, self.path) for body in self._scalars(query)), None)
        return found if found is not None and self._said(found.published.value) else None

    def claim(self, id_: str) -> Claim | None:
        """A claim as it was read, before any decision, or None."""
        c = tables.claims
        names = self._scalars(select(c.c.document).where(c.c.id == id_).distinct())
        for document in filter(None, map(self.document, names)):
            for claim in self.claims_of(document):
                if claim.id == id_:
                    return claim
        return None

    def claims_of(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document as the engine that last read it found them."""
        recorded = {tables.extractions: self._recorded(tables.extractions)}
        with self._snapshot() as connection:
            found = claims_of(connection, [document], recorded)
        return tuple(c for c in found if self._said(c.asserted_at))

    def raw(self, document: str) -> bytes | None:
        """The bytes that the latest revision of a document was read from, or None."""
        import_ = tables.raw.join(tables.documents, tables.documents.c.raw_sha256 == tables.raw.c.sha256)
        query = (
            select(tables.raw.c.zlib)
            .select_from(import_)
            .where(tables.documents.c.document == document, self._recorded(tables.documents))
            .order_by(tables.documents.c.revision.desc())
            .limit(1)
        )
        return next((_unpacked(packed, self.path) for packed in self._scalars(query)), None)

    def _recorded(self, table: Table) -> ColumnElement[bool]:
        return table.c.recorded_at <= self._known if self._known else literal(1) == 1

    def _said(self, asserted_at: str | None) -> bool:
        return self.at is None or said_by(asserted_at, self.at) is True

    def _all(self, table: Table, type_: type[T]) -> tuple[T, ...]:
        bodies = self._scalars(select(table.c.body).order_by(table.c.position, table.c.seq))
        return _all_decoded(bodies, type_, self.path)

    def _scalars(self, query: Any) -> list[Any]:
        with self._snapshot() as connection:
            return list(connection.execute(query).scalars().all())

    def _rows(self, query: Any) -> list[tuple[str, str]]:
        with self._snapshot() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]


def _instant(known_by: str | None) -> str | None:
    """A record time to compare with; a bare day means its end."""
    if known_by is None:
        return None
    asked = moment(known_by)
    if asked is None:
        raise ValueError(f"not a time: {known_by!r}; write 2013-01-17 or 2013-01-17T12:00Z")
    if "." in known_by:  # a record time itself, to the microsecond
        exact = datetime.fromisoformat(known_by)
        return stamp(exact if exact.tzinfo else exact.replace(tzinfo=UTC))
    return stamp(asked.first if "T" in known_by else asked.last)


def _decoded(body: str, type_: Any, path: Path) -> Any:
    try:
        return msgspec.json.decode(body, type=type_)
    except msgspec.MsgspecError as error:
        raise StoreError(f"{path} holds a record that this asof does not understand ({error})") from error


def _all_decoded(bodies: list[str], type_: type[T], path: Path) -> tuple[T, ...]:
    """Records of one type; many are decoded in one go, which is most of the time of a long list."""
    found: list[T] = []
    for some in chunks(bodies):
        found += _decoded(f"[{','.join(some)}]", list[type_], path)  # type: ignore[valid-type]
    return tuple(found)


def _unpacked(packed: bytes, path: Path) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise StoreError(f"{path} holds bytes that are damaged ({error}); restore it from a backup") from error


def _concerns(decision: Decision, documents: Collection[str], events: Collection[str]) -> bool:
    """Whether a decision is about these documents or events (undoing is kept, since it counts wherever it stands)."""
    if decision.kind == "undo":
        return True
    ids = {a.target for a in decision.anchor if a.of == "event"}
    held = {h for a in decision.anchor if a.of == "event" for h in a.holds}
    named = {a.document for a in decision.anchor if a.of != "event"}
    return bool(ids & set(events) or held & set(documents) or named & set(documents))


def _zone(name: str | None) -> tzinfo:
    """The zone of an event's place (IANA name or "+01:00"), else UTC."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _offset(name or "")


def _offset(name: str) -> tzinfo:
    try:
        return datetime.strptime(name, "%z").tzinfo or UTC
    except ValueError:
        return UTC
