"""A dump of GeoNames: what is kept of it, what is refused, and that it stands in until it is unloaded."""

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asof.annotate import gazetteer, gazetteer_build, gazetteer_load
from asof.serve.cli import app
from asof.serve.cli import gazetteer as _registered  # noqa: F401 - registers its commands


def line(number: int, name: str, code: str, **more: str) -> str:
    """A line of a dump: nineteen columns."""
    cells = dict.fromkeys(range(19), "") | {0: str(number), 1: name, 2: name, 3: more.get("others", "")}
    cells |= {4: more.get("lat", "10.5"), 5: more.get("lon", "3.25"), 6: code[0], 7: code[1:]}
    cells |= {8: "NE", 10: "03", 14: more.get("people", "0"), 17: "Africa/Niamey", 18: "2026-01-01"}
    return "\t".join(cells[n] for n in range(19))


DUMP = "\n".join(
    [
        line(1, "Norvik Wells", "PPPL", people="40"),
        line(2, "Halden Gas Field", "LGASF"),
        line(3, "Elmford", "PPPL", people="9000", others="Elmfeld,ELM,Элмфорд"),
        line(4, "Old Elmford", "PPPLQ"),
        line(5, "Elmford Primary School", "SSCH"),
        line(6, "Nowhere", "PPPL", lat="95"),
        "7\tbroken",
    ]
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own, and one town that comes with asof."""
    monkeypatch.setenv("ASOF_CACHE", str(tmp_path / "cache"))
    rows = [
        gazetteer_build.Row("Elmford", "city", 3, "NE", "03", 10.0, 3.0, None, 5),
        gazetteer_build.Row("Toorn", "city", 30, "NO", "01", 60.0, 9.0, None, 700),
    ]
    monkeypatch.setattr(gazetteer_build, "all_rows", lambda: iter(rows))
    monkeypatch.setattr(gazetteer_build, "_opened", gazetteer_build._opened.__wrapped__)


@pytest.fixture(params=["txt", "zip"])
def dump(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The dump as a text and as an archive."""
    if request.param == "txt":
        path = tmp_path / "XX.txt"
        path.write_text(DUMP, "utf-8")
        return path
    path = tmp_path / "XX.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("XX.txt", DUMP)
    return path


def test_what_is_kept_is_found(dump: Path) -> None:
    """Places and fields are found by every name; schools and places that are gone are not; damage is counted."""
    loaded = gazetteer_load.load(dump)
    assert (loaded.kept, loaded.left, loaded.damaged) == (3, 2, 2)
    assert gazetteer.lookup("norvik wells")[0].geonames == 1
    assert gazetteer.lookup("Halden Gas Field")[0].country == "NE"
    assert gazetteer.lookup("Elmfeld")[0].population == 9000
    assert gazetteer.lookup("Old Elmford") == ()
    assert gazetteer.lookup("Elmford Primary School") == ()


def test_towns_that_come_with_asof_stay_once(dump: Path) -> None:
    """A town that the dump lacks is still there; one that both have is there once, as the dump has it."""
    gazetteer_load.load(dump)
    assert [p.country for p in gazetteer.lookup("Toorn")] == ["NO"]
    assert [p.population for p in gazetteer.lookup("Elmford")] == [9000]


def test_unloading_goes_back(dump: Path) -> None:
    """After unloading, the towns that come with asof are all there is."""
    gazetteer_load.load(dump)
    assert gazetteer_load.unload()
    assert not gazetteer_load.unload()
    assert gazetteer.lookup("Norvik Wells") == ()
    assert [p.population for p in gazetteer.lookup("Elmford")] == [5]


@pytest.mark.parametrize("content", ["name,country\nElmford,NE\n", "1\tElmford\n", "x" * 300_000])
def test_what_is_no_dump_is_refused(content: str, tmp_path: Path) -> None:
    """A file of another make is refused with its line, and nothing is left behind."""
    path = tmp_path / "towns.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(gazetteer_load.LoadError, match=r"towns\.txt:1"):
        gazetteer_load.load(path)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_damaged_index_is_said(dump: Path) -> None:
    """A loaded index that cannot be read is an error that names the mend, not another gazetteer."""
    loaded = gazetteer_load.load(dump)
    loaded.path.write_bytes(b"no database" * 500)
    with pytest.raises(ValueError, match="asof gazetteer unload"):
        gazetteer.lookup("Elmford")


def test_the_commands(dump: Path) -> None:
    """Load, look up, tell what is in use, go back."""
    run = CliRunner()
    assert "3 places kept" in run.invoke(app, ["gazetteer", "load", str(dump)]).stderr
    assert "9,000" in run.invoke(app, ["gazetteer", "find", "Elmford"]).stdout
    assert "that you loaded" in run.invoke(app, ["gazetteer", "info"]).stdout
    assert run.invoke(app, ["gazetteer", "find", "Xyzzyville"]).exit_code == 1
    assert "gone back" in run.invoke(app, ["gazetteer", "unload"]).stderr
    missing = run.invoke(app, ["gazetteer", "load", "nowhere.zip"])
    assert missing.exit_code == 1
    assert "nowhere.zip: no such file" in missing.stderr
