"""Who is meant within a document: mentions.py [GOLD.tsv] [--half 0|1] [--json].

GOLD (`mentions.tsv`): short texts of our own, in which a count's source is a pronoun or a description of somebody named
before ("the foreman", "the group's spokesman"), or of nobody who is. Measured is, in percent by kind, how often linking
holds the source to be that person ("open": to be nobody). Baseline: the last person or body named before the source.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from asof.link.descriptions import Described
from asof.pipeline import analyse
from asof.records import CountClaim, Document
from bench.showing import show

_GOLD = Path(__file__).parent / "mentions.tsv"
_WHO = ("person", "group", "organisation")
Row = dict[str, str]


def read(path: Path, half: int | None) -> list[Row]:
    """The rows (of one half)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    return [row for row in rows if half is None or row["half"] == str(half)]


def said_by(row: Row) -> tuple[str, str]:
    """Whom linking, and whom the baseline, holds to be the source of a text's last count; "-" for nobody."""
    document = Document(document="d", text=row["text"], sha256="")
    made = analyse(document)
    names = made.analysis.names if made.analysis else ()
    counts = [c for c in made.claims if isinstance(c, CountClaim) and c.attribution and c.attribution.chain]
    if not counts:
        return "-", "-"
    source = max(counts, key=lambda c: c.span.start).attribution.chain[0]
    whole = Described(document, names).named(source)
    told = (n for n in names if n.type in _WHO and n.text in whole)
    where = source.mention or source
    before = [n.text for n in names if n.type in _WHO and n.end <= where.start]
    return next((n.text for n in told), "-"), before[-1] if before else "-"


def scores(rows: list[Row], said: list[str]) -> dict[str, float]:
    """The share of right ones, in percent, by kind and over all."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row, who in zip(rows, said, strict=True):
        same = who == "-" if row["who"] == "-" else row["who"] in who or (who != "-" and who in row["who"])
        right[row["kind"]].append(same)
        right["all"].append(same)
    return {kind: 100 * sum(held) / len(held) for kind, held in right.items()}


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=_GOLD)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--wrong", action="store_true", help="print those that are wrong")
    args = parser.parse_args()
    rows = read(args.gold, args.half)
    said = [said_by(row) for row in rows]
    for row, (who, _) in zip(rows, said, strict=True):
        if args.wrong and not scores([row], [who])["all"]:
            print(f"{who:20s} {row['text']}")
    ours, last = scores(rows, [who for who, _ in said]), scores(rows, [who for _, who in said])
    show(ours, {"the last one named": last}, args.json)


if __name__ == "__main__":
    main()
