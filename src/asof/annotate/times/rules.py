"""Reads the rules and the vocabulary of times and compiles them; knows nothing of what a value means."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from asof.resources import table

_NUMBER_WORD = "number"
_FIGURES = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,3})?(?:\s\d/\d)?"

NUMBER_CLASSES = {
    "year": r"1[4-9]\d\d|20\d\d",
    "yy": r"\d\d",
    "twodigits": r"\d\d",
    "apostrophe": r"['’]\d\d",
    "mm": r"0?[1-9]|1[0-2]",
    "dd": r"0?[1-9]|[12]\d|3[01]",
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
    "hh": r"[01]?\d|2[0-3]",
    "min": r"[0-5]\d",
    "hour": r"1[0-2]|0?[1-9]",
    "q": r"[1-4]",
    "meridian": r"[ap](?:\.\s?m\.?|m)",
    "decade": r"(?:1[0-9]|20)\d0['’]?s",
    "tensdigit": r"[2-9]",
    "nthcentury": r"\d{1,2}(?:st|nd|rd|th)|<dayword>",
    "half": r"first|second|last",
    "offset": r"Z|[+-]\d\d:?\d\d",
    "yearwords": r"(?:nineteen|twenty|eighteen)\s<tensword>(?:[-\s]<unitword>)?|two thousand",
    "n": rf"{_FIGURES}|(?:an?|one)\s(?:hundred|thousand|dozen)(?:\s<numbers>)?|<numbers>|an?",
}
"""What a class of figures may look like; their values are taken by `values.of_class`."""

_GLUE = {"a", "an", "and", "the", "of", "in", "on", "or", "at", "day", "that", "same", "next"}
_GLUE |= {"previous", "following", "before", "after", "earlier", "later"}
"""Words that bear on time in company only; a stretch of nothing else is not looked at."""
_SMALL_NUMBER = 20
_MACRO = re.compile(r"<([a-z]+)([0-9]?)>")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_OPTIONAL = re.compile(r"\(\?:[^()]*\)\?")


class Rule(NamedTuple):
    """One row of resources/times/rules.tsv. `matcher(rule)(text, start, end)` tries it at one place."""

    name: str
    type: str
    pattern: str
    value: tuple[str, ...]
    ends: tuple[str, ...]
    before: re.Pattern[str] | None
    needs: frozenset[str]


@cache
def lexicon() -> dict[str, dict[str, str]]:
    """Word class -> word in small letters -> value."""
    classes: dict[str, dict[str, str]] = {}
    for row in table("times/lexicon"):
        classes.setdefault(row["class"], {})[row["word"].lower()] = row["value"]
    return classes


@cache
def classes_of_word() -> dict[str, frozenset[str]]:
    """Every word that some rule could use -> the classes it belongs to (empty for mere glue)."""
    found: dict[str, set[str]] = {}
    for row in table("times/rules"):
        needed = _OPTIONAL.sub("", row["pattern"])
        whole = {"word"} if "<" not in needed else set()
        for word in _literal_words(row["pattern"]):
            found.setdefault(word, set()).update(whole - ({"word"} if word in _GLUE else set()))
    for name, words in lexicon().items():
        for entry in words:
            for word in _WORD.findall(entry):
                found.setdefault(word, set()).add("n" if name == _NUMBER_WORD else name)
    for word in ("a", "an", "s", "p", "m", "am", "pm", "st", "nd", "rd", "th", "t", "z", "of", "and"):
        found.setdefault(word, set())
    for name in lexicon()[_NUMBER_WORD]:
        found.setdefault(name, set()).add("n")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the table."""
    return tuple(_rule(row) for row in table("times/rules"))


@cache
def matcher(rule: Rule) -> Callable[..., re.Match[str] | None]:
    """What tries a rule, compiled when it is first needed: all of them are half a second of each start.

    Raises ValueError, with the rule's name, for one that is ill written.
    """
    try:
        return re.compile(f"(?:{pattern_of(rule.pattern)})(?![^\\W_])", re.IGNORECASE).match
    except re.error as error:
        raise ValueError(f"resources/times/rules.tsv: rule {rule.name}: {error}") from error


def pattern_of(text: str) -> str:
    """A rule's pattern with its <classes> spelled out and every blank standing for any white space."""
    spaced = re.sub(r" (?=[?])", r"[\\s\\u00a0]", text).replace(" ", r"[\s\u00a0]{1,4}")
    return _MACRO.sub(_class, spaced)


def _rule(row: dict[str, str]) -> Rule:
    before = re.compile(f"(?:{row['before']})$", re.IGNORECASE) if row["before"] else None
    value, ends = tuple(row["value"].split()), tuple(row["ends"].split())
    return Rule(row["name"], row["type"], row["pattern"], value, ends, before, _needs(row["pattern"]))


def _class(match: re.Match[str]) -> str:
    name, number = match[1], match[2]
    if name in NUMBER_CLASSES:
        inner = re.sub(r"<(\w+)>", lambda m: _words(m[1]), NUMBER_CLASSES[name])
        return f"(?P<{name}{number}>{inner})"
    return f"(?P<{name}{number}>{_words(name)})"


@cache
def _words(name: str) -> str:
    if name == "numbers":
        word = _words(_NUMBER_WORD)
        return rf"{word}(?:[-–\s]{{1,2}}(?:and\s)?{word}){{0,4}}"
    if name in ("tensword", "unitword"):
        values = lexicon()[_NUMBER_WORD]
        kept = [
            w for w, v in values.items() if (int(v) < _SMALL_NUMBER) == (name == "unitword") or int(v) in range(10, 20)
        ]
    else:
        kept = list(lexicon()[name])
    ordered = sorted(kept, key=lambda word: (-len(word), word))
    spelled = [re.escape(word).replace(r"\ ", r"[\s\u00a0]{1,4}").replace("'", "['’]") for word in ordered]
    return f"(?:{'|'.join(spelled)})(?![^\\W_])"


def _literal_words(pattern: str) -> list[str]:
    bare = re.sub(r"\\[a-zA-Z]|\(\?P?[:=!<]?|<\w+>", " ", pattern)
    return [word for word in _WORD.findall(bare.lower()) if not word.isdigit()]


def _needs(pattern: str) -> frozenset[str]:
    """The classes of words without which the pattern cannot match: those outside every bracket and alternative."""
    kept, depth = [], 0
    for piece in re.split(r"(\(|\)\??)", pattern):
        if piece == "(":
            depth += 1
        elif piece.startswith(")"):
            depth -= 1
        elif depth == 0:
            if "|" in piece:
                return frozenset()
            kept.append(piece)
    names = {m[1] for m in _MACRO.finditer("".join(kept))}
    return frozenset(
        "digit" if n in NUMBER_CLASSES and n not in ("n", "yearwords", "half", "nthcentury", "meridian") else n
        for n in names
        if n not in ("yearwords", "half", "nthcentury", "meridian")
    )
