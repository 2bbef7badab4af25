"""Which of many names a spelling is nearest to."""

from asof.link.nearness import NameIndex

NAMES = ["Mokhtar Larouk", "Mokhtar Sabri", "Nadia Toorn", "Abdul Karim Sabri", "Abdul Karim Velde", "Jan Quillow"]


def nearest(text: str) -> str:
    return NAMES[NameIndex(NAMES, person=True).nearest(text)[0][1]]


def test_transliterations_find_their_name() -> None:
    """A spelling under other letters finds its bearer among many that share a word with it."""
    assert nearest("Muktar Laruk") == "Mokhtar Larouk"
    assert nearest("Abdel-Karim al-Sabry") == "Abdul Karim Sabri"


def test_names_written_together_and_in_part() -> None:
    """What is parted otherwise, cut to an initial or lacks a word is found by the rest."""
    assert nearest("NadiaToorn") == "Nadia Toorn"
    assert nearest("J. Quillow") == "Jan Quillow"
    assert nearest("Velde") == "Abdul Karim Velde"


def test_a_name_can_be_passed_over_and_nothing_fits_nothing() -> None:
    """The name itself is left out where that is asked for; an empty index, and no letters, find nothing alike."""
    index = NameIndex(NAMES, person=True)
    assert index.nearest("Nadia Toorn", 1, without=2)[0][1] != 2
    assert NameIndex([], person=True).nearest("Nadia") == []
    assert all(score == 0 for score, _ in index.nearest("..."))
