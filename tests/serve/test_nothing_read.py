"""What the commands do where nothing could be read, and when they are interrupted."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from asof.serve.cli import app, reading, running, watch  # noqa: F401 - the imports register the commands


@pytest.mark.parametrize("command", ["ingest", "annotate", "extract"])
def test_a_stage_that_read_nothing_says_so_and_fails(tmp_path, command):
    """The reasons, then one line, then 1; one sound input beside a bad one is no failure."""
    (tmp_path / "bad.pdf").write_bytes(b"no PDF")
    result = CliRunner().invoke(app, [command, str(tmp_path / "bad.pdf")])
    assert result.exit_code == 1
    assert "not a sound PDF" in result.stderr
    assert result.stderr.endswith("asof: nothing was read; the lines above say why\n")
    (tmp_path / "good.txt").write_text("The quay was shut.")
    assert CliRunner().invoke(app, [command, str(tmp_path)]).exit_code == 0


def test_a_run_that_read_nothing_leaves_no_folder(tmp_path):
    """A mistyped name costs an error, not an empty story."""
    result = CliRunner().invoke(app, ["run", str(tmp_path / "nowhere"), "--out", str(tmp_path / "story")])
    assert result.exit_code == 1
    assert "no such file or folder" in result.stderr
    assert not (tmp_path / "story").exists()


def test_watch_reaching_nothing_once_fails_and_leaves_no_story(tmp_path):
    """`--once` is for cron, which looks at the code."""
    feed = tmp_path / "none.rss"
    result = CliRunner().invoke(app, ["watch", str(feed), "--out", str(tmp_path / "story"), "--once"])
    assert result.exit_code == 1
    assert "no answer" in result.stderr
    assert not (tmp_path / "story").exists()


def test_an_interruption_while_loading_ends_in_one_line():
    """Ctrl-C before the command has begun shows no trace of the program's inside."""
    code = (
        "import sys, asof.serve; from asof.__main__ import main\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed()); sys.argv = ['asof', '--help']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (130, "asof: stopped\n")
