"""The one shape that every corpus takes: words of a stretch of a document, with the layers that the corpus labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from tokenizers import Tokenizer

from asof.annotate.engine import labels
from asof.annotate.engine.windows import cuts, subwords

IGNORED = -100  # torch's cross entropy passes over it


@dataclass
class Piece:
    """Consecutive words of one document. `layers` holds, per head, a label (or a word's index) for each word."""

    corpus: str
    document: str
    words: list[str]
    sentence_of: list[int]
    layers: dict[str, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The bounds of the sentences, in order."""
        at = 0
        for _, its in groupby(self.sentence_of):
            end = at + sum(1 for _ in its)
            yield at, end
            at = end


POINTERS = ("head", "cue", "counted")


def windows(piece: Piece, tokenizer: Tokenizer) -> Iterable[Piece]:
    """The piece in the windows in which the engine will read it: whole sentences, as many as fit.

    Pointers that leave their window are ignored.
    """
    sizes = [len(own) for own in subwords(piece.words, tokenizer)]
    for start, end in cuts(sizes, piece.sentences()):
        yield _cut(piece, start, end)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    layers = {}
    for name, values in piece.layers.items():
        part = values[start:end]
        if name in POINTERS:
            part = [v - start if start <= v < end else IGNORED for v in part]
        layers[name] = part
    return Piece(piece.corpus, piece.document, piece.words[start:end], piece.sentence_of[start:end], layers)


def without(piece: Piece, dropped: Iterable[int]) -> Piece:
    """The piece without some of its words. Words that others point to stay; spans begin at their first kept word."""
    pointed = {v for name in POINTERS for i, v in enumerate(piece.layers.get(name, ())) if v not in (i, IGNORED)}
    gone = set(dropped) - pointed
    kept = [i for i in range(len(piece)) if i not in gone]
    if not kept:
        return piece
    place = {old: new for new, old in enumerate(kept)}
    layers = {}
    for name, values in piece.layers.items():
        if name in POINTERS:
            layers[name] = [place.get(values[i], IGNORED) for i in kept]
        else:
            layers[name] = _begun(name, values, kept)
    return Piece(
        piece.corpus, piece.document, [piece.words[i] for i in kept], [piece.sentence_of[i] for i in kept], layers
    )


def _begun(name: str, values: list[int], kept: list[int]) -> list[int]:
    """The kept words' tags; what a dropped word had begun is begun by the next of its span."""
    tags = labels.TAGGERS.get(name, labels.DEPS)  # relations have no beginnings, and stay as they are
    found: list[int] = []
    before = -1
    for i in kept:
        value = values[i]
        for lost in values[before + 1 : i]:
            if IGNORED in (lost, value):
                continue
            kind = tags[lost]
            opened = kind.startswith("B-") and tags[value] == "I-" + kind[2:]
            if opened or (name == "sentence" and kind == "start"):
                value = lost
        found.append(value)
        before = i
    return found
