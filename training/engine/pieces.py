"""The one shape that every corpus takes: words of a stretch of a document, with the layers that the corpus labels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from tokenizers import Tokenizer

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
