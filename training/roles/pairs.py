"""Pairs of things that fill roles in one incident or in two, for the weights by which incidents are told apart."""

from collections.abc import Iterator, Sequence
from typing import Any

from asof.extract.roles.splitting import of_pair, roles_of
from bench.extract.muc4 import SLOTS, Template
from training.roles.labels import labels

_MOST = 12
"""Things of one document that are paired: longer lists of one document would outweigh the others."""


def pairs(learner: Any, rows: Sequence[int], found: Sequence[tuple[int, Any, list[str]]]) -> Iterator[tuple[Any, bool]]:
    """For each two things that fill roles of one text's key: the pair's features, and whether one template has both."""
    wanted = set(rows)
    by_row: dict[int, list[Any]] = {}
    for row, group, _ in found:
        if row in wanted and learner.mark(row, group):
            by_row.setdefault(row, []).append(group)
    for row, groups in by_row.items():
        templates = learner.texts[row].templates
        held = [_held(templates, learner.strings(row, group)) for group in groups[:_MOST]]
        for j, later in enumerate(held):
            for i, earlier in enumerate(held[:j]):
                features = of_pair(learner.sheets[row], groups[i], groups[j])
                roles = roles_of(_first(earlier), _first(later))
                yield [*features, roles], bool({n for n, _ in earlier} & {n for n, _ in later})


def _held(templates: Sequence[Template], strings: Sequence[str]) -> set[tuple[int, str]]:
    """The templates that a thing fills, each with its slot."""
    return {(n, slot) for n, template in enumerate(templates) for slot in labels([template], strings)}


def _first(held: set[tuple[int, str]]) -> str:
    slots = {slot for _, slot in held}
    return next(s for s in SLOTS if s in slots)
