"""From what the user named to the files behind it: folders walked, each file once, in a fixed order."""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from asof.ingest.draft import Material
from asof.ingest.fetch import Fetcher, fetch
from asof.ingest.following import followed
from asof.ingest.options import ReadOptions
from asof.ingest.readers import by_ending
from asof.records import Rejected

STORY = "story.asof"
SIDECARS = ("documents.tsv", "documents.csv")
Seen = set[tuple[int, int]]
_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,9}$")


def ending_of(name: str) -> str:
    """The ending of a file name in small letters with its dot; "" where it has none (".0562" is a number, not one)."""
    match = _ENDING.search(name.lower())
    return match[0] if match and match.start() > 0 else ""


def shown(name: str | Path) -> str:
    """A name as text that can be written down: bytes of it that are no UTF-8 stand as escapes."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


def stem_of(name: str) -> str:
    """A file name without its ending."""
    return name[: len(name) - len(ending_of(name))]


def materials(inputs: Sequence[str], options: ReadOptions) -> Iterator[Material | Rejected]:
    """Every input that can be opened, each file once however often it is named, and those that cannot be.

    With `follow`, the pages that feeds and sitemaps link to as well.
    """
    fetcher = Fetcher(options)
    for material in _named(inputs, options, fetcher):
        if options.follow and isinstance(material, Material):
            yield from followed(material, options, fetcher)
        else:
            yield material


def _named(inputs: Sequence[str], options: ReadOptions, fetcher: Fetcher) -> Iterator[Material | Rejected]:
    seen: Seen = set()
    for name in inputs:
        if name == "-":
            yield _stdin(options)
        elif re.match(r"https?://", name, re.I):
            yield fetch(name, options, fetcher)
        elif not name:
            yield Rejected(input=name, reason="no name of a file or folder")
        elif re.match(r"[a-z][a-z0-9+.-]{1,20}://", name, re.I):
            yield Rejected(input=shown(name), reason="not an http or https address; asof fetches no others")
        else:
            yield from _paths(Path(name), _Walk(Path(name), seen))


class _Walk:
    """One walk: what was named, and the files that any walk has met."""

    def __init__(self, root: Path, seen: Seen) -> None:
        self.named = root
        self.seen = seen

    def leaves(self, path: Path) -> bool:
        """Whether a path is a link out of the folder: an unpacked archive must not reach the rest of the disk."""
        return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.named))


def _stdin(options: ReadOptions) -> Material | Rejected:
    raw = sys.stdin.buffer.read(options.max_stream + 1)
    if len(raw) > options.max_stream:
        return Rejected(input="-", reason=f"too large: more than {options.max_stream / 1e6:.0f} MB")
    return Material(input="-", base="stdin", raw=raw)


def _paths(path: Path, walk: _Walk) -> Iterator[Material | Rejected]:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Rejected(input=shown(path), reason=_why(error))
        return
    if (status.st_dev, status.st_ino) in walk.seen:
        return
    walk.seen.add((status.st_dev, status.st_ino))
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, walk)
    elif stat.S_ISREG(status.st_mode):
        yield _file(path)
    else:
        yield Rejected(input=shown(path), reason="neither a file nor a folder (a device, pipe or socket)")


def _folder(path: Path, walk: _Walk) -> Iterator[Material | Rejected]:
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        yield Rejected(input=shown(path), reason=_why(error))
        return
    for name in names:
        if not name.startswith(".") and name not in SIDECARS:
            yield from _known(path / name, walk)


def _known(path: Path, walk: _Walk) -> Iterator[Material | Rejected]:
    """A path met on a walk: a file of an ending that no reader has is set aside, one that was named is tried."""
    ending = ending_of(path.name)
    if walk.leaves(path):
        yield Rejected(input=shown(path), reason="a link out of the folder; name what it leads to, if it is meant")
    elif (path / STORY).is_file():
        yield Rejected(input=shown(path), reason=f"the output of a run (it holds {STORY})")
    elif ending and ending not in by_ending() and path.is_file():
        yield Rejected(input=shown(path), reason=f"no format that asof reads ({ending})")
    else:
        yield from _paths(path, walk)


def _file(path: Path) -> Material | Rejected:
    if path.name in SIDECARS:
        return Rejected(input=shown(path), reason="describes the files beside it; name its folder instead")
    if not os.access(path, os.R_OK):
        return Rejected(input=shown(path), reason="not allowed to read it")
    return Material(input=shown(path), base=stem_of(shown(path.name)), path=path)


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "not allowed to read it"
    if isinstance(error, OSError) and error.errno in (40, 62):  # ELOOP on Linux and on macOS
        return "a symbolic link that leads back to itself"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error})"
