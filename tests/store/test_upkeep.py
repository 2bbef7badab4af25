"""Copying a story and forgetting a document for good."""

import pytest
from msgspec.structs import replace

from asof.store import StoreError, View, Writer, backup, digest, forget, verify
from store.factory import claims, document, reading, story

SECRET = replace(document("secret", 77), outlet="The Quiet Courier")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "s.asof"
    with Writer(path) as writer:
        for made in (document("open"), SECRET):
            writer.reading(reading(made))
            writer.claims(made, claims(made), "test/1")
        writer.derived(story(document("open"), SECRET))
    return path


def test_nothing_of_a_forgotten_document_is_left_in_the_file(path):
    """Neither its words nor its outlet are in the file's bytes; the rest stands and holds."""
    assert b"77 miners" in path.read_bytes()
    assert forget(path, "secret", "asked for by its writer") == 1
    raw = path.read_bytes()
    assert b"77 miners" not in raw
    assert b"Quiet Courier" not in raw
    with View(path) as view:
        assert [d.document for d in view.documents()] == ["open"]
        assert len(view.claims()) == 2
        assert view.raw("secret") is None
        assert [e.documents for e in view.linked().events] == [("open",)]
    assert verify(path).ok
    assert [p.name for p in path.parent.iterdir()] == ["s.asof"]


def test_a_forgotten_document_stays_forgotten(path):
    """Reading it again, under its name or another, adds nothing; other documents are read as before."""
    forget(path, "secret")
    with Writer(path) as writer:
        assert writer.reading(reading(SECRET)) == "forgotten"
        assert writer.reading(reading(replace(SECRET, document="copy"))) == "forgotten"
        assert writer.reading(reading(document("new", 5))) == "new"
    assert b"77 miners" not in path.read_bytes()


def test_bytes_that_another_document_was_read_from_stay(tmp_path):
    """Two documents of the same bytes: forgetting one keeps the other whole."""
    path = tmp_path / "s.asof"
    with Writer(path) as writer:
        writer.reading(reading(document("one")))
        writer.reading(replace(reading(document("one")), document=replace(document("one"), document="two")))
    forget(path, "one")
    with View(path) as view:
        assert view.raw("two") == document("one").text.encode()
    assert verify(path).ok


def test_only_what_is_there_can_be_forgotten(path):
    """An unknown name is refused and changes nothing."""
    before = digest(path)
    with pytest.raises(StoreError, match="no document 'none'"):
        forget(path, "none")
    assert digest(path) == before


def test_forgetting_waits_for_no_writer(path):
    """While somebody writes, forgetting is refused with the writer's name."""
    with Writer(path), pytest.raises(StoreError, match="being written by"):
        forget(path, "secret")


def test_a_backup_is_equal_even_while_the_story_is_written_to(path, tmp_path):
    """The copy holds what was committed; the digest says that it is the same story."""
    with Writer(path) as writer:
        writer.reading(reading(document("late", 3)))
        backup(path, tmp_path / "to" / "copy.asof")
    with View(tmp_path / "to" / "copy.asof") as view:
        assert [d.document for d in view.documents()] == ["open", "secret"]
    backup(path, tmp_path / "to" / "second.asof")
    assert digest(tmp_path / "to" / "second.asof") == digest(path)
    assert sorted(p.name for p in (tmp_path / "to").iterdir()) == ["copy.asof", "second.asof"]


def test_a_backup_overwrites_nothing(path):
    """An existing file is never the target."""
    with pytest.raises(StoreError, match="name a new file"):
        backup(path, path)
