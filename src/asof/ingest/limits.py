"""How much of an input is taken, how long reading it may take, and how a limit that is passed is said."""

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions

_LEAST, _EACH_MB = 3.8, 15.0  # seconds
_PATIENCE = 60  # times a document's seconds on the wall: for what waits; a busy machine must not come near it
_STEP = 0.2  # seconds between two looks at the clock
_AGAIN = 0.5  # seconds until a reader that swallowed the interruption is interrupted again


def oversize(raw: bytes, material: Material, options: ReadOptions) -> str | None:
    """Why these bytes are too many, in words; None where they are not."""
    if len(raw) <= options.max_bytes:
        return None
    size = material.path.stat().st_size if material.path else len(raw)
    return f"too large: {size / 1e6:.1f} MB, and the limit is {options.max_bytes / 1e6:.1f} MB"


def allowed(size: int, options: ReadOptions) -> float:
    """Seconds that a document of `size` bytes may take to read: a few, more for a large one, at most `max_seconds`.

    A long PDF takes its time; a short text that takes as long is a trap.
    """
    return min(options.max_seconds, _LEAST + _EACH_MB * size / 1e6)


def too_slow(seconds: float) -> str:
    """How it is said that a document took too long."""
    return f"it took longer than {seconds:.3g} seconds to read"


class TooSlow(BaseException):
    """Raised in a reader that goes on for too long; a BaseException, so that no library takes it for its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` inside the block when it goes on for more than `seconds`, in whatever thread it runs.

    Seconds are the thread's own processor time, so that a busy machine sets nothing aside that an idle one reads; where
    the system does not tell it, they are the wall's. A block that waits has sixty times as many. A second thread
    watches the clocks and raises the exception in this one, between two steps of Python. It cannot interrupt a call
    into C: those that readers make (lxml, zlib) are bounded by the size of what they are given, and by the kernel where
    a process of its own reads (`crew`).
    """
    watched = _Watched(threading.get_ident(), seconds)
    _clock.watch(watched)
    try:
        yield
    finally:
        _clock.leave(watched)


class _Watched:
    """A block under way: its thread, when it must be over by either clock, and whether it was interrupted."""

    def __init__(self, thread: int, seconds: float) -> None:
        self.thread = thread
        self.fired = False
        self._clock: int | None = time.pthread_getcpuclockid(thread) if sys.platform == "linux" else None
        self._spent = time.clock_gettime(self._clock) + seconds if self._clock is not None else None
        self._over = time.monotonic() + seconds * (1 if self._clock is None else _PATIENCE)

    def over(self) -> bool:
        """Whether its time is up. Once it was, it is again a little later."""
        now = time.monotonic()
        late = now > self._over
        if self._clock is not None and self._spent is not None and not late:
            try:
                late = time.clock_gettime(self._clock) > self._spent
            except OSError:  # the thread is gone
                return False
        if late:  # where a library swallows the first interruption, another follows
            self._over, self._spent = now + _AGAIN, None
        return late


class _Clock:
    """One thread for all blocks, which looks a few times a second: a thread for each would cost more than reading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: set[_Watched] = set()
        self._some = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, block: _Watched) -> None:
        """Begin to watch a block."""
        with self._lock:
            self._blocks.add(block)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, daemon=True, name="asof-limits")
                self._thread.start()
        if not self._some.is_set():
            self._some.set()

    def leave(self, block: _Watched) -> None:
        """End the watch; an interruption that is still on its way arrives here, where it does nothing."""
        while True:
            try:
                with self._lock:
                    self._blocks.discard(block)
                # A pending interruption arrives at the next turn of a loop. (Taking it back with
                # PyThreadState_SetAsyncExc(…, None) would leave CPython 3.11 looking for one at every step.)
                for _ in range(100 if block.fired else 0):
                    pass
            except TooSlow:  # the block was over
                continue
            return

    def _run(self) -> None:
        while True:
            self._some.wait()
            time.sleep(_STEP)
            with self._lock:
                for block in self._blocks:
                    if block.over():
                        block.fired = True
                        _interrupt(block.thread)
                if not self._blocks:
                    self._some.clear()


def _interrupt(thread: int) -> None:
    """CPython's own way to raise in another thread."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooSlow))


_clock = _Clock()
