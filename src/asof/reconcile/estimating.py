"""Low, best and high for every outcome of every event, over every person and for each population."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from msgspec.structs import replace

from asof.reconcile.accounts import Account, Tolls, accounts, report_of, tolls_of
from asof.reconcile.additions import extended, with_those_behind
from asof.reconcile.captivity import held_still
from asof.reconcile.doubts import with_doubts
from asof.reconcile.estimates import Rule
from asof.reconcile.fateful import with_open_fates
from asof.reconcile.fates import NOBODY, OFF_THE_DEAD, Toll, less_died_since, without_struck
from asof.reconcile.figures import Figure
from asof.reconcile.placing import Placed, count_of, stated
from asof.reconcile.population import Group
from asof.reconcile.supersession import GROWING, STATES
from asof.reconcile.tracks import Line
from asof.reconcile.weighing import OUTCOMES, Case, weighed
from asof.reconcile.wholes import Told, only_group, over_everyone, raised, with_wholes
from asof.records import Estimate, EventCore, PopulationEstimate, Record

_FATES = ("killed", "injured")
BORNE_OUT = "borne out too"
WEIGHED = "ucdp"
"""The rule whose best is the most reliable figure: there reports that differ are weighed by how they tell it."""
_A_DAY = timedelta(days=1)
_ORDER = attrgetter("order", "id")


class Asked(Record, frozen=True, kw_only=True):
    """By which rule, as of when (None: the end)."""

    name: str
    at: str | None


def estimate_event(
    event: EventCore, lines: Sequence[Line], rule: Rule, asked: Asked
) -> tuple[dict[str, Estimate], tuple[PopulationEstimate, ...]]:
    """The estimates of an event over every person, by outcome, and for each population apart."""
    by_outcome: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_outcome[line.outcome].append(line)
    told = _told(event, by_outcome)
    whole: dict[str, Estimate] = {}
    apart: list[PopulationEstimate] = []
    for outcome, of_outcome in sorted(by_outcome.items()):
        figures = current([a.whole for a in told[outcome]], outcome)
        items = [p for line in of_outcome for p in line.placed]
        parts = with_wholes(_by_group(told[outcome], of_outcome, rule, asked), items, outcome, event.place.country)
        if outcome in GROWING:
            parts = raised(parts, event.place.country)
        apart.extend(_of_group(line, parts[line.group].estimate) for line in of_outcome if line.group in parts)
        if figures:
            made = _estimate(figures, of_outcome, rule, asked)
            alone = only_group(parts, event.place.country) if outcome != "injured" else None
            whole[outcome] = alone or _summed(made, parts, figures, event.place.country)
    live = {outcome: _live(of_outcome) for outcome, of_outcome in by_outcome.items() if outcome in _FATES}
    whole = with_doubts(whole, live)
    if asked.name == WEIGHED:
        whole |= {case.outcome: _weighed(whole[case.outcome], case) for case in cases(whole, told, by_outcome)}
    return with_open_fates(whole, live), tuple(apart)


def cases(
    whole: Mapping[str, Estimate], told: Mapping[str, Sequence[Account]], by_outcome: Mapping[str, Sequence[Line]]
) -> list[Case]:
    """What is known of the dead and the injured, where a rule gives a number of them, for weighing it."""
    placed = {o: sorted((p for line in ls for p in line.placed), key=_ORDER) for o, ls in by_outcome.items()}
    return [
        Case(
            outcome=outcome,
            rule=whole[outcome].best or 0,
            other_rule=(whole[other].best or 0) if other in whole else 0,
            standing=tuple(current([a.whole for a in told[outcome]], outcome)),
            accounts=tuple(told[outcome]),
            told=tuple(placed[outcome]),
            others=tuple(placed.get(other, ())),
        )
        for outcome, other in OUTCOMES.items()
        if outcome in whole and whole[outcome].best is not None
    ]


def _weighed(made: Estimate, case: Case) -> Estimate:
    """The estimate with the number that is best borne out; the ends hold what the rule gave and what may be too."""
    found = weighed(case)
    if found is None:
        return made
    low = min(made.low or 0, found.least)
    high = None if made.high is None else max(made.high, found.most)
    lower = f" Low end: {low} is {BORNE_OUT}." if low < (made.low or 0) else ""
    higher = f" High end: {high} is {BORNE_OUT}." if high != made.high else ""
    if found.best == made.best:
        return replace(made, low=low, high=high, reason=made.reason + lower + higher)
    behind = frozenset(found.claims)
    return replace(
        made,
        low=low,
        best=found.best,
        high=high,
        reason=f"{found.why} By the rule: {made.reason}{lower}{higher}",
        supporting=found.claims,
        opposing=tuple(c for c in (*made.supporting, *made.opposing) if c not in behind),
    )


def _summed(made: Estimate, parts: Mapping[Group, Told], figures: Sequence[Figure], country: str | None) -> Estimate:
    """The estimate raised to the sum of its disjoint parts, where it is more and no report gives a number of all."""
    return over_everyone(made, parts, country, of_all=any(not f.floor for f in figures))


def _by_group(told: Sequence[Account], lines: Sequence[Line], rule: Rule, asked: Asked) -> dict[Group, Told]:
    """The estimate of each group of one outcome, from the figures of it that still stand."""
    found: dict[Group, Told] = {}
    for line in lines:
        here = current([f for a in told for f in a.by_group.get(line.group, ())], line.outcome)
        if here:
            last = max(f.order[0] for f in here)
            counted = not all(f.floor for f in here)
            found[line.group] = Told(estimate=_estimate(here, [line], rule, asked), last=last, counted=counted)
    return found


def _told(event: EventCore, by_outcome: Mapping[str, Sequence[Line]]) -> dict[str, tuple[Account, ...]]:
    """The accounts of each outcome; the injured last, less the dead."""
    country = event.place.country
    live = {outcome: _live(lines) for outcome, lines in by_outcome.items()}
    live |= {"held": held_still(live["held"])} if "held" in live else {}
    live |= {o: _of_standing_wholes(live[o], by_outcome[o]) for o in STATES if o in live}
    if all(outcome in live for outcome in _FATES):
        live["killed"] = without_struck(live["killed"], live["injured"])
    told = {outcome: accounts(items, country) for outcome, items in live.items() if outcome != "injured"}
    if "injured" in live:
        dead = told.get("killed", ())
        tolls = tolls_of(live.get("killed", []), dead, country)
        own = _ever(by_outcome.get("killed", ()), live["injured"], country) | dict(tolls)
        injured = accounts(live["injured"], country, _everywhere(tolls, own, live["injured"]))
        told["injured"] = tuple(_after_deaths(a, injured, dead, own) for a in injured)
    return told


def _ever(lines: Sequence[Line], injured: Sequence[Placed], country: str | None) -> dict[tuple[str, str], Toll]:
    """The tolls of all reports as they were told, also where a later one has taken their place since."""
    gone = {claim for line in lines for claim in (*line.denied, *line.parts)}
    items = without_struck([p for p in _placed(lines) if p.id not in gone], injured)
    return dict(tolls_of(items, accounts(items, country), country))


def _everywhere(tolls: Tolls, own: Tolls, injured: Sequence[Placed]) -> Tolls:
    """The tolls of all reports: one that counts no dead has those of the report that counts most who still stand."""
    most = max(tolls.values(), key=lambda t: t.number, default=NOBODY)
    return {report_of(item): most for item in injured} | dict(own)


def _placed(lines: Sequence[Line]) -> list[Placed]:
    return sorted((p for line in lines for p in line.placed), key=_ORDER)


def _live(lines: Sequence[Line]) -> list[Placed]:
    return sorted((p for line in lines for p in line.live()), key=_ORDER)


def _of_standing_wholes(items: list[Placed], lines: Sequence[Line]) -> list[Placed]:
    """Of the numbers of a state those whose whole still stands: who was in a number that has passed may be in none."""
    gone = {claim for line in lines for claim in (*line.superseded, *line.retracted)}
    return [p for p in items if count_of(p).part_of not in gone] or items


def _after_deaths(account: Account, injured: Sequence[Account], dead: Sequence[Account], tolls: Tolls) -> Account:
    """An account of the injured less who has died since, where no later report counts the injured again."""
    when = account.whole.order[0]
    if injured[-1].whole.order[0] > when or account.whole.because == OFF_THE_DEAD:
        return account
    later = [a.whole for a in dead if a.whole.order[0] > when]
    whole = less_died_since(account.whole, tolls.get(account.report, NOBODY), later)
    return Account(report=account.report, by_group=account.by_group, whole=whole)


def current(figures: Sequence[Figure], outcome: str) -> list[Figure]:
    """Of figures in order of assertion those that still stand; one pass from the last.

    A growing toll's lower figures give way to a later, higher one, and higher ones of authorities and outlets to a
    later one that is told as their correction; a state (the held, the missing) to what anybody says
    of it a day later, wherever it stands in a report; otherwise an outlet's later figure takes the place of its earlier
    one. A hedged figure takes nobody's place, nor does one told in passing of an outcome that adds up.
    """
    kept: list[Figure] = []
    later = _Later()
    growing = outcome in GROWING
    for figure in reversed(extended(figures) if growing or outcome == "held" else figures):
        if not later.takes_the_place_of(figure, outcome):
            kept.append(figure)
            if not figure.hedged and (outcome in STATES or not figure.passing):
                later.add(figure)
    return with_those_behind(kept[::-1]) if growing else kept[::-1]


class _Later:
    """The figures said later: the highest by when it was said, and the last of each outlet, and its last of all.

    An outlet's figure of some of the people only takes no figure of all its place.
    """

    def __init__(self) -> None:
        self._highest: list[tuple[datetime, int]] = []
        self._of_outlet: dict[str, Figure] = {}
        self._of_all: dict[str, Figure] = {}
        self._lowered: list[Figure] = []

    def add(self, figure: Figure) -> None:
        best = max(figure.interval.best or 0, self._highest[-1][1] if self._highest else 0)
        self._highest.append((figure.order[0], best))
        self._of_outlet.setdefault(figure.outlet, figure)
        if not figure.floor:
            self._of_all.setdefault(figure.outlet, figure)
        if figure.lowers:
            self._lowered.append(figure)

    def takes_the_place_of(self, figure: Figure, outcome: str) -> bool:
        when = figure.order[0]
        if outcome in STATES and any(said - when >= _A_DAY for said, _ in self._highest[:1]):
            return True
        if outcome in GROWING:
            if any(_corrected_by(figure, later) for later in self._lowered):
                return True
            best = next((best for said, best in reversed(self._highest) if said > when), 0)
            return figure.interval.high is not None and best > (figure.interval.best or 0)
        last = (self._of_outlet if figure.floor else self._of_all).get(figure.outlet)
        return last is not None and last.order[0] > when and last.interval != figure.interval


_OF_AUTHORITIES = frozenset({"official", "police", "military", "agency", "outlet"})


def _corrected_by(figure: Figure, later: Figure) -> bool:
    """Whether a figure of authorities, or of nobody but outlets, is higher than a correction that was made later."""
    high = later.interval.high
    lower = high is not None and high < figure.interval.low and figure.order[0] < later.order[0]
    return lower and _OF_AUTHORITIES.issuperset(figure.kinds)


def _estimate(figures: Sequence[Figure], lines: Sequence[Line], rule: Rule, asked: Asked) -> Estimate:
    choice = rule(figures)
    placed = _placed(lines)
    behind = frozenset(choice.supporting)
    return Estimate(
        low=choice.low,
        best=choice.best,
        high=_with_denied(choice.high, lines),
        as_of=asked.at or max((f.asserted_at for f in figures if f.asserted_at), default=None),
        rule=asked.name,
        reason=choice.reason + _last_said(figures, lines),
        supporting=choice.supporting,
        opposing=tuple(p.id for p in placed if p.id not in behind),
    )


def _last_said(figures: Sequence[Figure], lines: Sequence[Line]) -> str:
    """For a state, when it was last told of: it ends for each person, and nobody need say so."""
    last = max((f.asserted_at for f in figures if f.asserted_at), default=None)
    if last is None or not any(line.outcome in STATES for line in lines):
        return ""
    return f" Last said {last[:10]}; it may have ended since."


def _with_denied(high: int | None, lines: Sequence[Line]) -> int | None:
    """What others deny stays in the high end until its own source takes it back or gives another figure.

    Where one report gives several of them, or others that stand beside them, it is what that report gives in all.
    """
    if high is None:
        return None
    denied = [p for line in lines for p in line.placed if p.id in line.denied and not _gone(p, line)]
    if not denied:
        return high
    reports = {report_of(p) for p in denied}
    beside = [p for p in _live(lines) if report_of(p) in reports]
    told = accounts(sorted((*denied, *beside), key=_ORDER), None)
    return max([high, *(stated(p).high or 0 for p in denied), *(a.whole.interval.high or 0 for a in told)])


def _gone(item: Placed, line: Line) -> bool:
    return item.id in line.superseded or item.id in line.retracted


def _of_group(line: Line, made: Estimate) -> PopulationEstimate:
    return PopulationEstimate(
        outcome=line.outcome,
        population=line.group.words,
        low=made.low,
        best=made.best,
        high=made.high,
        as_of=made.as_of,
        rule=made.rule,
        reason=made.reason,
        supporting=made.supporting,
        opposing=made.opposing,
    )
