"""The annotations joined with the texts: gold in the form that scorers read, and the documents beside it.

`claims.jsonl` and `sentences.jsonl` in this folder hold ids, places and labels only. Every claim of a sentence that is
listed is annotated; of the rest of a document nothing is said, so what is claimed there counts neither way.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from training.claims.corpora import Text

FOLDER = Path(__file__).parent
Row = dict[str, Any]


class Sentence(NamedTuple):
    """A stretch of a document in which every count claim is annotated; `half` is train or test, by document."""

    corpus: str
    document: str
    half: str
    start: int
    end: int
    sha256: str


def half_of(document: str) -> str:
    """The half that a document belongs to, by the hash of its id: the same wherever it is asked."""
    return "train" if int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 2 else "test"


def sentences(folder: Path = FOLDER, half: str | None = None) -> list[Sentence]:
    """The annotated stretches, of one half or of both."""
    found = [Sentence(**json.loads(line)) for line in (folder / "sentences.jsonl").read_text("utf-8").splitlines()]
    return [s for s in found if half in {None, s.half}]


def labels(folder: Path = FOLDER) -> list[Row]:
    """The annotated claims as they are stored."""
    return [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]


def stories(
    known: dict[tuple[str, str], Text], half: str | None = None, folder: Path = FOLDER
) -> dict[Text, list[Row]]:
    """The counts of whole reports that were read for whether they are about the main story, by report.

    `known`: the reports by corpus and id. Raises ValueError where one stands on other words than it was annotated on.
    """
    found: dict[Text, list[Row]] = {}
    for line in (folder / "main.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        text = known.get((row["corpus"], row["document"]))
        if text is None or not _sha(text.text[row["start"] : row["end"]]).startswith(row["sha256"]):
            raise ValueError(f"{row['corpus']} {row['document']} {row['start']}:{row['end']} is another number now")
        if half in {None, half_of(row["document"])}:
            found.setdefault(text, []).append({**row, "outcome": [row["outcome"]], "main": [row["main"]]})
    return found


def misplaced(marked: Iterable[Sentence], rows: Iterable[Row], texts: dict[tuple[str, str], Text]) -> list[str]:
    """What stands on other words than it was annotated on, or on none: one line each, empty where all is well."""
    found = []
    for s in marked:
        text = texts.get((s.corpus, s.document))
        if text is None or _sha(text.text[s.start : s.end]) != s.sha256:
            found.append(f"{s.corpus} {s.document} {s.start}:{s.end} is another sentence now")
    for r in rows:
        text = texts.get((r["corpus"], r["document"]))
        if text is None or not _sha(text.text[r["start"] : r["end"]]).startswith(r["sha256"]):
            found.append(f"{r['corpus']} {r['document']} {r['start']}:{r['end']} is another number now")
    return found


def gold(marked: Iterable[Sentence], rows: Iterable[Row], texts: dict[tuple[str, str], Text]) -> list[Row]:
    """The claims of these sentences as rows of gold with their words, and the rest of the documents to be ignored.

    Fields stand as lists of readings, as in the count gold. Raises ValueError where an annotation is misplaced.
    """
    marked = list(marked)
    if wrong := misplaced(marked, rows, texts):
        raise ValueError("; ".join(wrong[:5]))
    wanted: dict[tuple[str, str], list[Sentence]] = {}
    for s in marked:
        wanted.setdefault((s.corpus, s.document), []).append(s)
    made = [_row(r, texts[r["corpus"], r["document"]].text) for r in rows if _inside(r, wanted)]
    for key, within in wanted.items():
        made += [
            {"document": key[1], "start": a, "end": b, "ignore": True}
            for a, b in _rest(sorted((s.start, s.end) for s in within), len(texts[key].text))
        ]
    return sorted(made, key=lambda r: (r["document"], r["start"], r["end"]))


def _inside(row: Row, wanted: dict[tuple[str, str], list[Sentence]]) -> bool:
    return any(
        s.start <= row["start"] and row["end"] <= s.end for s in wanted.get((row["corpus"], row["document"]), [])
    )


def _row(r: Row, text: str) -> Row:
    who = r["population"]
    return {
        "document": r["document"],
        "start": r["start"],
        "end": r["end"],
        "text": text[r["start"] : r["end"]],
        "outcome": [r["outcome"]],
        "low": r["low"],
        "high": r["high"],
        "approximate": r["approximate"],
        "population": text[who[0] : who[1]] if who else None,
        "role": [r["role"]],
        "nationality": [r["nationality"]],
        "factuality": [r["factuality"]],
        "sources": [[text[a:b] for a, b in r["sources"]]],
        "main": [r["main"]],
        "valid_time": [r["valid_time"]],
    }


def _rest(taken: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The stretches of a text between those that are taken."""
    at, free = 0, []
    for start, end in taken:
        if at < start:
            free.append((at, start))
        at = max(at, end)
    return [*free, (at, length)] if at < length else free


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
