"""Figures, times and sources in words. Everything here is a template over records; nothing is invented."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from asof.records import Amount, Bounds, Claim, CountClaim, MeasureClaim, RoleClaim, StatementClaim, moment
from asof.resources import table
from asof.tell.clean import NAME_LIMIT, WORDS_LIMIT, one_line

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SMALL: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_MANY: Final = frozenset({*_SMALL[2:], "several", "many", "some", "both", "dozens", "hundreds", "scores"})
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_AMOUNT: Final = re.compile(r"^((?:at least |at most |nearly |about )?)")
_ISO_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_OWN_ZONE: Final = re.compile(r"T\d\d(?::?\d\d){0,2}(?:\.\d+)?(?:(?P<z>Z)|(?P<h>[+-]\d\d):?(?P<m>\d\d))$", re.ASCII)
_LONG: Final = re.compile(r"(?<![\w.,])\d{5,12}(?![\w]|[.,]\d)")
_LEADING: Final = re.compile(r"\d{1,2}(?![\d.,:/%-])")
_OTHERS: Final = frozenset({"other", "others", "more"})
NOTHING_SINCE: Final = "nothing of what became of them"
"""What has been said since of those last said to be held or missing, where nobody has spoken of them."""
LOCAL: Final = "each event's local time"
EVERYBODY: Final = frozenset({"", "all", "any", "everyone", "people", "person", "persons", "total"})


@dataclass(frozen=True)
class Clock:
    """How moments are told: in which zone, and which year goes without saying."""

    zone: tzinfo = UTC
    year: int | None = None

    def __call__(self, value: str | None) -> str:
        """A date or instant in the reader's words: "17 Jan, 14:30". None: "time unknown"."""
        return when(value, self.zone, self.year)


def reason_told(words: str, clock: Clock) -> str:
    """A rule's reason with its days and numbers as they are told everywhere else: "Last said 17 Jan", "1,800,000"."""
    told = _ISO_DAY.sub(lambda day: clock(day[0]), words)
    return _LONG.sub(lambda digits: number(int(digits[0])), told)


def zone_of(name: str | None) -> tzinfo:
    """The zone of an IANA name or "+01:00"; UTC where it is none."""
    try:
        if name and name[0] in "+-":
            return datetime.strptime(name, "%z").tzinfo or UTC
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError, KeyError):
        return UTC


@lru_cache(maxsize=20_000)
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


def looking(at: str, zone: tzinfo) -> str:
    """A moment that is asked about, in words: up to when an as-of view looks (`records.end_of`).

    "17 Jan 2013, 12:00"; of a day or month, and of the midnight after a day, its end: "end of 17 Jan 2013".
    """
    found = moment(at, zone)
    if found is None or "T" not in at:
        return f"end of {when(at, zone)}"
    local = found.first.astimezone(zone)
    if (local.hour, local.minute, local.second) != (0, 0, 0) or local.toordinal() <= 1:
        return when(at, zone)
    return f"end of {when((local - timedelta(days=1)).date().isoformat(), zone)}"


def own_zone(at: str | None) -> str | None:
    """The zone that a moment brings with it ("UTC", "+01:00"); None where it brings none."""
    found = _OWN_ZONE.search(at or "")
    if not found:
        return None
    return "UTC" if found["z"] == "Z" else f"{found['h']}:{found['m']}"


def asked_about(at: str, zone: str | None) -> str:
    """A moment that is asked about with its zone, as answers echo it: "17 Jan 2013, 12:00 (Africa/Algiers)".

    `zone`: the local time in which a bare one is meant; None where each event has its own.
    """
    own = own_zone(at)
    return f"{looking(at, zone_of(own or zone))} ({own or zone or LOCAL})"


def between(start: str | None, end: str | None, zone: tzinfo) -> str:
    """Two days as a stretch, what they share said once: "16–21 Jan 2013", "30 Jan – 2 Feb 2013"; "" without a start."""
    if not start:
        return ""
    one, other = when(start, zone), when(end, zone) if end else ""
    if not other or one == other:
        return one
    day, _, month = one.partition(" ")
    last, _, last_month = other.partition(" ")
    if month == last_month and day.isdigit() and last.isdigit():
        return f"{day}–{last} {month}"
    year = one[-5:]
    return f"{one.removesuffix(year)} – {other}" if year[1:].isdigit() and other.endswith(year) else f"{one} – {other}"


def number(value: float | None) -> str:
    """A number with thousands separated and no needless decimals; "?" where it is open."""
    if value is None:
        return "?"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def counted(value: float | None) -> str:
    """A number of people inside a sentence, as news agencies write it: "nine", "10", "650", "1.8 million"."""
    if value is not None and float(value).is_integer() and 0 < value < 10:
        return _SMALL[int(value)]
    if value is not None and value >= 1_000_000 and value % 10_000 == 0:
        return f"{number(value / 1_000_000)} million"
    return number(value)


def spelled(text: str) -> str:
    """The words that begin a sentence, their first letter large: a number below a hundred is spelled out."""
    found = _LEADING.match(text)
    if found and 0 < int(found[0]) < 100:
        text = _spelled(int(found[0])) + text[found.end() :]
    return text[:1].upper() + text[1:]


def _spelled(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    tens, ones = _TENS[value // 10 - 2], value % 10
    return f"{tens}-{_SMALL[ones]}" if ones else tens


def figure(quantity: Bounds | Amount, say: Callable[[float | None], str] = number) -> str:
    """The bounds in words: "12", "at least 20", "up to 600", "11 to 18", "about 40"; "an unstated number".

    `say` writes the numbers: `number` in digits, `counted` as a news desk writes them in a sentence.
    """
    low, high = quantity.low, quantity.high
    unit = f" {_unit(quantity)}" if isinstance(quantity, Amount) else ""
    about = "about " if quantity.approximate else ""
    if low is None and high is None:
        return f"an unstated number of{unit}"
    if low is None:
        return f"{'nearly' if quantity.approximate else 'at most'} {say(high)}{unit}"
    if high is None:
        return f"at least {say(low)}{unit}"
    if low == high:
        return ("no" if low == 0 and not unit else f"{about}{say(low)}") + unit
    return f"{about}{say(low)} to {say(high)}{unit}"


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
    listed = {"label": plain.capitalize(), "one": f"was {verb}", "many": f"were {verb}", "state": "", "ends": ""}
    return found or {**listed, "name": outcome, "unknown": f"how many were {verb}"}


def outcome_order(outcome: str) -> int:
    """Where an outcome is told: the place of its row in the table, those without one last."""
    rows = table("tell/outcomes")
    return next((n for n, row in enumerate(rows) if row["name"] == outcome), len(rows))


def _alone(claim: CountClaim) -> bool:
    """Whether one is counted, or at least one."""
    return claim.quantity.low == 1 and claim.quantity.high in (1, None)


@cache
def _roles() -> frozenset[str]:
    """Nouns for people in a role, one and many: "hostage", "hostages"."""
    nouns = {noun for row in table("populations/roles") for noun in row["nouns"].lower().split()}
    return frozenset(nouns | {f"{noun}s" for noun in nouns})


_NATIONALS: Final = frozenset({"citizen", "citizens", "national", "nationals"})


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(row["demonym"] for row in table("places/demonyms"))


@cache
def _adjectives() -> frozenset[str]:
    """Nationalities whose word is no noun: nobody writes that "two British" escaped."""
    return frozenset(row["demonym"] for row in table("places/demonyms") if row["form"] == "adjective")


def people(claim: CountClaim, track_population: str = "") -> str:
    """Whom a count counts, in the report's words, else the track's, else "people" (one: "person")."""
    alone = _alone(claim)
    text, head = claim.population.text, claim.population.head
    if text and text.istitle() and text.lower() in _roles():
        text = text.lower()  # a headline's capitals
    if claim.basis == "increment" and _OTHERS.intersection(((text or "").lower(), (head or "").lower())):
        text = None
        if track_population.lower() in EVERYBODY:
            return ""
    if (
        text is None
        and head
        and claim.population.nationality
        and head.lower() in _roles()
        and claim.basis != "increment"
    ):
        text = f"{claim.population.nationality} {head}{'' if alone or head.endswith('s') else 's'}"
    if alone and head and not (text or "").lower().endswith(head.lower()):
        at = (text or "").lower().find(head.lower())
        text = text[at : at + len(head)] if text and at >= 0 else head
    nation = claim.population.nationality
    if not nation and (of := track_population.removesuffix(" people")) in _demonyms():
        nation = of  # "its citizens": of the country that the track counts
    if text and nation and text.lower() in _NATIONALS and nation[:1].isupper():
        text = f"{nation} {text.lower()}"
    if text in _adjectives():
        text = f"{text} {'person' if alone else 'people'}"
    if text:
        return one_line(text, NAME_LIMIT)
    if track_population.lower() not in EVERYBODY:
        return one_line(track_population, NAME_LIMIT)
    return "person" if alone else "people"


def things(claim: CountClaim) -> str:
    """What a count counts that is no people ("bodies"), in the number of its figure; "" where it counts people."""
    head = (claim.population.head or "").lower()
    special = _heads().get((claim.outcome, head)) or _heads().get((claim.outcome, head.removesuffix("s")))
    return "" if not special or special["noun"] == "people" else _whom(claim, "", _alone(claim))[0]


@cache
def _heads() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["outcome"], row["head"]): row for row in table("tell/heads")}


def _whom(claim: CountClaim, track_population: str, alone: bool) -> tuple[str, str]:
    """Who is counted and what became of them: ("miners", "were freed"), ("bodies", "were found")."""
    verb = "one" if alone else "many"
    head = (claim.population.head or "").lower()
    special = _heads().get((claim.outcome, head)) or _heads().get((claim.outcome, head.removesuffix("s")))
    if special:
        noun = special["noun"] if not alone else {"people": "person"}.get(special["noun"], special["head"])
        return noun, special[verb]
    return people(claim, track_population), outcome_words(claim.outcome)[verb]


def said_since(told: Sequence[str]) -> str:
    """What has been said since of those last said to be held or missing, beside a figure on a terminal.

    "said since: 12 miners were freed (19 Jan, 10:00); 3 were killed (20 Jan, 09:00)"
    """
    return f"said since: {'; '.join(told) if told else NOTHING_SINCE}"


def fact(claim: Claim, track_population: str = "") -> tuple[str, str]:
    """A claim's content as (figure, rest), in digits, for tables and rows: ("at least 12", "miners were freed")."""
    return _fact(claim, track_population, number)


def spoken(claim: Claim, track_population: str = "") -> tuple[str, str]:
    """The same for a sentence, small numbers in words: ("five", "miners were freed")."""
    return _fact(claim, track_population, counted)


def lasting(claim: CountClaim, stale: bool, track_population: str = "", taken: bool = False) -> str:
    """What is said of those in a state that lasts: "miners are held"; "" for what happened.

    Where it was said a while ago, "miners were last said to be held on", and the moment follows. `taken`: the number is
    of those who were taken, whatever became of them since: "miners were taken".
    """
    state = outcome_words(claim.outcome)["state"]
    if not state:
        return ""
    alone = claim.quantity.high == 1
    verb = f"{'was' if alone else 'were'} taken" if taken else in_state(state, alone, stale)
    return f"{people(claim, track_population)} {verb}".strip()


def in_state(state: str, alone: bool, stale: bool) -> str:
    """The verb of a state that lasts: "are held", "was last said to be held on"."""
    if stale:
        return f"{'was' if alone else 'were'} last said to be {state} on"
    return f"{'is' if alone else 'are'} {state}"


def _fact(claim: Claim, track_population: str, say: Callable[[float | None], str]) -> tuple[str, str]:
    if isinstance(claim, CountClaim):
        amount = figure(claim.quantity, say)
        amount = _AMOUNT.sub(r"\1another ", amount, count=1) if claim.basis == "increment" else amount
        return amount, " ".join(w for w in _whom(claim, track_population, _alone(claim)) if w)
    if isinstance(claim, MeasureClaim):
        measure = one_line(claim.measure.replace("_", " "), NAME_LIMIT)
        named = claim.of and claim.of.text.lower() not in ("the", "a", "an")
        of = f" (“{one_line(claim.of.text, NAME_LIMIT)}”)" if claim.of and named else ""
        return figure(claim.quantity), f"is given as {measure}{of}"
    if isinstance(claim, RoleClaim):
        filler, words = one_line(claim.value.text, NAME_LIMIT), role_words(claim.role) or _named(claim.role)
        return filler, words if say is number else f"{'were' if _several(filler) else 'was'} {words}"
    return f"“{one_line(_bare(' … '.join(s.text for s in claim.content)), WORDS_LIMIT)}”", ""


_PLURALS: Final = frozenset({"men", "women", "people", "police", "children", "personnel", "troops", "forces"})
_MEN: Final = re.compile(r"(?<![iou])men$|women$")  # no specimen, abdomen or acumen
_ONES: Final = ("ss", "us", "is", "gas", "ics", "news", "series", "lens")
"""Endings of nouns for one thing that end as plurals do: "boss", "virus", "crisis", "gas", "politics"."""
_AFTERWARDS: Final = re.compile(
    r"(?:,| (?:of|linked|from|who|that|with|in|at|near|on|loyal|allied|tied|led|based|claiming|calling|belonging)\b)"
)
_OPENER: Final = re.compile(r"(?:(?P<digits>\d[\d,]*)|(?P<word>[A-Za-z-]+))\s(?=[a-z])")


def _several(filler: str) -> bool:
    """Whether words stand for more than one: "gunmen", "two militants from X", "a miner and a guard"; a name for one.

    The noun is the last word before what tells of it ("of", "linked", "from", "who").
    """
    opener = _OPENER.match(filler)
    if opener and (opener["digits"] not in (None, "1") or (opener["word"] or "").lower() in _MANY):
        return True
    head = _AFTERWARDS.split(filler, maxsplit=1)[0].split(" ")[-1]
    plural_ = head in _PLURALS or bool(_MEN.search(head)) or (head.endswith("s") and not head.endswith(_ONES))
    return " and " in filler or (head.islower() and plural_)


def _bare(words: str) -> str:
    """What was said without the marks of quotation around the whole of it."""
    found = words.strip()
    quoted = len(found) > 1 and found[0] in "“\"'‘" and found[-1] in "”\"'’"
    inner = found[1:-1] if quoted else found
    return found if any(mark in inner for mark in '“”"') else inner.strip()


@cache
def role_words(role: str) -> str:
    """How a role is told after the words of its filler; empty where it is not told in sentences."""
    known = {row["role"]: row["words"] for row in table("tell/roles")}
    return known.get(role, _named(role))


def worded(claim: Claim) -> bool:
    """Whether a claim is a line of its own where it is listed what was said: figures, and roles that have words.

    A statement is read in its report.
    """
    return not isinstance(claim, StatementClaim) and (not isinstance(claim, RoleClaim) or bool(role_words(claim.role)))


def _named(role: str) -> str:
    return f"named as {one_line(role.replace('_', ' '), NAME_LIMIT)}"


@cache
def _common() -> frozenset[str]:
    """Words that are written large at the head of a source only where a sentence begins with them."""
    return frozenset(row["noun"] for row in table("attribution/kinds")) | {row["word"] for row in table("tell/openers")}


def softly(source: str) -> str:
    """A source's name inside a sentence: a leading article small, and a common noun that only began its sentence.

    "An" before nothing but names is part of one: "An Nahar".
    """
    name, via, relays = source.partition(", via ")
    if via:
        return f"{softly(name)}{via}{softly(relays)}"
    first, _, rest = source.partition(" ")
    if rest and (first == "The" or (first in ("A", "An", "One") and any(w[0].islower() for w in rest.split()))):
        return source[0].lower() + source[1:]
    if not (first.istitle() and first.lower() in _common() and rest == rest.lower()):
        return source
    single = source.lower().split()[-1] in _persons()
    return ("the " if single else "") + source[0].lower() + source[1:]


@cache
def _persons() -> frozenset[str]:
    """Nouns for one person who says something: "prime minister" alone is "the prime minister" inside a sentence."""
    return frozenset(row["noun"] for row in table("attribution/kinds") if row["number"] == "one")


def dated(source: str, stamp: str) -> str:
    """A source with when it spoke: "police (4 Mar)", "the ministry (in the Courier; 4 Mar)"."""
    if source.endswith(")") and source.count("(") == 1:
        return f"{source[:-1]}; {stamp})"
    return f"{source} ({stamp})"


def listed(items: list[str], shown: int = 3) -> str:
    """The items as "a, b and c"; past `shown` items, "a, b, c and 4 more"."""
    if len(items) > shown:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 outlet", "2 outlets"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
