"""The tables of a story, for SQLAlchemy Core. `migrations` makes them; a test holds the two together.

Ledger tables are append-only. Derived tables hold what the last run found (`links`, `entities`, `cores`) and what was
reconciled of it with the decisions applied (the others); `position` counts within an event, `turn` orders the events.
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


aliases = Table(
    "aliases", metadata,
    Column("seq", Integer, primary_key=True), Column("alias", String), Column("id", String),
    Column("recorded_at", String),
)  # fmt: skip


def _derived(name: str) -> Table:
    return Table(
        name, metadata,
        Column("seq", Integer, primary_key=True), Column("position", Integer), Column("id", String),
        Column("event", String), Column("turn", String), Column("body", Text),
    )  # fmt: skip


def _on_both_clocks(name: str) -> Table:
    """A derived table that keeps what no longer holds: `opened`, `closed` in assertion time, the others record time."""
    table = _derived(name)
    for column in ("opened", "closed", "recorded_at", "withdrawn_at"):
        table.append_column(Column(column, String))
    return table


links, entities, cores, events, tracks, run_rejected = map(
    _derived, ("links", "entities", "cores", "events", "tracks", "run_rejected")
)
relations, contradictions = _on_both_clocks("relations"), _on_both_clocks("contradictions")

LEDGER = (raw, documents, tombstones, extractions, claims, decisions, rejected, aliases)
DERIVED = (links, entities, cores, events, tracks, relations, contradictions, run_rejected, summary)
BOTH_CLOCKS = (relations, contradictions)
