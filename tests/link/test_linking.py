"""The stage as a whole, on hand-made records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.link import link
from asof.records import Document
from link.factory import report

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


def test_two_documents_of_one_id_are_refused() -> None:
    """A pile in which an id stands for two documents cannot be linked, and the error says so."""
    with pytest.raises(ValueError, match="one id"):
        link([report("a", MINE), report("a", FERRY)], {}, [])
