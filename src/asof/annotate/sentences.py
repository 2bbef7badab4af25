"""Sentences by rules: full stops that are none (abbreviations, initials), quotes, headlines, paragraphs.

A sentence never crosses a passage. A full stop ends a sentence unless it belongs to an abbreviation of
`resources/sentences/abbreviations.tsv` or to an initial; quotes and brackets that close go with the sentence they
close. A blank line ends a sentence, and so does a line's end where the text is not wrapped by hand.
"""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from statistics import median

from asof.records import Document, Sentence, Token
from asof.resources import table

LONGEST = 1000
"""Tokens; a longer run without an end is cut, so that nothing after it need reckon with an absurd sentence."""

_ENDS = frozenset((".", "!", "?", "…", "...", "..", "....", "?!", "!!", "!?", "??"))
_CLOSERS = frozenset(("”", "’", '"', "'", "''", ")", "]", "»", "’’"))
_WRAPPED_MOST, _WRAPPED_MEDIAN, _WRAPPED_LINES = 100, 45, 3
_LINE = re.compile(r"\n")


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation in lower case, without its last full stop, to its kind: title, number, month, general."""
    return {row["abbreviation"].lower().removesuffix("."): row["kind"] for row in table("sentences/abbreviations")}


@cache
def _starters() -> frozenset[str]:
    """Words that begin a sentence when they are capitalised after an abbreviation ("The", "He", "On")."""
    return frozenset(row["word"] for row in table("sentences/starters"))


def find(document: Document, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """The sentences of `document`, in order; every token is in exactly one, and none is empty."""
    bounds = [(p.start, p.end) for p in document.passages] or [(0, len(document.text))]
    starts = [t.start for t in tokens]
    made = []
    for start, end in bounds:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        wrapped = _is_wrapped(document.text, start, end)
        for at, until in _runs(document.text, tokens, (first, last), wrapped):
            made.append(Sentence(start=tokens[at].start, end=tokens[until - 1].end, first=at, last=until))
    return tuple(made)


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether lines were broken by hand at a width: several full lines, none longer than a screen is wide."""
    lines = text[start:end].split("\n")
    inner = [len(a.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    return len(inner) >= _WRAPPED_LINES and max(inner) <= _WRAPPED_MOST and median(inner) >= _WRAPPED_MEDIAN


def _runs(text: str, tokens: tuple[Token, ...], within: tuple[int, int], wrapped: bool) -> list[tuple[int, int]]:
    """The sentences of one passage as runs of token indexes."""
    first, last = within
    runs = []
    at = first
    for i in range(first, last):
        if i + 1 == last or i + 1 - at >= LONGEST or _ends_after(text, tokens, i, wrapped):
            runs.append((at, i + 1))
            at = i + 1
    return runs


def _ends_after(text: str, tokens: tuple[Token, ...], i: int, wrapped: bool) -> bool:
    """Whether a sentence ends after token `i`, which is not the last of its passage."""
    token, following = tokens[i], tokens[i + 1]
    spaced = token.end < following.start
    if spaced and "\n" in (gap := text[token.end : following.start]):
        if gap.count("\n") > 1 or not wrapped:
            return not _goes_on(token, following, gap)
    elif not spaced and following.text in _CLOSERS:
        return False
    if token.text in _CLOSERS:
        return _closed_end(tokens, i, spaced)
    if token.text in _ENDS:
        return _stop_ends(tokens, i, spaced)
    return len(token.text) > 1 and token.text[-1] == "." and spaced and _after_abbreviation(token.lower[:-1], following)


def _goes_on(token: Token, following: Token, gap: str) -> bool:
    """Whether one line break stands inside a sentence: the next line begins in lower case and nothing was ended."""
    return gap.count("\n") == 1 and following.text[0].islower() and token.text not in _ENDS and token.text != ":"


def _closed_end(tokens: tuple[Token, ...], i: int, spaced: bool) -> bool:
    """Whether the closing quote or bracket `i` ends a sentence: it follows a full stop and no one goes on speaking."""
    j = i
    while j > 0 and tokens[j].text in _CLOSERS and tokens[j - 1].end == tokens[j].start:
        j -= 1
    before = tokens[j].text
    if not spaced or (before not in _ENDS and before[-1] not in ".!?"):
        return False
    return not tokens[i + 1].text[0].islower()


def _stop_ends(tokens: tuple[Token, ...], i: int, spaced: bool) -> bool:
    """Whether the full stop, question or exclamation mark `i` ends its sentence."""
    stop, following = tokens[i], tokens[i + 1]
    before = tokens[i - 1] if i else None
    attached = before is not None and before.end == stop.start
    if not spaced:
        joined = attached and before is not None and len(before.lower) > 2 and before.text[-1].islower()
        return joined and following.text[0].isupper() and before is not None and before.lower not in _abbreviations()
    if stop.text != ".":
        return not following.text[0].islower()
    if before is None or not attached:
        return True
    if before.lower in _abbreviations():
        return _after_abbreviation(before.lower, following)
    if len(before.text) == 1 and before.text.isupper():
        return following.text in _starters() or not following.text[0].isalpha()
    return True


def _after_abbreviation(abbreviation: str, following: Token) -> bool:
    """Whether a sentence ends after an abbreviation's full stop, by its kind and the word that follows."""
    kind = _abbreviations().get(abbreviation, "general")
    if kind == "title":
        return False
    if following.text[0].isdigit():
        return False
    if kind == "number":
        return following.text[0].isupper()
    return following.text in _starters()
