"""Decisions about events and entities: what is one, what is two; where an event was; a figure that is pinned."""

import hashlib
from collections import Counter

from msgspec.structs import replace

from asof.records import (
    Alias,
    Anchor,
    Claim,
    CountClaim,
    Decision,
    Document,
    Entity,
    Estimate,
    Event,
    EventCore,
    EventPlace,
    Judgement,
    Reconciled,
    said_by,
)
from asof.store.review.claims import take_document
from asof.store.review.working import LostError, Working

_LABEL = 120


def join(story: Working, decision: Decision) -> tuple[str, ...]:
    """Events, or entities, are one: the first of the targets, whose id and name stay."""
    if decision.anchor[0].of == "event":
        return _join_events(story, decision)
    return _join_entities(story, decision)


def _join_events(story: Working, decision: Decision) -> tuple[str, ...]:
    cores = list({c.id: c for c in (story.event(a) for a in decision.anchor)}.values())
    kept, gone = cores[0], cores[1:]
    ids = {c.id for c in gone}
    for core in gone:
        del story.cores[core.id]
    for claim, link in story.links.items():
        if link.event in ids:
            story.links[claim] = replace(link, event=kept.id)
    named = next((c.place for c in cores if c.place.name), kept.place)
    dated = next((c for c in cores if c.start), kept)
    story.cores[kept.id] = replace(
        kept,
        documents=story.in_order(d for c in cores for d in c.documents),
        primary=story.in_order(d for c in cores for d in c.primary),
        place=kept.place if kept.place.name else named,
        start=dated.start,
        end=dated.end,
        date_prec=dated.date_prec,
        aliases=tuple(dict.fromkeys([*kept.aliases, *(x for c in gone for x in (c.id, *c.aliases))])),
    )
    return (kept.id,)


def _join_entities(story: Working, decision: Decision) -> tuple[str, ...]:
    found = list({e.id: e for e in (story.entity(a) for a in decision.anchor)}.values())
    kept, gone = found[0], found[1:]
    for entity in gone:
        del story.entities[entity.id]
    links = {key: value for e in reversed(found) for key, value in e.links.items()}
    judged = tuple(_judged(decision, kept.name, e.name, "same") for e in gone)
    story.entities[kept.id] = replace(
        kept,
        aliases=_aliases([a for e in found for a in e.aliases], story),
        descriptions=tuple(dict.fromkeys(d for e in found for d in e.descriptions)),
        links=links,
        judgements=(*kept.judgements, *(j for e in gone for j in e.judgements), *judged),
    )
    return (kept.id,)


def _aliases(spelt: list[Alias], story: Working) -> tuple[Alias, ...]:
    """Spellings, each once, the commonest first."""
    by_text: dict[str, list[Alias]] = {}
    for alias in spelt:
        by_text.setdefault(alias.text, []).append(alias)
    made = [
        Alias(
            text=text,
            count=sum(a.count for a in alike),
            documents=story.in_order(d for a in alike for d in a.documents),
        )
        for text, alike in by_text.items()
    ]
    return tuple(sorted(made, key=lambda a: (-a.count, -len(a.text), a.text)))


def _judged(decision: Decision, left: str, right: str, verdict: str) -> Judgement:
    reason = decision.reason or f"decision {decision.id}"
    return Judgement(left=left, right=right, judgement=verdict, score=1.0, reason=reason, author=decision.author)


def part(story: Working, decision: Decision) -> tuple[str, ...]:
    """Two things are two: where reading has made one of them, the second takes back what it held."""
    first, second = decision.anchor
    if first.of == "event":
        one, other = story.event(first), story.event(second)
        if one.id != other.id:
            return one.id, other.id
        return one.id, _split_event(story, decision, one, [d for d in second.holds if d in one.primary])
    left, right = story.entity(first), story.entity(second)
    if left.id == right.id:
        return left.id, _split_entity(story, decision, left, [n for n in second.holds if n not in first.holds])
    judged = _judged(decision, left.name, right.name, "different")
    for entity in (left, right):
        story.entities[entity.id] = replace(entity, judgements=(*entity.judgements, judged))
    return left.id, right.id


def split(story: Working, decision: Decision) -> tuple[str, ...]:
    """Documents of an event are a new event, spellings of an entity a new entity."""
    whole, *parts = decision.anchor
    if whole.of == "entity":
        entity = story.entity(whole)
        return entity.id, _split_entity(story, decision, entity, [a.target for a in parts])
    core = story.event(whole)
    return core.id, _split_event(story, decision, core, [story.document(a).document for a in parts])


def split_id(documents: tuple[str, ...]) -> str:
    """The id of the event that a split makes of documents."""
    key = "\x1f".join(("split", *sorted(documents)))
    return "e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def _split_event(story: Working, decision: Decision, whole: EventCore, documents: list[str]) -> str:
    """The new event of documents, or the one that reading makes of them by itself.

    What a split leaves sure of the place is the country; a date is taken from the claims of its documents.
    """
    here = [d for d in documents if d in whole.primary]
    if not here:
        return next((c.id for c in story.cores.values() if set(documents) & set(c.primary)), whole.id)
    if len(here) == len(whole.primary):
        raise LostError("all reports of the event would leave it, so there is nothing to split")
    texts = [story.documents[d] for d in story.in_order(here)]
    new = split_id(tuple(documents))
    start = _day(story, here)
    story.cores[new] = EventCore(
        id=new,
        label=_label(texts[0]),
        documents=(),
        primary=(),
        start=start,
        end=start,
        date_prec=1 if start else None,
        place=EventPlace(
            country=whole.place.country,
            timezone=whole.place.timezone,
            where_prec=6 if whole.place.country else None,
        ),
    )
    for document in texts:
        take_document(story, document, new, decision)
    return new


def _label(document: Document) -> str:
    """The headline of a document, else the beginning of its text, as a label."""
    heads = [p for p in document.passages if p.part == "headline"]
    words = document.title or (document.text[heads[0].start : heads[0].end] if heads else document.text[:_LABEL])
    return " ".join(words.split())[:_LABEL] or document.document


def _day(story: Working, documents: list[str]) -> str | None:
    """The day that most main counts of documents speak of; None where they name none."""
    days = Counter(
        c.valid_time.value[:10]
        for c in story.claims.values()
        if c.document in documents and c.main and isinstance(c, CountClaim) and c.valid_time and _is_day(c)
    )
    return min(days, key=lambda d: (-days[d], d), default=None)


def _is_day(claim: Claim) -> bool:
    value = claim.valid_time.value if claim.valid_time else ""
    return len(value) >= 10 and value[:4].isdigit() and value[4] == "-" and value[5:7].isdigit()


def _split_entity(story: Working, decision: Decision, whole: Entity, names: list[str]) -> str:
    leaving = [a for a in whole.aliases if a.text in names]
    if not leaving:
        found = (e for e in story.entities.values() if {a.text for a in e.aliases} & set(names))
        return next((e.id for e in found), whole.id)
    staying = tuple(a for a in whole.aliases if a.text not in names)
    if not staying:
        raise LostError("all spellings of the name would leave it, so there is nothing to split")
    key = "\x1f".join(("split", whole.type, *sorted(names)))
    new = "n" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]
    name = leaving[0].text
    judged = _judged(decision, whole.name, name, "different")
    kept = whole.name if whole.name not in names else staying[0].text
    story.entities[whole.id] = replace(whole, name=kept, aliases=staying, judgements=(*whole.judgements, judged))
    story.entities[new] = Entity(id=new, type=whole.type, name=name, aliases=tuple(leaving), judgements=(judged,))
    return new


_PLACE = ("lat", "lon", "name", "admin1", "country", "timezone")
_FIGURE = ("outcome", "low", "best", "high", "as_of")


def pin(story: Working, decision: Decision) -> tuple[str, ...]:
    """An event was at a place, or counts so many: whatever the reports say, until it is undone."""
    (anchor,) = decision.anchor
    if anchor.of == "entity":
        entity = story.entity(anchor)
        story.entities[entity.id] = replace(entity, links={**entity.links, **decision.value})
        return (entity.id,)
    core = story.event(anchor)
    if "outcome" in decision.value:
        story.pins.append((core.id, decision))
    else:
        story.cores[core.id] = replace(core, place=_place(core.place, decision.value))
    return (core.id,)


def _place(old: EventPlace, value: dict[str, str]) -> EventPlace:
    """A place with pinned coordinates is exact; its name stays where none is given."""
    lat, lon = float(value["lat"]), float(value["lon"])
    named = {field: value[field] or None for field in ("name", "admin1", "country", "timezone") if field in value}
    return replace(old, lat=lat, lon=lon, where_prec=1, geonames=None if "name" in named else old.geonames, **named)


def check_pin(anchor: Anchor, value: dict[str, str]) -> None:
    """Raises ValueError where the value is neither a place nor a figure."""
    fields = _FIGURE if "outcome" in value else _PLACE
    wrong = sorted(set(value) - set(fields))
    if wrong:
        raise ValueError(f"no field {wrong[0]!r} to pin; there are {', '.join(fields)}")
    if "outcome" in value:
        if anchor.of != "event":
            raise ValueError("a figure is pinned to an event")
        low, best, high = (_count(value, end) for end in ("low", "best", "high"))
        stated = [n for n in (low, best, high) if n is not None]
        if not stated or stated != sorted(stated):
            raise ValueError("a figure has low, best and high, none more than the next; name at least one")
        return
    try:
        lat, lon = float(value["lat"]), float(value["lon"])
    except (KeyError, ValueError):
        raise ValueError("a place has lat and lon, in degrees") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is nowhere: latitudes end at 90 degrees, longitudes at 180")


def _count(value: dict[str, str], field: str) -> int | None:
    text = value.get(field, "").strip()
    if not text:
        return None
    if not text.isdigit() or len(text) > 12:
        raise ValueError(f"{field} is {text!r}; write a whole number of people")
    return int(text)


def pinned(reconciled: Reconciled, pins: tuple[tuple[str, Decision], ...]) -> Reconciled:
    """The estimates with those that are pinned, where a pin holds as of the moment of `reconciled`."""
    holding = [
        (event, d) for event, d in pins if reconciled.at is None or said_by(d.value.get("as_of"), reconciled.at) is True
    ]
    if not holding:
        return reconciled
    events = list(reconciled.events)
    for event, decision in holding:
        events = [_pinned(e, decision) if e.id == event else e for e in events]
    return replace(reconciled, events=tuple(events))


def _pinned(event: Event, decision: Decision) -> Event:
    value = decision.value
    old = event.estimates.get(value["outcome"]) or Estimate(low=None, best=None, high=None, as_of=None, rule="")
    stated = [n for n in (_count(value, end) for end in ("low", "best", "high")) if n is not None]
    low, best, high = stated[0], _count(value, "best"), stated[-1]
    read = f"; the reports would give {old.low}–{old.high}, best {old.best}" if old.rule else ""
    made = replace(
        old,
        low=low,
        best=stated[len(stated) // 2] if best is None else best,
        high=high,
        rule="pin",
        reason=f"Pinned by {decision.author} ({decision.id}): {decision.reason or 'no reason given'}{read}.",
    )
    return replace(event, estimates={**event.estimates, value["outcome"]: made})
