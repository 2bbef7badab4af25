"""States that last and may have ended: what was last said of those held or missing, and what has been said since.

Nobody reports that a state is over: the figures of the freed and the dead do. A state of which the last word is more
than a day old is told as that word, with its time, and with what later reports say of those by whom it ends
(`ends` in resources/tell/outcomes.tsv).
"""

from collections.abc import Sequence

from asof.records import Event, moment
from asof.tell.figures import Figure, figures
from asof.tell.sentences import Sentence, within
from asof.tell.standing import Standing
from asof.tell.wording import Clock, outcome_words


def last_said(standing: Standing, shown: Figure, clock: Clock) -> str | None:
    """When a figure of a state that lasts was last said, where that is more than a day before the moment told of."""
    last = standing.latest(shown.cited, clock.zone)
    return last if last and outcome_words(shown.outcome)["state"] and standing.stale(last, clock) else None


def since(standing: Standing, event: Event, shown: Figure) -> Sentence | None:
    """What reports have said since of those last said to be held or missing; None where that is no question.

    For each outcome that ends the state its headline figure, of the same people where there is one, if it was said
    later: "Since anyone was last said to be held (18 Jan, 17:00), reports have said that 12 miners were freed,
    according to the ministry (19 Jan).". It is the figure that the report and the terminal give everywhere else.
    """
    clock = standing.clock(event)
    last, words = last_said(standing, shown, clock), outcome_words(shown.outcome)
    if not last or not words["ends"]:
        return None
    told = figures(standing, event, populations=bool(shown.population))
    later = [f for o in words["ends"].split() if (f := _later(standing, told, (o, shown.population, last), clock))]
    head = f"Since anyone was last said to be {words['state']} ("
    pieces: list[tuple[str, str | None]] = [(head, None), (clock(last), shown.cited[0])]
    pieces.append(("), reports have said that " if later else "), no report has said what became of them", None))
    for n, figure in enumerate(later):
        if n:
            pieces.append((", and that " if n == len(later) - 1 else ", that ", None))
        pieces += within(standing, figure, clock)
    pieces.append((".", None))
    cited = dict.fromkeys([shown.cited[0], *(c for f in later for c in (f.best_claim, *f.cited) if c)])
    return Sentence(pieces=tuple(pieces), claims=tuple(cited), topic=shown.label)


def _later(standing: Standing, told: Sequence[Figure], asked: tuple[str, str, str], clock: Clock) -> Figure | None:
    """The figure of an outcome, of a population where there is one, that was last said after a moment."""
    outcome, own, after = asked
    same = sorted(
        (f for f in told if f.outcome == outcome and f.population in (own, "")), key=lambda f: not f.population
    )
    if not same or not same[0].cited or same[0].best is None:
        return None
    last, end = (
        moment(standing.latest(same[0].supporting or same[0].cited, clock.zone), clock.zone),
        moment(after, clock.zone),
    )
    return same[0] if last and end and last.first >= end.last else None
