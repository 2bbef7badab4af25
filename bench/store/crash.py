"""Killing a writer at random moments: afterwards the story verifies, and no decision that was acknowledged is lost.

python -m bench.store.crash [--kills 200] [--json]

A child keeps documents, claims, whole runs and decisions in turn, and says "kept ID" when a decision is lasting. Its
parent kills it (SIGKILL) after a random time, checks the file, and starts the next child on it. A process is killed
here, not the machine: against loss of power the store relies on SQLite's WAL with synchronous=FULL. The baseline is a
child that says the same and commits only at its end, as a writer of whole runs would.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from asof.records import Decision, Reading, Story
from asof.store import View, Writer, prepare, verify
from bench.showing import show_rows
from bench.store.generated import stories

_EVENTS = 8
Made = tuple[tuple[Reading, ...], Story]


@cache
def _made() -> list[Made]:
    """The events that are written, made before any child is started."""
    return list(stories(_EVENTS * 20, _EVENTS))


def write(path: Path, said: int, turn: int, at_once: bool) -> None:
    """What the child does until it is killed: reads events anew, derives them, decides about their claims."""
    chance = random.Random(turn)  # noqa: S311
    while True:
        readings, story = _made()[chance.randrange(_EVENTS)]
        if at_once:
            _keep(path, readings, story, turn)
            for claim in story.claims[:3]:
                decided = _decide(path, claim.id, turn)
                os.write(said, f"kept {decided.id}\n".encode())
        else:
            with Writer(path) as writer:
                _read(writer, readings, story, turn)
                for claim in story.claims[:3]:
                    kept = writer.decision(_dismissal(claim.id, turn))
                    os.write(said, f"kept {kept.id}\n".encode())


def _keep(path: Path, readings: tuple[Reading, ...], story: Story, turn: int) -> None:
    with Writer(path) as writer:
        _read(writer, readings, story, turn)
        writer.derived(story)


def _read(writer: Writer, readings: tuple[Reading, ...], story: Story, turn: int) -> None:
    for reading in readings:
        writer.reading(reading)
        mine = tuple(c for c in story.claims if c.document == reading.document.document)
        writer.claims(reading.document, mine, f"engine/{turn % 7}")


def _dismissal(claim: str, turn: int) -> Decision:
    return Decision(kind="dismiss", targets=(claim,), author="bench", reason=f"turn {turn}")


def _decide(path: Path, claim: str, turn: int) -> Decision:
    """What `review.decide` does, without reconciling: the decision and what it changes, in one step."""
    with Writer(path) as writer:
        view = View(path)
        made = prepare(_dismissal(claim, turn), view.claim, view.document)
        kept = writer.decision(made)
        story = view.story()
        story = replace(story, reconciled=replace(story.reconciled, set_aside={"dismissed by a reviewer": turn}))
        writer.events_again(story, {e.id for e in story.reconciled.events}, story.reconciled.set_aside)
    return kept


def killed(path: Path, turn: int, seconds: float, at_once: bool) -> set[str]:
    """Starts a writer, kills it after `seconds`; the decisions that it said to have kept."""
    hear, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            write(path, said, turn, at_once)
        finally:
            os._exit(1)
    os.close(said)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(hear) as heard:
        lines = heard.read().splitlines(keepends=True)
    return {line.split()[1] for line in lines if line.endswith("\n")}


def trial(path: Path, kills: int, at_once: bool) -> dict[str, int]:
    """So many kills of one story: files that did not verify, decisions acknowledged, and those that were lost."""
    chance = random.Random(11)  # noqa: S311
    acknowledged: set[str] = set()
    broken = len(_made()) - _EVENTS
    for turn in range(kills):
        acknowledged |= killed(path, turn, 0.02 + chance.random() * 2, at_once)
        if path.exists():
            try:
                broken += not verify(path).ok
            except Exception as error:  # whatever it is: a file that does not verify
                print(f"turn {turn}: {error}")
                broken += 1
    kept = {d.id for d in View(path).decisions()} if path.exists() else set()
    return {"broken": broken, "acknowledged": len(acknowledged), "lost": len(acknowledged - kept)}


def main() -> None:
    """Kill, check, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--baseline", type=int, default=10, help="kills of the baseline")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = trial(Path(folder) / "s.asof", options.kills, at_once=True)
        base = trial(Path(folder) / "late.asof", options.baseline, at_once=False)
    safe = {name: 100.0 * (1 - r["lost"] / max(1, r["acknowledged"])) for name, r in (("ours", ours), ("base", base))}
    report = {
        "acknowledged decisions that are there, %": {"ours": safe["ours"], "baseline": safe["base"]},
        "kills after which verify is clean, %": {
            "ours": 100.0 * (1 - ours["broken"] / options.kills),
            "baseline": 100.0 * (1 - base["broken"] / max(1, options.baseline)),
        },
        "acknowledged decisions": {"ours": ours["acknowledged"], "baseline": base["acknowledged"]},
    }
    show_rows(report, {"ours": "ours", "baseline": "baseline"}, options.json)


if __name__ == "__main__":
    main()
