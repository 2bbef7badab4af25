"""The dated piles that the relations' and the updates' gold point into, as documents of `asof`.

counts       a folder of NAME.txt with documents.tsv
newswire     one JSONL file of reports
updates      a folder of TREC Temporal Summarization's files: YEAR.updates.tsv; a document is what one page gave to the
             pool, its sentences apart by an empty line, published when the stream's clock says
"""

import json
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asof.ingest import ReadOptions, read
from asof.records import Document, Reading

YEARS = (2013, 2014, 2015)
_GAP = "\n\n"


def names_in(path: Path | None) -> frozenset[str]:
    """The document names in the first column of a file; none without a file."""
    if path is None:
        return frozenset()
    return frozenset(line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip())


def counts(folder: Path, wanted: Collection[str]) -> list[Document]:
    """The wanted documents of a folder of texts."""
    files = [str(folder / f"{name}.txt") for name in sorted(wanted) if (folder / f"{name}.txt").exists()]
    dates = {r.split("\t")[0]: r.split("\t")[1] for r in (folder / "documents.tsv").read_text("utf-8").splitlines()}
    rows = ({"document": Path(f).stem, "text": Path(f).read_bytes().decode("utf-8"), "story": "one"} for f in files)
    return from_rows(row | {"published": dates.get(str(row["document"]))} for row in rows)


def newswire(path: Path, wanted: Collection[str]) -> list[Document]:
    """The wanted reports of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["document"] in wanted]
    return from_rows(row | {"story": "one"} for row in rows)


class Pool:
    """The sentences of the updates' topics, grouped into documents."""

    def __init__(self, folder: Path) -> None:
        """Read all years that are there."""
        self.topics: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        self.place: dict[tuple[str, str], tuple[str, int]] = {}
        for year in YEARS:
            path = folder / f"{year}.updates.tsv"
            if path.exists():
                self._read(path)
        for topic, documents in self.topics.items():
            for name, sentences in documents.items():
                sentences.sort(key=lambda s: int(s[0].rsplit("-", 1)[1]))
                start = 0
                for update, text in sentences:
                    self.place[topic, update] = (f"{topic}/{name}", start)
                    start += len(text) + len(_GAP)

    def _read(self, path: Path) -> None:
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 6 and cells[1][:1].isdigit():
                self.topics[cells[0]][cells[2]].append((cells[1], cells[6]))

    def documents(self, topic: str, wanted: Collection[str] | None = None) -> list[Document]:
        """The documents of a topic (those wanted), whose story is the topic."""
        return from_rows(self._rows(topic, wanted))

    def _rows(self, topic: str, wanted: Collection[str] | None) -> Iterator[dict[str, Any]]:
        for name, sentences in self.topics[topic].items():
            document = f"{topic}/{name}"
            if wanted is None or document in wanted:
                text = _GAP.join(text for _, text in sentences)
                yield {"document": document, "text": text, "published": when(sentences[0][0]), "story": topic}


def when(update: str) -> str:
    """The moment in an update's id (seconds since 1970 stand before its first dash), as ISO 8601."""
    return moment_of(int(update.split("-", maxsplit=1)[0]))


def moment_of(seconds: int) -> str:
    """Seconds since 1970 as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_rows(rows: Iterable[dict[str, Any]]) -> list[Document]:
    """Rows of JSONL as `asof` reads them; what it sets aside is left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row) + "\n")
        return [r.document for r in read([str(path)], ReadOptions()) if isinstance(r, Reading)]
