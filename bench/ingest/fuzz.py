"""Mutated inputs through every reader: no error, no hang, nothing written, no connection.

python -m bench.ingest.fuzz [--inputs 100000] [--first 0] [--only pdf,rss] [--json]
python -m bench.ingest.fuzz --inputs 100000 --state bench/ingest/fuzzed.json [--processes 2]

Which inputs there are is told in `bench/ingest/mutations.py`. Each is read as a run would read it. A finding is: an
error that leaves `read`, a fault that it reports of itself, passages that do not tile their text, more than 5 seconds
of CPU, a file opened for writing, a connection, a program started, or the end of the process. Findings are printed
with their numbers.

With --state the run goes on where the one before it stopped: the file holds how many inputs each reader was given,
which numbers are done, the slowest input of each seed and the findings. It is written every few hundred inputs, in one
step; a run that is ended at any moment loses no more than those.
"""

import argparse
import faulthandler
import gc
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.ingest.mutations import GENERATION, made, mutated
from bench.ingest.seeds import seeds

__all__ = ["fault", "mutated"]
SLOW = 5.0
_DEAD = 120
_SHARE = 250  # inputs between two words of a worker
_FOREIGN = b"La polic\xc3\xada dijo el martes que los mineros de la mina fueron liberados por la noche"

_wrong: list[str] = []


def _hook(event: str, given: tuple[Any, ...]) -> None:
    """What Python is about to do: writing, connecting and starting programs are findings."""
    if event == "open":
        path, mode, flags = given
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes and path not in ("/dev/null", os.devnull):
            _wrong.append(f"opened {path} for writing")
    elif event in ("socket.connect", "subprocess.Popen", "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir"):
        _wrong.append(f"{event} {given!r}"[:200])


def fault(name: str, media_type: str, raw: bytes) -> str | None:
    """What is wrong with how an input is read; None where nothing is."""
    from asof.ingest.draft import Material  # noqa: PLC0415
    from asof.ingest.options import ReadOptions  # noqa: PLC0415
    from asof.ingest.reading import read_materials  # noqa: PLC0415
    from asof.records import Rejected  # noqa: PLC0415

    _wrong.clear()
    before = time.thread_time()
    material = Material(input=name, base=name, raw=raw, media_type=media_type)
    try:
        for item in read_materials([material], ReadOptions()):
            if isinstance(item, Rejected):
                if "a fault in asof" in item.reason or "it took longer" in item.reason:
                    return item.reason
                continue
            document = item.document
            edges = [0, *(p.end for p in document.passages)]
            if [p.start for p in document.passages] != edges[:-1] or edges[-1] != len(document.text):
                return f"passages of {document.document!r} do not tile the text"
            document.text.encode("utf-8", "surrogatepass")
    except BaseException as error:  # a KeyboardInterrupt too is a finding: nobody pressed a key
        return f"raised {type(error).__name__}: {error}"[:300]
    spent = time.thread_time() - before
    return f"took {spent:.1f} s" if spent > SLOW else _wrong[0] if _wrong else None


@dataclass
class Share:
    """What came of the inputs from `first` to before `last`."""

    first: int
    last: int
    inputs: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    worst: dict[str, tuple[float, int]] = field(default_factory=dict)
    findings: list[tuple[int, str, str]] = field(default_factory=list)

    def took(self, name: str, seconds: float, number: int) -> None:
        """Count one input."""
        self.inputs[name] += 1
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        self.worst[name] = max(self.worst.get(name, (0.0, 0)), (round(seconds, 3), number))


def work(shares: list[tuple[int, int]], only: tuple[str, ...], skip: frozenset[int], at: Any, out: Any) -> None:
    """Read the inputs of some shares; what came of each goes out when it is done."""
    os.nice(19 - os.nice(0))
    for name, (media_type, raw) in seeds().items():  # what is loaded on first use is no finding
        fault(name, media_type, raw)
    fault("warm", "text/plain", _FOREIGN)
    gc.freeze()
    sys.addaudithook(_hook)
    for first, last in shares:
        share = Share(first, last)
        for number in range(first, last):
            if number in skip:
                continue
            at.value = number
            faulthandler.dump_traceback_later(_DEAD, exit=True)
            name, media_type, raw = made(number, only)
            before = time.thread_time()
            found = fault(name, media_type, raw)
            share.took(name, time.thread_time() - before, number)
            faulthandler.cancel_dump_traceback_later()
            if found:
                share.findings.append((number, name, found))
        out.put(share)


@dataclass
class State:
    """What all runs so far came to."""

    generation: int = GENERATION
    done: list[tuple[int, int]] = field(default_factory=list)
    inputs: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    worst: dict[str, tuple[float, int]] = field(default_factory=dict)
    findings: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, share: Share) -> None:
        """Put a share to it; ranges that meet become one."""
        for name, count in share.inputs.items():
            self.inputs[name] = self.inputs.get(name, 0) + count
            self.seconds[name] = round(self.seconds.get(name, 0.0) + share.seconds[name], 3)
            self.worst[name] = max(self.worst.get(name, (0.0, 0)), share.worst[name])
        self.findings += share.findings
        whole: list[tuple[int, int]] = []
        for first, last in sorted([*map(tuple, self.done), (share.first, share.last)]):
            if whole and first <= whole[-1][1]:
                whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
            else:
                whole.append((first, last))
        self.done = whole

    def open(self, first: int, inputs: int) -> list[tuple[int, int]]:
        """The next `inputs` numbers from `first` on that are not done, in shares."""
        shares: list[tuple[int, int]] = []
        at, left = first, inputs
        while left > 0:
            inside = next((d for d in self.done if d[0] <= at < d[1]), None)
            if inside:
                at = inside[1]
                continue
            end = min([at + min(_SHARE, left), *(d[0] for d in self.done if d[0] > at)])
            shares.append((at, end))
            left -= end - at
            at = end
        return shares


def restored(path: Path | None) -> State:
    """The state in a file; a fresh one where there is none. Raises ValueError for one of other inputs."""
    if path is None or not path.exists():
        return State()
    state = State(**json.loads(path.read_text("utf-8")))
    state.worst = {name: (seconds, number) for name, (seconds, number) in state.worst.items()}
    if state.generation != GENERATION:
        raise ValueError(f"{path} is of generation {state.generation}, and the inputs are now of {GENERATION}")
    return state


def kept(state: State, path: Path | None) -> None:
    """Write the state down, in one step."""
    if path is not None:
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(state), indent=1, sort_keys=True) + "\n", "utf-8")
        part.replace(path)


class Worker:
    """A process that reads shares, and is started again behind an input that ended it."""

    def __init__(self, shares: list[tuple[int, int]], only: tuple[str, ...]) -> None:
        self.left, self.only, self.skip = shares, only, frozenset[int]()
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self.at, self.out = self._context.Value("q", -1), self._context.SimpleQueue()
        given = (self.left, self.only, self.skip, self.at, self.out)
        self.process = self._context.Process(target=work, args=given, daemon=True)
        self.process.start()

    def news(self, state: State) -> bool:
        """Take in what came since; whether anything did. A process that ended is a finding."""
        some = False
        while not self.out.empty():
            share = self.out.get()
            some = True
            state.add(share)
            self.left = [s for s in self.left if s != (share.first, share.last)]
            for finding in share.findings:
                print(*finding, flush=True)
        if not self.process.is_alive() and self.left and self.out.empty():
            number = self.at.value
            state.findings.append((number, "?", f"the process ended ({self.process.exitcode})"))
            print(*state.findings[-1], flush=True)
            self.skip |= {number}
            self._start()
        return some


def main() -> int:
    """Run, print findings; 1 where there is any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="", help="seeds; not with --state, whose numbers mean all of them")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.only and given.state:
        parser.error("--only is not for a run with --state")
    state = restored(given.state)
    before, known = sum(state.inputs.values()), len(state.findings)
    shares = state.open(given.first, given.inputs)
    only = tuple(filter(None, given.only.split(",")))
    workers = [Worker(shares[n :: given.processes], only) for n in range(given.processes)]
    while any(w.left for w in workers):
        news = [w.news(state) for w in workers]
        if any(news):
            kept(state, given.state)
        time.sleep(0.5)
    kept(state, given.state)
    count, findings = sum(state.inputs.values()) - before, len(state.findings) - known
    if given.json:
        print(json.dumps({"inputs without a finding, per cent": {
            "ours": 100 * (1 - findings / max(count, 1)), "baseline": None}}))  # fmt: skip
    print(f"{count} inputs, {findings} findings; {sum(state.inputs.values())} in all")
    for name in sorted(state.inputs, key=lambda n: state.worst[n][0]):
        worst, number = state.worst[name]
        mean = 1000 * state.seconds[name] / state.inputs[name]
        print(f"{name:10s} {state.inputs[name]:8d} {mean:7.1f} ms each, at most {worst:.2f} s (input {number})")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
