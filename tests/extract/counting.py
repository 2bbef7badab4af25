"""What a text counts, as the tests of counts ask it."""

from asof.annotate import annotate
from asof.extract import extract
from asof.records import CountClaim, Document, Passage, Published


def counts(text: str) -> list[CountClaim]:
    """The counts of a report of 4 March 2026, in text order, without single people whom no number counts."""
    passages = (Passage(start=0, end=len(text), part="body"),)
    stamp = Published(value="2026-03-04", precision="day")
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages, published=stamp)
    return [c for c in extract(d, annotate(d)) if isinstance(c, CountClaim) and not c.implied]


def outcomes(text: str) -> list[tuple[str, str]]:
    """The words of each number, and its outcome."""
    return [(c.span.text, c.outcome) for c in counts(text)]
