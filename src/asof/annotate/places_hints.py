"""What a document's address and the clock zones of its text say of where it is at home."""

import re
from functools import cache
from itertools import pairwise

from asof.annotate.gazetteer import admin1_names, key_of, large_towns
from asof.annotate.places_candidates import common_words
from asof.annotate.places_homes import address_of, home_of, host_of
from asof.records import Document
from asof.resources import table

_SHORTEST, _LONGEST = 5, 24
_ZONE = re.compile(r"\d{1,2} ?[ap]\.?m\.? (?:E|C|M|P)[SD]?T\b|\b(?:E|C|M|P)[SD]T\b", re.IGNORECASE)
_AMERICAN = "US"
_EARLY = 4_000

Hint = tuple[str, str | None]


def hints(document: Document) -> list[Hint]:
    """(Country, division's code) that the document's address names, and the country of American clock zones.

    The host is searched for the longest name of a division or a large town in it ("elmfordtoday.example"); of the
    path only whole names of divisions count ("/news/ohio/").
    """
    found: list[Hint] = [(_AMERICAN, None)] if _ZONE.search(document.text[:_EARLY]) else []
    lead = document.text[:_EARLY].lower()
    found += [(row["country"], None) for row in _signs("text") if row["sign"] in lead]
    host = host_of(document)
    if host:
        known = home_of(host)
        at_home = (known.country, known.division or None) if known else _in_host(host)
        found += [at_home] if at_home else []
        found += [(country, None) for sign, country in _host_signs() if sign.search(host)]
        found += _in_path(address_of(document).partition(host)[2])
    return found


def _in_host(host: str) -> Hint | None:
    """The division or town whose name, written as one word, is the longest in the host."""
    best = ""
    for label in re.findall(r"[a-z]+", host):
        for start in range(len(label)):
            for end in range(start + max(_SHORTEST, len(best) + 1), min(len(label), start + _LONGEST) + 1):
                if label[start:end] in _homes():
                    best = label[start:end]
    return _homes().get(best)


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
    return {name: hint for name, hint in (towns | _divisions()).items() if len(name) >= _SHORTEST}
