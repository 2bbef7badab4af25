"""The stage as a whole: events first, then entities and origins, which ask what event a document tells of."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from asof.link.cores import core
from asof.link.entities import entities
from asof.link.homes import homes
from asof.link.origins import links
from asof.link.parts import units
from asof.link.stream import group
from asof.records import Analysis, Claim, Document, Linked, order_of_publication


def link(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis] | Sequence[Analysis],
    claims: Sequence[Claim],
    given: bool = False,
) -> Linked:
    """Entities, events and origins across `documents`, and where each claim belongs.

    `analyses` are by document id, or a sequence (each carries its document's id). With `given`, documents are grouped
    by the story they carry; those without one, and all without `given`, are grouped as found. The result is the same
    for any order of the input. Raises ValueError where two documents have one id or a claim's document is missing.
    """
    ordered = sorted(documents, key=order_of_publication)
    if len({d.document for d in ordered}) < len(ordered):
        raise ValueError("two documents have one id")
    table = analyses if isinstance(analyses, Mapping) else {a.document: a for a in analyses}
    sorted_claims = _sorted(claims, ordered)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted_claims:
        by_document[claim.document].append(claim)
    with _uncollected():
        return _linked(ordered, table, sorted_claims, by_document, given)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: linking makes none, and of a large pile the search is a sixth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _linked(
    ordered: Sequence[Document],
    table: Mapping[str, Analysis],
    sorted_claims: Sequence[Claim],
    by_document: Mapping[str, Sequence[Claim]],
    given: bool,
) -> Linked:
    told = units(ordered, table, by_document, given)
    at_home = homes(ordered, table)
    groups = [[told[i] for i in g] for g in group(told, given)]
    events = tuple(core(g, at_home) for g in groups)
    event_of = {d: e.id for e in reversed(events) for d in e.primary}
    of_part = {c.id: e.id for e, g in zip(events, groups, strict=True) for u in g if u.of for c in u.claims}
    return Linked(
        documents=tuple(ordered),
        claims=tuple(sorted_claims),
        links=links(sorted_claims, event_of, {d.document: d for d in ordered}, of_part, table),
        entities=entities(ordered, table, by_document, event_of),
        events=events,
    )


def _sorted(claims: Sequence[Claim], ordered: Sequence[Document]) -> list[Claim]:
    place = {d.document: n for n, d in enumerate(ordered)}
    if missing := sorted({c.document for c in claims} - place.keys()):
        raise ValueError(f"claims of a document that is not in the pile: {missing[0]}")
    return sorted(claims, key=lambda c: (place[c.document], c.span.start, c.span.end, c.id))
