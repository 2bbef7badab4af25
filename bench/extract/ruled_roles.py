"""How well the roles read by rule are found: leader, spokesperson, demand, motive, place, start.

ruled_roles.py LABELS.jsonl NEWSWIRE.jsonl [--json] [--errors]

LABELS.jsonl (training/roles/ruled.jsonl): stretches of newswire that were read, with `document`, `start`, `end`, the
`sha256` of their words and the `roles` in them: [role, start, end]. A stretch whose words are others is refused. Our
claims within a stretch are right where a label of that role shares a character with them, one to one.

P, R, F1   over the six roles; a role with claims or labels also has its own F1

The baseline takes capitals after "spokesman" and "led by", after "in" and "near", and days of the week.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from asof.annotate import annotate
from asof.extract import extract
from asof.ingest import read
from asof.records import Document, Reading, RoleClaim
from bench.extract.counts import f1

ROLES = ("leader", "spokesperson", "demand", "motive", "place", "start")
_NAME = r"((?:[A-Z][\w'-]+ ?)+)"
_NAIVE = (
    ("spokesperson", rf"spokes(?:man|woman|person) {_NAME}"),
    ("leader", rf"led by {_NAME}"),
    ("place", rf"\b(?:in|near) {_NAME}"),
    ("start", r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"),
)
Role = tuple[str, int, int]


def ours(document: Document) -> list[Role]:
    """Our roles by rule."""
    claims = extract(document, annotate(document))
    return [(c.role, c.value.start, c.value.end) for c in claims if isinstance(c, RoleClaim) and c.role in ROLES]


def naive(document: Document) -> list[Role]:
    """The naive peer."""
    return [(r, *m.span(1)) for r, pattern in _NAIVE for m in re.finditer(pattern, document.text)]


def tally(n: Counter[str], gold: list[Role], got: list[Role]) -> list[Role]:
    """Counts the roles of one stretch; gives those of ours that are wrong."""
    left, wrong = list(gold), []
    for role, start, end in got:
        same = next((g for g in left if g[0] == role and g[1] < end and start < g[2]), None)
        n[f"{role} ours"] += 1
        if same is None:
            wrong.append((role, start, end))
            continue
        left.remove(same)
        n[f"{role} right"] += 1
    n.update(f"{role} gold" for role, _, _ in gold)
    return wrong


def rates(n: Counter[str]) -> dict[str, float]:
    """The measures in percent."""
    right, given, gold = (sum(n[f"{r} {what}"] for r in ROLES) for what in ("right", "ours", "gold"))
    made = {"P": 100 * right / max(given, 1), "R": 100 * right / max(gold, 1), "F1": f1(right, given, gold)}
    made |= {r: f1(n[f"{r} right"], n[f"{r} ours"], n[f"{r} gold"]) for r in ROLES if n[f"{r} ours"] + n[f"{r} gold"]}
    return {name: round(value, 1) for name, value in made.items()}


def stretches(labels: Path) -> dict[str, list[dict[str, Any]]]:
    """The stretches read, by document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in labels.read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["document"], []).append(row)
    return found


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("newswire", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    marked = stretches(options.labels)
    readings = [r.document for r in read([str(options.newswire)]) if isinstance(r, Reading)]
    mine: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for document in (d for d in readings if d.document in marked):
        for each, reader in ((mine, ours), (theirs, naive)):
            made = reader(document)
            for row in marked[document.document]:
                words = document.text[row["start"] : row["end"]]
                if hashlib.sha256(words.encode()).hexdigest() != row["sha256"]:
                    message = f"{document.document} {row['start']}: other words than were read"
                    raise ValueError(message)
                inside = [m for m in made if row["start"] <= m[1] < row["end"]]
                wrong = tally(each, [(g[0], g[1], g[2]) for g in row["roles"]], inside)
                if options.errors and each is mine:
                    print(document.document, wrong, row["roles"])
    left, right = rates(mine), rates(theirs)
    table = {name: {"ours": value, "baseline": right.get(name, 0.0)} for name, value in left.items()}
    if options.json:
        print(json.dumps(table, indent=1))
        return
    for name, pair in table.items():
        print(f"{name:14}{pair['ours']:8.1f}{pair['baseline']:10.1f}")


if __name__ == "__main__":
    main()
