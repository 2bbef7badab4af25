"""Confidence: what makes a count doubtful lowers it, and the claim says what it rests on."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage


def count(text: str) -> CountClaim:
    """The one count of a report's body."""
    passages = (Passage(start=0, end=len(text), part="body"),)
    document = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    (claim,) = (c for c in extract(document, annotate(document)) if isinstance(c, CountClaim))
    return claim


@pytest.mark.parametrize(
    ("plain", "doubtful"),
    [
        ("The blast killed 12 miners.", "The blast reportedly killed 12 miners."),
        ("The blast killed 12 miners.", "12 people, a guard in the valley said, were killed."),
    ],
)
def test_what_is_doubtful_is_less_sure(plain, doubtful):
    """A hedge and a long way to the verb lower the confidence."""
    assert count(doubtful).confidence < count(plain).confidence


def test_a_claim_says_what_its_confidence_rests_on():
    """The grounds of a hedged count name the hedge; they are features, most telling first."""
    assert "sure:PR+" in count("The blast reportedly killed 12 miners.").grounds


def test_confidence_is_the_same_every_time():
    """The same report gives the same figures and the same order of grounds."""
    text = "Police said 12 people may have been killed."
    assert (count(text).confidence, count(text).grounds) == (count(text).confidence, count(text).grounds)
