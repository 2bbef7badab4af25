"""When an event was: the days that its reports give, each report with one voice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from asof.link.features import HARM, day_of, iso
from asof.records import Analysis, Claim, CountClaim, Document, Time
from asof.resources import structure, table

_LETTERS = re.compile(r"[^\W\d_]{3}")
_WEEKEND = re.compile(r"(\d{4})-W(\d\d)-WE")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO_DAY = 10
_PEG_REACH = 60
_EARLY = 800.0
"""At this distance from a report's beginning, in characters, a claim's day weighs half."""
_LEAD = 2_500
"""Characters of a report that its event's day is looked for in."""
_FAR = 400
"""A day further than this before the first publication is background."""
_FARTHEST = 1_000
"""So far a day may lie that is told with its year: a trial's report of what was done two years ago."""
_EXPRESSIONS = 12
"""How many expressions of time of a report are heard."""
_GAPS = ("same day", "day before", "two days before", *("days before",) * 3, "six days before", "week before")
"""How long before the first publication; six days are mostly a weekday's name that meant tomorrow."""
_WEEKS = 60
_SAID = ("claim", "hour", "part", "date", "weekday", "day", "overnight", "other")
_ADDRESS_DAY = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?!\d)")
_HOUR = re.compile(r"T\d\d")
_STAMPS = ("post", "updat", "publish", "copyright")


def when(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> tuple[str | None, str | None, int | None]:
    """First and last day of the event that `documents` (in order of publication) tell of, and UCDP's date precision.

    Days come from main claims and from dated expressions of the leads; none may lie after the first publication. A
    first publication that no report says more than is the day as "two to six days" (2); without that, nothing.
    """
    told = days_told(documents, analyses, claims)
    if not told:
        return None, None, None
    weights = _weights()
    start = max(told, key=lambda day: (round(_sum(told[day], weights), 9), day))
    said = any(name in told[start] for name in _SAID)
    if not said:
        return iso(start), iso(start), 2
    return iso(start), iso(_end(start, documents, claims)), 1


def _sum(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(amount * weights.get(name, 0.0) for name, amount in sorted(evidence.items()))


@cache
def _weights() -> dict[str, float]:
    return {name: float(one) for name, one in structure("link/when")["weights"].items()}


def days_told(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> dict[int, dict[str, float]]:
    """Day (an ordinal) -> what speaks for it as the event's: shares of the reports, and how long ago it was.

    The first publication's day, where it is known, is always one of them.
    """
    first = min((d for doc in documents for d in _out_by(doc)), default=None)
    told: dict[int, dict[str, float]] = {first: {}} if first is not None else {}
    for document in documents:
        for day, said in _of_report(
            document, analyses.get(document.document), claims.get(document.document, ())
        ).items():
            if _fits(day, first, "full date" in said):
                total = told.setdefault(day, {})
                for name, amount in said.items():
                    total[name] = total.get(name, 0.0) + amount / len(documents)
    return {day: said | _before(day, first) for day, said in told.items()}


def _out_by(document: Document) -> Iterator[int]:
    """The days by which a report was out: the stated one, which may be a crawl's, and an earlier one of its address."""
    published = day_of(document.published.value)
    if published is not None:
        yield published
        in_address = _ADDRESS_DAY.search(document.url or "")
        day = day_of("-".join(in_address.groups())) if in_address else None
        if day is not None and day < published:
            yield day


def _before(day: int, first: int | None) -> dict[str, float]:
    """How long before the first publication a day is."""
    if first is None:
        return {}
    gap = first - day
    name = _GAPS[gap] if gap < len(_GAPS) else "weeks before" if gap < _WEEKS else "months before"
    return {name: 1.0}


def _of_report(document: Document, analysis: Analysis | None, claims: Sequence[Claim]) -> dict[int, dict[str, float]]:
    """What one report says for each day, amounts at most one; later words weigh less."""
    told: dict[int, dict[str, float]] = defaultdict(dict)
    for day, position in _claimed(document, claims):
        _add(told[day], "claim", 1 / (1 + position / _EARLY))
    for rank, (day, time) in enumerate(_dated(document, analysis)):
        near = 1 / (1 + time.start / _EARLY)
        _add(told[day], _form(time), near)
        if _YEAR.search(time.text):
            _add(told[day], "full date", near)
        _add(told[day], "first" if rank == 0 else "later", 1.0 if rank == 0 else 1 / rank)
        if _pegs().search(document.text[max(0, time.start - _PEG_REACH) : time.start]):
            _add(told[day], "peg", near)
    return told


def _add(said: dict[str, float], name: str, amount: float) -> None:
    said[name] = max(said.get(name, 0.0), amount)


def _dated(document: Document, analysis: Analysis | None) -> list[tuple[int, Time]]:
    """The lead's expressions of a day, with it, in text order."""
    return [(d, t) for t in _lead(document, analysis) if (d := _day(t.value)) is not None][:_EXPRESSIONS]


def _form(time: Time) -> str:
    """How a day is said: with its hour or part ("Sunday at 2 a.m.", "Sunday night"), by date, by name, or by a word."""
    rule = time.made_by.removeprefix("times/")
    if rule == "part/overnight":
        return "overnight"
    if time.type == "TIME":
        return "hour" if _HOUR.search(time.value) else "part"
    return rule.partition("/")[0] if rule.partition("/")[0] in ("date", "weekday", "day") else "other"


@cache
def _pegs() -> re.Pattern[str]:
    """Verbs of saying and of the law (`resources/link/pegs.tsv`) shortly before a day."""
    words = "|".join(row["word"] for row in table("link/pegs"))
    return re.compile(rf"\b(?:{words})(?:\s\w+){{0,3}}\s\Z", re.IGNORECASE)


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


def _fits(day: int, first: int | None, full: bool) -> bool:
    return first is None or first - (_FARTHEST if full else _FAR) <= day <= first


def _lead(document: Document, analysis: Analysis | None) -> list[Time]:
    """The expressions of a day in the report's lead that are not the page's own stamps."""
    times = analysis.times if analysis else ()
    return [
        t
        for t in times
        if t.type in ("DATE", "TIME")
        and t.start < _LEAD
        and _names_day(t.text)
        and not _stamp(document, t)
        and not _furniture(document, t)
    ]


def _furniture(document: Document, time: Time) -> bool:
    """Whether an expression is of the page and not of the report: a list of videos, a list of other reports."""
    passage = document.passage_at(time.start)
    return passage is not None and passage.part == "boilerplate"


def _stamp(document: Document, time: Time) -> bool:
    """Whether an expression stands behind "Posted:" or the like, or gives the year of the report's own day: the page's.

    No report gives the year of the day that it is of.
    """
    if _YEAR.search(time.text) and _day(time.value) == day_of(document.published.value):
        return True
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
