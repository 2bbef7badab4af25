"""The README's first screen is true: its three reports give its answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def block(name):
    """The fenced block that follows the marker of an example."""
    text = README.read_text("utf-8")
    return re.search(rf"<!-- example: {re.escape(name)} -->\n```\w*\n(.*?)```", text, re.S)[1]


def answer(folder):
    """Run the two commands of the README and give what the second prints."""
    (folder / "reports.jsonl").write_text(block("reports.jsonl"), "utf-8")
    printed = ""
    for line in re.findall(r"^\$ asof (.*)$", block("show"), re.M):
        command = [sys.executable, "-m", "asof", "--no-color", *line.split()]
        environment = os.environ | {"COLUMNS": "100"}
        done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
        printed = done.stdout
    return [line.rstrip() for line in printed.strip().splitlines()]


def test_the_first_screen_is_what_the_commands_print(tmp_path):
    """Three report snippets in, the answer out, line for line (at a width of 100 columns)."""
    shown = [line.rstrip() for line in block("show").splitlines() if not line.startswith("$")]
    assert answer(tmp_path) == "\n".join(shown).strip().splitlines()
