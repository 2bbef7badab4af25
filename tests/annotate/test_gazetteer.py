"""The gazetteer: keys, look-ups, and the index on disk and in memory."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.annotate import gazetteer, gazetteer_build
from asof.annotate.gazetteer_keys import key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Hague", "hague"),
        ("São Tomé", "sao tome"),
        ("Saint-Louis", "st louis"),
        ("St. Louis", "st louis"),
        ("U.S.", "us"),
        ("Côte d’Ivoire", "cote divoire"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_key_leaves_out_what_does_not_matter(name: str, key: str) -> None:
    """Case, accents, points, hyphens and a leading article do not tell names apart."""
    assert key_of(name) == key


@given(st.text(max_size=120))
def test_a_key_is_its_own_key(name: str) -> None:
    """Taking the key of a key changes nothing but a second article."""
    key = key_of(name)
    assert key == key_of(name)
    assert key == " ".join(key.split())


def test_the_largest_comes_first() -> None:
    """Places of one name come with the most populous first."""
    found = gazetteer.lookup("london")
    assert found[0].country == "GB"
    assert [p.population for p in found] == sorted((p.population for p in found), reverse=True)


def test_an_unknown_name_has_no_place() -> None:
    """A name that nobody bears gives nothing."""
    assert gazetteer.lookup("Xyzzyville") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("x'; DROP TABLE names; --") == ()


def test_a_capital_is_marked() -> None:
    """The capital of a country is told from other towns of its name."""
    assert [p.country for p in gazetteer.lookup("Paris") if p.capital] == ["FR"]


@pytest.mark.parametrize(
    ("word", "country"), [("Malian", "ML"), ("Finns", "FI"), ("New Zealanders", "NZ"), ("Oslo", None)]
)
def test_a_nationality_has_its_country(word: str, country: str | None) -> None:
    """An adjective, noun or plural of nationality leads to its country."""
    assert gazetteer.country_of_demonym(word) == country


def test_an_abbreviation_has_its_division() -> None:
    """The abbreviation of a state or province leads to its division."""
    assert gazetteer.division(*gazetteer.abbreviations()["Calif."]).name == "California"  # type: ignore[union-attr]
    assert gazetteer.division("XX", "1") is None


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """One town instead of all, so that building is quick."""
    row = gazetteer_build.Row("Elmford", "city", 1, "US", "OH", 40.0, -83.0, "America/New_York", 900)
    monkeypatch.setattr(gazetteer_build, "all_rows", lambda: iter([row]))


@pytest.mark.usefixtures("small")
def test_the_index_is_built_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is written under its version's name and nothing half-built is left beside it."""
    monkeypatch.setenv("ASOF_CACHE", str(tmp_path / "cache"))
    opened = gazetteer_build._opened.__wrapped__(0)
    assert opened.execute("SELECT key FROM names").fetchall() == [("elmford",)]
    assert [p.suffix for p in (tmp_path / "cache").iterdir()] == [".sqlite"]
    with pytest.raises(sqlite3.OperationalError):
        opened.execute("DELETE FROM names")
    opened.close()


@pytest.mark.usefixtures("small")
def test_without_a_place_to_write_it_is_built_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache folder cannot be made, the same index is held in memory."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("ASOF_CACHE", str(blocked / "cache"))
    opened = gazetteer_build._opened.__wrapped__(0)
    assert opened.execute("SELECT key FROM names").fetchall() == [("elmford",)]
    opened.close()


@pytest.mark.usefixtures("small")
def test_a_broken_index_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the cache that is no index does not stop the reading of places."""
    monkeypatch.setenv("ASOF_CACHE", str(tmp_path))
    (tmp_path / f"gazetteer-{gazetteer_build._fingerprint()}.sqlite").write_bytes(b"not a database" * 100)
    opened = gazetteer_build._opened.__wrapped__(0)
    assert opened.execute("SELECT key FROM names").fetchall() == [("elmford",)]
    opened.close()


@pytest.mark.usefixtures("small")
def test_two_may_build_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finishes last replaces a whole index by a whole one; readers of either see all of it."""
    monkeypatch.setenv("ASOF_CACHE", str(tmp_path))
    path = tmp_path / f"gazetteer-{gazetteer_build._fingerprint()}.sqlite"
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: gazetteer_build._from_file(path), range(8)))
    assert {tuple(one.execute("SELECT key FROM names").fetchall()) for one in opened} == {(("elmford",),)}
    assert [p.suffix for p in tmp_path.iterdir()] == [".sqlite"]
    for one in opened:
        one.close()
