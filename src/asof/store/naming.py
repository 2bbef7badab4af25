"""Ids of events, minted once: an event that is found again, with other reports beside, keeps the id that it had.

Linking names an event after its first report. When a story grows, an earlier report may come to light, two events may
prove one, or one two. Each event that was there goes on in the one that holds most of its reports; the id of one that
was swallowed goes on meaning the one that swallowed it.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from asof.records import EventCore, Linked
from asof.store.one_event import meant


def kept_ids(linked: Linked, before: Sequence[EventCore], aliases: Mapping[str, str]) -> tuple[Linked, dict[str, str]]:
    """The events under the ids that they had in `before`, and the aliases to be kept beside those known (`aliases`)."""
    if not before:
        return linked, {}
    home = {d: e.id for e in before for d in e.primary}
    names = _names(linked.events, home, {e.id: n for n, e in enumerate(before)})
    current = set(names.values())
    fresh: dict[str, str] = {}
    for event in before:
        if event.id not in current and (heir := _heir(event, linked.events)) is not None:
            fresh[event.id] = names[heir]
    fresh |= {id_: id_ for id_ in sorted(current) if aliases.get(id_, id_) != id_}
    known = {**aliases, **fresh}
    taken: dict[str, list[str]] = {}
    for alias in sorted(known):
        if alias not in current and (now := meant(alias, known)) in current:
            taken.setdefault(now, []).append(alias)
    events = tuple(replace(e, id=names[e.id], aliases=tuple(taken.get(names[e.id], ()))) for e in linked.events)
    links = tuple(replace(x, event=names.get(x.event, x.event)) if x.event else x for x in linked.links)
    return replace(linked, events=events, links=links), {a: n for a, n in fresh.items() if aliases.get(a) != n}


def _names(events: Sequence[EventCore], home: Mapping[str, str], order: Mapping[str, int]) -> dict[str, str]:
    """The id of each event by the one that linking gave it: the pairs that share most reports first."""
    pairs: list[tuple[int, int, int, str, str]] = []
    for n, event in enumerate(events):
        shared = Counter(home[d] for d in event.primary if d in home)
        pairs += [(-count, order[old], n, event.id, old) for old, count in shared.items()]
    names: dict[str, str] = {}
    used: set[str] = set()
    for _, _, _, id_, old in sorted(pairs):
        if id_ not in names and old not in used:
            names[id_] = old
            used.add(old)
    for event in events:
        if event.id not in names:
            names[event.id] = _unused(event.id, used)
            used.add(names[event.id])
    return names


def _unused(id_: str, used: set[str]) -> str:
    number, made = 1, id_
    while made in used:
        number += 1
        made = "e" + hashlib.sha256(f"{id_}\x1f{number}".encode()).hexdigest()[:15]
    return made


def _heir(event: EventCore, events: Sequence[EventCore]) -> str | None:
    """The event, by the id that linking gave it, that holds most reports of one that is no more."""
    held = set(event.primary)
    shared = [(len(held.intersection(e.primary)), e.id) for e in events]
    most = max(shared, key=lambda s: s[0], default=(0, ""))
    return most[1] if most[0] else None
