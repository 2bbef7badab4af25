"""Processes of this machine. Only records cross the border, as MessagePack; the order of the input is kept."""

import multiprocessing
from collections.abc import Iterator, Sequence

import msgspec

from asof.pipeline import Analysed, Spread, analyse, one_by_one, packed, unpacked
from asof.records import Document

# Below this, starting processes (a second or so each, to load the language half) costs more than it saves.
_WORTH_SPREADING = 60
_PROBE = Document(document="probe", text="Norvik", sha256="")


def local(workers: int, pipeline: str | None = None) -> Spread:
    """A `Spread` over `workers` processes of this machine; 1, or a small pile, stays in this process.

    Raises ValueError for less than one worker, and for a pipeline that is not installed: before any report is read.
    """
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")
    if pipeline is not None and (failed := analyse(_PROBE, pipeline).failed):
        raise ValueError(failed.removeprefix("analysis failed: ValueError: "))

    def spread(documents: Sequence[Document]) -> Iterator[Analysed]:
        if workers == 1 or len(documents) < _WORTH_SPREADING:
            if pipeline is None:
                yield from one_by_one(documents)
            else:
                yield from (analyse(d, pipeline) for d in documents)
            return
        # spawn, not fork: a forked child inherits threads and locks of the numeric libraries
        context = multiprocessing.get_context("spawn")
        with context.Pool(workers, initializer=_prepare, initargs=(pipeline,)) as pool:
            yield from map(unpacked, pool.imap(_work, map(msgspec.msgpack.encode, documents), chunksize=8))

    return spread


_pipeline: str | None = None


def _prepare(pipeline: str | None) -> None:
    global _pipeline  # noqa: PLW0603 - a worker process has one pipeline for its whole life
    _pipeline = pipeline


def _work(data: bytes) -> bytes:
    return packed(analyse(msgspec.msgpack.decode(data, type=Document), _pipeline))
