"""The lattice of populations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.reconcile.population import Group, group_of, is_whole, matches, plural, singular, standing
from asof.records import Population

KINDS = [
    "person",
    "victim",
    "hostage",
    "attacker",
    "worker",
    "miner",
    "man",
    "woman",
    "child",
    "soldier",
    "lamplighter",
]
groups = st.builds(
    Group,
    kind=st.sampled_from(KINDS),
    nationality=st.sampled_from(["", "foreign", "Algerian", "British", "Norwegian", "Martian"]),
    status=st.sampled_from(["", "wounded", "retired"]),
    age=st.sampled_from(["", "young", "elderly"]),
)
OPPOSITE = {"equal": "equal", "contains": "part", "part": "contains", "disjoint": "disjoint", "unknown": "unknown"}


@pytest.mark.parametrize(
    ("a", "b", "country", "expected"),
    [
        (Group(), Group(kind="hostage"), None, "contains"),
        (Group(kind="hostage"), Group(kind="hostage", nationality="foreign"), None, "contains"),
        (Group(nationality="foreign"), Group(nationality="Norwegian"), "DZ", "contains"),
        (Group(nationality="foreign"), Group(nationality="Algerian"), "DZ", "disjoint"),
        (Group(nationality="foreign"), Group(nationality="Algerian"), None, "contains"),
        (Group(nationality="British"), Group(nationality="Norwegian"), None, "disjoint"),
        (Group(nationality="Briton"), Group(nationality="British"), None, "equal"),
        (Group(nationality="Martian"), Group(nationality="Norwegian"), None, "unknown"),
        (Group(kind="hostage"), Group(kind="attacker"), None, "disjoint"),
        (Group(kind="miner"), Group(kind="worker"), None, "part"),
        (Group(kind="miner"), Group(kind="attacker"), None, "disjoint"),
        (Group(kind="hostage"), Group(kind="worker"), None, "unknown"),
        (Group(kind="lamplighter"), Group(), None, "part"),
        (Group(part="in part"), Group(), None, "part"),
    ],
)
def test_standing(a, b, country, expected):
    """Each pair stands as the lattice says, whichever way round it is asked."""
    assert standing(a, b, country) == expected
    assert standing(b, a, country) == OPPOSITE[expected]


@given(groups, groups, st.sampled_from([None, "DZ", "GB"]))
def test_standing_is_antisymmetric(a, b, country):
    """What a is to b, b is to a the other way round; everything equals itself."""
    assert standing(b, a, country) == OPPOSITE[standing(a, b, country)]
    assert standing(a, a, country) == "equal"


@given(groups, groups, groups)
def test_a_part_of_a_part_is_a_part(a, b, c):
    """Containment carries over, and what is disjoint from a whole is disjoint from its parts."""
    if standing(a, b) == "part" and standing(b, c) == "part":
        assert standing(a, c) == "part"


@pytest.mark.parametrize(
    ("population", "words"),
    [
        (
            Population(text="foreign hostages", head="hostage", role="hostage", nationality="foreign"),
            "foreign hostages",
        ),
        (Population(text="Algerian workers", head="worker", role="worker", nationality="Algerian"), "Algerian workers"),
        (Population(text="people", head="people", role="person"), "people"),
        (Population(), "people"),
        (Population(text="foreigners", head="foreigner", role="person", nationality="foreign"), "foreigners"),
        (Population(text="Britons", head="Briton", role="person", nationality="British"), "British people"),
        (Population(text="Norwegians", head="Norwegian", nationality="Norwegian"), "Norwegians"),
        (Population(text="gunmen", head="gunman", role="attacker"), "attackers"),
        (Population(text="34-year-old man", head="man", role="person", age="34-year-old"), "men"),
        (Population(text="elderly men", head="man", role="person", age="elderly"), "elderly men"),
        (Population(text="lamplighters", head="lamplighter", role="person"), "lamplighters"),
        (Population(text="rebel soldiers", head="soldier", role="soldier", side="rebel"), "rebel soldiers"),
    ],
)
def test_words_of_a_group(population, words):
    """A population is printed in plain words that say who is counted."""
    assert group_of(population).words == words


@pytest.mark.parametrize(
    ("population", "text", "match", "whole"),
    [
        ("hostages", "hostages", True, True),
        ("hostages", "Hostage", True, True),
        ("foreign hostages", "hostages", True, False),
        ("hostages", "foreign hostages", False, False),
        ("foreigners", "foreigners", True, True),
        ("foreign hostages", "foreigners", True, False),
        ("attackers", "militants", True, True),
        ("Algerian workers", "the Algerian workers", True, True),
        ("people", "people", True, True),
        ("hostages", "people", True, False),
        ("hostages", "", False, False),
        ("police officers", "police", True, True),
    ],
)
def test_matching_by_words(population, text, match, whole):
    """A question is answered by tracks that hold its words; only the same words answer for the whole."""
    assert matches(population, text) is match
    assert is_whole(population, text) is whole


@given(st.text(max_size=300))
def test_any_words_are_safe(text):
    """No text raises, as a noun or as a question."""
    singular(text)
    plural(text)
    matches("hostages", text)
    odd = Population(text=text, head=text, role=text, nationality=text, status=text, side=text, age=text)
    assert isinstance(group_of(odd).words, str)


def test_everyone_held_is_a_hostage():
    """Of the held, foreign hostages are the foreigners; of the killed they are some of them."""
    group = group_of(Population(head="hostage", nationality="foreign"), "held")
    assert group == group_of(Population(head="foreigner", nationality="foreign"), "held")
    assert matches("foreigners", "foreign hostages", "held")
    assert is_whole("people", "hostages", "held")
    assert not matches("foreigners", "foreign hostages", "killed")
