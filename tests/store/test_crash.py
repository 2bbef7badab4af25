"""Killing a writer: what it said to have kept is there, and the story holds. The long trial is bench/store/crash.py."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from asof.store import View, verify

DECIDE = """
import sys
from pathlib import Path
from asof.records import Decision
from asof.store import Writer
from store.factory import claims, document, reading, story
path, turn = Path(sys.argv[1]), sys.argv[2]
reports = [document(f"d{n}", n + 1) for n in range(9)]
while True:
    with Writer(path) as writer:
        for report in reports:
            writer.reading(reading(report))
            writer.claims(report, claims(report), f"test/{turn}")
        writer.derived(story(*reports))
    for report in reports:
        target = claims(report)[0].id
        with Writer(path) as writer:
            made = writer.decision(Decision(kind="accept", targets=(target,), author="a", reason=turn))
            writer.events_again(story(*reports), {"e1"}, {})
        print(made.id, flush=True)
"""


def killed(path: Path, turn: int) -> set[str]:
    """A writer that is killed at some moment after its third decision (the first time while the story is made)."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", DECIDE, str(path), str(turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603 (our own)
        assert process.stdout is not None
        heard = [process.stdout.readline().strip() for _ in range(3)] if turn else []
        time.sleep(0.007 * turn * turn if turn else 0.4)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    return {*heard, *(line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n"))} - {""}


def test_no_acknowledged_decision_is_lost_by_a_kill(tmp_path):
    """Five kills, the first perhaps before there is a story: verify is clean, every decision that was said is there."""
    path = tmp_path / "s.asof"
    said: set[str] = set()
    for turn in range(5):
        said |= killed(path, turn)
        assert not path.exists() or verify(path).ok
    assert len(said) >= 12
    assert said <= {d.id for d in View(path).decisions()}
