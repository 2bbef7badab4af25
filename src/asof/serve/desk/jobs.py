"""Reading reports that were added: one job at a time for each story, in a process of its own, with its progress."""

import secrets
import shutil
import subprocess
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from asof.serve.desk.worker import Line, Order

if TYPE_CHECKING:
    from asof.ingest.options import ReadOptions

KEPT = 50
"""How many jobs of a story are remembered."""


@dataclass
class Job:
    """The reading of some reports: how far it is, and what came of it. Written by its thread, read by pages."""

    id: str
    names: tuple[str, ...]
    line: Line = field(default_factory=lambda: Line(stage="waiting"))


class Jobs:
    """The jobs of one story."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = threading.Lock()

    def __getitem__(self, id_: str) -> Job:
        return self._jobs[id_]

    def start(self, folder: Path, names: tuple[str, ...], options: "ReadOptions") -> Job:
        """Begin to read what lies in `folder`, which is removed when that has ended."""
        job = Job(id=secrets.token_hex(6), names=names)
        self._jobs[job.id] = job
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)
        order = Order(store=str(self._store.absolute()), folder=str(folder), options=msgspec.to_builtins(options))
        threading.Thread(target=self._run, args=(job, order), daemon=True).start()
        return job

    def _run(self, job: Job, order: Order) -> None:
        try:
            with self._turn:
                _follow(job, order)
        except (OSError, msgspec.MsgspecError) as error:
            job.line = Line(finished=True, problem=f"The reports could not be read ({error}).")
        finally:
            shutil.rmtree(order.folder, ignore_errors=True)
            if not job.line.finished:
                job.line = Line(finished=True, problem="The reading ended before it was done.")


def _follow(job: Job, order: Order) -> None:
    """Start the worker and take over its lines as they come."""
    command = [sys.executable, "-m", "asof.serve.desk.worker"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        if worker.stdin is None or worker.stdout is None:
            return
        worker.stdin.write(msgspec.json.encode(order))
        worker.stdin.close()
        for line in worker.stdout:
            job.line = msgspec.json.decode(line, type=Line)
