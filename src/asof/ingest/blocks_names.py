"""What the elements of a page are by what its markup calls them: rows of resources/ingest/containers.tsv."""

import re
from functools import cache, lru_cache
from typing import Literal, cast

from asof.ingest.blocks import Node
from asof.records import Record
from asof.resources import table

Named = Literal["boilerplate", "comments", "quote", "caption", "byline", "dateline", "clear"]


class Name(Record, frozen=True, kw_only=True):
    """What an element is called; `firm`: nothing within it can be anything else."""

    part: Named
    firm: bool


@cache
def _rows() -> tuple[tuple[re.Pattern[str], Name], ...]:
    return tuple(
        (re.compile(row["pattern"]), Name(part=cast(Named, row["part"]), firm=row["firm"] == "yes"))
        for row in table("ingest/containers")
    )


@lru_cache(maxsize=8192)
def name_of(words: str) -> Name | None:
    """What names (as `blocks.words_of` writes them) say that an element is; None where they say nothing."""
    found = next((name for pattern, name in _rows() if pattern.search(words)), None)
    return None if found is None or found.part == "clear" else found


def called(node: Node, spared: frozenset[int]) -> Name | None:
    """What an element is by its own names and those of the elements it lies in.

    `spared` are numbers of elements whose names count for nothing, since they hold the whole report. The innermost
    name counts, unless one further out is firm; what stands in boilerplate is boilerplate.
    """
    inner: Name | None = None
    firm: Name | None = None
    for element in node.up():
        name = name_of(element.names) if element.names and element.number not in spared else None
        if name is None:
            continue
        inner = inner or name
        if name.firm and (firm is None or (firm.part == "comments" and name.part == "boilerplate")):
            firm = name
    return firm or inner
