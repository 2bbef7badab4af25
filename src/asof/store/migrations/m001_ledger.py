"""The first shape: the ledger with its guards, and the derived tables."""

from sqlalchemy import Connection

_LEDGER = (
    """CREATE TABLE raw (
        sha256 VARCHAR PRIMARY KEY, media_type VARCHAR, size INTEGER NOT NULL, zlib BLOB NOT NULL,
        recorded_at VARCHAR NOT NULL)""",
    """CREATE TABLE documents (
        seq INTEGER PRIMARY KEY, document VARCHAR NOT NULL, revision INTEGER NOT NULL, sha256 VARCHAR NOT NULL,
        raw_sha256 VARCHAR NOT NULL REFERENCES raw (sha256), published VARCHAR, input VARCHAR NOT NULL,
        recorded_at VARCHAR NOT NULL, body TEXT NOT NULL, UNIQUE (document, revision))""",
    """CREATE TABLE tombstones (
        seq INTEGER PRIMARY KEY, document VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, raw_sha256 VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL)""",
    """CREATE TABLE extractions (
        seq INTEGER PRIMARY KEY, document VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, engine VARCHAR NOT NULL,
        claims_sha256 VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL)""",
    """CREATE TABLE claims (
        seq INTEGER PRIMARY KEY, extraction INTEGER NOT NULL REFERENCES extractions (seq), position INTEGER NOT NULL,
        id VARCHAR NOT NULL, document VARCHAR NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL,
        "end" INTEGER NOT NULL, asserted_at VARCHAR, body TEXT NOT NULL, UNIQUE (extraction, id))""",
    """CREATE TABLE decisions (
        seq INTEGER PRIMARY KEY, author VARCHAR NOT NULL, reason VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        recorded_at VARCHAR NOT NULL, body TEXT NOT NULL)""",
    """CREATE TABLE rejected (
        seq INTEGER PRIMARY KEY, input VARCHAR NOT NULL, reason VARCHAR NOT NULL, recorded_at VARCHAR NOT NULL,
        UNIQUE (input, reason))""",
    "CREATE INDEX documents_by_hash ON documents (document, sha256)",
    "CREATE INDEX extractions_by_document ON extractions (document, sha256)",
    "CREATE INDEX claims_by_id ON claims (id)",
    "CREATE INDEX claims_by_document ON claims (document)",
)
_DERIVED = ("links", "entities", "events", "tracks", "relations", "contradictions", "run_rejected")
_GUARDED = {  # table: the document that a row belongs to, for `forget`; None where nothing may ever take it away
    "raw": "(SELECT document FROM documents WHERE raw_sha256 = OLD.sha256)",
    "documents": "OLD.document",
    "tombstones": None,
    "extractions": "OLD.document",
    "claims": "OLD.document",
    "decisions": None,
}


_REFUSE = "SELECT RAISE(ABORT,"


def _guard(table: str, what: str, owner: str | None) -> str:
    """A trigger that refuses `what`; deleting is allowed for the document that is being forgotten, and only then."""
    may = what == "DELETE" and owner
    when = f"WHEN {owner} IS NULL OR {owner} NOT IN (SELECT document FROM forgetting)" if may else ""  # noqa: S608
    refusal = f"'{table} is append-only'"
    return f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} {when} BEGIN {_REFUSE} {refusal}); END"


def up(connection: Connection) -> None:
    """Make every table, index and guard."""
    for statement in _LEDGER:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE forgetting (document VARCHAR PRIMARY KEY)")
    connection.exec_driver_sql("CREATE TABLE summary (key VARCHAR PRIMARY KEY, body TEXT NOT NULL)")
    for name in _DERIVED:
        connection.exec_driver_sql(
            f"CREATE TABLE {name} (position INTEGER PRIMARY KEY, id VARCHAR, event VARCHAR, body TEXT NOT NULL)"
        )
        connection.exec_driver_sql(f"CREATE INDEX {name}_by_id ON {name} (id)")
    for table, owner in _GUARDED.items():
        connection.exec_driver_sql(_guard(table, "UPDATE", owner))
        connection.exec_driver_sql(_guard(table, "DELETE", owner))
