"""Figures, times and sources in words. Everything here is a template over records; nothing is invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from asof.records import Amount, Bounds, Claim, CountClaim, MeasureClaim, RoleClaim, moment
from asof.resources import table
from asof.tell.clean import NAME_LIMIT, WORDS_LIMIT, one_line

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERYBODY: Final = frozenset({"", "all", "any", "everyone", "people", "person", "persons", "total"})


@dataclass(frozen=True)
class Clock:
    """How moments are told: in which zone, and which year goes without saying."""

    zone: tzinfo = UTC
    year: int | None = None

    def __call__(self, value: str | None) -> str:
        """A date or instant in the reader's words: "17 Jan, 14:30". None: "time unknown"."""
        return when(value, self.zone, self.year)


def zone_of(name: str | None) -> tzinfo:
    """The zone of an IANA name or "+01:00"; UTC where it is none."""
    try:
        if name and name[0] in "+-":
            return datetime.strptime(name, "%z").tzinfo or UTC
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError, KeyError):
        return UTC


def when(value: str | None, zone: tzinfo, year: int | None = None) -> str:
    """A date or instant in words, instants in `zone`: "17 Jan 2013, 14:30"; without its year where that is `year`."""
    at = moment(value, zone)
    if value is None or at is None:
        return one_line(value, 40) or "time unknown"
    length, local = at.last - at.first, at.first.astimezone(zone)
    told = f"{local.day} {MONTHS[local.month - 1]}" + ("" if local.year == year else f" {local.year}")
    if length <= timedelta(hours=1):
        return f"{told}, {local:%H:%M}"
    if length <= timedelta(hours=26):
        return told
    return f"{MONTHS[local.month - 1]} {local.year}" if len(value) == 7 else one_line(value, 40)


def number(value: float | None) -> str:
    """A number with thousands separated and no needless decimals; "?" where it is open."""
    if value is None:
        return "?"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def figure(quantity: Bounds | Amount) -> str:
    """The bounds in words: "12", "at least 20", "up to 600", "11 to 18", "about 40"; "an unstated number"."""
    low, high = quantity.low, quantity.high
    unit = f" {_unit(quantity)}" if isinstance(quantity, Amount) else ""
    about = "about " if quantity.approximate else ""
    if low is None and high is None:
        return f"an unstated number of{unit}"
    if low is None:
        return f"{'nearly' if quantity.approximate else 'at most'} {number(high)}{unit}"
    if high is None:
        return f"at least {number(low)}{unit}"
    if low == high:
        return ("no" if low == 0 and not unit else f"{about}{number(low)}") + unit
    return f"{about}{number(low)} to {number(high)}{unit}"


def _unit(amount: Amount) -> str:
    """A unit in the number of its amount: "mile", "miles"; symbols ("km", "USD") and "percent" stay."""
    word = amount.unit
    if (
        (amount.low if amount.high is None else amount.high) == 1
        or not word.islower()
        or len(word) < 3
        or word == "percent"
    ):
        return one_line(word, 40)
    return {"foot": "feet", "inch": "inches"}.get(word, one_line(word, 40) + "s")


def outcome_words(outcome: str) -> dict[str, str]:
    """The row of `resources/tell/outcomes.tsv` for an outcome; a plain one for an outcome it does not list."""
    found = next((row for row in table("tell/outcomes") if row["name"] == outcome), None)
    plain = one_line(outcome.replace("_", " "), NAME_LIMIT)
    verb = f"counted as {plain}"
    listed = {"label": plain.capitalize(), "one": f"was {verb}", "many": f"were {verb}"}
    return found or {**listed, "name": outcome, "unknown": f"how many were {verb}"}


def outcome_order(outcome: str) -> int:
    """Where an outcome is told: the place of its row in the table, those without one last."""
    rows = table("tell/outcomes")
    return next((n for n, row in enumerate(rows) if row["name"] == outcome), len(rows))


def people(claim: CountClaim, track_population: str = "") -> str:
    """Whom a count counts, in the report's words, else the track's, else "people" (one: "person")."""
    alone = claim.quantity.low == 1 == claim.quantity.high
    text, head = claim.population.text, claim.population.head
    if alone and head and not (text or "").lower().endswith(head.lower()):
        text = head
    if text:
        return one_line(text, NAME_LIMIT)
    if track_population.lower() not in EVERYBODY:
        return one_line(track_population, NAME_LIMIT)
    return "person" if alone else "people"


def fact(claim: Claim, track_population: str = "") -> tuple[str, str]:
    """A claim's content as (figure, rest): ("at least 12", "miners were freed")."""
    if isinstance(claim, CountClaim):
        words = outcome_words(claim.outcome)
        alone = claim.quantity.low == 1 == claim.quantity.high
        who = people(claim, track_population)
        more = "another " if claim.basis == "increment" else ""
        return more + figure(claim.quantity), f"{who} {words['one' if alone else 'many']}"
    if isinstance(claim, MeasureClaim):
        measure = one_line(claim.measure.replace("_", " "), NAME_LIMIT)
        of = f" (“{one_line(claim.of.text, NAME_LIMIT)}”)" if claim.of else ""
        return figure(claim.quantity), f"is given as {measure}{of}"
    if isinstance(claim, RoleClaim):
        return one_line(claim.value.text, NAME_LIMIT), f"named as {one_line(claim.role.replace('_', ' '), NAME_LIMIT)}"
    return f"“{one_line(' … '.join(s.text for s in claim.content), WORDS_LIMIT)}”", ""


def softly(source: str) -> str:
    """A source's name inside a sentence: its leading article small."""
    article = source.split(" ", 1)[0] if " " in source else ""
    return source[0].lower() + source[1:] if article in ("The", "A", "An") else source


def listed(items: list[str], shown: int = 3) -> str:
    """The items as "a, b and c"; past `shown` items, "a, b, c and 4 more"."""
    if len(items) > shown:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 outlet", "2 outlets"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
