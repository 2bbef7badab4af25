"""A desk that is really served, and a browser that really opens it. Skips where there is no Chromium."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from asof.pipeline import RunOptions, run

BLOCK = 10_000_000
OVERRIDE = "\u202e"
SCRIPT = "<script>document.title='taken'</script>"

HOSTILE = (
    {"document": "names", "story": "h", "title": f"Six miners killed {SCRIPT}", "outlet": f"Post {SCRIPT}",
     "published": "2031-03-03T08:00:00Z", "url": "javascript:document.title='taken'",
     "text": f"Police in Norvik said 6 miners <img src=x onerror=\"document.title='taken'\"> were killed. {SCRIPT}"},
    {"document": "turned", "story": "h", "title": f"Nine {OVERRIDE}dellik srenim", "outlet": f"{OVERRIDE}reiruoC",
     "published": "2031-03-03T09:00:00Z", "url": "https://news.example/a",
     "text": f"The mines ministry said 9 {OVERRIDE}srenim miners were killed in Norvik."},
    {"document": "'\"><b>", "story": "h", "published": "2031-03-03T10:00:00Z", "outlet": "Courier\" onload=\"x",
     "text": "A rescue worker said 12 miners were missing in Norvik."},
    {"document": "long", "story": "h", "title": "L" * BLOCK, "published": "2031-03-03T11:00:00Z", "outlet": "Wire",
     "text": "The company denied that 9 miners were killed in Norvik."},
)  # fmt: skip
"""Reports that try to do harm: scripts in names, text that runs backwards, a title of ten megabytes."""


def chromium() -> str:
    """Where Debian's Chromium is; skips the test where there is none, or no playwright."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium is installed: apt install chromium, or name one in CHROMIUM")
    return found


def hostile_story(folder: Path) -> Path:
    """The hostile reports as a story; files of a run are not written."""
    source = folder / "hostile.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in HOSTILE), "utf-8")
    out = folder / "hostile"
    run(RunOptions(inputs=(str(source),), out=out, stories_given=True, files=False))
    return out


class Served:
    """`asof serve` in a process of its own; a context manager that gives its address."""

    def __init__(self, *stories: Path) -> None:
        self._command = [sys.executable, "-m", "asof", "serve", *map(str, stories), "--port", "0"]

    def __enter__(self) -> str:
        with mock.patch.dict(os.environ, {"PYTHONUNBUFFERED": "1"}):
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        return self._process.stdout.readline().strip().rstrip("/")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
