"""Tracks as they are shown: a row for each claim with its words, and groups of claims that say the same number."""

from collections.abc import Sequence

from msgspec.structs import replace

from asof.records import Claim, Event, Point, Record, Track, moment
from asof.tell.clean import NAME_LIMIT, one_line, visible
from asof.tell.standing import Standing, State
from asof.tell.wording import EVERYBODY, Clock, fact, listed, outcome_order, outcome_words, softly

ROWS = 80
"""How many claims of one track are listed; the rest is counted, and stands in tracks.jsonl."""

QUOTE_SIDE = 90


class Quote(Record, frozen=True, kw_only=True):
    """The words around a claim: what stands before it, its own words, what stands after it, in its sentence."""

    before: str
    words: str
    after: str


class Row(Record, frozen=True, kw_only=True):
    """One claim of a track as shown; `by` is the claim that superseded or denied it.

    `source` is its chain in words, "" where the outlet speaks itself; `so_on` says when it was so, where stated.
    """

    claim: str
    point: Point
    when: str
    so_on: str
    figure: str
    source: str
    outlet: str
    quote: Quote
    state: State
    by: str | None
    disputed: bool
    outlets: int
    origins: int


class TrackView(Record, frozen=True, kw_only=True):
    """A track as shown: a title, its rows, and how many more claims it holds."""

    track: Track
    label: str
    title: str
    population: str
    rows: tuple[Row, ...]
    more: int

    @property
    def alone(self) -> bool:
        """Whether the track holds one claim only."""
        return len(self.rows) == 1


class Group(Record, frozen=True, kw_only=True):
    """The claims of a track that state the same bounds and stand alike; the first said comes first."""

    claims: tuple[str, ...]
    state: State
    by: str | None
    sources: str
    outlets: int
    origins: int


def track_views(standing: Standing, event: Event) -> tuple[TrackView, ...]:
    """The tracks of an event with anything said by the moment: by outcome, the fullest first."""
    clock = standing.clock(event)
    views = [_view(standing, track, clock) for track in standing.tracks(event)]
    return tuple(sorted((v for v in views if v.rows), key=_weight))


def _weight(view: TrackView) -> tuple[int, int, int, str]:
    kind = ("count", "measure", "role").index(view.track.kind)
    return (kind, outcome_order(view.track.outcome), -len(view.rows), view.track.id)


def _view(standing: Standing, track: Track, clock: Clock) -> TrackView:
    points = standing.points(track, clock.zone)
    nobody = track.population.lower() in EVERYBODY or track.population.lower() in ("the", "a", "an")
    population = "" if nobody else one_line(track.population, NAME_LIMIT)
    label = outcome_words(track.outcome)["label"]
    return TrackView(
        track=track,
        label=label,
        title=f"{label}: {population}" if population else label,
        population=population,
        rows=tuple(_row(standing, p, population, clock) for p in _listed(standing, points, clock)),
        more=max(0, len(points) - ROWS),
    )


def _listed(standing: Standing, points: Sequence[Point], clock: Clock) -> list[Point]:
    """At most `ROWS` points in order of time: the latest of those that stand, then the latest of the others.

    A report that lists the first claims of a long story would have nothing to say of how it stands.
    """
    fallen = standing.fallen(points, clock.zone)
    kept = sorted(range(len(points)), key=lambda n: (fallen[n], -n))[:ROWS]
    return [points[n] for n in sorted(kept)]


def _row(standing: Standing, point: Point, population: str, clock: Clock) -> Row:
    claim = standing.claims[point.claim]
    state, by = standing.state(point, clock.zone)
    link = standing.links.get(claim.id)
    key = (claim.id, population, clock)
    if key not in standing.said_so:
        standing.said_so[key] = _wording(standing, point, population, clock)
    when, so_on, figure, source, outlet, words = standing.said_so[key]
    return Row(
        claim=claim.id,
        point=point,
        when=when,
        so_on=so_on,
        figure=figure,
        source=source,
        outlet=outlet,
        quote=words,
        state=state,
        by=by,
        disputed=claim.id in standing.disputed,
        outlets=link.outlets if link else 1,
        origins=link.origins if link else 1,
    )


def _wording(standing: Standing, point: Point, population: str, clock: Clock) -> tuple[str, str, str, str, str, Quote]:
    """What a row says that is the same at every moment."""
    claim = standing.claims[point.claim]
    return (
        clock(claim.asserted_at),
        _so_on(claim, clock),
        fact(claim, population)[0],
        standing.chain(claim.id, point),
        standing.outlet(claim.id),
        quote(standing, claim),
    )


def _so_on(claim: Claim, clock: Clock) -> str:
    """When it was so, where that is told and is not the day on which it was said."""
    if claim.valid_time is None or moment(claim.valid_time.value, clock.zone) is None:
        return ""
    told = clock(claim.valid_time.value)
    return "" if told.partition(",")[0] == clock(claim.asserted_at).partition(",")[0] else told


def quote(standing: Standing, claim: Claim, side: int = QUOTE_SIDE) -> Quote:
    """The words of a claim with at most `side` code points of its sentence on either side."""
    text, span = standing.documents[claim.document].text, claim.span
    first, last = min(claim.sentence.start, span.start), max(claim.sentence.end, span.end)
    left, right = max(first, span.start - side), min(last, span.end + side)
    if left > first:
        space = text.find(" ", left, span.start)
        left = space if space >= 0 else left
    if right < last:
        space = text.rfind(" ", span.end, right)
        right = space if space >= 0 else right
    before, after = _flat(text[left : span.start]), _flat(text[span.end : right])
    return Quote(
        before=("…" if left > first else "") + before.lstrip(),
        words=one_line(text[span.start : span.end], 240),
        after=after.rstrip() + ("…" if right < last else ""),
    )


def _flat(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def groups(standing: Standing, view: TrackView) -> tuple[Group, ...]:
    """The rows of a track by what they state and how they stand, in the order in which each was first said."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in view.rows:
        found.setdefault((row.figure, row.state, row.by), []).append(row)
    return tuple(_group(standing, rows) for rows in found.values())


def _group(standing: Standing, rows: list[Row]) -> Group:
    claims = tuple(row.claim for row in rows)
    outlets, origins = standing.carried(claims)
    return Group(
        claims=claims,
        state=rows[0].state,
        by=rows[0].by,
        sources=_sources(rows),
        outlets=outlets,
        origins=origins,
    )


def together(standing: Standing, told: Sequence[tuple[TrackView, Group]]) -> list[tuple[TrackView, Group]]:
    """The same, what one origin says of a population and of a wider one in the same number said once: of the narrower.

    "Thirty-seven foreign hostages were killed", and not "thirty-seven foreigners were killed" beside it.
    """
    kept: list[tuple[TrackView, Group]] = []
    place: dict[tuple[str, str | None, str], int] = {}
    for view, group in told:
        keys = [(o, group.by, group.state) for c in group.claims if (o := _origin(standing, c))]
        at = next((place[k] for k in keys if k in place), None) if view.track.kind == "count" else None
        if at is None:
            place.update(dict.fromkeys(keys, len(kept)))
            kept.append((view, group))
            continue
        first = kept[at]
        one, other = (
            (first, (view, group)) if len(first[0].population) >= len(view.population) else ((view, group), first)
        )
        claims = tuple(dict.fromkeys((*one[1].claims, *other[1].claims)))
        outlets, origins = standing.carried(claims)
        kept[at] = (one[0], replace(one[1], claims=claims, outlets=outlets, origins=origins))
        place.update(dict.fromkeys(keys, at))
    return kept


def _origin(standing: Standing, claim: str) -> str | None:
    link = standing.links.get(claim)
    return link.origin if link else None


def _sources(rows: list[Row]) -> str:
    """Who says it, each once with the outlets that carry it: "the police (in the Courier and the Post)".

    The same speaker told through several relays is one; the shortest way to say it stands for all.
    """
    carried: dict[str, tuple[list[str], list[str]]] = {}
    for row in rows:
        speaker = row.source.partition(", via ")[0].casefold()
        ways, outlets = carried.setdefault(speaker, ([], []))
        ways.append(row.source)
        if row.outlet not in outlets:
            outlets.append(row.outlet)
    told = [f"{softly(min(w, key=len))} (in {listed(o)})" if any(w) else listed(o) for w, o in carried.values()]
    return listed(told)
