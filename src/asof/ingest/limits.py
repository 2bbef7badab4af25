"""How much of an input is taken, how long reading it may take, and how a limit that is passed is said."""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions

_STEP = 0.2  # seconds between two looks at the clock
_AGAIN = 0.5  # seconds until a reader that swallowed the interruption is interrupted again


def oversize(raw: bytes, material: Material, options: ReadOptions) -> str | None:
    """Why these bytes are too many, in words; None where they are not."""
    if len(raw) <= options.max_bytes:
        return None
    size = material.path.stat().st_size if material.path else len(raw)
    return f"too large: {size / 1e6:.1f} MB, and the limit is {options.max_bytes / 1e6:.1f} MB"


def too_slow(options: ReadOptions) -> str:
    """How it is said that a document took too long."""
    return f"it took longer than {options.max_seconds:g} seconds to read"


class TooSlow(BaseException):
    """Raised in a reader that goes on for too long; a BaseException, so that no library takes it for its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises `TooSlow` inside the block when it goes on for more than `seconds`, in whatever thread it runs.

    A second thread watches the clock and raises the exception in this one, between two steps of Python. It cannot
    interrupt a call into C: those that readers make (lxml, zlib) are bounded by the size of what they are given.
    """
    watched = _Watched(threading.get_ident(), time.monotonic() + seconds)
    _clock.watch(watched)
    try:
        yield
    finally:
        _clock.leave(watched)


class _Watched:
    """A block under way: its thread, when it must be over, and whether it was interrupted."""

    def __init__(self, thread: int, deadline: float) -> None:
        self.thread = thread
        self.deadline = deadline
        self.fired = False


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
                now = time.monotonic()
                for block in self._blocks:
                    if now > block.deadline:
                        block.deadline = now + _AGAIN  # where a library swallows the first, another follows
                        block.fired = True
                        _interrupt(block.thread)
                if not self._blocks:
                    self._some.clear()


def _interrupt(thread: int) -> None:
    """CPython's own way to raise in another thread."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooSlow))


_clock = _Clock()
