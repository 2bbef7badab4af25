"""Which number of the dead or the injured is best borne out where reports differ: candidates, signs, weights.

The candidates are the numbers that reports give, that single people told of make, and none (they may be another
event's). What a sign weighs is data (`resources/reconcile/weights.tsv`), fitted by `training.reconcile.weights` on half
of an incident registry: a softmax over the candidates of an incident (conditional logit; McFadden 1974). No sign knows
an outlet or a number as such, only how it is told. The number of the rule stands unless another is clearly better borne
out.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from asof.reconcile.accounts import ADDED, DISJOINT, LISTED, SINGLES, Account
from asof.reconcile.fates import DIED_SINCE, OFF_THE_DEAD, counts_the_dead, may_count_the_dead
from asof.reconcile.figures import Figure
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, opens, stated
from asof.reconcile.population import PEOPLE
from asof.records import Record
from asof.resources import table

OUTCOMES = {"killed": "injured", "injured": "killed"}
"""The outcomes that are weighed, each with the one that is looked at beside it."""
CLEARLY = 0.5
"""By how much (log-odds) another number must be better borne out than that of the rule."""
_CHANCE = 0.05
_REPORTS = 20
_CLAIMS = 400
_PEOPLE = 10
"""What was fitted on had hardly more reports, claims or people; beyond any of them, the rule stands."""
_FAR = 5000

Signs = Mapping[str, float]


class Case(Record, frozen=True, kw_only=True):
    """What is known of an outcome of an event: the rule's best for it and for the other outcome, what the reports say.

    `standing` are the figures of all people that still stand, `accounts` those of every report; `told` and `others`
    the claims of this outcome and of the other.
    """

    outcome: str
    rule: int
    other_rule: int
    standing: tuple[Figure, ...]
    accounts: tuple[Account, ...]
    told: tuple[Placed, ...]
    others: tuple[Placed, ...]


class Weighed(Record, frozen=True, kw_only=True):
    """The number that is best borne out, with the signs that speak for it and against the rule's, in words.

    `claims` state it. `least`, `most`: the ends of what stands and is borne out too (one in twenty by the weights).
    """

    best: int
    claims: tuple[str, ...]
    why: str
    least: int
    most: int


@cache
def _weights(outcome: str) -> Mapping[str, float]:
    return {row["sign"]: float(row[outcome]) for row in table("reconcile/weights")}


@cache
def _says() -> Mapping[str, str]:
    return {row["sign"]: row["says"] for row in table("reconcile/weights")}


def weighed(case: Case) -> Weighed | None:
    """The number that is best borne out; None where the case is larger than what the weights were fitted on."""
    if not case.told or _larger(case):
        return None
    found = candidates(case)
    weights = _weights(case.outcome)
    scores = {v: sum(weights.get(s, 0.0) * x for s, x in signs.items()) for v, signs in found.items()}
    open_to = [v for v in scores if v == case.rule or _may_be_best(case, v, found[v])]
    first = max(open_to, key=lambda v: (scores[v], v == case.rule, v))
    best = first if scores[first] > scores[case.rule] + CLEARLY else case.rule
    stands = {0, *(f.interval.best for f in case.standing)}
    likely = {best, *(v for v in _likely(scores) if v in stands)}
    return Weighed(
        best=best,
        claims=tuple(p.id for p in case.told if best and _gives(p, best)),
        why=_why(best, case, found, weights) if best != case.rule else "",
        least=min(likely),
        most=max(likely),
    )


def _may_be_best(case: Case, number: int, signs: Signs) -> bool:
    """Whether a number may take the place of the rule's, whatever the weights say.

    Nobody only where something shows another event: a person who dies days later is told of by one report, far down,
    too. More than the rule's only where it was said no earlier: a toll that was lowered is not raised again. Fewer not
    where a report opens with them all, one by one ("four hostages and six gunmen").
    """
    if number == 0:
        return any(signs.get(sign, 0.0) > 0 for sign in _ELSEWHERE[case.outcome])
    if number < case.rule and any(_opening_list(f, case.rule) for f in case.standing):
        return False
    last, rules = _last_said(case, number), _last_said(case, case.rule)
    return number < case.rule or (last is not None and (rules is None or last >= rules))


def _opening_list(figure: Figure, number: int) -> bool:
    return figure.because == LISTED and not figure.passing and figure.interval.best == number


def _last_said(case: Case, number: int) -> datetime | None:
    """When a number that still stands was said last."""
    return max((f.order[0] for f in case.standing if f.interval.best == number), default=None)


_ELSEWHERE = {
    "killed": ("none of several", "none of that day"),
    "injured": ("none of several", "none of that day", "none, as many died", "none, may be dead"),
}


def _larger(case: Case) -> bool:
    """Whether there are more reports, claims or people than there were in what the weights were fitted on.

    A report that opens with many, though they were denied since, tells of a larger event than those.
    """
    people = max((case.rule, *(f.interval.low for f in case.standing), *(stated(p).low for p in case.told if opens(p))))
    return people > _PEOPLE or len({p.claim.document for p in _all(case)}) > _REPORTS or len(_all(case)) > _CLAIMS


def _likely(scores: Mapping[int, float]) -> list[int]:
    """The numbers that the weights give a chance of one in twenty or more."""
    top = max(scores.values())
    sizes = {v: math.exp(s - top) for v, s in scores.items()}
    return [v for v, size in sizes.items() if size >= _CHANCE * sum(sizes.values())]


def _why(best: int, case: Case, found: Mapping[int, Signs], weights: Mapping[str, float]) -> str:
    """The signs that speak most for a number and against that of the rule, in a sentence."""
    here, there = found[best], found[case.rule]
    gains = {s: weights.get(s, 0.0) * (here.get(s, 0.0) - there.get(s, 0.0)) for s in here.keys() | there.keys()}
    told = [s for s in sorted(gains, key=lambda s: (-gains[s], s)) if gains[s] > 0 and s in _says()][:3]
    words = [f"{best if here.get(s, 0.0) > there.get(s, 0.0) else case.rule} {_says()[s]}" for s in told]
    return f"{best} is better borne out than {case.rule}: {'; '.join(words)}."


def _all(case: Case) -> tuple[Placed, ...]:
    return (*case.told, *case.others)


def candidates(case: Case) -> dict[int, dict[str, float]]:
    """The numbers there are to choose from, each with its signs.

    What one report says is decided by the constraints of `accounts`; it is only left open whether it is this event's,
    unless it opens with more than one: who counts them counts this event. A number that reports make together (disjoint
    parts) stands.
    """
    scene = _Scene(case)
    return {n: dict(scene.of_none() if n == 0 else scene.of(n)) for n in _numbers(case)}


def _numbers(case: Case) -> list[int]:
    figures = [a.whole for a in case.accounts]
    if case.rule and case.rule not in [f.interval.best for f in figures]:
        return [case.rule]
    nobody = () if _of_this_event(case) else (0,)
    if len(figures) < 2:
        return sorted({case.rule, *nobody})
    groups = [f for a in case.accounts for told in a.by_group.values() for f in told]
    given = {f.interval.best for f in (*figures, *groups)}
    claimed = {stated(p).low for p in case.told if p.claim.factuality == "CT+" and not p.adds}
    return sorted({case.rule, *nobody, *claimed, *(n for n in given if n is not None)})


class _Scene:
    """What the signs of all candidates of a case need."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.figures = [a.whole for a in case.accounts]
        self.reports = max(1, len({p.claim.document for p in _all(case)}))
        days = Counter(d for p in _all(case) if opens(p) and (d := _day(p)))
        days = days or Counter(d for p in _all(case) if (d := _day(p)))
        self.day = min(days, key=lambda d: (-days[d], d)) if days else None
        self.struck = {stated(p).low for p in _all(case) if counts_the_dead(p) and opens(p)}
        self.beside = {(p.claim.document, p.claim.sentence.start) for p in case.others}

    def of(self, number: int) -> Iterator[tuple[str, float]]:
        """The signs of a number of people."""
        told = [p for p in self.case.told if _gives(p, number)]
        yield from self._by_figures(number)
        yield from self._by_place(told)
        yield from self._by_kind(told)
        yield from self._by_size(number)

    def _by_figures(self, number: int) -> Iterator[tuple[str, float]]:
        behind = [f for f in self.figures if f.interval.best == number]
        every = max(1, len(self.figures))
        standing = self.case.standing
        yield "now", sum(f.interval.best == number for f in standing) / max(1, len(standing))
        yield "ever", len(behind) / every
        yield "room", sum(_allows(f, number) for f in self.figures) / every
        yield "newest", bool(self.figures) and self.figures[-1].interval.best == number
        for sign, reasons in _REASONS.items():
            yield sign, bool(behind) and all(f.because in reasons for f in behind)
        yield "floor", bool(behind) and all(f.floor for f in behind)

    def _by_place(self, told: Sequence[Placed]) -> Iterator[tuple[str, float]]:
        one = [p for p in told if is_single(p)]
        more = [p for p in told if not is_single(p)]
        for words, items in (("", more), (" of one", one)):
            heads = {p.claim.document for p in items if p.claim.part == "headline"}
            leads = {p.claim.document for p in items if p.claim.part != "headline" and opens(p)}
            yield f"headline{words}", len(heads) / self.reports
            yield f"opening{words}", len(leads) / self.reports
        yield "any headline", any(p.claim.part == "headline" for p in more)
        yield "passing", not any(opens(p) for p in told)
        yield "several", bool(told) and all(p.several for p in told)
        yield "beside", any((p.claim.document, p.claim.sentence.start) in self.beside for p in told)
        yield "stated", bool(more)
        yield "origins", len({p.origin for p in told}) > 1

    def _by_kind(self, told: Sequence[Placed]) -> Iterator[tuple[str, float]]:
        every = max(1, len(self.case.told))
        yield "mentions", len(told) / every
        yield "once", len(told) == 1
        yield "sure", max((p.claim.confidence for p in told), default=0.0)
        yield "other day", sum(self._of_another_day(p) for p in told) / max(1, len(told))
        if told:
            yield "hedged", all(p.claim.factuality != "CT+" for p in told)
            yield "part", all(count_of(p).basis == "part" for p in told)
            yield "kind", all(p.group != PEOPLE for p in told)
            yield "victims", all(p.claim.made_by.endswith("/victims") for p in told)
            yield "may be dead", all(may_count_the_dead(p) for p in told)
            yield "others", any(_besides(p) for p in told)

    def _by_size(self, number: int) -> Iterator[tuple[str, float]]:
        rule = self.case.rule
        ratio = math.log((number + 1) / (rule + 1))
        yield "rule", number == rule
        yield "higher", number > rule
        yield "lower", number < rule
        yield "higher by", max(0.0, ratio)
        yield "lower by", max(0.0, -ratio)
        yield "all struck", number in self.struck
        yield "rest of struck", number + self.case.other_rule in self.struck

    def of_none(self) -> Iterator[tuple[str, float]]:
        """The signs of nobody: those told of may be another event's."""
        case = self.case
        tellers = {p.claim.document for p in case.told}
        first = min(p.order[0] for p in case.told)
        silent = {p.claim.document for p in case.others if p.claim.document not in tellers and p.order[0] >= first}
        headed = any(p.claim.part == "headline" for p in case.told)
        bodies = [p.claim.span.start for p in case.told if p.claim.part != "headline"]
        opened = any(opens(p) for p in case.told)
        yield "rule", case.rule == 0
        yield "room", sum(_allows(f, 0) for f in self.figures) / max(1, len(self.figures))
        yield "none", 1
        yield "none beside others", case.other_rule > 0
        yield "none opens", case.rule > 0 and not opened
        yield "none but others open", case.rule > 0 and not opened and any(opens(p) for p in case.others)
        yield "none in silence", bool(silent)
        yield "none in silence, share", len(silent) / self.reports
        yield "none, one teller", len(tellers) == 1 and self.reports > 1
        yield "none of several", all(p.several for p in case.told)
        yield "none, told often", math.log1p(len(case.told))
        yield "none in headline", headed
        yield "none, others in headline", not headed and any(p.claim.part == "headline" for p in case.others)
        yield "none of many", math.log1p(case.rule)
        yield "none, may be dead", all(may_count_the_dead(p) for p in case.told)
        dead = all(may_count_the_dead(p) for p in case.told) and case.rule <= case.other_rule
        yield "none, as many died", dead and not any(_besides(p) for p in case.told)
        yield "none but others", any(_besides(p) for p in case.told)
        yield "none implied", all(p.claim.implied for p in case.told)
        yield "none, far down", min(bodies, default=0) / _FAR
        yield "none of that day", sum(self._of_another_day(p) for p in case.told) / len(case.told)
        yield "none in their reports", not any(p.claim.document in tellers for p in case.others)
        yield "none surely told", max(p.claim.confidence for p in case.told)

    def _of_another_day(self, item: Placed) -> bool:
        day = _day(item)
        return day is not None and self.day is not None and abs((day - self.day).days) > 1


_REASONS = {
    "told apart": (SINGLES,),
    "summed": (DISJOINT,),
    "added": (ADDED,),
    "listed": (LISTED,),
    "less the dead": (OFF_THE_DEAD, DIED_SINCE),
}


def _of_this_event(case: Case) -> bool:
    """Whether those told of surely are this event's.

    They are where an opening counts more than one of them, or where one report's opening tells of people in both
    outcomes, and of some who are not the dead.
    """
    counted = frozenset(c for a in case.accounts for c in a.whole.claims if a.whole.interval.best)
    opened = [p for p in case.told if opens(p)]
    both = {p.claim.document for p in case.others if opens(p)}
    return any(stated(p).low > 1 or (p.id in counted and p.claim.document in both) for p in opened)


def _gives(item: Placed, number: int) -> bool:
    """Whether a claim gives just this number; a single person is one, whatever the words."""
    return number == 1 if is_single(item) else stated(item).low == number


def _besides(item: Placed) -> bool:
    """Whether a claim speaks of others than those just told of ("three others", "another")."""
    words = f"{item.claim.span.text} {count_of(item).population.text or ''}".casefold()
    return "other" in words


def _allows(figure: Figure, number: int) -> bool:
    return figure.core.low <= number and (figure.core.high is None or number <= figure.core.high)


def _day(item: Placed) -> date | None:
    """The day of which a claim is said to hold; None where no day is told."""
    value = item.claim.valid_time.value if item.claim.valid_time else None
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
