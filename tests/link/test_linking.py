"""The stage as a whole, on hand-made records."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.link import link
from asof.link.features import features
from asof.records import Document
from link.factory import analysis, place, report

MINE = "Twelve miners were freed from the Karsk copper shaft near Norvik after rescuers drilled for three days"
FERRY = "A ferry ran aground off Port Ellery and eleven passengers were taken to hospital by the coastguard"


def pile() -> list[Document]:
    return [
        report("a", f"{MINE}.", story="mine"),
        report("b", f"{MINE}, police said.", "2031-03-05", story="mine"),
        report("c", f"{FERRY}.", story="ferry"),
        report("d", f"{FERRY} on Monday.", None, story="mine"),
        report("e", "Nothing else happened.", "2031-03-06"),
    ]


def test_found_events_keep_stories_apart() -> None:
    """Reports of one thing form an event and those of another do not."""
    primary = {e.primary for e in link(pile(), {}, []).events}
    assert primary == {("a", "b"), ("c", "d"), ("e",)}


def test_given_stories_are_followed() -> None:
    """With `given`, the story wins over what the texts say; a report without one stands as found."""
    primary = {e.primary for e in link(pile(), {}, [], given=True).events}
    assert primary == {("a", "b", "d"), ("c",), ("e",)}


@given(st.permutations(pile()))
def test_any_order_of_input_gives_the_same(shuffled: list[Document]) -> None:
    """The order in which documents are named changes nothing."""
    assert link(shuffled, {}, []) == link(pile(), {}, [])


def test_the_search_for_cycles_goes_on_afterwards() -> None:
    """It rests while a pile is linked, and stays off only where it was."""
    link(pile(), {}, [])
    assert gc.isenabled()
    gc.disable()
    try:
        link(pile(), {}, [])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_address_of_a_report_has_no_part_in_grouping() -> None:
    """Which town of a name is meant may be known from the outlet's address: events are found by names alone."""
    reports = [report("a", FERRY), report("b", FERRY)]
    one, other = ({"a": analysis(reports[0], place(reports[0], "Port Ellery", 7)),
                   "b": analysis(reports[1], place(reports[1], "Port Ellery", n))} for n in (7, 8))  # fmt: skip
    assert [e.documents for e in link(reports, one, []).events] == [
        e.documents for e in link(reports, other, []).events
    ]
    assert features(reports, one, {}) == features(reports, other, {})


def test_two_documents_of_one_id_are_refused() -> None:
    """A pile in which an id stands for two documents cannot be linked, and the error says so."""
    with pytest.raises(ValueError, match="one id"):
        link([report("a", MINE), report("a", FERRY)], {}, [])
