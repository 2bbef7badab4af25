"""The words by which reports are compared, and how rare they are: nothing but text and counts, no model."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from asof.records import Document
from asof.records._base import Record
from asof.resources import table

WORD = re.compile(r"[^\W_]{1,40}")
_OLD = re.compile(r"\b(\d{1,3})[- ](?:years?|yrs?)[- ]olds?\b")
_BESIDE = re.compile(r",\s(\d{1,3})(?=,)")
_OUTLET = re.compile(r"\s(?:[|•»]|::)+\s|\s[-–—]+\s(?=[^\W\d_a-z][^\n]{0,48}$)")
"""What parts a title from its outlet. A dash does only before a short name: it also parts the halves of a headline."""
LEAD = 6_000
"""Characters of a report that tell what it is about; what follows is background."""
_TITLE = 300
_HEADLINE = 2
"""How many times a headline's word counts."""
_REFERENCE = 3_000
"""How many reports of general news the frequencies that are shipped weigh as, beside those of the pile."""
_UNSEEN = 5
"""In how many of 10,000 general reports a word is taken to stand that the table does not hold."""
_COMMON = 500
"""A word that stands in more than this many of 10,000 general reports is no name."""
SKIPPED = ("boilerplate", "comment", "byline", "headline")
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip


class Wording(Record, frozen=True, kw_only=True):
    """The words of one document: all, the headline's, those written large; and its ages."""

    all: Counter[str]
    headline: Counter[str]
    proper: frozenset[str]
    ages: frozenset[str]


@lru_cache(maxsize=50_000)
def term(word: str) -> str:
    """A word's term: a plural s taken off."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def general() -> dict[str, int]:
    """In how many of 10,000 reports of general news a word stands."""
    return {row["word"]: int(row["per_10000"]) for row in table("link/word_frequencies")}


def headline_of(document: Document) -> str:
    """The document's title, else its headline, without the outlet's name behind it ("Ferry aground | The Courier")."""
    title = document.title
    if title is None:
        heads = (document.text[p.start : p.end] for p in document.passages if p.part == "headline")
        title = next(heads, "")
    return _OUTLET.split(title[:_TITLE], maxsplit=1)[0].strip()


def _lead(document: Document) -> str:
    """The text that is compared: the first passages, without what is no report."""
    if not document.passages:
        return document.text[:LEAD]
    parts = [document.text[p.start : p.end] for p in document.passages if p.part not in SKIPPED and p.start < LEAD]
    return "\n".join(parts)[:LEAD]


def wording(document: Document) -> Wording:
    """The words of a report's headline and lead."""
    return worded(headline_of(document), _lead(document))


def worded(title: str, lead: str) -> Wording:
    """The words of a headline and a text."""
    found: Counter[str] = Counter()
    for word, count in Counter(WORD.findall(lead.lower())).items():
        found[term(word)] += count
    headline = Counter(map(term, WORD.findall(title.lower())))
    for word, count in headline.items():
        found[word] += _HEADLINE * count
    ages = frozenset(_OLD.findall(lead) + _BESIDE.findall(lead))
    return Wording(all=found, headline=headline, proper=_proper(lead), ages=ages)


def _proper(text: str) -> frozenset[str]:
    """The words that stand with a capital and nowhere without; days, months and common words are none."""
    found = set(WORD.findall(text))
    small = {w for w in found if w.islower()}
    large = {w.lower() for w in found if len(w) > 1 and w[0].isupper()}
    common = general()
    return frozenset(w for w in large - small - _CALENDAR if common.get(term(w), 0) < _COMMON)


class Frequencies:
    """In how many events each word was seen so far, general news counted in.

    So a small pile is weighed no worse than a large one, a report is weighed without those that come after it
    (incremental IDF, Allan et al. 1998), and a long story's own words do not wear out: the nth report of an event
    counts as the nth part of one.
    """

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._events = 0.0

    def learn(self, words: Iterable[str], weight: float = 1.0) -> None:
        """Count one report's words; `weight` is the part of an event that it counts as."""
        seen = self._seen
        for word in words:
            seen[word] = seen.get(word, 0.0) + weight
        self._events += weight

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """The IDF of each word, as if they were one report more."""
        whole = math.log(_REFERENCE + self._events + 2)
        common, share, seen = general(), _REFERENCE / 10_000, self._seen
        return {w: whole - math.log(common.get(w, _UNSEEN) * share + seen.get(w, 0.0) + 1) for w in words}


def weighed(counts: Counter[str], rarity: Mapping[str, float], least: float = 1.0) -> dict[str, float]:
    """TF-IDF weights of unit length (Salton and Buckley 1988: 1 + log tf, log N/df); words below `least` are none."""
    raw = {
        w: (1 + math.log(n) if n > 1 else 1.0) * rare
        for w, n in counts.items()
        if (rare := rarity.get(w, 0.0)) >= least
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}
