"""A story's file: an append-only ledger of documents, claims and decisions, with what the last run made of them."""

from asof.store.errors import StoreError
from asof.store.upkeep import backup, forget
from asof.store.verify import Verification, digest, verify
from asof.store.view import View
from asof.store.writer import Kept, Writer

__all__ = ["Kept", "StoreError", "Verification", "View", "Writer", "backup", "digest", "forget", "verify"]
