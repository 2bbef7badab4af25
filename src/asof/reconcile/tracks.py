"""Tracks: the claims about one outcome of one population of one event, in the order in which they were said."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import astuple, replace

from asof.reconcile.accounts import track_group
from asof.reconcile.denials import denials
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, SetAside, count_of, stated, unused
from asof.reconcile.population import Group, standing
from asof.reconcile.rivals import parts_of_reports
from asof.reconcile.supersession import GROWING, Takers, lowered_by, supersessions
from asof.records import Contradiction, CountClaim, MeasureClaim, Point, Record, RoleClaim, Track


class Line(Record, frozen=True, kw_only=True):
    """A track as this stage works on it: its placed claims with what has become of each.

    `superseded` maps a claim to the one that took its place, `denied` to those that deny it; `retracted` are those
    that their own source denies. `parts` maps a claim to the higher one of its own report that it is a part of.
    `takers` know which claim first took another's place; for every moment, `met` keeps the disputes that two of its
    claims make by what they say (None where they make none), `totals` which of them give a number of the whole.
    """

    id: str
    event: str
    outcome: str
    group: Group
    placed: tuple[Placed, ...]
    superseded: dict[str, str]
    denied: dict[str, tuple[str, ...]]
    takers: Takers
    met: dict[tuple[str, str], Contradiction | None]
    totals: frozenset[str]
    retracted: frozenset[str] = frozenset()
    parts: dict[str, str] = {}

    def live(self) -> tuple[Placed, ...]:
        """The claims that still stand: neither superseded nor denied, nor a part of another."""
        gone = {*self.superseded, *self.denied, *self.parts}
        return tuple(p for p in self.placed if p.id not in gone)


class Lines(Record, frozen=True, kw_only=True):
    """The count tracks, the claims that deny (CT-), and what was set aside by reason."""

    lines: tuple[Line, ...]
    denying: tuple[Placed, ...]
    set_aside: tuple[SetAside, ...]


def track_id(event: str, kind: str, outcome: str, population: str) -> str:
    """A track's id: a hash of what it is a track of, the same on every run."""
    key = "\x1f".join((event, kind, outcome, population))
    return "t" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


class Sorted:
    """Count claims sorted out once: onto their tracks, those that deny, those set aside; for any moment of them."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        by_track: dict[tuple[str, str, Group], list[Placed]] = defaultdict(list)
        self.denying: list[Placed] = []
        self.set_aside: list[SetAside] = []
        for item in placed:
            if not isinstance(item.claim, CountClaim):
                continue
            reason = unused(item.claim)
            if reason:
                self.set_aside.append(SetAside(claim=item.claim, event=item.event, reason=reason))
            elif item.claim.factuality == "CT-":
                self.denying.append(item)
            else:
                by_track[item.event, item.claim.outcome, track_group(item)].append(item)
        self.tracks = [_Track(key, items) for key, items in sorted(by_track.items(), key=lambda pair: pair[0])]


class _Track:
    """A track whenever its claims were said, with what no moment changes."""

    def __init__(self, key: tuple[str, str, Group], items: list[Placed]) -> None:
        self.key, self.items = key, items
        self.id = track_id(key[0], "count", key[1], "\x1f".join(astuple(key[2])))
        self._takers = Takers(items, key[1])
        self._totals = frozenset(p.id for p in items if count_of(p).basis == "total" and not is_single(p))
        self._met: dict[tuple[str, str], Contradiction | None] = {}

    def line(self, items: list[Placed], denied: dict[str, tuple[str, ...]], voices: dict[str, str]) -> Line:
        """The track with these of its claims alone; `voices`: of those that deny."""
        event, outcome, group = self.key
        takers = self._takers if self._takers.hold_for(items, denied) else Takers(items, outcome, denied)
        standing = [p for p in items if p.id not in denied] if denied else items
        own = (p.id for p in items if p.id in denied and any(voices[d] == p.voice for d in denied[p.id]))
        return Line(
            id=self.id,
            event=event,
            outcome=outcome,
            group=group,
            placed=tuple(items),
            superseded=supersessions(items, outcome, takers),
            denied=denied,
            takers=takers,
            met=self._met,
            totals=self._totals,
            parts=parts_of_reports(standing) if outcome in GROWING else {},
            retracted=frozenset(own) if denied else frozenset(),
        )


def lines(placed: Iterable[Placed], ever: Sorted | None = None) -> Lines:
    """The count tracks of all events. Only CT+ and PR+ claims stand on them; the rest deny or are set aside.

    `ever`: these claims and those said later, sorted out, where many moments are told.
    """
    placed = tuple(placed)
    ever = ever or Sorted(placed)
    said = {p.id for p in placed}
    denying = tuple(d for d in ever.denying if d.id in said)
    tracks = [(track, [p for p in track.items if p.id in said]) for track in ever.tracks]
    denied = denials(denying, (p for _, items in tracks for p in items))
    voices = {d.id: d.voice for d in denying}
    made = []
    for track, items in tracks:
        if items:
            here = {p.id: denied[p.id] for p in items if p.id in denied} if denied else {}
            made.append(track.line(items, here, voices))
    made = _taken_back(made)
    aside = tuple(a for a in ever.set_aside if a.claim.id in said)
    return Lines(lines=tuple(made), denying=denying, set_aside=aside)


_CORRECTIONS = 64
"""How many corrections are held against each track: the last ones. Events that are corrected more often are flooded."""


def _taken_back(made: list[Line]) -> list[Line]:
    """Tracks with what a toll that is said to be lowered takes back: higher ones of before, of authorities or outlets.

    Those of some of the people too: a part is no more than its whole. Who counted for himself is left as he is.
    """
    lowered = [(line, p) for line in made if line.outcome in GROWING for p in line.placed if _lowers(line, p)]
    if not lowered:
        return made
    lowered = sorted(lowered, key=lambda pair: (pair[1].order, pair[1].id))[-_CORRECTIONS:]
    return [replace(line, superseded=_by_correction(line, lowered) | line.superseded) for line in made]


def _lowers(line: Line, item: Placed) -> bool:
    """Whether a claim is a correction that is stated as a fact, by which its report opens, and that nobody denies."""
    return item.lowers and item.leads and not item.hedged and item.id not in line.denied


def _by_correction(line: Line, lowered: list[tuple[Line, Placed]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for of, later in lowered:
        here = (of.event, of.outcome) == (line.event, line.outcome)
        if here and standing(line.group, of.group) in ("part", "equal"):
            found |= {p.id: later.id for p in line.placed if lowered_by(p, later)}
    return found


def published(line: Line) -> Track:
    """A count track as it is printed."""
    points = tuple(
        Point(
            asserted_at=p.claim.asserted_at,
            low=quantity.low,
            best=stated(p).best,
            high=None if p.adds else quantity.high,
            claim=p.id,
            source=p.source,
            superseded_by=line.superseded.get(p.id),
            denied_by=line.denied.get(p.id, ()),
        )
        for p in line.placed
        for quantity in (count_of(p).quantity,)
    )
    words = line.group.words
    return Track(id=line.id, event=line.event, kind="count", outcome=line.outcome, population=words, points=points)


def other_tracks(placed: Iterable[Placed]) -> tuple[Track, ...]:
    """Tracks of measures (by what is measured and in which unit) and of an incident's roles."""
    by_track: dict[tuple[str, str, str, str], list[Placed]] = defaultdict(list)
    for item in placed:
        if isinstance(item.claim, MeasureClaim):
            of = " ".join(item.claim.of.text.split())[:80] if item.claim.of else ""
            by_track[item.event, "measure", item.claim.measure, of].append(item)
        elif isinstance(item.claim, RoleClaim):
            by_track[item.event, "role", item.claim.role, ""].append(item)
    return tuple(_other(key, items) for key, items in sorted(by_track.items(), key=lambda pair: pair[0]))


def _other(key: tuple[str, str, str, str], items: list[Placed]) -> Track:
    event, kind, outcome, population = key
    return Track(
        id=track_id(*key),
        event=event,
        kind="measure" if kind == "measure" else "role",
        outcome=outcome,
        population=population,
        points=tuple(_point(item) for item in items),
    )


def _point(item: Placed) -> Point:
    low = high = None
    if isinstance(item.claim, MeasureClaim):
        low, high = item.claim.quantity.low, item.claim.quantity.high
    best = high if low is None else low if high is None else (low + high) / 2
    at, source = item.claim.asserted_at, item.source
    return Point(asserted_at=at, low=low, best=best, high=high, claim=item.id, source=source)
