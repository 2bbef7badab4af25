"""The words of a sentence as the clause reader sees them: tokens, hyphenated ones joined, each with a word class.

The classes are closed lists (`resources/extract/words.yaml`); every other word is "word". There is no tagger here:
where an engine gives `upos` and `head`, a later reader may use them.
"""

import re
from functools import cache
from typing import NamedTuple

from asof.records import Analysis, Sentence, Token
from asof.resources import structure, table

_ORDER = (
    "comma", "part", "negation", "be", "have", "get", "modal", "report", "time_noun", "relative", "subordinator",
    "conjunction", "preposition", "determiner", "pronoun", "filler", "adverb",
)  # fmt: skip
_PUNCTUATION = {
    ";": "stop", ":": "stop", ".": "end", "?": "end", "!": "end", "(": "bracket", ")": "bracket", "[": "bracket",
    "]": "bracket", "-": "dash", "--": "dash", "–": "dash", "—": "dash", "|": "stop", "...": "dash", "…": "dash",
    '"': "quote", "“": "quote", "”": "quote", "''": "quote", "``": "quote", "\n": "end",
}  # fmt: skip


_DIGITS = re.compile(r"[\d.,]+")
_SHORT_NAMES = frozenset({"US", "IT", "WHO"})


class Word(NamedTuple):
    """A word of a sentence: its offsets, its text, the text in lower case, and its class."""

    start: int
    end: int
    text: str
    low: str
    kind: str


@cache
def word_classes() -> dict[str, str]:
    """Each word of the closed classes with its class; a word of two classes has the first of `_ORDER`."""
    lists = structure("extract/words")
    return {word: name for name in reversed(_ORDER) for word in str(lists.get(name, "")).split()}


def words_of(text: str, analysis: Analysis, sentence: Sentence) -> tuple[Word, ...]:
    """The words of `sentence`: its tokens, those that a hyphen joins without a space taken together."""
    joined: list[list[int]] = []
    for token in analysis.tokens_of(sentence):
        if token.text.isspace():
            continue
        if joined and joined[-1][1] == token.start and _joins(text, joined[-1], token):
            joined[-1][1] = token.end
        else:
            joined.append([token.start, token.end])
    made: list[Word] = []
    capitals = text[sentence.start : sentence.end].isupper()
    for start, end in joined:
        word = _word(text, start, end, capitals)
        owner = word.low == "'s" and made and made[-1].kind == "word" and made[-1].low not in {"there", "that", "what"}
        if word.low in _raising() and made and made[-1].kind in {"be", "adverb"}:
            word = word._replace(kind="raising")
        if word.kind == "report" and word.low.endswith("ed") and made and made[-1].kind in {"number", "filler"}:
            word = word._replace(kind="verbal")
        if word.kind == "word" and made and made[-1].low == "state":  # "state troopers", which state nothing
            made[-1] = made[-1]._replace(kind="word")
        made.append(word._replace(kind="possessive") if owner else word)
    return tuple(made)


def _joins(text: str, before: list[int], token: Token) -> bool:
    left, right = text[before[1] - 1], token.text[0]
    if left == "-":
        return before[1] - before[0] > 1 and right.isalnum()
    return right == "-" and left.isalnum() and token.end < len(text) and (
        len(token.text) > 1 or text[token.end].isalnum()
    )  # fmt: skip


def _word(text: str, start: int, end: int, capitals: bool) -> Word:
    words = text[start:end]
    low = words.lower().replace("’", "'")
    kind = word_classes().get(low) or _PUNCTUATION.get(low) or ("number" if _DIGITS.fullmatch(low) else "word")
    if kind == "word" and len(low) > 4 and low.endswith("ly") and words[0].islower() and low not in _nouns_in_ly():
        kind = "adverb"
    if kind == "word" and _looks_verbal(low):
        kind = "verbal"
    return Word(start, end, words, low, "word" if words in _SHORT_NAMES and not capitals else kind)


def _looks_verbal(low: str) -> bool:
    """Whether a word outside the closed classes ends like a past or a participle, or is an irregular one."""
    return (len(low) > 4 and low.endswith("ed") and "-" not in low) or low in _irregular_pasts()


@cache
def _nouns_in_ly() -> frozenset[str]:
    return frozenset(str(structure("extract/words")["not_adverb"]).split())


@cache
def _raising() -> frozenset[str]:
    """Verbs through whose passive the subject belongs to what follows ("were found dead", "was said to be")."""
    return frozenset(str(structure("extract/words")["raising"]).split())


@cache
def _irregular_pasts() -> frozenset[str]:
    """The irregular past forms of the two tables of verbs."""
    known = {form for row in table("extract/verbs") for key in ("past", "participle") for form in row[key].split()}
    return frozenset(known | set(str(structure("extract/words")["irregular_past"]).split())) - {"free", "shot"}
