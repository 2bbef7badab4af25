"""Whether the confidence of count claims can be believed: of those called 0.8, eight of ten should be right.

calibration.py GOLD.jsonl DOCUMENTS [IDS] [--leave-out FILE] [--hard LABELS DATA] [--json] [--plot FILE.svg]

GOLD.jsonl, DOCUMENTS, IDS as in counts.py. A claim is right when its number is counted in the gold, in this outcome,
with these bounds and this factuality. `--hard` measures on the sentences of the half `test` of the hard claims as well
(LABELS, DATA as in hard.py). Measured where nothing was fitted.

believed   100 less the expected calibration error, in points: claims in ten bins of confidence of equal width, the
           distance of what is said from what is so, weighted by the claims of the bin (Naeini et al. 2015)
brier      100 less a hundred times the mean square distance of the confidence from 1 (right) or 0 (wrong)
ranking    how often a right claim has a higher confidence than a wrong one, in percent (area under the ROC curve)

The baseline says of every claim the share of all claims that were right where the weights were fitted.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from asof.records import Document
from asof.resources import table
from bench.extract.counts import Row, documents, ours, overlap, pairs, read_gold, read_ids, right_fields
from bench.extract.hard import material

BINS = 10
_SIZE, _EDGE = 320, 44


class Told(NamedTuple):
    """A claim: what was said of it, and whether it was right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """Claims of like confidence: how many, what was said on average, and how many were right."""

    size: int
    said: float
    right: float


def told(rows: list[Row], got: list[Row]) -> list[Told]:
    """Every claim of a document with its confidence and whether it is right; ignored stretches count neither way."""
    gold, ignored = [g for g in rows if not g.get("ignore")], [g for g in rows if g.get("ignore")]
    matched = {id(s): g for g, s in pairs(gold, got)}
    made = []
    for s in got:
        span, g = (s["span"]["start"], s["span"]["end"]), matched.get(id(s))
        if g is None and any(overlap((i["start"], i["end"]), span) for i in ignored):
            continue
        made.append(Told(s["confidence"], g is not None and is_right(g, s)))
    return made


def is_right(g: Row, s: Row) -> bool:
    """Whether a claim says what the gold row that it was matched with says."""
    right = right_fields(g, s)
    return s["outcome"] in g["outcome"] and right["value"] and right["factuality"]


def bins(claims: Sequence[Told]) -> list[Bin]:
    """The claims in bins of equal width, those without any left out."""
    made = []
    for i in range(BINS):
        inside = [c for c in claims if min(int(c.confidence * BINS), BINS - 1) == i]
        if inside:
            size = len(inside)
            made.append(Bin(size, sum(c.confidence for c in inside) / size, sum(c.right for c in inside) / size))
    return made


def figures(claims: Sequence[Told]) -> dict[str, float]:
    """The measures; the higher the better."""
    size = max(len(claims), 1)
    error = sum(b.size * abs(b.said - b.right) for b in bins(claims)) / size
    brier = sum((c.confidence - c.right) ** 2 for c in claims) / size
    made = {"believed": 100 * (1 - error), "brier": 100 * (1 - brier), "ranking": 100 * _ranking(claims)}
    return {name: round(value, 1) for name, value in made.items()}


def _ranking(claims: Sequence[Told]) -> float:
    right, wrong = [c.confidence for c in claims if c.right], [c.confidence for c in claims if not c.right]
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return won / (len(right) * len(wrong)) if right and wrong else 0.5


def share_of_all() -> float:
    """The share of right claims among those that the weights were fitted on."""
    row = next(row for row in table("extract/confidence") if row["feature"] == "all")
    return int(row["right"]) / int(row["seen"])


def measured(rows: dict[str, list[Row]], files: Sequence[Document]) -> list[Told]:
    """Every claim of the documents."""
    return [c for d in files for c in told(rows.get(d.document, []), ours(d))]


def plot(claims: Sequence[Told], title: str) -> str:
    """The reliability diagram as SVG: what was said across, what was so upwards; a circle's area is its claims."""
    span = _SIZE - 2 * _EDGE

    def x(value: float) -> float:
        return round(_EDGE + span * value, 1)

    def y(value: float) -> float:
        return round(_SIZE - _EDGE - span * value, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" '
        'font-family="sans-serif" font-size="11">',
        f"<title>{title}</title>",
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="white"/>',
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#444"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 3"/>',
    ]
    for tick in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{x(tick)}" y="{y(0) + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{x(0) - 8}" y="{y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for b in bins(claims):
        radius = round(3 + 14 * (b.size / len(claims)) ** 0.5, 1)
        parts.append(
            f'<circle cx="{x(b.said)}" cy="{y(b.right)}" r="{radius}" fill="#1f77b4" fill-opacity="0.55">'
            f"<title>{b.size} claims: said {b.said:.2f}, right {b.right:.2f}</title></circle>"
        )
    parts.append(f'<text x="{_SIZE / 2}" y="{_SIZE - 8}" text-anchor="middle">confidence said</text>')
    parts.append(
        f'<text x="12" y="{_SIZE / 2}" text-anchor="middle" transform="rotate(-90 12 {_SIZE / 2})">share right</text>'
    )
    parts.append(f'<text x="{_SIZE / 2}" y="24" text-anchor="middle">{title}</text></svg>')
    return "\n".join(parts) + "\n"


def main() -> None:
    """Prints the table, or what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", type=Path, nargs="?")
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--hard", type=Path, nargs=2, metavar=("LABELS", "DATA"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    left_out = frozenset(read_ids(asked.leave_out, frozenset()))
    gold = read_gold(asked.gold, left_out)
    files = documents(asked.folder, set(gold) | read_ids(asked.ids, left_out))
    sets = {"": measured(gold, files)}
    if asked.hard:
        sets["hard "] = measured(*material(asked.hard[0], asked.hard[1], "test"))
    made: dict[str, dict[str, float]] = {}
    for name, claims in sets.items():
        constant = figures([Told(share_of_all(), c.right) for c in claims])
        made |= {name + k: {"ours": v, "baseline": constant[k]} for k, v in figures(claims).items()}
    if asked.plot:
        every = [c for claims in sets.values() for c in claims]
        asked.plot.write_text(plot(every, f"{len(every)} count claims, none of them fitted on"), "utf-8")
    if asked.json:
        print(json.dumps(made, indent=1))
        return
    for name, row in made.items():
        print(f"{name:16}{row['ours']:8.1f}{row['baseline']:10.1f}")
    for name, claims in sets.items():
        for b in bins(claims):
            print(f"{name}said {b.said:.2f}  right {b.right:.2f}  of {b.size}")


if __name__ == "__main__":
    main()
