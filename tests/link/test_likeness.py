"""How alike two reports are."""

from asof.link.features import Features, features
from asof.link.likeness import cosine, evidence, likeness
from link.factory import report

TEXT = "A trawler sank off Port Ellery. Skipper Jan Toorn, 34, swam ashore."


def pair(one: str, other: str, *days: str | None) -> tuple[Features, Features]:
    made = features([report("a", one, days[0]), report("b", other, days[1])], {}, {})
    return made[0], made[1]


def test_copies_are_likelier_than_strangers() -> None:
    """The same words on the next day speak for one event, other words on that day against."""
    same = likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-03-05"))
    other = likeness(*pair(TEXT, "A loom caught fire at Karsk.", "2031-03-04", "2031-03-05"))
    assert same > 0 > other


def test_distance_and_conflict_speak_against() -> None:
    """The same words months later, or with other ages, are less likely one event."""
    near = likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-03-05"))
    assert likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-09-05")) < near
    assert likeness(*pair(TEXT, TEXT.replace("34", "61"), "2031-03-04", "2031-03-05")) < near


def test_evidence_lies_between_nothing_and_one() -> None:
    """But for the days apart, each piece of evidence is a share."""
    found = evidence(*pair(TEXT, TEXT, "2031-03-04", None))
    assert all(0 <= value <= 1.000001 for name, value in found.items() if name != "days apart")


def test_cosine_of_nothing() -> None:
    """Two reports without rare words have nothing in common."""
    assert cosine({}, {"a": 1.0}) == 0.0
