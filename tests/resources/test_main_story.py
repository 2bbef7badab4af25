"""The tables by which a count is told to be about the main story."""

import re

import pytest

from asof.resources import table
from tests.extract.test_counts import counts

FAMILIES = re.compile(
    r"all|passing( lead)?|lead:none|people:the"
    r"|prev:(none|back (sentence|relative)|main (sentence|relative|paragraph|next|far))"
    r"|at:\w+|lead:verdict|moved|standing|stock|turn:\w+|out:\w+"
    r"|date:[\w ]+|number:[\w ]+|place:\w+|name:\w+|tense:\w+"
    r"|(lead )?event:(the|a|bare) (lead|new)"
)


def test_every_weight_has_a_feature() -> None:
    """The learned table holds whole numbers, each for a name that the code gives, and the constant."""
    rows = table("extract/main")
    assert {row["feature"] for row in rows} >= {"all", "prev:none", "date:none"}
    assert all(FAMILIES.fullmatch(row["feature"]) for row in rows)
    assert all(abs(int(row["hundredths"])) < 500 and int(row["seen"]) > 0 for row in rows)


@pytest.mark.parametrize("row", table("extract/events"), ids=lambda row: row["forms"])
def test_an_event_has_its_noun(row: dict[str, str]) -> None:
    """A row's example holds its first form, and its forms are small."""
    first = row["forms"].split("|")[0]
    assert f" {first} " in row["example"]
    assert row["forms"] == row["forms"].lower()


BACKGROUND = (
    "A ferry sank off Varde on Monday and nine sailors died, the coastguard said.\n\n"
    "Divers found six bodies on Tuesday. The coastguard said the sinking was looked into.\n\n"
    "The harbour is closed.\n\nShips wait outside.\n\nThe mayor has called for calm.\n\n"
    "The region knows such losses. On a lake in Ostmark a collapse killed 90 people and a fire killed {}."
)


def test_another_event_told_without_a_word_that_says_so() -> None:
    """A larger number of another place at the end is background though no cue stands there."""
    found = {c.span.text: c.main for c in counts(BACKGROUND.format("80 people")) if not c.implied}
    assert (found["nine"], found["six"], found["90"], found["80"]) == (True, True, False, False)


GROWING = (
    "A bus fell into a ravine near Tarn on Monday and 17 people were killed, police in Tarn said.\n\n"
    "The road was closed.\n\nThe transport minister spoke to reporters.\n\nIn 2019 a bus crash killed 44 people.\n\n{}"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Wednesday the death toll rose to 25.",
        "The death toll has reached 83, the coastguard said.",
        "By Thursday the number of dead had reached 120.",
        "So far 29 people have died, the coastguard said.",
        "Rescuers recovered six more bodies from the ravine on Wednesday.",
        "On Wednesday two more passengers died in hospital.",
    ],
)
def test_a_toll_that_grows_is_main(sentence: str) -> None:
    """The newest number stands late, far above the first, behind another crash's: it is this event's all the same."""
    told = [c for c in counts(GROWING.format(sentence)) if c.span.start >= len(GROWING) - 2]
    assert [c.main for c in told] == [True]


def test_a_word_that_leads_away_does_so_in_the_first_sentences_too() -> None:
    """A year's tally that stands early is none of the story, however much else speaks for it."""
    text = (
        "Nine sailors were killed in a fire off Varde on Monday, the coastguard said. Some 400 people were "
        "injured in fires in Varde last year, he said. In another fire in Varde on Monday two cooks were killed. "
        "Divers looked for the wreck under the cliffs all night. Ships wait outside of the harbour until the morning."
    )
    assert [c.main for c in counts(text) if not c.implied] == [True, False, False]


def test_forces_that_only_stand_there_are_background() -> None:
    """The forces of a wider war at the end of a report of a raid are background, those sent to it are not."""
    text = (
        "Guards at a mill near Tarn freed nine hostages on Monday, police in Tarn said.\n\n"
        "Two of the raiders were killed, and one guard was hurt in the raid.\n\nThe road to the mill was closed.\n\n"
        "The mayor has called for calm and for patience.\n\nShips wait in the harbour of Ostmark.\n\n{}"
    )
    for sentence, main in (
        ("Some 1,300 soldiers are operating in the northern hills of Ostmark.", False),
        ("Some 1,300 soldiers were sent to the mill.", True),
    ):
        assert [c.main for c in counts(text.format(sentence)) if not c.implied][-1] is main


def test_forces_that_search_or_help_are_main() -> None:
    """Nothing is said of their standing there; and what "soldiers" are of the rescuers is another number's noun."""
    text = (
        "A river burst its banks near Tarn on Monday and nine people drowned, police in Tarn said.\n\n"
        "Two guards were hurt.\n\nThe road to the mill was closed.\n\nThe mayor has called for calm.\n\n{}"
    )
    for sentence in (
        "About 400 soldiers and two boats joined the search for the missing.",
        "Around 90 soldiers were helping people on the roofs.",
        "More than 100 soldiers are combing the woods for the missing.",
        "On the banks 350 rescuers, including 80 soldiers, were searching.",
    ):
        late = [c.main for c in counts(text.format(sentence)) if c.outcome == "deployed" and not c.implied]
        assert all(late), sentence


def test_the_dead_of_a_trial_are_main_again() -> None:
    """A verdict in the first sentences does not speak against the number that the first sentences give."""
    text = (
        "A captain was found guilty in Norvik over the sinking that killed 41 people, the judge said.\n\n"
        "He steered the ship onto a rock. The trial took a year in all and heard many sailors and cooks.\n\n"
        "He wept in the dock.\n\nThe harbour was closed.\n\nForty-one people died in the sinking off Varde."
    )
    assert [c.main for c in counts(text) if c.outcome == "killed" and not c.implied] == [True, True]


def test_the_same_number_again_is_main() -> None:
    """The number of the first sentences is of the main story wherever it is said again, if nothing leads away."""
    text = BACKGROUND.partition("The region")[0] + "The nine sailors who died in the sinking came from Varde."
    assert [c.main for c in counts(text) if c.span.text == "nine"] == [True, True]
