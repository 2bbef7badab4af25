"""Quotations in a text: curly, straight and guillemets, over several paragraphs where each opens anew."""

import re
from typing import NamedTuple

_MARKS = re.compile(r"[\"“”„«»]|``|''|\n[^\S\n]*\n")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»"})


class Quote(NamedTuple):
    """A quotation with its marks: [start, end). `closed` is false where it runs on in the next paragraph."""

    start: int
    end: int
    closed: bool = True


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of `text`, in order, none inside another. A mark without its fellow is passed over."""
    found: list[Quote] = []
    opened = -1
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark[0] == "\n":
            if opened >= 0 and _runs_on(text, opened, match.end()):
                found.append(Quote(opened, at, closed=False))
            opened = -1
        elif _opens(text, match, opened):
            opened = at
        elif opened >= 0:
            found.append(Quote(opened, match.end()))
            opened = -1
    return tuple(found)


def _opens(text: str, match: re.Match[str], opened: int) -> bool:
    mark = match[0]
    if mark in _OPENING or mark in _CLOSING:
        return mark in _OPENING
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if opened < 0:
        return bool(after) and not after.isspace()
    return (not before or before.isspace()) and bool(after) and not after.isspace()


def _runs_on(text: str, opened: int, following: int) -> bool:
    """Whether a quotation left open at the end of its paragraph is one: the next paragraph opens with a mark."""
    begins = text[following : following + 40].lstrip()[:1]
    at_start = not text[:opened].rstrip(" \t") or text[:opened].rstrip(" \t")[-1] in "\n,:"
    return begins in ('"', "“", "«", "„", "`") or at_start
