"""Wholes of which a part is told, and cases that hold something made against an illness."""

import pytest

from tests.extract.counting import outcomes

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


@pytest.mark.parametrize(("text", "expected"), WHOLES)
def test_what_is_said_of_the_part_is_not_said_of_the_whole(text: str, expected: list[tuple[str, str]]) -> None:
    """The whole has a participle's outcome, or was merely there."""
    assert outcomes(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases_of_what_is_made_against_an_illness_are_no_people(text: str, expected: list[tuple[str, str]]) -> None:
    """The last noun says what the cases are."""
    assert outcomes(text) == expected
