"""Pictures of the desk, as they stand in `docs/images`: retaken after a change of the pages, to be looked at.

python -m bench.serve.pictures STORY [FOLDER]

STORY is the demonstration's folder (`asof run demo/reports --out …`); pictures go to FOLDER, else to docs/images. With
`--all` every page is taken light and dark, at the width of a desk and of a phone, into FOLDER. Needs playwright and a
Chromium (CHROMIUM names one).
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

DESK, PHONE = (1440, 1000), (390, 844)

SHOWN = {
    "desk-story": ("?at=2013-01-18T20:00", DESK, "light"),
    "desk-phone": ("?at=2013-01-18T20:00", PHONE, "dark"),
    "desk-figure": ("/figure/killed?at=2013-01-21", DESK, "light"),
    "desk-review": ("/review", DESK, "light"),
    "desk-updates": ("/updates?at=2013-01-18T20:00", DESK, "light"),
    "desk-timeline": ("/timeline", DESK, "dark"),
}
"""What stands in the documentation: the page, the size, the scheme."""

EVERY = (
    "", "?at=2013-01-01", "/updates", "/timeline", "/figure/killed", "/figure/held", "/disputes", "/documents",
    "/sources", "/entities", "/review", "/review?of=names", "/history", "/events", "/add", "/search?q=hostages",
    "/export", "/map", "/graph",
)  # fmt: skip
"""The pages that `--all` takes."""


def _every() -> dict[str, tuple[str, tuple[int, int], str]]:
    found = {}
    for n, page in enumerate(EVERY):
        name = page.strip("/").partition("?")[0].replace("/", "-") or "story"
        for size, of in (("desk", DESK), ("phone", PHONE)):
            scheme = "light" if (n + (size == "phone")) % 2 else "dark"
            found[f"{n:02}-{name}-{size}-{scheme}"] = (page, of, scheme)
    return found


def take(address: str, shown: dict[str, tuple[str, tuple[int, int], str]], folder: Path, whole: bool) -> None:
    """Take the pictures of the story at an address; `whole`: of the page's full length."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, (page, (width, height), scheme) in shown.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            opened = context.new_page()
            opened.set_default_timeout(60_000)
            opened.goto(address + page)
            opened.screenshot(path=folder / f"{name}.png", full_page=whole)
            context.close()
        browser.close()


def main() -> None:
    """Serve the story, take its pictures, end the desk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", type=Path)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/images"))
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "asof", "serve", str(asked.story), "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as serving:
        try:
            address = (serving.stdout.readline() if serving.stdout else "").strip()
            story = asked.story.absolute().name.partition(".")[0]
            take(f"{address}s/{story}", _every() if asked.all else SHOWN, asked.folder, whole=asked.all)
        finally:
            serving.terminate()


if __name__ == "__main__":
    main()
