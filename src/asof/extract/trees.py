"""Readings by the syntax tree, for counted phrases whose own clause gives none by its words alone.

Where an engine gave heads and relations (Universal Dependencies, de Marneffe et al. 2021), a number belongs to the
verb or noun that governs its noun phrase, however far that is and whatever stands between ("Eight clerks, who had
been sent to look at the dam, and their driver were held").
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from asof.extract.binding import Counted, Link, barred, open_sides
from asof.extract.outcomes import Trigger
from asof.extract.words import Word
from asof.records import Analysis

COST = 1.0
"""What a reading by the tree costs: less than most that cross a clause, more than one within it."""

_SUBJECT = frozenset({"nsubj", "csubj"})
_OBJECT = frozenset({"obj", "iobj"})
_INSIDE = frozenset({"nummod", "amod", "compound", "det", "advmod", "case", "flat", "goeswith", "fixed", "nmod"})
_JOINED = frozenset({"conj", "appos"})
_CLAUSES = frozenset({"conj", "xcomp"})
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_FARTHEST = 12


class Tree(NamedTuple):
    """The tokens of a sentence's words: `first` and `last` (inclusive) of each word, the head token of each token."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    analysis: Analysis


def tree(analysis: Analysis, words: tuple[Word, ...], first: int, last: int) -> Tree | None:
    """The syntax of a sentence whose tokens are [first, last), by its words; None where none was made."""
    if not words or first >= last or analysis.tokens[first].head < 0:
        return None
    starts = [analysis.tokens[i].start for i in range(first, last)]
    return Tree(
        tuple(first + bisect_right(starts, w.start) - 1 for w in words),
        tuple(first + bisect_left(starts, w.end) - 1 for w in words),
        analysis,
    )


def links(found: Tree, words: tuple[Word, ...], counted: Counted, triggers: tuple[Trigger, ...]) -> list[Link]:
    """The readings of a counted phrase by the tree, cheapest first."""
    top = _top(found, counted)
    made = []
    for trigger in triggers:
        if trigger.gap is not None or barred(words, counted, trigger):
            continue
        inside = range(found.first[trigger.first], found.last[trigger.last - 1] + 1)
        if top in inside:
            continue
        side = _side(found, words, trigger, top, inside)
        if trigger.frame.counts == "of" and "of" not in {w.low for w in words[trigger.last : counted.first]}:
            continue
        if side == "right" and _far_before(words, counted, trigger):
            continue
        if side is not None and side in open_sides(words, trigger):
            made.append(Link(trigger.frame, COST + trigger.frame.weight, side, trigger))
    return sorted(made, key=lambda link: (link.cost, link.frame.rank))


def _far_before(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether people that should be a verb's object stand in another clause before it: then the tree is wrong."""
    between = words[max(counted.last, counted.phrase.last) : trigger.first]
    return any(w.kind in {"comma", "stop", "subordinator", "quote"} for w in between)


def _top(found: Tree, counted: Counted) -> int:
    """The token that heads the counted noun phrase."""
    tokens = found.analysis.tokens
    end = max(counted.last, counted.phrase.last)
    span = range(found.first[counted.first], found.last[end - 1] + 1)
    at = found.last[counted.phrase.head if counted.phrase.head >= 0 else counted.last - 1]
    for _ in range(_FARTHEST):
        head = tokens[at].head
        if head == at or head not in span or tokens[at].dep not in _INSIDE:
            return at
        at = head
    return at


def _side(found: Tree, words: tuple[Word, ...], trigger: Trigger, top: int, inside: range) -> str | None:
    """On which side of the trigger's verb the tree puts the phrase: its subject (left), its object or "of" (right)."""
    tokens = found.analysis.tokens
    for verb in inside:
        if tokens[verb].dep == "acl" and tokens[verb].head == top:
            return "left" if _own_subject(found, verb) is None else "right"
    at = top
    for _ in range(_FARTHEST):
        head, dep = tokens[at].head, tokens[at].dep
        if head == at:
            return None
        if dep in _JOINED and _noun(found, head):
            at = head
            continue
        if dep in _SUBJECT:
            return "left" if _governs(found, head, inside) else None
        right = dep in _OBJECT or (dep == "nmod" and trigger.frame.counts == "of")
        return "right" if right and head in inside else None
    return None


def _noun(found: Tree, token: int) -> bool:
    return found.analysis.tokens[token].upos in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}


def _own_subject(found: Tree, verb: int) -> int | None:
    """The subject of a verb where it is a noun of its own, and no "who" or "that"."""
    tokens = found.analysis.tokens
    for i in range(found.first[0], found.last[-1] + 1):
        if tokens[i].head == verb and tokens[i].dep in _SUBJECT and tokens[i].lower not in _RELATIVES:
            return i
    return None


def _governs(found: Tree, verb: int, inside: range) -> bool:
    """Whether the trigger is that verb, or one joined to it without a subject of its own."""
    if verb in inside:
        return True
    tokens = found.analysis.tokens
    for at in inside:
        if tokens[at].head == verb and tokens[at].dep in _CLAUSES:
            return not any(tokens[i].dep in _SUBJECT and tokens[i].head == at for i in range(verb + 1, at))
    return False
