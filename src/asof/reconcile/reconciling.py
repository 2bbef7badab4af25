"""Linked claims in; tracks, relations, contradictions and estimates out, as of any moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from asof.reconcile.breakdowns import breakdowns
from asof.reconcile.contradictions import Matter, contradictions
from asof.reconcile.estimates import Rule, rule_named
from asof.reconcile.estimating import Asked, estimate_event
from asof.reconcile.placing import Placed, Places, tally
from asof.reconcile.relations import of_breakdowns, relations
from asof.reconcile.tracks import Line, Sorted, lines, other_tracks, published
from asof.records import Event, EventCore, Linked, MeasureClaim, Reconciled, Relation


def reconcile(linked: Linked, at: str | None = None, rule: str = "ucdp") -> Reconciled:
    """What was known as of `at` (ISO; without a zone, the event's local time; None: the end), by a named rule.

    Pure and deterministic. Claims that cannot be placed in time, or that move no estimate, are counted by reason in
    `set_aside`. Raises ValueError for an unknown rule or a time that is none.
    """
    return Ready(linked).reconcile(at, rule)


class Ready:
    """Linked claims made ready once, to be reconciled as of many moments and by any rule."""

    def __init__(self, linked: Linked) -> None:
        self.linked = linked
        self._places = Places(linked)
        self._texts = {d.document: d.text for d in linked.documents}
        self._sorted: dict[str | None, Sorted] = {}

    def reconcile(
        self, at: str | None = None, rule: str = "ucdp", event: str | None = None, related: bool = True
    ) -> Reconciled:
        """As the function `reconcile`; of one event only, where its id is given, and without relations if so asked."""
        chosen = rule_named(rule)
        placing = self._places.by(at, event)
        counted = lines(placing.placed, self._sorted_of(event))
        by_event: dict[str, list[Line]] = defaultdict(list)
        for line in counted.lines:
            by_event[line.event].append(line)
        by_id = {p.id: p for p in placing.placed}
        cores = [core for core in self.linked.events if event in (None, core.id)]
        matters = [
            replace(_matter(core, by_event.get(core.id, []), counted.denying, by_id), texts=self._texts)
            for core in cores
        ]
        asked = Asked(name=rule, at=at)
        return Reconciled(
            at=at,
            events=tuple(_event(core, by_event, chosen, asked) for core in cores),
            tracks=(*(published(line) for line in counted.lines), *other_tracks(placing.placed)),
            relations=tuple(r for matter in matters for r in _relations(matter)) if related else (),
            contradictions=tuple(c for matter in matters for c in contradictions(matter)),
            set_aside=tally([*placing.set_aside, *counted.set_aside]),
        )

    def _sorted_of(self, event: str | None) -> Sorted:
        """The count claims of an event (None: of all) on their tracks, whenever they were said."""
        if event not in self._sorted:
            self._sorted[event] = Sorted(self._places.by(None, event).placed)
        return self._sorted[event]


def _event(core: EventCore, by_event: Mapping[str, list[Line]], rule: Rule, asked: Asked) -> Event:
    estimates, apart = estimate_event(core, by_event.get(core.id, []), rule, asked)
    return Event(
        id=core.id,
        label=core.label,
        documents=core.documents,
        primary=core.primary,
        start=core.start,
        end=core.end,
        date_prec=core.date_prec,
        place=core.place,
        aliases=core.aliases,
        estimates=estimates,
        estimates_by=apart,
    )


def _matter(core: EventCore, of_event: list[Line], denying: Iterable[Placed], by_id: dict[str, Placed]) -> Matter:
    measures = (p for p in by_id.values() if p.event == core.id and isinstance(p.claim, MeasureClaim))
    return Matter(
        event=core,
        lines=tuple(of_event),
        denying=tuple(p for p in denying if p.event == core.id),
        measures=tuple(measures),
        by_id=by_id,
    )


def _relations(matter: Matter) -> Iterator[Relation]:
    for line in matter.lines:
        yield from relations(line, matter.by_id)
    by_outcome: dict[str, list[Placed]] = defaultdict(list)
    for line in matter.lines:
        by_outcome[line.outcome].extend(line.placed)
    for _, items in sorted(by_outcome.items()):
        yield from of_breakdowns(breakdowns(items, matter.event.place.country))
