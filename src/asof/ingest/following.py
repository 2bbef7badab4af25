"""The pages behind a feed or a sitemap, fetched because the reader asked for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from asof.ingest.draft import Material
from asof.ingest.fetch import Fetcher, fetch
from asof.ingest.options import ReadOptions
from asof.records import Rejected

if TYPE_CHECKING:
    from asof.ingest.readers import feed

_LISTS = 5  # sitemaps that one sitemap may lead to


def followed(material: Material, options: ReadOptions, fetcher: Fetcher) -> Iterator[Material | Rejected]:
    """The pages that a feed links to, at most `max_parts`, then what is left of the feed; any other input as it is.

    An entry is left where its page could not be fetched: its words are better than nothing.
    """
    from asof.ingest.readers import feed  # noqa: PLC0415 - the readers load what they are built on

    try:
        found = list(feed.links(material, options)) if feed.is_feed(material) else []
    except OSError:
        found = []  # said when it is read
    lists = [link for link in found if link.list_][:_LISTS]
    found = [link for link in found if not link.list_]
    found += [link for each in lists for link in _listed(each, options, fetcher)]
    apart: set[str] = set()
    for link in found[: options.max_parts]:
        page = fetch(link.url, options, fetcher)
        if isinstance(page, Material):
            apart.add(link.url)
            page = replace(page, beside=link.said)
        yield page
    if len(found) > options.max_parts:
        reason = f"{len(found) - options.max_parts} more links not followed: {options.max_parts} at a time"
        yield Rejected(input=material.input, reason=reason)
    yield replace(material, apart=frozenset(apart)) if apart else material


def _listed(link: "feed.Link", options: ReadOptions, fetcher: Fetcher) -> "list[feed.Link]":
    """The pages of a sitemap that another one names; lists below it are not followed."""
    from asof.ingest.readers import feed  # noqa: PLC0415

    inner = fetch(link.url, options, fetcher)
    return [each for each in feed.links(inner, options) if not each.list_] if isinstance(inner, Material) else []
