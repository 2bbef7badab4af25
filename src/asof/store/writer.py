"""Adding to a story. Everything is committed in whole steps: a run that is killed and started again ends the same."""

import hashlib
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from msgspec.structs import replace
from sqlalchemy import BindParameter, Table, bindparam, desc, func, insert, or_, select

from asof.records import Claim, Decision, Document, Linked, Reading, Rejected, Story, decision_id
from asof.store import tables
from asof.store.connection import in_words, stamp, to_one_file, writer
from asof.store.deriving import Found, add_events, insert_rows, replace_all, replace_events
from asof.store.errors import StoreError
from asof.store.lock import Lock

Kept = Literal["new", "same", "revised", "restated", "forgotten"]
_BATCH = 200

# What is asked of every document, put together once: for a large pile that is half of the cost.
_d, _t, _e, _r = tables.documents.c, tables.tombstones.c, tables.extractions.c, tables.raw.c
_NAMED: BindParameter[str] = bindparam("document")
_HASHED: BindParameter[str] = bindparam("sha256")
_LAST = select(_d.body, _d.sha256).where(_d.document == _NAMED).order_by(desc(_d.revision)).limit(1)
_GONE = select(_t.seq).where(_t.document == _NAMED).limit(1)
_GONE_OR_COPY = select(_t.seq).where(or_(_t.document == _NAMED, _t.sha256 == _HASHED)).limit(1)
_BYTES = select(_r.sha256).where(_r.sha256 == _HASHED)
_REVISIONS = select(func.count()).select_from(tables.documents).where(_d.document == _NAMED)
_HERE = select(_d.seq).where(_d.document == _NAMED, _d.sha256 == _HASHED).limit(1)
_READ_LAST = (
    select(_e.engine, _e.claims_sha256)
    .where(_e.document == _NAMED, _e.sha256 == _HASHED)
    .order_by(desc(_e.seq))
    .limit(1)
)
_INSERTS = {table: insert(table) for table in tables.LEDGER}


def encoded(record: object) -> str:
    """A record as the JSON that the store keeps."""
    return msgspec.json.encode(record).decode()


def digest_of(claims: Sequence[Claim]) -> str:
    """The hash by which the claims of a document are known."""
    return hashlib.sha256(msgspec.json.encode(claims)).hexdigest()


class Writer:
    """The one writer of a story; a context manager that holds the lock, and commits when it ends without an error.

    `now` gives record time (for tests); `who` says what is writing, to whoever is kept out; `wait`: for how many
    seconds another writer is waited for. Raises StoreError where the file is in use, damaged or of a newer asof.
    """

    def __init__(
        self, path: str | Path, now: Callable[[], datetime] | None = None, who: str = "", wait: float = 0.0
    ) -> None:
        self.path = Path(path)
        self._now = now
        self._lock = Lock(self.path, who, wait)
        self._pending = 0

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        try:
            self._engine = writer(self.path)
            with in_words(self.path):
                self._connection = self._engine.connect()
                self._transaction = self._connection.begin()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            with in_words(self.path):
                if kind is None:
                    self._transaction.commit()
                else:
                    self._transaction.rollback()
                self._connection.close()
                to_one_file(self._engine)
                self._engine.dispose()
        finally:
            self._lock.release()

    def commit(self) -> None:
        """Makes everything so far lasting; also done now and then by itself."""
        with in_words(self.path):
            self._transaction.commit()
            self._transaction = self._connection.begin()
        self._pending = 0

    def reading(self, reading: Reading) -> Kept:
        """Keeps a document with its bytes.

        Returns "new", "same" (nothing is added), "revised" (another text: a new revision), "restated" (the same text,
        but what is known of it changed: also a new revision), or "forgotten" (it was forgotten, and stays so).
        """
        with in_words(self.path):
            kept = self._kept(reading)
            if kept in ("new", "revised", "restated"):
                self._add_raw(reading)
                self._add_document(reading)
        self._step()
        return kept

    def _kept(self, reading: Reading) -> Kept:
        document = reading.document
        named = {"document": document.document, "sha256": document.sha256}
        last = self._connection.execute(_LAST, named).first()
        # A copy under another id that is here in its own right stays; one that comes anew would bring the text back.
        if self._connection.execute(_GONE if last else _GONE_OR_COPY, named).first():
            return "forgotten"
        if last is None:
            return "new"
        if last.body == encoded(document):
            return "same"
        return "restated" if last.sha256 == document.sha256 else "revised"

    def _add_raw(self, reading: Reading) -> None:
        if self._connection.execute(_BYTES, {"sha256": reading.raw_sha256}).first():
            return
        packed = zlib.compress(reading.raw, 6)
        self._insert(
            tables.raw, sha256=reading.raw_sha256, media_type=reading.media_type, size=len(reading.raw), zlib=packed
        )  # fmt: skip

    def _add_document(self, reading: Reading) -> None:
        document = reading.document
        before = self._connection.execute(_REVISIONS, {"document": document.document}).scalar_one()
        self._insert(
            tables.documents,
            document=document.document,
            revision=before + 1,
            sha256=document.sha256,
            raw_sha256=reading.raw_sha256,
            published=document.published.value,
            input=reading.input,
            body=encoded(document),
        )

    def claims(self, document: Document, claims: Sequence[Claim], engine: str) -> bool:
        """Keeps what `engine` (its name and version) found in a document; false where that is what is known already.

        Raises StoreError where the document is not in the story.
        """
        found = digest_of(claims)
        with in_words(self.path):
            self._require(document)
            if self._latest(document) == (engine, found):
                return False
            seq = self._insert(
                tables.extractions,
                document=document.document, sha256=document.sha256, engine=engine, claims_sha256=found,
            )  # fmt: skip
            rows = [_claim_row(seq, n, claim) for n, claim in enumerate(claims)]
            if rows:
                insert_rows(self._connection, tables.claims, rows)
        self._step()
        return True

    def _require(self, document: Document) -> None:
        if not self._connection.execute(_HERE, {"document": document.document, "sha256": document.sha256}).first():
            raise StoreError(f"{self.path}: no document {document.document!r} with this text is in the story")

    def _latest(self, document: Document) -> tuple[str, str] | None:
        row = self._connection.execute(_READ_LAST, {"document": document.document, "sha256": document.sha256}).first()
        return (row.engine, row.claims_sha256) if row else None

    def rejected(self, rejected: Rejected) -> None:
        """Keeps that an input was set aside, once for each reason."""
        r = tables.rejected
        with in_words(self.path):
            known = select(r.c.seq).where(r.c.input == rejected.input, r.c.reason == rejected.reason)
            if not self._connection.execute(known).first():
                self._insert(r, input=rejected.input, reason=rejected.reason)
        self._step()

    def decision(self, decision: Decision) -> Decision:
        """Keeps a person's decision, prepared (see `review.prepare`), and gives it back with its id and record time.

        It is lasting with the next commit, together with what was derived by it.
        """
        with in_words(self.path):
            number = self._connection.execute(select(func.count()).select_from(tables.decisions)).scalar_one()
            plain = replace(decision, recorded_at=None)
            made = replace(plain, id=decision_id(plain, number))
            now = self.now()
            values = {"author": made.author, "reason": made.reason, "kind": made.kind, "body": encoded(made)}
            self._connection.execute(insert(tables.decisions).values(recorded_at=now, **values))
        return replace(made, recorded_at=now)

    def alias(self, alias: str, event: str) -> None:
        """Keeps that the id `alias` now means the event of another id (or, with its own id, itself again)."""
        with in_words(self.path):
            self._insert(tables.aliases, alias=alias, id=event)

    def derived(self, story: Story, linked: Linked | None = None, rule: str = "ucdp") -> None:
        """Replaces what linking and reconciling found by that of `story`, all at once, and commits.

        `linked`: what linking found before decisions were applied, where that is something else.
        """
        with in_words(self.path):
            replace_all(self._connection, Found(story=story, linked=linked, rule=rule), self.now())
        self.commit()

    def events_again(self, story: Story, events: Collection[str], set_aside: Mapping[str, int]) -> None:
        """Replaces what was reconciled of some events by what `story` holds, and the count of what was set aside.

        It is lasting with the next commit.
        """
        with in_words(self.path):
            replace_events(self._connection, story, events, self.now())
            s = tables.summary
            self._connection.execute(s.update().where(s.c.key == "set_aside").values(body=encoded(set_aside)))

    def events_more(self, story: Story) -> None:
        """Adds events that are not in the story yet, with all that was found of them: for piles beyond memory."""
        with in_words(self.path):
            add_events(self._connection, story, self.now())
        self._step()

    def now(self) -> str:
        """Record time."""
        return stamp(self._now() if self._now else None)

    def _insert(self, table: Table, **values: Any) -> int:
        result = self._connection.execute(_INSERTS[table], {"recorded_at": self.now(), **values})
        return int(result.lastrowid)

    def _step(self) -> None:
        self._pending += 1
        if self._pending >= _BATCH:
            self.commit()


def _claim_row(extraction: int, position: int, claim: Claim) -> dict[str, Any]:
    return {
        "extraction": extraction,
        "position": position,
        "id": claim.id,
        "document": claim.document,
        "kind": str(claim.__struct_config__.tag),
        "start": claim.span.start,
        "end": claim.span.end,
        "asserted_at": claim.asserted_at,
        "body": encoded(claim),
    }
