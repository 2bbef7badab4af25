"""When an event was: the days that its reports give, each report with one voice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from asof.link.features import day_of, iso
from asof.records import Analysis, Claim, CountClaim, Document, Time

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
_STAMPS = ("post", "updat", "publish", "copyright", "am", "pm")
_HARM = frozenset({"killed", "injured", "held", "missing", "escaped", "displaced", "affected", "attackers"})
"""Outcomes that come with the event; arrests, releases and rescuers come after it."""


def when(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> tuple[str | None, str | None, int | None]:
    """First and last day of the event that `documents` (in order of publication) tell of, and UCDP's date precision.

    Days come from main claims and from the first dated expressions; none may lie after the first publication.
    Without any it is the first publication, as "two to six days" (2); without that, nothing.
    """
    published = [d for doc in documents if (d := day_of(doc.published.value)) is not None]
    first = min(published, default=None)
    votes: Counter[int] = Counter()
    for document in documents:
        votes.update(_votes(document, analyses.get(document.document), claims.get(document.document, ()), first))
    if not votes:
        return (iso(first), iso(first), 2) if first is not None else (None, None, None)
    most = max(votes.values())
    start = min(day for day, weight in votes.items() if weight >= _AS_GOOD * most)
    return iso(start), iso(_end(start, documents, claims)), 1


def _votes(
    document: Document, analysis: Analysis | None, claims: Sequence[Claim], first: int | None
) -> dict[int, float]:
    """What one report says of the day, its votes adding up to one."""
    votes: Counter[int] = Counter()
    for claim in claims:
        day = day_of(claim.valid_time.value) if claim.valid_time and claim.main else None
        if day is not None and isinstance(claim, CountClaim) and claim.outcome in _HARM and _fits(day, first):
            votes[day] += _CLAIM  # type: ignore[assignment]
    fitting = (d for t in _lead(document, analysis) if (d := day_of(t.value)) is not None and _fits(d, first))
    for rank, day in enumerate(islice(fitting, _EXPRESSIONS), 1):
        votes[day] += _EXPRESSION / rank  # type: ignore[assignment]
    total = sum(votes.values())
    return {day: weight / total for day, weight in votes.items()}


def _fits(day: int, first: int | None) -> bool:
    return first is None or first - _FAR <= day <= first


def _lead(document: Document, analysis: Analysis | None) -> list[Time]:
    """The expressions of a day in the report's lead that are not the page's own stamps."""
    times = analysis.times if analysis else ()
    return [t for t in times if t.type in ("DATE", "TIME") and t.start < _LEAD and not _stamp(document, t)]


def _stamp(document: Document, time: Time) -> bool:
    """Whether an expression stands behind "Posted:" or the like: the page's time, not the event's."""
    before = document.text[max(0, time.start - 14) : time.start].lower()
    return any(word in before for word in _STAMPS[:4])


def _end(start: int, documents: Sequence[Document], claims: Mapping[str, Sequence[Claim]]) -> int:
    """The last day that main claims of two reports give, or the first day."""
    saying: Counter[int] = Counter()
    for document in documents:
        published = day_of(document.published.value)
        main = (c for c in claims.get(document.document, ()) if c.main and c.valid_time)
        days = {d for c in main if c.valid_time and (d := day_of(c.valid_time.value)) is not None}
        saying.update(d for d in days if published is None or d <= published)
    return max((d for d, n in saying.items() if n > 1 and d > start), default=start)
