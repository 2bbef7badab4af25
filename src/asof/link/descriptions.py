"""What reports call a person or group beside the name: "Jan Toorn, the harbour's master", "brigade leader Ada Lorn"."""

import re
from collections.abc import Iterator
from functools import cache

from asof.link.keys import words
from asof.records import Document, Name
from asof.resources import table

_BEHIND = re.compile(r",\s((?:an?|the|its|his|her|their|one of)\s[^,.;:()\n]{3,80}|[a-z][^,.;:()\n]{3,60})(?=[,.;])")
_FRONT = re.compile(r"((?:[a-z][a-z'’-]{2,20}\s){1,4})$")
_WINDOW = 90
_KINDS = ("person", "group", "organisation")
_POSSESSIVES = frozenset({"the", "its", "his", "her", "their"})
_PREPOSITIONS = frozenset({"of", "for", "in", "at", "to", "with"})
_MOST = 8
"""Words of a description."""


@cache
def _no_role() -> frozenset[str]:
    return frozenset(row["word"] for row in table("link/no_role"))


@cache
def _role_ends() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("link/role_ends"))


def descriptions(document: Document, name: Name) -> Iterator[str]:
    """The phrases that describe a name where it stands: behind a comma, or directly before it."""
    if name.type not in _KINDS:
        return
    behind = _BEHIND.match(document.text, name.end, name.end + _WINDOW)
    if behind and _is_role(behind[1]):
        yield " ".join(behind[1].split())
    if name.type == "person":
        front = _FRONT.search(document.text[max(0, name.start - _WINDOW) : name.start])
        kept = _last_phrase(front[1].split()) if front else []
        if kept and _is_role(" ".join(kept)):
            yield " ".join(kept)


def _last_phrase(found: list[str]) -> list[str]:
    """The words directly before a name, back to the first that can be no part of a role."""
    start = max((n + 1 for n, w in enumerate(found) if w in _no_role()), default=0)
    return found[start:]


def _is_role(text: str) -> bool:
    """Whether a phrase says what somebody is: short, not a clause, its noun one of an office, a trade or kin."""
    said = words(text)
    if not 1 <= len(said) <= _MOST or said[0] in _no_role() - _POSSESSIVES:
        return False
    noun = next(
        (said[n - 1] for n in range(1, len(said)) if said[n] in ("of", "for", "in", "at", "to", "with")), said[-1]
    )
    return noun.endswith(_role_ends())
