"""Windows: the stretches of whole sentences that the encoder reads at once. Training and running cut them alike.

A word's subwords depend on that word alone (WordPiece, Wu et al. 2016), so a document is cut into subwords once and
into windows after that. In training every word is in exactly one window; in running a window begins with the last
sentences of the one before, so that who said it is not lost where a window ends.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from asof.annotate.engine.shapes import shape

LONGEST = 256
"""Subwords of a window, the marks at its two ends included."""

OVERLAP = 64
"""Subwords at most of the sentences that a window repeats from the one before; a fifth more to read."""

MOST_OF_A_WORD = 16
"""Subwords kept of one word: the first one stands for it, and no word of a language has more."""

CLS, SEP = 101, 102
"""The ids of the marks at a window's ends, in the vocabulary of BERT uncased."""

_AT_ONCE = 4096


class Window(NamedTuple):
    """The words [first, last) of a document as the encoder takes them.

    `ids`, `shapes`: for each subword, the marks included. `starts`: for each word, the place of its first subword; a
    word that leaves none (a control character) points to the opening mark.
    """

    first: int
    last: int
    ids: list[int]
    shapes: list[int]
    starts: list[int]


def subwords(words: Sequence[str], tokenizer: Any) -> list[list[int]]:
    """The ids of each word's subwords, at most `MOST_OF_A_WORD`; `tokenizer` is a `tokenizers.Tokenizer`."""
    found: list[list[int]] = [[] for _ in words]
    for base in range(0, len(words), _AT_ONCE):
        encoding = tokenizer.encode(words[base : base + _AT_ONCE], is_pretokenized=True, add_special_tokens=False)
        for word, number in zip(encoding.word_ids, encoding.ids, strict=True):
            own = found[base + word]
            if len(own) < MOST_OF_A_WORD:
                own.append(number)
    return found


def cuts(sizes: Sequence[int], sentences: Iterable[tuple[int, int]], overlap: int = 0) -> Iterator[tuple[int, int]]:
    """The bounds of windows over words of which `sizes` tells the subwords; `sentences` are bounds of words, in order.

    As many whole sentences as fit; one that does not fit alone is cut where it must be. A word without subwords counts
    as one, so that a window is never wider than it is long. Each window begins with the last sentences of the one
    before, of `overlap` subwords at most together.
    """
    room, first, last, used = LONGEST - 2, 0, 0, 0
    inside: list[tuple[int, int]] = []  # start and size of the window's sentences
    for start, end in sentences:
        needed = sum(max(1, s) for s in sizes[start:end])
        if used and used + needed > room:
            yield first, last
            first, used, inside = _repeated(inside[1:], last, min(overlap, room - needed))
        if needed > room:
            *whole, (first, last) = _forced(sizes, (start, end), room)
            yield from whole
            used, inside = sum(max(1, s) for s in sizes[first:last]), []
        else:
            last, used = end, used + needed
            inside.append((start, needed))
    if last > first:
        yield first, last


def _repeated(inside: list[tuple[int, int]], last: int, most: int) -> tuple[int, int, list[tuple[int, int]]]:
    """Where the next window begins, what of it is filled, and by which sentences."""
    used, at = 0, len(inside)
    while at and used + inside[at - 1][1] <= most:
        at -= 1
        used += inside[at][1]
    return (inside[at][0] if at < len(inside) else last), used, inside[at:]


def _forced(sizes: Sequence[int], sentence: tuple[int, int], room: int) -> list[tuple[int, int]]:
    """A sentence that does not fit, in as few parts as it takes."""
    first, end = sentence
    used, parts = 0, []
    for word in range(first, end):
        size = max(1, sizes[word])
        if used + size > room:
            parts.append((first, word))
            first, used = word, 0
        used += size
    return [*parts, (first, end)]


def window(words: Sequence[str], pieces: Sequence[list[int]], bounds: tuple[int, int]) -> Window:
    """The words within `bounds` as a window; `pieces` are all words' subwords, as `subwords` gives them."""
    ids, shapes, starts = [CLS], [0], []
    for word in range(*bounds):
        own = pieces[word]
        starts.append(len(ids) if own else 0)
        ids += own
        shapes += [shape(words[word]), *[0] * (len(own) - 1)] if own else []
    return Window(*bounds, [*ids, SEP], [*shapes, 0], starts)


def windows(words: Sequence[str], sentences: Iterable[tuple[int, int]], tokenizer: Any) -> Iterator[Window]:
    """A document's windows in order, one at a time, each with a little of the one before.

    `sentences`: bounds of words, in order, together all words.
    """
    pieces = subwords(words, tokenizer)
    for bounds in cuts([len(p) for p in pieces], sentences, OVERLAP):
        yield window(words, pieces, bounds)
