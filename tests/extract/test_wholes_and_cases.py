"""Wholes of which a part is told, and cases that hold something made against an illness."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage

WHOLES = [
    ("Two out of nine climbers were injured.", [("Two", "injured"), ("nine", "present")]),
    ("Three out of the eight cooks were rescued.", [("Three", "freed"), ("eight", "present")]),
    ("Five of the eight climbers died. The other three were rescued.",
     [("Five", "killed"), ("eight", "present"), ("three", "freed")]),
    ("Five of the eight climbers died in a collapsed hut.", [("Five", "killed"), ("eight", "present")]),
    ("Six of the ten hikers disappeared.", [("Six", "missing"), ("ten", "present")]),
    ("Five of the eight climbers killed were students.", [("Five", "killed"), ("eight", "killed")]),
    ("Three of the six clerks kidnapped in Norvik were freed.", [("Three", "freed"), ("six", "held")]),
]  # fmt: skip

CASES = [
    ("Officers seized 250 cases of measles vaccine.", []),
    ("The clerk found 30 cases of malaria medicine.", []),
    ("The mayor bought 300 cases of rapid cholera test kits.", []),
    ("There were 30 cases of measles.", [("30", "affected")]),
    ("There were 30 confirmed cases of vaccine-derived polio.", [("30", "affected")]),
    ("There were 30 cases of drug poisoning.", [("30", "affected")]),
]


def counts(text: str) -> list[tuple[str, str]]:
    passages = (Passage(start=0, end=len(text), part="body"),)
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    found = [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim) and not c.implied]
    return [(c.span.text, c.outcome) for c in found]


@pytest.mark.parametrize(("text", "expected"), WHOLES)
def test_what_is_said_of_the_part_is_not_said_of_the_whole(text: str, expected: list[tuple[str, str]]) -> None:
    """The whole has a participle's outcome, or was merely there."""
    assert counts(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases_of_what_is_made_against_an_illness_are_no_people(text: str, expected: list[tuple[str, str]]) -> None:
    """The last noun says what the cases are."""
    assert counts(text) == expected
