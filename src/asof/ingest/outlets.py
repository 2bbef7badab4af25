"""Outlets under one name each, and the agencies that a report is credited to."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from asof.ingest.addresses import host_of
from asof.records import Credit, Passage, Record, Span
from asof.resources import table

_LONGEST = 200


@cache
def _names() -> dict[str, str]:
    """The one name of an outlet by each of its names, folded."""
    found: dict[str, str] = {}
    for row in table("ingest/outlets"):
        for name in (row["outlet"], *row["also"].split("|"), *row["hosts"].split("|")):
            found.setdefault(_folded(name), row["outlet"])
    return found


@cache
def _hosts() -> dict[str, str]:
    return {host: row["outlet"] for row in table("ingest/outlets") for host in row["hosts"].split("|")}


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower().removeprefix("the ")))


def canonical(name: str | None, url: str | None = None) -> str | None:
    """The one name of an outlet that a page calls `name`, or whose page `url` is; `name` itself for any other.

    Without a name it is the address's outlet, or its host; None where there is neither. An abbreviation that two
    outlets bear is read as the address says.
    """
    host = host_of(url)
    if host is None and name and re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name.lower()):
        host = name.lower().removeprefix("www.")
    of_host = _of_host(host.lower()) if host else None
    if not name:
        return of_host or host
    if of_host is not None and _folded(name) in _folded(of_host):
        return of_host
    return _names().get(_folded(name)) or (of_host if name.lower().removeprefix("www.") == host else None) or name


def _of_host(host: str) -> str | None:
    """The outlet that publishes at a host, or at one of which it is a part ("edition.example.com")."""
    parts = host.split(".")
    return next((found for n in range(len(parts) - 1) if (found := _hosts().get(".".join(parts[n:])))), None)


# --- credits -------------------------------------------------------------------------------------------------------


class _Form(Record, frozen=True, kw_only=True):
    name: str
    shared: bool


@cache
def _forms() -> tuple[tuple[_Form, re.Pattern[str]], ...]:
    agencies = {row["agency"] for row in table("attribution/agencies")}
    names = {n for row in table("ingest/outlets") for n in (row["outlet"], *row["also"].split("|")) if n}
    every = sorted(agencies | {n for n in names if n[0].isupper()}, key=lambda n: (-len(n), n))
    either = "(?P<name>" + "|".join(re.escape(n) for n in every) + r")(?!\w)"
    return tuple(
        (
            _Form(name=row["name"], shared=row["shared"] == "yes"),
            re.compile(r"[\s*_(–—-]{0,6}" + row["pattern"].replace("{name}", f"(?-i:{either})"), re.I),
        )
        for row in table("ingest/credits")
    )


def credit_in(line: str, start: int = 0) -> Credit | None:
    """The agency or outlet that a line credits, with its place (`start` is the line's own), or None."""
    if len(line) > _LONGEST:
        line = line[:_LONGEST]
    for form, pattern in _forms():
        match = pattern.match(line)
        if match:
            first, last = start + match.start("name"), start + match.end("name")
            span = Span(start=first, end=last, text=match["name"])
            return Credit(agency=canonical(match["name"]) or match["name"], span=span, shared=form.shared)
    return None


def credits_of(text: str, passages: Sequence[Passage], outlet: str | None) -> tuple[Credit, ...]:
    """Whom a report is credited to, besides its own outlet: in datelines, bylines and lines at its end, each once."""
    found: dict[str, Credit] = {}
    for line, start in _lines(text, passages):
        credit = credit_in(line, start)
        if credit is not None and credit.agency != canonical(outlet) and credit.agency not in found:
            found[credit.agency] = credit
    return tuple(found.values())


def _lines(text: str, passages: Sequence[Passage]) -> Iterator[tuple[str, int]]:
    """The lines in which a credit can stand: datelines, bylines, boilerplate, and the last of the report."""
    last = max((p.end for p in passages if p.part in ("body", "update")), default=len(text))
    for passage in passages:
        parted = passage.part in ("dateline", "byline", "boilerplate")
        for match in re.finditer(r"[^\n]+", text[passage.start : passage.end]):
            start = passage.start + match.start()
            if parted or last - _LONGEST <= start + len(match[0]) <= last or start + len(match[0]) == last:
                yield match[0], start
