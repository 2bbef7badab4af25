"""A story's file: an append-only ledger of documents, claims and decisions, with what the last run made of them."""

from asof.store.errors import StoreError
from asof.store.naming import kept_ids
from asof.store.review import Reviewed, apply, counts_by, pinned, prepare
from asof.store.upkeep import backup, forget
from asof.store.verify import Verification, digest, verify
from asof.store.view import View
from asof.store.writer import Kept, Writer

__all__ = [
    "Kept",
    "Reviewed",
    "StoreError",
    "Verification",
    "View",
    "Writer",
    "apply",
    "backup",
    "counts_by",
    "digest",
    "forget",
    "kept_ids",
    "pinned",
    "prepare",
    "verify",
]
