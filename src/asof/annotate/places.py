"""Document -> its places: names of the gazetteer, told from people and things of the same name, and resolved."""

from functools import cache

from asof.annotate.gazetteer import Place, admin1_names, country_of_demonym
from asof.annotate.places_candidates import Mention, common_words, context_words, mentions
from asof.annotate.places_rank import resolve
from asof.records import Document, Name, PlaceMention, Sentence, Token

_WHERE_PREC = {"city": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "continent": 6, "sea": 7}
_WELL_KNOWN = 100_000


def find(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], names: tuple[Name, ...]
) -> tuple[PlaceMention, ...]:
    """The places of a document in text order, none over another; nationality words are none. Never raises.

    `precision` is UCDP's where_prec (1 a town, 3 a county, 4 a first-order division, 6 a country, 7 sea); `admin1` is
    the division's name in full. `sentences` decide whether a capital only begins a sentence.
    """
    begins = {sentence.first for sentence in sentences}
    heard = mentions(document, tokens, names)
    surnames = (_surnames(names) | _spoken_of(heard, tokens, begins)) - {m.text for m in heard if m.within}
    kept = [m for m in heard if m.text not in surnames and _is_place(m, tokens, begins, names)]
    demonyms = [country for token in tokens if (country := country_of_demonym(token.text))]
    places = resolve(kept, demonyms)
    return tuple(_mention(m, place) for m, place in zip(kept, places, strict=True) if place)


def _is_place(mention: Mention, tokens: tuple[Token, ...], begins: set[int], names: tuple[Name, ...]) -> bool:
    """Whether the words stand for a place here, and not for a person, an everyday word or a part of a longer name."""
    if mention.within or mention.first < 0:
        return True
    if all(word.lower() in common_words() for word in mention.text.split()) or _inside_another(mention, names):
        return False
    before, after = _around(mention, tokens, begins)
    if before == "title" or (after == "speech" and before != "locative" and not _large(mention)):
        return False
    if before == "locative" or after == "organisation":
        return True
    return "capital" not in (before, after) and (_large(mention) or mention.last - mention.first > 1)


def _surnames(names: tuple[Name, ...]) -> frozenset[str]:
    """The last words of the document's persons of two words and more: alone, they mean the person."""
    return frozenset(n.text.split()[-1] for n in names if n.type == "person" and " " in n.text)


def _spoken_of(heard: list[Mention], tokens: tuple[Token, ...], begins: set[int]) -> set[str]:
    """Names that somewhere follow a title ("President Elmford"), or speak and are no large place's."""
    found = set()
    for mention in heard:
        before, after = _around(mention, tokens, begins) if mention.first >= 0 else ("", "")
        if before == "title" or (after == "speech" and before != "locative" and not _large(mention)):
            found.add(mention.text)
    return found


def _inside_another(mention: Mention, names: tuple[Name, ...]) -> bool:
    """Whether it is a part of the name of a person or an outlet, or itself a person's that no large place bears."""
    for name in names:
        if name.type in ("person", "outlet") and name.start < mention.end and mention.start < name.end:
            longer = name.start < mention.start or mention.end < name.end
            return longer or not _large(mention)
    return False


def _large(mention: Mention) -> bool:
    return any(p.kind not in ("city", "admin2") or (p.main and p.population >= _WELL_KNOWN) for p in mention.candidates)


def _around(mention: Mention, tokens: tuple[Token, ...], begins: set[int]) -> tuple[str, str]:
    """What the words before and after say: locative, title, speech, organisation, capital (a longer name), or ""."""
    before = after = ""
    if mention.first > 0 and mention.first not in begins:
        left = tokens[mention.first - 1]
        before = context_words().get(left.lower, "")
        if not before and left.text[0].isupper() and mention.first - 1 not in begins and left.end + 1 == mention.start:
            before = "capital"
    if mention.last < len(tokens) and mention.last not in begins:
        right = tokens[mention.last]
        after = context_words().get(right.lower, "")
        if not after and right.text[0].isupper() and mention.end + 1 == right.start:
            after = "capital"
    return before, after


@cache
def _division(country: str | None, code: str | None) -> str | None:
    return admin1_names().get((country or "", code or ""))


def _mention(mention: Mention, place: Place) -> PlaceMention:
    return PlaceMention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        name=place.name,
        kind="region" if place.kind == "sea" else place.kind,
        geonames=place.geonames,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=_division(place.country, place.admin1),
        timezone=place.timezone,
        precision=_WHERE_PREC[place.kind],
        made_by="places/joined" if mention.within else "places/ranked",
    )
