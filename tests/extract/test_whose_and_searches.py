"""Verbs behind a clause that "whose" begins, and searches told by those who search."""

import pytest

from tests.extract.counting import outcomes

THEMSELVES = [
    ("The nine cooks whose van overturned were rescued.", [("nine", "freed")]),
    ("Four girls whose cabin burned down were killed.", [("Four", "killed")]),
    ("Twenty people whose flats were destroyed have been evacuated.", [("Twenty", "displaced")]),
    ("Six sailors whose boat hit rocks drowned.", [("Six", "killed")]),
]

THEIRS = [
    "Some 70 villagers whose barns were burned down met the mayor.",
    "Thirty people whose cars were damaged and destroyed met the mayor.",
    "Eleven farmers whose flooded barns were lost met the mayor.",
]

SEARCHES = [
    "We are still looking for eight hikers, the mayor said.",
    "She said divers were searching for eight cooks.",
    "The sheriff said they were searching for eight climbers.",
    "Harbour officials said they were searching for eight passengers.",
]

HUNTS = [
    "The sheriff said they were searching for eight gunmen.",
    "We are still looking for eight suspects, the mayor said.",
    "Agents are hunting for eight attackers.",
]


@pytest.mark.parametrize(("text", "expected"), THEMSELVES)
def test_the_verb_behind_what_is_theirs_tells_of_them(text: str, expected: list[tuple[str, str]]) -> None:
    """The clause of "whose" has a verb of its own; the next one is the main verb."""
    assert outcomes(text) == expected


@pytest.mark.parametrize("text", THEIRS)
def test_the_verb_of_what_is_theirs_tells_nothing_of_them(text: str) -> None:
    """Whose houses are lost are not lost themselves."""
    assert outcomes(text) == []


@pytest.mark.parametrize("text", SEARCHES)
def test_who_is_searched_for_is_missing_whoever_says_so(text: str) -> None:
    """A pronoun or a sheriff before the search does not make those searched for suspects."""
    assert outcomes(text) == [("eight", "missing")]


@pytest.mark.parametrize("text", HUNTS)
def test_who_is_hunted_is_not_missing(text: str) -> None:
    """Suspects and attackers that are searched for are not missing."""
    assert "missing" not in [outcome for _, outcome in outcomes(text)]
