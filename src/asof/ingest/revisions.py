"""What a page says now that it did not say when it was read before: new, changed and withdrawn stretches."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Literal

from asof.ingest.stamps import stamp_of
from asof.records import Document, Passage, Range, Record
from asof.records.document import Part

Kind = Literal["new", "changed", "gone"]
_AGO = re.compile(
    r"\b(?:\d{1,3}|an?)\s?(?:s|secs?|m|mins?|h|hrs?|d|seconds?|minutes?|hours?|days?)\s?ago\b|\bjust now\b"
)
_TOLD: tuple[Part, ...] = ("headline", "body", "update", "caption", "quote")
_ALIKE, _ALIKE_AT_ONE_TIME = 0.6, 0.3
_STAMP = 120
_NEAREST = 200
"""So many units of the old text a new one is compared with at most."""


class Change(Record, frozen=True, kw_only=True):
    """One change between two revisions of a document.

    `now` is where the words stand in the new text (None where they are gone), `before` where they stood in the old one
    (None where they are new). `asserted_at` is the time of the new words' own stamp, if they have one.
    """

    kind: Kind
    part: Part
    now: Range | None = None
    before: Range | None = None
    asserted_at: str | None = None


class _Unit(Record, frozen=True, kw_only=True):
    """A stretch that is compared as one: an update, or a paragraph of anything else."""

    place: Range
    passage: Passage
    words: str
    clock: str = ""
    """The stamp that it begins with, as it is written."""


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """What is new or changed in `new`, in its order, then what is gone from `old`, in its order. Pure.

    An update is known again by its name in the page, else by its words, else by its time and like words; a paragraph by
    its words or like words. What only grew older ("5 minutes ago") or moved has not changed. Boilerplate, bylines,
    dates and readers' comments are not compared.
    """
    before, now = list(_units(old)), list(_units(new))
    pairs = _same(before, now)
    found = [_change(unit, pairs.get(n), before) for n, unit in enumerate(now)]
    kept = set(pairs.values())
    gone = [
        Change(kind="gone", part=u.passage.part, before=u.place) for n, u in enumerate(before) if n not in kept
    ]  # fmt: skip
    return (*(c for c in found if c is not None), *gone)


def unchanged(old: Document, new: Document) -> bool:
    """Whether a later reading of a page says nothing that the earlier one did not: neither in words nor in times.

    Advertisements, links elsewhere, readers' comments and "5 minutes ago" may differ; what is known of the page (its
    title, date, outlet) may not.
    """
    return _known(old) == _known(new) and not changes(old, new)


def _known(document: Document) -> tuple[object, ...]:
    """What a document is known to be, beside its words: with the times of its updates."""
    at = [p.asserted_at for p in document.passages if p.part == "update"]
    date = document.published
    return (document.title, date.value, date.precision, document.outlet, document.url, document.story, at)


def _units(document: Document) -> Iterator[_Unit]:
    for passage in document.passages:
        if passage.part not in _TOLD:
            continue
        text = document.text[passage.start : passage.end]
        if passage.part == "update":
            yield from _unit(text, passage.start, passage)
        else:
            for match in re.finditer(r"[^\n]+", text):
                yield from _unit(match[0], passage.start + match.start(), passage)


def _unit(text: str, start: int, passage: Passage) -> Iterator[_Unit]:
    bare = text.strip()
    if bare:
        first = start + text.index(bare)
        head, _, rest = bare.partition("\n")
        alone = passage.part == "update" and rest and len(head) <= _STAMP and stamp_of(head) is not None
        words = " ".join(re.findall(r"\w+", _AGO.sub(" ", (rest if alone else bare).lower())))
        place = Range(start=first, end=first + len(bare))
        yield _Unit(place=place, passage=passage, words=words, clock=head if alone else "")


def _same(before: Sequence[_Unit], now: Sequence[_Unit]) -> dict[int, int]:
    """For each unit of the new text the one of the old text that it is, or was; no two have one."""
    pairs: dict[int, int] = {}
    by_words: dict[tuple[str, str], list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for n, unit in enumerate(before):
        by_words.setdefault((unit.passage.part, unit.words), []).append(n)
        if unit.passage.entry:
            by_name.setdefault(unit.passage.entry, []).append(n)
    free = set(range(len(before)))
    for n, unit in enumerate(now):
        same = [m for m in by_words.get((unit.passage.part, unit.words), ()) if m in free]
        same = [m for m in same if before[m].passage.entry == unit.passage.entry] or same
        if same:
            pairs[n] = same[0]
            free.discard(same[0])
    for n, unit in enumerate(now):
        named = [m for m in by_name.get(unit.passage.entry or "", ()) if m in free and n not in pairs]
        if named:
            pairs[n] = named[0]
            free.discard(named[0])
    for _, n, m in sorted(_like(before, now, free, pairs)):
        if m in free and n not in pairs:
            pairs[n] = m
            free.discard(m)
    return pairs


def _like(
    before: Sequence[_Unit], now: Sequence[_Unit], free: Iterable[int], pairs: Iterable[int]
) -> Iterator[tuple[float, int, int]]:
    """For units of the new text that have no pair, those of the old text that they may have been, and how like.

    Of very many without a pair only the nearest in place are compared, so that an endless page takes no endless time.
    """
    left = [(m, before[m], Counter(before[m].words.split())) for m in sorted(free)]
    known = set(pairs)
    for n, unit in enumerate(now):
        words = Counter(unit.words.split()) if n not in known else Counter[str]()
        first = min(max(bisect_left(left, n, key=itemgetter(0)) - _NEAREST // 2, 0), max(len(left) - _NEAREST, 0))
        for m, other, theirs in left[first : first + _NEAREST] if words else ():
            if other.passage.part != unit.passage.part or (other.passage.entry and unit.passage.entry):
                continue
            alike = _overlap(words, theirs)
            if alike >= (_ALIKE_AT_ONE_TIME if _at_once(unit, other) else _ALIKE):
                yield -alike, n, m


def _at_once(a: _Unit, b: _Unit) -> bool:
    """Whether two updates bear one time; a day that many bear is none."""
    at = a.passage.asserted_at
    if at is None or at != b.passage.asserted_at:
        return False
    return "T" in at or bool(a.clock and a.clock == b.clock)


def _overlap(left: Counter[str], right: Counter[str]) -> float:
    """Words that two texts share, of those of the shorter one (Szymkiewicz and Simpson's overlap)."""
    least = min(left.total(), right.total())
    return (left & right).total() / least if least else 0.0


def _change(unit: _Unit, was: int | None, before: Sequence[_Unit]) -> Change | None:
    passage = unit.passage
    if was is None:
        return Change(kind="new", part=passage.part, now=unit.place, asserted_at=passage.asserted_at)
    if before[was].words == unit.words:
        return None
    place = before[was].place
    return Change(kind="changed", part=passage.part, now=unit.place, before=place, asserted_at=passage.asserted_at)
