"""A document's words with the claims marked in them; each piece leads to the innermost claim that it belongs to."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from markupsafe import Markup, escape

from asof.records import Claim, Document, Range, StatementClaim
from asof.tell.clean import visible
from asof.tell.excerpt import around, pieces

Href = Callable[[str], str]


def marked(document: Document, part: Range, claims: Iterable[Claim], here: str | None, href: Href | None) -> Markup:
    """`document.text[part]` with a `<mark>` around each claim's words; `here` is the claim that is looked at.

    The first piece of each mark bears the claim's id. With `href`, the words of claims are links.
    """
    found = {c.id: c for c in claims}
    marks = [(c.span.start, c.span.end, c.id) for c in found.values()]
    seen: set[str] = set()
    stack: list[str] = []
    parts: list[Markup] = []
    for piece in pieces(document.text, part.start, part.end, marks):
        for _ in range(piece.close):
            stack.pop()
            parts.append(Markup("</mark>"))
        for claim in piece.open:
            stack.append(claim)
            parts.append(_opened(found[claim], claim not in seen, here))
            seen.add(claim)
        words = escape(visible(piece.text))
        if stack and href and words.strip():
            words = Markup('<a href="{}">{}</a>').format(href(stack[-1]), words)
        parts.append(words)
    return Markup("").join(parts)


def _opened(claim: Claim, first: bool, here: str | None) -> Markup:
    kinds = ["st"] if isinstance(claim, StatementClaim) else []
    kinds += ["on"] if claim.id == here else []
    name = Markup(' id="{}"').format(claim.id) if first else Markup("")
    kind = Markup(' class="{}"').format(" ".join(kinds)) if kinds else Markup("")
    return Markup("<mark{}{}>").format(name, kind)


def passage(document: Document, claim: Claim) -> Markup:
    """The words around a claim with the claim, its sources and its cue marked."""
    part = around(document, claim)
    spans: list[tuple[int, int, str]] = [(claim.span.start, claim.span.end, "on")]
    if claim.attribution:
        for source in claim.attribution.chain[:6]:
            at = source.mention or source
            spans.append((at.start, at.end, "source"))
        if claim.attribution.cue:
            spans.append((claim.attribution.cue.start, claim.attribution.cue.end, "cue"))
    inside = [(a, b, f"{kind}-{n}") for n, (a, b, kind) in enumerate(spans) if part.start <= a < b <= part.end]
    parts: list[Markup] = []
    for piece in pieces(document.text, part.start, part.end, inside):
        parts.append(Markup("</mark>") * piece.close)
        parts += [Markup('<mark class="{}">').format(kind.partition("-")[0]) for kind in piece.open]
        parts.append(escape(visible(piece.text)))
    return Markup("").join(parts)


def parts_of(document: Document, claims: Collection[Claim], here: str | None, href: Href) -> list[dict[str, Any]]:
    """A whole document as its passages: the part each plays, when it was said, its marked words, its claims."""
    ranges = [(p.start, p.end, p.part, p.asserted_at) for p in document.passages]
    ranges = ranges or [(0, len(document.text), "body", document.published.value)]
    shown = []
    for start, end, part, asserted_at in ranges:
        if not document.text[start:end].strip():
            continue
        inside = [c for c in claims if c.span.start < end and start < c.span.end]
        words = marked(document, Range(start=start, end=end), inside, here, href)
        shown.append({"part": part, "asserted_at": asserted_at, "words": words, "claims": inside})
    return shown
