"""The calculations that rules name: from the parts of an expression and its context to a TIMEX3 value (TimeML 1.2.1).

Each takes a context and values as strings (None for a part that is not there) and returns a value, or None where the
words name no time (31 February), which sets the match aside.
"""

from collections.abc import Callable
from datetime import date, timedelta

from asof.annotate.times import dates
from asof.annotate.times.context import Context
from asof.annotate.times.lengths import length_of

Part = str | None
_YEAR_UNKNOWN = "XXXX"
_OF_A_RANGE = 2
"""Direction and leaning together of the day that ends a range ("Monday to Sunday")."""
_WEEK_BUT_ONE, _HALF_A_WEEK = 6, 4
"""Days back from which a bare weekday is as a rule tomorrow's, or one ahead where that is hinted at."""
_DAYBREAK = 6
"""The hour before which a clock time of a night is of the next day: "overnight … at 2 a.m."."""
_AGAINST = 2
"""How much farther a day of a month seems that lies where the tense does not look."""
_LONGEST_RANGE = 40
"""Years between the two of "1991-93"; figures farther apart are no range."""
_MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))
_HALF_A_QUARTER = 45
_SOON = 3
"""Months ahead that a bare month's name reaches where no tense says."""
_JUST_OVER = 10
"""Months ahead from which a bare name is rather that of the last month, or of that before it."""


def value_of(expression: tuple[str, ...], parts: dict[str, str], context: Context) -> str | None:
    """The value of a rule's expression: the calculation's name, then its arguments ($class or a literal)."""
    return CALCULATIONS[expression[0]](context, *(_argument(argument, parts) for argument in expression[1:]))


def _argument(written: str, parts: dict[str, str]) -> Part:
    if written.startswith("-$"):
        value = parts.get(written[2:])
        return f"-{value}" if value else None
    if written.startswith("$"):
        return parts.get(written[1:])
    return None if written == "-" else written


def _date(_: Context, year: Part, month: Part = None, day: Part = None) -> str | None:
    if year is None:
        return None
    if day is None:
        return f"{year}-{month}" if month else year
    try:
        return date(int(year), int(month or 1), int(day)).isoformat()
    except ValueError:
        return None


def _day_month(context: Context, month: Part, day: Part, year: Part = None) -> str | None:
    if month is None or day is None:
        return None
    if year or context.reference is None:
        return (
            _date(context, year, month, day)
            if year
            else _date(context, "2000", month, day) and f"XXXX-{month}-{int(day):02d}"
        )
    near = context.reference
    years = (near.year - 1, near.year, near.year + 1)
    found = [date.fromisoformat(v) for v in (_date(context, str(y), month, day) for y in years) if v]
    return min(found, key=lambda d: (_distance(d, context), d)).isoformat() if found else None


def _distance(day: date, context: Context) -> float:
    """Days from the report, counted `_AGAINST` times for all that speaks for the other side."""
    days = (day - (context.reference or day)).days
    against = (days * context.direction < 0, context.leaning < 0 < days)
    return abs(days) * (_AGAINST if any(against) else 1) * (_AGAINST if all(against) else 1)


def _month_name(context: Context, month: Part, which: Part = None) -> str | None:
    if month is None:
        return None
    near, number = context.reference, int(month)
    if near is None:
        return f"{_YEAR_UNKNOWN}-{month}"
    year = near.year
    if which == "-1":
        year -= number >= near.month
    elif which == "1":
        year += number <= near.month
    elif which is None:
        ahead = (number - near.month) % 12
        hinted = context.leaning > 0 or (context.direction == 0 and number > near.month)
        comes = ahead < _JUST_OVER if context.direction > 0 else hinted and ahead <= _SOON
        year += (number < near.month) if comes else -(number > near.month)
    return f"{year:04d}-{month}"


def _nth_weekday(context: Context, nth: Part, weekday: Part, month: Part, year: Part) -> str | None:
    """The n-th Sunday of a month."""
    begins = dates.first_day(f"{year}-{month}" if year else _month_name(context, month) or "")
    if begins is None or nth is None or weekday is None:
        return None
    return dates.nth_weekday(begins.year, begins.month, int(weekday), int(nth)).isoformat()


def _month_from(context: Context, month: Part, end: Part) -> str | None:
    """The month that begins a range ("from January to March"): the last one before the month that ends it."""
    last = _month_name(context, end)
    if month is None or end is None or last is None or last[0] == "X":
        return _month_name(context, month)
    return f"{int(last[:4]) - (int(month) > int(end)):04d}-{month}"


def _month_of(context: Context, month: Part, which: Part) -> str | None:
    near = context.reference
    return f"{near.year + int(which or 0):04d}-{month}" if near else f"{_YEAR_UNKNOWN}-{month}"


def _weekday(context: Context, weekday: Part, which: Part = None) -> str | None:
    if weekday is None:
        return None
    near = context.reference
    if near is None:
        return f"XXXX-WXX-{weekday}"
    back = (near.isoweekday() - int(weekday)) % 7
    if which == "-1":
        steps = -(back or 7)
    elif which == "1":
        steps = 7 - back
    elif which == "0" or _lies_ahead(context, back):
        steps = (7 - back) % 7
    else:
        steps = -back
    later = dates.moved(near, steps)
    return later.isoformat() if later else None


def _lies_ahead(context: Context, back: int) -> bool:
    """Whether a bare weekday that was `back` days ago is the coming one.

    Counted in 250 places of newswire: yesterday's name is never that of the day in six days, whatever the tense; the
    name of the day six days ago is tomorrow's in four of five, and in nineteen of twenty where no past tense is near.
    """
    if back <= 1 or context.direction > 0:
        return back > 1 or (back == 1 and context.direction + context.leaning == _OF_A_RANGE)
    if back == _WEEK_BUT_ONE:
        return context.leaning >= 0
    return back >= _HALF_A_WEEK and context.leaning > 0


def _weekday_of(context: Context, weekday: Part, which: Part) -> str | None:
    if context.reference is None:
        return f"XXXX-WXX-{weekday}"
    later = dates.moved(context.reference, 7 * int(which or 0) + int(weekday or 1) - context.reference.isoweekday())
    return later.isoformat() if later else None


def _weekday_ago(context: Context, weekday: Part, other: Part) -> str | None:
    value = _weekday(context._replace(direction=-1, leaning=-1), weekday or other)
    day = dates.first_day(value) if value and context.reference else None
    earlier = dates.moved(day, -7) if day else None
    return earlier.isoformat() if earlier else value


def _weekday_part(context: Context, weekday: Part, part: Part = None, which: Part = None) -> str | None:
    day = _weekday(context, weekday, which)
    return f"{day}T{part or 'MO'}" if day else None


def _weekday_or_part(context: Context, weekday: Part, part: Part) -> str | None:
    return _weekday_part(context, weekday, part) if weekday else _anchor_part(context, part, "0")


def _date_part(context: Context, month: Part, day: Part, year: Part, part: Part) -> str | None:
    value = _day_month(context, month, day, year)
    return f"{value}T{part}" if value else None


def _weekday_set(_: Context, weekday: Part, weekdays: Part, parts: Part = None) -> str:
    return f"XXXX-WXX-{weekday or weekdays}" + (f"T{parts}" if parts else "")


def _steps(context: Context, unit: Part, steps: Part) -> str | None:
    if context.reference is None:
        return _unanchored(unit, steps)
    if unit and (unit.startswith("T") or unit in ("DM", "DE")):
        return context.reference.isoformat()
    if unit == "N":
        later = dates.moved(context.reference, int(float(steps or 0)))
        return f"{later.isoformat()}TNI" if later else None
    if unit == "WE":
        return _weekend(context, steps)
    return dates.stepped(context.reference, unit or "D", float(steps or 0))


def _unanchored(unit: Part, steps: Part) -> str:
    known = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": _YEAR_UNKNOWN}.get(unit or "")
    if known:
        return known
    return "PAST_REF" if steps and steps.startswith("-") else "FUTURE_REF"


def _ago(context: Context, number: Part, unit: Part) -> str | None:
    """Steps back from the report; of a report about a quarter, the quarter of years before."""
    if unit == "Y" and context.period:
        return _anchor(context, unit, f"-{number}") if number else None
    return _steps(context, unit, f"-{number}") if number else None


def _vague_ago(context: Context, vague: Part, unit: Part) -> str | None:
    return _ago(context, vague, unit) if vague and vague != "X" else "PAST_REF"


def _anchor(context: Context, unit: Part, steps: Part) -> str | None:
    """Steps from the date last spoken of; a year earlier keeps that date's own grain (a quarter stays a quarter).

    A year before 29 February is the 28th.
    """
    anchor = context.period if unit == "Y" and context.period else context.anchor
    base = dates.first_day(anchor) if anchor else None
    if base is None or anchor is None or unit in (None, "WE"):
        return _steps(context, unit, steps)
    whole = int(float(steps or 0))
    if unit == "Y" and whole and 0 < base.year + whole < 10_000 and "W" not in anchor:
        value = f"{base.year + whole:04d}{anchor[4:10]}"
        return value if dates.first_day(value) else f"{value[:8]}28"
    return _steps(context._replace(reference=base), unit, steps)


def _neighbour(context: Context, unit: Part, steps: Part) -> str | None:
    """The next or last year, month, week, … from the date last spoken of, in its own grain."""
    base = dates.first_day(context.anchor) if context.anchor else None
    return _steps(context._replace(reference=base) if base else context, unit, steps)


def _anchor_part(context: Context, part: Part, steps: Part) -> str | None:
    base = context.anchor if context.anchor and dates.is_day(context.anchor) else None
    day = dates.first_day(base[:10]) if base else context.reference
    later = dates.moved(day, int(steps or 0)) if day else None
    return f"{later.isoformat()}T{part}" if later else f"XXXX-XX-XXT{part}"


def _part(context: Context, part: Part, steps: Part) -> str | None:
    return _anchor_part(context._replace(anchor=None), part, steps)


def _part_set(_: Context, part: Part) -> str:
    return f"XXXX-XX-XXT{part}"


def _day_ref(context: Context, steps: Part) -> str | None:
    return _steps(context, "D", steps)


def _clock(context: Context, hour: Part, minute: Part, meridian: Part = None, *_: Part) -> str | None:
    if hour is None:
        return None
    number = int(hour)
    if meridian:
        number = number % 12 + (12 if meridian == "p" else 0)
    base = context.anchor[:10] if context.anchor and dates.is_day(context.anchor) else None
    if base and context.anchor == f"{base}TNI" and meridian == "a" and number < _DAYBREAK:
        base = _day_after(base)
    day = base or (context.reference.isoformat() if context.reference else "XXXX-XX-XX")
    return f"{day}T{number:02d}:{minute or '00'}"


def _day_after(day: str) -> str:
    """The small hours of a night belong to the day after it began."""
    later = dates.moved(date.fromisoformat(day), 1)
    return later.isoformat() if later else day


def _oclock(context: Context, hour: Part, words: Part, part: Part = None) -> str | None:
    number = hour or words
    if number is None or not number.isdigit() or not 0 < int(number) <= 12:
        return None
    return _clock(context, number, None, "p" if part in ("AF", "EV", "NI") else "a" if part == "MO" else None)


def _instant(context: Context, year: Part, month: Part, day: Part, *clock: Part) -> str | None:
    value = _date(context, year, month, day)
    hour, minute, _ = clock
    return f"{value}T{hour}:{minute}" if value else None


def _quarter(context: Context, quarter: Part, year: Part = None) -> str | None:
    if year:
        return f"{year}-Q{quarter}"
    if context.reference is None:
        return f"XXXX-Q{quarter}"
    now = (context.reference.month - 1) // 3 + 1
    before = int(quarter or 1) > now and context.direction <= 0
    return f"{context.reference.year - before:04d}-Q{quarter}"


def _quarter_ended(context: Context, month: Part, day: Part, year: Part = None) -> str | None:
    """The calendar's quarter in which most of the three months that end on a date, or with a month, lie."""
    if day is None:
        begins = dates.first_day(_month_name(context, month) or "")
        return dates.stepped(begins, "Q", 0) if begins else None
    value = _day_month(context, month, day, year)
    end = dates.first_day(value) if value and value[0] != "X" else None
    midst = dates.moved(end, -_HALF_A_QUARTER) if end else None
    return dates.stepped(midst, "Q", 0) if midst else None


def _quarter_plain(context: Context, first: Part, second: Part, year: Part = None) -> str | None:
    return _quarter(context, first or second, year)


def _year_ago(context: Context, quarter: Part) -> str | None:
    """The quarter (or year) before the one whose figures are told, else before the last quarter that was over."""
    this = context.period if context.period and not quarter else _this_quarter(context)
    begins = dates.first_day(this) if this else None
    if this is None or begins is None or (context.reference and begins > context.reference):
        this = dates.stepped(context.reference, "Q", -1) if context.reference else None
    if this is None or this[:4] <= "0001":
        return None
    year = f"{int(this[:4]) - 1:04d}"
    return f"{year}-Q{quarter}" if quarter else year + this[4:]


def _this_quarter(context: Context) -> str | None:
    """The quarter last spoken of, else the last that was over when the report was made."""
    if context.period and "-Q" in context.period:
        return context.period
    return dates.stepped(context.reference, "Q", -1) if context.reference else None


def _week_of(context: Context, month: Part, day: Part) -> str | None:
    value = _day_month(context, month, day)
    first = dates.first_day(value) if value and context.reference else None
    return dates.week_value(first) if first else None


def _nothing(_: Context) -> None:
    """Words that look like a time and are none (an age, a rate): the rule only keeps others from them."""


def _quarter_of(context: Context, first: Part, second: Part, which: Part, which2: Part) -> str | None:
    year = context.reference.year + int(which or which2 or 0) if context.reference else None
    return _quarter(context, first or second, f"{year:04d}" if year else _YEAR_UNKNOWN)


def _half(_: Context, half: Part, year: Part) -> str | None:
    return f"{year}-H{half}"


def _half_of(context: Context, half: Part, which: Part) -> str | None:
    year = context.reference.year + int(which or 0) if context.reference else None
    return f"{year:04d}-H{half}" if year is not None else f"{_YEAR_UNKNOWN}-H{half}"


def _season_set(_: Context, season: Part) -> str:
    return f"{_YEAR_UNKNOWN}-{season}"


def _year_to(_: Context, year: Part, short: Part) -> str | None:
    """The end of "1991-93": two figures in the century of the first year, or in the next one after its turn."""
    if year is None or short is None:
        return None
    end = int(year) // 100 * 100 + int(short) % 100
    end += 100 * (end < int(year))
    return f"{end:04d}" if end - int(year) <= _LONGEST_RANGE else None


def _year_from(context: Context, year: Part, short: Part) -> str | None:
    """The first year of "1991-93"; where the second is no later year, the month that ISO 8601 writes so ("2013-03")."""
    month = year is not None and _year_to(context, year, short) is None and short in _MONTHS
    return f"{year}-{short}" if month else year


def _season(_: Context, season: Part, year: Part) -> str | None:
    return f"{year}-{season}"


def _season_of(context: Context, season: Part, which: Part) -> str | None:
    if context.reference is None or season is None:
        return f"XXXX-{season}"
    near, steps = context.reference, int(which or 0)
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    year = near.year
    if steps < 0:
        year -= begins + 2 >= near.month
    elif steps > 0:
        year += begins <= near.month
    return f"{year:04d}-{season}"


def _weekend(context: Context, which: Part) -> str | None:
    near = context.reference
    if near is None:
        return "XXXX-WXX-WE"
    back = which is None and context.direction <= 0 and near.isoweekday() <= 5
    later = dates.moved(near, 7 * int(float(which or 0)) - 7 * back)
    return f"{dates.week_value(later)}-WE" if later else None


def _year_end(context: Context) -> str:
    return f"{context.reference.year:04d}-12-31" if context.reference else "XXXX-12-31"


def _decade(_: Context, digits: Part) -> str | None:
    return digits


def _decade_of(_: Context, century: Part, tens: Part) -> str:
    return f"{century}{tens}"


def _century(_: Context, nth: Part) -> str | None:
    return f"{int(nth) - 1:02d}" if nth and 0 < int(nth) <= 30 else None


def _holiday(context: Context, day: Part, year: Part = None, which: Part = None) -> str | None:
    if day is None:
        return None
    if year:
        found = _holiday_in(int(year), day)
        return found.isoformat() if found else None
    near = context.reference
    if near is None:
        return f"XXXX-{day}" if len(day) == 5 and day[2] == "-" else _YEAR_UNKNOWN
    days = [d for d in (_holiday_in(y, day) for y in (near.year - 1, near.year, near.year + 1)) if d]
    if which == "-1" or context.direction < 0:
        return max((d for d in days if d <= near), default=near).isoformat()
    if which == "1" or context.direction > 0:
        return min((d for d in days if d >= near), default=near).isoformat()
    return min(days, key=lambda d: (abs((d - near).days), d)).isoformat()


def _holiday_in(year: int, day: str) -> date | None:
    try:
        if day.startswith("easter"):
            return dates.easter(year) + timedelta(days=int(day[6:] or 0))
        month, _, rest = day.partition("-")
        if len(rest) == 2:
            return date(year, int(month), int(rest))
        weekday, _, nth = rest.partition("-")
        return dates.nth_weekday(year, int(month), int(weekday), int(nth))
    except (ValueError, OverflowError):
        return None


def _length(_: Context, number: Part, unit: Part) -> str | None:
    return length_of(number, unit)


def _length_half(_: Context, number: Part, unit: Part, unit2: Part = None) -> str | None:
    return length_of(f"{float(number) + 0.5:g}", unit or unit2) if number else None


def _length_of(_: Context, number: Part, vague: Part, unit: Part) -> str | None:
    return length_of(number or vague, unit)


def _set(_: Context, number: Part, unit: Part) -> str | None:
    return length_of(number, unit)


def _month_set(_: Context, month: Part) -> str:
    return f"XXXX-{month}"


def _year_words(_: Context, year: Part) -> str | None:
    return year


def _literal(_: Context, value: Part) -> str | None:
    return value


CALCULATIONS: dict[str, Callable[..., str | None]] = {
    "date": _date, "daymonth": _day_month, "monthname": _month_name, "monthof": _month_of, "weekday": _weekday,
    "monthfrom": _month_from, "weekdayof": _weekday_of, "weekdayago": _weekday_ago, "weekdaypart": _weekday_part,
    "weekdayset": _weekday_set, "steps": _steps, "ago": _ago, "vagueago": _vague_ago, "anchor": _anchor,
    "anchorpart": _anchor_part, "neighbour": _neighbour, "part": _part, "partset": _part_set, "dayref": _day_ref,
    "clock": _clock,
    "oclock": _oclock, "instant": _instant, "quarter": _quarter, "quarterplain": _quarter_plain, "yearago": _year_ago,
    "thisquarter": _this_quarter, "weekof": _week_of, "nothing": _nothing, "quarterof": _quarter_of, "half": _half,
    "season": _season, "seasonof": _season_of, "weekend": _weekend, "yearend": _year_end, "decade": _decade,
    "weekdayorpart": _weekday_or_part, "datepart": _date_part, "halfof": _half_of, "seasonset": _season_set,
    "yearto": _year_to, "yearfrom": _year_from, "decadeof": _decade_of, "century": _century, "holiday": _holiday,
    "length": _length, "lengthhalf": _length_half, "lengthof": _length_of, "set": _set, "monthset": _month_set,
    "nthweekday": _nth_weekday, "quarterended": _quarter_ended, "yearwords": _year_words, "literal": _literal,
}  # fmt: skip
"""The name by which a rule calls a calculation."""
