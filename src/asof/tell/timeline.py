"""What happened (valid time) and what was said (assertion time), apart: the two clocks of a story."""

from typing import Any

from asof.records import Claim, CountClaim, Event, MeasureClaim, RoleClaim, Story, moment
from asof.tell.rows import in_order
from asof.tell.situation import SituationReport
from asof.tell.standing import Standing
from asof.tell.wording import fact


def timeline(story: Story, report: SituationReport) -> dict[str, Any]:
    """The timeline of a story as plain data: for each event `happened` and `said`, each entry with its claims.

    Claims that belong to no event stand under `background`. Entries are in order of their clock, unknown times last.
    """
    standing = Standing(story, report.at)
    claims = [c for c in in_order(story) if standing.said(c.id)]
    of_event: dict[str | None, list[Claim]] = {}
    for claim in claims:
        link = standing.links.get(claim.id)
        of_event.setdefault(link.event if link else None, []).append(claim)
    return {
        "as_of": report.at,
        "events": [_event(standing, event, of_event.get(event.id, [])) for event in story.reconciled.events],
        "background": [_entry(standing, c) for c in of_event.get(None, []) if not _quoted(c)],
    }


def _quoted(claim: Claim) -> bool:
    return not isinstance(claim, CountClaim | MeasureClaim | RoleClaim)


def _event(standing: Standing, event: Event, claims: list[Claim]) -> dict[str, Any]:
    happened: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.valid_time and not _quoted(claim):
            happened.setdefault(claim.valid_time.value, []).append(claim)
    said = sorted(claims, key=lambda c: _when(c.asserted_at))
    return {
        "event": event.id,
        "label": event.label,
        "start": event.start,
        "end": event.end,
        "timezone": event.place.timezone,
        "happened": [_moment(standing, value, happened[value]) for value in sorted(happened, key=_when)],
        "said": [_entry(standing, claim) for claim in said],
    }


def _when(value: str | None) -> tuple[bool, str, str]:
    at = moment(value)
    return (at is None, at.first.isoformat() if at else "", value or "")


def _moment(standing: Standing, value: str, claims: list[Claim]) -> dict[str, Any]:
    return {"valid_time": value, "claims": [_entry(standing, claim) for claim in claims]}


def _entry(standing: Standing, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "document": claim.document,
        "outlet": standing.documents[claim.document].outlet,
        "asserted_at": claim.asserted_at,
        "valid_time": claim.valid_time.value if claim.valid_time else None,
        "kind": type(claim).__struct_config__.tag,
        "says": " ".join(part for part in fact(claim) if part),
        "source": standing.source(claim.id),
        "factuality": claim.factuality,
        "span": {"start": claim.span.start, "end": claim.span.end, "text": claim.span.text},
        "track": standing.track.get(claim.id),
    }
