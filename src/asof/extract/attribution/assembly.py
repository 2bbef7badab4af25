"""Puts the reports of a document together: clauses, their contents, their chains."""

from msgspec import structs

from asof.extract.attribution import phrases
from asof.extract.attribution.clause import Clause, Window
from asof.extract.attribution.clauses import clauses
from asof.extract.attribution.content import pieces
from asof.extract.attribution.headlines import by_announcement, by_colon, by_noun
from asof.extract.attribution.kinds import is_abbreviated, is_outlet, kind
from asof.extract.attribution.mentions import Speakers
from asof.extract.attribution.report import Report
from asof.extract.attribution.runon import Draft, attach
from asof.extract.attribution.subjects import subject
from asof.extract.attribution.words import Words
from asof.records import Analysis, Attribution, Document, Range, Sentence, Source, Span

LONGEST_CHAIN = 4
NEAREST = 40
"""How many reports before and after one are looked at for the one that holds it."""


_MUSING = frozenset(f"attribution/clause-{verb}" for verb in ("think", "believe", "guess", "suppose", "hope"))
"""Verbs by which writers weigh their own words: "I think" tells of no source."""


def reports(document: Document, analysis: Analysis) -> tuple[Report, ...]:
    """Every attribution of a document, in text order. Pure; needs tokens and sentences, uses names and times."""
    w = Words.of(document, analysis)
    speakers = Speakers(w)
    drafts: list[Draft] = []
    for sentence in analysis.sentences:
        _open(w, speakers, sentence)
        for window in _windows(w, sentence.first, sentence.last):
            drafts += _drafts(w, window, speakers, Range(start=sentence.start, end=sentence.end))
    attach(w, drafts)
    holders = [_holder(w, drafts, index) for index in range(len(drafts))]
    return tuple(_report(w, drafts, holders, index) for index in range(len(drafts)))


def governing(reports: tuple[Report, ...], start: int, end: int) -> Report | None:
    """The innermost binding report whose content holds [start, end) (a claim's number), or None."""
    holding = [r for r in reports if r.binds and any(p.start <= start and end <= p.end for p in r.content)]
    return min(holding, key=_extent, default=None)


def denied(reports: tuple[Report, ...], start: int, end: int) -> bool:
    """Whether [start, end) stands in the content of a denial."""
    report = governing(reports, start, end)
    return report is not None and report.stance == "denies"


def _extent(report: Report) -> tuple[int, int]:
    return sum(p.end - p.start for p in report.content), -len(report.attribution.chain)


def _windows(w: Words, first: int, last: int) -> list[Window]:
    """What is read of a sentence: all of it outside quotations, and each longer quotation by itself."""
    found = [Window(first, last, -1)]
    index = first
    while index < last:
        layer = w.quote[index]
        end = index + 1
        while end < last and w.quote[end] == layer:
            end += 1
        if layer >= 0 and end - index > 6:
            found.append(Window(index, end, layer))
        index = end
    return found


def _drafts(w: Words, window: Window, speakers: Speakers, sentence: Range) -> list[Draft]:
    found = clauses(w, window, by_noun)
    colon = by_colon(w, window) or (None if found else by_announcement(w, window))
    if colon:
        found = sorted(
            [colon, *(c for c in found if c.unit[1] <= colon.unit[0] or c.unit[0] >= colon.unit[1])],
            key=lambda c: c.cue,
        )
    drafts: list[Draft] = []
    last: list[Source] = []
    for number, clause in enumerate(found):
        content = pieces(w, window, found, number)
        own = _own(w, clause, speakers, last)
        silent = not own and not clause.unsourced and clause.stance != "retracts"
        musing = _first_person(w, clause) and (clause.rule in _MUSING or _spoken_for(w, found, clause))
        if not content or silent or musing or (window.layer >= 0 and _of_the_speaker(w, clause)):
            continue
        last = own or last
        drafts.append(Draft(clause, sentence, content, own, w.offsets(*clause.cue), window.layer))
    return drafts


def _of_the_speaker(w: Words, clause: Clause) -> bool:
    """Whether a cue inside a quotation is the quoted speaker's own ("I think"): nothing is handed on there."""
    if clause.source is None or not clause.binds:
        return True
    return _first_person(w, clause)


def _spoken_for(w: Words, found: list[Clause], clause: Clause) -> bool:
    """Whether a speaker named behind says "we must report": the words are that one's, whatever marks they stand in."""
    return any(o.order != "pre" and o.source and o.cue[0] > clause.cue[0] and not _first_person(w, o) for o in found)


def _first_person(w: Words, clause: Clause) -> bool:
    if clause.source is None:
        return False
    first = w.lower[clause.source[0]]
    return first in ("our", "my") or (first in ("i", "we", "you") and clause.source[1] - clause.source[0] == 1)


def _own(w: Words, clause: Clause, speakers: Speakers, last: list[Source]) -> list[Source]:
    """The chain that the clause itself states: its source, and the outlet that was told or that quotes."""
    if clause.stance == "retracts" or clause.unsourced:
        return []
    if clause.source is None:
        return last
    own = [_mentioned(w, speakers.source(clause.source), clause)]
    if clause.hearer and (is_outlet(w, clause.hearer) or is_abbreviated(w, clause.hearer)):
        heard = _plain(w, clause.hearer)
        own.append(structs.replace(heard, kind="outlet") if heard.kind == "other" else heard)
    if clause.relay:
        own.append(speakers.source(clause.relay))
    return own + last if clause.cites else own


def _mentioned(w: Words, source: Source, clause: Clause) -> Source:
    """With the relative pronoun that stands beside the cue, where one does."""
    if clause.mention is None:
        return source
    start, end = w.offsets(*clause.mention)
    return structs.replace(source, mention=Span(start=start, end=end, text=w.text[start:end]))


def _open(w: Words, speakers: Speakers, sentence: Sentence) -> None:
    """Tells the speakers the subject of a sentence, where it is one that can speak."""
    first = sentence.first
    while first < sentence.last and (phrases.is_mark(w.lower[first]) or phrases.adverb(w, first)):
        first += 1
    phrase = subject(w, first, sentence.last)
    counted = phrase and phrases.is_number(w.lower[phrase[0]])
    if phrase and not counted and w.quote[phrase[0]] < 0 and phrases.speaks(w, phrases.head(w, phrase)):
        speakers.opens(phrase)


def _plain(w: Words, phrase: tuple[int, int]) -> Source:
    start, end = w.offsets(*phrase)
    return Source(text=w.text[start:end], start=start, end=end, kind=kind(w, phrase))


def _report(w: Words, drafts: list[Draft], holders: list[int | None], index: int) -> Report:
    draft, outer = drafts[index], holders[index]
    start, end = draft.cue
    stance = draft.clause.stance
    if outer is not None and drafts[outer].clause.stance in ("denies", "doubts", "retracts") and stance == "asserts":
        stance = drafts[outer].clause.stance
    return Report(
        attribution=Attribution(
            chain=() if stance == "retracts" else _chain(drafts, holders, index),
            cue=Span(start=start, end=end, text=w.text[start:end]),
        ),
        content=tuple(Span(start=s, end=e, text=w.text[s:e]) for s, e in draft.content),
        sentence=draft.sentence,
        stance=stance,
        binds=draft.clause.binds,
        inner=_inner(drafts, index, outer),
        made_by=draft.clause.rule,
    )


def _inner(drafts: list[Draft], index: int, outer: int | None) -> bool:
    """Whether a report in another's content is inside a quotation, an attitude, or has no source but that one's."""
    if drafts[index].layer >= 0 or outer is None:
        return drafts[index].layer >= 0
    if not drafts[index].clause.binds:
        return True
    names = {s.text.lower() for s in drafts[outer].own}
    return bool(drafts[index].own) and all(s.text.lower() in names for s in drafts[index].own)


def _chain(drafts: list[Draft], holders: list[int | None], index: int) -> tuple[Source, ...]:
    """The clause's own chain, then that of the report in whose content it stands, and so on outwards."""
    chain = list(drafts[index].own)
    outer = holders[index]
    if outer is not None and _passed_on(drafts[outer], chain):
        chain = [*drafts[outer].own, *chain]
    while outer is not None and len(chain) < LONGEST_CHAIN:
        chain += [s for s in drafts[outer].own if all((s.start, s.end) != (o.start, o.end) for o in chain)]
        outer = holders[outer]
    return tuple(chain[:LONGEST_CHAIN])


def _passed_on(outer: Draft, inner: list[Source]) -> bool:
    """Whether an outlet passes on what another says: "According to the mayor, the Courier reported, …"."""
    if outer.clause.rule == "attribution/citing" and outer.clause.order == "pre":
        return bool(inner)
    by_outlets = bool(inner) and all(s.kind in {"outlet", "agency"} for s in inner)
    fronted = outer.clause.rule == "attribution/according-to" and outer.clause.order == "pre"
    return by_outlets and fronted and all(s.kind not in {"outlet", "agency"} for s in outer.own)


def _holder(w: Words, drafts: list[Draft], index: int) -> int | None:
    """The index of the innermost other report near by whose content holds this one's cue and is longer than its own."""
    draft = drafts[index]
    start, end = draft.cue
    best, mine = None, _size(draft)
    for number in range(max(0, index - NEAREST), min(len(drafts), index + NEAREST)):
        other = drafts[number]
        holds = number != index and other.clause.binds and any(s <= start and end <= e for s, e in other.content)
        holds = holds and not (other.clause.stance in _ACTS and _in_relative(w, draft.clause))
        if holds and _size(other) > mine and (best is None or _size(other) < _size(drafts[best])):
            best = number
    return best


_ACTS = frozenset({"denies", "demands", "threatens", "predicts", "doubts", "asks"})


def _in_relative(w: Words, clause: Clause) -> bool:
    """Whether a reporting clause stands in a relative one: "rejected the raids, in which officials say nine died"."""
    before = clause.unit[0] - 1
    return clause.order == "pre" and before >= 0 and w.lower[before] in ("which", "whom", "whose")


def _size(draft: Draft) -> int:
    return sum(e - s for s, e in draft.content)
