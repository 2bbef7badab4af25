"""The whole analysis of a document, with rules alone and with a spaCy pipeline."""

from pathlib import Path

import pytest
import spacy

from asof.annotate import annotate
from asof.records import Document, span_of

TEXT = "Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported. Toorn left Paris."


def report(text: str = TEXT) -> Document:
    return Document(document="norvik", text=text, sha256="")


def test_every_layer_has_true_spans() -> None:
    """Tokens, sentences, times, quantities, names and places are there, and their words are the document's."""
    made = annotate(report())
    assert made.document == "norvik"
    for layer in (made.tokens, made.times, made.quantities, made.names, made.places):
        assert layer
        assert all(TEXT[s.start : s.end] == s.text for s in map(span_of, layer))
    assert [(s.start, s.end) for s in made.sentences] == [(0, 83), (84, 101)]


def test_the_same_document_gives_the_same_analysis() -> None:
    """An analysis depends on nothing but its document."""
    first = annotate(report())
    annotate(report("Another report of 5 men in London on Friday."))
    assert annotate(report()) == first


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "🙂", "\x00\x01", "é" * 300, "٣ ½ ² ৩ 1² ²/3 1/² in ²²²² there, ², ²-²"]
)
def test_odd_text_raises_nothing(text: str) -> None:
    """Empty text, control characters, and digits of every script are read without an error."""
    assert annotate(report(text)).document == "norvik"


def test_a_pipeline_that_is_not_installed_is_a_clear_error() -> None:
    """The error names the pipeline and says how to get it."""
    with pytest.raises(ValueError, match="'no_such_pipeline' is not installed"):
        annotate(report(), pipeline="no_such_pipeline")


def test_a_pipeline_gives_names_and_syntax(tmp_path: Path) -> None:
    """A pipeline's entities become names without their article, its tags the syntax; our tokens and sentences stay."""
    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "the Norvik Courier"}, {"label": "DATE", "pattern": "Tuesday"}])
    language.add_pipe("attribute_ruler").add(patterns=[[{"LOWER": "miners"}]], attrs={"POS": "NOUN", "LEMMA": "miner"})
    language.to_disk(tmp_path / "small")
    ours, made = annotate(report()), annotate(report(), pipeline=str(tmp_path / "small"))
    assert [(n.text, n.type, n.entity) for n in made.names] == [("Norvik Courier", "organisation", "e1")]
    assert [(t.upos, t.lemma, t.head) for t in made.tokens if t.text == "miners"] == [("NOUN", "miner", -1)]
    assert made.sentences == ours.sentences
    assert [t.text for t in made.tokens] == [t.text for t in ours.tokens]
