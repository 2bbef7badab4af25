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
    ("The driver who was hit was pronounced dead.", [("driver", "killed")]),
    ("The driver who was hit by a lorry on Monday has died.", [("driver", "killed")]),
    ("The driver who was hit has not died.", [("driver", "injured")]),
    ("The driver who was hit may have died.", [("driver", "injured")]),
    ("The driver was hit and the nurse was pronounced dead.", [("driver", "injured"), ("nurse", "killed")]),
    ("The driver who was hit when his horse died left.", [("driver", "injured")]),
    ("He shot his wife and turned the rifle on himself.", [("wife", "injured"), ("himself", "killed")]),
    ("The miner took his own life.", [("own life", "killed")]),
    ("The miner threatened to take his own life.", []),
    ("Police named the dead of the shooting death.", [("death", "killed")]),
    ("He shot his wife before turning the gun on himself. He survived.", [("wife", "injured")]),
    ("He shot his wife, turned the gun on himself, but survived.", [("wife", "injured")]),
    ("Police stopped him from taking his own life.", []),
    ("She was talked out of taking her own life.", []),
    ("She denied that her son had taken his own life.", []),
    ("The guide turned the camera on himself.", []),
    ("He had served 20 years for a double murder.", []),
    ("He was convicted of a double murder.", []),
    ("It was a double killing at the box office.", []),
    ("Police are looking into a double homicide.", [("double homicide", "killed")]),
    ("The man who was wounded, Harold Amdahl, has died.", [("man", "killed")]),
    ("The woman who was wounded and her son have died.", [("woman", "killed"), ("son", "killed")]),
    ("The mayor, the priest and a nurse visited the wounded.", []),
    ("He met Anna Amdahl and a guard, and two men were killed.", []),
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


LISTS = [
    ("Ann Amdahl, Ida Amdahl and Eva Amdahl were killed.", ["Ann Amdahl", "Ida Amdahl", "Eva Amdahl"]),
    ("Ann Amdahl, 18, and Ida Amdahl, 20, were killed.", ["Ann Amdahl", "Ida Amdahl"]),
    ("He killed his wife, his son and a neighbour.", ["wife", "son"]),
    ("A mother, father and toddler were killed.", ["father", "toddler"]),
    ("He killed Ann Amdahl, 18, and Ida Amdahl, 20.", ["Ann Amdahl", "Ida Amdahl"]),
    ("He killed his wife and her brother fled.", ["wife"]),
    ("He met Ann Amdahl and Ida Amdahl was killed.", ["Ida Amdahl"]),
    ("Ann Amdahl or Ida Amdahl were killed.", ["Ida Amdahl"]),
    ("Ann Amdahl and three others were killed.", ["Ann Amdahl"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: list[str]) -> None:
    """Who stands in one list with somebody killed was killed too, where the verb is that of the whole list."""
    assert [c.span.text for c in implied(text) if c.outcome == "killed"] == expected


def test_nobody_of_a_list_is_hurt_where_it_is_denied() -> None:
    """What is denied of a list is said of nobody in it."""
    assert not [c for c in implied("Ann Amdahl and two boys were not hurt.") if c.factuality == "CT+"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Police look into a murder-suicide.", 2),
        ("Police look into a double homicide.", 2),
        ("Police look into a triple fatal shooting.", 3),
        ("Police look into a fatal shooting.", 1),
    ],
)
def test_how_many_a_crime_killed(text: str, number: int) -> None:
    """A crime that is only named has one dead, or as many as its name says."""
    (claim,) = implied(text)
    assert (claim.quantity.low, claim.quantity.high) == (number, number)
