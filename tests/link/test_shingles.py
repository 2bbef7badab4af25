"""Copied passages."""

from hypothesis import given
from hypothesis import strategies as st

from asof.link.shingles import copies, models, shingles

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
