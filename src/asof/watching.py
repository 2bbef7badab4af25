"""Watching feeds: look, read what is new or changed, add it to the story, say what that changed.

A round is whole or it is nothing: the store commits as one, and what was seen is written down only after it. A kill at
any moment costs at most that the next round reads again what this one had read.
"""

import os
from pathlib import Path

import msgspec

from asof.ingest import Change, changes
from asof.ingest.fetch import Fetcher
from asof.ingest.polling import Look, Seen, look
from asof.ingest.reading import read_materials
from asof.pipeline import (
    STORE_NAME,
    Pile,
    Progress,
    RunOptions,
    Spread,
    add,
    one_by_one,
    pile_of,
    says_nothing_new,
    silent,
    tell_story,
)
from asof.records import Document, Linked, Record, Rejected, Story
from asof.store import View
from asof.tell.updates import Update, updates

SEEN_NAME = "watch.json"
_NOTHING = Linked(documents=(), claims=(), links=(), entities=(), events=())


class Said(Record, frozen=True, kw_only=True):
    """What a page says that it did not say when it was looked at before, with the words: those now, else those gone."""

    document: str
    change: Change
    words: str


class Round(Record, frozen=True, kw_only=True):
    """What one round did: the documents that were new or changed, what changed in the figures, what went wrong.

    `said`: the new, changed and withdrawn passages of pages that were known, page by page. `silent`: feeds that did
    not answer. `story` is None where nothing was added.
    """

    documents: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    updates: tuple[Update, ...] = ()
    labels: dict[str, str] = {}
    silent: tuple[Rejected, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    story: Story | None = None


class How(Record, frozen=True, kw_only=True):
    """By what a round fetches and analyses."""

    fetcher: Fetcher
    spread: Spread = one_by_one
    progress: Progress = silent


def watch_round(options: RunOptions, how: How) -> Round:
    """One look at `options.inputs`, added to the story in `options.out`.

    Raises `asof.store.StoreError` where the story cannot be written (another program may be writing it), OSError where
    the folder cannot; then nothing counts as seen.
    """
    seen = _seen(options.out)
    found = look(options.inputs, seen, options.read, how.fetcher)
    done = _added(options, found, how)
    if found.seen != seen:
        _keep(options.out, found.seen)
    return done


def _added(options: RunOptions, found: Look, how: How) -> Round:
    store = options.out / STORE_NAME
    pile = pile_of(read_materials(found.materials, options.read), how.progress)
    known = {d.document: d for d in View(store).documents()} if store.is_file() else {}
    fresh = tuple(r for r in pile.readings if _fresh(known.get(r.document.document), r.document))
    rejected = (*found.rejected, *pile.rejected)
    if not fresh:
        return Round(silent=found.silent, rejected=rejected)
    before = View(store).story() if store.is_file() else tell_story(_NOTHING, (), options.at, options.rule)
    story = add(options, Pile(readings=fresh, rejected=rejected), how.spread, how.progress)
    return Round(
        documents=tuple(r.document.document for r in fresh),
        said=tuple(s for r in fresh if (old := known.get(r.document.document)) for s in _said(old, r.document)),
        updates=updates(before, story),
        labels={event.id: event.label for event in story.reconciled.events},
        silent=found.silent,
        rejected=rejected,
        story=story,
    )


def _fresh(old: Document | None, new: Document) -> bool:
    """Whether a page says something that the story does not know."""
    return old is None or (old.sha256 != new.sha256 and not says_nothing_new(old, new))


def _said(old: Document, new: Document) -> tuple[Said, ...]:
    """What is new, changed or gone in a page that was known."""
    found = []
    for change in changes(old, new):
        place, text = (change.now, new.text) if change.now else (change.before, old.text)
        words = text[place.start : place.end] if place else ""
        found.append(Said(document=new.document, change=change, words=words))
    return tuple(found)


def _seen(folder: Path) -> Seen:
    """What earlier rounds saw; nothing where that was never written, or cannot be understood."""
    try:
        return msgspec.json.decode((folder / SEEN_NAME).read_bytes(), type=Seen)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return Seen()


def _keep(folder: Path, seen: Seen) -> None:
    """Write down what was seen, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{SEEN_NAME}.part"
    with part.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(seen, order="sorted"), indent=1))
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / SEEN_NAME)
