"""A story for TimelineJS 3 (timeline.knightlab.com/docs/json-format.html): one slide for each thing said.

The format has no field for a zone or for how exactly a time is known, so the words say both. Its texts are HTML: every
word of a report is escaped.
"""

from datetime import timedelta, tzinfo
from html import escape
from typing import Any, Final

from asof.records import Event, Story, moment
from asof.tell.clean import link, one_line
from asof.tell.export_event import in_order
from asof.tell.sentences import opening
from asof.tell.standing import Standing
from asof.tell.tracks import Row, TrackView, quote, track_views
from asof.tell.wording import Clock, asked_about, fact, plural, zone_of

MOST: Final = 300
"""How many slides a timeline has at most; the title slide says how many more there are."""

_STATE: Final = {
    "standing": "stands",
    "superseded": "replaced by a later figure",
    "denied": "denied",
    "denial": "a denial",
}


def timelinejs(story: Story) -> dict[str, Any]:
    """The JSON object of a timeline: `title` and `events`, in order of assertion; times are the events' local times.

    Claims whose time is not known, and copies of a claim that stands here, are left out.
    """
    standing = Standing(story)
    slides = [s for event in in_order(story) for s in _of_event(standing, event)]
    slides.sort(key=lambda s: (s[0], s[1]["unique_id"]))
    told = [slide for _, slide in slides]
    return {"title": _title(standing, len(told)), "events": told[:MOST], "scale": "human"}


def _title(standing: Standing, slides: int) -> dict[str, Any]:
    story = standing.story
    events = in_order(story)
    name = one_line(events[0].label) if events else "Nothing to report"
    more = f" {slides - MOST:,} more are left out." if slides > MOST else ""
    zones = {e.place.timezone or "UTC" for e in story.reconciled.events}
    zone = zones.pop() if len(zones) == 1 else None
    at = f" As of {escape(asked_about(story.reconciled.at, zone))}." if story.reconciled.at else ""
    here = sum(standing.shown(d, zone_of(zone)) for d in standing.documents)
    counts = f"{plural(here, 'report')}, {plural(slides, 'figure')}.{more}"
    words = f"<p>{counts}{at} Times are the local times of the events; the words say how exactly each is known.</p>"
    return {"text": {"headline": escape(name), "text": words}, "unique_id": "asof"}


def _of_event(standing: Standing, event: Event) -> list[tuple[str, dict[str, Any]]]:
    zone, found = standing.zone(event), []
    for view in track_views(standing, event):
        for row in view.rows:
            at = moment(row.point.asserted_at, zone)
            link_ = standing.links.get(row.claim)
            if at is not None and not (link_ and link_.copy_of):
                found.append((at.first.isoformat(), _slide(standing, event, view, row)))
    return found


def _slide(standing: Standing, event: Event, view: TrackView, row: Row) -> dict[str, Any]:
    zone, claim = standing.zone(event), standing.claims[row.claim]
    words, source = quote(standing, claim), standing.source(row.claim)
    figure, rest = fact(claim, view.population)
    denied = "Denied: " if row.state == "denial" else ""
    url = link(standing.documents[claim.document].url)
    read = f' <a href="{escape(url)}" rel="noopener noreferrer">Read the report</a>' if url else ""
    text = (
        f"<p>{escape(opening(source))}. {plural(row.outlets, 'outlet')}, {plural(row.origins, 'origin')}; "
        f"{_STATE[row.state]}{', in dispute' if row.disputed else ''}.</p>"
        f"<p>“{escape(words.before)}<b>{escape(words.words)}</b>{escape(words.after)}”{read}</p>"
        f"<p>{escape(_exactly(row.point.asserted_at, event))}</p>"
    )
    return {
        "start_date": date_of(row.point.asserted_at, zone),
        "display_date": _displayed(row.point.asserted_at, event),
        "text": {"headline": escape(denied + (figure if denied else opening(figure)) + f" {rest}"), "text": text},
        "group": escape(view.label),
        "unique_id": row.claim,
        "autolink": False,
    }


def date_of(value: str | None, zone: tzinfo) -> dict[str, int]:
    """A TimelineJS date of as many parts as are known: year, month, day, hour, minute, in `zone`."""
    at = moment(value, zone)
    if at is None:
        raise ValueError(f"not a time: {value!r}")
    local, length = at.first.astimezone(zone), at.last - at.first
    found = {"year": local.year}
    if length <= timedelta(days=32):
        found["month"] = local.month
    if length <= timedelta(days=8):
        found["day"] = local.day
    if length <= timedelta(hours=1):
        found |= {"hour": local.hour, "minute": local.minute}
    return found


def _displayed(value: str | None, event: Event) -> str:
    zone = _zone(event)
    clock = f" ({zone[0]})" if "T" in (value or "") else " (hour not known)"
    return Clock(zone[1])(value) + clock


def _zone(event: Event) -> tuple[str, tzinfo]:
    """The name of an event's local time and its zone."""
    name = event.place.timezone
    return (one_line(name, 60), zone_of(name)) if name else ("UTC", zone_of(None))


def _exactly(value: str | None, event: Event) -> str:
    if "T" in (value or ""):
        return f"Said at this time ({_zone(event)[0]}), as the report is stamped."
    return "Only the day of the report is known, not the hour."
