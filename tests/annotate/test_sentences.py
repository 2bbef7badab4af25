"""Sentences: full stops that are none, quotes, headlines, paragraphs, passages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import sentences, tokens
from asof.records import Document, Passage


def split(text: str, passages: tuple[Passage, ...] = ()) -> list[str]:
    document = Document(document="d", text=text, sha256="", passages=passages)
    return [text[s.start : s.end] for s in sentences.find(document, tokens.find(document))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Two men left.", "One stayed."],
        ["Mr. Toorn met Gen. Varen on Jan. 4 in the U.S. embassy.", "He left."],
        ["They left the U.S.", "The others stayed."],
        ["J. K. Toorn spoke.", "Nobody listened."],
        ['"They left."', "He stayed."],
        ["“They left!” he said.", "“Why?” she asked."],
        ["(They left.)", "He stayed."],
        ["It rose to 4.5 percent.", "Then it fell."],
        ["Did they leave?", "Yes!", "They did ..."],
        ["They met at 5 p.m. on Friday.", "It rained."],
    ],
)
def test_full_stops_end_sentences_where_they_should(parts: list[str]) -> None:
    """Joined by spaces, the sentences are found again."""
    assert split(" ".join(parts)) == parts


def test_headlines_and_paragraphs_end_sentences() -> None:
    """A line without a full stop ends at its break; a blank line ends anything."""
    assert split("Miners freed\nTwo left\n\nand more") == ["Miners freed", "Two left", "and more"]


def test_a_missing_space_after_a_full_stop_parts_two_sentences() -> None:
    """Text that lost its spaces is still cut."""
    assert split("They were freed.Police left.") == ["They were freed.", "Police left."]


def test_text_wrapped_by_hand_is_put_together() -> None:
    """Lines broken at a width are one sentence."""
    line = "the long line of a report that goes on and on until it is broken here"
    assert len(split("\n".join(["There is " + line, line, line, "In " + line, line + "."]))) == 1


def test_no_sentence_crosses_a_passage() -> None:
    """Where a passage ends, its last sentence does."""
    passages = (Passage(start=0, end=12, part="headline"), Passage(start=12, end=21, part="body"))
    assert split("Miners freed They left", passages) == ["Miners freed", "They lef"]


def test_an_absurd_sentence_is_cut() -> None:
    """A run without an end is cut at the limit."""
    assert [len(s.split()) for s in split("a " * (sentences.LONGEST + 5))] == [sentences.LONGEST, 5]


@given(
    st.lists(st.sampled_from(["a", "Mr.", ".", "?", '"', "”", ")", "\n", "\n\n", "U.S.", "The", " ", "5"]), max_size=60)
)
@settings(max_examples=200, deadline=None)
def test_every_token_is_in_one_sentence(pieces: list[str]) -> None:
    """Sentences are in order, none is empty, and together they hold every token once."""
    text = "".join(pieces)
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    found = sentences.find(document, cut)
    assert [i for s in found for i in range(s.first, s.last)] == list(range(len(cut)))
    assert all(s.first < s.last and (s.start, s.end) == (cut[s.first].start, cut[s.last - 1].end) for s in found)
