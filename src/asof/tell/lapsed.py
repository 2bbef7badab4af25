"""States that last and may have ended: what was last said of those held or missing, and what has been said since.

Nobody reports that a state is over: the figures of the freed and the dead do. A state of which the last word is more
than a day old is told as that word, with its time, and with what later reports say of those by whom it ends
(`ends` in resources/tell/outcomes.tsv).
"""

from asof.records import CountClaim, Event, Point, moment
from asof.tell.figures import Figure
from asof.tell.sentences import Sentence
from asof.tell.standing import Standing
from asof.tell.wording import Clock, dated, outcome_words, spoken


def last_said(standing: Standing, shown: Figure, clock: Clock) -> str | None:
    """When a figure of a state that lasts was last said, where that is more than a day before the moment told of."""
    last = standing.latest(shown.cited, clock.zone)
    return last if last and outcome_words(shown.outcome)["state"] and standing.stale(last, clock) else None


def since(standing: Standing, event: Event, shown: Figure) -> Sentence | None:
    """What reports have said since of those last said to be held or missing; None where that is no question.

    For each outcome that ends the state the highest figure that was surely said later and stands, of the same people
    where one is given: "Since anyone was last said to be held (18 Jan, 17:00), reports have said that twelve miners
    were freed, according to the ministry (19 Jan).".
    """
    clock = standing.clock(event)
    last, words = last_said(standing, shown, clock), outcome_words(shown.outcome)
    if not last or not words["ends"]:
        return None
    own = _population(standing, event, shown)
    later = [c for outcome in words["ends"].split() if (c := _highest(standing, event, (outcome, last, own)))]
    head = f"Since anyone was last said to be {words['state']} ("
    pieces: list[tuple[str, str | None]] = [(head, None), (clock(last), shown.cited[0])]
    pieces.append(("), reports have said that " if later else "), no report has said what became of them", None))
    for n, claim in enumerate(later):
        found = standing.claims[claim]
        number, rest = spoken(found)
        source = dated(standing.source(claim), clock(found.asserted_at))
        if n:
            pieces.append((", and that ", None))
        pieces += [(number, claim), (f" {rest}, according to {source}", None)]
    pieces.append((".", None))
    return Sentence(pieces=tuple(pieces), claims=(shown.cited[0], *later), topic=shown.label)


def _population(standing: Standing, event: Event, shown: Figure) -> str:
    """Whom the claim behind a figure counts: the population of its track."""
    track = standing.track.get(shown.cited[0])
    return next((t.population for t in standing.tracks(event) if t.id == track), shown.population)


def _highest(standing: Standing, event: Event, asked: tuple[str, str, str]) -> str | None:
    """The claim that gives the most of an outcome after a moment, of the population asked for where one does."""
    outcome, last, own = asked
    after = moment(last, standing.zone(event))
    found: list[tuple[bool, float, str, str]] = []
    for track in standing.tracks(event):
        if track.kind != "count" or track.outcome != outcome or after is None:
            continue
        for point in standing.points(track, standing.zone(event)):
            said = moment(point.asserted_at, standing.zone(event))
            if said and said.first >= after.last and _counts(standing, event, point):
                most = max(v for v in (point.low, point.best, point.high, 0) if v is not None)
                found.append((track.population == own, most, point.asserted_at or "", point.claim))
    return max(found)[3] if found else None


def _counts(standing: Standing, event: Event, point: Point) -> bool:
    """Whether a point stands as a number of its own that is stated as a fact."""
    claim = standing.claims[point.claim]
    stands = standing.state(point, standing.zone(event))[0] == "standing"
    return stands and isinstance(claim, CountClaim) and claim.factuality == "CT+" and claim.basis == "total"
