"""Tokens: spans are true, dashes part ranges, absurd input is cut and quick."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import tokens
from asof.records import Document, Passage


def words(text: str) -> list[str]:
    return [t.text for t in tokens.find(Document(document="d", text=text, sha256=""))]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("11–18 left", ["11", "–", "18", "left"]),
        ("from 11—18", ["from", "11", "—", "18"]),
        ("It cost NZ$40m.", ["It", "cost", "NZ$", "40", "m", "."]),
        ("They didn't", ["They", "did", "n't"]),
        ("a 40-year-old", ["a", "40", "-", "year", "-", "old"]),
        ("an AK-47", ["an", "AK-47"]),
        (" \n\t ", []),
        ("", []),
    ],
)
def test_words_are_cut(text: str, cut: list[str]) -> None:
    """Ranges, currencies, contractions and ages are cut so that the grammars can read them."""
    assert words(text) == cut


def test_no_token_crosses_a_passage() -> None:
    """A word that two passages share is cut between them."""
    passages = (Passage(start=0, end=3, part="headline"), Passage(start=3, end=6, part="body"))
    found = tokens.find(Document(document="d", text="abcdef", sha256="", passages=passages))
    assert [t.text for t in found] == ["abc", "def"]


def test_an_absurd_word_is_cut_into_pieces() -> None:
    """A word longer than the limit is cut at it, and nothing of it is lost."""
    text = "x" * (tokens.LONGEST_WORD * 2 + 5)
    assert [len(w) for w in words(text)] == [tokens.LONGEST_WORD, tokens.LONGEST_WORD, 5]


@pytest.mark.parametrize("piece", ["a", "(", "–", "a.", "1,", "$", "\n", "a-", "'", "\u200b", "🙂"])
def test_a_million_repeats_hang_nothing(piece: str) -> None:
    """A million characters of one piece are cut within seconds."""
    words(piece * (1_000_000 // len(piece)))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_spans_are_true_and_lose_nothing(text: str) -> None:
    """Tokens are in order, their text is the document's, and only white space lies between them."""
    found = tokens.find(Document(document="d", text=text, sha256=""))
    assert all(text[t.start : t.end] == t.text and t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join(t.text for t in found).replace(" ", "") == "".join(text.split())
