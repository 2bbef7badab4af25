"""Looking again and again at feeds and pages: only what is new, or other than it was, is handed on.

What was seen is kept as a record (`Seen`) that the caller stores when it has dealt with what was handed on: after a
kill in between the same is handed on again, and the story knows it already.
"""

import hashlib
import re
from pathlib import Path

from msgspec.structs import replace

from asof.ingest.draft import Material
from asof.ingest.fetch import Fetcher, base_of
from asof.ingest.inputs import shown, stem_of
from asof.ingest.options import ReadOptions
from asof.records import Record, Rejected

NEWEST = 10
"""How many of a feed's newest pages are looked at again each time: live reports change where they are."""
_TRIES = 3


class Page(Record, frozen=True, kw_only=True):
    """What is known of one address: what its server asks to be told, a hash of what it gave, how often it failed."""

    etag: str | None = None
    modified: str | None = None
    sha256: str = ""
    failed: int = 0


class Seen(Record, frozen=True, kw_only=True):
    """What earlier looks saw, by address; `links` are the pages of each feed, the newest first."""

    pages: dict[str, Page] = {}
    links: dict[str, tuple[str, ...]] = {}


class Look(Record, frozen=True, kw_only=True):
    """What one look found: inputs that are new or changed; feeds that did not answer, with the reason; what to keep."""

    materials: tuple[Material, ...]
    silent: tuple[Rejected, ...]
    rejected: tuple[Rejected, ...]
    seen: Seen


def look(feeds: tuple[str, ...], seen: Seen, options: ReadOptions, fetcher: Fetcher) -> Look:
    """Look at every feed, at the pages that are new in it, and again at its newest."""
    round_ = _Round(seen, options, fetcher)
    for feed in feeds:
        round_.feed(feed)
    return Look(
        materials=tuple(round_.materials), silent=tuple(round_.silent), rejected=tuple(round_.rejected),
        seen=Seen(pages=round_.pages, links=round_.links),
    )  # fmt: skip


class _Round:
    """One look at all feeds."""

    def __init__(self, seen: Seen, options: ReadOptions, fetcher: Fetcher) -> None:
        self.pages, self.links = dict(seen.pages), dict(seen.links)
        self.materials: list[Material] = []
        self.silent: list[Rejected] = []
        self.rejected: list[Rejected] = []
        self._looked: set[str] = set()
        self._options, self._fetcher = options, fetcher

    def feed(self, name: str) -> None:
        """Look at one feed, or at a page that is watched by itself."""
        from asof.ingest.readers import feed  # noqa: PLC0415 - the readers load what they are built on

        found = self._changed(name)
        if isinstance(found, Rejected):
            self.silent.append(found)
            return
        if found is None:
            for url in self.links.get(name, ())[:NEWEST]:
                self._page(url)
            return
        if not feed.is_feed(found):
            self.materials.append(found)
            return
        links = [link for link in feed.links(found, self._options) if not link.list_][: self._options.max_parts]
        self.links[name] = tuple(link.url for link in links)
        for number, link in enumerate(links):
            known = self.pages.get(link.url)
            if known is None or number < NEWEST or 0 < known.failed < _TRIES:
                page = self._page(link.url)
                if page is not None:
                    self.materials[-1] = replace(page, beside=link.said)
        apart = (link.url for link in links if self.pages.get(link.url, Page()).sha256)
        self.materials.append(replace(found, apart=frozenset(apart)))

    def _page(self, url: str) -> Material | None:
        """Look at a page behind a feed; the page where it is new or changed."""
        if url in self._looked or self.pages.get(url, Page()).failed >= _TRIES:
            return None
        found = self._changed(url)
        if isinstance(found, Rejected):
            known = self.pages.get(url, Page())
            self.pages[url] = replace(known, failed=known.failed + 1)
            if known.failed + 1 == _TRIES:
                self.rejected.append(found)
        elif found is not None:
            self.materials.append(found)
            return found
        return None

    def _changed(self, name: str) -> Material | Rejected | None:
        """What an address or a file holds, where that is not what it held; None where nothing has changed."""
        self._looked.add(name)
        known = self.pages.get(name, Page())
        if not re.match(r"https?://", name, re.I):
            return self._file(name, known)
        got = self._fetcher.get(name, known.etag, known.modified)
        if isinstance(got, Rejected) or got.unchanged:
            return got if isinstance(got, Rejected) else None
        digest = hashlib.sha256(got.raw).hexdigest()
        self.pages[name] = Page(etag=got.etag, modified=got.modified, sha256=digest)
        if digest == known.sha256:
            return None
        return Material(input=name, base=base_of(name), raw=got.raw, url=got.url, media_type=got.media_type)

    def _file(self, name: str, known: Page) -> Material | Rejected | None:
        try:
            material = Material(input=name, base=stem_of(shown(Path(name).name)), path=Path(name))
            digest = _digest(material, self._options.max_stream)
        except (OSError, ValueError) as error:
            return Rejected(input=name, reason=f"cannot be read ({getattr(error, 'strerror', None) or error})")
        self.pages[name] = Page(sha256=digest)
        return None if digest == known.sha256 else material


def _digest(material: Material, limit: int) -> str:
    digest = hashlib.sha256()
    with material.open() as file:
        while limit > 0 and (piece := file.read(min(limit, 1 << 20))):
            limit -= len(piece)
            digest.update(piece)
    return digest.hexdigest()
