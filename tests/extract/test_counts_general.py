"""Verbs left out, nouns that look like verbs, what only stands near people, and counts known from before."""

import pytest

from tests.extract.counting import counts, outcomes

CLAUSES = [
    ("The gang killed 12 people in Norvik on Monday and two in Halden.", [("12", "killed"), ("two", "killed")]),
    (
        "About 50 were being held in Norvik, with 10 in Halden and several more in the town of Berg.",
        [("About 50", "held"), ("10", "held"), ("several", "held")],
    ),
    (
        "Ostmark has promised 1,000 soldiers; Halden, 500; and Berg up to 60.",
        [("1,000", "deployed"), ("500", "deployed"), ("up to 60", "deployed")],
    ),
    ("The train carried 129 passengers and a crew of 12.", [("129", "present"), ("12", "present")]),
    ("A 17-year-old Norvik high school student was killed on Saturday.", [("A", "killed")]),
    ("A nine year old boy fell ill.", [("A", "affected")]),
    ("A raid to free the 72 miners failed.", [("72", "held")]),
    ("Firefighters needed until noon, freeing one woman caught below a wall.", [("one", "freed")]),
    (
        "A silo gave way, killing one and injuring at least 14, as per the harbour office.",
        [("one", "killed"), ("at least 14", "injured")],
    ),
    ("Ten Ostmark peacekeepers are among those confirmed to have died.", [("Ten", "killed")]),
    ("Some 120 people from its 9,000-strong mission are missing.", [("Some 120", "missing"), ("9,000", "deployed")]),
    ("The mayor put the number killed at 619.", [("619", "killed")]),
    ("The toll from the cold spell hits 54.", [("54", "killed")]),
    ("The council will cut its police force to 9,100.", [("9,100", "deployed")]),
    ("20 killed 195 injured in Norvik bombings", [("20", "killed"), ("195", "injured")]),
    ("Last week two men abducted the manager.", [("two", "attackers")]),
    ("Floods have forced thousands of people to flee the valley.", [("thousands", "displaced")]),
    ("There are 1,700 rescue workers here.", [("1,700", "deployed")]),
    ("There were 40 confirmed cases of cholera.", [("40", "affected")]),
    ("One woman had a knife wound to the hand.", [("One", "injured")]),
    ("Police broke up a brawl involving 30 people.", [("30", "present")]),
    ("Thousands of students staged protests in the square.", [("Thousands", "present")]),
    ("The judge jailed two people who burned tires.", [("two", "arrested")]),
    ("The gang protects the killers of two nurses.", [("two", "killed")]),
]

NOBODY = [
    "The valley counted 3,600 farmers whose barns were swept off.",
    "The minister held talks with several army chiefs.",
    "A 15-day strike by 3,500 workers ended.",
    "They planned an attempt to assassinate two ministers.",
    "The two brothers had escaped notice for days.",
    "He said that 53 out of 101 birds had died.",
    "Flu kills 9,000 people in an average year.",
    "Most of the dead were between 25 and 45.",
    "The rebels must climb over the bodies of every single guard first.",
    "He fired at least one shot at the door.",
    "But no casualties were immediately reported.",
    '"We want bread," said one protester who gave no name.',
    "Police have closed the case after releasing a video showing a white man.",
    "It was one of several incidents targeting allied forces.",
    "There are reasons for deaths that no one quite understands.",
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_each_number_takes_the_outcome_that_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    """What is counted, and in which outcome, in text order."""
    assert outcomes(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_what_befell_no_one_counted_is_no_claim(text: str) -> None:
    """Things people own or hold, nouns that look like verbs, ages, rates and idle words count no one."""
    assert counts(text) == []


def test_a_changed_figure_is_of_the_count_before() -> None:
    """ "That figure" is what the sentence before told."""
    told = counts("An early report put the toll at 45. The council later lowered that figure to 31.")
    assert [(c.span.text, c.outcome) for c in told] == [("45", "killed"), ("31", "killed")]


def test_the_remaining_are_those_counted_before() -> None:
    """ "The remaining seven" are the seven who were told to be missing; another number is not."""
    told = counts("Seven miners are missing. There is little hope for the remaining seven miners.")
    assert [(c.span.text, c.outcome) for c in told] == [("Seven", "missing"), ("seven", "missing")]
    assert len(counts("Seven miners are missing. There is little hope for the remaining nine miners.")) == 1


def test_children_among_the_dead_make_no_children_of_the_others() -> None:
    """A part that is children says nothing of the whole's role, nor of counts without a noun elsewhere."""
    told = counts("Seven people were killed, including two children. At least 40 were hurt.")
    assert [c.population.role for c in told] == ["person", "child", "person"]
