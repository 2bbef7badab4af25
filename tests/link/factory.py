"""Small records about fictitious events, of which a test states only what matters to it."""

import hashlib

from asof.records import (
    Analysis,
    Attribution,
    Bounds,
    CountClaim,
    Document,
    Name,
    PlaceMention,
    Population,
    Published,
    Range,
    Source,
    Span,
    Time,
    ValidTime,
    claim_id,
)


def report(name: str, text: str, day: str | None = "2031-03-04", **more: object) -> Document:
    """A report of one passage, published on a day."""
    return Document(
        document=name,
        text=text,
        published=Published(value=day, precision="day" if day else "unknown"),
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        **more,  # type: ignore[arg-type]
    )


def named(document: Document, kind: str, *texts: str, entity: str | None = None) -> tuple[Name, ...]:
    """Every place in which the texts stand, as names."""
    found = []
    for text in texts:
        at = document.text.find(text)
        while at >= 0:
            found.append(Name(start=at, end=at + len(text), text=text, type=kind, entity=entity, made_by="test"))  # type: ignore[arg-type]
            at = document.text.find(text, at + 1)
    return tuple(sorted(found, key=lambda n: n.start))


def place(document: Document, text: str, geonames: int, nth: int = 0, **more: object) -> PlaceMention:
    """The nth place in which a place name stands."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(text, at + 1)
    given = {"name": text, "kind": "city", "country": "NK", "admin1": "Upper Norvik", "precision": 1} | more
    return PlaceMention(start=at, end=at + len(text), text=text, geonames=geonames, made_by="test", **given)  # type: ignore[arg-type]


def time(document: Document, text: str, value: str) -> Time:
    """An expression of time."""
    at = document.text.index(text)
    return Time(start=at, end=at + len(text), text=text, type="DATE", value=value, made_by="test")


def analysis(document: Document, *marks: Name | PlaceMention | Time) -> Analysis:
    """An analysis that holds the marks."""
    return Analysis(
        document=document.document,
        names=tuple(m for m in marks if isinstance(m, Name)),
        places=tuple(m for m in marks if isinstance(m, PlaceMention)),
        times=tuple(m for m in marks if isinstance(m, Time)),
    )


def count(
    document: Document, number: str, outcome: str = "killed", sources: tuple[str, ...] = (), **more: object
) -> CountClaim:
    """A count whose number word stands in the document; each of `sources` is "kind: words of the document"."""
    at = document.text.index(number)
    first = document.text.rfind(". ", 0, at) + 2 if ". " in document.text[:at] else 0
    last = document.text.find(". ", at)
    chain = []
    for item in sources:
        kind, words = item.split(": ")
        where = document.text.index(words)
        chain.append(Source(text=words, start=where, end=where + len(words), kind=kind))  # type: ignore[arg-type]
    low = int("".join(c for c in number if c.isdigit()) or 1)
    given = {"quantity": Bounds(low=low, high=low), "population": Population(), "part": "body"} | more
    if isinstance(given.get("valid_time"), str):
        given["valid_time"] = ValidTime(value=str(given["valid_time"]))
    return CountClaim(
        id=claim_id(document.document, "count", at, at + len(number), outcome),
        document=document.document,
        span=Span(start=at, end=at + len(number), text=number),
        sentence=Range(start=first, end=last + 1 if last >= 0 else len(document.text)),
        outcome=outcome,
        attribution=Attribution(chain=tuple(chain)) if chain else None,
        made_by="test",
        **given,  # type: ignore[arg-type]
    )
