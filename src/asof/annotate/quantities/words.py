"""The words of one sentence as the quantity grammar reads them, and the phrase tables it looks them up in."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from asof.records import Token
from asof.records.analysis import QuantityForm
from asof.resources import structure


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of `resources/quantities/words.yaml`."""
    return frozenset(structure("quantities/words")[name]["words"].split())


class Words:
    """A sentence's tokens by their index in the document; outside the sentence every word is empty."""

    __slots__ = ("aged", "first", "lower", "stop", "timed", "tokens")

    def __init__(self, tokens: Sequence[Token], first: int, stop: int, timed: dict[int, str]) -> None:
        self.tokens = tokens
        self.lower = {i: tokens[i].lower for i in range(first, stop)}
        self.first = first
        self.stop = stop
        self.timed = timed
        self.aged: set[int] = set()

    def at(self, i: int) -> str:
        """The word at `i` in lower case; empty outside the sentence."""
        return self.lower.get(i, "")

    def text(self, i: int) -> str:
        """The word at `i` as written; empty outside the sentence."""
        return self.tokens[i].text if i in self.lower else ""

    def joined(self, i: int) -> bool:
        """Whether no space stands between the words `i - 1` and `i`."""
        return i - 1 in self.lower and i in self.lower and self.tokens[i - 1].end == self.tokens[i].start

    def dated(self, i: int) -> bool:
        """Whether the word at `i` is part of a date or a time of day."""
        return self.timed.get(i) in ("DATE", "TIME")

    def capital(self, i: int) -> bool:
        """Whether the word at `i` begins with a capital."""
        return self.text(i)[:1].isupper()


class Found(NamedTuple):
    """A number phrase while it is read: tokens [first, last) and its bounds."""

    first: int
    last: int
    low: float | None
    high: float | None
    rule: str
    approximate: bool = False
    form: QuantityForm = "number"
    counts: bool = True
    unit: str | None = None
    increment: bool = False
    scaled: bool = False

    @property
    def exact(self) -> float | None:
        """The value, where the words give exactly one."""
        return self.low if self.low == self.high else None


class Phrases:
    """Phrases of several words, looked up forwards or backwards from a place; the longest wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({tuple(p.lower().split()) for p in phrases}, key=lambda p: (-len(p), p)):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def after(self, words: Words, i: int) -> tuple[str, int] | None:
        """The longest phrase that begins at `i`, and the index behind it."""
        for phrase in self._by_first.get(words.at(i), ()):
            if all(words.at(i + k) == word for k, word in enumerate(phrase)):
                return " ".join(phrase), i + len(phrase)
        return None

    def before(self, words: Words, i: int) -> tuple[str, int] | None:
        """The longest phrase that ends right before `i`, and the index of its first word."""
        for phrase in self._by_last.get(words.at(i - 1), ()):
            start = i - len(phrase)
            if all(words.at(start + k) == word for k, word in enumerate(phrase)):
                return " ".join(phrase), start
        return None
