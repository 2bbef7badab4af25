"""What a trained engine proposes beside what the rules read: attributions that no rule knows, and better bounds.

The engine marks sources, cues and contents, and which belong together (`Analysis.marks`, layer `attribution`). The
rules know more of a cue (a denial, a demand) and of who stands behind a pronoun; the engine knows more cues, and where
a content ends. So a reading of a rule keeps its stance and its chain.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from asof.extract.attribution.clause import Clause
from asof.extract.attribution.content import Piece
from asof.extract.attribution.lexicon import Cue, cues
from asof.extract.attribution.mentions import Speakers
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.runon import Draft
from asof.extract.attribution.words import Words
from asof.records import Mark, Range, Sentence

RULE = "attribution/engine"

SURE = 0.5
"""A proposed cue of a lower score is no attribution by itself."""


class Proposal(NamedTuple):
    """One attribution as the engine sees it: phrases are tokens, pieces of content are characters."""

    cue: Phrase
    source: Phrase | None
    content: list[Piece]
    score: float


def proposals(w: Words, marks: Sequence[Mark]) -> list[Proposal]:
    """The attributions among `marks`, in the order of their cues; those without content are none."""
    groups: dict[str, dict[str, list[Mark]]] = {}
    for mark in marks:
        if mark.layer == "attribution":
            role, _, number = mark.label.partition(":")
            groups.setdefault(number, {}).setdefault(role, []).append(mark)
    found = []
    for group in groups.values():
        if "cue" not in group or "content" not in group:
            continue
        cue = _phrase(w, group["cue"][0])
        near = min(group.get("source", ()), key=lambda m: abs(_phrase(w, m)[0] - cue[0]), default=None)
        content = sorted((m.start, m.end) for m in group["content"])
        found.append(Proposal(cue, _phrase(w, near) if near else None, content, group["cue"][0].score))
    return sorted(found)


def weighed(
    w: Words, drafts: list[Draft], proposed: Iterable[Proposal], speakers: Speakers, place: Sentence
) -> list[Draft]:
    """A sentence's drafts with what the engine proposes for it.

    A draft of a rule whose cue the engine sees too takes the engine's content; a cue that no rule read becomes a draft
    of its own.
    """
    made = list(drafts)
    for proposal in proposed:
        same = [d for d in made if d.layer < 0 and _meet(d.clause.cue, proposal.cue)]
        if same:
            same[0].content = proposal.content
        elif proposal.score >= SURE:
            made.append(_draft(w, proposal, speakers, Range(start=place.start, end=place.end)))
    return sorted(made, key=lambda d: d.cue)


def _draft(w: Words, proposal: Proposal, speakers: Speakers, sentence: Range) -> Draft:
    known = _known(w, proposal.cue)
    clause = Clause(
        rule=RULE,
        stance=known.stance if known else "asserts",
        binds=known.binds if known else False,
        cue=proposal.cue,
        source=proposal.source,
        unit=proposal.cue,
        order="pre",
        unsourced=proposal.source is None,
    )
    own = [speakers.source(proposal.source)] if proposal.source else []
    return Draft(clause, sentence, proposal.content, own, w.offsets(*proposal.cue), -1)


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


def _meet(one: Phrase, other: Phrase) -> bool:
    return one[0] < other[1] and other[0] < one[1]
