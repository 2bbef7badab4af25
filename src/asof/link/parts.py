"""Round-ups: reports that tell of several events one after the other, and their parts.

A part is a paragraph that names a scene of its own and counts people there, with those that follow it. Three such
parts that share no scene and nobody make a round-up; a report of one event comes back to its scene and its people.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from asof.link.features import HARM, scene_words
from asof.link.keys import fold, words
from asof.link.wording import LEAD, term
from asof.records import Analysis, Claim, CountClaim, Document, Passage
from asof.records._base import Record

_PARAGRAPH = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_LEAST = 3
"""Fewer parts are a report with background."""
_INTRODUCTION = 2
"""So many paragraphs may stand before the first part."""
_SIGN = "#"


class Part(Record, frozen=True, kw_only=True):
    """A report, or one part of a round-up: document, analysis and claims with all else left out; offsets stay."""

    document: Document
    analysis: Analysis | None
    claims: tuple[Claim, ...]
    of: str | None = None

    @property
    def report(self) -> str:
        """The id of the report that this is, or is a part of."""
        return self.of or self.document.document


def units(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    given: bool = False,
) -> list[Part]:
    """What is grouped into events: each report, or where it is a round-up its parts, in order.

    With `given`, a report that carries a story is not taken apart.
    """
    found: list[Part] = []
    for document in documents:
        analysis, told = analyses.get(document.document), claims.get(document.document, ())
        pieces = () if given and document.story is not None else parts(document, analysis, told)
        found += pieces or [Part(document=document, analysis=analysis, claims=tuple(told))]
    return found


def parts(document: Document, analysis: Analysis | None, claims: Sequence[Claim]) -> tuple[Part, ...]:
    """The parts of a round-up, in order; nothing where the report tells of one event."""
    if analysis is None or len(claims) < _LEAST:
        return ()
    pieces = _paragraphs(document)
    counted = _counted(analysis, claims, pieces[-1][1] if pieces else 0)
    starts = [n for n, (a, b) in enumerate(pieces) if any(a <= c < b for c in counted)]
    if len(starts) < _LEAST or starts[0] > _INTRODUCTION:
        return ()
    ends = [*starts[1:], len(pieces)]
    spans = [(pieces[n][0], pieces[m - 1][1]) for n, m in zip(starts, ends, strict=True)]
    scenes, people = [_scene(analysis, a, b) for a, b in spans], [_people(analysis, a, b) for a, b in spans]
    if not (_disjoint(scenes) and _disjoint(people)):
        return ()
    return tuple(_part(document, analysis, claims, span, n) for n, span in enumerate(spans))


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """The spans of the paragraphs of a report's body, as far as it is compared."""
    body = [p for p in document.passages if p.part in ("body", "update")]
    spans = [(p.start, p.end) for p in body] or [(0, len(document.text))]
    pieces = [piece for a, b in spans for piece in _split(document.text, a, min(b, LEAD))]
    return pieces[:200]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    sign = _PARAGRAPH if len(_PARAGRAPH.findall(text, start, end)) >= _LEAST - 1 else _LINE
    cuts = [start, *(at for m in sign.finditer(text, start, end) for at in (m.start(), m.end())), end]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if text[a:b].strip()]


def _counted(analysis: Analysis, claims: Sequence[Claim], end: int) -> list[int]:
    """Where people are counted in a harm before an offset, in a sentence that names the scene.

    What is understood from a name or a noun begins no part: "the boy was taken to a hospital in Karsk".
    """
    told = [c for c in claims if isinstance(c, CountClaim) and c.outcome in HARM and not c.implied]
    told = [c for c in told if c.span.start < end]
    sentences = {(c.sentence.start, c.sentence.end) for c in told}
    scenes = {place: bool(_scene(analysis, *place)) for place in sentences}
    return [c.span.start for c in told if scenes[c.sentence.start, c.sentence.end]]


def _scene(analysis: Analysis, start: int, end: int) -> frozenset[str]:
    """The places named, without facilities: victims of one event are taken to several hospitals."""
    return scene_words(analysis, start, end) - _facilities(analysis, start, end)


def _facilities(analysis: Analysis, start: int, end: int) -> frozenset[str]:
    held = (n.text for n in analysis.names if n.type == "facility" and start <= n.start < end)
    return frozenset(term(w) for text in held for w in words(text))


def _people(analysis: Analysis, start: int, end: int) -> frozenset[str]:
    family = (words(n.text)[-1:] for n in analysis.names if n.type == "person" and start <= n.start < end)
    return frozenset(fold(w) for found in family for w in found)


def _disjoint(sets: Sequence[frozenset[str]]) -> bool:
    return sum(map(len, sets)) == len(frozenset().union(*sets))


def _part(document: Document, analysis: Analysis, claims: Sequence[Claim], span: tuple[int, int], number: int) -> Part:
    start, end = span
    bounds = ((0, start, "boilerplate"), (start, end, "body"), (end, len(document.text), "boilerplate"))
    name = f"{document.document}{_SIGN}{number}"
    return Part(
        document=msgspec.structs.replace(
            document,
            document=name,
            title="",
            passages=tuple(Passage(start=a, end=b, part=p) for a, b, p in bounds if a < b),  # type: ignore[arg-type]
        ),
        analysis=msgspec.structs.replace(
            analysis,
            document=name,
            tokens=(),
            names=tuple(n for n in analysis.names if start <= n.start < end),
            places=tuple(p for p in analysis.places if start <= p.start < end),
            times=tuple(t for t in analysis.times if start <= t.start < end),
        ),
        of=document.document,
        claims=tuple(_told_here(c) for c in claims if start <= c.span.start < end),
    )


def _told_here(claim: Claim) -> Claim:
    """The claim as the part's own matter: what is background to the whole may be the part's event."""
    return msgspec.structs.replace(claim, main=True)
