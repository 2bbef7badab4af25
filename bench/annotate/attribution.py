"""How well the trained engine reads attributions: who says it, with what words, what is said.

attribution.py GOLD.jsonl [--weights FOLDER] [--json] [--documents]

GOLD.jsonl: rows with `document`, `text`, `attributions` (each with `source`, `cue`, `content`, lists of [start, end]).
The engine's marks are scored, not the claims made of them: those are `bench.extract.attribution`'s.

source, cue, content   F1 over the words that gold and system give each role; marks that joined no attribution count too
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
    """The marks of the layer `attribution` as one row for each attribution; without those that are alone."""
    found: dict[str, Roles] = {}
    for mark in marks:
        if mark.layer == "attribution" and not mark.alone:
            role, number = mark.label.split(":")
            found.setdefault(number, {r: [] for r in ROLES})[role].append([mark.start, mark.end])
    return list(found.values())


def marked(marks: tuple[Mark, ...]) -> list[Roles]:
    """All marks of the layer as one row, for the figures that ask only which words have which role."""
    whole: Roles = {r: [] for r in ROLES}
    for mark in marks:
        if mark.layer == "attribution":
            whole[mark.label.split(":")[0]].append([mark.start, mark.end])
    return [whole]


def read(engine: Engine, rows: list[dict[str, Any]]) -> dict[str, tuple[Mark, ...]]:
    """The engine's marks of each row's text."""
    found = {}
    for row in rows:
        document = Document(document="d", text=row["text"], sha256="")
        cut = tokens.find(document)
        found[row["text"]] = engine.analyse(document, cut, sentences.find(document, cut), ()).marks
    return found


def ours(rows: list[dict[str, Any]], marks: dict[str, tuple[Mark, ...]]) -> dict[str, float]:
    """Each measure of the engine's marks: roles by all marks, whole attributions by those that belong together."""
    words = score(rows, lambda text: marked(marks[text]))
    return words | {"attribution": score(rows, lambda text: roles(marks[text]))["attribution"]}


def measured(engine: Engine, rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Each measure, ours and the baseline's."""
    made, theirs = ours(rows, read(engine, rows)), score(rows, baseline)
    return {measure: {"ours": made[measure], "baseline": theirs[measure]} for measure in made}


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
        one = ours([row], read(engine, [row]))
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
