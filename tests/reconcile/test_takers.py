"""Who first took a claim's place: by trees the same as by asking every later claim, and at no more than n log n."""

import random
import sys
from functools import partial

import pytest

from asof.reconcile import Ready, reconcile, supersession
from asof.reconcile.ahead import Ahead
from asof.reconcile.intervals import Interval
from asof.reconcile.placing import Places
from asof.reconcile.supersession import GROWING, Takers, takes_the_place
from asof.reconcile.tracks import Sorted
from asof.records import Range
from tests.reconcile.factory import FAR, Pile


def test_the_next_figure_above_or_below_is_found_as_by_looking_at_each():
    """Over rows of every length up to forty the tree answers as a search from the front does."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for length in range(41):
        figures = []
        for _ in range(length):
            low = chance.randrange(9)
            figures.append(Interval(low=low, best=low, high=chance.choice([None, low, low + 3])))
        tree = Ahead(figures)
        for start in range(length + 2):
            above, below = chance.randrange(-1, 10), chance.randrange(10)
            behind = range(start, length)
            high = [float("inf") if f.high is None else f.high for f in figures]
            wanted = next((n for n in behind if figures[n].low > above or high[n] < below), None)
            assert tree.next(start, above, below) == wanted


OUTCOMES = ["killed", "missing", "held", "displaced"]
RULES = ["test", "count/frame-held/seize", "count/frame-held/trapped", "count/frame-held/hostages"]


TOP = Range(start=0, end=30)


def mixed(outcome, seed):
    """A track of sixty claims: hours and bare days, authorities, hedges, single people, spans; figures jump about."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pile = Pile(country="NO")
    for n in range(60):
        hour = f"T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"
        pile.report(
            f"r{n}", f"2031-03-{chance.randrange(3, 6):02}{chance.choice([hour, hour, ''])}", outlet=f"O{n % 7}"
        )
        low = chance.randrange(1, 30)
        pile.count(
            outcome,
            low,
            chance.choice(["same", "same", None, low + 5]),
            source=chance.choice([None, "the mayor", "the ministry", "a witness"]),
            kind=chance.choice(["official", "other"]),
            factuality=chance.choice(["CT+", "CT+", "CT+", "PR+"]),
            origin=chance.choice([None, f"o{chance.randrange(9)}"]),
            implied=chance.random() < 0.2,
            made_by=chance.choice(RULES),
            sentence=chance.choice([TOP, TOP, FAR]),
        )
    return pile.linked()


def one_by_one(items, outcome, item):
    """The first later claim that takes a place, found by asking all."""
    for later in items:
        speaks = outcome not in GROWING or later.leads or set(later.speakers) & set(item.speakers)
        if later.order > item.order and speaks and not later.hedged and takes_the_place(later, item, outcome):
            return later
    return None


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("near", [0, 3])
def test_the_first_taker_is_found_as_by_asking_all(outcome, near, monkeypatch):
    """With and without a look at those nearby, the tree finds whom a search from the front finds."""
    monkeypatch.setattr(supersession, "_NEARBY", near)
    taken = 0
    for seed in range(6):
        (track,) = Sorted(Places(mixed(outcome, seed)).by(None).placed).tracks
        takers, last = Takers(track.items, outcome), track.items[-1]
        for item in track.items[:-1]:
            wanted = one_by_one(track.items, outcome, item)
            taken += wanted is not None
            assert takers.first(item, last).id == (wanted or last).id
    assert taken > 100


def test_what_is_denied_takes_no_place():
    """The higher toll that somebody denies is passed over for the next one."""
    pile = Pile()
    for hour, low in ((8, 12), (9, 40), (10, 15)):
        pile.report(f"r{hour}", f"2031-05-04T{hour:02}:00:00Z", outlet=f"O{hour}")
        pile.count("killed", low, id=f"c{low}")
    (track,) = Sorted(Places(pile.linked()).by(None).placed).tracks
    first, _, last = track.items
    assert Takers(track.items, "killed").first(first, last).id == "c40"
    assert Takers(track.items, "killed", {"c40": ()}).first(first, last).id == "c15"


def voices(outcome, number):
    """A track of so many voices, each heard twice: first all of them, then all again, with a few new figures."""
    pile = Pile()
    for n in range(number):
        day, minute = 3 + 2 * (2 * n // number), n % (number // 2)
        stamp = f"2031-03-{day:02}T{minute // 60:02}:{minute % 60:02}:00Z"
        pile.report(f"r{n}", stamp, outlet=f"O{minute}")
        pile.count(outcome, 1000 + (n * 7919) % (number // 2) // 4 + (day > 3), source=f"voice {minute}")
    return pile.linked()


def lines_run(work):
    """How many lines of Python a piece of work runs: a measure that no other work on the machine changes."""
    count = 0

    def tracer(frame, event, arg):
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_twice_the_voices_are_about_twice_the_work(outcome):
    """Doubling a track of hundreds of voices doubles the lines run, where asking each of each would take four times."""
    few, many = (lines_run(partial(reconcile, voices(outcome, n))) for n in (300, 600))
    assert many < 2.3 * few


def test_an_answer_does_not_depend_on_what_was_asked_before():
    """Moments asked for in any order, of one pile made ready, are told as of a pile reconciled for each."""
    for seed, outcome in enumerate(OUTCOMES):
        linked = mixed(outcome, seed)
        ready = Ready(linked)
        for at in ("2031-03-05T12:00Z", None, "2031-03-04", "2031-03-04T09:00Z", None, "2031-03-05T12:00Z"):
            assert ready.reconcile(at) == reconcile(linked, at)
