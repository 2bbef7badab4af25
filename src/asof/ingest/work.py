"""Pieces of work: one file, or one page of an archive, from its bytes to documents.

A piece says all that is needed to read it, so that a process of its own can (`crew`); what comes of it is the same.
"""

import time
from collections.abc import Iterator
from typing import TypeVar

from asof.ingest.draft import Draft, Material, Stated
from asof.ingest.limits import TooSlow, allowed, too_slow, within
from asof.ingest.nested import Inner, drafts
from asof.ingest.options import ReadOptions
from asof.ingest.readers import reader_named
from asof.ingest.settling import Around, settled
from asof.records import Reading, Record, Rejected

_T = TypeVar("_T")
# Readers of containers stop each document of theirs at the limit; a reader that does not is stopped a little later.
GRACE = 1.25
_SOME = 0.25  # of a document's seconds, which settling it has in any case


class Job(Record, frozen=True, kw_only=True):
    """One piece: a file with its reader and what is said of it from outside; `inner`: a page of that archive."""

    reader: str
    material: Material
    name: str
    beside: Stated = Stated()
    inner: Inner | None = None

    @property
    def input(self) -> str:
        """The name of what is read."""
        return (self.inner or self).material.input

    @property
    def size(self) -> int:
        """The bytes that are read, as far as they are known."""
        return size_of(self.inner.material if self.inner else self.material)


def size_of(material: Material) -> int:
    """The bytes of an input; 0 where its file cannot be asked."""
    if material.path is None:
        return len(material.raw)
    try:
        return material.path.stat().st_size
    except OSError:
        return 0


def results(job: Job, options: ReadOptions) -> Iterator[Reading | Rejected]:
    """What comes of a piece, in order."""
    reader = reader_named(job.reader)
    around = Around(name=job.name, media_type=reader.media_type, beside=job.beside, led=job.material.beside)
    seconds = allowed(job.size, options)
    steps = drafts(job.inner, options) if job.inner else reader.read(job.material, options)
    found = Bounded(steps, job.material.input, seconds * GRACE if job.inner else seconds)
    for draft in found:
        yield draft if isinstance(draft, Rejected) else settle(draft, around, seconds - found.spent, options)


def settle(draft: Draft, around: Around, seconds: float, options: ReadOptions) -> Reading | Rejected:
    """The reading of a draft within what is left of its `seconds`; a fault sets it aside."""
    least = _SOME * allowed(len(draft.text), options)
    steps = iter([draft])
    found = Bounded((settled(each, around, options) for each in steps), draft.input, max(seconds, least))
    return next(iter(found))


class Bounded(Iterator[_T | Rejected]):
    """What a reader gives, each step within `seconds`; a fault ends it with its reason.

    `spent` is the processor time of the last step.
    """

    def __init__(self, steps: Iterator[_T], name: str, seconds: float) -> None:
        self._steps, self._name, self._seconds = steps, name, seconds
        self._ended = False
        self.spent = 0.0

    def __next__(self) -> _T | Rejected:
        """The next step, or why there is none."""
        if self._ended:
            raise StopIteration
        before = time.thread_time()
        try:
            with within(self._seconds):
                return next(self._steps)
        except TooSlow:
            reason = too_slow(self._seconds)
        except MemoryError:
            reason = "cannot be read: it takes more memory than a document may"
        except OSError as error:
            reason = f"cannot be read ({error.strerror or error})"
        except StopIteration:
            self._ended = True
            raise
        except Exception as error:  # whatever a hostile file makes of a reader, the others are read
            reason = f"cannot be read: a fault in asof ({type(error).__name__}: {error})"[:300]
        finally:
            self.spent = time.thread_time() - before
        self._ended = True
        return Rejected(input=self._name, reason=reason)
