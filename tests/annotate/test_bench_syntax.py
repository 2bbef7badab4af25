"""The syntax benchmark's other ways to write a document."""

from bench.annotate.syntax import WRITTEN, Gold, Word, score

GOLD = Gold(
    "norvik",
    [
        Word('"', "PUNCT", 2, "punct"),
        Word("We", "PRON", 2, "nsubj"),
        Word("left", "VERB", 2, "root"),
        Word(",", "PUNCT", 2, "punct"),
        Word("he", "PRON", 5, "nsubj"),
        Word("said", "VERB", 2, "parataxis"),
        Word(".", "PUNCT", 2, "punct"),
        Word("...", "PUNCT", 7, "root"),
    ],
    [(0, 7), (7, 8)],
)


def test_without_marks_the_tree_is_the_same():
    """Marks go, heads keep pointing to the words that they pointed to, and a sentence of marks alone is gone."""
    made = WRITTEN["unpunctuated"](GOLD)
    assert [w.form for w in made.words] == ["We", "left", "he", "said"]
    assert [made.words[w.head].form for w in made.words] == ["left", "left", "said", "left"]
    assert made.sentences == [(0, 4)]


def test_a_mark_that_words_hang_on_stays():
    """A mark with dependents is not taken away under them."""
    words = [Word("Stop", "VERB", 1, "nsubj"), Word(":", "PUNCT", 1, "root")]
    assert len(WRITTEN["unpunctuated"](Gold("x", words, [(0, 2)])).words) == 2


def test_case_and_quotes_change_nothing_but_the_forms():
    """Capitals, lower case and curly quotes: other forms, the same answers."""
    for name in ("upper", "lower", "curly"):
        made = WRITTEN[name](GOLD)
        assert [w[1:] for w in made.words] == [w[1:] for w in GOLD.words]
        assert score([made], lambda gold: gold.words) == {"upos": 100, "uas": 100, "las": 100}
    assert WRITTEN["upper"](GOLD).words[1].form == "WE"
    assert WRITTEN["curly"](GOLD).words[0].form == "”"
