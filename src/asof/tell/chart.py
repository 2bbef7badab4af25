"""A track as a chart: every claim a mark that opens its words, and a line for as long as it stood.

Drawn by Altair, rendered to SVG by vl-convert, offline; where they are not at hand a page shows its tables alone.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape as escape_text
from xml.sax.saxutils import quoteattr

from asof.records import moment
from asof.tell.chart_labels import LABEL, STATES, frame, labels
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView

MOST: Final = 8
"""How many charts a page draws. Each is drawn twice, for wide pages and phones, at about 0.06 s a drawing."""

WIDTHS: Final = {"wide": 760, "narrow": 320}
HEIGHT: Final = 220
_AXIS = 50
"""Pixels that the vertical axis takes."""

# Colours go in as these and come out as the page's own, so that one drawing serves light and dark.
_INK, _LINE, _PAPER, _BAND = "#010101", "#020202", "#030303", "#040404"
_STAND, _GONE, _DENY = STATES.values()
_PAGE_COLOURS: Final = {
    _INK: "soft", _LINE: "line", _PAPER: "paper", _BAND: "band", _STAND: "stand", _GONE: "gone", _DENY: "deny",
}  # fmt: skip
_OF_STATE: Final = {"standing": _STAND, "superseded": _GONE, "denied": _DENY, "denial": _DENY}


def worth_drawing(view: TrackView) -> bool:
    """Whether a track has different figures at different moments: one figure alone is said better in words."""
    placed = [r.point for r in view.rows if _number(r) is not None and moment(r.point.asserted_at)]
    return len({p.asserted_at for p in placed}) > 1 and len({(p.low, p.high) for p in placed}) > 1


def draw(standing: Standing, view: TrackView, zone: tzinfo) -> str | None:
    """The chart of a track as SVG to stand in a page, wide and narrow; None where no drawing library is at hand."""
    drawing = _drawing()
    if drawing is None:
        return None
    template, render = drawing
    lives = _lives(standing, view, zone)
    shown = frame(lives)
    lives = [v | {"until": _stamp(shown.last)} if v["state"] == "standing" else v for v in lives]
    scales = [{**s, "domain": shown.domain(s["name"])} if s["name"] in "xy" else s for s in template["scales"]]
    drawn = []
    for name, width in WIDTHS.items():
        size = (width - _AXIS, HEIGHT)
        rows = {"lives": lives, "band": _band(lives), "labels": labels(lives, shown, size)}
        data = [{**d, "values": rows[d["name"]]} if d["name"] in rows else d for d in template["data"]]
        told = {"told": _told(lives), "ticks": max(2, width // 130)}
        signals = [{**s, "value": told.get(s["name"], s.get("value"))} for s in template["signals"]]
        spec = template | {"data": data, "signals": signals, "scales": scales, "width": size[0]}
        drawn.append(_for_page(render(json.dumps(spec)), view, name))
    return "".join(drawn)


@cache
def _drawing() -> tuple[dict[str, Any], Callable[[str], str]] | None:
    """The compiled drawing, its data left open, and what renders it; None where a library is missing.

    Altair and the compiler take a quarter of a second for each chart, so they are asked once and every track is
    put into what they gave.
    """
    try:
        import altair  # noqa: PLC0415 - half a second that only a page with charts should cost
        import vl_convert  # noqa: PLC0415
    except ImportError:
        return None
    spec = _chart(altair).to_dict(validate=False)
    spec["params"] = [{"name": "told", "value": "%-d %b"}, {"name": "ticks", "value": 5}]
    return vl_convert.vegalite_to_vega(json.dumps(spec), vl_version="5.20"), vl_convert.vega_to_svg


def _number(row: Row) -> float | None:
    point = row.point
    return next((v for v in (point.best, point.low, point.high) if v is not None), None)


def _local(value: str | None, zone: tzinfo) -> datetime | None:
    """The middle of a moment as a wall clock of the zone (a day stands at its noon)."""
    at = moment(value, zone)
    return (at.first + (at.last - at.first) / 2).astimezone(zone) if at else None


def _stamp(value: datetime) -> str:
    """A wall clock written as though it were UTC: the axis shows it unchanged wherever it is drawn."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _lives(standing: Standing, view: TrackView, zone: tzinfo) -> list[dict[str, Any]]:
    """Each claim with when it was said and until when it stood; those that stand do so to the last report known of.

    `again` marks what an earlier claim of the same origin says already.
    """
    placed = [(r, at) for r in view.rows if _number(r) is not None and (at := _local(r.point.asserted_at, zone))]
    events = standing.story.reconciled.events
    reports = next((e.documents for e in events if e.id == view.track.event), ())
    known = (standing.documents[d] for d in reports if d in standing.documents and standing.shown(d, zone))
    published = [at for value in {d.published.value for d in known} if (at := _local(value, zone))]
    last = max([at for _, at in placed] + published)
    seen: set[tuple[object, ...]] = set()
    lives = []
    for row, at in sorted(placed, key=lambda p: (p[1], p[0].claim)):
        life = _life(standing, row, at, (zone, last))
        link = standing.links.get(row.claim)
        said = ((link.origin if link else None) or row.claim, row.point.low, row.point.high)
        lives.append(life | {"again": said in seen, "label": row.figure, "who": _who(row)})
        seen.add(said)
    return lives


def _who(row: Row) -> str:
    """Who says it, briefly: the nearest source, else the outlet."""
    name = (row.source or row.outlet).partition(", via ")[0]
    return next((name[len(a) :] for a in ("the ", "a ", "an ") if name.casefold().startswith(a)), name)


def _life(standing: Standing, row: Row, at: datetime, ends: tuple[tzinfo, datetime]) -> dict[str, Any]:
    other = standing.claims.get(row.by or "")
    until = at if row.state == "denial" else (_local(other.asserted_at, ends[0]) if other else None) or ends[1]
    value, low, high = _number(row), row.point.low, row.point.high
    shape = "cross" if row.state == "denial" else "triangle-up" if high is None else "circle"
    return {
        "at": _stamp(at),
        "until": _stamp(max(at, until)),
        "value": value,
        "low": value if low is None else low,
        "high": value if high is None else high,
        "shape": "triangle-down" if low is None and shape == "circle" else shape,
        "state": row.state,
        "ranged": low is not None and high is not None and low < high,
        "href": f"#{row.claim}",
    }


def _band(lives: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The least and the most of the figures that stood, at every moment at which that changed."""
    said = [v for v in lives if v["state"] != "denial"]
    band = []
    for at in sorted({v[key] for v in said for key in ("at", "until")}):
        alive = [v for v in said if v["at"] <= at and (v["state"] == "standing" or at < v["until"])]
        if alive:
            band.append({"at": at, "low": min(v["low"] for v in alive), "high": max(v["high"] for v in alive)})
    return band


def _chart(alt: Any) -> Any:
    """The layers: the band, a line for each claim's life, its end, its range, its mark, its words."""
    times = {"labelExpr": "utcFormat(datum.value, told)", "tickCount": {"expr": "ticks"}, "labelOverlap": "greedy"}
    x = alt.X("at:T", scale=alt.Scale(type="utc"), title=None, axis=alt.Axis(grid=False, **times))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickMinStep=1, tickCount=5))
    colour = alt.Color("state:N", legend=None, scale=alt.Scale(domain=[*_OF_STATE], range=[*_OF_STATE.values()]))
    base = alt.Chart(alt.NamedData("lives")).encode(y=y, color=colour)
    said, ended = base.encode(x=x), base.encode(x="until:T")
    shapes = ["circle", "triangle-up", "triangle-down", "cross"]
    shape = alt.Shape("shape:N", legend=None, scale=alt.Scale(domain=shapes, range=shapes))
    band = alt.Chart(alt.NamedData("band")).mark_area(interpolate="step-after", color=_BAND)
    denied, open_ended = "datum.state == 'denied'", "!datum.ranged"
    cross = {"shape": "cross", "angle": 45, "size": 90, "filled": True, "opacity": 1}
    words = alt.Chart(alt.NamedData("labels")).encode(x=x, y=y, text="text:N")
    placed = {name: alt.expr(f"datum.{name}") for name in ("dx", "dy", "align")}
    placed |= {"baseline": "alphabetic", "fontSize": LABEL, "font": "sans-serif", "fontWeight": 600}
    line = said.encode(x2="until:T")
    mark = said.transform_filter(open_ended).encode(shape=shape, href="href:N")
    layers = [
        band.encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q"),
        line.transform_filter(f"!({denied})").mark_rule(strokeWidth=1.8),
        line.transform_filter(denied).mark_rule(strokeWidth=1.8, strokeDash=[4, 3]),
        ended.transform_filter("datum.state == 'superseded'").mark_tick(orient="vertical", thickness=1.8, size=12),
        ended.transform_filter(denied).mark_point(**cross),
        said.transform_filter("datum.ranged")
        .mark_rule(strokeWidth=7, opacity=0.45, strokeCap="round")
        .encode(y="low:Q", y2="high:Q", href="href:N"),
        mark.transform_filter("datum.state == 'standing'").mark_point(
            size=alt.expr("datum.again ? 45 : 95"), filled=True, opacity=1, stroke=_PAPER, strokeWidth=1.5
        ),
        mark.transform_filter("datum.state == 'superseded' || datum.state == 'denied'").mark_point(
            size=alt.expr("datum.again ? 32 : 80"), fill=_PAPER, strokeWidth=2, opacity=1
        ),
        said.transform_filter("datum.state == 'denial'").mark_point(**cross).encode(href="href:N"),
        words.mark_text(stroke=_PAPER, strokeWidth=3.5, strokeJoin="round", **placed),
        words.encode(color=alt.Color("ink:N", legend=None, scale=None)).mark_text(**placed),
    ]
    return alt.layer(*layers).properties(width=WIDTHS["wide"], height=HEIGHT, background=_PAPER).configure(**_config())


def _told(lives: list[dict[str, Any]]) -> str:
    """How the axis tells time: hours where all was said within three days, else days, else months."""
    first, last = min(v["at"] for v in lives), max(v["until"] for v in lives)
    hours = (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() / 3600
    return "%-d %b %H:%M" if hours < 72 else "%-d %b" if hours < 24 * 300 else "%b %Y"


def _config() -> dict[str, Any]:
    lines = {"domainColor": _LINE, "tickColor": _LINE, "gridColor": _LINE}
    labels = {"labelColor": _INK, "labelFontSize": 12, "labelFont": "sans-serif", "labelPadding": 6}
    return {"axis": lines | labels, "axisY": {"domain": False, "ticks": False}, "view": {"stroke": None}}


_STYLE = re.compile(r' style="[^"<>]*"')
_HEAD = re.compile(r'^\s*<svg[^>]*?viewBox="([\d .]+)"[^>]*>')
# vl-convert resolves a mark's "#id" against an address of its own; only the id is kept.
_MARK = re.compile(r'<a [^>]*?href="[^"#<>]*#([0-9A-Za-z_-]{1,64})"[^>]*>')
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"<>]*"')


def _for_page(svg: str, view: TrackView, size: str) -> str:
    """The SVG with the page's colours, without inline styles (the page's policy forbids them), named for readers."""
    svg = _ROLE.sub("", _STYLE.sub("", svg))
    for colour, name in _PAGE_COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    label = quoteattr(f"{view.title}: figures over time. The table below says the same.")
    svg = _HEAD.sub(
        lambda m: f'<svg class="chart {size}" viewBox="{m[1]}" role="group" aria-label={label}>', svg, count=1
    )
    rows = {row.claim: row for row in view.rows}
    return _MARK.sub(lambda m: f'<a href="#{m[1]}">{_title(rows.get(m[1]))}', svg)


def _title(row: Row | None) -> str:
    if row is None:
        return ""
    return f"<title>{escape_text(f'{row.figure}, {row.source or row.outlet}, {row.when} ({row.state})')}</title>"
