"""The spellings of a pile: every name as it is written, with where it stands and what it is already known to be."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from asof.link.descriptions import descriptions
from asof.link.keys import words
from asof.link.names import personal
from asof.records import Analysis, Claim, Document, Name, PlaceMention

CLASSES = {
    "person": "person", "place": "place", "facility": "place", "group": "body", "organisation": "body",
    "outlet": "body", "event": "thing", "product": "thing", "misc": "thing",
}  # fmt: skip
"""Names of different classes are never one entity: a place is not the group named after it."""
_LONGEST = 100
_MANY = 10
"""Company in more reports than this, and than a fiftieth of them, is common."""
_EDGES = " ,.;:-–—\"“”'‘’()[]"


class Spelling:
    """One spelling: its class, its words, and how often it stands in which documents.

    `scope` keeps apart what is written alike: the GeoNames id of a place, the event of a person (another Toorn may be
    meant elsewhere, and a full name may have two bearers too). `descriptions`: what reports call it; `company`: the
    people and bodies that it is named with. `ties`: the document's own entities that it was counted to.
    """

    def __init__(self, kind: str, text: str, scope: str = "") -> None:
        self.kind, self.text, self.scope = kind, text, scope
        self.types: dict[str, int] = {}
        self.documents: dict[str, int] = {}
        self.events: set[str] = set()
        self.ties: set[tuple[str, str]] = set()
        self.full_name = ""
        self.descriptions: dict[str, int] = {}
        self.company: set[str] = set()

    @property
    def partial(self) -> bool:
        """Whether this is one name of a person alone."""
        return self.kind == "person" and len(personal(self.text)) == 1

    @property
    def total(self) -> int:
        """How often it stands."""
        return sum(self.documents.values())


Key = tuple[str, str, str]


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """A name as it is listed: one space between words, no article before it, no possessive after it."""
    bare = " ".join(text[:_LONGEST].split()).strip(_EDGES)
    for ending in ("'s", "’s"):
        bare = bare.removesuffix(ending)
    return bare[4:] if bare[:4].lower() == "the " and len(bare) > 4 else bare


def spellings(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    event_of: Mapping[str, str],
) -> list[Spelling]:
    """Every spelling of the pile, sorted by class, frequency and text."""
    found: dict[Key, Spelling] = {}
    for document in documents:
        analysis = analyses.get(document.document)
        if analysis is not None:
            event = event_of.get(document.document, "")
            mentions = list(_mentions(analysis, claims.get(document.document, ())))
            here = [s for m in mentions if (s := _add(found, m, document, event))]
            company = {f"{s.kind} {s.text}" for s in here if s.kind in ("person", "body") and not s.partial}
            for spelling in here:
                if spelling.kind == "person":
                    spelling.company |= company
    _forget_common(found.values(), len(documents))
    return sorted(found.values(), key=lambda s: (s.kind, -s.total, s.text, s.scope))


def _mentions(analysis: Analysis, claims: Sequence[Claim]) -> Iterator[Name | PlaceMention]:
    """Places as resolved, names that are no such place, and outlets that are quoted and not named otherwise."""
    resolved = [p for p in analysis.places if p.geonames is not None]
    taken = {p.start for p in resolved}
    yield from resolved
    named = {n.start for n in analysis.names}
    yield from (n for n in analysis.names if not (n.start in taken and CLASSES.get(n.type) == "place"))
    yield from (o for o in _outlets(claims) if o.start not in named)


def _outlets(claims: Sequence[Claim]) -> Iterator[Name]:
    seen = set()
    for claim in claims:
        for source in claim.attribution.chain if claim.attribution else ():
            proper = all(w[:1].isupper() for w in clean(source.text).split())
            if source.kind in ("outlet", "agency") and proper and source.start not in seen:
                seen.add(source.start)
                yield Name(start=source.start, end=source.end, text=source.text, type="outlet", made_by="source")


def _add(found: dict[Key, Spelling], mention: Name | PlaceMention, document: Document, event: str) -> Spelling | None:
    text = clean(mention.text)
    if not words(text):
        return None
    kind = "place" if isinstance(mention, PlaceMention) else CLASSES.get(mention.type, "thing")
    scope = str(mention.geonames) if isinstance(mention, PlaceMention) else event if kind == "person" else ""
    held = found.get((kind, text, scope))
    if held is None:
        held = found[kind, text, scope] = Spelling(kind, text, scope)
    count(held.documents, document.document)
    held.events.add(event)
    if isinstance(mention, PlaceMention):
        count(held.types, "place")
        held.full_name = mention.name
    else:
        count(held.types, mention.type)
        for description in descriptions(document, mention):
            count(held.descriptions, description)
        if mention.entity is not None:
            held.ties.add((document.document, mention.entity))
    return held


def count(counted: dict[str, int], key: str, number: int = 1) -> None:
    """Count one key: a plain dictionary, since a `Counter` for each of many thousand spellings costs seconds."""
    counted[key] = counted.get(key, 0) + number


def _forget_common(found: Iterable[Spelling], reports: int) -> None:
    """Company that many keep tells nothing: agencies, heads of state."""
    spread: Counter[str] = Counter()
    for spelling in found:
        if spelling.kind in ("person", "body"):
            spread[f"{spelling.kind} {spelling.text}"] += len(spelling.documents)
    common = {name for name, number in spread.items() if number > max(_MANY, reports // 50)}
    for spelling in found:
        spelling.company -= common
        spelling.company.discard(f"{spelling.kind} {spelling.text}")


def bracketed(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> set[tuple[str, str]]:
    """Pairs of names of which one stands in brackets behind the other: an acronym, or the name in another tongue."""
    pairs = set()
    for document in documents:
        analysis = analyses.get(document.document)
        names = analysis.names if analysis else ()
        for left, right in _neighbours(names):
            between = document.text[left.end : right.start].strip()
            if between == "(" and document.text[right.end : right.end + 1] == ")":
                pairs.add((clean(left.text), clean(right.text)))
    return pairs


def _neighbours(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Names of one class that follow one another."""
    last: dict[str, Name] = defaultdict()
    for name in names:
        kind = CLASSES.get(name.type, "thing")
        if kind in last and kind in ("body", "thing"):
            yield last[kind], name
        last[kind] = name
