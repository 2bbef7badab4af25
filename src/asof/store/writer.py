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
from sqlalchemy import Table, desc, func, insert, or_, select

from asof.records import Claim, Decision, Document, Linked, Reading, Rejected, Story, decision_id
from asof.store import tables
from asof.store.connection import in_words, stamp, to_one_file, writer
from asof.store.deriving import Found, add_events, replace_all, replace_events
from asof.store.errors import StoreError
from asof.store.lock import Lock

Kept = Literal["new", "same", "revised", "restated", "forgotten"]
_BATCH = 200


def encoded(record: object) -> str:
    """A record as the JSON that the store keeps."""
    return msgspec.json.encode(record).decode()


def digest_of(claims: Sequence[Claim]) -> str:
    """The hash by which the claims of a document are known."""
    return hashlib.sha256(msgspec.json.encode(claims)).hexdigest()


class Writer:
    """The one writer of a story; a context manager that holds the lock, and commits when it ends without an error.

    `now` gives record time (for tests); `who` says what is writing, to whoever is kept out.
    Raises StoreError where the file is in use, damaged or of a newer asof.
    """

    def __init__(self, path: str | Path, now: Callable[[], datetime] | None = None, who: str = "") -> None:
        self.path = Path(path)
        self._now = now
        self._lock = Lock(self.path, who)
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
        document, t, d = reading.document, tables.tombstones, tables.documents
        last = self._connection.execute(
            select(d.c.body, d.c.sha256).where(d.c.document == document.document).order_by(desc(d.c.revision)).limit(1)
        ).first()
        # A copy under another id that is here in its own right stays; one that comes anew would bring the text back.
        gone = (
            t.c.document == document.document
            if last
            else or_(t.c.document == document.document, t.c.sha256 == document.sha256)
        )
        if self._connection.execute(select(t.c.seq).where(gone).limit(1)).first():
            return "forgotten"
        if last is None:
            return "new"
        if last.body == encoded(document):
            return "same"
        return "restated" if last.sha256 == document.sha256 else "revised"

    def _add_raw(self, reading: Reading) -> None:
        r = tables.raw
        if self._connection.execute(select(r.c.sha256).where(r.c.sha256 == reading.raw_sha256)).first():
            return
        packed = zlib.compress(reading.raw, 6)
        self._insert(
            r, sha256=reading.raw_sha256, media_type=reading.media_type, size=len(reading.raw), zlib=packed
        )  # fmt: skip

    def _add_document(self, reading: Reading) -> None:
        document, d = reading.document, tables.documents
        before = select(func.count()).select_from(d).where(d.c.document == document.document)
        self._insert(
            d,
            document=document.document,
            revision=self._connection.execute(before).scalar_one() + 1,
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
                self._connection.execute(insert(tables.claims), rows)
        self._step()
        return True

    def _require(self, document: Document) -> None:
        d = tables.documents
        here = select(d.c.seq).where(d.c.document == document.document, d.c.sha256 == document.sha256).limit(1)
        if not self._connection.execute(here).first():
            raise StoreError(f"{self.path}: no document {document.document!r} with this text is in the story")

    def _latest(self, document: Document) -> tuple[str, str] | None:
        e = tables.extractions
        row = self._connection.execute(
            select(e.c.engine, e.c.claims_sha256)
            .where(e.c.document == document.document, e.c.sha256 == document.sha256)
            .order_by(desc(e.c.seq))
            .limit(1)
        ).first()
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
        result = self._connection.execute(insert(table).values(recorded_at=self.now(), **values))
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
