"""How a document is cut into what the encoder reads at once."""

from hypothesis import given
from hypothesis import strategies as st

from asof.annotate.engine.shapes import SHAPES, shape
from asof.annotate.engine.windows import CLS, LONGEST, MOST_OF_A_WORD, SEP, cuts, subwords, window, windows
from tests.annotate.engine_factory import Letters

ROOM = LONGEST - 2
sizes_of_sentences = st.lists(st.lists(st.integers(0, MOST_OF_A_WORD), min_size=1, max_size=60), max_size=30)


def laid_out(sentences):
    """The sizes of all words, and the bounds of the sentences."""
    bounds, at = [], 0
    for sentence in sentences:
        bounds.append((at, at + len(sentence)))
        at += len(sentence)
    return [s for sentence in sentences for s in sentence], bounds


@given(sizes_of_sentences)
def test_every_word_is_in_exactly_one_window(sentences):
    """Windows follow each other without a gap, from the first word to the last."""
    sizes, bounds = laid_out(sentences)
    found = list(cuts(sizes, bounds))
    assert [w for first, last in found for w in range(first, last)] == list(range(len(sizes)))
    assert all(first < last for first, last in found)


@given(sizes_of_sentences)
def test_no_window_is_too_long_or_cuts_a_sentence_that_fits(sentences):
    """A window holds what the encoder can read, and ends inside a sentence only where that alone does not fit."""
    sizes, bounds = laid_out(sentences)
    weights = [max(1, s) for s in sizes]
    ends = {last for _, last in bounds}
    for first, last in cuts(sizes, bounds):
        assert sum(weights[first:last]) <= ROOM
        if last not in ends:
            start, end = next(b for b in bounds if b[0] < last < b[1])
            assert sum(weights[start:end]) > ROOM


def test_as_many_whole_sentences_as_fit():
    """Sentences are put together until the next one would not fit."""
    sizes, bounds = laid_out([[100], [100], [100], [ROOM], [1]])
    assert list(cuts(sizes, bounds)) == [(0, 2), (2, 3), (3, 4), (4, 5)]


def test_a_window_as_the_encoder_takes_it():
    """Marks at both ends, the shape at a word's first subword, a word that leaves none pointing to the mark."""
    words = ["An", "\u200b", "11th"]
    made = window(words, subwords(words, Letters()), (0, 3))
    assert (made.ids[0], made.ids[-1], len(made.ids)) == (CLS, SEP, 8)
    assert made.starts == [1, 0, 3]
    assert [SHAPES[s] for s in made.shapes] == [
        "continuation", "title", "continuation", "alphanumeric", *["continuation"] * 4,
    ]  # fmt: skip


def test_a_window_in_the_middle_numbers_its_own_places():
    """The second window's places begin at one again, and its words where the first one's ended."""
    words = ["ab"] * ROOM
    first, second, *rest = windows(words, [(0, ROOM)], Letters())
    assert rest == []
    assert (first.first, first.last, second.first, second.last) == (0, ROOM // 2, ROOM // 2, ROOM)
    assert second.starts[:2] == [1, 3]
    assert len(first.ids) == len(second.ids) == LONGEST


def test_one_word_takes_no_window_for_itself():
    """Of a word of many subwords only the first ones are kept."""
    assert [len(own) for own in subwords(["a" * 200, "b"], Letters())] == [MOST_OF_A_WORD, 1]


def test_words_beyond_one_call_of_the_tokenizer_keep_their_places():
    """A document of more words than the tokenizer is given at once is cut as a shorter one is."""
    words = [f"w{n}" for n in range(9000)]
    assert [len(own) for own in subwords(words, Letters())] == [len(w) for w in words]


def test_shapes():
    """The case and make of a word."""
    table = {
        "norvik": "lower", "Norvik": "title", "NATO": "upper", "A": "initial", "McVar": "mixed", "12": "digits",
        "12th": "alphanumeric", "3,000": "alphanumeric", "…": "other", "": "other", "d'Or": "mixed", "²": "digits",
    }  # fmt: skip
    assert {word: SHAPES[shape(word)] for word in table} == table
