"""The texts that claims were annotated in, as documents: `newswire`, `muc4` and `updates` of the shared data.

`texts(DATA)` gives them all by corpus and id; `reports(DATA)` gives whole reports: newswire, long stories, incidents.
Offsets of annotations are into `Text.text`, which is made here from the files in one fixed way: a change of this
module moves them (each annotation has the SHA-256 of what it stands on).
"""

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

CORPORA = ("newswire", "muc4", "updates")
_HEAD = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})\b.*$", re.MULTILINE)
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})\b")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Text(NamedTuple):
    """One document of a corpus: `published` as an ISO date, `title` empty where the corpus has none."""

    corpus: str
    document: str
    title: str
    published: str
    text: str

    def row(self) -> str:
        """What `asof` reads: a line of JSON. Without the title, which would be put before the text and move it."""
        kept = {"document": self.document, "text": self.text, "published": self.published}
        return json.dumps(kept, ensure_ascii=False)


def texts(data: Path) -> dict[tuple[str, str], Text]:
    """Every document of the three corpora by corpus and id. Raises FileNotFoundError where the data is not there."""
    return {(t.corpus, t.document): t for t in (*newswire(data), *muc4(data), *updates(data))}


def reports(data: Path) -> dict[tuple[str, str], Text]:
    """Every whole report of the agencies, the long stories and the registry of incidents, by corpus and id."""
    return {(t.corpus, t.document): t for t in (*newswire(data), *timelines(data), *incidents(data))}


def newswire(data: Path) -> Iterator[Text]:
    """Agency reports; the title stands apart from the text."""
    with (data / "newswire" / "newswire.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text("newswire", row["document"], row["title"], row["published"], row["text"])


def timelines(data: Path) -> Iterator[Text]:
    """Articles of long stories: the id is the story's name and the article's number in it."""
    for path in sorted((data / "timelines").glob("*/articles.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Text("timelines", f"{path.parent.name}/{row['id']}", "", row["time"], row["text"])


def incidents(data: Path) -> Iterator[Text]:
    """Local reports of shootings; the title stands apart from the text."""
    for line in (data / "incidents" / "incidents.jsonl").read_text("utf-8").splitlines():
        for row in json.loads(line)["reports"]:
            yield Text("incidents", row["document"], row["title"], row["published"], row["text"])


def muc4(data: Path) -> Iterator[Text]:
    """Messages of MUC-3's development set, all capitals: paragraphs unwrapped, an empty line between them."""
    for path in sorted((data / "muc4" / "dev").glob("dev-muc3-*")):
        parts = _HEAD.split(path.read_text("latin-1"))
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", body))
            text = "\n\n".join(p for p in paragraphs if p)
            day = _DAY.search(text)
            month = _MONTHS.index(day[2]) + 1 if day and day[2] in _MONTHS else None
            published = f"19{day[3]}-{month:02d}-{int(day[1]):02d}" if day and month else "1990-01-01"
            yield Text("muc4", name, "", published, text)


def updates(data: Path) -> Iterator[Text]:
    """Single sentences of web reports; the id begins with the second at which the report was seen."""
    for path in sorted((data / "updates").glob("*.updates.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                seen = datetime.fromtimestamp(int(row["update_id"].split("-")[0]), UTC)
                yield Text("updates", row["update_id"], "", f"{seen:%Y-%m-%d}", row["update_text"])
