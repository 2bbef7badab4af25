"""Who issued a paper or a newsletter whose markup does not say so: a name at its head or end, and the proof of it."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from asof.resources import table

_HEADS, _LAST = 3, 40  # lines at the top of a page that may bear a name; lines at the end of a web page
_LONGEST = 300
_PIECES = 12  # of a head, that may be a name
_MENTIONS, _END = 100, 20_000  # of a name, where the proof of it is looked for; characters at the end that are always
_BEFORE, _BEHIND = 160, 2  # characters around a mention that a form may take
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
    pieces = (p.strip() for head in heads[:_HEADS] for p in _BETWEEN.split(head[:_LONGEST])[:_PIECES])
    for piece in dict.fromkeys(p for p in pieces if re.fullmatch(_NAME, p)):
        found = _proved(piece, text)
        if found:
            return found
    return None


def _proved(name: str, text: str) -> str | None:
    """The name as the text writes it, where its words around a mention of it prove that it issued them."""
    bare = name.removeprefix("The ").removeprefix("THE ")
    written = rf"(?P<name>{re.escape(bare)})(?!\w)"
    places = _mentions(bare, text)
    for pattern in _forms("head"):
        form = re.compile(pattern.replace("{name}", written), re.I | re.M)
        for start, end in places:
            match = form.search(text, max(0, start - _BEFORE), end + _BEHIND)
            if match and match["name"][:1].isupper():
                every = (text[s:e] for s, e in places)
                return next((m for m in every if m[:1].isupper() and not m.isupper()), bare)
    return None


def _mentions(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name stands: the first times, and those near the end of the text, where a paper says who issued it.

    Not every time: a long text of few words would take minutes.
    """
    form = re.compile(re.escape(name), re.I)
    last = max(0, len(text) - _END)
    first = [m.span() for m in islice(form.finditer(text), _MENTIONS)]
    return sorted({*first, *[m.span() for m in form.finditer(text, last)][-_MENTIONS:]})


def at_the_end(lines: Sequence[str]) -> str | None:
    """Who sends a newsletter, as a line at its end says it; None where none does."""
    for line in reversed(lines[-_LAST:]):
        for pattern in _forms("foot"):
            match = re.search(pattern.replace("{name}", f"(?-i:(?P<name>{_NAME}))"), line[:_LONGEST], re.I)
            if match:
                return match["name"]
    return None
