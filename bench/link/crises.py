"""Whether a crisis told over weeks is one event, and what stands beside it others: crises.py [GOLD.jsonl] [--json].

GOLD (`crises.jsonl`): reports in our own words about invented events: three crises from the first hour to the
anniversary (arrests, rescues, funerals, inquiries, trials), and like events beside them of the same town, week or kind,
all in one pile. Measures: B-cubed F1 of the events found; percent of an event's reports that are in the event of its
first; percent of all pairs of reports of two events that are apart. Baseline: reports of any days whose headlines are
alike (token-set ratio of 60). `--pipeline` says who reads them, `--list` prints each report's event besides.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from asof.link.parts import units
from asof.link.stream import group
from asof.pipeline import analyse
from asof.records import Document, Published
from bench.link.events import bcubed
from bench.showing import show

_GOLD = Path(__file__).parent / "crises.jsonl"
_ALIKE = 60
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows, in order of publication."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return sorted(rows, key=lambda row: (row["published"], row["document"]))


def document(row: Row) -> Document:
    """One report."""
    return Document(
        document=row["document"],
        text=f"{row['title']}\n\n{row['text']}",
        title=row["title"],
        outlet=row["outlet"],
        published=Published(value=row["published"], precision="minute"),
        sha256="",
    )


def grouped(rows: Sequence[Row], pipeline: str) -> dict[str, int]:
    """The event of each report as a number."""
    documents = [document(row) for row in rows]
    made = {d.document: analyse(d, pipeline) for d in documents}
    analyses = {key: a.analysis for key, a in made.items() if a.analysis}
    told = units(documents, analyses, {key: a.claims for key, a in made.items()})
    return {told[i].report: n for n, held in enumerate(group(told)) for i in held}


def by_headline(rows: Sequence[Row]) -> dict[str, int]:
    """The baseline: each report with the first one before it whose headline is like its own."""
    event_of: dict[str, int] = {}
    for n, row in enumerate(rows):
        near = (o for o in rows[:n] if fuzz.token_set_ratio(o["title"], row["title"]) >= _ALIKE)
        first = next(near, None)
        event_of[row["document"]] = n if first is None else event_of[first["document"]]
    return event_of


def scores(rows: Sequence[Row], event_of: Mapping[str, int]) -> dict[str, float]:
    """The measures, in percent."""
    events: dict[str, list[str]] = {}
    for row in rows:
        events.setdefault(row["event"], []).append(row["document"])
    gold = [{"incident": event, "reports": [{"document": d} for d in held]} for event, held in events.items()]
    long = [held for held in events.values() if len(held) > 1]
    joined = [event_of[d] == event_of[held[0]] for held in long for d in held[1:]]
    apart = [
        event_of[a["document"]] != event_of[b["document"]] for a, b in combinations(rows, 2) if a["event"] != b["event"]
    ]
    return {
        "B3 F1": bcubed(gold, event_of)["B3 F1"],
        "with the first": 100 * sum(joined) / max(len(joined), 1),
        "others apart": 100 * sum(apart) / max(len(apart), 1),
    }


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=_GOLD)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pipeline", choices=("engine", "rules"), default="rules")
    parser.add_argument("--list", action="store_true", help="print each report's event besides")
    args = parser.parse_args()
    rows = read(args.gold)
    event_of = grouped(rows, args.pipeline)
    if args.list:
        for row in rows:
            print(f"{event_of[row['document']]:3d} {row['event']:14s} {row['published'][:10]} {row['title']}")
    show(scores(rows, event_of), {"headlines": scores(rows, by_headline(rows))}, args.json)


if __name__ == "__main__":
    main()
