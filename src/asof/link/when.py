"""When an event was: the days that its reports give, each report with one voice."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from asof.link.features import HARM, day_of, iso
from asof.records import Analysis, Claim, CountClaim, Document, Time

_LETTERS = re.compile(r"[^\W\d_]{3}")
_WEEKEND = re.compile(r"(\d{4})-W(\d\d)-WE")
_ISO_DAY = 10
_EARLY = 800.0
"""At this distance from a report's beginning, in characters, a claim's day weighs half."""
_LEAD = 2_500
"""Characters of a report that its event's day is looked for in."""
_FAR = 400
"""A day further than this before the first publication is background."""
_EXPRESSIONS = 4
"""How many expressions of time of a report are heard, the first the most."""
_CLAIM, _EXPRESSION = 2.0, 1.0
"""What a claim's day weighs, and the first expression's."""
_AS_GOOD = 0.6
"""The earliest day with this share of the best day's votes is the first of the event."""
_BARE_WEEK, _STALE = 6, 0.1
"""A day six days before the first publication is mostly a weekday's name that meant tomorrow, and weighs less."""
_STAMPS = ("post", "updat", "publish", "copyright")


def when(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> tuple[str | None, str | None, int | None]:
    """First and last day of the event that `documents` (in order of publication) tell of, and UCDP's date precision.

    Days come from main claims and from the first dated expressions; none may lie after the first publication.
    Without any it is the first publication, as "two to six days" (2); without that, nothing.
    """
    published = [d for doc in documents if (d := day_of(doc.published.value)) is not None]
    first = min(published, default=None)
    votes: dict[int, float] = defaultdict(float)
    for document in documents:
        said = _votes(document, analyses.get(document.document), claims.get(document.document, ()), first)
        for day, weight in said.items():
            votes[day] += weight
    if not votes:
        return (iso(first), iso(first), 2) if first is not None else (None, None, None)
    most = max(votes.values())
    start = min(day for day, weight in votes.items() if weight >= _AS_GOOD * most)
    return iso(start), iso(_end(start, documents, claims)), 1


def _votes(
    document: Document, analysis: Analysis | None, claims: Sequence[Claim], first: int | None
) -> dict[int, float]:
    """What one report says of the day, its votes adding up to one."""
    votes: dict[int, float] = defaultdict(float)
    for day, position in _claimed(document, claims):
        if _fits(day, first):
            votes[day] += _trust(day, first) * _CLAIM / (1 + position / _EARLY)
    fitting = (d for t in _lead(document, analysis) if (d := _day(t.value)) is not None and _fits(d, first))
    for rank, day in enumerate(islice(fitting, _EXPRESSIONS), 1):
        votes[day] += _trust(day, first) * _EXPRESSION / rank
    total = sum(votes.values())
    return {day: weight / total for day, weight in votes.items()}


def _trust(day: int, first: int | None) -> float:
    return _STALE if first is not None and first - day == _BARE_WEEK else 1.0


def _claimed(document: Document, claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """The days of a report's main claims of harm, where words say the day, with the claims' offsets."""
    harm = (c for c in claims if c.main and isinstance(c, CountClaim) and c.outcome in HARM)
    times = ((c.valid_time, c.span.start) for c in harm if c.valid_time)
    said = (
        (t, at) for t, at in times if t.start is None or t.end is None or _names_day(document.text[t.start : t.end])
    )
    return [(day, at) for t, at in said if (day := _day(t.value)) is not None]


def _day(value: str | None) -> int | None:
    """The day of a value; of a weekend its Saturday, of the midnight that ends a day ("T24:00") that day."""
    weekend = _WEEKEND.match(value or "")
    if weekend:
        return _saturday(int(weekend[1]), int(weekend[2]))
    return day_of(value[:_ISO_DAY] if value and value[_ISO_DAY:].startswith("T24") else value)


def _saturday(year: int, week: int) -> int | None:
    try:
        return date.fromisocalendar(year, week, 6).toordinal()
    except ValueError:
        return None


def _names_day(text: str) -> bool:
    """Whether an expression says what day it is, and not only the hour ("6:30", whose day is but supposed)."""
    return _LETTERS.search(text) is not None or text.count("/") + text.count("-") > 1


def _fits(day: int, first: int | None) -> bool:
    return first is None or first - _FAR <= day <= first


def _lead(document: Document, analysis: Analysis | None) -> list[Time]:
    """The expressions of a day in the report's lead that are not the page's own stamps."""
    times = analysis.times if analysis else ()
    return [
        t
        for t in times
        if t.type in ("DATE", "TIME") and t.start < _LEAD and _names_day(t.text) and not _stamp(document, t)
    ]


def _stamp(document: Document, time: Time) -> bool:
    """Whether an expression stands behind "Posted:" or the like: the page's time, not the event's."""
    before = document.text[max(0, time.start - 14) : time.start].lower()
    return any(word in before for word in _STAMPS)


def _end(start: int, documents: Sequence[Document], claims: Mapping[str, Sequence[Claim]]) -> int:
    """The last day that main claims of two reports give, or the first day."""
    saying: Counter[int] = Counter()
    for document in documents:
        published = day_of(document.published.value)
        main = (c for c in claims.get(document.document, ()) if c.main and c.valid_time)
        days = {d for c in main if c.valid_time and (d := day_of(c.valid_time.value)) is not None}
        saying.update(d for d in days if published is None or d <= published)
    return max((d for d, n in saying.items() if n > 1 and d > start), default=start)
