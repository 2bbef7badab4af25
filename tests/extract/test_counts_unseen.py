"""Wordings found by looking through unread reports for numbers that nothing was said of."""

import pytest

from tests.extract.counting import counts, outcomes

READINGS = [
    ("The storm caused an estimated 46 deaths.", [("an estimated 46", "killed")]),
    ("Five of those deaths came in May.", [("Five", "killed")]),
    ("The toll in a string of blasts in two towns rose to 126 on Friday.", [("126", "killed")]),
    ("The death toll from the frost which has gripped Ostmark for weeks has surpassed 300.", [("300", "killed")]),
    ("The number of people killed in the storm may rise as high as 500.", [("500", "killed")]),
    ("Cases of cholera rose to 40.", [("40", "affected")]),
    ("Ferry Crash Kills Dozens in Varde", [("Dozens", "killed")]),
    ("Home One killed, four hurt in Varde quakes", [("One", "killed"), ("four", "injured")]),
    ("On Monday, around 3,000 mainly young demonstrators were arrested.", [("around 3,000", "arrested")]),
    ("In the town of Varde, a soldier from the north was killed.", [("a", "killed")]),
    ("The builders, who keep records, said a cook was among the injured.", [("a", "injured")]),
    ("The hall was closed as an injured cook trapped in a lift was freed.", [("an", "freed")]),
    ("Nobody was seen and there were no reported casualties.", [("no", "killed")]),
    ("No human infection cases were found.", [("No", "affected")]),
    ("They reinforced the 7,800-strong Ostmark troops.", [("7,800", "deployed")]),
    ("Ida Berg is one of the four guards who were arrested in May.", [("four", "arrested")]),
    ("Two people were gassed to death.", [("Two", "killed")]),
    ("Two miners underwent surgery.", [("Two", "injured")]),
    ("If they talk of nine militants and up to 40 hostages.", [("nine", "attackers"), ("up to 40", "held")]),
    ("The number of refugees rose from 230 to 700.", [("230", "displaced"), ("700", "displaced")]),
    ("A shooting injured five late Saturday night.", [("five", "injured")]),
    (
        "There were nine people in the lift, six males and three females.",
        [("nine", "present"), ("six", "present"), ("three", "present")],
    ),
    ("Deaths from the fever have risen to 2,148.", [("2,148", "killed")]),
    ("All seven patients have recovered.", [("seven", "affected")]),
    ("A new flu that struck seven villagers is feared.", [("seven", "affected")]),
    ("Varde hosts some 400,000 Danish and Polish refugees.", [("some 400,000", "displaced")]),
    ("That daft wager cost a cook his life.", [("a", "killed")]),
    ("They regret the murder earlier this month of a cook.", [("a", "killed")]),
    ("A boy slain on Thursday was named.", [("A", "killed")]),
    ("The office said no suspected case of cholera was found.", [("no", "affected")]),
    ("A 380-member rescue team set out.", [("380", "deployed")]),
    ("Eleven workers were buried when the heap fell.", [("Eleven", "held")]),
    ("A cook was cruelly and brutally murdered.", [("A", "killed")]),
    ("Forty Varde People's Army (VPA) soldiers drove into the town.", [("Forty", "deployed")]),
    ("A cook walked into Varde County Hospital with a gunshot wound.", [("A", "injured")]),
    ("A bomb hurt nine. Police are looking for two suspects.", [("nine", "injured"), ("two", "attackers")]),
    ("A man shot and killed two guards.", [("A", "attackers"), ("two", "killed")]),
    ("On the same day, another bomber in the town set off his bomb.", [("another", "attackers")]),
]

NO_COUNTS = [
    "The Varde Seven met again in Halden.",
    "Ida Berg, a guard from Halden, was not there when they were killed.",
    '"They were killed," said a guard.',
    "He worked as a guard and was killed.",
    "Berg was put back under house arrest on Monday by a judge.",
    "They called it the trial of the century by two papers.",
    "Ostmark reported four cases of bird flu outbreaks.",
    "Raids claim scores of lives every day and mock the pact.",
    "No cases were heard in that court.",
    "Ostmark elects the 190 envoys who are to serve two-year terms.",
    "Ida Berg, 40, a news reader and host, was maimed by a bomb.",
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[text[:48] for text, _ in READINGS])
def test_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    """The numbers of each sentence are read with their outcomes, and nothing else."""
    assert outcomes(text) == expected


@pytest.mark.parametrize("text", NO_COUNTS, ids=[text[:48] for text in NO_COUNTS])
def test_what_is_not_counted(text: str) -> None:
    """None of these counts anybody."""
    assert not counts(text)
