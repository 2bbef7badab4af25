"""What stands around a count and bears on whether it is about the report's main story, as names of features.

The main story is what the first sentences tell. A count is held against them: its number and outcome, its date, the
places and names of its sentence, how the event that it belongs to is spoken of ("the attack", "another blast"), tense,
whether the sentence turns to something else ("meanwhile"), and what the count before it is about.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from asof.extract import implied
from asof.extract.counts import Found
from asof.extract.valid_time import Dated
from asof.extract.words import Word
from asof.records import Analysis, Document, Moment, Name, PlaceMention, Range, Sentence, moment
from asof.resources import table

Key = tuple[str, float | None, float | None]

_OPENING = 3
_LEAD = 3
_FAR_DAYS = 3
_MONTH_DAYS = 20
_YEAR_DAYS = 300
_NOUN_REACH = 4
_GROWN = 5
_STANDS_BEFORE, _STANDS_AFTER = 3, 10
_STOCKS = frozenset({"affected", "displaced"})
STANDING = "standing"
"""The feature of forces of which words say that they only stand there: too rare for a weight, background by itself."""
_OF_A_DEED = frozenset({"killed", "injured", "held", "attackers"})
_SHORT = 4
_WHOLE = 7
"""Words: what is shorter is no sentence and no paragraph of a report, but a line of the page around it."""
_BLANK = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_KNOWN = frozenset({"the", "this", "that", "these", "those"})
_ANOTHER = frozenset({
    "a", "an", "another", "other", "second", "third", "fourth", "two", "three", "four", "several", "similar",
    "separate", "further", "different",
})  # fmt: skip
_DEFINITE = frozenset({"the", "all", "both", "these", "those", "its", "their", "his", "her"})


class Setting(NamedTuple):
    """A report as its counts are held against it.

    `lead`, `places`, `names`: the words, places and other names of its first sentences, small; `keys`: the outcomes and
    numbers there, or in the first counting sentences where those come later (then not `counted`); `opening`: where the
    first counting sentences begin; `starts`: where its paragraphs begin; `home`: the country that it is mostly about.
    """

    analysis: Analysis
    event: Moment | None
    home: str | None
    lead: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    keys: tuple[Key, ...]
    counted: bool
    opening: frozenset[int]
    starts: tuple[int, ...]
    lead_end: int
    titles: tuple[Range, ...]

    def first(self, found: Found) -> bool:
        """Whether a count stands in the headline or the first sentences."""
        return found.reading.sentence.start < self.lead_end or self.titled(found.quantity.start)

    def titled(self, start: int) -> bool:
        """Whether a place is in a headline, wherever in the text that stands."""
        return any(t.start <= start < t.end for t in self.titles)

    def order(self, found: Found) -> tuple[bool, int]:
        """By which counts are decided: headlines first, then the text."""
        return not self.titled(found.quantity.start), found.quantity.start

    def paragraph(self, found: Found) -> int:
        """The number of the paragraph in which a count stands."""
        return bisect_right(self.starts, found.quantity.start) - 1


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(form for row in table("extract/events") for form in row["forms"].split("|"))


def setting(
    document: Document, analysis: Analysis, counts: list[Found], event: Moment | None, home: str | None
) -> Setting:
    """What the counts of a report are held against; `event`: when its main event was."""
    titles = tuple(Range(start=p.start, end=p.end) for p in document.passages if p.part == "headline")
    body = [s for s, _ in zip(own_sentences(document, analysis), range(_LEAD), strict=False)]
    end = body[-1].end if body else 0
    first = body + [s for s in analysis.sentences if s.start >= end and any(t.start <= s.start < t.end for t in titles)]
    begins = {s.start for s in first}
    opening = frozenset(sorted({f.reading.sentence.start for f in counts if not is_single(f)})[:_OPENING])
    keys = tuple(_key(f) for f in counts if f.reading.sentence.start in begins)
    breaks = _BLANK if _BLANK.search(document.text) else _LINE
    return Setting(
        analysis=analysis,
        event=event,
        home=home,
        lead=frozenset(t.lower for s in first for t in analysis.tokens_of(s) if len(t.lower) >= _SHORT),
        places=frozenset(p.text.lower() for s in first for p in _places(analysis.places, s.start, s.end)),
        names=frozenset(_last(n) for s in first for n in _names(analysis.names, s.start, s.end) if n.type != "place"),
        keys=keys or tuple(_key(f) for f in counts if f.reading.sentence.start in opening and not is_single(f)),
        counted=bool(keys),
        opening=opening,
        starts=_paragraphs(document.text, breaks),
        lead_end=end,
        titles=titles,
    )


def own_sentences(document: Document, analysis: Analysis) -> Iterator[Sentence]:
    """The sentences of a report that are no line of a page, nor its dateline or byline, however long these are."""
    apart = [p for p in document.passages if p.part in ("dateline", "byline")]
    for sentence in analysis.sentences:
        own = not any(p.start <= sentence.start and sentence.end <= p.end for p in apart)
        if own and sentence.last - sentence.first >= _WHOLE:
            yield sentence


def _paragraphs(text: str, breaks: re.Pattern[str]) -> tuple[int, ...]:
    """Where the paragraphs of a text begin; short lines, as a page's own words around a report, begin none."""
    ends = [m.end() for m in breaks.finditer(text)]
    made = [
        start
        for start, end in zip([0, *ends], [*ends, len(text)], strict=True)
        if text.count(" ", start, end) >= _WHOLE
    ]
    return tuple(made) or (0,)


def is_single(found: Found) -> bool:
    """Whether a count is of a single person without a number."""
    return found.quantity.made_by == implied.MADE_BY


def around(where: Setting, found: Found, dated: Dated | None) -> list[str]:
    """The features of one count; `dated`: its own date. Each at most once, always in the same order."""
    made = [*_standing(where, found), f"date:{_date(where, dated)}", *_tense(found), *_spoken(where, found)]
    if not where.first(found):
        made += [*_number(where, found), *_company(where, found)]
    made += _borne(where, found)
    return list(dict.fromkeys(made))


def after(where: Setting, before: tuple[Found, bool] | None, found: Found) -> list[str]:
    """The features that the count before one gives, which is of the main story or not."""
    if before is None:
        return ["prev:none"]
    other, main = before
    story, apart = "main" if main else "back", where.paragraph(found) - where.paragraph(other)
    if other.reading.sentence.start == found.reading.sentence.start:
        passing = {"tense:relative", "passing", "passing lead"} & {*_tense(found), *_passing(where, found)}
        return [f"prev:{story} sentence"] + ([f"prev:{story} relative"] if passing else [])
    # A count that was taken for background (perhaps wrongly) must not take those of later sentences with it.
    return [f"prev:main {'paragraph' if apart == 0 else 'next' if apart == 1 else 'far'}"] if main else []


_ANOTHERS = frozenset({
    "date:long before", "date:month", "date:year", "place:new", "place:abroad", "event:a new", "event:bare new",
    "event:a lead", "passing", "passing lead", "tense:relative", "tense:had", "prev:back sentence",
    "prev:back relative", "lead:none", "stock", STANDING, "lead:verdict", "turn:meanwhile", "turn:other",
})  # fmt: skip


def another(found: Found, features: Iterable[str]) -> bool:
    """Whether any feature of a count points to another event: another date, place or event, or what is so told.

    A far larger number than the first sentences give does too, unless it is a toll or of the event's day or later:
    tolls grow.
    """
    told = set(features)
    later = told & {"date:same", "date:after"} or found.link.frame.counts == "toll"
    return bool(told & _ANOTHERS) or ("number:grown" in told and not later)


def in_passing(found: Found) -> bool:
    """Whether the count stands in a clause that only says which event is meant ("the fire that killed nine")."""
    trigger, words = found.link.trigger, found.reading.words
    if trigger is None or found.link.way != "right":
        return False
    i = trigger.first
    while i > 0 and words[i - 1].kind in {"have", "adverb"}:
        i -= 1
    return i > 0 and words[i - 1].low in {"that", "which"}


def _key(found: Found) -> Key:
    return found.link.frame.outcome, found.quantity.low, found.quantity.high


def _last(name: Name) -> str:
    return name.text.split()[-1].lower()


def _passing(where: Setting, found: Found) -> Iterator[str]:
    if in_passing(found):
        yield "passing lead" if _key(found) in where.keys else "passing"


def _standing(where: Setting, found: Found) -> Iterator[str]:
    """Where in the report it stands, and what is said of the people."""
    yield from _passing(where, found)
    if not where.counted:
        yield "lead:none"
    opening = found.reading.sentence.start in where.opening
    if where.first(found):
        yield "at:lead"
        return
    yield "at:opening" if opening else "at:body"
    yield f"out:{found.link.frame.outcome}"


def _date(where: Setting, dated: Dated | None) -> str:
    """How the count's own date lies to that of the main event."""
    when = moment(dated.value) if dated else None
    if when is None:
        return "none"
    length = (when.last - when.first).days
    if length > _MONTH_DAYS:
        return "year" if length > _YEAR_DAYS else "month"
    if where.event is None:
        return "no event"
    days = (where.event.first - when.last).days
    if days > 0:
        return "long before" if days > _FAR_DAYS else "before"
    return "after" if (when.first - where.event.last).days > 0 else "same"


def _number(where: Setting, found: Found) -> Iterator[str]:
    """Whether the first sentences count the same, another number of the same kind, or far fewer."""
    outcome, low, high = key = _key(found)
    size = low or high or 0
    alike = [k for k in where.keys if k[0] == outcome]
    if key in where.keys and size > 1:
        yield "number:lead"
    elif alike:
        yield "number:grown" if size > _GROWN * max(k[1] or k[2] or 1 for k in alike) else "number:other"
    elif where.keys:
        yield "number:new outcome"


def _borne(where: Setting, found: Found) -> Iterator[str]:
    """What words tell of the sentence, and of people whose number stands for long and not for an event."""
    outcome, lows = found.link.frame.outcome, [w.low for w in found.reading.words]
    # A verdict in the first sentences says nothing against the number that they give themselves, told again.
    again = not where.first(found) and _key(found) in where.keys
    if outcome in _OF_A_DEED and not again and any(word in where.lead for (word,) in _bearings("verdict")):
        yield "lead:verdict"
    for kind, name in (("meanwhile", "turn:meanwhile"), ("turn", "turn:other")):
        if any(tuple(lows[: len(cue)]) == cue for cue in _bearings(kind)):
            yield name
    if where.first(found):
        return
    if all(k[0] != outcome for k in where.keys):
        yield from _standing_number(where, found, lows)


def _standing_number(where: Setting, found: Found, lows: list[str]) -> Iterator[str]:
    """Forces that are nobody's news, and people driven out or in need by more than the event, by their great number."""
    outcome, counted = found.link.frame.outcome, found.counted
    own = lows[counted.first : max(counted.last, counted.phrase.last)]
    if outcome == "deployed" and any(word in own for (word,) in _bearings("forces")):
        near = lows[max(counted.first - _STANDS_BEFORE, 0) : counted.first + _STANDS_AFTER]
        if any(_is(low, word) for (word,) in _bearings("moves") for low in lows):
            yield "moved"
        elif any(_is(low, word) for (word,) in _bearings("stands") for low in near):
            yield STANDING
    size = found.quantity.low or found.quantity.high or 0
    if outcome in _STOCKS and size > _GROWN * max((k[1] or k[2] or 1 for k in where.keys), default=size):
        yield "stock"


def _is(low: str, word: str) -> bool:
    return low.startswith(word[:-1]) if word.endswith("*") else low == word


@cache
def _bearings(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row["words"].split()) for row in table("extract/bearings") if row["kind"] == kind)


def _company(where: Setting, found: Found) -> Iterator[str]:
    """The places and names of the sentence: those of the first sentences, or others."""
    sentence = found.reading.sentence
    places = _places(where.analysis.places, sentence.start, sentence.end)
    known = [p.text.lower() in where.places for p in places]
    yield "place:none" if not known else "place:lead" if any(known) else "place:new"
    if any(p.country and where.home and p.country != where.home for p in places):
        yield "place:abroad"
    names = [n for n in _names(where.analysis.names, sentence.start, sentence.end) if n.type != "place"]
    if names:
        yield "name:lead" if any(_last(n) in where.names for n in names) else "name:new"


def _places(mentions: tuple[PlaceMention, ...], start: int, end: int) -> tuple[PlaceMention, ...]:
    low = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[low : bisect_left(mentions, end, key=lambda m: m.start)]


def _names(mentions: tuple[Name, ...], start: int, end: int) -> tuple[Name, ...]:
    low = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[low : bisect_left(mentions, end, key=lambda m: m.start)]


def _tense(found: Found) -> Iterator[str]:
    """Had been, have been; "who killed": what is told in passing."""
    trigger, words = found.link.trigger, found.reading.words
    if trigger is None:
        return
    i = trigger.first
    while i > 0 and words[i - 1].kind in {"have", "be", "adverb"}:
        i -= 1
        if words[i].kind == "have":
            yield "tense:had" if words[i].low == "had" else "tense:have"
    if i > 0 and words[i - 1].kind == "relative" and found.link.way == "right":
        yield "tense:relative"


def _spoken(where: Setting, found: Found) -> Iterator[str]:
    """How the people and their event are spoken of."""
    words, first = found.reading.words, found.counted.first
    if first and words[first - 1].low in _DEFINITE:
        yield "people:the"
    lead = "lead " if where.first(found) else ""
    for how in sorted(set(_events(where, words))):
        yield f"{lead}event:{how}"


def _events(where: Setting, words: tuple[Word, ...]) -> Iterator[str]:
    """The nouns for events in a sentence: as known, as another, without an article; told of first, or new."""
    for i, word in enumerate(words):
        if word.low not in _event_nouns():
            continue
        before = [w.low for w in words[max(i - _NOUN_REACH, 0) : i]]
        told = "lead" if word.low in where.lead or word.low.rstrip("s") in where.lead else "new"
        how = next((b for b in reversed(before) if b in _KNOWN or b in _ANOTHER), "")
        yield f"{'the' if how in _KNOWN else 'a' if how in _ANOTHER else 'bare'} {told}"
