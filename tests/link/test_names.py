"""Whether two spellings are one name's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.link.names import align, compare, corporate, is_acronym, personal

PEOPLE = [
    ("Moktar Ben Larouk", "Mokhtar Benlarouk", "same"),  # kh/k, a filiation written together
    ("Mokhtar Ben Larouk", "Mukhtar bin Larouk", "same"),  # o/u, ben/bin
    ("Gen. Nadia al-Sabri", "Nadia Sabri", "same"),  # title, article
    ("Sabri, Nadia", "Nadia Sabri", "same"),  # family name first
    ("J. Toorn", "Jan Toorn", "same"),  # initial
    ("Jan Willem Toorn", "Jan Toorn", "same"),  # a middle name
    ("Bill Toorn", "William Toorn", "same"),  # a short form
    ("NadiaSabri", "Nadia Sabri", "same"),  # run together
    ("Yusuf Qasimi", "Youssef Kassimi", "same"),  # ou/u, q/k, doubled letters
    ("Jan Toorn", "Mira Toorn", "different"),  # two people of one surname
    ("Jan Toorn", "Jan Velde", "different"),
    ("Omar bin Hasan Larouk", "Hasan bin Omar Larouk", "different"),  # father and son
    ("Toorn", "Jan Toorn", "unsure"),  # one name alone
    ("Mohammed Ali", "Ali Mohammed Larouk", "unsure"),  # nothing in common but what many have
    ("M. Larouk", "Larouk Mansur", "unsure"),  # an initial in another place
    ("Sabri Toorn", "Piet Sabri Toorn", "unsure"),  # a son is called after his father
    ("Abu Karim", "Abou Karim", "unsure"),  # a byname
    ("Abdul Rahman Sabri", "Abdelrahman Sabri", "same"),  # one name in two words
    ("bin Larouk Nadia", "Nadia bin Larouk", "same"),  # the family name first
    ("Надя Ларук", "Nadia Laruk", "same"),  # another alphabet
    ("J. T.", "T. J.", "unsure"),  # initials alone tell too little
]
THINGS = [
    ("Norvik Mining Ltd.", "Norvik Mining Limited", "same"),
    ("The Norvik Copper Company", "Norvik Copper Co.", "same"),
    ("Karsk Volunteer Brigade", "Karsk Volunter Brigade", "same"),  # a slip of the pen
    ("Brigade Forty-Four", "Brigade 44", "same"),
    ("Norvik Copper AG", "Norvik Copper plc", "different"),  # two legal forms
    ("Norvik", "Norvik Brigade", "different"),  # the place and the group named after it
    ("Brigade 44", "Brigade 45", "different"),
    ("KVB", "Karsk Volunteer Brigade", "unsure"),  # initials, which others may share
    ("N. Quay Road", "North Quay Road", "same"),  # an initial beside two words that are written
    ("N. Street", "Norvik Street", "different"),  # ... beside one
    ("S.C", "Corley Street", "different"),  # nothing but initials
]


@pytest.mark.parametrize(("left", "right", "verdict"), PEOPLE)
def test_people(left: str, right: str, verdict: str) -> None:
    """Spellings of one person are the same, two people of one surname are not, too little is unsure."""
    assert compare(left, right, person=True).verdict == verdict


@pytest.mark.parametrize(("left", "right", "verdict"), THINGS)
def test_things(left: str, right: str, verdict: str) -> None:
    """Groups and firms are the same only where every word has its partner."""
    assert compare(left, right, person=False).verdict == verdict


@given(st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_comparison_is_symmetric_and_never_fails(left: str, right: str, person: bool) -> None:
    """Whatever the letters, the verdict is the same from both sides and the score lies in 0 to 1."""
    one, other = compare(left, right, person), compare(right, left, person)
    assert one.verdict == other.verdict
    assert 0 <= one.score <= 1


@given(st.text(alphabet="abc KHkh-'", min_size=1, max_size=20))
def test_a_name_is_its_own_spelling(text: str) -> None:
    """A name with a letter in it is the same as itself."""
    if any(c.isalpha() for c in text):
        assert compare(text, text, person=True).verdict == "same"


def test_align_leaves_over_what_has_no_partner() -> None:
    """Alignment pairs near words wherever they stand and hands back the rest."""
    score, left, right = align(("jan", "willem", "toorn"), ("toorn", "jan"))
    assert (score, left, right) == (1.0, ("willem",), ())


def test_personal_keeps_something_of_a_name_of_particles() -> None:
    """A name of nothing but titles or particles keeps its words."""
    assert personal("Al") == ("al",)
    assert personal("Major") == ("major",)


def test_corporate_parts_words_and_legal_forms() -> None:
    """The legal form is taken off wherever it stands and kept apart."""
    assert corporate("JSC Norvik Ore Company") == (("norvik", "ore"), frozenset({"jsc", "co"}))


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("KVB", "Karsk Volunteer Brigade", True),
        ("K.V.B.", "Karsk Volunteer Brigade", True),
        ("UFN", "Union of the Fishers of Norvik", True),
        ("kvb", "Karsk Volunteer Brigade", False),
        ("K", "Karsk", False),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    """Capitals that spell the initials of the long name, small words left out, are its acronym."""
    assert is_acronym(short, long) is expected


def test_a_very_long_name_is_cut_not_computed() -> None:
    """A hostile name of a million letters is compared at once."""
    assert compare("kh" * 1_000_000, "gh " * 1_000_000, person=True).verdict in ("different", "unsure")
