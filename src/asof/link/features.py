"""What events are compared by: a document's rare words, names, places, figures and days, without any model."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from asof.link.keys import fold
from asof.records import Analysis, Claim, CountClaim, Document, moment
from asof.records._base import Record

_WORD = re.compile(r"[^\W_]{1,40}")
_LEAD = 6_000
"""Characters of a report that tell what it is about; what follows is background."""
_HEADLINE = 2
"""How many times a headline's word counts."""
_COMMON = 0.2
"""A word that stands in more than this share of the reports tells nothing."""


class Features(Record, frozen=True, kw_only=True):
    """One document as grouping sees it. `terms` are unit-length TF-IDF weights; `day` is that of publication."""

    document: str
    day: int | None
    story: str | None
    terms: dict[str, float]
    names: frozenset[str]
    places: frozenset[int]
    figures: frozenset[tuple[str, int]]
    valid: frozenset[int]


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
def _term(word: str) -> str:
    """A word's term: small letters, a plural or possessive s taken off."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def terms_of(document: Document) -> Counter[str]:
    """How often each word stands in the headline (counted double) and the lead."""
    found: Counter[str] = Counter()
    for word in _WORD.findall((document.title or "").lower()):
        found[_term(word)] += _HEADLINE
    for passage in document.passages or (None,):
        if passage is not None and passage.part in ("boilerplate", "comment", "byline"):
            continue
        start, end = (passage.start, passage.end) if passage else (0, len(document.text))
        for word in _WORD.findall(document.text[start : min(end, _LEAD)].lower()):
            found[_term(word)] += 1
    return found


def weigh(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """TF-IDF weights of unit length (Salton and Buckley 1988: 1 + log tf, log N/df) over a whole pile."""
    spread = Counter(word for count in counts for word in count)
    size = len(counts)
    most = max(size * _COMMON, 2)
    idf = {word: math.log((size + 1) / df) for word, df in spread.items() if 1 < df <= most}
    weighed = []
    for count in counts:
        raw = {word: (1 + math.log(n)) * idf[word] for word, n in count.items() if word in idf}
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        weighed.append({word: w / length for word, w in raw.items()})
    return weighed


def _names(analysis: Analysis | None) -> frozenset[str]:
    marks = analysis.names if analysis else ()
    return frozenset(
        " ".join(fold(w) for w in n.text.lower().split()) for n in marks if n.type in ("person", "group", "facility")
    )


def _places(analysis: Analysis | None) -> frozenset[int]:
    marks = analysis.places if analysis else ()
    return frozenset(p.geonames for p in marks if p.geonames and p.kind not in ("country", "continent"))


def _figures(claims: Iterable[CountClaim]) -> frozenset[tuple[str, int]]:
    return frozenset(
        (c.outcome, c.quantity.low) for c in claims if c.quantity.low and c.quantity.low == c.quantity.high
    )


def _days(claims: Iterable[Claim]) -> frozenset[int]:
    return frozenset(d for c in claims if c.valid_time and (d := day_of(c.valid_time.value)) is not None)


def features(
    documents: Sequence[Document], analyses: Mapping[str, Analysis], claims: Mapping[str, Sequence[Claim]]
) -> list[Features]:
    """The features of each document, in order; `claims` are by document, of which the main ones count."""
    weights = weigh([terms_of(d) for d in documents])
    made = []
    for document, terms in zip(documents, weights, strict=True):
        main = [c for c in claims.get(document.document, ()) if c.main]
        analysis = analyses.get(document.document)
        made.append(
            Features(
                document=document.document,
                day=day_of(document.published.value),
                story=document.story,
                terms=terms,
                names=_names(analysis),
                places=_places(analysis),
                figures=_figures([c for c in main if isinstance(c, CountClaim)]),
                valid=_days(main),
            )
        )
    return made
