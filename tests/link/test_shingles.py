"""Copied passages."""

from hypothesis import given
from hypothesis import strategies as st

from asof.link.shingles import copied, copies, models, shingles

STORY = " ".join(f"word{n}" for n in range(60))


def test_a_cut_copy_is_a_copy() -> None:
    """A text cut at both ends is a copy of the whole; a stock phrase in common is none."""
    cut = " ".join(STORY.split()[10:40])
    assert copies(shingles(STORY), shingles(cut))
    assert not copies(shingles(STORY), shingles("word1 word2 word3 word4 word5 word6 and nothing else of that story"))


def test_the_earliest_is_the_model() -> None:
    """Copies of copies go back to the first."""
    texts = {
        "a": STORY,
        "b": STORY + " more words at the end of it",
        "c": "something else altogether, said nobody ever",
        "d": STORY,
    }
    assert models(texts) == {"b": "a", "d": "a"}


def test_copies_of_a_cut_go_back_to_the_whole() -> None:
    """Where a copy adds words of its own, what copies those goes back to where the passage began."""
    own = " ".join(f"own{n}" for n in range(30))
    assert models({"a": STORY, "b": f"{STORY} {own}", "c": own + " " + own.upper()})["b"] == "a"


@given(st.text(max_size=200), st.text(max_size=200))
def test_copying_is_mutual(left: str, right: str) -> None:
    """Whether two texts are copies does not depend on which is asked first; odd letters do no harm."""
    a, b = shingles(left), shingles(right)
    assert copies(a, b) == copies(b, a)


def test_one_enormous_line_is_bounded() -> None:
    """Fifty million letters in one line are looked at no further than the bound."""
    assert len(shingles("a" * 50_000_000)) <= 1_000


LONG = (
    "Rescuers who had dug through the night brought nine miners out of the flooded copper shaft at Karsk on Tuesday. "
    "Their families waited at the gate in the rain until the last of them was carried to a tent by his brother."
)


def test_small_edits_do_not_hide_a_copy() -> None:
    """A word changed or left out in every run of five leaves no shingle, and the order of words tells all the same."""
    words = LONG.split()
    edited = " ".join(w for n, w in enumerate(words) if n % 6 != 4)
    assert copied(LONG, edited)
    assert copied(LONG, f"Other news came first and had nothing at all to do with any of this. {edited}")


def test_another_matter_in_like_words_is_no_copy() -> None:
    """Sentences of one pattern about other things are no copies."""
    other = (
        "Divers who had searched through the day brought two sailors out of the sunken trawler off Ellery on Friday. "
        "Their friends stood at the quay in the sun until the first of them was led to a car by her sister."
    )
    assert not copied(LONG, other)
    assert not copied("", LONG)
