"""Reports one at a time: many small events that differ in their names alone, splits, merges, what people decided."""

from collections.abc import Sequence

import pytest

from asof.link.parts import units
from asof.link.stream import Stream, group
from asof.records import Analysis, Document
from link.factory import analysis, named, place, report

INVENTED = ("Norvik", "Karsk", "Ellery", "Tamber", "Quillow", "Odesk", "Wexby", "Lornham", "Hallin", "Brunde")
FIRE = "A fire at a house in {} killed two people on Tuesday, officials said. Crews were called shortly after midnight."
CRASH = "Two people were killed when a car hit a tree near {} on Tuesday, police said."


def pile(towns: Sequence[str], words: str, known: bool = False) -> tuple[list[Document], dict[str, Analysis]]:
    """One report from each town in the same words; the gazetteer knows the towns or knows none."""
    documents = [report(f"d{n}", words.format(town), title=f"Two dead in {town}") for n, town in enumerate(towns)]
    marks = {}
    for number, (document, town) in enumerate(zip(documents, towns, strict=True)):
        resolved = [place(document, town, 100 + number)] if known else []
        marks[document.document] = analysis(document, *named(document, "place", town), *resolved)
    return documents, marks


@pytest.mark.parametrize("words", [FIRE, CRASH])
@pytest.mark.parametrize("known", [False, True])
def test_accidents_of_one_day_in_ten_towns_are_ten_events(words: str, known: bool) -> None:
    """The same words on one day are no evidence where each report names a town of its own, in a gazetteer or not."""
    documents, marks = pile(INVENTED, words, known)
    assert group(units(documents, marks, {})) == [[n] for n in range(10)]


def test_two_accounts_of_one_accident_join_among_ten() -> None:
    """A second report from one of the towns joins the first from there and no other."""
    documents, marks = pile(INVENTED, FIRE)
    text = "Neighbours in Karsk tried to reach the house in which two people died on Tuesday, a witness said."
    again = report("again", text, "2031-03-05", title="Karsk mourns two dead of house fire")
    marks["again"] = analysis(again, *named(again, "place", "Karsk"))
    assert [1, 10] in group(units([*documents, again], marks, {}))


def told(stream: Stream, name: str, text: str, day: str = "2031-03-04") -> list[tuple[str, int, int | None]]:
    document = report(name, text, day)
    return [(c.kind, c.event, c.other) for c in stream.add(document)]


SHAFT = "Rescuers reached twelve miners at the Hallin shaft near Norvik; foreman Jan Toorn led them."
QUAKE = "A tremor shook Karsk and Wexby; the mayor Ada Lorn spoke of broken windows and no harm."


def test_a_stream_says_what_each_report_did() -> None:
    """The first report of a story opens an event, the next joins it."""
    stream = Stream()
    assert told(stream, "a", SHAFT) == [("opened", 0, None)]
    assert told(stream, "b", QUAKE) == [("opened", 1, None)]
    assert told(stream, "c", SHAFT, "2031-03-05") == [("joined", 0, None)]
    assert stream.events() == [("a", "c"), ("b",)]


def test_a_report_that_came_before_is_refused() -> None:
    """A stream takes each document once."""
    stream = Stream()
    told(stream, "a", SHAFT)
    with pytest.raises(ValueError, match="came before"):
        told(stream, "a", QUAKE)


def test_a_report_between_two_events_merges_them() -> None:
    """Two beginnings of one story, too unlike to be joined, are one event when reports come that tell both."""
    stream = Stream()
    first = "Twelve miners were trapped at Hallin near Norvik."
    second = "Foreman Jan Toorn and Piet Brunde climbed through the Quillow gallery."
    told(stream, "a", first)
    told(stream, "b", second)
    changes = told(stream, "c", f"{first} {second}")
    assert next(kind for kind, _, _ in changes) == "joined"
    assert {kind for kind, _, _ in changes[1:]} <= {"moved", "merged"}
    assert len(changes) > 1
    assert stream.events() == [("a", "b", "c")]
