"""What a page says of itself: its title, address, publication, outlet, language, and its linked data."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from asof.records import Record

_LANG = re.compile(r"<html[^<>]{0,500}?\slang=[\"']?([A-Za-z]{2,3})\b", re.I)
_JSON_LD = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>", re.I)
_SCRIPT_END = re.compile(r"</script\s?>", re.I)
_SCRIPTS = 20
_META_DATES = (
    "article:published_time", "og:published_time", "datePublished", "parsely-pub-date", "sailthru.date",
    "pubdate", "publish-date", "publication_date", "date", "DC.date.issued", "dcterms.created", "dc.date",
    "og:article:published_time",
)  # fmt: skip
_META_OUTLETS = ("og:site_name", "application-name", "source", "dc.publisher", "publisher")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s?(?:©|\(c\)))?\s{0,3}(?:\d{4}(?:\s?[-–]\s?\d{4})?)?[\s,:]{0,3}"
    r"(?P<name>[A-Z][^\n.,|·©]{2,50}?)(?:[.,|·]|\s(?:all rights|ltd|inc|llc)\b|$)",
    re.I,
)


class Said(Record, frozen=True, kw_only=True):
    """What a page's head says; dates as written. `postings`: its LiveBlogPosting objects."""

    titles: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    postings: tuple[dict[str, Any], ...] = ()


def metas(markup: str) -> dict[str, str]:
    """The <meta> elements of a page, by name or property; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<meta\b[^<>]{1,2000}>", markup[:500_000], re.I):
        attributes = {k.lower(): v for k, _, v in re.findall(r"([\w:-]{1,40})\s?=\s?([\"'])(.{0,1000}?)\2", tag)}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes.get("content"):
            found.setdefault(name.lower(), unescape(attributes["content"]).strip())
    return found


def objects(markup: str) -> Iterator[dict[str, Any]]:
    """The schema.org objects that a page carries as JSON-LD, those of a graph one by one."""
    for block in _scripts(markup):
        try:
            value = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield item
                yield from (g for g in _listed(item.get("@graph")) if isinstance(g, dict))


def _scripts(markup: str) -> Iterator[str]:
    """What the first scripts of linked data hold; each part of the page is looked at once, whatever is left open."""
    place = 0
    for _ in range(_SCRIPTS):
        begins = _JSON_LD.search(markup, place)
        ends = _SCRIPT_END.search(markup, begins.end()) if begins else None
        if begins is None or ends is None:
            return
        yield markup[begins.end() : ends.start()]
        place = ends.end()


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def kinds_of(item: dict[str, Any]) -> frozenset[str]:
    """The types of an object, without their namespace."""
    kinds = item.get("@type")
    return frozenset(str(k).rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds]))


def said_of(markup: str) -> Said:
    """What a page's head says of it."""
    named, items = metas(markup), list(objects(markup))
    article = next((i for i in items if isinstance(i.get("datePublished"), str)), {})
    publisher = article.get("publisher")
    stated = article.get("datePublished") or next((named[n.lower()] for n in _META_DATES if n.lower() in named), None)
    titles = [named.get("og:title"), article.get("headline"), named.get("twitter:title"), _title(markup)]
    outlet = publisher.get("name") if isinstance(publisher, dict) else None
    language = _LANG.search(markup)
    return Said(
        titles=tuple(t.strip() for t in titles if isinstance(t, str) and t.strip()),
        published=stated,
        outlet=next((named[n] for n in _META_OUTLETS[:1] if n in named), None)
        or (outlet if isinstance(outlet, str) else None)
        or next((named[n] for n in _META_OUTLETS if n in named), None),
        language=language[1].lower() if language else None,
        postings=tuple(i for i in items if "LiveBlogPosting" in kinds_of(i)),
    )


def _title(markup: str) -> str | None:
    match = re.search(r"<title[^<>]{0,200}>([^<]{1,500})</title>", markup[:500_000], re.I)
    return re.sub(r"\s+", " ", unescape(match[1])).strip() if match else None


def outlet_in_title(titles: tuple[str, ...], headline: str) -> str | None:
    """The outlet that stands after (or before) the headline in a page's title ("… | The Norvik Courier")."""
    for title in titles:
        place = title.find(headline) if headline else -1
        rest = (title[:place] + " " + title[place + len(headline) :]).strip() if place >= 0 else ""
        name = re.split(r"\s[|·•»–—-]\s|\s?[|·•»]\s?|\s::?\s", rest.strip(" |·•»:–—-"))[-1].strip(" |·•»:–—-")
        if 2 < len(name) <= 60:
            return name
    return None


def outlet_in_copyright(texts: list[str]) -> str | None:
    """Who holds the copyright, as a line at the end of the page says it."""
    for text in reversed(texts[-40:]):
        match = _COPYRIGHT.search(text[:300])
        if match and match["name"].strip().lower() not in ("all rights reserved", "the author"):
            return match["name"].strip()
    return None
