"""Names: their spans, their types, and which of them mean the same."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import names, sentences, tokens
from asof.records import Document, Name


def read(text: str) -> tuple[Name, ...]:
    document = Document(document="d", text=text, sha256="")
    cut = tokens.find(document)
    return names.find(document, cut, sentences.find(document, cut))


def texts(text: str) -> list[str]:
    return [n.text for n in read(text)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Then Omar al-Varek spoke.", "Omar al-Varek", "person"),
        ("Then Ana de la Varena spoke.", "Ana de la Varena", "person"),
        ("They met Prime Minister Lin Toorn there.", "Lin Toorn", "person"),
        ("They met Lt. Gen. Toorn there.", "Toorn", "person"),
        ("They asked the Ministry of Health and Sports about it.", "Ministry of Health and Sports", "organisation"),
        ("They asked the Bank of Varena about it.", "Bank of Varena", "organisation"),
        ("They asked the Varena Liberation Front about it.", "Varena Liberation Front", "group"),
        ("They read the Norvik Courier then.", "Norvik Courier", "outlet"),
        ("They stood at the Varena General Hospital then.", "Varena General Hospital", "facility"),
        ("They left Paris then.", "Paris", "place"),
        ("They left the Varen River then.", "Varen River", "place"),
        ("They asked the British Foreign Ministry about it.", "British Foreign Ministry", "organisation"),
        ("They left Saudi Arabia then.", "Saudi Arabia", "place"),
        ("It was the Varena-based team.", "Varena", "misc"),
        ("They asked the NLF about it.", "NLF", "organisation"),
    ],
)
def test_a_name_has_its_span_and_type(text: str, name: str, kind: str) -> None:
    """A name is found without article and title, whole, and with its type."""
    assert [(n.text, n.type) for n in read(text)] == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The British officials met Americans on Monday in January.",
        "Police said nothing.",
        "However, officials left.",
        "MINERS FREED AFTER LONG NIGHT UNDER GROUND",
        "They spoke of improvised bombs (IB).",
        "They read Article 4 aloud.",
    ],
)
def test_what_is_no_name_is_passed_over(text: str) -> None:
    """Nationalities, weekdays, ordinary first words, capitalised headlines and labels are no names."""
    assert texts(text) == []


def test_a_headline_is_read_by_what_the_body_names() -> None:
    """In a headline only words that the body shows to be names are names."""
    assert texts("Toorn Sees Big Gains Ahead\n\nThere was a man called Toorn in the town.") == ["Toorn", "Toorn"]


def test_a_title_parts_two_names() -> None:
    """What stands before a title is a name of its own."""
    assert texts("They met Norvik Mayor Ana Varen there.") == ["Norvik", "Ana Varen"]


def test_a_last_name_alone_is_the_person_named_in_full() -> None:
    """The mentions of one person have one entity."""
    found = read("Then Omar Varek spoke. Nobody saw Varek leave, and Mr. Varek said nothing.")
    assert [n.text for n in found] == ["Omar Varek", "Varek", "Varek"]
    assert {n.entity for n in found} == {"e1"}
    assert {n.type for n in found} == {"person"}


def test_two_people_of_one_last_name_are_never_merged() -> None:
    """A bare last name that could be either's is tied to neither."""
    found = read("Then Omar Varek met Ana Varek. Nobody saw Mr. Varek leave.")
    assert len({n.entity for n in found}) == 3


def test_an_acronym_in_brackets_is_its_expansion() -> None:
    """The acronym, there and later, has the entity of the name it is defined for."""
    found = read("They asked the Varena Liberation Front (VLF) about it. Later the VLF left.")
    assert [(n.text, n.entity) for n in found] == [("Varena Liberation Front", "e1"), ("VLF", "e1"), ("VLF", "e1")]


def test_an_unrelated_bracket_is_another_thing() -> None:
    """Letters that are not the initials are not tied."""
    found = read("They asked the Varena Liberation Front (XQ) about it.")
    assert len({n.entity for n in found}) == 2


_WORDS = [
    "Omar", "Varek", "al", "-", "of", "the", "Ministry", "Front", "(", ")", "NLF", "President", "Mr", ".",
    ",", "said", "Monday", "British", "and", "'s", "5", "in",
]  # fmt: skip


@given(st.lists(st.sampled_from([*_WORDS, "\n"]), max_size=40), st.text(max_size=8))
@settings(max_examples=150, deadline=None)
def test_spans_are_true_ordered_and_apart(words: list[str], tail: str) -> None:
    """Every name's text is the document's at its offsets, and none overlaps another."""
    text = " ".join(words) + tail
    found = read(text)
    assert all(text[n.start : n.end] == n.text and n.entity for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert read(text) == found


@pytest.mark.parametrize("piece", ["Varek ", "Bank of ", "al-", "A. ", "V (", "the Bank of the "])
def test_long_repeats_are_read_in_linear_time(piece: str) -> None:
    """Thirty thousand characters of one piece are read within seconds and raise nothing."""
    read(piece * (30_000 // len(piece)))
