"""Which names of a document mean the same: repeated ones, last names of people named in full, defined acronyms.

Two people who share a last name are never tied: where a bare last name could be either's, it stands for itself.
"""

from collections import Counter
from itertools import pairwise

from asof.records import Name
from asof.records.analysis import NameType

_GUESSES = {"name/capital": 1, "name/two-words": 10, "name/speech": 30, "name/locative": 10, "name/acronym": 10}
_FIRM = 1000
"""How much a rule's type weighs when the mentions of one thing disagree."""

_MAY_BE_PERSON = frozenset(("name/locative", "name/gazetteer-town"))


def tied(text: str, names: list[Name]) -> list[Name]:
    """`names`, in text order, each with its entity ("e1", numbered as they first stand), which has one type."""
    keys = [_key(n.text) for n in names]
    people = _people(names)
    acronyms = _acronyms(text, names)
    wholes = [_whole(name, key, people) for name, key in zip(names, keys, strict=True)]
    chosen = [acronyms.get(key, whole or key) for key, whole in zip(keys, wholes, strict=True)]
    numbers = {c: f"e{n}" for n, c in enumerate(dict.fromkeys(chosen), 1)}
    types = _types(names, chosen)
    return [_with(n, numbers[c], types[c]) for n, c in zip(names, chosen, strict=True)]


def _types(names: list[Name], chosen: list[str]) -> dict[str, NameType]:
    """The type of each entity: that of its mentions which weighs most."""
    votes: dict[str, Counter[NameType]] = {}
    for name, entity in zip(names, chosen, strict=True):
        votes.setdefault(entity, Counter())[name.type] += _GUESSES.get(name.made_by, _FIRM)
    return {entity: max(types, key=lambda t: types[t]) for entity, types in votes.items()}


def _with(name: Name, entity: str, kind: NameType) -> Name:
    return Name(
        start=name.start,
        end=name.end,
        text=name.text,
        type=kind,
        entity=entity,
        made_by=name.made_by if kind == name.type else "name/same-entity",
        score=name.score,
    )


def _key(text: str) -> str:
    """A name without its white space, its case, a leading "the" and a closing possessive."""
    key = " ".join(text.casefold().split()).removeprefix("the ")
    return key.removesuffix("'s").removesuffix("’s")


def _people(names: list[Name]) -> dict[str, tuple[str, ...]]:
    """Each word that can stand alone for a person to the full names it may stand for, in the order they come."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        words = _key(name.text).split()
        if name.type == "person" and len(words) > 1:
            bare = words[-1].removeprefix("al-").removeprefix("el-")
            for part in {words[0], words[-1], bare, " ".join(words[1:])}:
                found.setdefault(part, {})[" ".join(words)] = None
    return {part: tuple(_distinct(list(wholes))) for part, wholes in sorted(found.items())}


def _distinct(wholes: list[str]) -> list[str]:
    """Full names without those that are a longer one with words left out ("Ana Varen" beside "Ana Maria Varen")."""
    kept: list[str] = []
    for whole in sorted(wholes, key=lambda w: (-len(w.split()), w)):
        words = set(whole.split())
        if not any(words <= set(longer.split()) for longer in kept):
            kept.append(whole)
    return kept


def _whole(name: Name, key: str, people: dict[str, tuple[str, ...]]) -> str | None:
    """The one full name that a person's name stands for: its own, a longer one, or that of its last name."""
    if name.type not in ("person", "misc") and not (name.type == "place" and name.made_by in _MAY_BE_PERSON):
        return None
    wholes = people.get(key, ())
    if " " in key:
        longer = [w for w in people.get(key.rpartition(" ")[2], ()) if set(key.split()) <= set(w.split())]
        return longer[0] if len(longer) == 1 else (key if name.type == "person" else None)
    return wholes[0] if len(wholes) == 1 else None


def _acronyms(text: str, names: list[Name]) -> dict[str, str]:
    """Acronym to the key of its expansion, where it stands in brackets right behind it or the other way about."""
    found: dict[str, str] = {}
    for name, following in pairwise(names):
        between = text[name.end : following.start]
        if between.strip() not in ("(", "[", '("', "(“") or len(between) > 4:
            continue
        for short, long in ((following, name), (name, following)):
            if _abbreviates(short.text, long.text):
                found[_key(short.text)] = _key(long.text)
    return found


def _abbreviates(short: str, long: str) -> bool:
    """Whether capitals of `short` are initials of `long`, in order; the first must agree."""
    letters = [c for c in short if c.isalpha()]
    if len(letters) < 2 or not short.isupper() or len(long.split()) < 2:
        return False
    initials = [w[0].upper() for w in long.replace("-", " ").split()]
    if letters[0] not in initials[:2]:
        return False
    at = 0
    matched = 0
    for letter in letters:
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
            matched += 1
    return matched * 2 >= len(letters) and matched >= 2
