"""`asof timeline`: the days that matter, on a terminal and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asof.serve.cli import app, timeline  # noqa: F401 - registers the command

REPORTS = (
    ("2031-05-02", "A crack opened in the Ormsund dam on Friday and the valley below was cleared within hours."),
    ("2031-05-20", "The wall of the Ormsund dam cracked on May 2. Police searched the builder's office on Tuesday."),
    ("2031-06-18", "Four thousand villagers left the valley on May 2, an inquiry into the Ormsund dam was told."),
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three reports of an invented dam, one a line."""
    rows = [{"document": f"d{n}", "published": day, "text": text} for n, (day, text) in enumerate(REPORTS)]
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_the_day_that_reports_come_back_to(reports: Path) -> None:
    """One day asked for is the day of the crack, with its counts and a sentence at its place."""
    done = CliRunner().invoke(app, ["-q", "timeline", str(reports), "--dates", "1", "--json", "--workers", "1"])
    assert done.exit_code == 0, done.output
    (day,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (day["day"], day["reports"], day["later"]) == ("2031-05-02", 3, 2)
    texts = {f"d{n}": text for n, (_, text) in enumerate(REPORTS)}
    for told in day["sentences"]:
        assert texts[told["document"]][told["span"]["start"] : told["span"]["end"]] == told["span"]["text"]


def test_on_a_terminal(reports: Path) -> None:
    """Days are headed by why they are there."""
    done = CliRunner().invoke(app, ["-q", "timeline", str(reports), "--dates", "2", "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert "2 May 2031  named in 3 reports, still named on 2 later days" in done.stdout


def test_nothing_dated_is_said_so(tmp_path: Path) -> None:
    """Reports without a date give no days, and the mend is named."""
    path = tmp_path / "report.txt"
    path.write_text("The mill burned in the night and nobody was hurt.\n", "utf-8")
    done = CliRunner().invoke(app, ["timeline", str(path), "--workers", "1"])
    assert done.exit_code == 1
    assert "--published" in done.output
