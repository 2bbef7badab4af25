"""The first page is told as the file has it; what this asof makes of the story itself is told from then on."""

import re
import sqlite3

import msgspec

from asof.reconcile.estimates import RULES as HAS
from asof.records import Event
from asof.serve.desk.state import RULE, RULES, State
from tests.serve.desk.conftest import desk_of


def _page(desk) -> str:
    return re.sub(r'value="[0-9a-f]{64,}"', "", desk.get("/s/demo").text)


def test_the_rules_are_those_of_reconcile():
    """The desk names the rules without loading them, so they must be the same."""
    assert sorted(HAS) == sorted(RULES)
    assert RULE in RULES


def test_the_first_page_is_the_same_before_and_after_it_was_made_ready(demo):
    """What the file holds is what reconciling anew gives: the first page and the next say the same."""
    desk = desk_of(demo)
    assert _page(desk) == _page(desk)
    state = State(demo / "story.asof", "")
    for event in state.events:
        stored = state._stored(event)
        state.make_ready(event)
        assert stored == msgspec.structs.replace(state._reconciled(event, None, RULE), set_aside={})


def test_a_file_of_another_asof_is_told_anew(demo):
    """Where this asof reconciles otherwise than the one that wrote the file, its answer takes the place of that."""
    with sqlite3.connect(demo / "story.asof") as file:
        for seq, body in file.execute("SELECT seq, body FROM events").fetchall():
            event = msgspec.json.decode(body, type=Event)
            odd = {o: msgspec.structs.replace(e, low=777, best=777, high=777) for o, e in event.estimates.items()}
            changed = msgspec.json.encode(msgspec.structs.replace(event, estimates=odd)).decode()
            file.execute("UPDATE events SET body = ? WHERE seq = ?", (changed, seq))
    file.close()
    state = State(demo / "story.asof", "")
    first = next(iter(state.events))
    assert {f.best for f in state.told(first, None, RULE).figures} == {777}
    state.make_ready(first)
    assert 777 not in {f.best for f in state.told(first, None, RULE).figures}


def test_an_event_is_told_as_the_file_has_it_once_only(demo):
    """A moment, another rule or an event made ready is reconciled here."""
    state = State(demo / "story.asof", "")
    event = next(iter(state.events))
    assert not state.is_ready(event)
    state.make_ready(event)
    assert state.is_ready(event)
    assert state.told(event, None, "gtd").event.estimates != {}
