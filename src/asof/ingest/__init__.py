"""From bytes to documents: pages, mails, feeds, papers and plain text, from files, folders, addresses and stdin."""

from asof.ingest.options import ReadOptions
from asof.ingest.reading import read
from asof.ingest.revisions import Change, changes, unchanged

__all__ = ["Change", "ReadOptions", "changes", "read", "unchanged"]
