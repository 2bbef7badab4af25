"""Tracks drawn over time as small SVG: the span of what stood, a line for as long as each claim stood, a mark for each.

`tell.chart` draws the same for reports through a drawing library, at a tenth of a second a chart: more than a page that
follows a scrubber may cost. Here a chart is put together from text in a millisecond.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from markupsafe import Markup, escape
from msgspec.structs import replace

from asof.records import Record, moment
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView
from asof.tell.wording import MONTHS, number

Href = Callable[[str], str]
"""The address of a claim."""

_STEPS = (1, 2, 5)
_HOUR = 3600
_SPACINGS = tuple(h * _HOUR for h in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 4380, 8760))


class Life(Record, frozen=True, kw_only=True):
    """A claim as it is drawn: when it was said, until when it stood, its bounds, how it stands.

    `again`: an earlier claim of the same origin says it already, so that marks of full size are origins, not outlets.
    """

    claim: str
    title: str
    at: datetime
    until: datetime
    low: float
    value: float
    high: float
    open_low: bool
    open_high: bool
    state: str
    main: bool = True
    again: bool = False


class Frame(Record, frozen=True, kw_only=True):
    """What a drawing lies in: its first and last moment, the moment it is as of, its zone and size in pixels."""

    first: datetime
    last: datetime
    now: datetime
    zone: tzinfo
    width: int
    height: int
    labels: bool

    def x(self, at: datetime) -> float:
        """Where a moment lies."""
        left, right = (44, 12) if self.labels else (4, 4)
        share = (min(max(at, self.first), self.last) - self.first) / (self.last - self.first)
        return round(left + share * (self.width - left - right), 1)


def lives(standing: Standing, view: TrackView, frame: tuple[datetime, tzinfo], main: bool = True) -> list[Life]:
    """The claims of a track that have a number and a time; `frame`: until when what stands is drawn, and the zone."""
    found, said = [], set()
    for row in view.rows:
        life = _life(standing, row, frame, main)
        if life is None:
            continue
        link = standing.links.get(row.claim)
        says = ((link.origin if link else None) or row.claim, row.point.low, row.point.high)
        found.append(replace(life, again=True) if says in said else life)
        said.add(says)
    return found


def _life(standing: Standing, row: Row, frame: tuple[datetime, tzinfo], main: bool) -> Life | None:
    now, zone = frame
    point, at = row.point, _middle(row.point.asserted_at, zone)
    value = next((v for v in (point.best, point.low, point.high) if v is not None), None)
    if at is None or value is None:
        return None
    other = standing.claims.get(row.by or "")
    until = at if row.state == "denial" else (_middle(other.asserted_at, zone) if other else None) or now
    return Life(
        claim=row.claim,
        title=f"{row.figure}, {row.source or row.outlet}, {row.when} ({row.state})",
        at=at,
        until=max(at, until),
        low=value if point.low is None else point.low,
        value=value,
        high=value if point.high is None else point.high,
        open_low=point.low is None,
        open_high=point.high is None,
        state=row.state,
        main=main,
    )


def _middle(value: str | None, zone: tzinfo) -> datetime | None:
    at = moment(value, zone)
    return at.first + (at.last - at.first) / 2 if at else None


def draw(told: Sequence[Life], frame: Frame, label: str, href: Href) -> Markup:
    """The chart as SVG to stand in a page, coloured by the page's own variables; empty where nothing can be drawn.

    Small ones without labels are for the eye alone: the numbers stand beside them.
    """
    if not told or frame.last <= frame.first:
        return Markup("")
    low, high = min(v.low for v in told), max(v.high for v in told)
    ticks = _ticks(low, high, 4 if frame.labels else 2)
    pad = (high - low or 1) * 0.12
    bottom, top = (min(ticks[0], low), max(ticks[-1], high)) if frame.labels else (low - pad, high + pad)
    head, foot = (10, 24) if frame.labels else (5, 5)

    def y(value: float) -> float:
        share = (value - bottom) / ((top - bottom) or 1)
        return round(frame.height - foot - share * (frame.height - head - foot), 1)

    size = "wide" if frame.width > 400 else "narrow"
    kind = f"chart {size}" if frame.labels else "spark"
    about = f'role="group" aria-label="{escape(label)}"' if frame.labels else 'aria-hidden="true" focusable="false"'
    parts = [f'<svg class="{kind}" viewBox="0 0 {frame.width} {frame.height}" {about}>']
    if frame.labels:
        parts += _axes(frame, ticks, y)
    parts += _band([v for v in told if v.main], frame, y)
    parts += [_cursor(frame)]
    parts += [line for v in told for line in _drawn(v, frame, y, href if frame.labels else None)]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - made of numbers and escaped titles


def _axes(frame: Frame, ticks: Sequence[float], y: Callable[[float], float]) -> list[str]:
    drawn = []
    for tick in ticks:
        drawn.append(f'<line class="grid" x1="44" x2="{frame.width - 12}" y1="{y(tick)}" y2="{y(tick)}"/>')
        drawn.append(f'<text class="tick" x="36" y="{y(tick) + 4}" text-anchor="end">{number(tick)}</text>')
    last = -100.0
    for at, words in _times(frame):
        x = frame.x(at)
        if x - last < 62 or x > frame.width - 30:
            continue
        last = x
        drawn.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{frame.height - 24}" y2="{frame.height - 19}"/>')
        drawn.append(f'<text class="tick" x="{x}" y="{frame.height - 5}" text-anchor="middle">{words}</text>')
    return drawn


def _times(frame: Frame) -> Iterable[tuple[datetime, str]]:
    """Round moments of the frame's zone with how they are told."""
    seconds = (frame.last - frame.first).total_seconds()
    most = max(2, frame.width // 110)
    step = next((s for s in _SPACINGS if seconds / s <= most), _SPACINGS[-1])
    local = frame.first.astimezone(frame.zone)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for n in range(500):
        at = (start + timedelta(seconds=n * step)).astimezone(UTC)
        if at > frame.last:
            return
        if at >= frame.first:
            here = at.astimezone(frame.zone)
            day = f"{here.day} {MONTHS[here.month - 1]}"
            yield at, day if here.hour == 0 or step >= 24 * _HOUR else f"{here:%H:%M}"


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from below `low` to above `high`."""
    span = max(high - low, 1)
    step = next(
        s * 10**power for power in range(12) for s in _STEPS if span / (s * 10**power) <= most
    )  # fmt: skip
    first = (low // step) * step
    found = [first + n * step for n in range(most + 3)]
    return [t for n, t in enumerate(found) if n == 0 or found[n - 1] < high]


def _band(told: Sequence[Life], frame: Frame, y: Callable[[float], float]) -> list[str]:
    """The least and the most of the figures that stood, from each moment at which that changed to the next."""
    said = [v for v in told if v.state != "denial"]
    edges = sorted({e for v in said for e in (v.at, v.until)})
    drawn = []
    for start, end in zip(edges, [*edges[1:], frame.now], strict=False):
        alive = [v for v in said if v.at <= start and (v.state == "standing" or start < v.until)]
        if alive and end > start:
            upper, lower = y(max(v.high for v in alive)), y(min(v.low for v in alive))
            width, height = frame.x(end) - frame.x(start), max(lower - upper, 2)
            drawn.append(
                f'<rect class="band" x="{frame.x(start)}" y="{upper}" width="{width:.1f}" height="{height:.1f}"/>'
            )
    return drawn


def _cursor(frame: Frame) -> str:
    if frame.now >= frame.last:
        return ""
    x, foot = frame.x(frame.now), 24 if frame.labels else 2
    return f'<line class="now" x1="{x}" x2="{x}" y1="2" y2="{frame.height - foot}"/>'


def _drawn(life: Life, frame: Frame, y: Callable[[float], float], href: Href | None) -> Iterable[str]:
    """A claim: its line, the end of it where it fell, its range, its mark."""
    x, end, at = frame.x(life.at), frame.x(life.until), y(life.value)
    kind = f"{life.state}{'' if life.main else ' other'}{' again' if life.again else ''}"
    if end > x and life.main:
        yield f'<line class="life {kind}" x1="{x}" x2="{end}" y1="{at}" y2="{at}"/>'
        if frame.labels and life.state == "superseded":
            yield f'<line class="life {kind}" x1="{end}" x2="{end}" y1="{at - 5}" y2="{at + 5}"/>'
        if frame.labels and life.state == "denied":
            yield f'<path class="life end {kind}" d="{_cross(end, at, 5)}"/>'
    if life.low < life.high and life.main:
        yield f'<line class="range-of {kind}" x1="{x}" x2="{x}" y1="{y(life.low)}" y2="{y(life.high)}"/>'
    size = (5 if frame.labels else 3) - (2 if life.again and frame.labels else life.again)
    mark = f'<path class="mark-of {kind}" d="{_shape(life, x, at, size)}"/>'
    if href is None:
        yield mark
        return
    title = escape(life.title)
    yield f'<a href="{escape(href(life.claim))}" aria-label="{title}"><title>{title}</title>{mark}</a>'


def _shape(life: Life, x: float, y: float, r: int) -> str:
    left, right, above, below = _n(x - r - 1), _n(x + r + 1), _n(y - r), _n(y + r)
    if life.state == "denial":
        return _cross(x, y, r)
    if life.open_high:
        return f"M{_n(x)} {above}L{right} {below}H{left}Z"
    if life.open_low:
        return f"M{_n(x)} {below}L{right} {above}H{left}Z"
    return f"M{_n(x - r)} {_n(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"


def _cross(x: float, y: float, r: int) -> str:
    left, right, above, below = _n(x - r), _n(x + r), _n(y - r), _n(y + r)
    return f"M{left} {above}L{right} {below}M{left} {below}L{right} {above}"


def _n(value: float) -> str:
    return f"{value:.1f}"
