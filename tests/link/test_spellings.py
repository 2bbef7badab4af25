"""The spellings of a pile."""

import pytest

from asof.link.spellings import bracketed, clean, spellings
from link.factory import analysis, count, named, report


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the  Karsk\nBrigade", "Karsk Brigade"), ("Toorn's", "Toorn"), ("“Norvik,”", "Norvik"), ("The", "The")],
)
def test_clean(text: str, expected: str) -> None:
    """Articles, possessives, quotes and line breaks are no part of a name."""
    assert clean(text) == expected


def test_quoted_outlets_are_entities_too() -> None:
    """A named outlet in an attribution is a spelling though no name was marked; a description is none."""
    document = report("a", "3 died, Karsk Wire said, as state television had said.")
    claims = [count(document, "3", sources=("outlet: state television", "agency: Karsk Wire"))]
    found = spellings([document], {"a": analysis(document)}, {"a": claims}, {"a": "e"})
    assert [(s.kind, s.text, s.total) for s in found] == [("body", "Karsk Wire", 1)]


def test_brackets() -> None:
    """Only what stands in brackets right behind a name of its class is paired with it."""
    document = report("a", "The Karsk Brigade (KB) met the Norvik Union, which (UN) left.")
    marks = named(document, "group", "Karsk Brigade", "KB", "Norvik Union", "UN")
    assert bracketed([document], {"a": analysis(document, *marks)}) == {("Karsk Brigade", "KB")}
