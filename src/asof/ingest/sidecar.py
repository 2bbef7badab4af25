"""What `documents.tsv` or `documents.csv` in a folder says of the files beside it."""

import csv
from pathlib import Path

from asof.ingest.decode import decode
from asof.ingest.draft import Stated
from asof.records import Record

_FIELDS = ("title", "url", "published", "outlet", "language", "story", "timezone")
_LIMIT = 50_000_000


class Sidecar(Record, frozen=True, kw_only=True):
    """The rows of a folder's sidecar by document; `fault` says in words what is wrong with it."""

    path: str = ""
    rows: dict[str, Stated] = {}
    fault: str | None = None


def sidecar(folder: Path) -> Sidecar:
    """The sidecar of a folder; an empty one where there is none."""
    path = next((folder / name for name in ("documents.tsv", "documents.csv") if (folder / name).is_file()), None)
    if path is None:
        return Sidecar()
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT + 1)
    except OSError as error:
        return Sidecar(path=str(path), fault=f"cannot be read ({error.strerror})")
    decoded = decode(raw) if len(raw) <= _LIMIT else None
    if decoded is None:
        return Sidecar(path=str(path), fault="no text, or too large")
    return _parsed(str(path), decoded.text)


def _parsed(path: str, text: str) -> Sidecar:
    tabs = path.endswith(".tsv")
    lines = [line for line in text.splitlines() if line.strip()] if tabs else text.splitlines()
    try:
        rows = list(csv.reader(lines, delimiter="\t" if tabs else ",", quoting=csv.QUOTE_NONE if tabs else 0))
    except csv.Error as error:
        return Sidecar(path=path, fault=f"not a table ({error})")
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if "document" not in header:
        return Sidecar(path=path, fault="its header row names no column `document`")
    found: dict[str, Stated] = {}
    for row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        found.setdefault(cells.get("document", "").strip(), _stated(cells))
    return Sidecar(path=path, rows=found)


def _stated(cells: dict[str, str]) -> Stated:
    return Stated(**{f: cells[f].strip() for f in _FIELDS if cells.get(f, "").strip()})
