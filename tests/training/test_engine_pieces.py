"""Windows of training without some of their words."""

import pytest

pytest.importorskip("tokenizers")

from asof.annotate.engine import labels
from training.engine.pieces import IGNORED, Piece, without

TAGS = labels.TAGGERS["attribution"]


def piece():
    """“ We left , ” he said: a quotation whose content begins at its opening mark."""
    tags = ["B-content", "I-content", "I-content", "I-content", "O", "B-source", "B-cue"]
    layers = {
        "attribution": [TAGS.index(t) for t in tags],
        "cue": [6, 6, 6, 6, IGNORED, 6, IGNORED],
        "head": [2, 2, 2, 2, 2, 6, 2],
        "sentence": [labels.TAGGERS["sentence"].index(k) for k in ("start", *["inside"] * 6)],
    }
    return Piece("made", "norvik", ["“", "We", "left", ",", "”", "he", "said"], [0] * 7, layers)


def test_spans_and_sentences_begin_at_their_first_kept_word():
    """What a dropped mark began, the next word of the span begins; pointers follow the words to their new places."""
    made = without(piece(), [0, 3, 4])
    assert made.words == ["We", "left", "he", "said"]
    assert [TAGS[t] for t in made.layers["attribution"]] == ["B-content", "I-content", "B-source", "B-cue"]
    assert made.layers["cue"] == [3, 3, 3, IGNORED]
    assert made.layers["head"] == [1, 1, 3, 1]
    assert [labels.TAGGERS["sentence"][k] for k in made.layers["sentence"]] == ["start", "inside", "inside", "inside"]


def test_a_word_that_others_point_to_stays():
    """Nobody's head and nobody's cue is taken away; and a window never becomes empty."""
    assert without(piece(), [2, 6]).words == piece().words
    assert without(Piece("made", "x", ["."], [0]), [0]).words == ["."]
