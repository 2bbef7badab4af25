"""Noun phrases that could fill a role: names, and nouns with the words that belong to them, read off the syntax."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from asof.records import Analysis, Name, Sentence

_LEFT = frozenset({"amod", "compound", "flat", "nmod", "punct", "dep"})
_RIGHT = frozenset({"flat", "compound"})
_OUTSIDE = frozenset({"DET", "NUM", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART"})
_LONGEST = 8
_VAGUE = frozenset({"several", "many", "some", "other", "various", "few", "numerous", "certain", "another", "such"})
_MARKS = "\"'()[]{},.;:`“”‘’"


class Nominal(NamedTuple):
    """A noun phrase without its determiner and number: tokens [first, last), its head, its sentence.

    `kind` is the type of the name that it is, or holds as its head; empty for a common noun.
    """

    first: int
    last: int
    head: int
    sentence: int
    kind: str = ""


class Tree(NamedTuple):
    """An analysis with each token's children, in order."""

    analysis: Analysis
    children: tuple[tuple[int, ...], ...]

    def token(self, i: int) -> str:
        """The i-th token in small letters."""
        return self.analysis.tokens[i].lower


def tree(analysis: Analysis) -> Tree:
    """The tree of an analysis that has syntax."""
    children: list[list[int]] = [[] for _ in analysis.tokens]
    for i, token in enumerate(analysis.tokens):
        if 0 <= token.head != i:
            children[token.head].append(i)
    return Tree(analysis, tuple(map(tuple, children)))


def nominals(of: Tree) -> list[Nominal]:
    """The noun phrases of a document in text order; names inside longer phrases stand for themselves, too."""
    found: list[Nominal] = []
    for number, sentence in enumerate(of.analysis.sentences):
        names = [*_names(of.analysis, sentence)]
        for name, first, last in names:
            head = _head(of, first, last)
            found.append(Nominal(first, last, head, number, name.type))
        taken = {i for _, first, last in names for i in range(first, last)}
        found += [n for n in _nouns(of, sentence, number) if n.head not in taken]
    return sorted(found)


def _names(analysis: Analysis, sentence: Sentence) -> Iterator[tuple[Name, int, int]]:
    """The names of a sentence with their tokens, marks at their ends left out."""
    tokens = analysis.tokens
    low = bisect_left(analysis.names, sentence.start, key=lambda n: n.start)
    for name in analysis.names[low:]:
        if name.start >= sentence.end:
            return
        first = bisect_left(tokens, name.start, lo=sentence.first, hi=sentence.last, key=lambda t: t.start)
        last = bisect_left(tokens, name.end, lo=sentence.first, hi=sentence.last, key=lambda t: t.start)
        while first < last and tokens[last - 1].text in _MARKS:
            last -= 1
        while first < last and tokens[first].text in _MARKS:
            first += 1
        if first < last:
            yield name, first, last


def _head(of: Tree, first: int, last: int) -> int:
    """The token of a span whose own head lies outside of it."""
    tokens = of.analysis.tokens
    return next((i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i), last - 1)


def _nouns(of: Tree, sentence: Sentence, number: int) -> Iterator[Nominal]:
    tokens = of.analysis.tokens
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.upos not in ("NOUN", "PROPN") or token.dep in ("flat", "fixed") or len(token.text) < 2:
            continue
        if token.dep == "compound" and token.head > i:
            continue
        yield Nominal(*_core(of, i, sentence), i, number)


def _core(of: Tree, head: int, sentence: Sentence) -> tuple[int, int]:
    """The tokens of a noun and of the adjectives, nouns and names that belong to it right beside it."""
    tokens = of.analysis.tokens
    first, last = head, head + 1
    while first > sentence.first and head - first < _LONGEST:
        before = tokens[first - 1]
        inside = first <= before.head <= head and before.dep in _LEFT and before.upos not in _OUTSIDE
        if not inside or (before.upos == "PUNCT" and before.text != "-"):
            break
        first -= 1
    while first < head and (not tokens[first].text[0].isalnum() or tokens[first].lower in _VAGUE):
        first += 1
    while last < sentence.last and last - head < _LONGEST and tokens[last].head == head and tokens[last].dep in _RIGHT:
        last += 1
    return first, last
