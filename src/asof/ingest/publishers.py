"""Who issued a paper or a newsletter whose markup does not say so: a name at its head or end, and the proof of it."""

import re
from collections.abc import Sequence
from functools import cache

from asof.resources import table

_HEADS, _LAST = 3, 40  # lines at the top of a page that may bear a name; lines at the end of a web page
_LONGEST = 300
_CAPITAL = r"[A-Z][\w’'&-]*"
_NAME = rf"{_CAPITAL}(?: (?:(?:of|the|and|for|in|on|&) ){{0,2}}{_CAPITAL}){{0,7}}"
_BETWEEN = re.compile(r"\s[-–—|·•:/]\s|[,;|·•]\s|:\s|\s{3,}")


@cache
def _forms(where: str) -> tuple[str, ...]:
    return tuple(row["pattern"] for row in table("ingest/publishers") if row["where"] == where)


def letterhead(heads: Sequence[str], text: str) -> str | None:
    """Who issued a paper: a name at the head of its pages of which its own words say that it did; None where none is.

    `heads` are the lines at the top of the first page. A header names the subject as often as the issuer, so that the
    name alone proves nothing. It is given as the text writes it ("Tarn Ferries", where the head has "TARN FERRIES").
    """
    for head in heads[:_HEADS]:
        for piece in _BETWEEN.split(head[:_LONGEST]):
            if re.fullmatch(_NAME, piece.strip()) and (found := _proved(piece.strip(), text)):
                return found
    return None


def _proved(name: str, text: str) -> str | None:
    bare = name.removeprefix("The ").removeprefix("THE ")
    written = rf"(?P<name>{re.escape(bare)})(?!\w)"
    for pattern in _forms("head"):
        match = re.search(pattern.replace("{name}", written), text, re.I | re.M)
        if match and match["name"][:1].isupper():
            every = (m[0] for m in re.finditer(re.escape(bare), text, re.I))
            return next((m for m in every if m[:1].isupper() and not m.isupper()), bare)
    return None


def at_the_end(lines: Sequence[str]) -> str | None:
    """Who sends a newsletter, as a line at its end says it; None where none does."""
    for line in reversed(lines[-_LAST:]):
        for pattern in _forms("foot"):
            match = re.search(pattern.replace("{name}", f"(?-i:(?P<name>{_NAME}))"), line[:_LONGEST], re.I)
            if match:
                return match["name"]
    return None
