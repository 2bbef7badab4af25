"""Ages, tolls, ends of hospital stays, sums split into kinds, company and origins, as reports write them."""

import pytest

from asof.resources import table
from tests.extract.counting import counts, outcomes

READINGS = [
    ("Divers found another body on Monday.", [("another", "killed")]),
    ("Police recovered a male body from a pond.", [("a", "killed")]),
    ("Officers found a deceased man with a gunshot wound.", [("a", "killed")]),
    ("A 29 year-old man was shot in Varde.", [("A", "injured")]),
    ("A 16 year old boy with a knife wound was found.", [("A", "injured")]),
    ("Fire Leaves Two Injured", [("Two", "injured")]),
    ("A gunman opens fire at a hall.", [("A", "attackers")]),
    ("The other two injured sailors are still in hospital.", [("two", "injured")]),
    ("Six cooks were discharged from hospital on Monday.", [("Six", "injured")]),
    ("One was treated and released.", [("One", "injured")]),
    ("The toll has passed the 2,000 threshold.", [("2,000", "killed")]),
    ("The army saw a higher toll: 137 in May.", [("137", "killed")]),
    ("There were 37 deaths, of which 35 were reported from Varde.", [("37", "killed"), ("35", "killed")]),
    (
        "Four bodies, two males and two females, lay in a barn.",
        [("Four", "killed"), ("two", "killed"), ("two", "killed")],
    ),
    (
        "Sixty cooks — out of a reported 210 — have managed to get away.",
        [("Sixty", "escaped"), ("210", "present")],
    ),
    ("Two men were shot, one fatally, outside a mill.", [("Two", "injured"), ("one", "killed")]),
    ("A tram left the rails, injuring 36 and killing one.", [("36", "injured"), ("one", "killed")]),
    ("Four hostages were shown on a tape released by the gang.", [("Four", "held")]),
    ("The raid led to the capture of two smugglers.", [("two", "arrested")]),
    ("The raid led to the capture of two soldiers.", [("two", "held")]),
    ("A cook was taken to hospital, as was a 22-year-old man.", [("A", "injured"), ("a", "injured")]),
    ("Besides the cook, there were four adults and one child at the mill.", [("four", "present"), ("one", "present")]),
    ("No deaths were reported.", [("No", "killed")]),
]

NO_COUNTS = [
    "No deaths were immediately reported.",
    "The watchman told Varde 7 Action News that he was held.",
    "One of the officials stressed that the harbour was closed.",
    "The guard seized an enemy weapons cache.",
    "Of the rafts on the lake, two-thirds of the deaths are blamed on one.",
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_each_number_is_read_as_reports_mean_it(text: str, expected: list[tuple[str, str]]) -> None:
    """The number is counted in the outcome that a reader of the sentence would name."""
    assert outcomes(text) == expected


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_counts_no_one(text: str) -> None:
    """Names of channels, speakers, stores of things, shares of statistics and what is not yet known count no one."""
    assert outcomes(text) == []


def test_some_of_them_are_those_of_the_sentence_before() -> None:
    """ "Five of them" without a fate of their own have that of the people counted right before."""
    text = "Six sailors were held in a cave. Five of them were cousins."
    assert outcomes(text) == [("Six", "held"), ("Five", "held")]


def test_three_nationalities_are_no_sum_of_the_next_two() -> None:
    """That three is one and two is chance where three of one nation are listed beside others."""
    three, one, two = counts("The blast killed three Danes, one Pole and two Finns.")
    assert [three.part_of, one.part_of, two.part_of] == [None, None, None]


@pytest.mark.parametrize("row", table("populations/origins"), ids=lambda row: row["name"])
def test_an_origin_gives_its_nationality(row: dict[str, str]) -> None:
    """The marked number of a row's example counts people of the row's nationality."""
    text = row["example"].replace("{", "").replace("}", "")
    start = row["example"].index("{")
    assert next(c for c in counts(text) if c.span.start == start).population.nationality == row["adjective"]


def test_a_first_sentence_tells_the_main_story() -> None:
    """Words that lead away elsewhere lead nowhere in the sentence that a report begins with."""
    lead = "A cook was killed and eight other guests were burned in separate fires in Varde on Monday."
    later = "The ferry sank off Varde on Monday and nine died, he said. In a separate fire two cooks were killed."
    assert [c.main for c in counts(lead)] == [True, True]
    assert [c.main for c in counts(later)] == [True, False]


def test_a_record_is_no_background() -> None:
    """ "The worst month since" compares; the count before it is the report's own."""
    text = "The deaths of six more divers on Monday made this the worst month for the guild since 1951."
    assert [c.main for c in counts(text)] == [True]
