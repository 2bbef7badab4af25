"""Quotations: curly, straight, doubled single marks, over paragraphs."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.extract.attribution.quotes import quotes

FOUND = [
    ("“It sank,” he said.", ["“It sank,”"]),
    ('"It sank," he said. "At once."', ['"It sank,"', '"At once."']),
    ("''It sank,'' he said.", ["''It sank,''"]),
    ("«It sank», he said.", ["«It sank»"]),
    ("“It sank.\n\n“At once,” he said.", ["“It sank.", "“At once,”"]),
    ('He stood 6 feet 2" tall.', []),
    ("He said so.", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_quotations_with_their_marks(text: str, expected: list[str]) -> None:
    """Each quotation is found with its marks; a mark without its fellow is none."""
    assert [text[q.start : q.end] for q in quotes(text)] == expected


@given(st.text(alphabet="“”\"'`«» \nab.", max_size=60))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    """No quotation overlaps another, and none is empty."""
    found = quotes(text)
    assert all(q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
