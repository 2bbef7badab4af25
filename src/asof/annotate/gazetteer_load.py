"""Makes the gazetteer's index from a dump of GeoNames and what comes with asof.

A dump (`allCountries.zip`, `US.zip`, or the text in them) has nineteen columns parted by tabs and no header
(https://download.geonames.org/export/dump/readme.txt). Kept are places where people live, divisions, and what news
names beside them: islands, airfields, oil fields, mines, dams, camps. The countries, first-order divisions, regions,
nationalities and short names of asof stay.
"""

import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from asof.annotate import gazetteer_build as build
from asof.annotate.gazetteer_keys import key_of

LARGEST = 6 * 2**30
"""Bytes of an unpacked dump; all of GeoNames has 1.7 GB."""

LONGEST = 200_000
"""Bytes of a line: the longest that GeoNames has is of some 20,000."""

COLUMNS = 19

# Feature classes and codes of GeoNames that are kept, and as what. "P" are populated places, all but those that are
# gone (PPLQ, PPLW, PPLH).
_GONE = frozenset({"PPLQ", "PPLW", "PPLH", "PPLCH"})
_COUNTIES = frozenset({"ADM2"})
_POINTS = frozenset(
    {
        "AIRP", "AIRB", "AIRF", "MNA", "MN", "MNAU", "MNC", "DAM", "CMP", "CMPRF", "OILF", "GASF", "OILR", "PSN", "PS",
        "MILB", "INSM", "PRT", "ISL", "ISLET", "ATOLL",
    }
)  # fmt: skip

Progress = Callable[[int, int], None]
"""Called now and then with the bytes read and the bytes that there are."""


class LoadError(ValueError):
    """A dump that cannot be read; says which line and what is wrong."""


class Loaded(NamedTuple):
    """What a dump gave: rows kept, rows of other kinds left out, lines that are none, and where the index lies."""

    kept: int
    left: int
    damaged: int
    path: Path


def load(dump: Path, progress: Progress | None = None) -> Loaded:
    """Read `dump` and keep its index in the cache folder, where every later run finds it.

    Raises LoadError where the file is no dump, OSError where it cannot be read or the index cannot be written.
    """
    path = build.loaded_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    os.close(handle)
    reading = _Reading(progress)
    try:
        index = sqlite3.connect(name)
        try:
            _fill(index, reading, dump)
        finally:
            index.close()
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    return Loaded(reading.kept, reading.left, reading.damaged, path)


def unload() -> bool:
    """Go back to the towns that come with asof; false where nothing was loaded."""
    path = build.loaded_path()
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


class _Reading:
    """Turns the lines of a dump into rows, and counts."""

    def __init__(self, progress: Progress | None) -> None:
        self.kept = self.left = self.damaged = 0
        self.progress = progress

    def rows(self, dump: Path) -> Iterator[build.Row]:
        """The rows that are kept, in the dump's order."""
        with _opened(dump) as (file, size):
            read = 0
            for number, line in enumerate(iter(lambda: file.readline(LONGEST + 1), b""), 1):
                read += len(line)
                if len(line) > LONGEST or read > LARGEST:
                    raise LoadError(f"{dump}:{number}: too long for a dump of GeoNames")
                if number % 20_000 == 0 and self.progress:
                    self.progress(read, size)
                row = self._row(line)
                if row is not None:
                    yield row
                elif number == 1 and self.damaged:
                    raise LoadError(
                        f"{dump}:1: not a dump of GeoNames ({COLUMNS} columns parted by tabs, no header); "
                        "take allCountries.zip or a country's file from download.geonames.org/export/dump"
                    )
        if self.progress:
            self.progress(size, size)

    def _row(self, line: bytes) -> build.Row | None:
        cells = line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t")
        try:
            number, people = int(cells[0]), int(cells[14] or 0)
            lat, lon = float(cells[4]), float(cells[5])
        except (ValueError, IndexError):
            self.damaged += 1
            return None
        kind = _kind(cells[6], cells[7])
        if len(cells) != COLUMNS or not (-90 <= lat <= 90 and -180 <= lon <= 180) or not key_of(cells[1]):
            self.damaged += 1
            return None
        if kind is None:
            self.left += 1
            return None
        self.kept += 1
        others = build.names_kept(cells[3].split(","), people)
        return build.Row(cells[1], kind, number, cells[8] or None, cells[10] or None, lat, lon, cells[17] or None,
                          people, [*others, cells[2]], cells[7] == "PPLC")  # fmt: skip


def _kind(group: str, code: str) -> str | None:
    if group == "P":
        return None if code in _GONE else "city"
    if code in _COUNTIES:
        return "admin2"
    return "city" if code in _POINTS else None  # a point with a name of its own, as precise as a town


@contextmanager
def _opened(dump: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The text of a dump, and its size in bytes."""
    if not zipfile.is_zipfile(dump):
        with dump.open("rb") as file:
            yield file, dump.stat().st_size
        return
    with zipfile.ZipFile(dump) as archive:
        inside = [i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()]
        if len(inside) != 1:
            raise LoadError(f"{dump}: {len(inside)} texts inside, and a dump of GeoNames has one")
        with archive.open(inside[0]) as file:
            yield io.BufferedReader(file, 2**20), inside[0].file_size  # type: ignore[type-var]


def _fill(index: sqlite3.Connection, reading: _Reading, dump: Path) -> None:
    """As `gazetteer_build` does it, but never with all rows in memory: names are put in order by SQLite.

    A dump may be of one country; towns that come with asof stay, but for those that the dump has too.
    """
    index.execute("PRAGMA journal_mode=OFF")
    index.executescript(build.SCHEMA)
    index.execute("CREATE TABLE found (key TEXT, place INTEGER, main INTEGER)")
    count = _insert(index, 0, reading.rows(dump))
    index.execute("CREATE INDEX known ON places (geonames)")
    _insert(index, count, (row for row in build.all_rows() if not _has(index, row)))
    index.execute("INSERT OR IGNORE INTO names SELECT key, place, main FROM found ORDER BY key, place, main DESC")
    index.execute("DROP TABLE found")
    index.commit()
    index.execute("VACUUM")


def _insert(index: sqlite3.Connection, first: int, rows: Iterable[build.Row]) -> int:
    """Write places numbered from `first` on; gives the next number."""
    number = first
    for row in rows:
        columns: tuple[Any, ...] = tuple(getattr(row, column) for column in build.COLUMNS)
        index.execute("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", (number, *columns))
        index.executemany("INSERT INTO found VALUES (?,?,?)", build.keys_of(row, number))
        number += 1
    return number


def _has(index: sqlite3.Connection, row: build.Row) -> bool:
    if row.geonames is None or row.kind != "city":
        return False
    return index.execute("SELECT 1 FROM places WHERE geonames = ?", (row.geonames,)).fetchone() is not None
