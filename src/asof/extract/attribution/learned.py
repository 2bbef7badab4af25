"""What a trained engine reads as attributions, with what the rules know of the same words.

The engine marks sources, cues and contents, and which belong together (`Analysis.marks`, layer `attribution`). It knows
more cues than the rules, and where a source or content ends; the rules know what a cue does (a denial, a demand), who
stands behind a pronoun, and chains. So the engine says that there is an attribution, and its words; the rules say more
of it where they see it too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import structs

from asof.extract.attribution.lexicon import Cue, cues
from asof.extract.attribution.mentions import Speakers
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.report import Report
from asof.extract.attribution.words import Words
from asof.records import Analysis, Attribution, Document, Mark, Range, Source, Span

RULE = "attribution/engine"


class Proposal(NamedTuple):
    """One attribution as the engine sees it."""

    cue: Mark
    source: Mark
    content: tuple[Mark, ...]


def learned(document: Document, analysis: Analysis, said: Sequence[Report]) -> tuple[Report, ...]:
    """The attributions that the engine reads, in the order of their cues; none where no engine has read the text.

    `said`: what the rules read. Pure.
    """
    marks = [m for m in analysis.marks if m.layer == "attribution" and not m.alone]
    if not marks:
        return ()
    w = Words.of(document, analysis)
    speakers = Speakers(w)
    known = [r for r in said if not r.inner and r.attribution.cue]
    return tuple(_report(w, speakers, proposal, known, analysis) for proposal in _proposals(marks, analysis))


def _proposals(marks: Iterable[Mark], analysis: Analysis) -> list[Proposal]:
    """Those of the engine's groups that are whole.

    A second verb of one speaker ("said … and added") has no source of its own in the engine's data: it takes the source
    that stands before it in its sentence. A cue that finds none there is left out.
    """
    groups: dict[str, dict[str, list[Mark]]] = {}
    sources: list[Mark] = []
    for mark in marks:
        role, _, number = mark.label.partition(":")
        groups.setdefault(number, {}).setdefault(role, []).append(mark)
        if role == "source":
            sources.append(mark)
    found = []
    for group in groups.values():
        if "cue" not in group or "content" not in group:
            continue
        cue = group["cue"][0]
        own = min(group.get("source", ()), key=lambda m: abs(m.start - cue.start), default=None)
        source = own or _before(sources, cue, analysis)
        if source is not None:
            found.append(Proposal(cue, source, tuple(sorted(group["content"], key=lambda m: m.start))))
    return sorted(found, key=lambda p: (p.cue.start, p.cue.end))


def _before(sources: Sequence[Mark], cue: Mark, analysis: Analysis) -> Mark | None:
    sentence = analysis.sentence_at(cue.start)
    if sentence is None:
        return None
    near = [m for m in sources if sentence.start <= m.start and m.end <= cue.start]
    return max(near, key=lambda m: m.start, default=None)


def _report(w: Words, speakers: Speakers, made: Proposal, known: Sequence[Report], analysis: Analysis) -> Report:
    same = next((r for r in known if r.attribution.cue and _meet(r.attribution.cue, made.cue)), None)
    cue = _known(w, _phrase(w, made.cue))
    sentence = analysis.sentence_at(made.cue.start)
    return Report(
        attribution=Attribution(chain=_chain(w, speakers, made.source, same), cue=_span(made.cue)),
        content=tuple(_span(m) for m in made.content),
        sentence=Range(start=sentence.start, end=sentence.end)
        if sentence
        else Range(start=made.cue.start, end=made.cue.end),
        stance=same.stance if same else cue.stance if cue else "asserts",
        binds=same.binds if same else bool(cue and cue.binds),
        made_by=RULE,
    )


def _chain(w: Words, speakers: Speakers, source: Mark, same: Report | None) -> tuple[Source, ...]:
    """The rules' chain where it begins with the same source, else that source alone; its words are the engine's."""
    own = speakers.source(_phrase(w, source))
    if same is not None and same.attribution.chain:
        first, *rest = same.attribution.chain
        if _meet(first.mention or first, source):
            words = None if (first.start, first.end) == (source.start, source.end) else _span(source)
            return (structs.replace(first, mention=words), *rest)
    if (own.start, own.end) != (source.start, source.end) and own.mention is None:
        return (structs.replace(own, mention=_span(source)),)
    return (own,)


def _known(w: Words, cue: Phrase) -> Cue | None:
    """The cue of the lexicon that stands in the words of one, the last first: "had strongly denied"."""
    for index in range(cue[1] - 1, cue[0] - 1, -1):
        for known in cues().get(w.lower[index], ()):
            if tuple(w.lower[index : index + len(known.words)]) == known.words:
                return known
    return None


def _phrase(w: Words, mark: Mark) -> Phrase:
    """The tokens that a mark covers."""
    first = max(0, bisect_right(w.starts, mark.start) - 1)
    return first, max(first + 1, w.first_at(mark.end))


def _span(mark: Mark) -> Span:
    return Span(start=mark.start, end=mark.end, text=mark.text)


def _meet(one: Source | Span | Mark, other: Source | Span | Mark) -> bool:
    return one.start < other.end and other.start < one.end
