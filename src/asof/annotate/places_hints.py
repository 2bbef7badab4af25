"""What a document's address and the clock zones of its text say of where it is at home."""

import re
from functools import cache
from itertools import pairwise

from asof.annotate.gazetteer import admin1_names, division, key_of, large_towns, rival_of
from asof.annotate.places_candidates import common_words
from asof.annotate.places_homes import address_of, credited_home, home_of, host_of
from asof.annotate.places_homes import home as home_in_table
from asof.records import Document, Rival
from asof.resources import table

_SHORTEST, _LONGEST = 5, 24
_ZONE = re.compile(r"\d{1,2} ?[ap]\.?m\.? (?:E|C|M|P)[SD]?T\b|\b(?:E|C|M|P)[SD]T\b", re.IGNORECASE)
_AMERICAN = "US"
_EARLY = 4_000

Hint = tuple[str, str | None]


def home(document: Document) -> Rival | None:
    """Where a report's outlet is at home: by the table of homes, else by the large town or division in its address.

    The address's host is searched ("elmfordtoday.example"), and the first step of its path ("/elmford/"). Papers that
    bear a capital's name are mostly of the whole country.
    """
    known = home_in_table(document)
    if known:
        return known
    host = host_of(document)
    step = re.match(r"(?::\d+)?/([a-z-]{3,30})/", address_of(document).partition(host)[2]) if host else None
    words = step[1].replace("-", "") if step else ""
    found = (_in_host(host) if host else "") or (words if words in _homes() else "")
    return _home_of(found) if found else None


def _home_of(name: str) -> Rival | None:
    """The town or division that bears a name of `_homes`."""
    country, code = _homes()[name]
    for town in large_towns():
        if key_of(town.name).replace(" ", "") == name and (town.country, town.admin1) == (country, code):
            return None if town.capital else rival_of(town)
    found = division(country, code) if code else None
    return rival_of(found) if found else None


def hints(document: Document) -> list[Hint]:
    """(Country, division's code) that the document's address names, and the country of American clock zones.

    The host is searched for the longest name of a division or a large town in it ("elmfordtoday.example"); of the
    path only whole names of divisions count ("/news/ohio/").
    """
    found: list[Hint] = [(_AMERICAN, None)] if _ZONE.search(document.text[:_EARLY]) else []
    lead = document.text[:_EARLY].lower()
    found += [(row["country"], None) for row in _signs("text") if row["sign"] in lead]
    host = host_of(document)
    credited = credited_home(document)
    if credited:
        found.append((credited.country, credited.division or None))
    elif host:
        known = home_of(host)
        at_home = (known.country, known.division or None) if known else _homes().get(_in_host(host))
        found += [at_home] if at_home else []
        found += [(country, None) for sign, country in _host_signs() if sign.search(host)]
        found += _in_path(address_of(document).partition(host)[2])
    return found


def _in_host(host: str) -> str:
    """The longest name of a division or town, written as one word, that a part of the host begins or ends with."""
    best = ""
    for label in re.findall(r"[a-z]+", host):
        longest = min(len(label), _LONGEST)
        ends = (end for n in range(longest, max(_SHORTEST - 1, len(best)), -1) for end in (label[:n], label[-n:]))
        best = next((end for end in ends if end in _homes()), best)
    return best


@cache
def _signs(where: str) -> list[dict[str, str]]:
    return [row for row in table("places/signs") if row["where"] == where]


@cache
def _host_signs() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["sign"]), row["country"]) for row in _signs("host")]


def _in_path(path: str) -> list[Hint]:
    words = re.findall(r"[a-z]+", path)
    known = _divisions()
    pairs = [*words, *(f"{a}{b}" for a, b in pairwise(words))]
    return [known[word] for word in dict.fromkeys(pairs) if word in known]


@cache
def _divisions() -> dict[str, Hint]:
    """The divisions of English-speaking countries by their names written as one word."""
    return {
        key_of(name).replace(" ", ""): (country, code)
        for (country, code), name in sorted(admin1_names().items())
        if country in ("US", "CA", "AU") and key_of(name) not in common_words()
    }


@cache
def _homes() -> dict[str, Hint]:
    """Large towns and divisions by their names written as one word; of one name, the largest town."""
    towns = {
        key_of(p.name).replace(" ", ""): (p.country or "", p.admin1)
        for p in reversed(large_towns())
        if key_of(p.name) not in common_words()
    }
    capitals = {key_of(p.name).replace(" ", "") for p in large_towns() if p.capital}
    divisions = {name: hint for name, hint in _divisions().items() if name not in capitals}
    return {name: hint for name, hint in (towns | divisions).items() if len(name) >= _SHORTEST}
