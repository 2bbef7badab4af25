"""What the passage that a claim stands in does to it: furniture claims nothing, a quoted post is its poster's."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from msgspec.structs import replace

from asof.records import Attribution, Claim, Document, Passage, Source
from asof.records.claim import SourceKind
from asof.resources import table

_SILENT = ("boilerplate", "byline")


def placed(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims without those of boilerplate and bylines; those of a quoted post have its poster last in their chain.

    Pure. A claim that refers to one that is left out refers to nothing instead.
    """
    if not any(p.part in _SILENT or p.source is not None for p in document.passages):
        return tuple(claims)
    kept = [(c, p) for c in claims if (p := document.passage_at(c.span.start)) is None or p.part not in _SILENT]
    ids = frozenset(c.id for c, _ in kept)
    return tuple(_told(_posted(c, p), ids) for c, p in kept)


def _told(claim: Claim, ids: frozenset[str]) -> Claim:
    denied = tuple(d for d in claim.denies if d in ids) or None if claim.denies else None
    if denied != claim.denies:
        claim = replace(claim, denies=denied)
    if claim.same_as is not None and claim.same_as not in ids:
        claim = replace(claim, same_as=None)
    part_of = getattr(claim, "part_of", None)
    return replace(claim, part_of=None) if part_of is not None and part_of not in ids else claim


def _posted(claim: Claim, passage: Passage | None) -> Claim:
    if passage is None or passage.source is None:
        return claim
    chain = claim.attribution.chain if claim.attribution else ()
    at = passage.source
    if any(s.start == at.start for s in chain):
        return claim
    poster = Source(text=at.text, start=at.start, end=at.end, kind=_kind(at.text))
    cue = claim.attribution.cue if claim.attribution else None
    return replace(claim, attribution=Attribution(chain=(*chain, poster), cue=cue))


def _kind(name: str) -> SourceKind:
    """The kind of source that a poster's name tells: that of its weightiest noun."""
    told = [found for word in _words(name) if (found := _nouns().get(word)) is not None]
    return max(told, key=lambda t: t[0])[1] if told else "other"


def _words(name: str) -> Iterator[str]:
    yield from (w.strip(".,@").lower() for w in name.split())


@cache
def _nouns() -> dict[str, tuple[int, SourceKind]]:
    return {row["noun"]: (int(row["weight"]), cast(SourceKind, row["kind"])) for row in table("attribution/kinds")}
