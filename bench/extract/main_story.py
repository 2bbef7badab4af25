"""How well the main story is told from background, on whole reports that were read for it.

main_story.py LABELS DATA [--half train|test] [--json] [--errors]

LABELS: the folder of annotations (training/claims); its `main.jsonl` says of the counts of 46 reports (of agencies, of
long stories, of local papers) whether they are about the story that the report is mainly about. DATA: the shared data
with their texts. The weights are fitted on the half `train`; what is reported is `test`.

main        share of the counts found that are rightly called main or background
background  F1 of the background

The baseline calls every count main.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from asof.records import Document
from bench.extract.counts import Row, f1, ours, pairs
from bench.extract.hard import ingested
from training.claims.corpora import reports
from training.claims.gold import stories


def read_stories(data: Path, half: str | None, folder: Path | None = None) -> list[tuple[Document, list[Row]]]:
    """The reports of one half as `asof` reads them, with what is known of their counts."""
    known = reports(data)
    found = stories(known, half, folder) if folder else stories(known, half)
    files = {document.document: document for document in ingested(found)}
    return [(files[text.document], rows) for text, rows in found.items()]


def judged(rows: list[Row], got: list[Row]) -> list[tuple[Row, bool]]:
    """Each count that was found with its outcome, and whether it is rightly called main or background."""
    return [(s, s["main"] in g["main"]) for g, s in pairs(rows, got) if s["outcome"] in g["outcome"]]


def figures(n: Counter[tuple[bool, bool]]) -> dict[str, float]:
    """The measures in percent, from how often what is main (or not) was called main (or not)."""
    right, away = n[True, True] + n[False, False], n[False, False]
    return {
        "main": round(100 * right / max(n.total(), 1), 1),
        "background": round(f1(away, away + n[True, False], away + n[False, True]), 1),
    }


def main() -> None:
    """Prints the table, or what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("train", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    ours_n: Counter[tuple[bool, bool]] = Counter()
    peer: Counter[tuple[bool, bool]] = Counter()
    for document, rows in read_stories(asked.data, asked.half, asked.labels):
        for claim, right in judged(rows, ours(document)):
            is_main = claim["main"] == right
            ours_n[is_main, claim["main"]] += 1
            peer[is_main, True] += 1
            if asked.errors and not right:
                print(document.document, claim["span"], claim["outcome"], "main" if is_main else "background")
    table = {"ours": figures(ours_n), "baseline": figures(peer)}
    if asked.json:
        print(json.dumps({name: {who: table[who][name] for who in table} for name in table["ours"]}, indent=1))
    else:
        print(f"{'':12}{'ours':>8}{'baseline':>10}   {ours_n.total()} counts")
        for name, value in table["ours"].items():
            print(f"{name:12}{value:8.1f}{table['baseline'][name]:10.1f}")


if __name__ == "__main__":
    main()
