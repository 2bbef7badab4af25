"""What an uncased encoder does not see: the case and make of a word, as a small feature beside its subwords."""

from functools import lru_cache

SHAPES = ("continuation", "lower", "title", "upper", "initial", "mixed", "digits", "alphanumeric", "other")
_INDEX = {name: number for number, name in enumerate(SHAPES)}


@lru_cache(maxsize=65536)
def shape(word: str) -> int:
    """The shape class of a word; `continuation` (0) is kept for subwords that do not begin one."""
    return _INDEX[_name(word)]


def _name(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return "digits" if word.isdigit() else "alphanumeric"
    return _case(letters) if letters else "other"


def _case(letters: list[str]) -> str:
    if all(c.islower() for c in letters):
        return "lower"
    if len(letters) == 1:
        return "initial"
    if all(c.isupper() for c in letters):
        return "upper"
    return "title" if letters[0].isupper() and all(c.islower() for c in letters[1:]) else "mixed"
