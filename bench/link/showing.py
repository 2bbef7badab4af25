"""How the figures of a benchmark of linking are shown: as a table, or as JSON with the best of the baselines."""

import json
from collections.abc import Mapping

Figures = Mapping[str, float]


def show(ours: Figures, baselines: Mapping[str, Figures], as_json: bool) -> None:
    """Print each measure of `ours` beside every baseline of that name."""
    if as_json:
        print(json.dumps({m: {"ours": ours[m], "baseline": max(b[m] for b in baselines.values())} for m in ours}))
        return
    for measure in ours:
        beside = "".join(f"   {name} {figures[measure]:5.1f}" for name, figures in baselines.items())
        print(f"{measure:16s} ours {ours[measure]:5.1f}{beside}")
