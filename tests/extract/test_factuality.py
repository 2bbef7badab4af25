"""How certain a claim is made to sound, beyond the examples in the tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate import annotate
from asof.extract import extract
from asof.extract.attribution import governing, reports
from asof.extract.factuality import factuality
from asof.records import CountClaim, Document, Passage


def value(text: str, number: str = "12", predicate: str | None = "killed") -> str:
    d = Document(document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),))
    analysis = annotate(d)
    start = text.index(number)
    report = governing(reports(d, analysis), start, start + len(number))
    to = (text.index(predicate), text.index(predicate) + len(predicate)) if predicate and predicate in text else None
    return factuality(d, analysis, start, start + len(number), to, report)[0]


VALUES = [
    ("The storm killed 12 sailors.", "CT+"),
    ("Officials said the storm killed 12 sailors.", "CT+"),
    ("The mayor may resign after a storm that killed 12 sailors.", "CT+"),
    ("The mayor denied nothing. The storm killed 12 sailors.", "CT+"),
    ("The mayor did not sleep after the storm killed 12 sailors.", "CT+"),
    ("The mayor vowed to find out why a storm in which 12 sailors were killed was not forecast.", "CT+"),
    ("12 sailors were reportedly killed.", "PR+"),
    ("The captain is accused of deliberately having killed 12 sailors.", "CT+"),
    ("A storm could have killed 12 sailors.", "PS+"),
    ("The port denied reports that 12 sailors were killed.", "CT-"),
    ("12 sailors were not killed.", "CT-"),
    ("The port denied early reports that 12 sailors and 11 to 18 divers had been killed.", "CT-"),
    ("An earlier version of this story said 12 sailors had been killed.", "CT-"),
    ("Radio Norvik reported 12 sailors killed.", "CT+"),
    ("12 more sailors would not have helped.", "Uu"),
    ("12 sailors are safe, but the bridge would have held.", "CT+"),
    ("Police are looking for the suspects in the raid on 12 shops.", "CT+"),
    ("If 12 sailors were killed, the port would close.", "Uu"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: str) -> None:
    """A cue counts in the claim's own clause, and not for what is presupposed."""
    assert value(text) == expected


def test_a_count_of_none_is_certain() -> None:
    """ "No sailors were not …" is not a denial: the count of nought is asserted."""
    assert value("The port denied that no sailors were killed.", "no") == "CT+"


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_any_place_has_a_value(text: str, start: int, end: int) -> None:
    """Any offsets, inside the text or not, give a value and never raise."""
    d = Document(document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),))
    assert factuality(d, annotate(d), start, end, (end, end + 3), None)[0] in {"CT+", "PR+", "PS+", "CT-", "Uu"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ostmark will hold a mass funeral for 20 sailors killed in the fire.", ["CT+"]),
        ("The council rejected the ruling and its supporters clashed with guards, leaving four people dead.", ["CT+"]),
        ("Officials feared the toll could pass 90 as 60 bodies were found.", ["PR+", "CT+"]),
        ("The mayor said the fire was suspected of having killed 14 people.", ["PR+"]),
        ("The raid failed to free 12 hostages.", ["CT-"]),
        ("The driver failed to brake, killing nine people.", ["CT+"]),
        ("The truck failed to stop at the border and killed two guards.", ["CT+"]),
        ("The gunman tried to flee, killing two guards.", ["CT+"]),
        ("The pact failed to stop rebels from killing 12 sailors.", ["CT-"]),
        ("There was no confirmation by police that nine people had died.", ["PR+"]),
        ("One unconfirmed report said 30 people were killed.", ["PR+"]),
    ],
)
def test_a_cue_bears_on_what_hangs_on_it(text: str, values: list[str]) -> None:
    """Plans, denials and fears reach the claims that they govern, and no others of the sentence."""
    document = Document(document="d", text=text, sha256="", passages=(Passage(start=0, end=len(text), part="body"),))
    claims = extract(document, annotate(document))
    assert [c.factuality for c in claims if isinstance(c, CountClaim) and not c.implied] == values
