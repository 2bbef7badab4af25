"""The days that matter in a long story, and the sentences that tell each of them.

A day matters as far as reports name it: each report once, whatever else it says, and each later day on which reports
still come back to it after a week once more. So a day on which much was published and of which nobody spoke again
stays behind one that is still told of a month later. Both counts are shown. (The features are those of supervised
date selection, Gholipour Ghalandari and Ifrim 2020; weights learned from ten stories did no better than this sum.)
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from asof.records import Analysis, Claim, CountClaim, Document, Record, Span, moment
from asof.tell.central import Candidate, choose
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.sentences import opening
from asof.tell.terms import terms, weighed
from asof.tell.wording import fact, softly

AFTER = timedelta(days=7)
"""From when on a report that names a day comes back to it."""

LEAD = 5
"""How many sentences at the head of a report are taken to tell of the day it appeared on or the day before."""

WORDS_OF_SENTENCE = 600
"""Characters of a report's sentence that are shown."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_TOLD_FROM = frozenset({"body", "update", "headline", "caption"})


class Line(Record, frozen=True, kw_only=True):
    """A sentence as the choice of days sees it: the day it was said, the days it names, its place in its report."""

    document: str
    start: int
    end: int
    place: int
    said: date
    names: tuple[date, ...]


class DaySentence(Record, frozen=True, kw_only=True):
    """One sentence of a day: its text, the claims it is composed from (none: it is a report's own), and its words."""

    text: str
    claims: tuple[str, ...]
    document: str
    span: Span


class Day(Record, frozen=True, kw_only=True):
    """A day of a story with its sentences; `reports` name it, on `later` days beyond a week reports still did."""

    day: str
    reports: int
    later: int
    sentences: tuple[DaySentence, ...]


class Pile(Record, frozen=True, kw_only=True):
    """What days are chosen from: documents and, by id, their analyses; the claims read from them, where there are."""

    documents: tuple[Document, ...]
    analyses: dict[str, Analysis]
    claims: tuple[Claim, ...] = ()


def days(pile: Pile, wanted: int, each: int = 2, within: tuple[date, date] | None = None) -> tuple[Day, ...]:
    """The `wanted` days that matter most, in order of time, each with up to `each` sentences.

    `within`: first and last day to choose from (None: any day that no report dates to its own future by a year).
    A day's sentences are composed from claims about it where there are any, else they are the reports' own, those
    nearest to the middle of what is said of the day. Nothing is told twice. Reports without a date are passed over.
    """
    lines = lines_of(pile.documents, pile.analyses)
    teller = _Teller(pile, lines)
    found: list[Day] = []
    for day, reports, later in ranked(lines, within):
        if len(found) >= wanted:
            break
        if sentences := teller.tell(day, each):
            found.append(Day(day=day.isoformat(), reports=reports, later=later, sentences=sentences))
    return tuple(sorted(found, key=lambda d: d.day))


def lines_of(documents: Iterable[Document], analyses: Mapping[str, Analysis]) -> tuple[Line, ...]:
    """The sentences of dated reports, in order; those of bylines, comment and boilerplate are left out."""
    found: list[Line] = []
    for document in documents:
        analysis = analyses.get(document.document)
        if analysis is None:
            continue
        named = [(t.start, _DAY.match(t.value)) for t in analysis.times if t.type in ("DATE", "TIME")]
        whole = [(start, date.fromisoformat(m[0])) for start, m in named if m and _is_day(m[0])]
        place = 0
        for sentence in analysis.sentences:
            said = _day_of(document.asserted_at(sentence.start))
            passage = document.passage_at(sentence.start)
            if said is None or (passage and passage.part not in _TOLD_FROM):
                continue
            names = tuple(sorted({d for start, d in whole if sentence.start <= start < sentence.end}))
            found.append(
                Line(document=document.document, start=sentence.start, end=sentence.end, place=place, said=said,
                     names=names)
            )  # fmt: skip
            place += 1
    return tuple(found)


def ranked(lines: Sequence[Line], within: tuple[date, date] | None = None) -> list[tuple[date, int, int]]:
    """Every day that is named, the one that matters most first, with how many reports name it, and how many days."""
    reports: dict[date, set[str]] = {}
    later: dict[date, set[date]] = {}
    first, last = within or _span(lines)
    for line in lines:
        for day in line.names:
            if first <= day <= last:
                reports.setdefault(day, set()).add(line.document)
                if line.said - day > AFTER:
                    later.setdefault(day, set()).add(line.said)
    counted = [(day, len(found), len(later.get(day, ()))) for day, found in reports.items()]
    return sorted(counted, key=lambda c: (-c[1] - c[2], c[0]))


def _span(lines: Sequence[Line]) -> tuple[date, date]:
    """The days from which a story's own may come: a story does not reach a year past its last report."""
    if not lines:
        return date.min, date.max
    return date.min, max(line.said for line in lines) + timedelta(days=365)


def _day_of(value: str | None) -> date | None:
    """The day of a date or an instant (in UTC), None where no single day is known."""
    at = moment(value)
    return at.first.date() if at and at.last - at.first <= timedelta(days=1) else None


def _is_day(value: str) -> bool:
    return moment(value) is not None


class _Teller:
    """Tells days: their claims, and the sentences of the reports."""

    def __init__(self, pile: Pile, lines: Sequence[Line]) -> None:
        self._documents = {d.document: d for d in pile.documents}
        self._lines = lines
        counts = [terms(self._text(line)) for line in lines]
        self._counts, self._weights = counts, _weights(counts)
        self._named: dict[date, list[int]] = {}
        self._near: dict[date, list[int]] = {}
        for n, line in enumerate(lines):
            for day in line.names:
                self._named.setdefault(day, []).append(n)
            if not line.names and line.place <= LEAD:
                for day in (line.said, line.said - timedelta(days=1)):
                    self._near.setdefault(day, []).append(n)
        self._claims = _claims_by_day(pile.claims)
        self._told: list[dict[str, float]] = []

    def tell(self, day: date, each: int) -> tuple[DaySentence, ...]:
        """Up to `each` sentences of a day: from claims first, then the reports' own."""
        stated = self._claims.get(day, [])[:each]
        composed = [self._composed(claims) for claims in stated]
        cited = [c for claims in stated for c in claims]
        return (*composed, *self._chosen(day, each - len(composed), cited)) if len(composed) < each else tuple(composed)

    def _chosen(self, day: date, wanted: int, cited: Sequence[Claim]) -> list[DaySentence]:
        """The reports' own sentences of a day, but those that a claim told already stands in."""
        said = {(c.document, c.sentence.start) for c in cited}
        numbers = [n for n in (*self._named.get(day, ()), *self._near.get(day, ())) if self._place(n) not in said]
        candidates = [
            Candidate(key=n, text=self._text(self._lines[n]), vector=dict(weighed(self._counts[n], self._weights)))
            for n in numbers
        ]
        picked = choose(candidates, wanted, self._told)
        self._told += [c.vector for c in picked]
        return [self._own(self._lines[c.key]) for c in picked]

    def _place(self, n: int) -> tuple[str, int]:
        return self._lines[n].document, self._lines[n].start

    def _text(self, line: Line) -> str:
        return self._documents[line.document].text[line.start : line.end]

    def _own(self, line: Line) -> DaySentence:
        span = Span.of(self._documents[line.document].text, line.start, line.end)
        return DaySentence(text=one_line(span.text, WORDS_OF_SENTENCE), claims=(), document=line.document, span=span)

    def _composed(self, claims: Sequence[Claim]) -> DaySentence:
        """What claims state together: "12 miners were freed, according to the ministry (in the Courier)."."""
        last, document = claims[-1], self._documents[claims[-1].document]
        figure, rest = fact(last)
        outlet = one_line(document.outlet or document.document, NAME_LIMIT)
        chain = last.attribution.chain if last.attribution else ()
        source = f"{softly(one_line(chain[0].text, NAME_LIMIT))} (in {outlet})" if chain else outlet
        return DaySentence(
            text=f"{opening(figure)} {rest}, according to {source}.",
            claims=tuple(c.id for c in claims),
            document=last.document,
            span=last.span,
        )


def _weights(counts: Sequence[Counter[str]]) -> dict[str, float]:
    """How telling each word is within the story: the logarithm of how few of its sentences hold it."""
    holding = Counter(word for count in counts for word in count)
    return {word: math.log(len(counts) / n) for word, n in holding.items()}


def _claims_by_day(claims: Iterable[Claim]) -> dict[date, list[list[Claim]]]:
    """For each day the counts that are so on it, those that say the same together, the most often said first."""
    found: dict[date, dict[tuple[str, str], list[Claim]]] = {}
    for claim in claims:
        day = _day_of(claim.valid_time.value) if claim.valid_time else None
        if day and isinstance(claim, CountClaim) and claim.main and claim.factuality == "CT+" and not claim.implied:
            found.setdefault(day, {}).setdefault(fact(claim), []).append(claim)
    return {
        day: sorted(groups.values(), key=lambda g: (-len({c.document for c in g}), g[0].id))
        for day, groups in found.items()
    }
