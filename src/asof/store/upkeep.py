"""Keeping a story: copying it safely, and forgetting a document for good."""

import sqlite3
from pathlib import Path

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, insert, select

from asof.records import Decision, Entity, Event, EventCore
from asof.store import tables
from asof.store.connection import check_file, in_words, stamp, to_one_file, writer
from asof.store.errors import StoreError
from asof.store.lock import Lock


def backup(path: str | Path, to: str | Path) -> None:
    """Copies a story, even while it is written to, into a new file. Raises StoreError where `to` exists."""
    source, target = Path(path), Path(to)
    check_file(source)
    if target.exists():
        raise StoreError(f"{target} exists; name a new file")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with in_words(source):
        with_source, with_part = sqlite3.connect(source), sqlite3.connect(part)
        try:
            with_source.backup(with_part)
            with_part.execute("PRAGMA journal_mode = DELETE")
        finally:
            with_source.close()
            with_part.close()
    part.replace(target)  # a copy that was cut short never bears the name that was asked for


def forget(path: str | Path, document: str, reason: str = "asked for") -> int:
    """Removes a document's bytes, text and claims from the file for good; how many revisions there were.

    A tombstone stays (id, hashes, time, reason), by which the document is not taken in again. What was reconciled from
    its claims is dropped with them and is made anew by the next run. Raises StoreError where there is no such document.
    """
    story = Path(path)
    check_file(story)
    lock = Lock(story)
    lock.acquire()
    try:
        engine = writer(story)
        with in_words(story):
            with engine.begin() as connection:
                count = _forgotten(connection, story, document, reason)
            to_one_file(engine)
            plain = engine.raw_connection()
            try:
                plain.driver_connection.execute("VACUUM")  # type: ignore[union-attr]
            finally:
                plain.close()
    finally:
        lock.release()
    return count


def _forgotten(connection: Connection, story: Path, document: str, reason: str) -> int:
    d = tables.documents
    rows = connection.execute(select(d.c.sha256, d.c.raw_sha256).where(d.c.document == document)).all()
    if not rows:
        raise StoreError(f"{story}: there is no document {document!r}")
    connection.exec_driver_sql("INSERT INTO forgetting VALUES (?)", (document,))
    values = [
        {"document": document, "sha256": r.sha256, "raw_sha256": r.raw_sha256, "reason": reason, "recorded_at": stamp()}
        for r in rows
    ]
    connection.execute(insert(tables.tombstones), values)
    claims = _claims_of(connection, document)
    for table in (tables.claims, tables.extractions):
        connection.execute(delete(table).where(table.c.document == document))
    _unlink(connection, document, claims)
    _delete_bytes(connection, document, {r.raw_sha256 for r in rows})
    _blank_decisions(connection, document)
    connection.exec_driver_sql("DELETE FROM forgetting")
    return len(rows)


def _claims_of(connection: Connection, document: str) -> set[str]:
    c = tables.claims
    return set(connection.execute(select(c.c.id).where(c.c.document == document)).scalars())


def _delete_bytes(connection: Connection, document: str, hashes: set[str]) -> None:
    """Deletes the document's rows and those bytes that no other document was read from."""
    d, r = tables.documents, tables.raw
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    shared = set(connection.execute(select(d.c.raw_sha256).where(d.c.document != document)).scalars())
    for sha256 in sorted(hashes - shared):
        connection.execute(delete(r).where(r.c.sha256 == sha256))
    connection.execute(delete(d).where(d.c.document == document))


def _blank_decisions(connection: Connection, document: str) -> None:
    """Takes the document's words out of the decisions about it; that something was decided, by whom and why, stays."""
    d = tables.decisions
    for seq, body in connection.execute(select(d.c.seq, d.c.body)).all():
        decision = msgspec.json.decode(body, type=Decision)
        blank = [replace(a, quote="", before="", after="") if a.document == document else a for a in decision.anchor]
        if tuple(blank) != decision.anchor:
            value = {} if decision.kind == "correct" else decision.value
            left = msgspec.json.encode(replace(decision, anchor=tuple(blank), value=value)).decode()
            connection.execute(d.update().where(d.c.seq == seq).values(body=left))


def _unlink(connection: Connection, document: str, claims: set[str]) -> None:
    """Takes a document out of what was derived: out of events and entities; all that was reconciled is dropped."""
    for table in (tables.tracks, tables.relations, tables.contradictions):
        connection.execute(delete(table))
    for claim in sorted(claims):
        connection.execute(delete(tables.links).where(tables.links.c.id == claim))
    for seq, body in connection.execute(select(tables.cores.c.seq, tables.cores.c.body)).all():
        core = _core_without(msgspec.json.decode(body, type=EventCore), document)
        _replace(connection, tables.cores, seq, core if core.documents else None)
    for seq, body in connection.execute(select(tables.events.c.seq, tables.events.c.body)).all():
        event = _without(msgspec.json.decode(body, type=Event), document)
        _replace(connection, tables.events, seq, event if event.documents else None)
    for seq, body in connection.execute(select(tables.entities.c.seq, tables.entities.c.body)).all():
        entity = _unnamed(msgspec.json.decode(body, type=Entity), document)
        _replace(connection, tables.entities, seq, entity if entity.aliases else None)


def _replace(connection: Connection, table: Table, seq: int, record: Event | EventCore | Entity | None) -> None:
    row = table.c.seq == seq
    if record is None:
        connection.execute(delete(table).where(row))
    else:
        connection.execute(table.update().where(row).values(body=msgspec.json.encode(record).decode()))


def _label(event: Event | EventCore, document: str) -> str:
    """The label of an event; where it may be the forgotten document's headline, the event's id until the next run."""
    return event.id if event.documents[:1] == (document,) else event.label


def _core_without(core: EventCore, document: str) -> EventCore:
    return replace(
        core,
        label=_label(core, document),
        documents=tuple(d for d in core.documents if d != document),
        primary=tuple(d for d in core.primary if d != document),
    )


def _without(event: Event, document: str) -> Event:
    return replace(
        event,
        label=_label(event, document),
        documents=tuple(d for d in event.documents if d != document),
        primary=tuple(d for d in event.primary if d != document),
        estimates={},
        estimates_by=(),
    )


def _unnamed(entity: Entity, document: str) -> Entity:
    """An entity without the spellings that stand in no other document."""
    left = [(a, tuple(d for d in a.documents if d != document)) for a in entity.aliases]
    aliases = tuple(replace(a, documents=documents) for a, documents in left if documents)
    touched = any(document in a.documents for a in entity.aliases)
    return replace(entity, aliases=aliases, descriptions=() if touched else entity.descriptions)
