"""From bytes to documents: text, Markdown, HTML, TimeML and JSONL, from files, folders, addresses and stdin."""

from asof.ingest.options import ReadOptions
from asof.ingest.reading import read

__all__ = ["ReadOptions", "read"]
