"""How a benchmark's figures are shown: as JSON, which `bench.gate` reads, or as a table beside what is compared."""

import json
from collections.abc import Mapping

Figures = Mapping[str, float]
Rows = Mapping[str, Mapping[str, float | None]]
"""For each measure its figure by name: "ours", "baseline", and what else a benchmark has to show."""

_WIDTH = 10


def show_rows(rows: Rows, columns: Mapping[str, str], as_json: bool) -> None:
    """Print each measure's figures. `columns`: the names of the figures in the table, with the words above each."""
    if as_json:
        print(json.dumps(rows))
        return
    first = max(map(len, rows), default=0)
    widths = {name: max(_WIDTH, len(words) + 2) for name, words in columns.items()}
    print(" " * first + "".join(f"{words:>{widths[name]}s}" for name, words in columns.items()))
    for measure, row in rows.items():
        cells = ("" if row.get(name) is None else f"{row[name]:.2f}" for name in columns)
        print(f"{measure:{first}s}" + "".join(f"{c:>{w}s}" for c, w in zip(cells, widths.values(), strict=True)))


def show(ours: Figures, baselines: Mapping[str, Figures], as_json: bool) -> None:
    """Print each measure of `ours` beside every baseline of that name; as JSON beside the best of them."""
    if as_json:
        show_rows({m: {"ours": ours[m], "baseline": max(b[m] for b in baselines.values())} for m in ours}, {}, True)
        return
    rows = {m: {"ours": ours[m]} | {name: figures[m] for name, figures in baselines.items()} for m in ours}
    show_rows(rows, {name: name for name in ("ours", *baselines)}, False)
