"""Benchmark results against their floors, which only go up.

python -m bench.gate [--update] [NAME …]

floors.json: for each benchmark its module, its arguments, the SHA-256 of its gold, and a floor for each measure (higher
is better; a benchmark whose measure is better when lower does not belong here). A gold that is not there is skipped
with the reason; one that changed fails, since figures on another gold prove nothing.

`pipeline` of a row: what reads the texts in place of the engine ("rules" for piles of thousands, which would take the
engine minutes; docs/benchmarks.md says what both give).

--update raises floors to the figures measured (less the slack) and pins the gold. It never lowers one: that takes an
edit of floors.json by hand, seen in review.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FLOORS = Path(__file__).parent / "floors.json"
# A floor stands this far below what was measured: processors differ in the last digit, and not in more.
SLACK = 0.3


@dataclass(frozen=True)
class Result:
    """One measure held against its floor."""

    benchmark: str
    measure: str
    ours: float
    baseline: float | None
    floor: float

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.ours >= self.floor


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, or of the names and bytes of a folder's files."""
    digest = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def measured(row: dict[str, Any]) -> dict[str, dict[str, float]]:
    """What a benchmark prints with --json. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", row["module"], *row["arguments"], "--json"]
    environment = os.environ | ({"ASOF_PIPELINE": row["pipeline"]} if "pipeline" in row else {})
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - our own modules
    return json.loads(done.stdout[done.stdout.index("{") :])


def held(name: str, row: dict[str, Any], figures: dict[str, dict[str, float]]) -> list[Result]:
    """Each floor of a benchmark with the figure that must reach it; a measure that vanished counts as zero."""
    none: dict[str, float] = {}
    return [
        Result(name, m, figures.get(m, none).get("ours", 0.0), figures.get(m, none).get("baseline"), floor)
        for m, floor in sorted(row["floors"].items())
    ]


def table(results: list[Result]) -> str:
    """The results as text, one a line."""
    lines = [f"{'benchmark':24s} {'measure':26s} {'ours':>8s} {'baseline':>9s} {'floor':>8s}"]
    for r in results:
        peer = f"{r.baseline:9.1f}" if r.baseline is not None else " " * 9
        lines.append(
            f"{r.benchmark:24s} {r.measure:26s} {r.ours:8.1f} {peer} {r.floor:8.1f}{'' if r.holds else '  BELOW'}"
        )
    return "\n".join(lines)


def raised(row: dict[str, Any], results: list[Result]) -> dict[str, Any]:
    """The row with floors raised to what was measured, never lowered, and its gold pinned."""
    floors = {r.measure: max(r.floor, round(r.ours - SLACK, 1)) for r in results}
    return row | {"floors": floors, "sha256": {p: fingerprint(ROOT / p) for p in row["gold"]}}


def main() -> int:
    """Run the benchmarks that floors.json names; 1 where a floor is missed or a gold has changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these benchmarks")
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured now")
    given = parser.parse_args()
    book = json.loads(FLOORS.read_text("utf-8"))
    every: list[Result] = []
    fresh: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for name, row in book.items():
        if given.names and name not in given.names:
            continue
        missing = [p for p in row["gold"] if not (ROOT / p).exists()]
        if missing:
            print(f"skipped {name}: {', '.join(missing)} is not there")
            continue
        changed = [p for p in row["gold"] if row["sha256"].get(p) != fingerprint(ROOT / p)]
        if changed and not given.update:
            wrong.append(f"{name}: {', '.join(changed)} changed; look why, then: python -m bench.gate --update {name}")
            continue
        results = held(name, row, measured(row))
        every += results
        if given.update:
            fresh[name] = raised(row, results)
    print(table(every))
    if given.update:
        latest = json.loads(FLOORS.read_text("utf-8"))  # minutes have passed: others may have raised theirs
        FLOORS.write_text(json.dumps(latest | fresh, indent=2) + "\n", "utf-8")
    wrong += [f"{r.benchmark} {r.measure}: {r.ours:.1f} is below the floor of {r.floor}" for r in every if not r.holds]
    print("\n".join(wrong) or f"{len(every)} floors held")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
