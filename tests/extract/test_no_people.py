"""Numbers beside an outcome that count nobody, and people who are told of without a number."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage


def told(text):
    """(outcome, words) of the counts of a text, in order."""
    document = Document(
        document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),)
    )
    return [(c.outcome, c.span.text) for c in extract(document, annotate(document)) if isinstance(c, CountClaim)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Two girls, 7 and 5, were shot.", "7"),
        ("Anna Berg, 18, whom the coastguard had initially said was 17, died.", "17"),
        ("A boy younger than 12 was shot.", "12"),
        ("A 9 -year-old boy was killed.", "9"),
        ("Image 3 of 9 A girl and her aunt were shot.", "9"),
        ("He is charged with the attempted murders of five guards.", "five"),
        ("The murder charges against two guards were dropped.", "two"),
    ],
)
def test_counts_nobody(text, number):
    """Ages, galleries, and crimes that were only attempted or charged."""
    assert number not in [words for _, words in told(text)]


def test_who_kills_himself_is_told_of():
    """Beside those he killed."""
    assert ("killed", "himself") in told("A man killed four neighbours and himself.")


def test_who_took_himself_somewhere_is_not_dead():
    """Another verb stands before."""
    assert ("killed", "himself") not in told("A man was hurt and took himself to hospital.")


def test_kin_in_a_list_are_told_of():
    """A girl and her mother are two."""
    assert told("A girl and her mother were shot.") == [("injured", "A"), ("injured", "mother")]


def test_a_crime_that_is_only_named_tells_of_somebody_dead():
    """Where nothing else does; homicide detectives come to every shooting."""
    assert told("Police look into a fatal shooting in Norvik.") == [("killed", "fatal shooting")]
    assert told("Homicide detectives were called to Norvik.") == []


def test_who_shot_and_killed_is_not_hurt():
    """The subject of two verbs that are one."""
    assert ("injured", "A") not in told("A boy shot and killed a guard.")
