"""The stage's one function: inputs in, documents and rejections out."""

import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from asof.ingest import dates, naming
from asof.ingest.crew import Crew
from asof.ingest.draft import Material, Reader, Stated
from asof.ingest.inputs import ending_of, materials
from asof.ingest.limits import allowed
from asof.ingest.nested import Inner
from asof.ingest.options import ReadOptions
from asof.ingest.readers import reader_of
from asof.ingest.settling import Around
from asof.ingest.sidecar import Sidecar, sidecar
from asof.ingest.work import GRACE, Bounded, Job, results, settle, size_of
from asof.records import Reading, Record, Rejected

Names = dict[naming.Key, str]
Found = Reading | Rejected
_WORTH = 8.0  # seconds of processor time that are left, for which processes are started: each takes one or two to load
_TRIED = 0.3  # seconds that were read before that is reckoned


class _Opened(Record, frozen=True, kw_only=True):
    material: Material
    reader: Reader


_DEFAULT = ReadOptions()


def read(inputs: Sequence[str], options: ReadOptions = _DEFAULT) -> Iterator[Reading | Rejected]:
    """Every document behind `inputs` (files, folders, URLs, "-"), streamed; what cannot be read, with the reason.

    Order is as found, sorted within folders. Ids and texts do not depend on the order in which inputs are named.
    A document read twice is given once. Long input is spread over `options.workers` processes, which changes nothing
    of what comes. Raises ValueError for options that mean nothing (an unknown time zone, a date that is none); nothing
    in the inputs raises.
    """
    _check(options)
    yield from read_materials(materials(inputs, options), options)


def read_materials(found: Iterable[Material | Rejected], options: ReadOptions) -> Iterator[Reading | Rejected]:
    """Every document of inputs that are open already; see `read`."""
    opened = list(_open(found))
    pile = _Pile(opened, options)
    seen: set[tuple[str, str]] = set()
    for result in _carried_out(pile, options):
        key = (result.document.document, result.document.sha256) if isinstance(result, Reading) else None
        if key is None or key not in seen:
            yield result
        if key is not None:
            seen.add(key)


def _carried_out(pile: "_Pile", options: ReadOptions) -> Iterator[Found]:
    """What comes of the pieces of a pile: in this process, or in others where much is left when some were read."""
    jobs, spent, done = pile.jobs(), 0.0, 0
    workers = 1 if multiprocessing.current_process().daemon else options.workers  # such a process can start no others
    for job in jobs:
        if not isinstance(job, Job):
            yield from job
            continue
        before = time.thread_time()
        found = list(results(job, options))
        spent += time.thread_time() - before
        done += 1
        yield from found
        if workers > 1 and spent > _TRIED and spent / done * (pile.pieces - done) > _WORTH:
            break
    else:
        return
    with Crew(workers, options) as crew:
        yield from crew.carried_out(jobs)


def _check(options: ReadOptions) -> None:
    if options.timezone and dates.zone_of(options.timezone) is None:
        raise ValueError(f"not a time zone: {options.timezone!r}; write Europe/Paris or +01:00")
    if options.published and dates.parse(options.published, "") is None:
        raise ValueError(f"not a date: {options.published!r}; write 2013-01-17 or 2013-01-17T18:00+01:00")


def _open(found: Iterable[Material | Rejected]) -> Iterator[_Opened | Rejected]:
    for material in found:
        if isinstance(material, Rejected):
            yield material
            continue
        try:
            reader = reader_of(material, ending_of(material.input) if material.path else "")
        except OSError as error:
            yield Rejected(input=material.input, reason=f"cannot be read ({error.strerror})")
            continue
        if reader is None:
            yield Rejected(input=material.input, reason="no format that asof reads")
        else:
            yield _Opened(material=material, reader=reader)


class _Pile:
    """Opened inputs with the ids of what they hold; `pieces` is how many pieces of work there are to be spread."""

    def __init__(self, opened: Sequence[_Opened | Rejected], options: ReadOptions) -> None:
        self._opened, self._options = opened, options
        self._sidecars: dict[Path, Sidecar] = {}
        self.pieces = 0
        self._names: Names = naming.named(self._keys())

    def _keys(self) -> Iterator[naming.Key]:
        for item in self._opened:
            if isinstance(item, Rejected):
                continue
            if item.reader.keys is None:
                self.pieces += 1
                yield naming.key_of_file(item.material)
                continue
            for found in Bounded(item.reader.keys(item.material, self._options), item.material.input, self._step(item)):
                if not isinstance(found, Rejected):  # said again, with its reason, when the file is read
                    self.pieces += item.reader.parts is not None
                    yield _key(item, *found)

    def _step(self, item: _Opened) -> float:
        """Seconds for one document of a file of many, where its reader has no closer bound itself."""
        size = size_of(item.material) if item.reader.parts is None else self._options.max_bytes
        return GRACE * allowed(size, self._options)

    def jobs(self) -> Iterator[Job | Iterator[Found]]:
        """The pieces of work, in order; what cannot be spread as an iterator over what comes of it."""
        for item in self._opened:
            if isinstance(item, Rejected):
                yield iter([item])
                continue
            fault = self._fault_of_sidecar(item.material)
            if fault is not None:
                yield iter([fault])
            if item.reader.parts is not None:
                yield from self._parts(item, item.reader.parts(item.material, self._options))
            elif item.reader.keys is not None:
                yield self._documents(item)
            else:
                key = naming.key_of_file(item.material)
                yield self._job(item, key)

    def _parts(self, item: _Opened, parts: Iterator[Inner | Rejected]) -> Iterator[Job | Iterator[Found]]:
        for part in Bounded(parts, item.material.input, self._step(item)):
            if isinstance(part, Rejected):
                yield iter([part])
            else:
                yield self._job(item, _key(item, part.name, part.key, part.material.input), part)

    def _job(self, item: _Opened, key: naming.Key, inner: Inner | None = None) -> Job:
        own = item.material.path is not None
        return Job(
            reader=item.reader.name,
            # an archive's own bytes are not needed for a page of it
            material=replace(item.material, raw=b"", path=None) if inner else item.material,
            name=self._names.get(key, key.own),
            beside=self._beside(item.material, key.own) if own else Stated(),
            inner=inner,
        )

    def _documents(self, item: _Opened) -> Iterator[Found]:
        """The documents of a file of many, read here one after the other."""
        seconds = self._step(item)
        found = Bounded(item.reader.read(item.material, self._options), item.material.input, seconds)
        for draft in found:
            if isinstance(draft, Rejected):
                yield draft
                continue
            key = _key(item, draft.name, draft.key, draft.input)
            around = Around(
                name=self._names.get(key, key.own),
                media_type=item.reader.media_type,
                beside=self._beside(item.material, key.own),
                led=item.material.beside,
            )
            yield settle(draft, around, seconds - found.spent, self._options)

    def _fault_of_sidecar(self, material: Material) -> Rejected | None:
        """What is wrong with a folder's list of documents, said once."""
        folder = material.path.absolute().parent if material.path else None
        if folder is None or folder in self._sidecars:
            return None
        self._sidecars[folder] = found = sidecar(folder)
        return Rejected(input=found.path, reason=found.fault) if found.fault else None

    def _beside(self, material: Material, own: str) -> Stated:
        """What the list of documents in a file's folder says of it."""
        if material.path is None:
            return Stated()
        return self._sidecars[material.path.absolute().parent].rows.get(own, Stated())


def _key(item: _Opened, name: str | None, key: str, input_: str) -> naming.Key:
    if item.reader.keys is None:
        return naming.key_of_file(item.material)
    return naming.key_of_row(item.material, name or f"{item.material.base}-{input_.rpartition(':')[2]}", key)
