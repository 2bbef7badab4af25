"""Calendar arithmetic on TIMEX3 values ("1971", "1971-03", "1971-03-04", "1971-W09", "1971-Q1", "1971-SU")."""

import re
from datetime import date, timedelta

_VALUE = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|Q([1-4])|(SP|SU|FA|WI)|H([12])))?")
_YEARS_OF = {"E": 10, "QC": 25, "C": 100}
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def first_day(value: str) -> date | None:
    """The first day of the stretch that `value` names, or None where it names none."""
    match = _VALUE.match(value)
    if not match:
        return None
    year, month, day, week, quarter, season, half = match.groups()
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        if quarter:
            return date(int(year), 3 * int(quarter) - 2, 1)
        if season or half:
            return date(int(year), _FIRST_MONTH[season] if season else 6 * int(half) - 5, 1)
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def is_day(value: str) -> bool:
    """Whether `value` begins with a whole day ("1971-03-04", "1971-03-04TMO")."""
    return re.match(r"\d{4}-\d\d-\d\d(?!\d)", value) is not None


def day_value(day: date) -> str:
    """The day as TIMEX3 writes it."""
    return day.isoformat()


def week_value(day: date) -> str:
    """The ISO week that holds the day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: date, steps: int = 0) -> str:
    """The month `steps` after that of the day."""
    months = day.year * 12 + day.month - 1 + steps
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def moved(day: date, days: int) -> date | None:
    """The day `days` later, or None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def stepped(day: date, unit: str, steps: float) -> str | None:
    """The day, week, month, … (`unit`: D W M Q Y E C F WE N) that lies `steps` after the one of `day`."""
    whole = int(steps)
    if unit in ("D", "N", "F", "W"):
        length = {"D": 1, "N": 1, "W": 7, "F": 14}[unit]
        later = moved(day, round(steps * length)) if abs(steps) < 400_000 else None
        if later is None:
            return None
        return week_value(later) if unit in ("W", "F") else day_value(later)
    if unit == "Q":
        quarters = day.year * 4 + (day.month - 1) // 3 + whole
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}" if 4 <= quarters < 40_000 else None
    if unit == "M":
        return month_value(day, whole) if 0 < day.year * 12 + whole < 9999 * 12 else None
    if unit == "QC" or (steps != whole and unit in _YEARS_OF):
        return _years(day.year, "Y", round(steps * _YEARS_OF[unit]))
    return _years(day.year, unit, whole)


def _years(year: int, unit: str, steps: int) -> str | None:
    if unit == "Y":
        return f"{year + steps:04d}" if 0 < year + steps < 10_000 else None
    if unit == "E":
        return f"{year // 10 + steps:03d}" if 0 < year // 10 + steps < 1000 else None
    if unit == "C":
        return f"{year // 100 + steps:02d}" if 0 < year // 100 + steps < 100 else None
    return None


def easter(year: int) -> date:
    """Easter Sunday of a year (the anonymous Gregorian computus, Meeus, Astronomical Algorithms 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th Monday (1) … Sunday (7) of a month; -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)
