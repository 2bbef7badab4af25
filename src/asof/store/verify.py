"""Proving a story: every hash is made again, every span is held against its text, every reference is followed."""

import hashlib
import zlib
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from asof.records import (
    Claim,
    Contradiction,
    Decision,
    Document,
    Event,
    EventCore,
    Record,
    Relation,
    Track,
    decision_id,
)
from asof.records.linked import ClaimLink
from asof.store import tables
from asof.store.connection import in_words, reader
from asof.store.writer import digest_of

_MOST = 1000
_LEFT_OUT = {"seq", "recorded_at", "withdrawn_at", "input", "extraction", "zlib"}


class Verification(Record, frozen=True, kw_only=True):
    """What was checked, and what is wrong, in words (at most 1000 problems)."""

    documents: int = 0
    revisions: int = 0
    claims: int = 0
    spans: int = 0
    bytes: int = 0
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.problems


class _Check:
    """The check of one story: counts and problems as they are found."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.problems: list[str] = []
        self.texts: dict[tuple[str, str], str] = {}
        self.known_claims: set[str] = set()
        self.counts = {"revisions": 0, "claims": 0, "spans": 0, "bytes": 0}

    def run(self) -> Verification:
        for check in (self._file, self._raw, self._documents, self._claims, self._decisions, self._derived):
            check()
        named = {document for document, _ in self.texts}
        return Verification(documents=len(named), problems=tuple(self.problems[:_MOST]), **self.counts)

    def wrong(self, problem: str) -> None:
        if len(self.problems) < _MOST:
            self.problems.append(problem)

    def _file(self) -> None:
        for (line,) in self.connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                self.wrong(f"the file is damaged: {line}")
        for row in self.connection.exec_driver_sql("PRAGMA foreign_key_check"):
            self.wrong(f"{row[0]} row {row[1]} refers to a row of {row[2]} that is not there")

    def _raw(self) -> None:
        for row in self.connection.execute(select(tables.raw)):
            try:
                raw = zlib.decompress(row.zlib)
            except zlib.error as error:
                self.wrong(f"bytes {row.sha256[:12]}: cannot be unpacked ({error})")
                continue
            self.counts["bytes"] += len(raw)
            if hashlib.sha256(raw).hexdigest() != row.sha256:
                self.wrong(f"bytes {row.sha256[:12]}: their hash is another")

    def _documents(self) -> None:
        last: dict[str, int] = {}
        for row in self.connection.execute(select(tables.documents).order_by(tables.documents.c.seq)):
            self.counts["revisions"] += 1
            document = self._decoded(row.body, Document, f"document {row.document}")
            if document is None:
                continue
            self.texts[row.document, row.sha256] = document.text
            self._document(row, document)
            if row.revision != last.get(row.document, 0) + 1:
                self.wrong(f"document {row.document}: revision {row.revision} follows {last.get(row.document, 0)}")
            last[row.document] = row.revision

    def _document(self, row: Any, document: Document) -> None:
        if hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest() != document.sha256:
            self.wrong(f"document {row.document}: the hash of its text is another")
        said = (document.document, document.sha256, document.published.value)
        if said != (row.document, row.sha256, row.published):
            self.wrong(f"document {row.document}: its columns do not say what its record says")
        at = 0
        for passage in document.passages:
            if passage.start != at or passage.end <= passage.start:
                self.wrong(f"document {row.document}: its passages do not tile its text at {passage.start}")
            at = passage.end
        if document.passages and at != len(document.text):
            self.wrong(f"document {row.document}: its passages end at {at}, its text at {len(document.text)}")

    def _claims(self) -> None:
        for row in self.connection.execute(select(tables.extractions).order_by(tables.extractions.c.seq)):
            c = tables.claims
            bodies = self.connection.execute(select(c.c.body).where(c.c.extraction == row.seq).order_by(c.c.position))
            decoded = [self._decoded(body, Claim, f"a claim of {row.document}") for body in bodies.scalars()]
            claims: list[Claim] = [claim for claim in decoded if claim is not None]
            self.counts["claims"] += len(claims)
            self.known_claims.update(claim.id for claim in claims)
            if digest_of(claims) != row.claims_sha256:
                self.wrong(f"document {row.document}: the hash of its claims is another")
            text = self.texts.get((row.document, row.sha256))
            if text is None:
                self.wrong(f"claims of {row.document}: the text they were read from is not there")
            else:
                self._of_one_text(claims, text)

    def _of_one_text(self, claims: list[Claim], text: str) -> None:
        here = {claim.id for claim in claims}
        for claim in claims:
            for problem in self._spans(claim, text):
                self.wrong(f"claim {claim.id} of {claim.document}: {problem}")
            near = (*(claim.denies or ()), claim.same_as, getattr(claim, "part_of", None))
            for other in near:
                if other and other not in here:
                    self.wrong(f"claim {claim.id} of {claim.document} refers to {other}, which is not there")

    def _spans(self, record: object, text: str) -> Iterator[str]:
        """What is wrong with the stretches in a record, however deep they stand."""
        if isinstance(record, tuple):
            for item in record:
                yield from self._spans(item, text)
        if not isinstance(record, Record):
            return
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if isinstance(start, int) and isinstance(end, int):
            self.counts["spans"] += 1
            words = getattr(record, "text", None)
            if not 0 <= start <= end <= len(text):
                yield f"[{start}, {end}) is no stretch of its text"
            elif words is not None and text[start:end] != words:
                yield f"[{start}, {end}) reads {text[start:end]!r}, not {words!r}"
        for field in record.__struct_fields__:
            yield from self._spans(getattr(record, field), text)

    def _decisions(self) -> None:
        """Each decision has the id that its content and number give (but one whose words were forgotten)."""
        d = tables.decisions
        known: set[str] = set()
        for number, row in enumerate(self.connection.execute(select(d).order_by(d.c.seq))):
            decision = self._decoded(row.body, Decision, f"decision {number + 1}")
            if decision is None:
                continue
            if (decision.author, decision.reason, decision.kind) != (row.author, row.reason, row.kind):
                self.wrong(f"decision {decision.id}: its columns do not say what its record says")
            forgotten = any(a.of in ("claim", "event") and not a.quote for a in decision.anchor)
            if not forgotten and decision_id(decision, number) != decision.id:
                self.wrong(f"decision {decision.id}: its hash is another")
            if decision.kind == "undo":
                self._refer(f"decision {decision.id}", decision.targets, known)
            known.add(decision.id)

    def _derived(self) -> None:
        documents = {document for document, _ in self.texts}
        events = {e.id: e for e in self._all(tables.events, Event)}
        cores = {c.id: c for c in self._all(tables.cores, EventCore)}
        for event in (*events.values(), *cores.values()):
            self._refer(f"event {event.id}", (*event.documents, *event.primary), documents)
        for link in self._all(tables.links, ClaimLink):
            self._refer("a link", (link.claim, link.copy_of), self.known_claims)
            self._refer(f"the link of {link.claim}", (link.event,), cores)
        for track in self._all(tables.tracks, Track):
            self._refer(f"track {track.id}", (track.event,), events)
            self._refer(f"track {track.id}", [p.claim for p in track.points], self.known_claims)
        for relation in self._all(tables.relations, Relation):
            self._refer("a relation", (relation.a, relation.b), self.known_claims)
        for found in self._all(tables.contradictions, Contradiction):
            self._refer(f"contradiction {found.id}", found.claims, self.known_claims)

    def _refer(self, what: str, ids: Any, known: Container[str]) -> None:
        for id_ in ids:
            if id_ is not None and id_ not in known:
                self.wrong(f"{what} refers to {id_}, which is not there")

    def _all(self, table: Table, type_: Any) -> Iterator[Any]:
        for body in self.connection.execute(select(table.c.body).order_by(table.c.seq)).scalars():
            record = self._decoded(body, type_, f"a row of {table.name}")
            if record is not None:
                yield record

    def _decoded(self, body: str, type_: Any, what: str) -> Any:
        try:
            return msgspec.json.decode(body, type=type_)
        except msgspec.MsgspecError as error:
            self.wrong(f"{what}: its record cannot be read ({error})")
            return None


def verify(path: str | Path) -> Verification:
    """Checks a whole story. Raises StoreError only where the file cannot be opened as a story at all."""
    engine = reader(Path(path))
    with in_words(Path(path)), engine.connect() as connection:
        return _Check(connection).run()


def digest(path: str | Path) -> str:
    """A hash over all that a story holds but record time and the paths of its inputs: equal stories, equal digests."""
    engine = reader(Path(path))
    total = hashlib.sha256()
    with in_words(Path(path)), engine.connect() as connection:
        for table in (*tables.LEDGER, *tables.DERIVED):
            total.update(f"\x1e{table.name}\x1e".encode())
            for line in sorted(_lines(connection, table)):
                total.update(line)
    return total.hexdigest()


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    keep_input = table is tables.rejected
    columns = [c for c in table.c if c.name not in _LEFT_OUT or (keep_input and c.name == "input")]
    query = select(*columns)
    if table in tables.BOTH_CLOCKS:
        query = query.where(table.c.withdrawn_at.is_(None))
    for row in connection.execute(query):
        yield msgspec.json.encode([*row]) + b"\n"
