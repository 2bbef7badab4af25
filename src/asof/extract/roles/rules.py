"""Roles that no key teaches, read by rules: leader, spokesperson, demand, motive, place, start, end.

Each rule looks at the words of `resources/roles/rules.tsv` and at how the syntax hangs them together.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from asof.extract.populations import roles
from asof.extract.roles.features import Sheet
from asof.extract.roles.incidents import Incident
from asof.resources import structure, table

_LONGEST = 30
_SURE = 0.7
"""No text is annotated for these roles; the figure stands for "by rule, not measured"."""
_WIDE = frozenset({"country", "continent", "region", "admin1"})
_ATTACKERS = frozenset({"perpetrator_person", "perpetrator_organisation"})
_TIED = frozenset({"compound", "flat", "appos", "nmod", "dep"})
_STEPS = 3
_DAY = len("2000-01-01")
"""A value shorter than a day's is a month or a year: of those, histories and tallies tell."""


class Ruled(NamedTuple):
    """A role that a rule read: its words' offsets."""

    role: str
    rule: str
    start: int
    end: int
    chance: float = _SURE


@cache
def _words(rule: str) -> frozenset[str]:
    return frozenset(w for row in table("roles/rules") if row["rule"] == rule for w in row["words"].split())


def ruled(sheet: Sheet, incident: Incident) -> list[Ruled]:
    """What the rules read beside an incident, each words' span once for a role, in the order of the rules."""
    done = [i for i, kind in enumerate(sheet.kinds) if kind is not None]
    perpetrators = {m.head for f in incident.fillers if f.role in _ATTACKERS for m in f.mentions}
    perpetrators |= {i for i, w in enumerate(sheet.words) if roles().get(w) == "attacker"}
    made: dict[Ruled, None] = {}
    made.update(dict.fromkeys(_led(sheet, perpetrators | set(done))))
    made.update(dict.fromkeys(_spokespersons(sheet)))
    made.update(dict.fromkeys(_demands(sheet, perpetrators)))
    made.update(dict.fromkeys(_motives(sheet, set(done))))
    made.update(dict.fromkeys(_first(_places(sheet, set(done)))))
    made.update(dict.fromkeys(_first(_starts(sheet, set(done)))))
    made.update(dict.fromkeys(_first(_ends(sheet))))
    return list(made)


def _first(found: Iterator[Ruled]) -> list[Ruled]:
    """The first alone: a report tells where and when its incident was in its first words of it."""
    one = next(found, None)
    return [] if one is None else [one]


def _person(sheet: Sheet, i: int) -> tuple[int, int] | None:
    """The offsets of the person's name in which a token stands."""
    at = sheet.analysis.tokens[i].start
    names = sheet.analysis.names
    k = bisect_left(names, at + 1, key=lambda n: n.start) - 1
    found = k >= 0 and names[k].start <= at < names[k].end and names[k].type == "person"
    return (names[k].start, names[k].end) if found else None


def _led(sheet: Sheet, done: set[int]) -> Iterator[Ruled]:
    tokens = sheet.analysis.tokens
    for i, word in enumerate(sheet.words):
        if word in _words("led-by") and tokens[i].dep == "acl" and tokens[i].head in done:
            for child in sheet.of.children[i]:
                by = any(tokens[c].lower == "by" for c in sheet.of.children[child])
                if by and (name := _person(sheet, child)):
                    yield Ruled("leader", "led-by", *name)


def _spokespersons(sheet: Sheet) -> Iterator[Ruled]:
    tokens = sheet.analysis.tokens
    for i, word in enumerate(sheet.words):
        if word not in _words("spokesperson"):
            continue
        # "a Norvik spokesman": what stands before the noun is whom he speaks for.
        near = [c for c in sheet.of.children[i] if tokens[c].dep in _TIED and not _owns(sheet, c)]
        near = [c for c in near if c > i or tokens[c].dep != "compound"]
        near += [tokens[i].head] if tokens[i].dep in _TIED else []
        name = next((n for c in near if (n := _person(sheet, c))), None)
        if name:
            yield Ruled("spokesperson", "spokesperson", *name)


def _owns(sheet: Sheet, i: int) -> bool:
    """Whether a token stands in the genitive: the mayor's spokesman is not the mayor."""
    return any(sheet.of.token(c) in {"'s", "’s", "'", "’"} for c in sheet.of.children[i])


def _demands(sheet: Sheet, perpetrators: set[int]) -> Iterator[Ruled]:
    tokens = sheet.analysis.tokens
    for i, word in enumerate(sheet.words):
        if word in _words("demand") and tokens[i].upos == "VERB":
            children = sheet.of.children[i]
            if any(tokens[c].dep == "nsubj" and c in perpetrators for c in children):
                wanted = (c for c in children if tokens[c].dep in ("obj", "ccomp", "xcomp") and c > i)
                yield from (Ruled("demand", "demand", *_whole(sheet, c)) for c in wanted)


def _motives(sheet: Sheet, done: set[int]) -> Iterator[Ruled]:
    tokens = sheet.analysis.tokens
    for i, word in enumerate(sheet.words):
        if word not in _words("motive") or not _reaches(sheet, i, done):
            continue
        for child in sheet.of.children[i]:
            if tokens[child].dep in ("nmod", "obl") and any(
                tokens[c].lower in ("for", "at", "against") for c in sheet.of.children[child]
            ):
                yield Ruled("motive", "motive", *_whole(sheet, child, ("for", "at", "against")))


def _reaches(sheet: Sheet, i: int, done: set[int]) -> bool:
    """Whether a token hangs on a word of violence, within a few steps."""
    for _ in range(_STEPS):
        above = sheet.analysis.tokens[i].head
        if above == i or above < 0:
            return False
        if above in done:
            return True
        i = above
    return False


def _places(sheet: Sheet, done: set[int]) -> Iterator[Ruled]:
    wide = {p.start for p in sheet.analysis.places if p.kind in _WIDE}
    for place in sheet.analysis.names:
        if place.type != "place" or place.start in wide:
            continue
        first = _named(sheet, bisect_left(sheet.analysis.tokens, place.start, key=lambda t: t.start))
        cases = {sheet.of.token(c) for c in sheet.of.children[first]}
        if cases & _words("place") and _reaches(sheet, first, done):
            yield Ruled("place", "place", place.start, place.end)


def _named(sheet: Sheet, first: int) -> int:
    """The token that a place's name hangs by: "town" of "near the town of Norvik", else its own."""
    above = sheet.analysis.tokens[first].head
    of = any(sheet.of.token(c) == "of" for c in sheet.of.children[first])
    return above if of and above >= 0 and sheet.of.token(above) in _settlements() else first


@cache
def _settlements() -> frozenset[str]:
    return frozenset(structure("roles/words")["settlements"])


def _starts(sheet: Sheet, done: set[int]) -> Iterator[Ruled]:
    for time in sheet.analysis.times:
        if time.type in ("DATE", "TIME") and time.value[:1].isdigit():
            first = bisect_left(sheet.analysis.tokens, time.start, key=lambda t: t.start)
            if first >= len(sheet.analysis.tokens) or len(time.value) < _DAY:
                continue
            since = any(sheet.of.token(c) == "since" for c in sheet.of.children[first])
            if sheet.analysis.tokens[first].head in done and not since:
                yield Ruled("start", "start", time.start, time.end)


def _ends(sheet: Sheet) -> Iterator[Ruled]:
    tokens = sheet.analysis.tokens
    ends = {
        i for i, w in enumerate(sheet.words)
        if w in _words("end") and any(
            tokens[c].dep == "nsubj" and sheet.words[c] in _lasting() for c in sheet.of.children[i]
        )
    }  # fmt: skip
    for found in _starts(sheet, ends) if ends else ():
        yield found._replace(role="end", rule="end")


@cache
def _lasting() -> frozenset[str]:
    return frozenset(structure("roles/words")["lasting"])


def _whole(sheet: Sheet, top: int, without: tuple[str, ...] = ()) -> tuple[int, int]:
    """The offsets of a token with all that hangs on it, without its prepositions in `without` and marks at its end."""
    tokens = sheet.analysis.tokens
    skipped = {c for c in sheet.of.children[top] if sheet.of.token(c) in without}
    inside, waiting = {top}, [c for c in sheet.of.children[top] if c not in skipped]
    while waiting and len(inside) < _LONGEST:
        at = waiting.pop()
        if at not in inside:
            inside.add(at)
            waiting += sheet.of.children[at]
    first, last = min(inside), max(inside)
    while last > top and tokens[last].upos == "PUNCT":
        last -= 1
    return tokens[first].start, tokens[last].end
