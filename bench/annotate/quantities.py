"""How well number phrases are read.

quantities.py GOLD.jsonl DOCUMENTS [--leave-out FILE] [--json] [--show KIND]

GOLD.jsonl: count claims with `document`, `start`, `end`, `low`, `high`, `approximate` (each may hold several readings);
DOCUMENTS: the folder of their texts, NAME.txt. `--leave-out` names documents that are not looked at.

exact      share of gold number phrases that a quantity which counts people or things covers to the letter
overlap    share that one covers with at least 0.3 of their joint length
value      share of those whose low, high and approximate are all right
per_claim  quantities that count people or things, for each gold claim (fewer is better; the peer's beside it)

The baseline is every run of digits with separators as an exact number.
"""

import argparse
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from asof.annotate.pipeline import annotate
from asof.records import Document, Quantity

_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\w)|(?<![\w.,])\d+(?![\w,])")
_ENOUGH = 0.3
Reader = Callable[[Document], tuple[Quantity, ...]]
Missed = tuple[str, dict[str, Any], Quantity | None]


def digits(document: Document) -> tuple[Quantity, ...]:
    """The baseline: every number in digits, exactly."""
    found = _DIGITS.finditer(document.text)
    values = ((m, float(m.group().replace(",", ""))) for m in found)
    return tuple(
        Quantity(start=m.start(), end=m.end(), text=m.group(), low=v, high=v, made_by="baseline") for m, v in values
    )


def asof(document: Document) -> tuple[Quantity, ...]:
    """Our quantities that count people or things."""
    return tuple(q for q in annotate(document).quantities if q.count)


def read_gold(path: Path, left_out: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """Gold claims by document; one number phrase is asked for once, whatever it is claimed of."""
    gold: dict[str, dict[tuple[int, int], dict[str, Any]]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row.get("ignore") and row["document"] not in left_out:
            gold[row["document"]][row["start"], row["end"]] = row
    return {document: list(rows.values()) for document, rows in sorted(gold.items())}


def share(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Characters that two spans share, of those that either covers."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(max(a[1], b[1]) - min(a[0], b[0]), 1)


def _readings(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def is_right(row: dict[str, Any], quantity: Quantity) -> bool:
    """Whether a quantity's bounds are those of a gold row (any of its readings)."""
    got = {"low": quantity.low, "high": quantity.high, "approximate": quantity.approximate}
    return all(value in _readings(row[field]) for field, value in got.items())


def score(gold: dict[str, list[dict[str, Any]]], folder: Path, reader: Reader) -> tuple[dict[str, float], list[Missed]]:
    """The four measures, and what went wrong in each document."""
    n: Counter[str] = Counter()
    missed: list[Missed] = []
    for name, rows in gold.items():
        text = (folder / f"{name}.txt").read_text("utf-8")
        found = reader(Document(document=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()))
        n["found"] += len(found)
        for row in rows:
            n["gold"] += 1
            missed += ((name, row, q) for q in _one(row, found, n))
    total = max(n["gold"], 1)
    rates = {"exact": n["exact"] / total, "overlap": n["overlap"] / total, "value": n["value"] / max(n["overlap"], 1)}
    return {k: round(100 * v, 1) for k, v in rates.items()} | {"per_claim": round(n["found"] / total, 2)}, missed


def _one(row: dict[str, Any], found: tuple[Quantity, ...], n: Counter[str]) -> Iterator[Quantity | None]:
    """Count one gold phrase; yields the quantity that missed it, or None where there is none."""
    span = (row["start"], row["end"])
    best = max(found, key=lambda q: share(span, (q.start, q.end)), default=None)
    if best is None or share(span, (best.start, best.end)) < _ENOUGH:
        yield None
        return
    exact, right = span == (best.start, best.end), is_right(row, best)
    n["overlap"] += 1
    n["exact"] += exact
    n["value"] += right
    if not (exact and right):
        yield best


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args()
    left_out = frozenset(options.leave_out.read_text("utf-8").split()) if options.leave_out else frozenset[str]()
    gold = read_gold(options.gold, left_out)
    ours, missed = score(gold, options.documents, asof)
    baseline, _ = score(gold, options.documents, digits)
    result = {measure: {"ours": ours[measure], "baseline": baseline[measure]} for measure in ours}
    if options.json:
        print(json.dumps(result))
        return
    print(f"{'measure':<12}{'ours':>8}{'baseline':>10}")
    for measure, both in result.items():
        print(f"{measure:<12}{both['ours']:>8}{both['baseline']:>10}")
    for name, row, quantity in missed if options.show else ():
        got = quantity and (quantity.text, quantity.low, quantity.high, quantity.approximate, quantity.made_by)
        print(f"{name}\t{row['start']}\t{row['text']!r} {row['low']} {row['high']} {row['approximate']}\t{got}")


if __name__ == "__main__":
    main()
