"""The first page is told as the file has it; what this asof makes of the story itself is told from then on."""

import re
import sqlite3
from datetime import UTC, datetime

import msgspec

from asof.reconcile.estimates import RULES as HAS
from asof.records import CountClaim, Decision, Event, Reconciled
from asof.review import decide
from asof.serve.desk import state as state_module
from asof.serve.desk.state import RULE, RULES, State, stamp_of
from asof.store import View
from tests.serve.desk.conftest import desk_of


def _page(state: State) -> Reconciled:
    """What the first page would be told of the main event, as of the end."""
    return state.told(next(iter(state.events)), None, RULE).story.reconciled


def _state(demo) -> State:
    return State(demo / "story.asof", stamp_of(demo / "story.asof"))


def _same_stored_as_reconciled(state: State) -> None:
    for event in state.events:
        stored = state._stored(event)
        assert stored == msgspec.structs.replace(state._reconciled(event, None, RULE), set_aside={})


def test_the_rules_are_those_of_reconcile():
    """The desk names the rules without loading them, so they must be the same."""
    assert sorted(HAS) == sorted(RULES)
    assert RULE in RULES


def test_the_first_page_is_the_same_before_and_after_it_was_made_ready(demo):
    """What the file holds is what reconciling anew gives, as it was read and after a decision."""
    _same_stored_as_reconciled(_state(demo))
    store = demo / "story.asof"
    claim = next(c for c in _state(demo).linked.claims if isinstance(c, CountClaim))
    decide(store, Decision(kind="dismiss", targets=(claim.id,), author="A. Tester", reason="misread"))
    state = _state(demo)
    assert state.decided
    _same_stored_as_reconciled(state)


def test_what_people_decided_is_counted_once(demo):
    """Origins and outlets after a decision are those that the store gives, whatever has been loaded."""
    store = demo / "story.asof"
    claim = next(c for c in _state(demo).linked.claims if isinstance(c, CountClaim))
    decide(store, Decision(kind="dismiss", targets=(claim.id,), author="A. Tester", reason="misread"))
    with View(store) as view:
        reviewed = view.reviewed()
    assert reviewed.touched
    assert _state(demo).linked.links == reviewed.linked.links


def test_other_pages_and_the_api_do_not_trust_the_file(demo):
    """Only a story's own page is told as the file has it; an odd figure in it reaches nothing else."""
    _made_odd(demo)
    desk = desk_of(demo)
    assert "777" not in {str(f["best"]) for f in desk.get("/api/stories/demo/figures").json()}
    assert not re.search(r"\b777\b", desk_of(demo).get("/s/demo/figure/killed").text)  # ids may hold the digits


def test_a_file_that_was_written_to_since_is_not_trusted(demo):
    """The end in it may be of other claims than those at hand: the event is reconciled instead."""
    state = _state(demo)
    _made_odd(demo)
    assert 777 not in {e.best for e in _page(state).events[0].estimates.values()}


def test_an_event_that_cannot_be_reconciled_is_told_as_the_file_has_it(demo, monkeypatch):
    """No request fails for it, and it is logged once."""
    logged: list[tuple[object, ...]] = []
    monkeypatch.setattr(state_module._LOG, "exception", lambda *said: logged.append(said))
    monkeypatch.setattr(State, "_reconciled", lambda *_: 1 / 0)
    desk = desk_of(demo)
    assert [desk.get("/s/demo").status_code for _ in range(3)] == [200, 200, 200]
    assert desk.get("/api/stories/demo/event").status_code == 200
    assert len(logged) == 1


def _made_odd(demo) -> None:
    """The file as one that another asof wrote, which comes to 777 for everything."""
    with sqlite3.connect(demo / "story.asof") as file:
        for seq, body in file.execute("SELECT seq, body FROM events").fetchall():
            event = msgspec.json.decode(body, type=Event)
            odd = {o: msgspec.structs.replace(e, low=777, best=777, high=777) for o, e in event.estimates.items()}
            changed = msgspec.json.encode(msgspec.structs.replace(event, estimates=odd)).decode()
            file.execute("UPDATE events SET body = ? WHERE seq = ?", (changed, seq))
    file.close()


def test_a_file_of_another_asof_is_told_anew(demo):
    """Where this asof reconciles otherwise than the one that wrote the file, its answer takes the place of that."""
    _made_odd(demo)
    state = _state(demo)
    first = next(iter(state.events))
    assert {f.best for f in state.told(first, None, RULE).figures} == {777}
    state.make_ready(first)
    assert 777 not in {f.best for f in state.told(first, None, RULE).figures}


def test_an_event_is_told_as_the_file_has_it_once_only(demo, monkeypatch):
    """The file is asked until the event is made ready, and not again; a moment or another rule is reconciled here."""
    state, asked = _state(demo), []
    event = next(iter(state.events))
    own = State._stored
    monkeypatch.setattr(State, "_stored", lambda self, of: asked.append(of) or own(self, of))
    state.told(event, None, "gtd")
    state.told(event, "2031-03-04", RULE)
    assert asked == []
    _page(state)
    assert asked == [event]
    state.make_ready(event)
    assert state.is_ready(event)
    state._told.clear()
    _page(state)
    assert asked == [event]


def test_a_day_of_publication_is_read_in_the_events_zone(demo):
    """A report of a day is out at the end of that day where the event was, not in Greenwich."""
    state = _state(demo)
    event = next(iter(state.events.values()))
    replace = msgspec.structs.replace
    place = replace(event.place, timezone="America/Los_Angeles")
    state.events = {event.id: replace(event, place=place, documents=event.documents[:1])}
    document = state.documents[event.documents[0]]
    day = replace(document.published, value="2031-03-04", precision="day")
    state.links = {}  # else what it says of the event bears its old time
    state.documents[document.document] = replace(document, published=day)
    assert state.reported(datetime(2031, 3, 5, 7, 0, tzinfo=UTC)) == []
    assert len(state.reported(datetime(2031, 3, 5, 8, 0, tzinfo=UTC))) == 1
