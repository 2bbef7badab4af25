"""`asof export`, `report`, `map`, `graph`: files a user asks for, errors in a sentence."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result
from lxml import etree
from typer.testing import CliRunner

from asof.serve.cli import app, export, running  # noqa: F401 - the imports register the commands

REPORTS = (
    {"document": "courier", "outlet": "Norvik Courier", "published": "2031-03-04T08:10:00Z",
     "text": "IN AMENAS, Algeria - Police said 12 miners were killed in a blast at a mine in In Amenas on Tuesday."},
    {"document": "post", "outlet": "Halmstrand Post", "published": "2031-03-04T15:00:00Z",
     "text": "IN AMENAS, Algeria - The mayor said 14 miners were killed in the blast at a mine there on Tuesday."},
)  # fmt: skip


def asof(*words: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a story of two reports."""
    folder = tmp_path_factory.mktemp("exported")
    rows = folder / "reports.jsonl"
    rows.write_text("".join(json.dumps(r) + "\n" for r in REPORTS), "utf-8")
    assert asof("--quiet", "run", rows, "--out", folder / "story", "--workers", "1").exit_code == 0
    return folder / "story"


@pytest.mark.parametrize("command", ["export", "report", "map", "graph"])
def test_help_shows_an_example(command: str) -> None:
    """Each command's help says what it does and shows a call."""
    result = asof(command, "--help")
    assert result.exit_code == 0
    assert f"asof {command}" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("kind", "column", "end", "noon"),
    [("ged", "best", 14, 12), ("acled", "fatalities", 14, 12), ("gtd", "nkill", 14, 12)],
)
def test_tables_are_printed_as_of_any_moment(story: Path, kind: str, column: str, end: int, noon: int) -> None:
    """The dead at the end and at noon, by each data set's own rule, read back by pandas."""
    for at, wanted in ((), end), (("--at", "2031-03-04T12:00Z"), noon):
        result = asof("--quiet", "export", story, "--as", kind, *at)
        assert result.exit_code == 0
        assert list(pd.read_csv(io.StringIO(result.stdout))[column]) == [wanted]


def test_files_are_written_whole(story: Path, tmp_path: Path) -> None:
    """Every format into a file that is of its kind, with nothing left beside it."""
    begin = {"csv": b"event,", "parquet": b"PAR1", "geojson": b"{", "timelinejs": b"{"}
    for form, first in begin.items():
        assert asof("export", story, "--format", form, "--out", tmp_path / form).exit_code == 0
        assert (tmp_path / form).read_bytes().startswith(first)
    for form, first in {"md": b"# ", "html": b"<!doctype", "pdf": b"%PDF"}.items():
        assert asof("report", story, "--format", form, "--out", tmp_path / form).exit_code == 0
        assert (tmp_path / form).read_bytes().lstrip().startswith(first)
    for drawing in ("map", "graph"):
        assert asof(drawing, story, "--out", tmp_path / drawing).exit_code == 0
        assert etree.parse(str(tmp_path / drawing)).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*begin, "md", "html", "pdf", "map", "graph"])


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("export", "--as", "ged", "--rule", "gtd"), 2, "made by the rule ucdp"),
        (("export", "--rule", "best"), 2, "there are"),
        (("export", "--at", "tomorrow"), 2, "not a time"),
        (("graph", "--event", "nope"), 2, "no event"),
        (("graph", "--at", "2030"), 1, "nobody is quoted"),
        (("map", "--at", "2030"), 1, "no event of this story has a place"),
    ],
)
def test_what_is_wrong_is_said_with_the_mend(story: Path, words: tuple[str, ...], code: int, told: str) -> None:
    """A wrong rule, time or event ends in one sentence and the right code."""
    result = asof(words[0], story, *words[1:])
    assert result.exit_code == code
    assert told in " ".join(result.output.split())


def test_a_folder_that_cannot_be_written_is_said(story: Path) -> None:
    """No trace of Python where a file cannot be."""
    result = asof("export", story, "--out", "/nowhere/at/all.csv")
    assert result.exit_code == 1
    assert "no such file" in result.output


def test_before_the_first_report_nothing_is_told_of_an_event(story: Path) -> None:
    """Its name, place and days were known to nobody then."""
    table = asof("--quiet", "export", story, "--as", "ged", "--at", "2010")
    assert table.exit_code == 0
    assert len(table.stdout.splitlines()) == 1
    report = asof("--quiet", "report", story, "--at", "2010").stdout
    assert "In Amenas" not in report
    assert "2031" not in report


@pytest.mark.parametrize("form", ["geojson", "timelinejs"])
def test_a_format_without_tables_refuses_one(story: Path, form: str) -> None:
    """No option is passed over in silence: what cannot go together is said, with the way out."""
    result = asof("export", story, "--format", form, "--as", "ged")
    assert result.exit_code == 2
    assert "leave --as out, or take --format csv" in " ".join(result.stderr.split())
    assert asof("--quiet", "export", story, "--format", form).exit_code == 0


def test_an_error_names_the_file_that_was_asked_for(story: Path, tmp_path: Path) -> None:
    """Not the temporary one beside it, and none is left behind."""
    (tmp_path / "taken.csv").mkdir()
    result = asof("export", story, "--out", tmp_path / "taken.csv")
    assert result.exit_code == 1
    assert ".part" not in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["taken.csv"]
