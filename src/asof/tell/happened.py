"""What happened, by day: the claims of an event that stand, on the clock of when it was so (valid time)."""

from datetime import datetime

from asof.records import CountClaim, Event, Record, moment
from asof.tell.sentences import Sentence
from asof.tell.standing import Standing
from asof.tell.tracks import TrackView
from asof.tell.wording import listed, outcome_order, spelled, spoken

LISTED = 60
"""How many sentences are told of what happened in one event; the rest is counted, and stands in timeline.json."""


class Happened(Record, frozen=True, kw_only=True):
    """What happened on one day (or in one month, where no day is stated), as the reports that stand date it."""

    when: str
    sentences: tuple[Sentence, ...]


def happened(standing: Standing, event: Event, views: tuple[TrackView, ...]) -> tuple[tuple[Happened, ...], int]:
    """The days of an event in order, each with its sentences; and how many more sentences there are."""
    clock = standing.clock(event)
    days: dict[tuple[datetime, str], dict[tuple[int, str, str], list[str]]] = {}
    for view in views:
        for row in view.rows:
            claim = standing.claims[row.claim]
            if row.state != "standing" or not isinstance(claim, CountClaim) or not claim.valid_time:
                continue
            if claim.factuality == "CT+" and (at := moment(claim.valid_time.value, clock.zone)):
                day = (at.first, clock(claim.valid_time.value).partition(",")[0])
                key = (outcome_order(view.track.outcome), view.track.id, row.figure)
                days.setdefault(day, {}).setdefault(key, []).append(row.claim)
    populations = {view.track.id: view.population for view in views}
    told: dict[str, list[Sentence]] = {}
    for (_, label), groups in sorted(days.items()):
        for (_, track, _), claims in sorted(groups.items()):
            told.setdefault(label, []).append(_sentence(standing, claims, populations[track]))
    kept, left = [], LISTED
    for label, sentences in told.items():
        if left > 0:
            kept.append(Happened(when=label, sentences=tuple(sentences[:left])))
        left -= len(sentences)
    return tuple(kept), max(0, -left)


def _sentence(standing: Standing, claims: list[str], population: str) -> Sentence:
    """Twelve miners were freed, according to the interior ministry (in the Courier)."""
    claim = standing.claims[claims[0]]
    number, rest = spoken(claim, population)
    sources = listed(list(dict.fromkeys(standing.source(c) for c in claims)))
    pieces = ((spelled(number), claim.id), (f" {rest}, according to {sources}.", None))
    return Sentence(pieces=pieces, claims=tuple(claims))
