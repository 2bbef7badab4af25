"""Processes that read: long input is spread over them, a few pieces of work at a time, and comes back in order.

What is read by a process of its own can break no more than that: where one ends (a library that falls over, a piece
that takes more processor time than it may, in whatever language), another is started, and the piece that ended it is
set aside. Memory is bounded: no more pieces are under way than a few for each process. Processes are started as batches
wait for them, so that a little work starts few.
"""

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import msgspec

from asof.ingest.limits import allowed
from asof.ingest.options import ReadOptions
from asof.ingest.work import Job, results
from asof.records import Reading, Record, Rejected

_TOGETHER, _BYTES = 8, 300_000  # pieces of work in one batch, and their bytes
_WAITING, _HELD = 2, 40_000_000  # batches for each process, and bytes in all, that are under way
_STEPS = 200  # what stands in line in all: also what was set aside, which no process reads
_REPLACED = 20  # processes that may end while they do nothing; who ends so many wants none
_MEMORY = 1_500_000_000  # bytes that one process may allocate
_PATIENCE = 2  # times its seconds that a piece may take before the kernel ends its process
_STARTED = 3.0  # seconds of processor time to load what reading needs

Found = Reading | Rejected


class _Result(Record, frozen=True, kw_only=True):
    """A `Reading` or a `Rejected`."""

    reading: Reading | None = None
    rejected: Rejected | None = None


def _plain(value: Any) -> bytes:
    if isinstance(value, Path):
        return str(value).encode("utf-8", "surrogateescape")
    raise NotImplementedError(type(value).__name__)


def _back(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value.decode("utf-8", "surrogateescape"))
    raise NotImplementedError(kind.__name__)


def packed_jobs(jobs: Sequence[Job]) -> bytes:
    """Pieces of work as bytes."""
    return msgspec.msgpack.encode(jobs, enc_hook=_plain)


def unpacked_jobs(raw: bytes) -> tuple[Job, ...]:
    """The pieces of work that bytes stand for."""
    return msgspec.msgpack.decode(raw, type=tuple[Job, ...], dec_hook=_back)


class _Batch:
    """Pieces of work that are read together, and what came of them."""

    def __init__(self, jobs: tuple[Job, ...]) -> None:
        self.jobs = jobs
        self.size = sum(j.size for j in jobs)
        self.found: list[Found] | None = None


class _Worker:
    """A process with the batch that it reads."""

    def __init__(self, options: ReadOptions) -> None:
        # spawn, not fork: a forked child inherits threads and locks of the libraries
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, msgspec.msgpack.encode(options)), daemon=True, name="asof-read"
        )
        self.process.start()
        theirs.close()
        self.begun = self.ready = False  # ready once; ready now
        self.batch: _Batch | None = None

    @property
    def free(self) -> bool:
        """Whether it can be handed a batch."""
        return self.ready and self.batch is None

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Crew:
    """At most `workers` processes that read batches; use as a context, so that they end with it."""

    def __init__(self, workers: int, options: ReadOptions) -> None:
        self._options = options
        self._most, self._replaced = workers, 0
        self._workers: list[_Worker] = []
        self._waiting: deque[_Batch] = deque()

    def _begin(self) -> None:
        """Start a process for each batch that no process is free for, as far as the system lets us."""
        unready = sum(w.batch is None for w in self._workers)
        for _ in range(min(len(self._waiting) - unready, self._most - len(self._workers))):
            try:
                self._workers.append(_Worker(self._options))
            except OSError:
                self._most = len(self._workers)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            if worker.free:  # it may leave by itself
                worker.pipe.close()
                worker.process.join(2)
            worker.end()

    def carried_out(self, jobs: Iterable[Job | Iterator[Found]]) -> Iterator[Found]:
        """What comes of pieces of work, in their order; an iterator among them is taken where it stands."""
        pending: deque[_Batch | Iterator[Found]] = deque()
        for step in _batches(jobs):
            if isinstance(step, _Batch):
                self._waiting.append(step)
            pending.append(step)
            while pending and (self._full(pending) or self._done(pending[0])):
                yield from self._awaited(pending.popleft())
            self._turn(0)
        while pending:
            yield from self._awaited(pending.popleft())

    def _full(self, pending: Sequence["_Batch | Iterator[Found]"]) -> bool:
        sizes = [p.size for p in pending if isinstance(p, _Batch)]
        return len(sizes) > _WAITING * self._most or sum(sizes) > _HELD or len(pending) > _STEPS

    @staticmethod
    def _done(step: "_Batch | Iterator[Found]") -> bool:
        return not isinstance(step, _Batch) or step.found is not None

    def _awaited(self, step: "_Batch | Iterator[Found]") -> Iterator[Found]:
        if not isinstance(step, _Batch):
            yield from step
            return
        while step.found is None:
            self._turn(None)
        yield from step.found

    def _turn(self, seconds: float | None) -> None:
        """Hand out what waits to those who are free, and take what is done; wait for that at most so long."""
        self._begin()
        for worker in [w for w in self._workers if w.free]:
            if self._waiting:
                self._hand(worker, self._waiting.popleft())
        if not self._workers and self._waiting:  # none can be started: this process reads
            self._read_here(self._waiting.popleft())
        at_work: dict[Any, _Worker] = {w.pipe: w for w in self._workers if not w.free}
        for pipe in wait(list(at_work), seconds) if at_work else ():
            if at_work[pipe] in self._workers and at_work[pipe].pipe.poll():  # taking the others may have changed it
                self._take(at_work[pipe])

    def _read_here(self, batch: _Batch) -> None:
        batch.found = [f for job in batch.jobs for f in results(job, self._options)]

    def _hand(self, worker: _Worker, batch: _Batch) -> None:
        try:
            said = packed_jobs(batch.jobs)
        except (ValueError, OverflowError):  # what no message can hold (halves of characters)
            self._read_here(batch)
            return
        worker.batch = batch
        try:
            worker.pipe.send_bytes(said)
        except OSError:  # it ended while it waited, which is no fault of this batch; `_take` finds that out
            worker.batch, worker.ready = None, False
            self._waiting.appendleft(batch)

    def _take(self, worker: _Worker) -> None:
        """What a process says: first that it is ready, then what came of each batch."""
        try:
            said = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._ended(worker)
            return
        if worker.batch is not None:
            found = msgspec.msgpack.decode(said, type=list[_Result])
            worker.batch.found = [f for r in found if (f := r.reading or r.rejected)]
            worker.batch = None
        worker.begun = worker.ready = True

    def _ended(self, worker: _Worker) -> None:
        """A process ended: its piece is set aside, or each of its pieces tried by itself, in another process."""
        worker.process.join(1)  # its pipe closes before it is gone: it has its own exit code, not that of our kill
        worker.end()
        self._workers.remove(worker)
        batch = worker.batch
        if batch is None:
            self._replaced += 1
            if not worker.begun or self._replaced > _REPLACED:  # it ended before it began, and so would another
                self._most -= 1
        elif len(batch.jobs) > 1:
            batch.found = [f for job in batch.jobs for f in self._alone(_Batch((job,)))]
        else:
            why = _why(worker.process.exitcode)
            batch.found = [Rejected(input=batch.jobs[0].input, reason=why)]

    def _alone(self, batch: _Batch) -> list[Found]:
        self._waiting.appendleft(batch)
        while batch.found is None:
            self._turn(None)
        return batch.found


def _why(exitcode: int | None) -> str:
    if exitcode == -getattr(signal, "SIGXCPU", 24):
        return "it took too long to read, and was cut off"
    return f"cannot be read: the process that read it ended ({exitcode})"


def _batches(jobs: Iterable[Job | Iterator[Found]]) -> "Iterator[_Batch | Iterator[Found]]":
    together: list[Job] = []
    size = 0
    for job in jobs:
        if not isinstance(job, Job):
            if together:
                yield _Batch(tuple(together))
            together, size = [], 0
            yield job
            continue
        together.append(job)
        size += job.size
        if len(together) >= _TOGETHER or size >= _BYTES:
            yield _Batch(tuple(together))
            together, size = [], 0
    if together:
        yield _Batch(tuple(together))


# --- in the process ------------------------------------------------------------------------------------------------


def _serve(pipe: Connection, options_: bytes) -> None:
    """Read batches until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    _bounded_memory()
    options = msgspec.msgpack.decode(options_, type=ReadOptions)
    pipe.send_bytes(b"ready")
    while True:
        try:
            jobs = unpacked_jobs(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        done: list[bytes] = []
        for job in jobs:
            _bounded_time(_STARTED + _PATIENCE * allowed(job.size, options))
            done += [packed_result(found, job) for found in results(job, options)]
        try:
            pipe.send_bytes(msgspec.msgpack.encode([msgspec.Raw(each) for each in done]))
        except OSError:  # nobody waits for it
            return


def packed_result(found: Found, job: Job) -> bytes:
    """What came of a piece as bytes; where no message can hold it, that it is set aside and why."""
    result = _Result(rejected=found) if isinstance(found, Rejected) else _Result(reading=found)
    try:
        return msgspec.msgpack.encode(result)
    except (ValueError, OverflowError, MemoryError) as error:
        named = job.input.encode("utf-8", "backslashreplace").decode()
        reason = f"cannot be handed on: {type(error).__name__}: {error}".encode("utf-8", "backslashreplace")[:300]
        return msgspec.msgpack.encode(_Result(rejected=Rejected(input=named, reason=reason.decode("utf-8", "ignore"))))


def _bounded_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _bounded_time(seconds: float) -> None:
    """The kernel ends the process when it has taken so much more processor time: also within a call into C."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
