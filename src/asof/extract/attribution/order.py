"""On which side of a reporting clause its content stands, and whether what stands there is what its verb asks for."""

from asof.extract.attribution.clause import Order, Window
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.subjects import COMPLEMENTS, quote_before
from asof.extract.attribution.verbs import Verb
from asof.extract.attribution.words import Words

_TOLL = frozenset({"toll", "number", "figure", "count", "total", "tally", "losses", "casualties"})


def side(w: Words, unit: Phrase, inverted: bool, window: Window, infinitive: bool = False) -> Order | None:
    """Where the content stands: after the unit, before it, or on both sides; None where there is none.

    `infinitive`: the content may be one ("pledged to rebuild"), so that "to" opens no phrase of another kind.
    """
    first, last = unit
    final = all(is_mark(w.lower[i]) for i in range(last, window.last) if w.quote[i] == window.layer) and not any(
        w.quote[i] != window.layer for i in range(last, window.last)
    )
    left = first > window.first and (is_mark(w.lower[first - 1]) or w.quote[first - 1] != window.layer)
    if inverted:
        return "post" if final else "middle"
    if final:
        return "post" if left or first == window.first or quote_before(w, first) else None
    if left and window.layer < 0 and first > window.first and w.quote[first - 1] >= 0 and _spoken(w, first):
        return "middle" if w.lower[last] in (",", ":") or w.quote[last] >= 0 else "post"
    if w.lower[last] == "," and left and w.lower[first - 1] not in (";", ":"):
        return "post" if first > window.first and _cites(w, last + 1, window) else "middle"
    preposition = w.lower[last] in lexicon("prepositions") and not (infinitive and w.lower[last] == "to")
    opens = preposition or _cites(w, last, window) or w.lower[last] in ("when", "after", "as", "while", "before")
    if left and first > window.first and opens and not _that_ahead(w, last, window):
        return "post"
    return "pre"


def _cites(w: Words, index: int, window: Window) -> bool:
    """Whether another is quoted there, which ends a reporting clause: "…, the Courier reports quoting the mayor"."""
    return index < window.last and w.lower[index] in ("quoting", "citing")


def _spoken(w: Words, first: int) -> bool:
    """Whether direct speech ends right before token `first`: a quotation with a comma or the like before its mark."""
    return first > 1 and w.lower[first - 2] in (",", "?", "!", "—")


def _that_ahead(w: Words, first: int, window: Window) -> bool:
    """Whether the content still comes after a prepositional phrase: "said at the opening that …", "said of X: …"."""
    return any(w.lower[i] in ("that", ":") or w.quote[i] != window.layer for i in range(first, window.last))


def fits(w: Words, verb: Verb, order: Order, last: int, window: Window) -> bool:
    """Whether what follows the unit, at token `last`, is what the verb's frame asks for."""
    cue, end = verb.cue, verb.at[1]
    if order != "pre":
        return cue.frame in ("clause", "tell", "that")
    following = w.lower[last]
    if not cue.unless.isdisjoint(w.lower[end : end + 3]):
        return False
    if cue.frame == "object":
        return last > end or following not in lexicon("prepositions") or following in ("to", "about")
    if following == "to" and cue.stance == "asserts" and last == end:
        return False
    if cue.frame == "that":
        plain = following in COMPLEMENTS or w.quote[last] != window.layer or following == ":"
        return plain or _clausal(w, last, window.last)
    return cue.frame != "toll" or any(w.lower[i] in _TOLL for i in range(last, min(window.last, last + 6)))


def _clausal(w: Words, first: int, ceiling: int) -> bool:
    """Whether a clause follows without "that": an auxiliary before any mark, relative or conjunction."""
    for index in range(first + 1, min(ceiling, first + 10)):
        word = w.lower[index]
        if word in lexicon("auxiliaries"):
            return word not in ("'s", "’s")
        if (is_mark(word) and word != "-") or word in lexicon("subordinators") or word in lexicon("prepositions"):
            return False
    return False
