"""One sentence as `counts` reads it: its words, its counted phrases, its triggers, and the readings chosen."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from asof.extract import trees
from asof.extract.binding import Counted, Link, is_strength, links
from asof.extract.outcomes import Trigger, bodies, triggers
from asof.extract.populations import phrase_after
from asof.extract.words import Word, words_of
from asof.records import Analysis, Document, Quantity, Sentence

_FORMS = frozenset({"number", "vague", "article", "zero", "fraction", "remainder", "understood"})


class Reading(NamedTuple):
    """A sentence with what was found in it: of each counted phrase every reading by its words, and by the tree."""

    sentence: Sentence
    words: tuple[Word, ...]
    counted: tuple[Counted, ...]
    found: tuple[Trigger, ...]
    options: tuple[tuple[Link, ...], ...]
    by_tree: tuple[tuple[Link, ...], ...]


def read(document: Document, analysis: Analysis, sentence: Sentence) -> Reading:
    """The counted phrases and the triggers of one sentence, with every way they may go together."""
    words = words_of(document.text, analysis, sentence)
    words, counted = _counted(analysis, words)
    found = triggers(words) if counted else ()
    options = tuple(tuple(links(words, c, found)) for c in counted)
    tree = trees.tree(analysis, words, sentence.first, sentence.last) if found else None
    by_tree = tuple(tuple(trees.links(tree, words, c, found)) if tree else () for c in counted)
    return Reading(sentence, words, counted, found, options, by_tree)


def _counted(analysis: Analysis, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Counted, ...]]:
    """The words, those of numbers marked as such, and the counted phrases."""
    if not words:
        return (), ()
    starts, ends = [w.start for w in words], [w.end for w in words]
    low = bisect_left(analysis.quantities, words[0].start, key=lambda q: q.start)
    high = bisect_left(analysis.quantities, words[-1].end, key=lambda q: q.start)
    marked, places = list(words), []
    for index in range(low, high):
        quantity = analysis.quantities[index]
        first, last = bisect_right(starts, quantity.start) - 1, bisect_left(ends, quantity.end) + 1
        if quantity.count and quantity.unit is None and quantity.form in _FORMS and first < last <= len(words):
            places.append((index, quantity, (first, last)))
            if quantity.form != "article":
                marked[first:last] = [w._replace(kind="number") for w in words[first:last]]
    kept = tuple(marked)
    return kept, tuple(_phrase(kept, index, quantity, place) for index, quantity, place in places)


def _phrase(words: tuple[Word, ...], index: int, quantity: Quantity, place: tuple[int, int]) -> Counted:
    several = None if quantity.low is None and quantity.high is None else (quantity.high or quantity.low or 0) > 1
    if quantity.form in {"vague", "zero"}:
        several = None
    phrase = phrase_after(words, place[1], several)
    if is_strength(words, place[1]) and phrase.noun in bodies():
        phrase = phrase._replace(person="yes")
    return Counted(index, place[0], place[1], phrase, quantity.form, several)
