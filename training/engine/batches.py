"""Windows to tensors: subwords, shapes, augmentation, batches of about equal size."""

import random
from collections.abc import Iterator

import torch
from tokenizers import Tokenizer

from asof.annotate.engine.shapes import SHAPES
from asof.annotate.engine.windows import subwords, window
from training.engine.model import Batch
from training.engine.pieces import IGNORED, Piece, without

MASK, HIDDEN_SUBWORDS = 103, 0.04  # one subword in 25 is hidden, so that a word is not learned by heart
_CURLY = {'"': "“”", "'": "‘’"}
_UPPER, _LOWER = SHAPES.index("upper"), SHAPES.index("lower")


_MARKS = frozenset(".,;:!?\"'“”‘’…")


def unpunctuated(piece: Piece) -> Piece:
    """The piece without its marks, as a careless hand types it; a mark that another word points to stays."""
    return without(piece, [i for i, word in enumerate(piece.words) if _MARKS.issuperset(word)])


def augmented(piece: Piece, chance: random.Random) -> tuple[list[str], int | None]:
    """The words with quotes turned curly or straight at random; and a shape for all words, for some windows.

    Headlines in capitals and wires without any are read too, so one window in twelve is made so.
    """
    words = piece.words
    draw = chance.random()
    if draw < 0.25:
        words = [chance.choice(_CURLY[w]) if w in _CURLY else w for w in words]
    elif draw < 0.4:
        words = [{"“": '"', "”": '"', "’": "'", "‘": "'"}.get(w, w) for w in words]
    draw = chance.random()
    return words, _UPPER if draw < 0.05 else _LOWER if draw < 0.08 else None


class Encoded:
    """One window as subwords."""

    def __init__(self, piece: Piece, tokenizer: Tokenizer, chance: random.Random | None) -> None:
        if chance and chance.random() < 0.03:
            piece = unpunctuated(piece)
        words, forced = augmented(piece, chance) if chance else (piece.words, None)
        whole = window(words, subwords(words, tokenizer), (0, len(words)))
        self.ids, self.first, self.shapes = whole.ids, whole.starts, whole.shapes
        if chance:
            self.ids = [MASK if i > MASK and chance.random() < HIDDEN_SUBWORDS else i for i in self.ids]
        if forced is not None:
            self.shapes = [forced if made in _CASED else made for made in whole.shapes]
        self.piece = piece
        self.size = len(self.first)


_CASED = {SHAPES.index(s) for s in ("lower", "title", "upper", "initial", "mixed")}


def batches(pieces: list[Piece], tokenizer: Tokenizer, most: int, chance: random.Random | None) -> Iterator[Batch]:
    """Batches of at most `most` subwords each, padding included; shuffled and augmented where `chance` is given."""
    order = list(pieces)
    if chance:
        chance.shuffle(order)
    for start in range(0, len(order), 512):  # sorted by length within a pool: little padding, still mixed
        pool = sorted((Encoded(p, tokenizer, chance) for p in order[start : start + 512]), key=lambda e: len(e.ids))
        groups: list[list[Encoded]] = [[]]
        for one in pool:
            if groups[-1] and (len(groups[-1]) + 1) * len(one.ids) > most:
                groups.append([])
            groups[-1].append(one)
        if chance:
            chance.shuffle(groups)
        yield from (tensors(group) for group in groups)


def tensors(group: list[Encoded]) -> Batch:
    """Encoded windows side by side; labels padded with IGNORED."""
    longest, widest = max(len(e.ids) for e in group), max(e.size for e in group)

    def grid(rows: list[list[int]], width: int, filler: int) -> torch.Tensor:
        return torch.tensor([(r + [filler] * width)[:width] for r in rows])

    names = group[0].piece.layers
    layers = {n: grid([e.piece.layers[n][: e.size] for e in group], widest, IGNORED) for n in names}
    return Batch(
        ids=grid([e.ids for e in group], longest, 0),
        shapes=grid([e.shapes for e in group], longest, 0),
        first=grid([e.first for e in group], widest, 0),
        sentences=grid([e.piece.sentence_of[: e.size] for e in group], widest, -1),
        layers=layers,
    )
