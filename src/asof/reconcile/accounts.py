"""What one report, at one stamp, says of an outcome: a figure for each population, and one over every person.

This is where the claims of one document are brought together: repeats count once, a part never adds to its whole,
an addition adds to the number it extends, single victims told apart are counted, and disjoint groups add up. Nothing
is ever added up across documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from asof.reconcile.fates import NOBODY, OFF_THE_DEAD, Toll, less_the_dead, surviving
from asof.reconcile.figures import Figure, figure_of, joined
from asof.reconcile.intervals import Interval, interval_of, rounded
from asof.reconcile.persons import is_single, persons
from asof.reconcile.placing import Placed, count_of, opens, stated
from asof.reconcile.population import PEOPLE, TOP, Group, standing
from asof.records import Record

DISJOINT = "disjoint parts"
SINGLES = "single victims told apart"
ADDED = "an addition to a stated number"
LISTED = "people listed together"

_HEADLINE, _LEAD, _ELSEWHERE = 4, 2, 1
"""What a number weighs where a report gives several: its headline and its opening speak for the whole of it."""
_LEAD_ENDS = 400
_NEAR = 300
_GROUPS = 64
"""How many populations of one report are compared with one another: the largest."""


class Vote(Record, frozen=True, kw_only=True):
    """One number that a report gives, with its weight there."""

    interval: Interval
    items: tuple[Placed, ...]
    weight: float
    because: str = ""


class Account(Record, frozen=True, kw_only=True):
    """The figures of one report at one stamp, for one outcome of one event.

    By group one for each voice that states a number, and one over every person.
    """

    report: tuple[str, str]
    by_group: Mapping[Group, tuple[Figure, ...]]
    whole: Figure


Tolls = Mapping[tuple[str, str], Toll]
"""The dead of each report, by report and stamp."""


def accounts(items: Iterable[Placed], country: str | None, tolls: Tolls | None = None) -> tuple[Account, ...]:
    """The accounts that claims of one event and outcome make, in order of assertion. `country`: the event's.

    `tolls` are given for the injured: who has died is not counted among them.
    """
    by_report: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for item in items:
        by_report[report_of(item)].append(item)
    dead = tolls or {}
    made = [_account(report, told, country, dead.get(report, NOBODY)) for report, told in by_report.items()]
    return tuple(sorted(made, key=lambda a: (a.whole.order, a.report)))


def report_of(item: Placed) -> tuple[str, str]:
    """The report and stamp that a claim stands in."""
    return item.claim.document, item.claim.asserted_at or ""


def tolls_of(items: Iterable[Placed], told: Iterable[Account], country: str | None) -> Tolls:
    """The dead of each report, from its claims of the killed and the accounts they made."""
    singles: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    numbers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for item in items:
        if is_single(item):
            singles[report_of(item)].append(item)
        elif count_of(item).basis == "total" and stated(item).low > 1:
            numbers[report_of(item)].add(stated(item).low)
    return {
        a.report: Toll(
            number=a.whole.interval.best or 0,
            people=persons(singles[a.report], country),
            stated=frozenset(numbers[a.report]),
        )
        for a in told
    }


def _account(report: tuple[str, str], told: list[Placed], country: str | None, toll: Toll) -> Account:
    by_group: dict[Group, list[Placed]] = defaultdict(list)
    ordered = sorted(told, key=lambda p: (p.claim.part != "headline", p.claim.span.start))
    living = surviving(ordered, toll, country)
    for item in living or ordered:
        by_group[track_group(item)].append(item)
    if not living:
        return _all_dead(report, by_group, toll)
    figures = {group: _figure(items, country, toll) for group, items in sorted(by_group.items())}
    apart = {group: _by_voice(items, figures[group], toll) for group, items in sorted(by_group.items())}
    made = Account(report=report, by_group=apart, whole=_whole(by_group, figures, country, toll))
    return made if any(opens(p) for p in told) else _not_passing(made)


def _not_passing(account: Account) -> Account:
    """An account of a report whose opening tells nothing of the outcome: what stands below is what it has to say."""
    groups = {g: tuple(replace(f, passing=False) for f in told) for g, told in account.by_group.items()}
    return Account(report=account.report, by_group=groups, whole=replace(account.whole, passing=False))


def _by_voice(items: Sequence[Placed], together: Figure, toll: Toll) -> tuple[Figure, ...]:
    """A figure for each voice that states a number of the group; that of all where no more than one does."""
    voices: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        voices[item.voice].append(item)
    found = [_decided(votes, told) for told in voices.values() if (votes := _votes(told, toll))]
    return tuple(found) if len(found) > 1 else (together,)


def _all_dead(report: tuple[str, str], by_group: Mapping[Group, Sequence[Placed]], toll: Toll) -> Account:
    """All of whom a report says that they were struck may be its dead: nobody else is told to be injured."""
    every = [p for items in by_group.values() for p in items]
    none = Interval(low=0, best=0, high=toll.number)
    figures = {g: (_nobody_else(none, items),) for g, items in sorted(by_group.items())}
    return Account(report=report, by_group=figures, whole=_nobody_else(none, every))


def _nobody_else(none: Interval, items: Sequence[Placed]) -> Figure:
    """A figure that leaves room for any number: a report that tells of nobody but its dead says nothing of others."""
    core = Interval(low=0, best=0, high=None)
    return replace(figure_of(none, items, OFF_THE_DEAD, core), floor=True)


def track_group(item: Placed) -> Group:
    """The group a claim's track is for. A part without words of its own is "people (in part)", never the whole."""
    return Group(part="in part") if count_of(item).basis == "part" and item.group == PEOPLE else item.group


def _figure(items: Sequence[Placed], country: str | None, toll: Toll) -> Figure:
    """What a report says of one group: the number that weighs most there; else the single people it tells of."""
    votes = _votes(items, toll)
    singles = [p for p in items if is_single(p)]
    return _decided(votes, items) if votes else _of_singles(singles, country)


def _votes(items: Sequence[Placed], toll: Toll) -> list[Vote]:
    """The numbers given; an addition makes one with the number or person just before it."""
    votes: list[Vote] = []
    for n, item in enumerate(items):
        if is_single(item):
            continue
        if item.adds:
            _add(votes, item, items[:n])
        else:
            votes.append(_vote(item, toll))
    return votes


def _vote(item: Placed, toll: Toll) -> Vote:
    interval = rounded(count_of(item).quantity, less_the_dead(item, toll))
    because = "" if interval == rounded(count_of(item).quantity, stated(item)) else OFF_THE_DEAD
    return Vote(interval=interval, items=(item,), weight=_weight(item), because=because)


def _weight(item: Placed) -> float:
    claim = item.claim
    lead = claim.part != "headline" and claim.sentence.start < _LEAD_ENDS
    weight = _HEADLINE if claim.part == "headline" else _LEAD if lead else _ELSEWHERE
    return weight / 2 if claim.factuality == "PR+" else weight


def _add(votes: list[Vote], item: Placed, before: Sequence[Placed]) -> None:
    """Let an addition extend the last number near it, else the single people of its sentence, else stand alone."""
    more = stated(item)
    beside = [p for p in before if is_single(p) and p.claim.sentence == item.claim.sentence]
    base = votes[-1] if votes and _near(votes[-1].items[-1], item) else None
    if base and beside and base.items[-1].claim.sentence != item.claim.sentence:
        base = None
    if base and not base.because:
        votes[-1] = Vote(
            interval=_plus(base.interval, more),
            items=(*base.items, item),
            weight=max(base.weight, _weight(item)),
            because=ADDED,
        )
    elif beside and not base:
        interval = Interval(low=len(beside) + more.low, best=len(beside) + (more.best or more.low), high=None)
        votes.append(Vote(interval=interval, items=(*beside, item), weight=_weight(item), because=ADDED))
    else:
        votes.append(Vote(interval=more, items=(item,), weight=_weight(item)))


def _near(base: Placed, item: Placed) -> bool:
    gap = item.claim.span.start - base.claim.span.end
    return base.claim.part == item.claim.part and 0 <= gap <= _NEAR


def _plus(a: Interval, b: Interval) -> Interval:
    high = None if a.high is None or b.high is None else a.high + b.high
    best = None if a.best is None else a.best + (b.best or b.low)
    return Interval(low=a.low + b.low, best=best, high=high)


def _decided(votes: Sequence[Vote], items: Sequence[Placed]) -> Figure:
    """The best reading that weighs most, the higher of those that weigh the same.

    The span is that of what each voice in the report gives most weight to.
    """
    by_voice: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        by_voice[vote.items[0].voice].append(vote)
    spanned = [_heaviest(own) for own in by_voice.values()]
    chosen = _heaviest(votes)
    best = chosen.interval.best
    low = min(v.interval.low for v in _facts([*spanned, *_of_all(votes)]))
    low = min([low, *(stated(v.items[0]).low for v in votes if v.because == ADDED and _is_base(v.items[0]))])
    used = [p for v in votes if best is None or v.interval.best == best for p in v.items] or list(items)
    interval = Interval(low=low, best=best, high=_highest([*spanned, chosen]))
    return figure_of(interval, used, chosen.because, chosen.interval)


def _of_all(votes: Sequence[Vote]) -> list[Vote]:
    """The votes that a number of all makes, wherever it stands: no part, no addition, and of no vaguer kind."""
    return [v for v in votes if len(v.items) == 1 and _counts_all(v.items[0])]


def _counts_all(item: Placed) -> bool:
    claim = count_of(item)
    noun = (claim.population.text or "").casefold()
    of_all = bool(noun) or stated(item).high == 0
    return claim.basis == "total" and of_all and not item.adds and "other" not in noun and not item.joined


def _is_base(item: Placed) -> bool:
    """Whether a number that an addition extends is stated of all: what is added may be among them."""
    return count_of(item).basis == "total" and not item.adds and not is_single(item)


def _facts(votes: Sequence[Vote]) -> Sequence[Vote]:
    """The votes that a claim states as a fact; all of them where none does."""
    return [v for v in votes if any(p.claim.factuality == "CT+" for p in v.items)] or votes


def _heaviest(votes: Sequence[Vote]) -> Vote:
    """The vote for the best reading that weighs most, added up over all votes for it; then the higher."""
    weights: dict[int | None, float] = defaultdict(float)
    for vote in votes:
        weights[vote.interval.best] += vote.weight
    return max(votes, key=lambda v: (v.interval.best is not None, weights[v.interval.best], v.interval.best or 0))


def _highest(votes: Sequence[Vote]) -> int | None:
    """The highest stated end; open only where no closed figure reaches the highest lower bound."""
    ends = [v.interval.high for v in votes if v.interval.high is not None]
    lows = max(v.interval.low for v in votes)
    return max(ends) if ends and max(ends) >= lows else None


def _of_singles(singles: Sequence[Placed], country: str | None) -> Figure:
    number = len(persons(singles, country))
    most = max(number, len(persons(singles, country, by_name=True)))
    interval = Interval(low=min(number, 1), best=number, high=most)
    core = Interval(low=number, best=number, high=None)
    return replace(figure_of(interval, singles, SINGLES if number > 1 else "", core), floor=True)


def _whole(
    by_group: Mapping[Group, Sequence[Placed]], figures: Mapping[Group, Figure], country: str | None, toll: Toll
) -> Figure:
    """Every person: the stated whole, whatever its parts come to; else the disjoint groups or single people told."""
    items = [p for told in by_group.values() for p in told]
    listed = _lists(items)
    if listed:
        return _with_listed(by_group, listed, figures, (country, toll))
    told = figures.get(PEOPLE)
    summed = _summed(_once(by_group, figures), country)
    if told is not None and not told.floor:
        passing = _in_passing(by_group[PEOPLE]) or _outweighed(by_group)
        return summed if passing and _more(summed, told) else told
    singles = [p for p in items if is_single(p)]
    most = summed
    if singles:
        most = max((summed, _of_singles(singles, country)), key=lambda f: f.interval.best or f.interval.low)
    return most if _headed(items, most) else _floor(most)


_PLAIN = frozenset({TOP, "man", "woman", "child", "teenager", "adult", "victim"})


def _headed(items: Sequence[Placed], figure: Figure) -> bool:
    """Whether a headline tells of as many: it speaks of all, where it says no more of them than their sex or age."""
    plain = [p for p in items if p.claim.part == "headline" and p.group == Group(kind=p.group.kind)]
    told = sum(stated(p).low for p in plain if p.group.kind in _PLAIN and p.claim.factuality == "CT+")
    return bool(plain) and told == figure.interval.best


def _once(by_group: Mapping[Group, Sequence[Placed]], figures: Mapping[Group, Figure]) -> Mapping[Group, Figure]:
    """The groups without a lone child beside a lone adult of other sentences: a boy is called a man further down."""
    lone = [g for g, f in figures.items() if f.interval.best == 1]
    places = {g: {(p.claim.document, p.claim.sentence.start) for p in by_group[g]} for g in lone}
    young = [g for g in lone if g.kind in _YOUNG]
    grown = [g for g in lone if g.kind in ("man", "woman", "adult")]
    gone = {y for y in young for g in grown if places[y].isdisjoint(places[g])}
    return {g: f for g, f in figures.items() if g not in gone}


_YOUNG = frozenset({"child", "teenager"})


def _lists(items: Sequence[Placed]) -> list[Vote]:
    """Numbers that are not stated but listed ("a guard and three others"): each list added up.

    A list right behind its own total ("three men: a guard, a cook and a driver") says nothing new.
    """
    after = {p.joined: p for p in items if p.joined}
    found = []
    for first in sorted(items, key=lambda p: (p.claim.span.start, p.id)):
        if first.joined or first.id not in after:
            continue
        told = [first]
        while told[-1].id in after:
            told.append(after[told[-1].id])
        if stated(told[0]).low < sum(stated(p).low for p in told[1:]) or len(told) == 2 or is_single(told[0]):
            found.append(_listed(told))
    return found


def _listed(told: Sequence[Placed]) -> Vote:
    parts = [rounded(count_of(p).quantity, interval_of(count_of(p).quantity)) for p in told]
    ends = [i.high for i in parts]
    interval = Interval(
        low=sum(i.low for i in parts),
        best=sum(i.best or i.low for i in parts),
        high=None if None in ends else sum(e for e in ends if e is not None),
    )
    return Vote(interval=interval, items=tuple(told), weight=max(_weight(p) for p in told), because=LISTED)


def _with_listed(
    by_group: Mapping[Group, Sequence[Placed]],
    listed: Sequence[Vote],
    figures: Mapping[Group, Figure],
    where: tuple[str | None, Toll],
) -> Figure:
    """Every person, in a report that lists people: what it states of all, or a list of them, whichever weighs more.

    `where`: the event's country and the report's dead.
    """
    country, toll = where
    inside = {p.id for vote in listed for p in vote.items}
    everyone = [p for p in by_group.get(PEOPLE, ()) if p.id not in inside]
    votes = [*_votes(everyone, toll), *listed]
    chosen = _decided(votes, [p for vote in votes for p in vote.items])
    apart = {g: f for g, f in figures.items() if not inside.issuperset(f.claims)}
    if not [v for v in votes if v.because != LISTED] and apart and _more(summed := _summed(apart, country), chosen):
        return _floor(summed)
    return chosen


def _in_passing(items: Sequence[Placed]) -> bool:
    """Whether a number of people is given without its noun, outside the headline ("and three are missing")."""
    counted = [p for p in items if not is_single(p)]
    return all(count_of(p).population.text is None and p.claim.part != "headline" for p in counted)


def _outweighed(by_group: Mapping[Group, Sequence[Placed]]) -> bool:
    """Whether a number of people is not in the headline, and one of a kind of people stands where it does or above."""
    numbers = {g: [_weight(p) for p in items if not is_single(p)] for g, items in by_group.items()}
    kinds = [w for g, weights in numbers.items() if g != PEOPLE for w in weights]
    return _HEADLINE > max(numbers[PEOPLE], default=0) <= max(kinds, default=0)


def _more(summed: Figure, told: Figure) -> bool:
    return (summed.interval.best or summed.interval.low) > (told.interval.best or told.interval.low)


def _floor(figure: Figure) -> Figure:
    """A figure of some of the people, for all of them: there may be more."""
    least = figure.core.best or figure.core.low
    return replace(figure, core=Interval(low=least, best=figure.core.best, high=None), floor=True)


def _summed(figures: Mapping[Group, Figure], country: str | None) -> Figure:
    """The disjoint groups that nothing else contains, added up."""
    told = [g for g in figures if g != PEOPLE] or list(figures)
    groups = sorted(told, key=lambda g: (-(figures[g].interval.best or figures[g].interval.low), g))[:_GROUPS]
    tops = [g for g in groups if not any(standing(g, other, country) == "part" for other in groups)]
    parts = [figures[g] for g in _antichain(tops or groups, figures, country)]
    if len(parts) == 1:
        return parts[0]
    ends = [f.interval.high for f in parts]
    interval = Interval(
        low=_surely(parts),
        best=sum(f.interval.best or f.interval.low for f in parts),
        high=None if None in ends else sum(e for e in ends if e is not None),
    )
    return joined(parts, interval, DISJOINT)


def _surely(parts: Sequence[Figure]) -> int:
    """The low end of disjoint groups: the stated ones added up; of single people told of in other words, one."""
    firm = [f.interval.low for f in parts if not f.floor]
    return sum(firm) or max(f.interval.low for f in parts)


def _antichain(groups: Sequence[Group], figures: Mapping[Group, Figure], country: str | None) -> list[Group]:
    """Groups of whom each is disjoint from all the others, the largest first: only such may be added up."""
    by_size = sorted(groups, key=lambda g: (-(figures[g].interval.best or figures[g].interval.low), g))
    kept: list[Group] = []
    for group in by_size[:_GROUPS]:
        if all(standing(group, other, country) == "disjoint" for other in kept):
            kept.append(group)
    return kept
