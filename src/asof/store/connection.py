"""Opening a story's file: its settings, its shape, and errors in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from asof.store.errors import StoreError
from asof.store.migrations import migrations

APPLICATION = 0x61736F66  # "asof": SQLite's application_id tells our files from other databases
_BUSY_SECONDS = 15
_CACHE_KB = 65_536
"""SQLite's own two megabytes make a large story read its indexes from the system again for every row."""
_LOG_PAGES = 8_000
"""After how many pages of 4 kB the write-ahead log is folded in: pages that many rows change are written once."""


def stamp(now: datetime | None = None) -> str:
    """Record time: a UTC instant to the microsecond, always of the same length, so that text order is time order."""
    return (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns what SQLite says about a file into a StoreError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        reason = str(getattr(error, "orig", None) or error)
        if "locked" in reason or "busy" in reason:
            raise StoreError(f"{path} is in use by another program; try again when it has ended") from error
        if "append-only" in reason:
            raise StoreError(f"{path}: {reason}; nothing that was recorded is changed") from error
        if "is full" in reason:
            raise StoreError(f"the disk of {path} is full; make room and run again, what was kept is whole") from error
        if "readonly" in reason:
            raise StoreError(f"{path} cannot be written to; name a folder that may be") from error
        raise StoreError(f"{path} is damaged or no story file ({reason}); restore it from a backup") from error


def check_file(path: Path) -> None:
    """Raises StoreError where `path` is no file that SQLite can have written."""
    if not path.exists():
        raise StoreError(f"there is no story at {path}")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name the story.asof in it")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from error
    if not head.startswith(b"SQLite format 3\0"):
        raise StoreError(f"{path} is no story file: it is not an SQLite database")
    if len(head) < 100:
        raise StoreError(f"{path} is damaged: it ends after {len(head)} bytes; restore it from a backup")


def reader(path: Path) -> Engine:
    """An engine that only reads. Raises StoreError for what is no story, or one of a newer asof."""
    check_file(path)
    engine = _engine(path, "mode=ro", "BEGIN")
    with in_words(path), engine.connect() as connection:
        _check_shape(connection, path)
    return engine


def writer(path: Path) -> Engine:
    """An engine that writes; makes the file, or brings an older one up to date."""
    if not path.exists() or not path.stat().st_size:
        _make(path)
    check_file(path)
    engine = _engine(path, "mode=rw", "BEGIN IMMEDIATE")
    with in_words(path):
        with engine.connect() as connection:
            if not _is_empty(connection):
                _check_shape(connection, path)
        _set_up(engine)
        with engine.begin() as connection:
            _migrate(connection)
    return engine


def _make(path: Path) -> None:
    """Make an empty story beside `path` and put it in place whole: whatever stops it, there is a story or none."""
    fresh = path.with_name(path.name + ".new")
    for left in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-journal", "-wal", "-shm"))):
        left.unlink(missing_ok=True)
    engine = _engine(fresh, "mode=rwc", "BEGIN IMMEDIATE")
    with in_words(path):
        _set_up(engine)
        with engine.begin() as connection:
            _migrate(connection)
        to_one_file(engine)
    engine.dispose()
    fresh.replace(path)


def _engine(path: Path, mode: str, begin: str) -> Engine:
    uri = f"file:{quote(str(path.absolute()))}?{mode}"
    engine = create_engine("sqlite://", poolclass=NullPool, creator=lambda: _connected_to(uri))

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's own "begin" below opens every transaction
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _connected_to(uri: str) -> sqlite3.Connection:
    """A connection; one that only reads first lets SQLite end what a killed writer left half done, where it may."""
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "mode=ro" not in uri or "readonly" not in str(error):
            raise
        connection = sqlite3.connect(uri.replace("mode=ro", "mode=rw"), uri=True, timeout=_BUSY_SECONDS)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        finally:
            connection.close()
        return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _set_up(engine: Engine) -> None:
    """What holds for the whole file, outside any transaction."""
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
        raw.driver_connection.execute(f"PRAGMA application_id = {APPLICATION}")  # type: ignore[union-attr]
    finally:
        raw.close()


def _is_empty(connection: Connection) -> bool:
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def _check_shape(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION:
        raise StoreError(f"{path} is an SQLite database, but no story of asof")
    done = connection.exec_driver_sql("SELECT max(number) FROM migrations").scalar_one()
    newest = migrations()[-1].number
    if done is not None and done > newest:
        raise StoreError(f"{path} was written by a newer asof (form {done}; this one knows {newest}); update asof")


def _migrate(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name VARCHAR, recorded_at VARCHAR)"
    )
    done = connection.exec_driver_sql("SELECT max(number) FROM migrations").scalar_one() or 0
    for step in migrations():
        if step.number > done:
            step.up(connection)
            connection.exec_driver_sql("INSERT INTO migrations VALUES (?, ?, ?)", (step.number, step.name, stamp()))


def to_one_file(engine: Engine) -> None:
    """Folds the write-ahead log into the file, so that a story at rest is one file and can be read anywhere."""
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]
    except sqlite3.OperationalError:
        pass  # somebody is reading: the log stays beside the file, and the next writer folds it in
    finally:
        raw.close()
