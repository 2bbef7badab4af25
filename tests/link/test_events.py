"""Grouping reports into events."""

from asof.link.parts import units
from asof.link.stream import group
from asof.records import Document
from link.factory import report

SUBJECTS = ("miners", "sailors", "pilgrims", "climbers", "farmers", "divers", "students", "weavers")
TOWNS = ("Norvik", "Karsk", "Ellery", "Tamber", "Quill", "Odesk", "Wexby", "Lorn")
WHATS = ("shaft", "trawler", "shrine", "ridge", "orchard", "lagoon", "dormitory", "loom")


def story(n: int, copy: int) -> Document:
    """One of several reports on the nth story; stories share no rare word."""
    town, who, what = f"{TOWNS[n % 8]}{n}", f"{SUBJECTS[n % 8]}{n}", f"{WHATS[n % 8]}{n}"
    text = f"Rescuers reached {who} at the {what} near {town} on Monday. The {what} of {town} was closed, {who} said."
    return report(f"{n:04d}-{copy}", text, f"2031-{1 + n % 12:02d}-{1 + copy:02d}")


def grouped(documents: list[Document]) -> list[list[str]]:
    return [[documents[i].document for i in g] for g in group(units(documents, {}, {}))]


def test_each_report_is_in_one_group() -> None:
    """Groups part the pile: nothing is lost, nothing stands twice."""
    documents = [story(n, copy) for n in range(8) for copy in range(3)]
    groups = grouped(documents)
    assert sorted(d for g in groups for d in g) == sorted(d.document for d in documents)
    assert sorted(len(g) for g in groups) == [3] * 8


def test_one_story_alone_is_one_event() -> None:
    """In a pile of one story, words that stand in every report still tell that it is one."""
    documents = [story(1, copy) for copy in range(4)]
    assert [len(g) for g in grouped(documents)] == [4]


def test_two_unlike_reports_alone_are_two_events() -> None:
    """A pile of two reports with nothing rare in common is two events."""
    assert [len(g) for g in grouped([story(1, 0), story(2, 0)])] == [1, 1]


def test_the_same_words_a_year_and_a_half_later_are_another_event() -> None:
    """Reports too far apart in time are not compared."""
    one = story(1, 0)
    later = report("later", one.text, "2033-03-01")
    assert [len(g) for g in grouped([one, later])] == [1, 1]


def test_work_grows_with_the_pile() -> None:
    """A thousand reports of one and the same story are grouped in seconds: memory of a word is bounded."""
    documents = [story(1, 0)] + [report(f"x{n}", f"{story(1, 0).text} Update {n}.", "2031-02-02") for n in range(1_000)]
    assert len(grouped(documents)) == 1
