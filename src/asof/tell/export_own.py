"""asof's own tables for notebooks and spreadsheets: claims, events with their estimates, tracks point by point."""

from typing import Any

from asof.records import Claim, CountClaim, Event, MeasureClaim, RoleClaim, Story
from asof.tell.clean import link
from asof.tell.export_event import in_order, outlets, reports
from asof.tell.export_table import Cell, Column, Table, of_dicts
from asof.tell.rows import in_order as claims_in_order
from asof.tell.standing import Standing


def _columns(spec: str) -> tuple[Column, ...]:
    """Columns from "name name:int …"; those without a type are text."""
    named = (word.partition(":") for word in spec.split())
    return tuple(Column(name=name, type=kind or "text") for name, _, kind in named)  # type: ignore[arg-type]


CLAIMS = _columns(
    "claim event track kind outcome low:float high:float approximate:bool unit population factuality basis value "
    "asserted_at valid_time outlet source source_kind chain cue state superseded_by denied_by denies same_as "
    "origin origins:int outlets:int copy_of main:bool implied:bool document published title url part "
    "start:int end:int text sentence made_by confidence:float"
)
EVENTS = _columns(
    "event label start end date_prec:int place admin1 country lat:float lon:float where_prec:int timezone "
    "reports:int outlets outcome population low:int best:int high:int as_of rule reason supporting opposing "
    "supporting_outlets:int supporting_origins:int disputed:bool"
)
TRACKS = _columns(
    "track event kind outcome population position:int claim asserted_at low:float best:float high:float source outlet "
    "origin state superseded_by denied_by document text"
)


def claims_table(story: Story) -> Table:
    """Every claim said by the moment, one a row, with where it belongs and its sentence."""
    standing = Standing(story)
    points = {p.claim: p for t in story.reconciled.tracks for p in t.points}
    rows = [_claim(standing, c, points) for c in claims_in_order(story) if standing.said(c.id)]
    return of_dicts(CLAIMS, rows)


def _claim(standing: Standing, claim: Claim, points: dict[str, Any]) -> dict[str, Cell]:
    document, found = standing.documents[claim.document], standing.links.get(claim.id)
    chain = claim.attribution.chain if claim.attribution else ()
    point = points.get(claim.id)
    state, by = standing.state(point) if point else (None, None)
    return _said(claim) | {
        "claim": claim.id,
        "event": found.event if found else None,
        "track": standing.track.get(claim.id),
        "kind": str(type(claim).__struct_config__.tag),
        "factuality": claim.factuality,
        "asserted_at": claim.asserted_at,
        "valid_time": claim.valid_time.value if claim.valid_time else None,
        "outlet": document.outlet,
        "source": chain[0].text if chain else None,
        "source_kind": chain[0].kind if chain else None,
        "chain": " < ".join(s.text for s in chain) or None,
        "cue": claim.attribution.cue.text if claim.attribution and claim.attribution.cue else None,
        "state": state,
        "superseded_by": by if state == "superseded" else None,
        "denied_by": by if state == "denied" else None,
        "denies": " ".join(claim.denies or ()) or None,
        "same_as": claim.same_as,
        "origin": found.origin if found else None,
        "origins": found.origins if found else 1,
        "outlets": found.outlets if found else 1,
        "copy_of": found.copy_of if found else None,
        "main": claim.main,
        "implied": claim.implied,
        "document": claim.document,
        "published": document.published.value,
        "title": document.title,
        "url": link(document.url),
        "part": claim.part,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.span.text,
        "sentence": " ".join(document.text[claim.sentence.start : claim.sentence.end].split()),
        "made_by": claim.made_by,
        "confidence": claim.confidence,
    }


def _said(claim: Claim) -> dict[str, Cell]:
    """What a claim says, by its kind."""
    if isinstance(claim, CountClaim):
        return {
            "outcome": claim.outcome,
            "low": claim.quantity.low,
            "high": claim.quantity.high,
            "approximate": claim.quantity.approximate,
            "population": claim.population.text or claim.population.head,
            "basis": claim.basis,
        }
    if isinstance(claim, MeasureClaim):
        return {
            "outcome": claim.measure,
            "low": claim.quantity.low,
            "high": claim.quantity.high,
            "approximate": claim.quantity.approximate,
            "unit": claim.quantity.unit,
            "population": claim.of.text if claim.of else None,
        }
    if isinstance(claim, RoleClaim):
        return {"outcome": claim.role, "value": claim.value.text}
    return {"value": " … ".join(piece.text for piece in claim.content)}


def events_table(story: Story) -> Table:
    """Every event with each of its estimates, one a row; population "" is every person."""
    standing = Standing(story)
    rows = [row for event in in_order(story) for row in _event(standing, event)]
    return of_dicts(EVENTS, rows)


def _event(standing: Standing, event: Event) -> list[dict[str, Cell]]:
    place, documents = event.place, reports(standing, event)
    shared: dict[str, Cell] = {
        "event": event.id,
        "label": event.label,
        "start": event.start,
        "end": event.end,
        "date_prec": event.date_prec,
        "place": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": place.where_prec,
        "timezone": place.timezone,
        "reports": len(documents),
        "outlets": outlets(documents),
    }
    if not standing.estimated:
        return [shared]
    found = [(outcome, "", e) for outcome, e in sorted(event.estimates.items())]
    found += sorted(((e.outcome, e.population, e) for e in event.estimates_by), key=lambda f: f[:2])
    return [shared | _estimate(standing, *which) for which in found] or [shared]


def _estimate(standing: Standing, outcome: str, population: str, found: Any) -> dict[str, Cell]:
    carried = standing.carried(found.supporting)
    return {
        "outcome": outcome,
        "population": population,
        "low": found.low,
        "best": found.best,
        "high": found.high,
        "as_of": found.as_of,
        "rule": found.rule,
        "reason": found.reason,
        "supporting": " ".join(found.supporting) or None,
        "opposing": " ".join(found.opposing) or None,
        "supporting_outlets": carried[0],
        "supporting_origins": carried[1],
        "disputed": any(c in standing.disputed for c in (*found.supporting, *found.opposing)),
    }


def tracks_table(story: Story) -> Table:
    """Every track, one point a row, in order."""
    standing = Standing(story)
    zones = {e.id: standing.zone(e) for e in story.reconciled.events}
    rows: list[dict[str, Cell]] = []
    for track in story.reconciled.tracks:
        zone = zones.get(track.event)
        points = standing.points(track, zone) if zone else ()
        for position, point in enumerate(points, 1):
            state, by = standing.state(point, zone) if zone else ("standing", None)
            found, claim = standing.links.get(point.claim), standing.claims[point.claim]
            rows.append(
                {
                    "track": track.id,
                    "event": track.event,
                    "kind": track.kind,
                    "outcome": track.outcome,
                    "population": track.population,
                    "position": position,
                    "claim": point.claim,
                    "asserted_at": point.asserted_at,
                    "low": point.low,
                    "best": point.best,
                    "high": point.high,
                    "source": standing.chain(point.claim, point) or None,
                    "outlet": standing.documents[claim.document].outlet,
                    "origin": found.origin if found else None,
                    "state": state,
                    "superseded_by": by if state == "superseded" else None,
                    "denied_by": by if state == "denied" else None,
                    "document": claim.document,
                    "text": claim.span.text,
                }
            )
    return of_dicts(TRACKS, rows)
