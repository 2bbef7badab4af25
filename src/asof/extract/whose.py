"""Verbs that tell of what people have, not of themselves: "45 people whose homes were lost"."""

from asof.extract.words import Word

_AUXILIARY = frozenset({"be", "get", "have", "modal", "adverb", "negation", "time_noun", "raising"})
_OWN_VERB = frozenset({"verbal", "be", "have", "modal"})
_CLAUSE_GOES_ON = frozenset({"conjunction", "pronoun", "relative", "subordinator"})
"""What joins a verb to the clause before, or gives it a subject of its own."""


def of_what_is_theirs(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Whether a verb tells of what the people counted have, not of themselves ("45 people whose homes were lost").

    Of themselves tells the verb after that one: "the 12 men whose boat sank were rescued".
    """
    whose = next((i for i in range(start, end) if words[i].low == "whose"), -1)
    if whose < 0 or any(w.low == "," for w in words[start + 1 : end]):
        return False
    while end > whose + 1 and words[end - 1].kind in _AUXILIARY:
        end -= 1
    if words[end - 1].kind in _CLAUSE_GOES_ON:
        return True
    opening = whose + 1
    while opening < end and words[opening].kind in {"adverb", "verbal"}:
        opening += 1
    return not any(w.kind in _OWN_VERB for w in words[opening:end])
