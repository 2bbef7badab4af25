"""The stories that are served, each kept in memory for as long as its file stays as it is."""

import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from asof.serve.desk.jobs import Jobs
from asof.serve.desk.state import State, stamp_of
from asof.store import StoreError

_PLAIN = re.compile(r"[^a-z0-9]+")


class Book:
    """One story that is served: a name for its addresses, its file, and what was last read of it."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path
        self.jobs = Jobs(path)
        self._state: State | None = None
        self._lock = threading.Lock()

    def stamp(self) -> str:
        """A mark of the file as it is now: another one means that something was written."""
        return stamp_of(self.path)

    def state(self) -> State:
        """What the file holds now; read again only when it has changed. Raises StoreError where it cannot be read."""
        stamp = self.stamp()
        with self._lock:
            if self._state is None or self._state.stamp != stamp:
                self._state = State(self.path, stamp)
            return self._state


class Shelf:
    """All the stories that are served, by name."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.books: Mapping[str, Book] = _named([_store_of(p) for p in paths])

    def __getitem__(self, name: str) -> Book:
        return self.books[name]


def _store_of(path: Path) -> Path:
    store = path / "story.asof" if path.is_dir() else path
    if not store.is_file():
        raise StoreError(f"no story at {path}; make one with: asof run INPUT… --out {path}")
    return store


def _named(paths: Sequence[Path]) -> dict[str, Book]:
    """Each story under a name that can stand in an address: that of its folder, or of its file."""
    books: dict[str, Book] = {}
    for path in paths:
        called = path.absolute().parent.name if path.name == "story.asof" else path.stem
        plain = _PLAIN.sub("-", called.lower()).strip("-") or "story"
        name = plain
        while name in books:
            name = f"{plain}-{len(books) + 1}"
        books[name] = Book(name, path)
    return books
