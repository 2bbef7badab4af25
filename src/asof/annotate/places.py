"""Document -> its places: names of the gazetteer, told from people and things of the same name, and resolved."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

import msgspec

from asof.annotate.gazetteer import Place, country_of_demonym, division_name, key_of, rival_of
from asof.annotate.places_borders import borders
from asof.annotate.places_candidates import UNLISTED, Mention, common_words, context_words, is_short, mentions
from asof.annotate.places_distance import Away, away
from asof.annotate.places_hints import hints
from asof.annotate.places_rank import resolve
from asof.records import Document, Name, PlaceMention, Rival, Sentence, Token

_WHERE_PREC = {"city": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "continent": 6, "sea": 7}
_NEAR_TO, _ESTIMATED, _NEAR_KM = 2, 5, 25.0
_WELL_KNOWN = 100_000
_SIZEABLE = 15_000
_RIVALLING = ("city", "admin2")
_MOST_RIVALS = 16
_BEFORE = 40
_ENTERED = frozenset({"in", "near", "outside", "downtown", "central", "north", "south", "east", "west", "southwest",
                      "southeast", "northwest", "northeast"})  # fmt: skip
"""What stands in front of a place that something is in, near or in a part of."""
_INDEFINITE = re.compile(r"(?:an?|one|two|three|[\w-]*old)", re.IGNORECASE)
_STREET = re.compile(
    r"(?:\bblocks? of (?:(?:[NSEW]|No|So)\.? |North |South |East |West )?|\b\d+(?:st|nd|rd|th) and"
    r"|\b\d+ (?:[NSEW]\.?|North|South|East|West)) ?\Z"
)
"""What stands before the name of a street whose kind is not said: "the 900 block of South"."""
_NEAR = re.compile(
    r"\b(?:near|outside|close to|not far from|(?:miles?|km|kilomet(?:re|er)s?)\b[^.,;]{0,20} (?:from|of)) \Z", re.I
)


def find(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], names: tuple[Name, ...]
) -> tuple[PlaceMention, ...]:
    """The places of a document in text order, none over another; nationality words are none. Never raises.

    `precision` is UCDP's where_prec (1 a town, 3 a county, 4 a first-order division, 6 a country, 7 sea); `admin1` is
    the division's name in full. `sentences` decide whether a capital only begins a sentence. Borders of countries are
    places as well (`places_borders`).
    """
    begins = {sentence.first for sentence in sentences}
    heard = mentions(document, tokens, names)
    named = _Named.of(names)
    surnames = (_surnames(names) | _spoken_of(heard, tokens, begins)) - {m.text for m in heard if m.within}
    signs = [
        _Sign.NONE
        if m.text in surnames and not _entered(m, tokens, named)
        else _sign(m, document.text, tokens, begins, named)
        for m in heard
    ]
    certain = {key_of(m.text) for m, sign in zip(heard, signs, strict=True) if sign is _Sign.PLACE}
    parts = {key_of(m.text) for m, sign in zip(heard, signs, strict=True) if sign is _Sign.PART}
    towns = (m for m, sign in zip(heard, signs, strict=True) if sign is _Sign.PLACE and m.candidates)
    parts -= {key_of(m.text) for m in towns if _entered(m, tokens, named)}
    kept = [
        m
        for m, sign in zip(heard, signs, strict=True)
        if sign is _Sign.PLACE or (sign is _Sign.OPEN and key_of(m.text) in certain)
    ]
    kept = [m for m in kept if m.within or key_of(m.text) not in parts]
    demonyms = [country for token in tokens if (country := country_of_demonym(token.text))]
    places = resolve(kept, demonyms, hints(document))
    made = [
        _mention(m, place, document.text) if place else _unresolved(m) for m, place in zip(kept, places, strict=True)
    ]
    found = tuple(_with_rivals(made, kept))
    return tuple(sorted((*found, *borders(document.text, found, sentences)), key=lambda p: p.start))


def _with_rivals(made: list[PlaceMention], kept: list[Mention]) -> Iterator[PlaceMention]:
    """The mentions, the first of each name with what else it could mean, unless a comma somewhere says which."""
    candidates = {key_of(m.text): m.candidates for m in reversed(kept)}
    past = {key_of(m.text) for m in kept if m.within}
    for one in made:
        key = key_of(one.text)
        ask = key not in past and one.kind in _RIVALLING
        yield msgspec.structs.replace(one, rivals=_rivals(one, candidates.get(key, ()))) if ask else one
        past.add(key)


def _rivals(one: PlaceMention, places: tuple[Place, ...]) -> tuple[Rival, ...]:
    """The largest other places in each further division, at most `_MOST_RIVALS`."""
    found: dict[tuple[str | None, str | None], Rival] = (
        {(one.country, one.admin1): rival_of(places[0])} if places else {}
    )
    for place in places:
        if place.kind in _RIVALLING and len(found) <= _MOST_RIVALS:
            found.setdefault((place.country, division_name(place)), rival_of(place))
    return tuple(found.values())[1:]


class _Sign(Enum):
    """What the words around a mention say of it."""

    PLACE = auto()
    OPEN = auto()
    """A place if it is one elsewhere in the document."""
    PART = auto()
    """A part of a town that is not named here, unless something is in a town of its name elsewhere in the document."""
    NONE = auto()


class _Named(NamedTuple):
    """What the layer of names says, to be asked for every mention: where its places are, and its persons and outlets.

    `others` are in text order, and none is over another; `ends` are their ends.
    """

    places: frozenset[tuple[int, int]]
    others: tuple[Name, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, names: tuple[Name, ...]) -> "_Named":
        """The names of a document, whatever their order."""
        others = tuple(sorted((n for n in names if n.type in ("person", "outlet")), key=lambda n: n.end))
        places = frozenset((n.start, n.end) for n in names if n.type == "place")
        return cls(places, others, tuple(n.end for n in others))

    def over(self, mention: Mention) -> Name | None:
        """The first person or outlet whose name shares words with the mention."""
        i = bisect_right(self.ends, mention.start)
        return self.others[i] if i < len(self.others) and self.others[i].start < mention.end else None


def _sign(mention: Mention, text: str, tokens: tuple[Token, ...], begins: set[int], named: _Named) -> _Sign:
    """Whether the words stand for a place here, and not for a person, an everyday word or a part of a longer name."""
    if mention.within or mention.first < 0:
        return _Sign.PLACE
    before, after = _around(mention, tokens, begins)
    if after == "people" and _indefinite(mention, tokens) and _whole(mention, named):
        return _Sign.PLACE
    if _inside_another(mention, named) or _STREET.search(text, max(0, mention.start - _BEFORE), mention.start):
        return _Sign.NONE
    if after == "part":
        return _Sign.PART
    if after == "street" or before == "title" or (mention.candidates and _spoken(mention, before, after)):
        return _Sign.NONE
    return _open_sign(mention, before, after, (_entered(mention, tokens, named), _named_place(mention, named)))


def _open_sign(mention: Mention, before: str, after: str, named: tuple[bool, bool]) -> _Sign:
    """The sign where nothing speaks against a place.

    `named`: whether the layer of names takes it for a place that something is in, and whether for a place at all.
    """
    entered, is_name = named
    if is_short(mention.text) and not mention.text.replace(".", "").isupper():
        return _Sign.PLACE if entered else _Sign.OPEN
    if not mention.candidates:
        return _Sign.PLACE if entered else _Sign.OPEN
    if all(word.lower() in common_words() for word in mention.text.split()):
        sizeable = " " in mention.text and _sizeable(mention) and (before == "locative" or after == "organisation")
        return _Sign.PLACE if entered or sizeable else _Sign.NONE
    likely = "capital" not in (before, after) and (_large(mention) or mention.last - mention.first > 1)
    likely = likely or is_name
    likely = likely or before == "locative" or after in ("organisation", "people")
    return _Sign.PLACE if likely else _Sign.OPEN


def _indefinite(mention: Mention, tokens: tuple[Token, ...]) -> bool:
    """Whether somebody not named before is spoken of: "an Elmford man", "a 6-year-old Elmford girl"."""
    return mention.first > 0 and _INDEFINITE.fullmatch(tokens[mention.first - 1].text) is not None


def _whole(mention: Mention, named: _Named) -> bool:
    """Whether it is no mere part of the name of a person or an outlet."""
    name = named.over(mention)
    return name is None or (name.start == mention.start and name.end == mention.end)


def _named_place(mention: Mention, named: _Named) -> bool:
    """Whether the layer of names takes just these words for a place."""
    return (mention.start, mention.end) in named.places


def _entered(mention: Mention, tokens: tuple[Token, ...], named: _Named) -> bool:
    """Whether something is in, near or outside of it, and the layer of names takes just these words for a place."""
    left = tokens[mention.first - 1].lower if mention.first > 0 else ""
    return left in _ENTERED and _named_place(mention, named)


def _spoken(mention: Mention, before: str, after: str) -> bool:
    """Whether it says something, as people do and towns do not."""
    return after == "speech" and before != "locative" and not _large(mention)


def _surnames(names: tuple[Name, ...]) -> frozenset[str]:
    """The last words of the document's persons of two words and more: alone, they mean the person."""
    return frozenset(n.text.split()[-1] for n in names if n.type == "person" and " " in n.text)


def _spoken_of(heard: list[Mention], tokens: tuple[Token, ...], begins: set[int]) -> set[str]:
    """Names that somewhere follow a title ("President Elmford"), or speak and are no large place's."""
    found = set()
    for mention in heard:
        before, after = _around(mention, tokens, begins) if mention.first >= 0 else ("", "")
        if before == "title" or _spoken(mention, before, after):
            found.add(mention.text)
    return found


def _inside_another(mention: Mention, named: _Named) -> bool:
    """Whether it is a part of the name of a person or an outlet, or itself a person's that no large place bears."""
    name = named.over(mention)
    if name is None:
        return False
    return name.start < mention.start or mention.end < name.end or not _large(mention)


def _sizeable(mention: Mention) -> bool:
    return any(p.main and p.population >= _SIZEABLE for p in mention.candidates)


def _large(mention: Mention) -> bool:
    return any(p.kind not in ("city", "admin2") or (p.main and p.population >= _WELL_KNOWN) for p in mention.candidates)


def _around(mention: Mention, tokens: tuple[Token, ...], begins: set[int]) -> tuple[str, str]:
    """What the words before and after say (`places/context.tsv`), "capital" for a part of a longer name, or ""."""
    before = after = ""
    if mention.first > 0 and mention.first not in begins:
        left = tokens[mention.first - 1]
        before = context_words().get(left.lower, "")
        if not before and left.text[0].isupper() and mention.first - 1 not in begins and left.end + 1 == mention.start:
            before = "capital"
    if mention.last < len(tokens) and mention.last not in begins:
        right = tokens[mention.last]
        after = context_words().get(right.lower, "")
        if right.text[0].isupper() and mention.end + 1 == right.start:
            after = after or "capital"
        elif after == "street":
            after = ""
    return before, after


def _precision(mention: Mention, place: Place, text: str, off: Away | None) -> int:
    """UCDP's where_prec; what happened near a town is placed within 25 km (2), as is what is so far in a direction.

    Of what happened farther off in no direction that is said, the place is an estimate (5).
    """
    if off is not None:
        return _NEAR_TO if off.km <= _NEAR_KM or off.bearing is not None else _ESTIMATED
    if place.kind == "city" and _NEAR.search(text, max(0, mention.start - _BEFORE), mention.start):
        return _NEAR_TO
    return _WHERE_PREC[place.kind]


def _unresolved(mention: Mention) -> PlaceMention:
    """A place that the gazetteer does not know and no division behind a comma tells of."""
    country = mention.within[0] if mention.within else None
    start, end, text = mention.start, mention.end, mention.text
    name = text.title() if text.isupper() else text
    return PlaceMention(
        start=start, end=end, text=text, name=name, kind="city", country=country, made_by="places/unresolved"
    )


def _mention(mention: Mention, place: Place, text: str) -> PlaceMention:
    if place.id == UNLISTED:
        return PlaceMention(
            start=mention.start,
            end=mention.end,
            text=mention.text,
            name=place.name,
            kind=place.kind,
            country=place.country,
            admin1=division_name(place),
            made_by="places/unlisted",
        )
    off = away(text, mention.start) if place.kind == "city" else None
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
        admin1=division_name(place),
        timezone=place.timezone,
        population=place.population,
        precision=_precision(mention, place, text, off),
        distance=off.km if off else None,
        bearing=off.bearing if off else None,
        made_by="places/joined" if mention.within else "places/ranked",
    )
