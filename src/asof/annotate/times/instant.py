"""The UTC instant of a clock time whose zone is stated, or is the document's."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from asof.annotate.times.context import zone_of

_CLOCK = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def instant_of(value: str, zone: str | None, local: str | None) -> str | None:
    """ISO 8601 in UTC ("1971-03-04T05:35:00Z"), or None where the day, the clock or the zone is not known.

    `zone` is what the words say (an offset, an IANA name, "z", or "local"); `local` is the document's.
    """
    match = _CLOCK.fullmatch(value)
    known = _zone(local if zone in (None, "local") else zone)
    if not match or known is None:
        return None
    year, month, day, hour, minute = (int(part) for part in match.groups())
    try:
        start = datetime(year, month, day, hour % 24, minute, tzinfo=known) + timedelta(days=hour // 24)
        return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name.upper() == "Z":
        return UTC
    match = _OFFSET.fullmatch(name)
    if not match:
        return zone_of(name)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(offset if match[1] == "+" else -offset) if offset < timedelta(hours=24) else None
