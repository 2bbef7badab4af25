"""Single people told of as such ("a guard", a name): how many different ones a report tells of.

Reports name the same person many times in other words, so two mentions are one person unless something tells them
apart: another age, a kind that shares nobody ("a man", "a woman"), the word "another" or an ordinal, or two articles in
one sentence. Two names may be one person's, or that of the victim and that of kin.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from asof.reconcile.placing import Placed, count_of
from asof.reconcile.population import Group, standing
from asof.records import Record

_YEARS = re.compile(r"\d{1,3}(?!\d|[\s-]*(?:month|week|day))", re.IGNORECASE)
"""An age in years; of an infant one report gives months where another gives a year."""
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "our", "my"})
_ANOTHER = frozenset({"another", "second", "third", "fourth", "fifth", "sixth", "seventh", "additional", "other"})
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_MOST = 60
"""How many people are told apart in one report: beyond that a report lists, and lists are not compared."""


class Person(Record, frozen=True, kw_only=True):
    """One person as far as a report tells: group, age, words of the name, sentences of mention, claims."""

    group: Group
    age: str
    name: frozenset[str]
    sentences: frozenset[int]
    claims: tuple[str, ...]
    another: bool = False


def is_single(item: Placed) -> bool:
    """Whether a claim tells of one person as such, rather than stating a number."""
    claim = count_of(item)
    if not claim.quantity.low == claim.quantity.high == 1:
        return False
    if claim.implied:
        return True
    words = claim.span.text.casefold().split()
    return bool(words) and words[0] in _ARTICLES | _ANOTHER


def persons(items: Iterable[Placed], country: str | None = None, by_name: bool = False) -> tuple[Person, ...]:
    """The different people that single claims of one report tell of, in the order in which they appear.

    `by_name`: another name is another person, which gives the most that there may be.
    """
    found: list[Person] = []
    told: dict[str, Placed] = {}
    for item in items:
        new = _person(item)
        if new.another and not any(_told_before(old, item, told) for old in found):
            new = replace(new, another=False)
        told[item.id] = item
        known = [n for n, old in enumerate(found) if not _apart(old, new, country, by_name)]
        if new.another and item.claim.same_as is None:
            known = [n for n in known if found[n].another and new.sentences.isdisjoint(found[n].sentences)]
        if known:
            found[known[0]] = _merged(found[known[0]], new)
        elif len(found) < _MOST:
            found.append(new)
    return tuple(found)


def _told_before(old: Person, item: Placed, told: Mapping[str, Placed]) -> bool:
    """Whether a person was told of before a claim in its own part of the report: "another" is other than someone."""
    return any(told[c].claim.part == item.claim.part for c in old.claims)


def _person(item: Placed) -> Person:
    claim = count_of(item)
    text = claim.span.text
    age = _YEARS.search(claim.population.age or "") or _YEARS.search(claim.population.text or "")
    # a name has no noun of its own: "Teenager" and "He" begin with a capital too
    named = claim.implied and text[:1].isupper() and claim.population.head == "person" and claim.population.text
    return Person(
        group=item.group,
        age=age[0] if age else "",
        name=frozenset(w.casefold() for w in _NAME.findall(text[:80])) if named else frozenset(),
        sentences=frozenset() if claim.implied else frozenset({claim.sentence.start}),
        claims=(claim.id,),
        another=any(w in _ANOTHER for w in text.casefold().split()),
    )


def _apart(known: Person, new: Person, country: str | None, by_name: bool) -> bool:
    """Whether two mentions surely tell of two people. A boy may be called a young man further down.

    Another name alone tells nobody apart: of a victim reports also give a nickname, a kin's name, another spelling.
    """
    if known.name & new.name:
        return False
    if by_name and known.name and new.name:
        return True
    if known.age and new.age and known.age != new.age:
        return True
    if not known.sentences.isdisjoint(new.sentences):
        return True
    if "child" in (known.group.kind, new.group.kind):
        return False
    return standing(known.group, new.group, country) == "disjoint"


def _merged(known: Person, new: Person) -> Person:
    """A person with what another mention adds; the more exact group stays."""
    narrower = standing(new.group, known.group) == "part"
    return Person(
        group=new.group if narrower else known.group,
        age=known.age or new.age,
        name=known.name | new.name,
        sentences=known.sentences | new.sentences,
        claims=known.claims + new.claims,
        another=known.another,
    )
