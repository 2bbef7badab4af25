"""Whether a text is English. It is set aside only where every witness agrees that it is another language.

The witnesses: its letters; the share of English function words; langid (Lui and Baldwin, ACL 2012); and the function
words of the language that langid names. A list of foreign names has hardly any function words of any language: it
stays, and so does a text too short to tell.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from asof.resources import table

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_LETTER, _NOT_ASCII = re.compile(r"[A-Za-z]"), re.compile(r"[^\x00-\x7f]")
_FEW, _HARDLY_ANY, _ENOUGH = 0.12, 0.07, 0.1  # shares of the words
_SHORT, _LONG = 8, 60  # words
_SURE = 0.9
_PARTICLES = 3
"""How many words a name has between its capitals, at most."""


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("ingest/function_words"))


@cache
def _other_words() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["words"].split()) for row in table("ingest/other_words")}


@cache
def _identifier() -> Any:
    langid = import_module("py3langid.langid")  # its model takes a second to load: only when it is needed

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def other_language(text: str) -> str | None:
    """Why a text is set aside as not English ("language: it reads as code fr"), or None where it may be English."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and _of_another_script(sample):
        return "language: most of its letters are of another script"
    found = _WORD.findall(sample)
    words = [w.lower() for w in found]
    if len(words) < _SHORT or _share(words) >= _FEW:
        return None
    ranked = _identifier().rank(" ".join(words))
    language, english = ranked[0][0], dict(ranked).get("en", 0.0)
    if language == "en" or english > 1 - _SURE or not (_another(_without_particles(found)) or _runs_on(found)):
        return None
    return f"language: not English, it reads as the language of code {language}"


def _of_another_script(sample: str) -> bool:
    """Whether most letters of a text are none of the Latin script."""
    letters = [c for c in _NOT_ASCII.findall(sample) if c.isalpha()]
    other = sum(1 for c in letters if not (c < "ɐ" or "Ḁ" <= c <= "ỿ"))
    latin = len(_LETTER.findall(sample)) + len(letters) - other
    return latin + other >= 20 and latin < other


def _another(words: list[str]) -> bool:
    """Whether the function words of some other language stand in the text, and more of them than English ones.

    Not only those of the language that langid names: it takes near relatives for one another.
    """
    share = max(sum(1 for w in words if w in own) for own in _other_words().values()) / len(words)
    return share >= _ENOUGH and share > _share(words)


def _without_particles(words: list[str]) -> list[str]:
    """The words in small letters, without the particles inside names: José (de la) Cruz is no Spanish sentence."""
    kept: list[str] = []
    run: list[str] = []
    inside = False
    for word in words:
        if word[:1].islower():
            run.append(word)
            continue
        kept += () if inside and len(run) <= _PARTICLES else run
        run, inside = [], word[1:2].islower()
        kept.append(word.lower())
    return kept + run


def _runs_on(words: list[str]) -> bool:
    """Whether this is running text, not a list of names, with hardly an English function word in it."""
    small = sum(1 for w in words if w[:1].islower())
    return len(words) >= _LONG and small >= 0.6 * len(words) and _share([w.lower() for w in words]) < _HARDLY_ANY


def _share(words: list[str]) -> float:
    return sum(1 for w in words if w in _function_words()) / len(words)
