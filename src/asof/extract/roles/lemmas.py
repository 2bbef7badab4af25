"""Base forms of words, for features that must not tell "killed" from "kills"."""

from functools import cache, lru_cache

from asof.extract.inflection import singular, verb_forms
from asof.resources import structure, table

_ENDINGS = (("ied", "y"), ("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", ""))


@cache
def _known() -> dict[str, str]:
    bases = [*structure("roles/words")["verbs"], *(row["base"] for row in table("extract/verbs"))]
    return {form: base for base in reversed(bases) for form in verb_forms(base)}


@lru_cache(maxsize=65536)
def lemma(word: str, verb: bool = False) -> str:
    """The base form of a lower-case word: verbs by table and by ending, other words in the singular."""
    if not verb:
        return _known().get(word, word) if word.endswith(("ed", "ing")) else singular(word)
    known = _known().get(word)
    if known:
        return known
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + put
    return word
