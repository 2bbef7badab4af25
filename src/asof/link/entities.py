"""People, groups, places and things of a pile under all their spellings.

Spellings that share a key are compared (`names.compare`); the surest pairs are joined first, and never two of whose
spellings any is judged to be another's. A name that stands alone joins the one person of its event that bears it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from asof.link.keys import fold, initials, skeleton, words
from asof.link.names import Comparison, compare, corporate, is_acronym, personal
from asof.link.spellings import Spelling, bracketed, count, spellings
from asof.records import Alias, Analysis, Claim, Document, Entity, Judgement

_BLOCK = 200
"""A key that more spellings share than this parts nothing and is passed over."""
_KEPT = 20
"""Judgements kept with an entity."""
_DESCRIPTIONS = 5
"""Descriptions kept with an entity."""
_WITNESSES = 5
"""How many spellings of each side must agree before two groups are joined."""
_WORTH_KEEPING = 0.25
"""A judgement of "different" below this score is a matter of course."""

Pair = tuple[int, int]


class Groups:
    """Spellings in disjoint groups (union-find), with the judgements that made or parted them."""

    def __init__(self, held: Sequence[Spelling], brackets: set[tuple[str, str]]) -> None:
        self.held, self.brackets = held, brackets
        self.parent = list(range(len(held)))
        self.members = {i: [i] for i in self.parent}
        self.judgements: dict[int, list[Judgement]] = defaultdict(list)

    def root(self, index: int) -> int:
        """The group of a spelling."""
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, left: int, right: int) -> bool:
        """Join two spellings' groups unless some of their spellings are judged to be two things."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return True
        pairs = [(x, y) for x in self.members[a][:_WITNESSES] for y in self.members[b][:_WITNESSES]]
        if any(self.judge(x, y).verdict == "different" for x, y in pairs):
            return False
        self.parent[b] = a
        self.members[a] += self.members.pop(b)
        return True

    def judge(self, left: int, right: int) -> Comparison:
        """Whether two spellings are one thing's, with what is known of them beside their letters."""
        a, b = self.held[left], self.held[right]
        if a.kind == "place" and a.scope and b.scope:
            same = a.scope == b.scope
            return Comparison(
                verdict="same" if same else "different", score=float(same), reason="the gazetteer's entry"
            )
        if a.kind != "person" and ((a.text, b.text) in self.brackets or (b.text, a.text) in self.brackets):
            return Comparison(verdict="same", score=0.95, reason="one in brackets behind the other")
        found = compare(a.text, b.text, person=a.kind == "person")
        if found.verdict == "unsure" and is_acronym(*sorted((a.text, b.text), key=len)):
            return _acronym(a, b, found)
        return _evident(a, b, _beside(a, b, found)) if found.verdict == "same" else found

    def note(self, left: int, right: int, found: Comparison) -> None:
        """Keep a judgement with both spellings."""
        if found.verdict == "different" and found.score < _WORTH_KEEPING:
            return
        a, b = self.held[left].text, self.held[right].text
        judgement = Judgement(
            left=a, right=b, judgement=found.verdict, score=round(found.score, 2), reason=found.reason
        )
        self.judgements[left].append(judgement)
        self.judgements[right].append(judgement)


def _acronym(a: Spelling, b: Spelling, found: Comparison) -> Comparison:
    """Initials stand for the long name where one event has both."""
    if a.events & b.events:
        return Comparison(verdict="same", score=0.9, reason="initials of the other, in one event")
    return found


def _evident(a: Spelling, b: Spelling, found: Comparison) -> Comparison:
    """One name in two events is one person's only where more than the name speaks for it."""
    if found.verdict != "same" or a.kind != "person" or a.events & b.events:
        return found
    if a.company & b.company:
        return Comparison(verdict="same", score=found.score, reason=f"{found.reason}, named with the same others")
    if _roles(a) & _roles(b):
        return Comparison(verdict="same", score=found.score, reason=f"{found.reason}, described alike")
    return Comparison(verdict="unsure", score=0.7 * found.score, reason="one name in two events, and nothing beside it")


def _roles(spelling: Spelling) -> set[str]:
    """The last words of its descriptions: what it is."""
    return {words(text)[-1] for text in spelling.descriptions if words(text)}


def _beside(a: Spelling, b: Spelling, found: Comparison) -> Comparison:
    """Two full names of people that one report spells differently, letter for letter, are two people's."""
    together = a.kind == "person" and bool(a.documents.keys() & b.documents.keys())
    one, other = personal(a.text), personal(b.text)
    if together and len(one) == len(other) > 1 and sorted(map(fold, one)) != sorted(map(fold, other)):
        return Comparison(verdict="different", score=0.5, reason="two spellings in one report")
    return found


def entities(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    event_of: Mapping[str, str],
) -> tuple[Entity, ...]:
    """The entities that the names of a pile stand for, sorted by type and name."""
    held = spellings(documents, analyses, claims, event_of)
    groups = Groups(held, bracketed(documents, analyses))
    _join_full(groups)
    _join_partial(groups, event_of)
    order = {d.document: n for n, d in enumerate(documents)}
    made = [_entity([held[i] for i in g], _judged(groups, g), order) for g in groups.members.values()]
    return tuple(sorted(made, key=lambda e: (e.type, e.name, e.id)))


def _judged(groups: Groups, group: Sequence[int]) -> list[Judgement]:
    return [j for i in group for j in groups.judgements[i]]


def _keys(spelling: Spelling) -> Iterable[str]:
    """By what a full spelling is looked up: its letters together, its words or their first letters, its id."""
    kind = spelling.kind
    if kind == "place" and spelling.scope:
        yield f"place # {spelling.scope}"
    parts = personal(spelling.text) if kind == "person" else corporate(spelling.text)[0]
    parts = parts or words(spelling.text)
    for whole in {"".join(parts), "".join(words(spelling.text))}:
        yield f"{kind} = {skeleton(whole)}"
    if len(parts) > 1 and kind == "person":
        yield f"{kind} > {skeleton(parts[-1])}"
        yield f"{kind} < {skeleton(parts[0])} {fold(parts[-1])[:1]}"
    elif len(parts) > 1:
        # every word of a thing's name must have its partner, but for slips one of them the very word
        folded = [fold(w) for w in parts]
        first = " ".join(sorted(w[:1] for w in folded))
        yield from (f"{kind} # {first} {w}" for w in set(folded) if len(w) > 1)


def _pairs(keyed: Iterable[tuple[str, int]]) -> set[Pair]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for key, index in keyed:
        blocks[key].append(index)
    kept = (sorted(set(b)) for b in blocks.values() if len(b) <= _BLOCK)
    return {(a, b) for block in kept for n, a in enumerate(block) for b in block[n + 1 :]}


def _join_full(groups: Groups) -> None:
    held = groups.held
    pairs = _pairs((key, i) for i, s in enumerate(held) if not s.partial for key in _keys(s))
    pairs |= _acronyms(held)
    index = {(s.kind, s.text): i for i, s in enumerate(held) if s.kind != "person"}
    for left, right in groups.brackets:
        for kind in ("body", "thing"):
            if (kind, left) in index and (kind, right) in index:
                pairs.add((index[kind, left], index[kind, right]))
    judged = [(groups.judge(a, b), a, b) for a, b in pairs]
    for found, a, b in sorted(judged, key=lambda j: (-j[0].score, j[1], j[2])):
        if found.verdict == "same":
            groups.join(a, b)
        groups.note(a, b, found)


def _acronyms(held: Sequence[Spelling]) -> set[Pair]:
    """The pairs of an acronym and a name that has its initials."""
    long: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, spelling in enumerate(held):
        if spelling.kind != "person" and " " in spelling.text:
            long[spelling.kind, initials(spelling.text)].append(i)
    short = [(i, s) for i, s in enumerate(held) if s.text.isupper() and " " not in s.text]
    return {(min(i, j), max(i, j)) for i, s in short for j in long.get((s.kind, initials_of(s.text)), [])[:_BLOCK]}


def initials_of(acronym: str) -> str:
    """The initials that an acronym writes: "K.V.B." has "kvb"."""
    return "".join(words(acronym))


def _join_partial(groups: Groups, event_of: Mapping[str, str]) -> None:
    """Let each name that stands alone join the one person of its event that bears it."""
    bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, spelling in enumerate(groups.held):
        if spelling.kind == "person" and not spelling.partial:
            for event in sorted({event_of.get(d, "") for d in spelling.documents}):
                for word in personal(spelling.text):
                    bearers[event, skeleton(word)].append(i)
    for i, spelling in enumerate(groups.held):
        if spelling.partial:
            _place(groups, i, bearers.get((spelling.scope, skeleton(personal(spelling.text)[0])), []))


def _place(groups: Groups, index: int, bearers: Sequence[int]) -> None:
    fitting = [b for b in bearers if groups.judge(index, b).verdict != "different"]
    chosen = _only(groups, fitting)
    if chosen is None:
        chosen = _only(groups, _tied(groups, index, fitting))
    if chosen is None:
        for bearer in fitting:
            groups.note(index, bearer, Comparison(verdict="unsure", score=0.5, reason="more than one bears the name"))
        return
    groups.join(chosen, index)
    groups.note(index, chosen, Comparison(verdict="same", score=0.8, reason="the only one of the event with this name"))


def _tied(groups: Groups, index: int, fitting: Sequence[int]) -> list[int]:
    """Those that the report's own analysis ties to the name."""
    return [b for b in fitting if groups.held[b].ties & groups.held[index].ties]


def _only(groups: Groups, fitting: Sequence[int]) -> int | None:
    return fitting[0] if len({groups.root(b) for b in fitting}) == 1 else None


def _entity(group: Sequence[Spelling], judged: Sequence[Judgement], order: Mapping[str, int]) -> Entity:
    aliases = sorted(group, key=lambda s: (-s.total, -len(s.text), s.text))
    name = next((s for s in aliases if not s.partial), aliases[0])
    types = _added(s.types for s in group)
    place = next((s.scope for s in aliases if s.kind == "place" and s.scope), None)
    key = f"{name.kind}\x1f{name.text}\x1f{name.scope}"
    return Entity(
        id="n" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:15],
        type=min(types, key=lambda t: (-types[t], t)),
        name=name.full_name or name.text,
        aliases=tuple(_alias(text, spelt, order) for text, spelt in _by_text(aliases).items()),
        descriptions=_described(group),
        links={"geonames": place} if place else {},
        judgements=tuple(_unique(judged))[:_KEPT],
    )


def _described(group: Sequence[Spelling]) -> tuple[str, ...]:
    """What reports call it, the most frequent first."""
    told = _added(s.descriptions for s in group if s.descriptions)
    return tuple(sorted(told, key=lambda t: (-told[t], t))[:_DESCRIPTIONS])


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in counts:
        for key, number in one.items():
            count(found, key, number)
    return found


def _by_text(aliases: Sequence[Spelling]) -> dict[str, list[Spelling]]:
    found: dict[str, list[Spelling]] = {}
    for spelling in aliases:
        found.setdefault(spelling.text, []).append(spelling)
    return found


def _alias(text: str, spelt: Sequence[Spelling], order: Mapping[str, int]) -> Alias:
    documents = sorted({d for s in spelt for d in s.documents}, key=order.__getitem__)
    return Alias(text=text, count=sum(s.total for s in spelt), documents=tuple(documents))


def _unique(judged: Sequence[Judgement]) -> list[Judgement]:
    return list({(j.left, j.right): j for j in judged}.values())
