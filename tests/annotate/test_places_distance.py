"""How far from a place something is, where the number has several words or is a part of one."""

import pytest

from asof.annotate.places_distance import Away, away

WHOLE = [
    ("three hundred km south of ", 300.0),
    ("two thousand km from ", 2000.0),
    ("twenty five km from ", 25.0),
    ("thirty-five km from ", 35.0),
    ("a hundred and twenty km from ", 120.0),
    ("one thousand five hundred km from ", 1500.0),
    ("between twenty and thirty km from ", 30.0),
    ("two or three hundred km from ", 300.0),
    ("a hundred km from ", 100.0),
    ("a mile from ", 1.6),
    ("On 3 May, 40 km from ", 40.0),
    ("20-30 km from ", 30.0),
]

PARTS = [
    "half a mile from ",
    "half-a-mile from ",
    "a quarter of a mile from ",
    "three-quarters of a mile from ",
    "a tenth of a mile from ",
    "two and a half miles from ",
    "1/2 mile from ",
    "2 1/2 miles from ",
    "two point five miles from ",
    "1 500 km from ",
    "a few hundred miles from ",
    "several thousand km from ",
    "half a dozen miles from ",
]


def read(words: str) -> Away | None:
    text = f"A bridge fell {words}Elmford."
    return away(text, text.index("Elmford"))


@pytest.mark.parametrize(("words", "km"), WHOLE)
def test_a_number_of_several_words_is_read_whole(words: str, km: float) -> None:
    """Not its last word only."""
    found = read(words)
    assert found is not None
    assert found.km == km


@pytest.mark.parametrize("words", PARTS)
def test_a_part_of_a_number_is_no_distance(words: str) -> None:
    """A fraction, or a vague number, is not read as the number in its last word."""
    assert read(words) is None
