"""Whether a count is about the report's main story or about background: another event, another time, a tally.

Two things must agree. No word leads away (`resources/extract/background.tsv`), nor does a date far from the main
event's or coarser than a day. And what stands around the count (`surroundings`) speaks for the main story: a logistic
regression whose weights are data (`resources/extract/main.tsv`, made by `python -m training.claims.main`), asked only
where something points to another event: the newest toll, told late and without a date, is not to be lost. Counts are
decided in the order of the text, since each leans on the one before.
"""

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from asof.extract.counts import Found
from asof.extract.surroundings import STANDING, after, another, around, in_passing, is_single, own_sentences, setting
from asof.extract.valid_time import Dated
from asof.extract.words import Word
from asof.records import Analysis, Document, Moment, PlaceMention, moment
from asof.resources import table

_NEAR_DAYS = 3
_SPAN_REACH = 9
_PLACE_REACH = 5
_LASTING = frozenset({"war", "conflict", "crisis", "fighting", "violence", "unrest", "famine", "insurgency"})
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_BEGINNINGS = frozenset({"start", "beginning", "launch", "outbreak"})
_MONTHS = frozenset(name.lower() for name in month_name if name)
_LEAD = 3
"""Counting sentences that open a report."""
_FROM = {"later": 1, "body": 2}
"""From which place on a cue of a scope leads away."""
_RECORD_REACH = 7
_RECORDS = frozenset({"worst", "biggest", "largest", "highest", "greatest", "most", "first", "bloodiest", "deadliest"})


@cache
def _cues() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(row["words"].split()), row["scope"]) for row in table("extract/background"))


class Stories(NamedTuple):
    """Of each count whether it is about the main story; and whether by words and dates alone it would be."""

    main: list[bool]
    by_cues: list[bool]


def main_story(
    document: Document, analysis: Analysis, counts: list[Found], own: list[Dated | None], day: str | None
) -> Stories:
    """Of each count, in the order given, whether it is about the main story, whose event was on `day`.

    `own`: the dates of the counts' own clauses. Single people without a number are decided by words and dates alone.
    """
    country = home(analysis.places)
    lead = next((s.start for s in own_sentences(document, analysis)), -1)
    by_cues = _by_cues(counts, own, moment(day), (analysis.places, country), lead)
    main = list(by_cues)
    where = setting(document, analysis, counts, moment(day), country)
    before: tuple[Found, bool] | None = None
    for i in sorted(range(len(counts)), key=lambda i: where.order(counts[i])):
        if is_single(counts[i]):
            continue
        features = [*around(where, counts[i], own[i]), *after(where, before, counts[i])]
        told = not another(counts[i], features) or (_log_odds(features) > 0 and STANDING not in features)
        main[i] = by_cues[i] and told
        before = counts[i], main[i]
    return Stories(main, by_cues)


@cache
def _weights() -> dict[str, int]:
    """The weight of each feature, in hundredths, so that a sum does not depend on the order."""
    return {row["feature"]: int(row["hundredths"]) for row in table("extract/main")}


def _log_odds(features: Iterable[str]) -> int:
    known = _weights()
    return known["all"] + sum(known.get(f, 0) for f in features)


def _by_cues(
    counts: list[Found],
    own: list[Dated | None],
    event: Moment | None,
    told: tuple[tuple[PlaceMention, ...], str | None],
    first: int,
) -> list[bool]:
    """Whether no word or date leads away from the main story.

    `told`: the report's places, and its own country; `first`: where its first sentence begins.
    """
    places, country = told
    starts = sorted({f.reading.sentence.start for f in counts})[:_LEAD]
    lead = {_key(f) for f in counts if f.reading.sentence.start in starts or not in_passing(f)}
    made: list[bool] = []
    for found, dated in zip(counts, own, strict=True):
        opening = found.reading.sentence.start in starts
        place = 2 if not opening else 0 if found.reading.sentence.start == first else 1
        away = _led_away(found, place) or (dated is not None and _far(moment(dated.value), event))
        away = away or (not opening and _abroad(found, places, country))
        away = away or (bool(made) and not made[-1] and _of_them(found))
        made.append(not (away or (in_passing(found) and _key(found) not in lead)))
    return made


def _key(found: Found) -> tuple[str, float | None, float | None]:
    return found.link.frame.outcome, found.quantity.low, found.quantity.high


def _of_them(found: Found) -> bool:
    """Whether the count is of some of those counted before ("one of them")."""
    words, last = found.reading.words, found.counted.last
    return [w.low for w in words[last : last + 2]] in (["of", "them"], ["of", "those"])


def home(places: tuple[PlaceMention, ...]) -> str | None:
    """The country that half of a report's places or more lie in, the first named of two; else None."""
    known = Counter(p.country for p in places if p.country)
    best = max(known, key=lambda country: known[country], default=None)
    return best if best is not None and known[best] * 2 >= sum(known.values()) else None


def _abroad(found: Found, places: tuple[PlaceMention, ...], country: str | None) -> bool:
    """Whether a "war in" another country than the report's own stands before the count in its sentence."""
    words, first = found.reading.words, found.counted.first
    for i in range(first - 2):
        if country is None or words[i].low not in _LASTING or words[i + 1].low not in {"in", "across"}:
            continue
        reach = (words[i + 1].start, words[min(i + 1 + _PLACE_REACH, first)].start)
        if any(reach[0] < p.start < reach[1] and p.country and p.country != country for p in places):
            return True
    return False


def _led_away(found: Found, place: int) -> bool:
    """Whether a cue leads away; `place`: 0 in the first sentence, 1 in the first counting ones, else 2.

    What is compared with the past ("the worst month since") stays; the number behind "since" is the past's.
    """
    words = found.reading.words
    lows = [w.low for w in words]
    for cue, scope in _cues():
        if place < _FROM.get(scope, 0) or cue[0] not in lows:
            continue
        ends = [i + len(cue) for i in range(len(lows)) if tuple(lows[i : i + len(cue)]) == cue]
        if scope == "span" and place < 2:
            first = found.counted.first
            ends = [e for e in ends if lows[e - 1] != "since" or first >= e or not _compares(lows[: e - 1])]
        if any(scope != "span" or not _of_the_event(words[end : end + _SPAN_REACH]) for end in ends):
            return True
    return False


def _compares(before: list[str]) -> bool:
    """Whether the words before "since" say that nothing like it was seen ("the worst month since")."""
    return any(low in _RECORDS or low.endswith("iest") for low in before[-_RECORD_REACH:])


def beside(found: Found) -> bool:
    """Whether the count is of another event of the same time as the main one ("shortly afterwards another bomb")."""
    lows = tuple(w.low for w in found.reading.words)
    cues = [cue for cue, scope in _cues() if scope == "beside" and cue[0] in lows]
    return any(lows[i : i + len(cue)] == cue for cue in cues for i in range(len(lows)))


def _of_the_event(words: tuple[Word, ...]) -> bool:
    """Whether the words that follow "since" say that the event itself began ("the start of the raid"), no date."""
    began = len(words) > 1 and words[1].low in _BEGINNINGS
    return began and not any(_YEAR.fullmatch(w.low) or w.low in _MONTHS for w in words)


def _far(when: Moment | None, event: Moment | None) -> bool:
    """Whether a date lies days before the event, or is a year, which no one event fills.

    What comes after the event is told of in follow-ups: bodies found, people who died since, arrests.
    """
    if when is None or event is None:
        return False
    if (when.last - when.first).days > 300:
        return True
    return (event.first - when.last).days > _NEAR_DAYS
