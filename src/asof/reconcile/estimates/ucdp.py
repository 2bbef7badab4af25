"""The UCDP rule: low, best and high after the UCDP GED codebook (Sundberg and Melander 2013; Högbladh 2023).

The codebook's best is the most reliable figure, its low the most conservative, its high the highest that is reliable.
Sources are not ranked here: reliability is how many independent origins stand behind a figure, then how recent it is.
"""

from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.figures import Figure, independent


def ucdp(figures: Sequence[Figure]) -> Choice:
    """Best: the value that most independent origins allow, then the most recent, then the higher one.

    Low: the lowest end of a certain figure. High: the highest stated end, hedged figures included; open where the
    highest lower bound is above every stated end.
    """
    certain = [f for f in figures if not f.hedged] or list(figures)
    best, behind = _best(certain)
    low = min(f.interval.low for f in certain)
    return Choice(
        low=low if best is None else min(low, best),
        best=best,
        high=_high(figures, best),
        reason=_reason(best, behind, certain),
        supporting=tuple(dict.fromkeys(c for f in behind for c in f.claims)),
    )


def _best(figures: Sequence[Figure]) -> tuple[int | None, list[Figure]]:
    values = sorted({f.interval.best for f in figures if f.interval.best is not None})
    if not values:
        return None, list(figures)
    backing = {value: [f for f in figures if _allows(f, value)] for value in values}
    stating = {value: [f for f in figures if f.interval.best == value] for value in values}
    best = max(values, key=lambda v: (independent(backing[v]), max(f.order[:2] for f in stating[v]), v))
    return best, backing[best]


def _allows(figure: Figure, value: int) -> bool:
    return figure.core.low <= value and (figure.core.high is None or value <= figure.core.high)


def _high(figures: Sequence[Figure], best: int | None) -> int | None:
    ends = [f.interval.high for f in figures if f.interval.high is not None]
    floor = max([f.interval.low for f in figures] + [best or 0])
    return max(ends) if ends and max(ends) >= floor else None


def _reason(best: int | None, behind: Sequence[Figure], certain: Sequence[Figure]) -> str:
    if best is None:
        return "Nobody states a figure, only a ceiling."
    many = independent(behind)
    all_of = independent(certain)
    whose = "the only origin that still stands gives" if all_of == 1 else f"{many} of {all_of} origins allow"
    because = next((f" Reached by: {f.because}." for f in behind if f.because and f.interval.best == best), "")
    return f"{best} is what {whose}.{because}"
