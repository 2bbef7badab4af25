"""How much of an input is taken, how long reading it may take, and how a limit that is passed is said."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions

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
    watch = _Watch(threading.get_ident(), seconds)
    watch.start()
    try:
        yield
    finally:
        watch.stop()


class _Watch(threading.Thread):
    """One block's clock."""

    def __init__(self, watched: int, seconds: float) -> None:
        super().__init__(daemon=True, name="asof-limit")
        self._watched = watched
        self._seconds = seconds
        self._done = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        """Wait; interrupt, and again where the first interruption was swallowed."""
        wait = self._seconds
        while not self._done.wait(wait):
            with self._lock:
                if not self._done.is_set():
                    _raise_in(self._watched, TooSlow)
            wait = _AGAIN

    def stop(self) -> None:
        """End the watch; an interruption that is still on its way is taken back."""
        while True:
            try:
                with self._lock:
                    self._done.set()
                _raise_in(self._watched, None)
            except TooSlow:  # it arrived just now: the block was over
                continue
            return


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """CPython's own way to raise in another thread; None takes back what has not been raised yet."""
    what = ctypes.py_object(exception) if exception else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
