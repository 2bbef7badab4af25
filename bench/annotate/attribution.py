"""How well the trained engine reads attributions: who says it, with what words, what is said.

attribution.py GOLD.jsonl [--weights FOLDER] [--json] [--documents]

GOLD.jsonl: rows with `document`, `text`, `attributions` (each with `source`, `cue`, `content`, lists of [start, end]).
The engine's marks are scored, not the claims made of them: those are `bench.extract.attribution`'s.

source, cue, content   F1 over the words that gold and system give each role
attribution            F1 over whole attributions: the cues overlap, the contents share half of their joint words, the
                       sources overlap or both are absent; one to one

The baseline is every "X said". Without weights there is nothing to score, and that is said.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from asof.annotate import sentences, tokens
from asof.annotate.engine.engine import Engine, opened
from asof.annotate.engine.shipped import present, weights
from asof.records import Document, Mark
from bench.extract.attribution import ROLES, Roles, baseline, score


def roles(marks: tuple[Mark, ...]) -> list[Roles]:
    """The marks of the layer `attribution` as one row for each attribution."""
    found: dict[str, Roles] = {}
    for mark in marks:
        if mark.layer == "attribution":
            role, number = mark.label.split(":")
            found.setdefault(number, {r: [] for r in ROLES})[role].append([mark.start, mark.end])
    return list(found.values())


def reader(engine: Engine, text: str) -> list[Roles]:
    """The engine's attributions of a text."""
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    return roles(engine.analyse(document, cut, sentences.find(document, cut), ()).marks)


def measured(engine: Engine, rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Each measure, ours and the baseline's."""
    ours, theirs = score(rows, lambda text: reader(engine, text)), score(rows, baseline)
    return {measure: {"ours": ours[measure], "baseline": theirs[measure]} for measure in ours}


def main() -> int:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path, default=weights())
    parser.add_argument("--documents", action="store_true", help="whole attributions of each document too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not present(options.weights):
        print(f"no weights in {options.weights}: nothing to score", file=sys.stderr)
        return 2
    engine = opened(options.weights)
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
    for row in rows if options.documents else ():
        one = score([row], lambda text: reader(engine, text))
        print(f"{one['attribution']:6.1f} {row['document']}", file=sys.stderr)
    table = measured(engine, rows)
    if options.json:
        print(json.dumps(table))
        return 0
    print(f"{'':12s} {'ours':>9s} {'baseline':>9s}   {len(rows)} documents")
    for measure, pair in table.items():
        print(f"{measure:12s} {pair['ours']:9.1f} {pair['baseline']:9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
