"""Active or passive: on which side of a verb the people stand whom it befalls, and what each side costs."""

from asof.extract.inflection import is_plural, singular
from asof.extract.outcomes import Trigger
from asof.extract.populations import roles
from asof.extract.words import Word

_NOUN_REACH = 3
_THESE = frozenset({"that", "these", "those", "all", "both"})
_NOUN_START = frozenset({"number", "determiner", "filler"})


def voice(words: tuple[Word, ...], trigger: Trigger) -> dict[str, float]:
    """Active (the object stands right) or passive (left), from the form, the auxiliary and what follows."""
    aux = _auxiliary(words, trigger)
    if trigger.form == "ing":
        return {} if _is_event(words, trigger) else {"left": 0.0} if aux and aux.low == "being" else {"right": 0.0}
    if trigger.form in {"base", "third"} or (aux and aux.kind == "have"):
        return {} if trigger.form == "base" and _is_noun(words, trigger) else {"right": 0.0}
    if trigger.form is None:
        return {"left": 0.5, "right": 0.5}
    after = words[trigger.last] if trigger.last < len(words) else None
    who = after if aux is not None and aux.kind == "relative" else None
    if aux and (aux.kind in {"be", "get"} or (who is not None and who.low == "at" and who.kind == "preposition")):
        return {} if who else {"left": 0.0}
    if trigger.gap or (who is not None and who.kind == "word" and who.text.islower()):
        return {"right": 0.0}
    return _voice_by_what_follows(words, trigger.last)


def _is_event(words: tuple[Word, ...], trigger: Trigger) -> bool:
    """Whether an -ing form names what happened ("after the shooting, two men"): it has no object but with "of"."""
    before = words[max(0, trigger.first - 2) : trigger.first]
    after = words[trigger.last] if trigger.last < len(words) else None
    if trigger.last > trigger.first + 1 and after is not None and after.low == "of":  # "the shooting dead of two men"
        return False
    object_ = after is not None and (after.kind in _NOUN_START or after.kind in {"word", "pronoun"})
    described = [w.kind for w in before] == ["determiner", "word"] and not object_
    return bool(before) and (before[-1].kind == "determiner" or described)


def _is_noun(words: tuple[Word, ...], trigger: Trigger) -> bool:
    """Whether a verb's base form is a noun there: a determiner opens its phrase ("a 15-day strike by miners")."""
    i = trigger.first - 1
    while i > 0 and words[i].kind in {"word", "possessive"} and trigger.first - i <= _NOUN_REACH:
        plural = is_plural(words[i].low) and words[i].low != "police"
        if plural or words[i].text[:1].isupper() != words[trigger.first].text[:1].isupper():
            return False
        i -= 1
    after = words[trigger.first + 1] if trigger.first + 1 < len(words) else None
    object_ = after is not None and after.kind in {"number", "determiner", "pronoun", "filler"}
    if i >= 0 and words[i].low == "under":
        return True
    if i < 0 or words[i].kind != "determiner" or words[i].low in _THESE:
        return False
    return i == trigger.first - 1 or not (
        object_ or singular(words[trigger.first - 1].low) in roles().keys() - {"police"}
    )


def _auxiliary(words: tuple[Word, ...], trigger: Trigger) -> Word | None:
    before = trigger.first - 1
    while before >= 0 and words[before].kind in {"adverb", "negation", "raising"}:
        before -= 1
    if before > 0 and words[before].kind == "conjunction":
        return _joined_auxiliary(words, before)
    return words[before] if before >= 0 else None


def _voice_by_what_follows(words: tuple[Word, ...], last: int) -> dict[str, float]:
    """A past form without an auxiliary is active where a noun phrase follows ("killed two"), else most likely not."""
    after = words[last] if last < len(words) else None
    if after and after.low == "at" and [w.kind for w in words[last + 1 : last + 2]] == ["pronoun"]:  # "shot at them"
        return {}
    if after and (after.kind in _NOUN_START or after.kind == "pronoun"):
        return {"right": 0.0, "left": 3.0}
    if after and after.kind == "word" and roles().get(singular(after.low)):
        return {"right": 0.0, "left": 3.2}
    if after and after.kind == "word":
        return {"right": 0.0, "left": 3.2 if after.text[:1].isupper() else 0.5}
    return {"left": 0.0, "right": 3.0}


def _joined_auxiliary(words: tuple[Word, ...], conjunction: int) -> Word | None:
    """The auxiliary of "were shot and wounded" as seen from "wounded"."""
    for i in range(conjunction - 2, max(conjunction - 5, -1), -1):
        if words[i].kind in {"be", "get", "have"}:
            return words[i]
        if words[i].kind not in {"adverb", "negation", "word"}:
            return None
    return None
