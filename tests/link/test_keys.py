"""Keys under which spellings meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.link.keys import fold, initials, plain, skeleton, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Óscar O’Neil's", "oscar oneil"),  # accents, apostrophes, the possessive
        ("Ore & Sons", "ore  and  sons"),
        ("N.M.U.", "nmu "),  # the points of an abbreviation
    ],
)
def test_plain(text: str, expected: str) -> None:
    """Case, accents, possessives and points are no part of a name."""
    assert plain(text) == expected


def test_hyphens_part_words() -> None:
    """A hyphen stands between two words."""
    assert words("al-Sabri") == ("al", "sabri")


def test_initials_leave_out_small_words() -> None:
    """Acronyms are made of the words that matter."""
    assert initials("Union of the Fishers of Norvik") == "ufn"


def test_skeleton_forgives_vowels() -> None:
    """Two spellings that differ by vowels share the key by which they are looked up."""
    assert skeleton("karouni") == skeleton("kuruna")
    assert skeleton("karsk") != skeleton("norvik")


@given(st.text(max_size=50))
def test_folding_never_fails_and_settles(text: str) -> None:
    """Any text has words, and each word a key that is no longer than itself and one letter."""
    for word in words(text):
        assert len(fold(word)) <= 2 * len(word)
