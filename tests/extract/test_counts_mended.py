"""Counts that a reviewer found misread: parts told as totals, verbs that only look like outcomes, numbers of phones."""

import pytest

from tests.extract.counting import counts, outcomes

PARTS = [
    "22 guards were injured, two of them seriously, by petrol bombs.",
    "40 injured, five critically, in a bus crash near Norvik.",
    "Police said nine miners were killed. Five of them were cousins.",
    "Some 40,000 people were displaced. 12,000 of them crossed into Ostmark.",
]

READINGS = [
    ("Nine people were killed. Five of them survived for two days.", [("Nine", "killed"), ("Five", "present")]),
    ("Nine were killed and the rest injured. Six of them were women.", [("Nine", "killed")]),
    ("Firemen tend to work in teams of 12 men.", []),
    ("Four people are expected to live in the new house.", [("Four", "present")]),
    ("Four people are expected to live.", [("Four", "injured")]),
    ("Two prisoners were discharged from jail.", [("Two", "freed")]),
    ("Two miners were discharged from hospital.", [("Two", "injured")]),
    ("Archaeologists unearthed two Ostmark skeletons.", []),
    ("Two skeletons were unearthed by archaeologists.", []),
    ("Police unearthed two skeletons.", [("two", "killed")]),
    ("The death toll rose to 112.", [("112", "killed")]),
    ("The death toll rose to 911 on Monday.", [("911", "killed")]),
    ("The wounded man was taken to 112 at once.", []),
    ("The dead man's son called 911 at once.", []),
    ("The dispatcher, 43, has been arrested.", []),
]


@pytest.mark.parametrize("text", PARTS)
def test_some_of_those_counted_are_a_part(text: str) -> None:
    """A number of "them", or a bare one whose harm is only graded, is part of the number before it."""
    whole, part = counts(text)
    assert (part.outcome, part.basis, part.part_of) == (whole.outcome, "part", whole.id)


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_reading(text: str, expected: list[tuple[str, str]]) -> None:
    """Only what the verb says became of people is counted, and no number of a telephone or of years."""
    assert outcomes(text) == expected


def test_staff_who_leave_a_hospital_are_not_hurt() -> None:
    """Nurses who walk out are no patients; miners who leave it are."""
    assert "injured" not in dict(outcomes("Forty nurses left the hospital in protest.")).values()
    assert outcomes("Three miners left the hospital on Monday.") == [("Three", "injured")]


@pytest.mark.parametrize(
    ("text", "role"), [("Three captains were killed.", "soldier"), ("Two skippers drowned.", "worker")]
)
def test_the_role_of_a_noun_for_people(text: str, role: str) -> None:
    """The role that the table of nouns for people gives reaches the population."""
    assert [c.population.role for c in counts(text)] == [role]
