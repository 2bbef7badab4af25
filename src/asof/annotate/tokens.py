"""Tokens: spaCy's English tokeniser, with the dashes of ranges split and absurd words cut first."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from asof.records import Document, Token

LONGEST_WORD = 200
"""Characters; spaCy's tokeniser is quadratic in a word's length, and no word of a report is longer."""

_LONG = re.compile(rf"\S{{{LONGEST_WORD},}}")
_CUT = re.compile(r"[\u2010-\u2015\u2212]+|(?<=[$£€¥₹])(?=\d)|(?<=\d[kmKM])(?=\.)")
"""Where a token is cut again: at long dashes, between a currency's sign and digits, and after "3m" before a stop."""

_STRINGS_KEPT = 500_000
_Piece = tuple[int, int]


@cache
def _language() -> Any:
    import spacy  # noqa: PLC0415 - a second of imports that no command but reading needs

    return spacy.blank("en")


def _tokeniser() -> Any:
    """The tokeniser, made anew once its table of strings has grown large, so that a long run needs no more memory."""
    language = _language()
    if len(language.vocab.strings) > _STRINGS_KEPT:
        _language.cache_clear()
        language = _language()
    return language.tokenizer


def find(document: Document) -> tuple[Token, ...]:
    """The tokens of `document` in text order, white space left out; none crosses a passage.

    Words are cut as spaCy's English tokeniser cuts them (contractions, currency, units), and at every long dash, so
    that "11–18" is three tokens. Words of `LONGEST_WORD` characters and more are cut into pieces of that length.
    """
    text = document.text
    bounds = [(p.start, p.end) for p in document.passages] or [(0, len(text))]
    made = []
    for start, end in bounds:
        for first, last in _words(text, start, end):
            word = text[first:last]
            made.append(Token(start=first, end=last, text=word, lower=word.lower()))
    return tuple(made)


def _words(text: str, start: int, end: int) -> Iterator[_Piece]:
    """The offsets of the tokens of one stretch."""
    done = start
    for match in _LONG.finditer(text, start, end):
        yield from _plain(text, done, match.start())
        for at in range(match.start(), match.end(), LONGEST_WORD):
            yield at, min(at + LONGEST_WORD, match.end())
        done = match.end()
    yield from _plain(text, done, end)


def _plain(text: str, start: int, end: int) -> Iterator[_Piece]:
    """The offsets of the tokens of a stretch that holds no absurd word."""
    if start >= end:
        return
    for token in _tokeniser()(text[start:end]):
        if token.is_space:
            continue
        first = start + token.idx
        last = first + len(token)
        if len(token) > 1 and _CUT.search(text, first, last):
            yield from _cut_again(text, first, last)
        else:
            yield first, last


def _cut_again(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Split a token; each run of dashes is a token of its own."""
    done = start
    for match in _CUT.finditer(text, start, end):
        if done < match.start():
            yield done, match.start()
        if match.end() > match.start():
            yield match.span()
        done = match.end()
    if done < end:
        yield done, end
