"""Records as the rows that `asof run` prints (docs/contract.md), field for field."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from asof.records import Claim, Story, Track, order_of_publication

_encoder = msgspec.json.Encoder()


def line(row: Any) -> bytes:
    """A row as one line of JSON in UTF-8. A lone surrogate, which UTF-8 cannot hold, is written as its escape."""
    try:
        return _encoder.encode(row) + b"\n"
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(row), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def lines(rows: Iterable[Any]) -> bytes:
    """JSON Lines."""
    return b"".join(line(row) for row in rows)


def claims(story: Story) -> list[dict[str, Any]]:
    """Each claim as `extract` prints it and event, track, origin, origins, outlets; in order of publication."""
    links = {link.claim: link for link in story.links}
    tracks = track_of(story.reconciled.tracks)
    rows = []
    for claim in in_order(story):
        link = links.get(claim.id)
        row = msgspec.to_builtins(claim)
        row["event"] = link.event if link else None
        row["track"] = tracks.get(claim.id)
        row["origin"] = link.origin if link else None
        row["origins"] = link.origins if link else 1
        row["outlets"] = link.outlets if link else 1
        row["review"] = link.review if link else None
        rows.append(row)
    return rows


def in_order(story: Story) -> list[Claim]:
    """The claims of a story by publication of their document, then by place in the text."""
    documents = sorted(story.documents, key=order_of_publication)
    place = {document.document: n for n, document in enumerate(documents)}
    return sorted(story.claims, key=lambda c: (place.get(c.document, len(place)), c.span.start, c.span.end, c.id))


def track_of(tracks: Iterable[Track]) -> dict[str, str]:
    """The track of each claim that stands on one; the first, where it stands on several."""
    found: dict[str, str] = {}
    for track in tracks:
        for point in track.points:
            found.setdefault(point.claim, track.id)
    return found


def tracks(story: Story) -> list[dict[str, Any]]:
    """The tracks; a role's track calls its outcome `slot`."""
    rows = []
    for track in story.reconciled.tracks:
        row = msgspec.to_builtins(track)
        if track.kind == "role":
            row = {("slot" if key == "outcome" else key): value for key, value in row.items()}
        for point in row["points"]:
            point.update({bound: whole(point[bound]) for bound in ("low", "best", "high")})
        rows.append(row)
    return rows


def whole(value: float | None) -> float | int | None:
    """A number without a needless ".0"."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
