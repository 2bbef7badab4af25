"""Quotations that stand alone beside a quoted report belong to it: "“…,” X said. “…”", and paragraphs that run on."""

from dataclasses import dataclass

from asof.extract.attribution.clause import Clause
from asof.extract.attribution.content import Piece
from asof.extract.attribution.quotes import Quote
from asof.extract.attribution.words import Words
from asof.records import Range, Source

_MARKS = "\"“”«»'`"


@dataclass(slots=True)
class Draft:
    """A report in the making: `own` is the chain that its clause states, `layer` the quotation it stands in (or -1)."""

    clause: Clause
    sentence: Range
    content: list[Piece]
    own: list[Source]
    cue: Piece
    layer: int


def attach(w: Words, drafts: list[Draft]) -> None:
    """Adds to each quoted report the quotations beside it that no other report claims."""
    outer = [d for d in drafts if d.layer < 0]
    free = _free(w, sorted(p for d in outer for p in d.content))
    quoting = [d for d in outer if _quotes(w, d)]
    after = {_end(d): d for d in quoting}
    for quote in free:
        if not _whole(w, quote):
            continue
        draft = after.get(_previous(w, quote.start))
        if draft is not None:
            draft.content.append((quote.start, quote.end))
            after[quote.end] = draft
    _ahead(w, free, {d.content[0][0]: d for d in reversed(quoting)})


def _free(w: Words, taken: list[Piece]) -> list[Quote]:
    """The quotations that lie in none of the pieces `taken` (in order)."""
    free: list[Quote] = []
    reach, index = 0, 0
    for quote in w.quotes:
        while index < len(taken) and taken[index][0] <= quote.start:
            reach = max(reach, taken[index][1])
            index += 1
        if reach < quote.end:
            free.append(quote)
    return free if taken else []


def _ahead(w: Words, free: list[Quote], begins: dict[int, Draft]) -> None:
    """Takes in the quotation right before the first piece, in the same paragraph: "“A.” “B,” she said."."""
    for quote in reversed(free):
        following = quote.end
        while following < len(w.text) and w.text[following] == " ":
            following += 1
        draft = begins.get(following)
        if draft is not None and following > quote.end and all((quote.start, quote.end) != p for p in draft.content):
            draft.content.insert(0, (quote.start, quote.end))
            begins[quote.start] = draft


def _quotes(w: Words, draft: Draft) -> bool:
    return any(w.text[s] in _MARKS or w.text[e - 1] in _MARKS for s, e in draft.content)


def _end(draft: Draft) -> int:
    return max(draft.sentence.end, *(e for _, e in draft.content))


def _previous(w: Words, start: int) -> int:
    """The end of the text before `start`, without the white space between."""
    while start > 0 and w.text[start - 1].isspace():
        start -= 1
    return start


def _whole(w: Words, quote: Quote) -> bool:
    """Whether a quotation is a sentence or more by itself, no title or word in scare quotes."""
    inside = w.text[quote.start : quote.end].rstrip(_MARKS)
    return not quote.closed or inside[-1:] in (".", "!", "?", "…", ",") or quote.end - quote.start > 80
