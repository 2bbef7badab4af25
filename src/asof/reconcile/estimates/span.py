"""What the rules share: the ends of what is said, which figures a value agrees with, and how a choice is worded."""

from collections import defaultdict
from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.figures import Figure, independent


def certain(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that some claim states as a fact; all of them where none does."""
    return [f for f in figures if not f.hedged] or list(figures)


def allows(figure: Figure, value: int) -> bool:
    """Whether what a report gives most weight to leaves room for a value."""
    return figure.core.low <= value and (figure.core.high is None or value <= figure.core.high)


def values(figures: Sequence[Figure]) -> list[int]:
    """The best readings there are, from low to high.

    Reports that state no number and only tell of single people count where they tell of more than is stated anywhere.
    """
    told = {f.interval.best for f in figures if f.interval.best is not None and not f.floor}
    floors = {f.interval.best for f in figures if f.interval.best is not None and f.floor}
    return sorted(told | {value for value in floors if value > max(told, default=-1)})


def lowest(figures: Sequence[Figure], best: int | None) -> int:
    """The most conservative end: the lowest of the figures stated as facts, never above the best."""
    low = min(f.interval.low for f in certain(figures))
    return low if best is None else min(low, best)


def highest(figures: Sequence[Figure], best: int | None) -> int | None:
    """The highest stated end, hedged figures included; open where a lower bound is above every stated end."""
    ends = [f.interval.high for f in figures if f.interval.high is not None]
    floor = max([f.interval.low for f in figures] + [best or 0])
    return max(ends) if ends and max(ends) >= floor else None


def chosen(figures: Sequence[Figure], best: int | None, behind: Sequence[Figure], reason: str) -> Choice:
    """A choice with the ends of all that is said; `behind` are the figures for the best, `reason` says why it is."""
    because = next((f" Reached by: {f.because}." for f in behind if f.because and f.interval.best == best), "")
    return Choice(
        low=lowest(figures, best),
        best=best,
        high=highest(figures, best),
        reason=reason + because,
        supporting=tuple(dict.fromkeys(c for f in behind for c in f.claims)),
    )


def nobody(figures: Sequence[Figure]) -> Choice:
    """The choice where only ceilings are stated."""
    return chosen(figures, None, figures, "Nobody states a figure, only a ceiling.")


def origins(number: int) -> str:
    """A number of origins in words: "1 origin", "3 origins"."""
    return f"{number} independent origin" + ("" if number == 1 else "s")


def agreement(value: int, behind: Sequence[Figure], every: int) -> str:
    """With how many of all origins a value agrees, in words: "agrees with 2 of 3 independent origins".

    Those that only leave room for it (a lower bound, people told of without a number) are told of apart.
    """
    many, giving = independent(behind), independent([f for f in behind if f.interval.best == value])
    share = f"all of {origins(every)}" if many == every else f"{many} of {origins(every)}"
    room = many - giving
    only = f" ({room} of them only {'leaves' if room == 1 else 'leave'} room for it)" if room else ""
    return f"agrees with {share}{only}"


def backing(figures: Sequence[Figure], value: int) -> tuple[list[Figure], int]:
    """The figures that leave room for a value, and from how many independent origins they come."""
    behind = [f for f in figures if allows(f, value)]
    return behind, independent(behind)


def backings(figures: Sequence[Figure]) -> dict[int, int]:
    """For each of the values there are, from how many independent origins the figures come that leave room for it.

    A figure of one number leaves room for that alone, so that thousands of them are not asked about each other's.
    """
    exact: dict[int, list[Figure]] = defaultdict(list)
    wide: list[Figure] = []
    for figure in figures:
        (exact[figure.core.low] if figure.core.low == figure.core.high else wide).append(figure)
    found = values(figures)
    return {v: independent([*exact.get(v, ()), *(f for f in wide if allows(f, v))]) for v in found}
