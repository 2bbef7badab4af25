"""What a run found, written down: replaced whole, or for some events only. Rows stream; no table is held in memory.

Relations and contradictions that no longer hold are not deleted but withdrawn, so that a view of an earlier record time
shows what was believed then. A row that is found again as it was stays as it is, with the time when it was first found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice

import msgspec
from sqlalchemy import Connection, Table, delete, insert

from asof.records import (
    Document,
    Event,
    EventCore,
    Linked,
    Reconciled,
    Record,
    Relation,
    Story,
    moment,
    order_of_publication,
)
from asof.store import tables

_CHUNK = 2000
_NEXT_LINK = "SELECT coalesce((SELECT position + 1 FROM links ORDER BY seq DESC LIMIT 1), 0)"
"""The last link has the highest place: links are only ever replaced together or added at the end."""
Row = dict[str, object]


class Found(Record, frozen=True, kw_only=True):
    """What is written: the story as decided, and what linking had found of it (None: the same)."""

    story: Story
    linked: Linked | None = None
    rule: str = "ucdp"


def instant(at: datetime) -> str:
    """A UTC instant to the microsecond, always of the same length, so that text order is time order."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sure(value: str | None) -> str | None:
    """The instant by which something was surely said (see `records.said_by`); None where that is not known."""
    said = moment(value)
    if said is None:
        return None
    return instant(said.first if said.last - said.first <= timedelta(hours=1) else said.last)


def replace_all(connection: Connection, found: Found, now: str) -> None:
    """Replaces everything that was derived by `found`, within the caller's transaction."""
    story, linked = found.story, found.linked or _linked_of(found.story)
    for table in (tables.links, tables.entities, tables.cores, tables.run_rejected, tables.summary):
        connection.execute(delete(table))
    _fill(connection, tables.links, (_row(n, x.claim, x.event, x) for n, x in enumerate(linked.links)))
    _fill(connection, tables.entities, (_row(n, e.id, None, e) for n, e in enumerate(linked.entities)))
    _fill_cores(connection, linked.events, linked.documents)
    _fill(connection, tables.run_rejected, (_row(n, r.input, None, r) for n, r in enumerate(story.rejected)))
    _replace_reconciled(connection, story, None, now)
    summary = {"at": story.reconciled.at, "set_aside": story.reconciled.set_aside, "rule": found.rule}
    connection.execute(insert(tables.summary), [{"key": key, "body": _json(value)} for key, value in summary.items()])


def replace_events(connection: Connection, story: Story, events: Collection[str], now: str) -> None:
    """Replaces what was reconciled of the events of these ids by the events of `story`; all else stays as it is."""
    _replace_reconciled(connection, story, {*events, *(e.id for e in story.reconciled.events)}, now)


def add_events(connection: Connection, story: Story, now: str) -> None:
    """Adds events that were not there before, with what linking found of them: for stories that do not fit memory."""
    links = connection.exec_driver_sql(_NEXT_LINK).scalar_one()
    _fill(connection, tables.links, (_row(links + n, x.claim, x.event, x) for n, x in enumerate(story.links)))
    _fill_cores(connection, [core_of(e) for e in story.reconciled.events], story.documents)
    _insert_reconciled(connection, story, now, straight=True)


def core_of(event: Event, named: Collection[str] | None = None) -> EventCore:
    """An event as linking left it; with the documents `named` only, where they are given."""
    return EventCore(
        id=event.id,
        label=event.label,
        documents=tuple(d for d in event.documents if named is None or d in named),
        primary=tuple(d for d in event.primary if named is None or d in named),
        start=event.start,
        end=event.end,
        date_prec=event.date_prec,
        place=event.place,
        aliases=event.aliases,
    )


def _linked_of(story: Story) -> Linked:
    return Linked(
        documents=story.documents,
        claims=story.claims,
        links=story.links,
        entities=story.entities,
        events=tuple(core_of(e) for e in story.reconciled.events),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _row(position: int, id_: str, event: str | None, record: object) -> Row:
    return {"position": position, "id": id_, "event": event, "turn": None, "body": _json(record)}


def _fill(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    walk = iter(rows)
    while values := list(islice(walk, _CHUNK)):
        insert_rows(connection, table, values)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows of the same columns at once, past SQLAlchemy, whose work for each row is most of the cost."""
    names = tuple(rows[0])
    connection.exec_driver_sql(_insertion(table.name, names), [tuple(row.values()) for row in rows])


@cache
def _insertion(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of tables.py


def _fill_cores(connection: Connection, cores: Iterable[EventCore], documents: Iterable[Document]) -> None:
    turns = _turns(documents)
    rows = (_row(0, c.id, c.id, c) | {"turn": _turn(c, turns)} for c in cores)
    _fill(connection, tables.cores, rows)


def _turns(documents: Iterable[Document]) -> dict[str, str]:
    keys = {d.document: order_of_publication(d) for d in documents}
    return {d: f"{int(unknown)}{value}\x1f{id_}" for d, (unknown, value, id_) in keys.items()}


def _turn(core: EventCore | Event, turns: Mapping[str, str]) -> str:
    """The order of an event: by the publication of the first document that is about it."""
    return min((turns[d] for d in core.primary or core.documents if d in turns), default=f"2{core.id}")


def _replace_reconciled(connection: Connection, story: Story, events: Collection[str] | None, now: str) -> None:
    run = connection.exec_driver_sql
    for name in ("wanted", "fresh"):
        run(f"DROP TABLE IF EXISTS temp.{name}")
    run("CREATE TEMP TABLE wanted (event VARCHAR PRIMARY KEY)")
    if events is not None and events:
        run("INSERT INTO temp.wanted VALUES (?)", [(e,) for e in sorted(events)])
    there = "" if events is None else " WHERE event IN (SELECT event FROM temp.wanted)"
    for table in (tables.events, tables.tracks):
        run(f"DELETE FROM {table.name}{there}")  # noqa: S608 - names of tables.py
    straight = not any(run(f"SELECT 1 FROM {t.name} LIMIT 1").first() for t in tables.BOTH_CLOCKS)  # noqa: S608
    _insert_reconciled(connection, story, now, straight, everywhere=events is None)
    run("DROP TABLE temp.wanted")


def _insert_reconciled(
    connection: Connection, story: Story, now: str, straight: bool, everywhere: bool = False
) -> None:
    """`straight`: nothing of it was there before, so that nothing is compared."""
    found = story.reconciled
    turns = _turns(story.documents)
    events = (_row(0, e.id, e.id, e) | {"turn": _turn(e, turns)} for e in found.events)
    _fill(connection, tables.events, events)
    _fill(connection, tables.tracks, _in_events((t.event, t.id, t) for t in found.tracks))
    for table, rows in ((tables.relations, _relations(story)), (tables.contradictions, _contradictions(found))):
        if straight:
            _fill(connection, table, (row | {"recorded_at": now, "withdrawn_at": None} for row in rows))
        else:
            _renew(connection, table, rows, now, everywhere)


def _in_events(rows: Iterable[tuple[str, str, object]]) -> Iterator[Row]:
    """Rows with their position within their event."""
    positions: dict[str, int] = {}
    for event, id_, record in rows:
        position = positions.get(event, 0)
        positions[event] = position + 1
        yield _row(position, id_, event, record)


def _relations(story: Story) -> Iterator[Row]:
    """Relations, opened when the later of two claims was said, closed when the place of one was taken by a third."""
    of = {link.claim: link.event or "" for link in story.links}
    said = {c.id: sure(c.asserted_at) for c in story.claims}
    taken = {p.claim: p.superseded_by for t in story.reconciled.tracks for p in t.points if p.superseded_by}
    rows = _in_events((of.get(r.a, ""), r.a, r) for r in story.reconciled.relations)
    for row, relation in zip(rows, story.reconciled.relations, strict=True):
        yield row | {
            "opened": _latest(said.get(relation.a), said.get(relation.b)),
            "closed": _closed(relation, taken, said),
        }


def _latest(a: str | None, b: str | None) -> str | None:
    return None if a is None or b is None else max(a, b)


def _closed(relation: Relation, taken: Mapping[str, str], said: Mapping[str, str | None]) -> str | None:
    ends = (taken.get(relation.a), taken.get(relation.b))
    times = [said.get(end) for end in ends if end is not None and end not in (relation.a, relation.b)]
    return min((t for t in times if t is not None), default=None)


def _contradictions(found: Reconciled) -> Iterator[Row]:
    rows = _in_events((c.event, c.id, c) for c in found.contradictions)
    for row, contradiction in zip(rows, found.contradictions, strict=True):
        yield row | {"opened": sure(contradiction.opened), "closed": sure(contradiction.closed)}


_SAME = (
    "f.id = t.id AND f.event IS t.event AND f.opened IS t.opened AND f.closed IS t.closed AND f.body = t.body "
    "AND t.withdrawn_at IS NULL"
)


def _renew(connection: Connection, table: Table, rows: Iterable[Row], now: str, everywhere: bool) -> None:
    """Withdraw what is not found any more, keep what is found as it was, add what is new."""
    run = connection.exec_driver_sql
    columns = "position, id, event, turn, body, opened, closed"
    run("DROP TABLE IF EXISTS temp.fresh")
    run(f"CREATE TEMP TABLE fresh ({columns})")
    walk = iter(rows)
    names = columns.split(", ")
    while values := [tuple(row[n] for n in names) for row in islice(walk, _CHUNK)]:
        run("INSERT INTO temp.fresh VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    run("CREATE INDEX temp.fresh_by_id ON fresh (id)")
    there = "" if everywhere else "AND t.event IN (SELECT event FROM temp.wanted) "
    name = table.name
    run(
        f"UPDATE {name} AS t SET withdrawn_at = ? WHERE t.withdrawn_at IS NULL {there}"  # noqa: S608 - own names
        f"AND NOT EXISTS (SELECT 1 FROM temp.fresh f WHERE {_SAME})",
        (now,),
    )
    run(
        f"UPDATE {name} AS t SET position = f.position FROM temp.fresh f WHERE {_SAME} "  # noqa: S608
        f"AND t.position != f.position"
    )
    run(
        f"INSERT INTO {name} ({columns}, recorded_at) SELECT {columns}, ? FROM temp.fresh f "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM {name} t WHERE {_SAME}) ORDER BY f.rowid",
        (now,),
    )
    run("DROP TABLE temp.fresh")
