"""What the engine makes of a document's words, before it becomes records: syntax, spans, what belongs together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from asof.annotate.engine import decode, labels
from asof.annotate.engine.attributed import Attributed, Group
from asof.annotate.engine.decode import Spanned
from asof.annotate.engine.scores import Floats, Runner, Scores
from asof.annotate.engine.windows import Window, windows

SPANS = ("names", "times", "attribution", "counts", "population")
"""The layers of spans. Attribution may run over sentences and windows; the others end where their sentence ends."""

_PARATAXIS = labels.DEPS.index("parataxis")


@dataclass
class Reading:
    """The engine's view of a document. All numbers are indexes of words; a root is its own head."""

    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    spans: dict[str, list[Spanned]] = field(default_factory=lambda: {name: [] for name in SPANS})
    attributions: list[Group] = field(default_factory=list)
    counts: list[Group] = field(default_factory=list)
    certainties: list[tuple[str, float]] = field(default_factory=list)
    vectors: list[Floats] = field(default_factory=list)


def read(words: Sequence[str], sentences: Sequence[tuple[int, int]], tokenizer: Any, runner: Runner) -> Reading:
    """Read one document: its `words`, and the bounds of its `sentences`, which are in order and hold every word."""
    made = Reading()
    said = Attributed(len(words))
    sums: list[Floats | None] = [None] * len(sentences)
    at = 0
    for whole in windows(words, sentences, tokenizer):
        read_before = len(made.upos) - whole.first
        every = runner(whole)
        said.add(whole, every)
        window, scores = whole._replace(first=whole.first + read_before), every.after(read_before)
        while at < len(sentences) and sentences[at][1] <= window.first:
            at += 1
        inside = list(_inside(sentences, at, window))
        _words(made, window, scores)
        _syntax(made, window, scores, [part for _, part in inside])
        _spans(made, window, scores, [part for _, part in inside])
        for number, (first, last) in inside:
            part = scores.vectors[first - window.first : last - window.first].sum(0)
            known = sums[number]
            sums[number] = part if known is None else known + part
    made.spans["attribution"], made.attributions = said.groups()
    _rooted(made, sentences)
    made.vectors = [s for s in sums if s is not None]
    return made


def _inside(sentences: Sequence[tuple[int, int]], at: int, window: Window) -> Iterator[tuple[int, tuple[int, int]]]:
    """The sentences of a window, or the part of one that is in it: their number and bounds."""
    for number in range(at, len(sentences)):
        first, last = max(sentences[number][0], window.first), min(sentences[number][1], window.last)
        if sentences[number][0] >= window.last:
            return
        if first < last:
            yield number, (first, last)


def _words(made: Reading, window: Window, scores: Scores) -> None:
    made.upos += [labels.UPOS[n] for n in scores.layer("upos").argmax(-1)]
    made.starts += [bool(n) for n in scores.layer("sentence").argmax(-1)]


def _syntax(made: Reading, window: Window, scores: Scores, parts: list[tuple[int, int]]) -> None:
    heads: list[int] = []  # within the window
    for first, last in parts:
        rows = slice(first - window.first, last - window.first)
        heads += [rows.start + h for h in decode.tree(scores.pointers["head"][rows, rows])]
    made.heads += [window.first + h for h in heads]
    made.deps += [labels.DEPS[k] for k in decode.relations(scores.dep_of, scores.dep_to, heads)]


def _rooted(made: Reading, sentences: Sequence[tuple[int, int]]) -> None:
    """A sentence that was cut has a root in each part: the later ones hang on the first."""
    for first, last in sentences:
        roots = [w for w in range(first, last) if made.heads[w] == w]
        for later in roots[1:]:
            made.heads[later], made.deps[later] = roots[0], labels.DEPS[_PARATAXIS]


def _spans(made: Reading, window: Window, scores: Scores, parts: list[tuple[int, int]]) -> None:
    starts = tuple(first - window.first for first, _ in parts)
    found: dict[str, list[Spanned]] = {}
    for layer in SPANS:
        if layer != "attribution":
            found[layer] = [
                (window.first + a, window.first + b, kind, score)
                for a, b, kind, score in decode.spans(scores.layer(layer), labels.TAGGERS[layer], starts)
            ]
            made.spans[layer] += found[layer]
    counts = found["counts"]
    made.counts += _grouped(counts, found["population"], window, scores.pointers["counted"])
    made.certainties += _certain(scores, [first - window.first for first, *_ in counts])


def _grouped(heads: list[Spanned], others: list[Spanned], window: Window, pointing: Floats) -> list[Group]:
    """Each of `others` with the head at whose first word its own words point most; all need the same window."""
    groups = [Group(head, []) for head in heads]
    columns = [head[0] - window.first for head in heads]
    for other in others if heads else ():
        rows = slice(other[0] - window.first, other[1] - window.first)
        drawn = pointing[rows][:, columns].mean(0)
        groups[int(drawn.argmax())].members.append(other)
    return groups


def _certain(scores: Scores, words: list[int]) -> list[tuple[str, float]]:
    if not words:
        return []
    chances = np.exp(decode.log_softmax(scores.layer("certainty")[words]))
    return [(labels.FACTUALITY[int(row.argmax())], float(row.max())) for row in chances]
