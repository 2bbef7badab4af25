"""What is derived, on both clocks: as of when it was said, and as it was believed at a record time."""

import sqlite3
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from asof.records import Contradiction, moment, said_by
from asof.store import View, Writer, migrations
from asof.store.connection import stamp
from asof.store.deriving import sure
from store.factory import NOON, claims, document, reading, story

DAYS = (document("a", 10, 4), document("b", 20, 5), document("c", 30, 6))


def differ(id_, opened, closed=None, why="they differ"):
    found = tuple(claims(d)[0].id for d in DAYS[:2])
    return Contradiction(id=id_, event="e1", kind="value", claims=found, explanation=why, opened=opened, closed=closed)


def write(path, hours, *contradictions):
    with Writer(path, now=lambda: NOON + timedelta(hours=hours)) as writer:
        for made in DAYS:
            writer.reading(reading(made))
            writer.claims(made, claims(made), "test/1")
        told = story(*DAYS)
        writer.derived(replace(told, reconciled=replace(told.reconciled, contradictions=contradictions)))


def listed(path, **when):
    with View(path, **when) as view:
        return [c.id for c in view.contradictions()]


def test_contradictions_stand_from_their_opening_to_their_closing(tmp_path):
    """By assertion time; those that were said on a day stand when it is over."""
    path = tmp_path / "s.asof"
    write(path, 0, differ("x1", "2026-03-05", "2026-03-06"), differ("x2", "2026-03-05T10:00Z"))
    assert listed(path, at="2026-03-05T09:00Z") == []
    assert listed(path, at="2026-03-05T12:00Z") == ["x2"]
    assert listed(path, at="2026-03-05") == ["x1", "x2"]
    assert listed(path, at="2026-03-07") == ["x2"] == listed(path)


def test_what_is_no_longer_found_is_withdrawn_and_can_be_looked_up(tmp_path):
    """By record time: what a run believed, what the next found to be otherwise, and that the same stayed the same."""
    path = tmp_path / "s.asof"
    write(path, 0, differ("x1", "2026-03-05"), differ("x2", "2026-03-05"))
    write(path, 5, differ("x2", "2026-03-05"), differ("x3", "2026-03-05"))
    first, second = (stamp(NOON + timedelta(hours=h)) for h in (1, 6))
    assert listed(path, known_by=first) == ["x1", "x2"]
    assert listed(path, known_by=second) == ["x2", "x3"] == listed(path)
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT id, recorded_at, withdrawn_at FROM contradictions ORDER BY id").fetchall()
    connection.close()
    begun, ended = stamp(NOON), stamp(NOON + timedelta(hours=5))
    assert rows == [("x1", begun, ended), ("x2", begun, None), ("x3", ended, None)]


def test_relations_open_with_the_later_claim(tmp_path):
    """An update of the 5th by the 6th stands when the 6th is over."""
    path = tmp_path / "s.asof"
    write(path, 0)
    with View(path, at="2026-03-05") as view:
        assert [(r.a, r.b) for r in view.relations("e1")] == [(claims(DAYS[1])[0].id, claims(DAYS[0])[0].id)]
    with View(path) as view:
        assert len(view.relations("e1")) == 2


@pytest.mark.parametrize(
    "said",
    ["2026", "2026-03", "2026-03-04", "2026-03-04T12", "2026-03-04T12:00", "2026-03-04T12:00:30+02:00", "soon", None],
)
@pytest.mark.parametrize("at", ["2026-03-04", "2026-03-04T12:00Z", "2026-03-04T12:30Z", "2027-01-01T00:00Z"])
def test_the_column_of_instants_says_what_the_rule_says(said, at):
    """Comparing the stored instant with the moment asked about is `records.said_by`, to the letter."""
    asked = moment(at)
    until = asked.last if "T" not in at else asked.first
    instant = sure(said)
    assert (instant is not None and instant <= stamp(until)) == (said_by(said, at) is True)


def test_one_event_is_loaded_as_of_its_own_local_time(tmp_path):
    """A bare time is that of the event's place; documents and claims of other times and events are not there."""
    path = tmp_path / "s.asof"
    write(path, 0)
    with View(path, at="2026-03-05") as view:
        found = view.event("e1")
    assert [d.document for d in found.documents] == ["a", "b"]
    assert {x.event for x in found.links} == {"e1"}
    with View(path) as view, pytest.raises(LookupError, match="no event 'e7'"):
        view.event("e7")


def test_a_story_of_the_first_form_is_brought_up_to_date(tmp_path, monkeypatch):
    """What the first form of the file held is there in the present one, in its order."""
    path = tmp_path / "s.asof"
    first = migrations.migrations()[:1]
    monkeypatch.setattr("asof.store.connection.migrations", lambda: first)
    with Writer(path) as writer:
        writer.reading(reading(DAYS[0]))
    old = story(*DAYS)
    connection = sqlite3.connect(path)
    for table, rows in (
        ("links", old.links), ("events", old.reconciled.events), ("tracks", old.reconciled.tracks),
        ("contradictions", [differ("x1", "2026-03-05T10:00Z")]),
    ):  # fmt: skip
        for n, row in enumerate(rows):
            values = (n, getattr(row, "claim", None) or row.id, "e1", encoded(row))
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", values)  # noqa: S608 - names above
    connection.commit()
    connection.close()
    monkeypatch.undo()
    with Writer(path) as writer:
        writer.reading(reading(DAYS[1]))
    with View(path) as view:
        assert view.events() == old.reconciled.events
        assert [c.id for c in view.cores()] == ["e1"]
        assert view.event("e1").events[0].label == "Miners freed"
    assert listed(path, at="2026-03-05T12:00Z") == ["x1"]


def encoded(record):
    """A record as the store keeps it."""
    return msgspec.json.encode(record).decode()
