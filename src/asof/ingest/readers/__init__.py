"""The formats. Each module of this folder is one and holds a `READER`; adding a format is adding a file."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from asof.ingest.draft import Material, Reader


@cache
def readers() -> tuple[Reader, ...]:
    """Every format, by the name of its module; pages, which others hold, and plain text, which all is, come last."""
    modules = sorted(m.name for m in iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}").READER for name in modules]
    return tuple(sorted(found, key=lambda r: ("html", "text").index(r.name) if r.name in ("html", "text") else -1))


@cache
def by_ending() -> dict[str, Reader]:
    """The reader for each known ending, in small letters with its dot."""
    return {ending: reader for reader in readers() for ending in reader.endings}


def reader_named(name: str) -> Reader:
    """The format of that name."""
    return next(r for r in readers() if r.name == name)


def reader_of(material: Material, ending: str) -> Reader | None:
    """The format of an input: by its ending, else by what the server said, else by its first bytes."""
    if ending in by_ending():
        return by_ending()[ending]
    media_type = (material.media_type or "").partition(";")[0].strip().lower()
    named = next((r for r in readers() if media_type in (r.media_type, *r.media_types)), None)
    if named is not None and named.name != "text":
        return named
    head = material.head()
    return next((r for r in readers() if r.sniff(head)), None)
