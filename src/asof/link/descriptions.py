"""What reports call a person or group beside the name: "Jan Toorn, the harbour's master", "brigade leader Ada Lorn"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from asof.link.keys import words
from asof.records import Document, Name, Source
from asof.resources import table

_BEHIND = re.compile(r",\s((?:an?|the|its|his|her|their|one of)\s[^,.;:()\n]{3,80}|[a-z][^,.;:()\n]{3,60})(?=[,.;])")
_FRONT = re.compile(r"((?:[a-z][a-z'’-]{2,20}\s){1,4})$")
_SMALL = re.compile(r"[a-z'’-]")
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
        before = document.text[max(0, name.start - _WINDOW) : name.start]
        front = _FRONT.search(before) if before[-1:].isspace() and _SMALL.match(before[-2:-1]) else None
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


_PHRASE = re.compile(
    r"(?:the|its|his|her|their)\s(?:(?P<owner>[^\W\d_]+)['’]s?\s)?(?P<role>(?:[^\W\d_]+\s){0,2}[^\W\d_]+)$", re.I
)
_TITLE = re.compile(r"((?:[^\W\d_]+[ \t]){1,2})$")
_AT_END = re.compile(r"[.!?\n][\"”']?\s")
_SOMEBODY = re.compile(r"[.!?\n][\"”']?\s+(?:An?|Another|One)\s([^\W\d_]+)(?:\s([^\W\d_]+))?")
_BODIES = frozenset(
    {"group", "organisation", "organization", "charity", "company", "body", "movement", "party", "union"}
)
_NO_LONGER = frozenset({"former", "ex", "late", "acting"})
_PRONOUNS = {"he": ("person",), "she": ("person",), "it": ("group", "organisation", "outlet")}
_BEFORE, _NEAR = 60, 300


class Described:
    """Who in a report is meant by a description that stands alone: "the foreman", "the group's spokesman".

    Somebody whom the report has named before and described so, if there is one of them and what owns him agrees;
    nothing is guessed where two fit, or where the description is of "a" captain.
    """

    def __init__(self, document: Document, names: Sequence[Name]) -> None:
        self._text = document.text
        self._names = names
        self._people: list[tuple[Name, frozenset[str], str]] | None = None
        self._document = document

    def named(self, source: Source) -> str:
        """The name that a source's words stand for, else the words themselves."""
        if any(source.start <= n.start < source.end for n in self._names):
            return source.text
        where = source.mention or source
        return self._beside(source) or self._taken_up(source) or self._meant(source.text, where.start) or source.text

    def _beside(self, source: Source) -> str | None:
        """A name that stands right behind a description: "a lawyer for the family, Omar Sarkis"."""
        if self._text[source.end : source.end + 2] != ", ":
            return None
        return next((n.text for n in self._names if n.type == "person" and n.start == source.end + 2), None)

    def _taken_up(self, source: Source) -> str | None:
        """Whom a pronoun takes up: the only person, or the only body, named shortly before it.

        Not where a sentence between begins with somebody who has no name ("A farmer came up.").
        """
        types = _PRONOUNS.get(source.text.lower())
        if types is None:
            return None
        near = [n for n in self._names if n.type in types and source.start - _NEAR <= n.end <= source.start]
        if len({_bare(n) for n in near}) != 1:
            return None
        openings = _SOMEBODY.findall(self._text, near[-1].end, source.start)
        return None if any(_is_office(w) for found in openings for w in words(" ".join(found))) else near[0].text

    def _meant(self, phrase: str, before: int) -> str | None:
        """Whom a definite description means: the only one named before who is described so."""
        said = _PHRASE.match(phrase)
        role = words(said["role"])[-1:] if said else ()
        if said is None or not role or not _is_office(role[0]):
            return None
        fitting = {
            _bare(name): name.text
            for name, roles, around in self._described()
            if name.end <= before and role[0] in roles and _owned(said["owner"], around)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _described(self) -> list[tuple[Name, frozenset[str], str]]:
        """The people of the report with the nouns that describe each, and the sentence that does."""
        if self._people is None:
            people = (n for n in self._names if n.type == "person")
            told = ((n, frozenset(self._roles(n)), self._sentence(n)) for n in people)
            self._people = [(n, roles, around) for n, roles, around in told if roles]
        return self._people

    def _roles(self, name: Name) -> Iterator[str]:
        for description in descriptions(self._document, name):
            said = words(description)
            if not _NO_LONGER.intersection(said):
                end = next((n for n, w in enumerate(said) if n and w in _PREPOSITIONS), len(said))
                yield said[end - 1]
        title = _TITLE.search(self._text[max(0, name.start - _BEFORE) : name.start])
        before = words(title[1]) if title else ()
        if before and not _NO_LONGER.intersection(before) and _is_office(before[-1]):
            yield before[-1]
        yield from (w for w in words(name.text)[:-1] if w in _offices())

    def _sentence(self, name: Name) -> str:
        last = _AT_END.search(self._text, name.end)
        return self._text[max(0, name.start - _BEFORE) : last.start() if last else len(self._text)]


@cache
def _offices() -> frozenset[str]:
    return frozenset(row["word"] for row in table("link/titles"))


def _is_office(noun: str) -> bool:
    return noun in _offices() or noun.endswith(_role_ends())


def _bare(name: Name) -> str:
    """By what one person's mentions are known: the tie of the report's analysis, else the family name."""
    return name.entity or words(name.text)[-1]


def _owned(owner: str | None, around: str) -> bool:
    """Whether what a description says its bearer belongs to is named with him; "the group's": whatever body is."""
    if owner is None:
        return True
    if owner.lower() in _BODIES and re.search(r"\b(?:of|for|from) (?:the )?[A-Z]", around):
        return True
    return owner.lower() in words(around)
