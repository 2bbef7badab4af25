"""A track as a chart: every claim a mark that opens its words, its life until superseded or denied, the band of
what stood. Drawn by Altair, rendered to SVG by vl-convert, offline; a page without them shows its tables alone.
"""

import json
import re
from datetime import datetime, tzinfo
from typing import Any
from xml.sax.saxutils import escape

from asof.records import moment
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView

MOST = 14
"""How many charts a page draws: each takes about 0.05 s."""

# Colours are put in as these and come out as the page's own, so that one drawing serves light and dark.
_COLOURS = {
    "#010101": "var(--ink)", "#020202": "var(--soft)", "#030303": "var(--line)", "#040404": "var(--stand)",
    "#050505": "var(--gone)", "#060606": "var(--deny)", "#070707": "var(--band)", "#080808": "var(--paper)",
}  # fmt: skip
_STATE_COLOUR = {"standing": "#040404", "superseded": "#050505", "denied": "#060606", "denial": "#060606"}


def worth_drawing(view: TrackView) -> bool:
    """Whether a track has at least two figures at known times: one alone is said better in words."""
    return len([r for r in view.rows if _number(r) is not None and moment(r.point.asserted_at)]) > 1


def draw(standing: Standing, view: TrackView, zone: tzinfo) -> str | None:
    """The chart of a track as SVG text to stand in a page; None where the drawing library is not at hand."""
    try:
        import altair  # noqa: PLC0415 (half a second that only a page with charts should cost)
        import vl_convert  # noqa: PLC0415
    except ImportError:
        return None
    spec = _chart(altair, _values(standing, view, zone), _band(standing, view, zone)).to_dict(validate=False)
    return _for_page(vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="5.20"), view)


def _local(value: str | None, zone: tzinfo) -> datetime | None:
    """The middle of a moment as a wall clock of the zone (a day stands at its noon)."""
    at = moment(value, zone)
    return (at.first + (at.last - at.first) / 2).astimezone(zone) if at else None


def _number(row: Row) -> float | None:
    point = row.point
    return next((v for v in (point.best, point.low, point.high) if v is not None), None)


def _stamp(value: datetime) -> str:
    """A wall clock written as though it were UTC: the axis shows it unchanged wherever it is drawn."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _values(standing: Standing, view: TrackView, zone: tzinfo) -> list[dict[str, Any]]:
    placed = [
        (row, at) for row in view.rows if (at := _local(row.point.asserted_at, zone)) and _number(row) is not None
    ]
    last = max(at for _, at in placed)
    rows = []
    for row, at in placed:
        other = standing.claims.get(row.by or "")
        until = (_local(other.asserted_at, zone) if other else None) or last
        low, high = row.point.low, row.point.high
        value = _number(row)
        rows.append({
            "at": _stamp(at), "until": _stamp(max(at, until)), "value": value, "state": row.state,
            "low": value if low is None else low, "high": value if high is None else high,
            "href": f"#{row.claim}", "ended": row.state in ("denied", "superseded"),
        })  # fmt: skip
    return rows


def _band(standing: Standing, view: TrackView, zone: tzinfo) -> list[dict[str, Any]]:
    """The least and the most of the figures that stood, at every moment at which that changed."""
    lives = [v for v in _values(standing, view, zone) if v["state"] != "denial"]
    times = sorted({v["at"] for v in lives} | {v["until"] for v in lives})
    band = []
    for at in times:
        alive = [v for v in lives if v["at"] <= at and (at < v["until"] or not v["ended"])]
        if alive:
            band.append({"at": at, "low": min(v["low"] for v in alive), "high": max(v["high"] for v in alive)})
    return band


def _chart(alt: Any, values: list[dict[str, Any]], band: list[dict[str, Any]]) -> Any:
    shade = alt.Data(values=band)
    data = alt.Data(values=values)
    x = alt.X("at:T", scale=alt.Scale(type="utc", padding=14), title=None, axis=alt.Axis(**_time_axis(values)))
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=True, padding=12),
        axis=alt.Axis(tickMinStep=1, tickCount=5),
    )
    colour = alt.Color(
        "state:N", legend=None, scale=alt.Scale(domain=list(_STATE_COLOUR), range=list(_STATE_COLOUR.values()))
    )
    base = alt.Chart(data)
    ended = alt.FilterTransform("datum.ended")
    layers = [
        alt.Chart(shade)
        .mark_area(interpolate="step-after", color="#070707", opacity=1)
        .encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q"),
        base.mark_rule(strokeWidth=1.6).encode(
            x=x,
            x2="until:T",
            y=y,
            color=colour,
            strokeDash=alt.condition("datum.state == 'denied'", alt.value([4, 3]), alt.value([1, 0])),
        ),
        base.mark_rule(strokeWidth=5, opacity=0.45, strokeCap="round").encode(
            x=x, y="low:Q", y2="high:Q", color=colour
        ),
        base.transform_filter("datum.ended && datum.state == 'superseded'")
        .mark_tick(orient="vertical", thickness=1.6, size=11)
        .encode(x=alt.X("until:T"), y=y, color=colour),
        base.transform_filter("datum.state == 'denied'")
        .mark_text(text="✕", fontSize=13, fontWeight="bold")
        .encode(x=alt.X("until:T"), y=y, color=colour),
        base.transform_filter("datum.state == 'standing'")
        .mark_point(size=80, filled=True, opacity=1, stroke="#080808", strokeWidth=1.5)
        .encode(x=x, y=y, color=colour, href="href:N"),
        base.transform_filter("datum.state != 'standing'")
        .mark_point(size=70, fill="#080808", strokeWidth=1.8, opacity=1)
        .encode(x=x, y=y, color=colour, href="href:N"),
    ]
    del ended
    return alt.layer(*layers).properties(width=680, height=200, background="#080808").configure(**_config())


def _time_axis(values: list[dict[str, Any]]) -> dict[str, Any]:
    """Hours where all was said within two days, else days."""
    first, last = min(v["at"] for v in values), max(v["until"] for v in values)
    short = (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() < 2 * 86_400
    return {"format": "%-d %b %H:%M" if short else "%-d %b", "tickCount": 5 if short else 6, "labelOverlap": True}


def _config() -> dict[str, Any]:
    axis = {"labelColor": "#020202", "domainColor": "#030303", "tickColor": "#030303", "gridColor": "#030303",
            "labelFontSize": 12, "labelFont": "sans-serif", "labelPadding": 6}  # fmt: skip
    return {
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False},
        "view": {"stroke": None},
    }


_STYLE = re.compile(r' style="[^"<>]*"')
_SIZE = re.compile(r'^\s*<svg[^>]*?viewBox="([\d .]+)"[^>]*>')
_MARK = re.compile(r'<a [^>]*?href="#([0-9A-Za-z_-]{1,64})"[^>]*>')


def _for_page(svg: str, view: TrackView) -> str:
    """The SVG with the page's colours, without inline styles (the page's policy forbids them), named for readers."""
    for colour, name in _COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"{name}"')
    svg = _STYLE.sub("", svg)
    label = escape(f"{view.title}: figures over time. The table below holds the same.", {'"': "&quot;"})
    svg = _SIZE.sub(lambda m: f'<svg class="chart" viewBox="{m[1]}" role="group" aria-label="{label}">', svg, count=1)
    rows = {row.claim: row for row in view.rows}
    return _MARK.sub(lambda m: f'<a href="#{m[1]}">{_title(rows.get(m[1]))}', svg)


def _title(row: Row | None) -> str:
    return f"<title>{escape(f'{row.figure}, {row.source}, {row.when} ({row.state})')}</title>" if row else ""
