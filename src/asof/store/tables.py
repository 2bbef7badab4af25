"""The tables of a story, for SQLAlchemy Core. `migrations` makes them; a test holds the two together.

Ledger tables are append-only. Derived tables hold what the last run found, and are replaced together.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

migrations = Table(
    "migrations", metadata,
    Column("number", Integer, primary_key=True), Column("name", String), Column("recorded_at", String),
)  # fmt: skip

raw = Table(
    "raw", metadata,
    Column("sha256", String, primary_key=True), Column("media_type", String), Column("size", Integer),
    Column("zlib", LargeBinary), Column("recorded_at", String),
)  # fmt: skip

documents = Table(
    "documents", metadata,
    Column("seq", Integer, primary_key=True), Column("document", String), Column("revision", Integer),
    Column("sha256", String), Column("raw_sha256", String), Column("published", String), Column("input", String),
    Column("recorded_at", String), Column("body", Text),
)  # fmt: skip

tombstones = Table(
    "tombstones", metadata,
    Column("seq", Integer, primary_key=True), Column("document", String), Column("sha256", String),
    Column("raw_sha256", String), Column("reason", String), Column("recorded_at", String),
)  # fmt: skip

extractions = Table(
    "extractions", metadata,
    Column("seq", Integer, primary_key=True), Column("document", String), Column("sha256", String),
    Column("engine", String), Column("claims_sha256", String), Column("recorded_at", String),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("seq", Integer, primary_key=True), Column("extraction", Integer), Column("position", Integer),
    Column("id", String), Column("document", String), Column("kind", String), Column("start", Integer),
    Column("end", Integer), Column("asserted_at", String), Column("body", Text),
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("seq", Integer, primary_key=True), Column("author", String), Column("reason", String),
    Column("kind", String), Column("recorded_at", String), Column("body", Text),
)  # fmt: skip

rejected = Table(
    "rejected", metadata,
    Column("seq", Integer, primary_key=True), Column("input", String), Column("reason", String),
    Column("recorded_at", String),
)  # fmt: skip

summary = Table("summary", metadata, Column("key", String, primary_key=True), Column("body", Text))


def _derived(name: str) -> Table:
    return Table(
        name, metadata,
        Column("position", Integer, primary_key=True), Column("id", String), Column("event", String),
        Column("body", Text),
    )  # fmt: skip


links, entities, events, tracks, relations, contradictions, run_rejected = map(
    _derived, ("links", "entities", "events", "tracks", "relations", "contradictions", "run_rejected")
)

LEDGER = (raw, documents, tombstones, extractions, claims, decisions, rejected)
DERIVED = (links, entities, events, tracks, relations, contradictions, run_rejected, summary)
RECORD_TIME = frozenset({"seq", "recorded_at", "input_path"})
"""Columns that say when or in which turn something was learned, not what."""
