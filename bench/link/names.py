"""How well `asof.link.names.compare` tells spellings of one name from names of two: names.py GOLD.csv [--json].

GOLD: a CSV with columns schema, name1, name2, is_match (nomenklatura's name_bench, MIT). Shown beside exact match and
the token-set ratio (the best threshold in hindsight, which favours it). Measure: F1 of "same".
"""

import argparse
import csv
import json
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from asof.link.keys import plain
from asof.link.names import compare

Row = dict[str, str]


def f1(rows: list[Row], same: Callable[[Row], bool]) -> dict[str, float]:
    """Precision, recall and F1 (in percent) of a judge over the rows."""
    said = [same(row) for row in rows]
    true = [row["is_match"] == "true" for row in rows]
    hits = sum(s and t for s, t in zip(said, true, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(true), 1)
    return {"P": 100 * precision, "R": 100 * recall, "F1": 200 * precision * recall / max(precision + recall, 1e-9)}


def ours(row: Row) -> bool:
    """Whether `compare` says that the two are one."""
    return compare(row["name1"], row["name2"], person=row["schema"] == "Person").verdict == "same"


def exact(row: Row) -> bool:
    """Whether the two are the same but for case and accents."""
    return plain(row["name1"]) == plain(row["name2"])


def token_set(rows: list[Row]) -> dict[str, float]:
    """The token-set ratio at its best threshold."""
    scores = {id(r): fuzz.token_set_ratio(plain(r["name1"]), plain(r["name2"])) for r in rows}
    return max((f1(rows, lambda r, t=t: scores[id(r)] >= t) for t in range(60, 101)), key=lambda m: m["F1"])


def main() -> None:
    """Print the table, or with --json the figures; --errors lists what is judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    with args.gold.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    results = {"ours": f1(rows, ours), "exact": f1(rows, exact), "token set": token_set(rows)}
    if args.json:
        print(
            json.dumps({m: {"ours": results["ours"][m], "baseline": results["token set"][m]} for m in ("F1", "P", "R")})
        )
        return
    for name, measures in results.items():
        print(f"{name:10s} " + "  ".join(f"{m} {v:5.1f}" for m, v in measures.items()))
    for row in rows if args.errors else ():
        if ours(row) != (row["is_match"] == "true"):
            found = compare(row["name1"], row["name2"], person=row["schema"] == "Person")
            print(row["is_match"], row["schema"], row["name1"], "|", row["name2"], "|", found.verdict, found.reason)


if __name__ == "__main__":
    main()
