"""One writer at a time. The operating system gives the lock back when its holder ends, however it ends.

The lock is SQLite's own (a reserved lock on a small file beside the story), so that it works alike on every system and
leaves nothing stale after a kill. The file says who holds it and is taken away with the lock.
"""

import os
import platform
import sqlite3
import time
import uuid
from contextlib import suppress
from pathlib import Path

from asof.store.errors import StoreError

_TRIES = 20
_PAUSE = 0.05


class _HeldError(Exception):
    """Another holds the lock; the message says who."""


class Lock:
    """The right to write to a story, from `acquire` to `release`.

    `who`: what its holder is, for those it keeps out; `wait`: for how many seconds it is asked for.
    """

    def __init__(self, story: Path, who: str = "", wait: float = 0.0) -> None:
        self.path = story.with_name(story.name + ".lock")
        self._story = story
        self._who = who
        self._wait = wait
        self._connection: sqlite3.Connection | None = None

    def acquire(self) -> None:
        """Takes the lock. Raises StoreError, naming the holder, where another program writes to the story."""
        until = time.monotonic() + self._wait
        for _ in range(_TRIES):
            token = uuid.uuid4().hex
            connection = self._take_by(token, until)
            if _holder(self.path, "token") == token:
                self._connection = connection
                return
            connection.close()  # the file was taken away between opening and locking it: begin again
        raise StoreError(f"{self.path} could not be locked; try again")

    def _take_by(self, token: str, until: float) -> sqlite3.Connection:
        """Takes the lock, asking again until a moment while another holds it."""
        while True:
            try:
                return self._take(token)
            except _HeldError as held:
                if time.monotonic() >= until:
                    raise StoreError(str(held)) from held
            time.sleep(_PAUSE)

    def _take(self, token: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS holder (token, who)")
            connection.execute("DELETE FROM holder")
            connection.execute("INSERT INTO holder VALUES (?, ?)", (token, _me(self._who)))
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            connection.close()
            if "unable to open" in str(error) or "readonly" in str(error):
                raise StoreError(f"{self._story.parent} cannot be written to") from error
            who = _holder(self.path, "who") or "another program"
            raise _HeldError(f"{self._story} is being written by {who}; try again when it has ended") from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise StoreError(f"{self.path} is no lock of asof; move it away") from error
        return connection

    def release(self) -> None:
        """Gives the lock back."""
        if self._connection is None:
            return
        with suppress(OSError):  # Windows keeps a file that somebody has open; it is then a lock that nobody holds
            self.path.unlink()  # while it is held: whoever has opened it finds in `acquire` that it is gone
        self._connection.close()
        self._connection = None


def _me(who: str) -> str:
    process = f"process {os.getpid()} on {platform.node() or 'this machine'}"
    return f"{who} ({process})" if who else process


def _holder(path: Path, column: str) -> str | None:
    """What the lock's file says; reading does not disturb its holder."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path, timeout=1)
    try:
        row = connection.execute(f"SELECT {column} FROM holder").fetchone()  # noqa: S608 (a constant of this file)
    except sqlite3.Error:
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None
