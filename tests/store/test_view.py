"""Reading a story as it stands and as it stood, by either clock."""

import hashlib
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from asof.records import EventCore
from asof.store import StoreError, View, Writer, verify
from store.factory import NOON, claims, document, reading, story


@pytest.fixture
def path(whole, tmp_path):
    """A copy of its own for each test."""
    return Path(shutil.copy(whole, tmp_path))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Three reports: of the 4th and 6th recorded on the 4th at noon, one of the 5th, revised, a day later."""
    path = tmp_path_factory.mktemp("whole") / "s.asof"
    with Writer(path, now=lambda: NOON) as writer:
        for made in (document("a", 10, 4), document("c", 30, 6)):
            writer.reading(reading(made))
            writer.claims(made, claims(made), "test/1")
    with Writer(path, now=lambda: NOON + timedelta(days=1)) as writer:
        for made in (document("b", 20, 5), document("c", 31, 6)):
            writer.reading(reading(made))
            writer.claims(made, claims(made), "test/1")
        writer.derived(story(document("a", 10, 4), document("b", 20, 5), document("c", 31, 6)))
    return path


def shown(path, **when):
    with View(path, **when) as view:
        return [(d.document, d.text[12:14]) for d in view.documents()], len(view.claims())


def test_a_view_without_a_time_shows_everything_as_it_stands(path):
    """The latest revision of each, in order of publication, with its claims."""
    assert shown(path) == ([("a", "10"), ("b", "20"), ("c", "31")], 6)


def test_by_assertion_time_only_what_was_surely_said_is_shown(path):
    """A report of a day counts once that day is over."""
    assert shown(path, at="2026-03-05T12:00Z") == ([("a", "10")], 2)
    assert shown(path, at="2026-03-05") == ([("a", "10"), ("b", "20")], 4)


def test_by_record_time_only_what_was_known_is_shown(path):
    """Before the second day the older revision stands, and the later report is not there."""
    assert shown(path, known_by="2026-03-04T13:00Z") == ([("a", "10"), ("c", "30")], 4)
    assert shown(path, known_by="2026-03-04T11:00Z") == ([], 0)
    assert shown(path, known_by="2026-03-04", at="2026-03-04") == ([("a", "10")], 2)


def test_what_reconciling_takes_is_cut_to_the_view(path):
    """Links and events name only claims and documents of the view."""
    with View(path, at="2026-03-05") as view:
        linked = view.linked()
    assert [d.document for d in linked.documents] == ["a", "b"]
    assert {link.claim for link in linked.links} < {c.id for c in linked.claims}
    assert linked.events == (EventCore(id="e1", label="Miners freed", documents=("a", "b"), primary=("a", "b")),)


def test_a_whole_story_comes_back_as_it_was_written(path):
    """What a run wrote is what a view reads, record for record."""
    whole = story(document("a", 10, 4), document("b", 20, 5), document("c", 31, 6))
    with View(path) as view:
        assert view.story() == whole


def test_an_earlier_moment_has_no_story_to_read_back(path):
    """What the last run reconciled is not what was known earlier: it must be reconciled anew."""
    with View(path, at="2026-03-05") as view, pytest.raises(ValueError, match="reconciled anew"):
        view.story()


def test_anything_is_found_by_its_id(path):
    """A document, claim, entity, event, track or contradiction; None for what is not there, or not yet."""
    made = document("b", 20, 5)
    with View(path) as view:
        assert view.find("b") == made
        assert view.find(claims(made)[0].id) == claims(made)[0]
        assert [type(view.find(i)).__name__ for i in ("n1", "e1", "t1", "x1", "zz")] == [
            "Entity", "Event", "Track", "Contradiction", "NoneType",
        ]  # fmt: skip
    with View(path, known_by="2026-03-04") as view:
        assert view.find("b") is None
        assert view.find(claims(made)[0].id) is None


def test_the_bytes_as_found_come_back(path):
    """The raw bytes of the revision that the view shows."""
    with View(path) as now, View(path, known_by="2026-03-04") as then:
        assert (now.raw("c"), then.raw("c")) == (document("c", 31).text.encode(), document("c", 30).text.encode())
        assert then.raw("b") is None


@pytest.mark.parametrize("when", [{"at": "noon"}, {"known_by": "soon"}])
def test_a_time_that_is_none_is_refused(path, when):
    """The message says how to write one."""
    with pytest.raises(ValueError, match="not a time"):
        View(path, **when)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no story"),
        (b"", "not an SQLite database"),
        (b"PK\x03\x04 a zip", "not an SQLite database"),
        (b"SQLite format 3\0", "damaged"),
        (b"SQLite format 3\0" + b"\1" * 5000, "damaged"),
    ],
)
def test_what_is_no_story_is_said(tmp_path, content, reason):
    """Missing, empty, foreign and broken files each have their message, for reading and for checking."""
    path = tmp_path / "s.asof"
    if content is not None:
        path.write_bytes(content)
    for opens in (View, verify):
        with pytest.raises(StoreError, match=reason):
            opens(path)


def test_a_folder_is_no_story(tmp_path):
    """The message says which file of it to name."""
    with pytest.raises(StoreError, match=r"name the story\.asof in it"):
        View(tmp_path)


def test_a_cut_off_file_is_said_to_be_damaged(path):
    """A story cut off in the middle is not read as a shorter one."""
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(StoreError, match="damaged"), View(path) as view:
        view.story()


def test_another_programs_database_and_a_newer_story_are_refused(path):
    """A foreign database is no story; a story of a newer asof asks for the newer asof. Neither is touched."""
    other = path.with_name("other.asof")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE birds (name)")
    connection.close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migrations VALUES (999, 'm999_future', '2030')")
    connection.commit()
    connection.close()
    before = other.read_bytes(), path.read_bytes()
    for opens in (View, lambda p: Writer(p).__enter__()):
        with pytest.raises(StoreError, match="no story of asof"):
            opens(other)
        with pytest.raises(StoreError, match="newer asof"):
            opens(path)
    assert (other.read_bytes(), path.read_bytes()) == before


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1), st.binary(max_size=200)), min_size=5, max_size=30))
def test_any_words_and_bytes_come_back(tmp_path_factory, found):
    """Texts of any script and bytes of any kind are kept as they are."""
    path = tmp_path_factory.mktemp("any") / "s.asof"
    made = []
    for number, (words, raw) in enumerate(found):
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        report = replace(document(f"d{number:03}"), text=words, sha256=sha256, passages=())
        made.append(replace(reading(report), raw=raw, raw_sha256=hashlib.sha256(raw).hexdigest()))
    with Writer(path) as writer:
        for report in made:
            writer.reading(report)
    with View(path) as view:
        assert view.documents() == tuple(r.document for r in made)
        assert [view.raw(r.document.document) for r in made] == [r.raw for r in made]
    assert verify(path).ok
