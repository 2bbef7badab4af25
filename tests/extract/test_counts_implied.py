"""Single people told of without a number, on sentences of our own about people who never were."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage


def implied(text: str) -> list[CountClaim]:
    passages = (Passage(start=0, end=len(text), part="body"),)
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    return [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim) and c.implied]


CASES = [
    ("John Amdahl was shot dead on Monday.", [("John Amdahl", "killed")]),
    ("Mary Amdahl, 25, died at the scene.", [("Mary Amdahl", "killed")]),
    ("The victim died on Monday.", [("victim", "killed")]),
    ("The young driver was injured.", [("young driver", "injured")]),
    ("John Amdahl was shot twice and later died.", [("John Amdahl", "killed")]),
    ("A young man was shot twice and later died.", [("young man", "killed")]),
    ("The victim was hurt, and he died on Monday.", [("victim", "injured"), ("he", "killed")]),
    ("The victim died on Monday. He died at home.", [("victim", "killed")]),
    ("The man who shot dead his wife was held.", [("wife", "killed")]),
    ("Crews pronounced the victim dead.", [("victim", "killed")]),
    ("Norvik man charged in shooting death of teen", [("teen", "killed")]),
    ("Norvik woman killed, three wounded by gunfire", [("Norvik woman", "killed")]),
    ("Ostmark teen dies of gunshot wound", [("Ostmark teen", "killed")]),
    ("Police: Officer shot man in Norvik", [("man", "injured")]),
    ("The mother of the woman killed spoke.", [("woman", "killed")]),
    ("Paul Amdahl of Beaumont died on Monday.", [("Paul Amdahl", "killed")]),
    ("Two men were killed.", []),
    ("A man was killed.", []),
    ("John Amdahl said two men were killed.", []),
    ("John Amdahl's house burned down.", []),
    ("The upper body was hurt.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_single_people(text: str, expected: list[tuple[str, str]]) -> None:
    """A name or a definite noun for one person counts as one in its outcome; numbers and speakers do not."""
    assert [(c.span.text, c.outcome) for c in implied(text)] == expected


def test_it_counts_one() -> None:
    """The bounds are one and one, and the population's words are the span's."""
    (claim,) = implied("John Amdahl was shot dead on Monday.")
    assert (claim.quantity.low, claim.quantity.high) == (1, 1)
    assert claim.population.text == claim.span.text
    assert claim.made_by == "count/implied"
