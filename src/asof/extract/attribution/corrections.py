"""Corrections: what a report says of its earlier version, or says to have been said in error, is not so."""

from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.verbs import Verb
from asof.extract.attribution.words import Words


def retracts(w: Words, verb: Verb, source: Phrase | None) -> bool:
    """Whether a reporting clause takes its content back: "an earlier version said", "we wrongly reported"."""
    end = verb.at[1]
    beside = {*w.lower[verb.first : end], *w.lower[end : end + 1]}
    if not beside.isdisjoint(lexicon("errors")) or w.lower[end : end + 2] == ["in", "error"]:
        return True
    if source is None:
        return False
    words = w.lower[slice(*source)]
    if not lexicon("versions").isdisjoint(words):
        return not lexicon("earlier").isdisjoint(words)
    return words[0] == "this" and not lexicon("earlier").isdisjoint(beside)
