"""A pile made ready once answers as one that is reconciled anew."""

import msgspec
import pytest

from asof.reconcile import Ready, reconcile
from tests.reconcile.factory import EVENT, Pile


def _pile():
    pile = Pile(country="NO", timezone="Europe/Oslo")
    for hour, figure in ((8, 12), (10, 19), (12, 15)):
        pile.report(f"r{hour}", f"2031-03-03T{hour:02}:00:00Z", outlet=f"Courier {hour}")
        pile.count("killed", figure, who="miners", source="Police", kind="police")
        pile.count("missing", 40 - figure, who="miners")
    pile.report("day", "2031-03-03")
    pile.count("killed", 20, who="miners")
    return pile.linked()


@pytest.mark.parametrize("at", [None, "2031-03-03T09:30", "2031-03-03T10:00Z", "2031-03-03", "2031-03-02"])
def test_asking_twice_gives_what_reconciling_anew_gives(at):
    """Whatever was asked before, the answer of a moment is the same, byte for byte."""
    linked = _pile()
    ready = Ready(linked)
    ready.reconcile("2031-03-03T11:00", "gtd")
    assert msgspec.json.encode(ready.reconcile(at)) == msgspec.json.encode(reconcile(linked, at))


def test_one_event_without_relations_leaves_the_figures_as_they_are():
    """An event alone has the estimates and contradictions that it has among all, and no relations."""
    linked = _pile()
    alone, whole = Ready(linked).reconcile(event=EVENT, related=False), reconcile(linked)
    assert alone.relations == ()
    assert whole.relations
    assert (alone.events, alone.tracks, alone.contradictions) == (whole.events, whole.tracks, whole.contradictions)


def test_a_mistyped_time_is_refused():
    """No moment, no answer."""
    with pytest.raises(ValueError, match="not a time"):
        Ready(_pile()).reconcile("noon")
