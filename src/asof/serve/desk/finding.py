"""Search over the words of reports and over claims: all the words asked for, whatever their case."""

import re

from markupsafe import Markup, escape

from asof.records import Claim, Document, Record, said_by
from asof.serve.desk.told import Told
from asof.tell.clean import visible
from asof.tell.wording import fact

MOST = 40
SIDE = 110


class Found(Record, frozen=True, kw_only=True):
    """What was found: reports with the words around, claims with what they say; how many there are of each."""

    documents: tuple[tuple[Document, Markup], ...] = ()
    claims: tuple[tuple[Claim, str, str], ...] = ()
    count: int = 0
    claims_count: int = 0


def find(told: Told, asked: str) -> Found:
    """The reports of an event by then that hold all the words asked for, latest first, and the claims that do."""
    words = [w for w in asked.lower().split() if w][:8]
    if not words:
        return Found()
    read = ((d, _said(told, d)) for d in reversed(told.documents))
    documents = [(d, text) for d, text in read if _holds(f"{text}\n{d.outlet or ''}".lower(), words)]
    claims = [(c, *fact(c)) for c in told.story.claims if _holds(_of_claim(told, c), words)]
    claims.sort(key=lambda c: (c[0].asserted_at or "", c[0].id), reverse=True)
    return Found(
        documents=tuple((d, _around(text, words)) for d, text in documents[:MOST]),
        claims=tuple(claims[:MOST]),
        count=len(documents),
        claims_count=len(claims),
    )


def _said(told: Told, document: Document) -> str:
    """What had been said of a report by then: of a page written to all day, the entries made until then."""
    if told.at is None or not document.passages:
        return document.text
    zone, published = told.clock.zone, document.published.value
    by_then = [p for p in document.passages if said_by(p.asserted_at or published, told.at, zone) is True]
    if len(by_then) == len(document.passages):
        return document.text
    return "\n".join(document.text[p.start : p.end] for p in by_then)


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _of_claim(told: Told, claim: Claim) -> str:
    """What a claim can be found by: what it says, its sentence's own words, who says it."""
    text = told.standing.documents[claim.document].text
    said = " ".join(fact(claim))
    chain = " ".join(s.text for s in claim.attribution.chain) if claim.attribution else ""
    return f"{said} {text[claim.span.start : claim.span.end][:400]} {chain} {claim.id}".lower()


def _around(said: str, words: list[str]) -> Markup:
    """The words around the first that was found, with all that were found marked."""
    pattern = re.compile("|".join(re.escape(w) for w in words), re.IGNORECASE)
    first = pattern.search(said)
    start = max(0, (first.start() if first else 0) - SIDE)
    text = visible(" ".join(said[start : start + 3 * SIDE].split()))
    parts, at = [Markup("… ")] if start else [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[at : match.start()]), Markup("<mark>{}</mark>").format(match.group())]
        at = match.end()
    return Markup("").join([*parts, escape(text[at:]), Markup(" …")])
