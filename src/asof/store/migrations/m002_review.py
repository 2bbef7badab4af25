"""Decisions that can be applied: derived tables by event, what linking found beside what was decided, both clocks.

Derived tables are made again: rows stand in the order of their event, so that one event can be replaced alone.
Relations and contradictions keep the rows that no longer hold, with the record time until which they held.
"""

from datetime import UTC, timedelta

import msgspec
from sqlalchemy import Connection

from asof.records import EventCore, moment

_PLAIN = ("links", "entities", "events", "tracks", "run_rejected")
_BOTH_CLOCKS = ("relations", "contradictions")
_COLUMNS = (
    "seq INTEGER PRIMARY KEY, position INTEGER NOT NULL, id VARCHAR, event VARCHAR, turn VARCHAR, body TEXT NOT NULL"
)
_CLOCKS = "opened VARCHAR, closed VARCHAR, recorded_at VARCHAR NOT NULL, withdrawn_at VARCHAR"
_IN_ITS_EVENT = "row_number() OVER (PARTITION BY event ORDER BY position) - 1"


def up(connection: Connection) -> None:
    """Make the derived tables again with what they hold, and the table of ids that events took over."""
    run = connection.exec_driver_sql
    for name in _PLAIN:
        _again(connection, name, _COLUMNS, "event")
    run(f"CREATE TABLE cores ({_COLUMNS})")
    for position, id_, body in run("SELECT position, id, body FROM events ORDER BY seq").all():
        core = msgspec.json.encode(msgspec.json.decode(body, type=EventCore)).decode()
        run(
            "INSERT INTO cores (position, id, event, turn, body) VALUES (?, ?, ?, ?, ?)",
            (0, id_, id_, f"{position:09}", core),
        )
        run("UPDATE events SET position = 0, turn = ? WHERE id = ?", (f"{position:09}", id_))
    run("CREATE INDEX links_by_event ON links (event)")
    of_a = "(SELECT event FROM links WHERE links.id = relations_before.id LIMIT 1)"
    for name in _BOTH_CLOCKS:
        _again(connection, name, f"{_COLUMNS}, {_CLOCKS}", of_a if name == "relations" else "event")
    for seq, body in run("SELECT seq, body FROM contradictions").all():
        found = msgspec.json.decode(body)
        times = (_sure(found.get("opened")), _sure(found.get("closed")), seq)
        run("UPDATE contradictions SET opened = ?, closed = ? WHERE seq = ?", times)
    for name in ("cores", "links", "entities", "events", "tracks", *_BOTH_CLOCKS):
        run(f"CREATE INDEX {name}_by_id ON {name} (id)")
    run("CREATE INDEX events_by_turn ON events (turn)")
    for name in ("tracks", *_BOTH_CLOCKS):
        run(f"CREATE INDEX {name}_by_event ON {name} (event, position)")
    run("CREATE INDEX contradictions_standing ON contradictions (closed, opened) WHERE withdrawn_at IS NULL")
    run(
        "CREATE TABLE aliases (seq INTEGER PRIMARY KEY, alias VARCHAR NOT NULL, id VARCHAR NOT NULL, "
        "recorded_at VARCHAR NOT NULL)"
    )
    run("CREATE INDEX aliases_by_alias ON aliases (alias)")
    refusal = "BEGIN SELECT RAISE(ABORT, 'aliases is append-only'); END"
    for what in ("UPDATE", "DELETE"):
        run(f"CREATE TRIGGER aliases_no_{what.lower()} BEFORE {what} ON aliases {refusal}")
    # the words that a decision is anchored to go when their document is forgotten, and only then
    run("DROP TRIGGER decisions_no_update")
    named = "SELECT json_extract(value, '$.document') FROM json_each(OLD.body, '$.anchor')"
    run(
        "CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions "  # noqa: S608 - names of this file
        f"WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE document IN ({named})) "
        "BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END"
    )


def _again(connection: Connection, name: str, columns: str, event: str) -> None:
    """Make a derived table again with other columns, and take over its rows."""
    run = connection.exec_driver_sql
    run(f"ALTER TABLE {name} RENAME TO {name}_before")
    run(f"DROP INDEX IF EXISTS {name}_by_id")
    run(f"CREATE TABLE {name} ({columns})")
    clocks, now = ("", "")
    if name in _BOTH_CLOCKS:
        clocks, now = ", recorded_at", ", coalesce((SELECT max(recorded_at) FROM extractions), '')"
    position = "position" if name in ("links", "entities", "run_rejected", "events") else _IN_ITS_EVENT
    run(
        f"INSERT INTO {name} (position, id, event, body{clocks}) "  # noqa: S608 - names of this file
        f"SELECT {position}, id, event, body{now} FROM (SELECT position, id, {event} AS event, body "
        f"FROM {name}_before ORDER BY position)"
    )
    run(f"DROP TABLE {name}_before")


def _sure(value: str | None) -> str | None:
    """The instant by which something was surely said, as `store.connection.stamp` writes it."""
    said = moment(value)
    if said is None:
        return None
    at = said.first if said.last - said.first <= timedelta(hours=1) else said.last
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
