"""Loading a few events and nothing else: the work is that of their own claims, however long the story is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, func, select

from asof.records import Anchor, Claim, ClaimLink, Decision, Document, EventCore, Linked, order_of_publication, undone
from asof.store import tables
from asof.store.review import split_id

_AT_ONCE = 400
_OF_EVENTS = ("same", "merge", "different", "split", "move")
T = TypeVar("T")
Recorded = Mapping[Table, ColumnElement[bool]]
"""For each table that is asked, which of its rows had been recorded."""


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Few enough at once for one statement."""
    walk = iter(items)
    while some := list(islice(walk, _AT_ONCE)):
        yield some


def aliases(connection: Connection) -> dict[str, str]:
    """What ids of former events mean now; the last word counts."""
    a = tables.aliases
    rows = connection.execute(select(a.c.alias, a.c.id).order_by(a.c.seq)).all()
    return {row.alias: row.id for row in rows}


def meant(id_: str, known: Mapping[str, str]) -> str:
    """The event that an id means, through all that took it over."""
    for _ in range(len(known)):
        if known.get(id_, id_) == id_:
            break
        id_ = known[id_]
    return id_


def together(connection: Connection, wanted: Collection[str], decisions: tuple[Decision, ...]) -> set[str] | None:
    """The events as linked that the decisions tie to those wanted: what must be loaded to know them.

    None where a decision is about an event that only the whole story can find again.
    """
    known = aliases(connection)
    gone = undone(decisions)
    tied = [d for d in decisions if d.id not in gone and d.kind in _OF_EVENTS and d.anchor and _about_events(d)]
    made = {i for d in tied for i in _made(d)}
    meanings = {a.target: meant(a.target, known) for d in tied for a in d.anchor if a.of == "event"}
    there = _there(connection, set(meanings.values()))
    if any(now not in there and target not in made for target, now in meanings.items()):
        return None
    groups: list[set[str]] = []
    for decision in tied:
        group: set[str] = set(_made(decision))
        for anchor in decision.anchor:
            if anchor.of == "event":
                group |= {anchor.target, meanings[anchor.target]}
            else:
                group |= _events_of(connection, anchor, known)
        groups.append(group)
    found = {meant(w, known) for w in wanted} | set(wanted)
    while any(found & g and not g <= found for g in groups):
        for group in groups:
            if found & group:
                found |= group
    return found


def _there(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of some ids that are events as linked."""
    c = tables.cores.c.id
    return {id_ for some in chunks(sorted(ids)) for id_ in connection.execute(select(c).where(c.in_(some))).scalars()}


def events_of(connection: Connection, decision: Decision) -> frozenset[str]:
    """The events that a decision is about, as linked, and those that it may have made."""
    known = aliases(connection)
    named = {a.target for a in decision.anchor if a.of == "event"}
    linked = (e for a in decision.anchor for e in _events_of(connection, a, known))
    return frozenset({*named, *linked, *_made(decision)})


def _about_events(decision: Decision) -> bool:
    return any(a.of == "event" for a in decision.anchor)


def _made(decision: Decision) -> list[str]:
    """The ids of events that a decision may make."""
    if decision.kind == "split":
        return [split_id(tuple(a.target for a in decision.anchor[1:]))]
    if decision.kind == "different" and len(decision.anchor) == 2:
        first, second = decision.anchor
        return [split_id(tuple(second.holds)), first.target, second.target]
    return []


def _events_of(connection: Connection, anchor: Anchor, known: Mapping[str, str]) -> set[str]:
    """The events as linked that an anchor speaks of."""
    run = connection.execute
    if anchor.of == "event":
        c = tables.cores.c
        here = run(select(c.id).where(c.id == meant(anchor.target, known)).limit(1)).scalars()
        return set(here)
    links, claims, cores = tables.links.c, tables.claims.c, tables.cores.c
    if anchor.of == "claim":
        here = run(select(links.event).where(links.id == anchor.target).limit(1)).scalars()
        if found := {e for e in here if e}:
            return found
    if anchor.document is None:
        return set()
    of_claims = select(links.event).distinct().join(tables.claims, claims.id == links.id)
    said = {e for e in run(of_claims.where(claims.document == anchor.document)).scalars() if e}
    if said:
        return said
    name = msgspec.json.encode(anchor.document).decode()  # nothing is claimed in it: every event is looked through
    return set(run(select(cores.id).where(func.instr(cores.body, name) > 0)).scalars())


def load(connection: Connection, events: Collection[str], recorded: Recorded, beside: Collection[str] = ()) -> Linked:
    """The events of these ids as linking left them, with all claims of their documents, and of those `beside`.

    Entities are left out: they belong to no event.
    """
    c = tables.cores.c
    bodies = (
        connection.execute(select(c.turn, c.id, c.body).where(c.id.in_(some))).all() for some in chunks(sorted(events))
    )
    rows = sorted((row.turn or "", row.id, row.body) for some in bodies for row in some)
    cores = tuple(msgspec.json.decode(body, type=EventCore) for _, _, body in rows)
    documents = _documents(connection, sorted({*beside, *(d for core in cores for d in core.documents)}), recorded)
    claims = claims_of(connection, documents, recorded)
    return Linked(
        documents=documents, claims=claims, links=tuple(_links(connection, claims)), entities=(), events=cores
    )


def _documents(connection: Connection, ids: Collection[str], recorded: Recorded) -> tuple[Document, ...]:
    d = tables.documents
    newest: dict[str, str] = {}
    for some in chunks(ids):
        query = select(d.c.document, d.c.body).where(d.c.document.in_(some), recorded[d]).order_by(d.c.revision)
        newest |= {row.document: row.body for row in connection.execute(query).all()}
    found = (msgspec.json.decode(body, type=Document) for body in newest.values())
    return tuple(sorted(found, key=order_of_publication))


def claims_of(connection: Connection, documents: Collection[Document], recorded: Recorded) -> tuple[Claim, ...]:
    """The claims of documents as the engine that last read each found them, in order of the documents, then of text."""
    e, c = tables.extractions, tables.claims
    texts = {(d.document, d.sha256): n for n, d in enumerate(documents)}
    place: dict[int, int] = {}
    for some in chunks(d.document for d in documents):
        query = select(func.max(e.c.seq).label("seq"), e.c.document, e.c.sha256)
        query = query.where(e.c.document.in_(some), recorded[e]).group_by(e.c.document, e.c.sha256)
        rows = connection.execute(query).all()
        place |= {r.seq: texts[r.document, r.sha256] for r in rows if (r.document, r.sha256) in texts}
    found = []
    for seqs in chunks(place):
        query = select(c.c.extraction, c.c.position, c.c.body).where(c.c.extraction.in_(seqs))
        found += [(place[x], n, body) for x, n, body in connection.execute(query).all()]
    return tuple(msgspec.json.decode(body, type=Claim) for _, _, body in sorted(found))


def _links(connection: Connection, claims: Collection[Claim]) -> Iterator[ClaimLink]:
    k = tables.links.c
    found: dict[str, str] = {}
    for some in chunks(claim.id for claim in claims):
        query = select(k.id, k.body).where(k.id.in_(some))
        found |= {row.id: row.body for row in connection.execute(query).all()}
    for claim in claims:
        if claim.id in found:
            yield msgspec.json.decode(found[claim.id], type=ClaimLink)
