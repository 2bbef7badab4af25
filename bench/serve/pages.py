"""How long the desk's pages take on the server, in CPU time: the demonstration, and a story of thousands of reports.

python -m bench.serve.pages [STORY] [--reports 5000] [--events 8] [--json]

STORY is a run's folder; without one only the generated story is measured. CPU time of this process, not wall-clock
time; a machine that is busy with other things makes even that two to three times as much, since caches are shared.
"pace" is what a loop of three million additions takes meanwhile (250 ms on the two-core machine when it is quiet).
"cold" is a moment that was never asked for; "from start" is the whole process, `asof serve` until the first page has
been delivered; what the desk makes ready behind that page is no part of it, but of "first page, and …".
"""

import argparse
import gc
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from pathlib import Path

from litestar.testing import TestClient

from asof.serve.desk.app import create
from asof.serve.desk.security import Gate
from bench.serve import story

STEPS = (20, 60, 100, 140, 180, 220)


def _client(path: Path) -> TestClient:
    logging.disable(logging.CRITICAL)
    app = create([path], Gate(), "a secret of thirty-two characters")
    return TestClient(app, base_url="http://127.0.0.1:8765")


def _cost(client: TestClient, address: str) -> float:
    """CPU seconds that one page takes; raises where it is not answered."""
    start = time.process_time()
    client.get(address).raise_for_status()
    return time.process_time() - start


def started(path: Path) -> float:
    """CPU seconds of `asof serve` from its start until its first page of the story has been delivered."""
    command = [sys.executable, "-m", "asof", "serve", str(path), "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as serving:
        try:
            address = (serving.stdout.readline() if serving.stdout else "").strip()
            with urllib.request.urlopen(f"{address}s/{path.name}", timeout=300) as page:  # noqa: S310 - our own desk
                page.read()
            spent = Path(f"/proc/{serving.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
            return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")
        finally:
            serving.kill()


def pace() -> float:
    """CPU seconds of a loop that needs no memory: how fast the machine is just now."""
    start, total = time.process_time(), 0
    for n in range(3_000_000):
        total += n * n % 7
    return time.process_time() - start


def measured(path: Path) -> dict[str, float]:
    """Milliseconds of CPU by page of the story at `path`."""
    client, name = _client(path), path.name
    found = {"pace": pace(), "from start to the first page": started(path)}
    found["first page, and the moments made ready behind it"] = _cost(client, f"/s/{name}")
    gc.freeze()  # as `asof serve` does once it has read a story
    found["story page, again"] = statistics.median(_cost(client, f"/s/{name}") for _ in range(5))
    scrubs = [_cost(client, f"/s/{name}?step={n}") for n in STEPS]
    found["scrub, cold: median"], found["scrub, cold: worst"] = statistics.median(scrubs), max(scrubs)
    found["scrub, again"] = statistics.median(_cost(client, f"/s/{name}?step={n}") for n in STEPS)
    for page in ("figure/killed", "updates", "timeline", "documents", "sources", "search?q=police", "review"):
        found[page] = statistics.median(_cost(client, f"/s/{name}/{page}") for _ in range(3))
    return {label: round(1000 * seconds, 1) for label, seconds in found.items()}


def main() -> None:
    """Print a table, or JSON. The baseline is what every page would cost if it reconciled the whole story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--events", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large"
        story.write(path / "story.asof", asked.reports, asked.events)
        found = {f"large: {k}": v for k, v in measured(path).items()}
        start = time.process_time()
        from asof.pipeline import as_of  # noqa: PLC0415

        as_of(path / "story.asof")
        whole = round(1000 * (time.process_time() - start), 1)
    if asked.story:
        found |= {f"{asked.story.name}: {k}": v for k, v in measured(asked.story).items()}
    if asked.json:
        print(json.dumps({k: {"ours": v, "baseline": whole} for k, v in found.items()}))
        return
    print(f"CPU milliseconds; reconciling all {asked.reports} reports anew takes {whole}")
    for label, value in found.items():
        print(f"{value:10.1f}  {label}")


if __name__ == "__main__":
    main()
