"""Who is counted: noun, role, nationality, status, side and age, on sentences of our own."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.extract.inflection import is_plural, singular, verb_forms
from asof.records import CountClaim, Document, Passage, Population


def people(text: str) -> list[Population]:
    passages = (Passage(start=0, end=len(text), part="body"),)
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    return [c.population for c in extract(d, annotate(d)) if isinstance(c, CountClaim)]


CASES = [
    ("Two Danish engineers were freed.", "Danish engineers", "engineer", "worker", "Danish"),
    ("Two foreign hostages were freed.", "foreign hostages", "hostage", "hostage", "foreign"),
    ("Nine police officers were hurt.", "police officers", "officer", "police", None),
    ("Dozens of the company's workers were hurt.", "company's workers", "worker", "worker", None),
    ("A 14-year-old boy was killed.", "14-year-old boy", "boy", "child", None),
    ("Two suicide bombers were killed.", "suicide bombers", "bomber", "attacker", None),
    ("Twenty Norwegians escaped.", "Norwegians", "norwegian", "person", "Norwegian"),
    ("Three National Front (NF) leaders were jailed.", "National Front (NF) leaders", "leader", "person", None),
]


@pytest.mark.parametrize(("text", "words", "head", "role", "nationality"), CASES)
def test_phrases(text: str, words: str, head: str, role: str, nationality: str | None) -> None:
    """The phrase's words, its head, its role and its nationality."""
    (who,) = people(text)
    assert (who.text, who.head, who.role, who.nationality) == (words, head, role, nationality)
    assert who.start is not None
    assert text[who.start : who.end] == words


UNDERSTOOD = [
    ("Four miners were killed and nine injured.", ["miner", "miner"]),
    ("Nine die in pit. Nine miners died on Monday.", ["miner", "miner"]),
    ("A guard was killed and two others were hurt.", ["worker", "worker"]),
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_noun_left_out_is_understood(text: str, expected: list[str]) -> None:
    """A number without a noun takes the noun before it, or that of the same number elsewhere."""
    assert [who.role for who in people(text)] == expected


def test_a_noun_left_out_has_no_words() -> None:
    """Where the noun is only understood, the population has no text and no offsets, but a head."""
    who = people("Four miners were killed and nine injured.")[1]
    assert (who.text, who.start, who.end, who.head) == (None, None, None, "miner")


def test_status_and_age_are_told() -> None:
    """Words for status and age inside the phrase are kept apart."""
    assert people("Two wounded soldiers were freed.")[0].status == "wounded"
    assert people("A 14-year-old boy was killed.")[0].age == "14-year-old"


@pytest.mark.parametrize(
    ("plural", "noun"),
    [("policemen", "policeman"), ("people", "person"), ("families", "family"), ("teens", "teen")],
)
def test_singulars(plural: str, noun: str) -> None:
    """Endings and the table give the singular."""
    assert singular(plural) == noun
    assert is_plural(plural)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [("kill", {"kill", "kills", "killing", "killed"}), ("free", {"free", "frees", "freeing", "freed"}),
     ("shoot", {"shoot", "shoots", "shooting", "shot"}), ("bury", {"bury", "buries", "burying", "buried"})],
)  # fmt: skip
def test_verb_forms(verb: str, forms: set[str]) -> None:
    """Regular and irregular verbs have all their forms."""
    assert set(verb_forms(verb)) == forms
