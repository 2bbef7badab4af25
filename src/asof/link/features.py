"""What events are compared by: a document's rare words, proper words, figures, places and days, without any model."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from asof.records import Analysis, Claim, CountClaim, Document, moment
from asof.records._base import Record
from asof.resources import table

_WORD = re.compile(r"[^\W_]{1,40}")
_AGE = re.compile(r"(?<![^\W_])(\d{1,3})[- ](?:years?|yrs?)[- ]olds?\b|,\s(\d{1,3})(?=,)")
_OUTLET = re.compile(r"\s(?:[-–—|•»]|::)+\s")
_LEAD = 6_000
"""Characters of a report that tell what it is about; what follows is background."""
_TITLE = 300
_HEADLINE = 2
"""How many times a headline's word counts."""
_REFERENCE = 3_000
"""How many reports of general news the frequencies that are shipped weigh as, beside those of the pile."""
_UNSEEN = 5
"""In how many of 10,000 general reports a word is taken to stand that the table does not hold."""
_LEAST_IDF = 1.0
_SKIPPED = ("boilerplate", "comment", "byline", "headline")
_CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
})  # fmt: skip


class Features(Record, frozen=True, kw_only=True):
    """One document as grouping sees it; `day` is that of publication (an ordinal).

    `terms`, `headline`: unit-length TF-IDF weights. `proper`: the rarity (IDF) of its words written large.
    `ages`: ages it states. `places`: GeoNames ids below the country; `figures`: outcomes with exact numbers;
    `valid`: days of its main claims.
    """

    document: str
    day: int | None
    story: str | None
    terms: dict[str, float]
    headline: dict[str, float]
    proper: dict[str, float]
    ages: frozenset[str]
    places: frozenset[int]
    figures: frozenset[tuple[str, int]]
    valid: frozenset[int]


class _Words(Record, frozen=True, kw_only=True):
    """The words of one document: all, the headline's, those written large; and its ages."""

    all: Counter[str]
    headline: Counter[str]
    proper: frozenset[str]
    ages: frozenset[str]


def day_of(value: str | None) -> int | None:
    """The ordinal of the day that an ISO value begins on, None where it is no date or no single day."""
    covered = moment(value)
    if covered is None or (covered.last - covered.first).days > 1:
        return None
    return covered.first.date().toordinal()


def iso(day: int) -> str:
    """The ISO date of an ordinal day."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=50_000)
def term(word: str) -> str:
    """A word's term: a plural s taken off."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _common() -> dict[str, int]:
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
        return document.text[:_LEAD]
    parts = [document.text[p.start : p.end] for p in document.passages if p.part not in _SKIPPED and p.start < _LEAD]
    return "\n".join(parts)[:_LEAD]


def _words(document: Document) -> _Words:
    title, lead = headline_of(document), _lead(document)
    found: Counter[str] = Counter(term(w) for w in _WORD.findall(lead.lower()))
    headline = Counter(term(w) for w in _WORD.findall(title.lower()))
    for word, count in headline.items():
        found[word] += _HEADLINE * count
    return _Words(
        all=found,
        headline=headline,
        proper=_proper(lead),
        ages=frozenset(a or b for a, b in _AGE.findall(lead)),
    )


def _proper(text: str) -> frozenset[str]:
    """The words that stand with a capital and nowhere without; days, months and common words are none."""
    found = _WORD.findall(text)
    small = {w for w in found if w.islower()}
    large = {w.lower() for w in found if len(w) > 1 and w[0].isupper()}
    return frozenset(w for w in large - small - _CALENDAR if _common().get(term(w), 0) < 500)


def _rarity(counts: Sequence[_Words]) -> dict[str, float]:
    """The IDF of every word of the pile, general news counted in, so that a small pile is weighed no worse."""
    spread = Counter(word for count in counts for word in count.all)
    size = _REFERENCE + len(counts) + 1
    common, share = _common(), _REFERENCE / 10_000
    return {w: math.log(size / (common.get(w, _UNSEEN) * share + df)) for w, df in spread.items()}


def _weigh(counts: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF weights of unit length (Salton and Buckley 1988: 1 + log tf, log N/df)."""
    raw = {w: (1 + math.log(n)) * rarity[w] for w, n in counts.items() if rarity.get(w, 0.0) >= _LEAST_IDF}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}


def _places(analysis: Analysis | None) -> frozenset[int]:
    marks = analysis.places if analysis else ()
    return frozenset(p.geonames for p in marks if p.geonames and p.kind not in ("country", "continent"))


def _figures(claims: Iterable[Claim]) -> frozenset[tuple[str, int]]:
    exact = (c for c in claims if isinstance(c, CountClaim) and c.quantity.low and c.quantity.low == c.quantity.high)
    return frozenset((c.outcome, c.quantity.low or 0) for c in exact)


def _days(claims: Iterable[Claim]) -> frozenset[int]:
    return frozenset(d for c in claims if c.valid_time and (d := day_of(c.valid_time.value)) is not None)


def features(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> list[Features]:
    """The features of each document, in order; `claims` are by document, of which the main ones count."""
    counts = [_words(d) for d in documents]
    rarity = _rarity(counts)
    made = []
    for document, count in zip(documents, counts, strict=True):
        main = [c for c in claims.get(document.document, ()) if c.main]
        made.append(
            Features(
                document=document.document,
                day=day_of(document.published.value),
                story=document.story,
                terms=_weigh(count.all, rarity),
                headline=_weigh(count.headline, rarity),
                proper={w: rarity.get(term(w), 0.0) for w in sorted(count.proper)},
                ages=count.ages,
                places=_places(analyses.get(document.document)),
                figures=_figures(main),
                valid=_days(main),
            )
        )
    return made
