"""Reading a story as it stands, or as it stood: by what had been said (`at`), and by what we knew (`known_by`)."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, func, literal, select

from asof.records import (
    Claim,
    ClaimLink,
    Contradiction,
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
    moment,
    order_of_publication,
    said_by,
)
from asof.store import tables
from asof.store.connection import in_words, reader, stamp
from asof.store.errors import StoreError

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
        found = [_decoded(body, Document, self.path) for body in self._scalars(query)]
        return tuple(sorted((x for x in found if self._said(x.published.value)), key=order_of_publication))

    def claims(self) -> tuple[Claim, ...]:
        """The claims of those documents, as the engine that last read each found them, in text order."""
        e, c = tables.extractions, tables.claims
        newest = select(func.max(e.c.seq)).where(self._recorded(e)).group_by(e.c.document, e.c.sha256)
        query = (
            select(e.c.document, e.c.sha256, c.c.position, c.c.body)
            .join(e, c.c.extraction == e.c.seq)
            .where(e.c.seq.in_(newest))
        )
        with self._snapshot() as connection:
            texts = {(d.document, d.sha256): n for n, d in enumerate(self.documents())}
            rows = connection.execute(query).all()
        kept = sorted((texts[r[0], r[1]], r[2], r[3]) for r in rows if (r[0], r[1]) in texts)
        claims: list[Claim] = [_decoded(body, Claim, self.path) for _, _, body in kept]
        return tuple(claim for claim in claims if self._said(claim.asserted_at))

    def linked(self) -> Linked:
        """What reconciling takes: documents and claims of this view, and what the last run linked of them."""
        with self._snapshot():
            documents, claims = self.documents(), self.claims()
            links_, events = self._all(tables.links, ClaimLink), self._all(tables.events, Event)
            entities = self._all(tables.entities, Entity)
        named, made = {d.document for d in documents}, {c.id for c in claims}
        links = tuple(x for x in links_ if x.claim in made)
        cores = tuple(core for event in events if (core := _core(event, named)).documents)
        return Linked(documents=documents, claims=claims, links=links, entities=entities, events=cores)

    def story(self) -> Story:
        """The whole story as its last run wrote it.

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
                rejected=self._all(tables.run_rejected, Rejected),
            )

    def _reconciled(self) -> Reconciled:
        values = dict(self._rows(select(tables.summary.c.key, tables.summary.c.body)))
        return Reconciled(
            at=_decoded(values.get("at", "null"), str | None, self.path),
            events=self._all(tables.events, Event),
            tracks=self._all(tables.tracks, Track),
            relations=self._all(tables.relations, Relation),
            contradictions=self._all(tables.contradictions, Contradiction),
            set_aside=_decoded(values.get("set_aside", "{}"), dict[str, int], self.path),
        )

    def find(self, id_: str) -> Found | None:
        """The document, claim, entity, event, track or contradiction of that id in this view, or None."""
        for found in (self._document(id_), self._claim(id_)):
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

    def _document(self, id_: str) -> Document | None:
        return next((d for d in self.documents() if d.document == id_), None)

    def _claim(self, id_: str) -> Claim | None:
        known = select(literal(1)).select_from(tables.claims).where(tables.claims.c.id == id_).limit(1)
        if not self._scalars(known):
            return None
        return next((c for c in self.claims() if c.id == id_), None)

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
        return said_by(asserted_at, self.at) is True

    def _all(self, table: Table, type_: type[T]) -> tuple[T, ...]:
        bodies = self._scalars(select(table.c.body).order_by(table.c.position))
        return tuple(_decoded(body, type_, self.path) for body in bodies)

    def _scalars(self, query: Any) -> list[Any]:
        with self._snapshot() as connection:
            return list(connection.execute(query).scalars())

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
    return stamp(asked.first if "T" in known_by else asked.last)


def _decoded(body: str, type_: Any, path: Path) -> Any:
    try:
        return msgspec.json.decode(body, type=type_)
    except msgspec.MsgspecError as error:
        raise StoreError(f"{path} holds a record that this asof does not understand ({error})") from error


def _unpacked(packed: bytes, path: Path) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise StoreError(f"{path} holds bytes that are damaged ({error}); restore it from a backup") from error


def _core(event: Event, named: set[str]) -> EventCore:
    """An event as linking left it, with the documents of this view only."""
    return EventCore(
        id=event.id,
        label=event.label,
        documents=tuple(d for d in event.documents if d in named),
        primary=tuple(d for d in event.primary if d in named),
        start=event.start,
        end=event.end,
        date_prec=event.date_prec,
        place=event.place,
    )
