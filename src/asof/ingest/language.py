"""Whether a text is English. It is set aside only where two witnesses agree that it is another language.

The witnesses: the share of English function words, and langid (Lui and Baldwin, ACL 2012) over common languages.
A text full of names has few function words but langid alone never turns it away; nor does a text too short to tell.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from asof.resources import table

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FEW, _SHORT = 0.12, 8


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("ingest/function_words"))


@cache
def _identifier() -> Any:
    langid = import_module("py3langid.langid")  # its model takes a second to load: only when it is needed

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def other_language(text: str) -> str | None:
    """Why a text is set aside as not English ("language: it reads as fr"), or None where it may be English."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(1 for c in letters if c < "ɐ" or "Ḁ" <= c <= "ỿ")
    if len(letters) >= 20 and latin * 2 < len(letters):
        return "language: most of its letters are of another script"
    words = [w.lower() for w in _WORD.findall(sample)]
    if len(words) < _SHORT or _share(words) >= _FEW:
        return None
    language, probability = _identifier().classify(" ".join(words))
    if language == "en" or probability < (0.99 if len(words) < 40 else 0.9):
        return None
    return f"language: it reads as {language}"


def _share(words: list[str]) -> float:
    return sum(1 for w in words if w in _function_words()) / len(words)
