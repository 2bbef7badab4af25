"""People, groups, places and things of a pile under all their spellings."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from asof.link.keys import fold, skeleton, words
from asof.link.names import Comparison, compare, corporate, personal
from asof.records import Alias, Analysis, Document, Entity, Judgement

CLASSES = {
    "person": "person", "place": "place", "facility": "place", "group": "body", "organisation": "body",
    "outlet": "body", "event": "thing", "product": "thing", "misc": "thing",
}  # fmt: skip
"""Names of different classes are never one entity: a place is not the group named after it."""
_BLOCK = 200
"""A key that more spellings share than this parts nothing and is passed over."""
_KEPT = 20
"""Judgements kept with an entity."""


class Spelling:
    """One spelling of one class, with where it stands."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind, self.text = kind, text
        self.types: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()


def entities(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> tuple[Entity, ...]:
    """The entities that the names of a pile stand for, sorted by class and name."""
    spellings = _spellings(documents, analyses)
    parent = list(range(len(spellings)))
    judgements: dict[int, list[Judgement]] = defaultdict(list)
    members = {i: [i] for i in parent}
    for left, right in _candidates(spellings):
        a, b = _root(parent, left), _root(parent, right)
        if a == b:
            continue
        found = _judge(spellings, left, right)
        judgement = _judgement(spellings[left], spellings[right], found)
        if found.verdict == "same" and _agree(spellings, members[a], members[b]):
            parent[b] = a
            members[a] += members.pop(b)
        judgements[left].append(judgement)
        judgements[right].append(judgement)
    order = {d.document: n for n, d in enumerate(documents)}
    made = [_entity([spellings[i] for i in group], [j for i in group for j in judgements[i]], order)
            for group in members.values()]  # fmt: skip
    return tuple(sorted(made, key=lambda e: (e.type, e.name, e.id)))


def clean(text: str) -> str:
    """A name as it is listed: one space between words, no article before it, no possessive after it."""
    bare = " ".join(text.split()).strip(" ,.;:\"“”'‘’")
    for ending in ("'s", "’s"):
        bare = bare.removesuffix(ending)
    return bare[4:] if bare[:4].lower() == "the " and len(bare) > 4 else bare


def _spellings(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> list[Spelling]:
    found: dict[tuple[str, str], Spelling] = {}
    for document in documents:
        analysis = analyses.get(document.document)
        for name in analysis.names if analysis else ():
            text = clean(name.text)
            if not words(text):
                continue
            key = (CLASSES.get(name.type, "thing"), text)
            spelling = found.setdefault(key, Spelling(*key))
            spelling.types[name.type] += 1
            spelling.documents[document.document] += 1
    return sorted(found.values(), key=lambda s: (s.kind, -s.documents.total(), s.text))


def _keys(spelling: Spelling) -> Iterable[str]:
    """By what a spelling is looked up: its letters together, its last and its first word."""
    parts = personal(spelling.text) if spelling.kind == "person" else corporate(spelling.text)[0]
    parts = parts or words(spelling.text)
    joined = fold("".join(parts))
    yield f"{spelling.kind} = {skeleton(joined)}"
    if len(parts) > 1:
        yield f"{spelling.kind} > {skeleton(parts[-1])}"
        yield f"{spelling.kind} < {skeleton(parts[0])} {parts[-1][:1]}"


def _candidates(spellings: Sequence[Spelling]) -> Iterable[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, spelling in enumerate(spellings):
        for key in sorted(set(_keys(spelling))):
            blocks[key].append(index)
    pairs = {
        (a, b) for block in blocks.values() if len(block) <= _BLOCK for n, a in enumerate(block) for b in block[n + 1 :]
    }
    return sorted(pairs)


def _judge(spellings: Sequence[Spelling], left: int, right: int) -> Comparison:
    return compare(spellings[left].text, spellings[right].text, person=spellings[left].kind == "person")


def _agree(spellings: Sequence[Spelling], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether no spelling of one group is another's than one of the other group."""
    return all(_judge(spellings, a, b).verdict != "different" for a in left[:5] for b in right[:5])


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _judgement(left: Spelling, right: Spelling, found: Comparison) -> Judgement:
    return Judgement(
        left=left.text, right=right.text, judgement=found.verdict, score=round(found.score, 2), reason=found.reason
    )


def _entity(group: Sequence[Spelling], judged: Sequence[Judgement], order: Mapping[str, int]) -> Entity:
    name = min(group, key=lambda s: (-s.documents.total(), -len(s.text), s.text))
    types = sum((s.types for s in group), Counter[str]())
    kind = min(types, key=lambda t: (-types[t], t))
    digest = hashlib.sha256(f"{name.kind}\x1f{name.text}".encode()).hexdigest()
    aliases = sorted(group, key=lambda s: (-s.documents.total(), s.text))
    kept = list(dict.fromkeys((j.left, j.right, j.judgement, j.score, j.reason) for j in judged))[:_KEPT]
    return Entity(
        id="n" + digest[:15],
        type=kind,
        name=name.text,
        aliases=tuple(
            Alias(text=s.text, count=s.documents.total(), documents=tuple(sorted(s.documents, key=order.__getitem__)))
            for s in aliases
        ),
        judgements=tuple(Judgement(left=a, right=b, judgement=v, score=n, reason=r) for a, b, v, n, r in kept),
    )
