"""Every row of the sentence tables does what its example says."""

from typing import Any

import pytest

from asof.annotate import sentences, tokens
from asof.records import Document
from asof.resources import table


def count(text: str) -> int:
    document = Document(document="d", text=text, sha256="")
    return len(sentences.find(document, tokens.find(document)))


def rows(name: str) -> list[Any]:
    return [pytest.param(row, id=next(iter(row.values()))) for row in table(f"sentences/{name}")]


@pytest.mark.parametrize("row", rows("abbreviations"))
def test_an_abbreviation_ends_no_sentence(row: dict[str, str]) -> None:
    """The full stop of an abbreviation does not part its example in two."""
    assert count(row["example"]) == 1


@pytest.mark.parametrize("row", rows("starters"))
def test_a_starter_begins_a_sentence_after_an_abbreviation(row: dict[str, str]) -> None:
    """A capitalised function word after an abbreviation begins a new sentence."""
    assert count(row["example"]) == 2
