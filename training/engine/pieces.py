"""The one shape that every corpus takes: words of a stretch of a document, with the layers that the corpus labels."""

from collections.abc import Iterable
from dataclasses import dataclass, field

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


POINTERS = ("head", "cue", "counted")


def windows(piece: Piece, size: int) -> Iterable[Piece]:
    """Cut a piece at sentence ends into windows of at most `size` words, each starting where the last one ended.

    A sentence longer than `size` is cut where it must be. Pointers that leave their window are ignored.
    """
    start = 0
    while start < len(piece):
        end = min(start + size, len(piece))
        if end < len(piece):
            cut = end
            while cut > start and piece.sentence_of[cut] == piece.sentence_of[cut - 1]:
                cut -= 1
            end = cut if cut > start else end
        yield _cut(piece, start, end)
        start = end


def _cut(piece: Piece, start: int, end: int) -> Piece:
    layers = {}
    for name, values in piece.layers.items():
        part = values[start:end]
        if name in POINTERS:
            part = [v - start if start <= v < end else IGNORED for v in part]
        layers[name] = part
    return Piece(piece.corpus, piece.document, piece.words[start:end], piece.sentence_of[start:end], layers)
