"""What each threshold gives on the fifth of the texts that was kept apart."""

from collections import Counter
from typing import Any

import numpy as np

from asof.extract.roles.incidents import SLOTS, gate
from bench.extract.roles_scoring import HEADLINE, STRICT, Guess, document, f1
from training.roles.tables import Table

_LEAST = 0.1


def choose(learner: Any, rows: list[int], documents: Table, model: Table, decided: dict[str, Any]) -> None:
    """Print how well documents are told apart, and micro F1 (headline, strict) over thresholds."""
    views = learner.seen(rows, documents)
    found = learner.things(rows, views)
    highest = {r: dict.fromkeys(SLOTS, -8.0) for r in rows}
    kept = []
    for r, group, own in found:
        scores = model.scores(own)
        for slot, score in zip(SLOTS, scores, strict=True):
            highest[r][slot] = max(highest[r][slot], float(score))
        chances = 1 / (1 + np.exp(-scores))
        if chances.max() >= _LEAST:
            kept.append((r, learner.strings(r, group)[0], chances, group))
    told = {r: decided["constant"] + float(np.dot(decided["weights"], gate(views[r][0], highest[r]))) for r in rows}
    truth = {r: bool(learner.texts[r].templates) for r in rows}
    for name, scores in (("words", {r: views[r][0] for r in rows}), ("gate", told)):
        for least in (-1.0, -0.5, 0.0, 0.5):
            given = [r for r in rows if scores[r] >= least]
            right, every = sum(truth[r] for r in given), sum(truth.values())
            print(f"{name} {least:5.1f}: precision {right / max(len(given), 1):.3f} recall {right / every:.3f}")
    views = {r: (told[r], views[r][1]) for r in rows}
    for least in (-1.0, -0.5, 0.0):
        for at in (0.2, 0.25, 0.3, 0.35, 0.4):
            counts = _score(learner, views, kept, (least, dict.fromkeys(SLOTS, at)))
            print(f"told {least:5.1f} all {at:.2f}: {f1(counts[0])} strict {f1(counts[1])}")
    best: dict[str, float] = dict.fromkeys(SLOTS, 0.3)
    for slot in SLOTS:
        line = []
        for at in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            counts = _score(learner, views, kept, (-0.5, best | {slot: at}))[0]
            line.append(f"{at:.2f} {f1(counts)} ({f1(counts, [slot])})")
        print(slot, " · ".join(line))


def _score(learner: Any, views: Any, found: Any, chosen: tuple[float, dict[str, float]]) -> list[Counter[Any]]:
    guesses = {r: Guess(kind) for r, (told, kind) in views.items() if told >= chosen[0]}
    for r, string, chances, _ in found:
        for slot, chance in zip(SLOTS, chances, strict=True):
            if r in guesses and chance >= chosen[1][slot]:
                guesses[r].slots[slot].append(string)
    total: list[Counter[Any]] = [Counter(), Counter()]
    for r in views:
        mine = [g for g in (guesses.get(r),) if g and any(g.slots.values())]
        for counts, variant in zip(total, (HEADLINE, STRICT), strict=True):
            counts.update(document(mine, learner.texts[r].templates, variant))
    return total
