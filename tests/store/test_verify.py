"""Proving a story: every kind of damage is found and named."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import inspect

from asof.records import Decision
from asof.store import Writer, tables, verify
from asof.store.connection import reader
from store.factory import claims, document, reading, story


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "s.asof"
    with Writer(path) as writer:
        for made in (document("a"), document("b", 13)):
            writer.reading(reading(made))
            writer.claims(made, claims(made), "test/1")
        writer.derived(story(document("a"), document("b", 13)))
        writer.decision(Decision(kind="accept", targets=("c1",), author="an editor", reason="checked"))
    return path


@pytest.fixture
def path(sound, tmp_path):
    return Path(shutil.copy(sound, tmp_path))


def damage(path, *statements):
    """Changes the file behind asof's back, guards taken off."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(*statement) if isinstance(statement, tuple) else connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_sound_story_is_counted(path):
    """Documents, revisions, claims, spans and bytes; no problem."""
    found = verify(path)
    assert found.ok
    assert (found.documents, found.revisions, found.claims) == (2, 2, 4)
    assert found.spans == 2 * 10
    assert found.bytes == sum(len(document(n, c).text.encode()) for n, c in (("a", 12), ("b", 13)))


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE documents SET body = replace(body, '12 miners', '92 miners')", "the hash of its text is another"),
        ("UPDATE documents SET published = '2020-01-01'", "its columns do not say"),
        ("UPDATE documents SET revision = 5 WHERE document = 'a'", "revision 5 follows 0"),
        ("UPDATE documents SET body = replace(body, '\"end\":38', '\"end\":36')", "its passages end at 36"),
        ("UPDATE documents SET body = '{'", "cannot be read"),
        ('UPDATE claims SET body = replace(body, \'"text":"12"\', \'"text":"21"\')', "reads '12', not '21'"),
        ("UPDATE claims SET body = replace(body, '\"start\":0', '\"start\":9000')", "is no stretch of its text"),
        ("UPDATE claims SET body = replace(body, '\"low\":12', '\"low\":99')", "the hash of its claims is another"),
        ('UPDATE claims SET body = replace(body, \'"same_as":null\', \'"same_as":"cX"\')', "refers to cX"),
        ("DELETE FROM claims WHERE kind = 'count'", "which is not there"),
        ("DELETE FROM documents WHERE document = 'a'", "the text they were read from is not there"),
        ("UPDATE raw SET zlib = x'00'", "cannot be unpacked"),
        ("UPDATE raw SET sha256 = 'f' || substr(sha256, 2)", "their hash is another"),
        ("UPDATE events SET body = replace(body, '\"a\"', '\"z\"')", "event e1 refers to z"),
        ("DELETE FROM events", "refers to e1, which is not there"),
        ("UPDATE decisions SET author = 'nobody'", "its columns do not say"),
        ("UPDATE decisions SET body = replace(body, 'c1', 'c2')", "its hash is another"),
        ("UPDATE decisions SET body = '{'", "decision 1: its record cannot be read"),
        ("DELETE FROM cores", "refers to e1, which is not there"),
        ("UPDATE tracks SET body = '[]'", "a row of tracks: its record cannot be read"),
    ],
)
def test_damage_is_found_and_named(path, statement, problem):
    """Changed words, hashes, columns, spans, bytes, references: each is a problem in words."""
    damage(path, statement)
    found = verify(path)
    assert not found.ok
    assert any(problem in p for p in found.problems), found.problems


def test_the_tables_are_those_that_the_migrations_make(path):
    """What the code believes of the columns is what the file has."""
    made = inspect(reader(path))
    for table in tables.metadata.sorted_tables:
        assert [c["name"] for c in made.get_columns(table.name)] == [c.name for c in table.columns], table.name


def test_records_are_kept_as_plain_json(path):
    """Another program can read a body without asof."""
    connection = sqlite3.connect(path)
    (body,) = connection.execute("SELECT body FROM claims WHERE kind = 'count' ORDER BY seq").fetchone()
    connection.close()
    assert msgspec.json.decode(body)["outcome"] == "freed"
