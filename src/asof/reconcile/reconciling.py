"""Linked claims in; tracks, relations, contradictions and estimates out, as of any moment."""

from collections import defaultdict
from collections.abc import Mapping

from asof.reconcile.estimates import Rule, rule_named
from asof.reconcile.estimating import Asked, estimate_event
from asof.reconcile.placing import place, tally
from asof.reconcile.tracks import Line, lines, other_tracks, published
from asof.records import Event, EventCore, Linked, Reconciled


def reconcile(linked: Linked, at: str | None = None, rule: str = "ucdp") -> Reconciled:
    """What was known as of `at` (ISO; without a zone, the event's local time; None: the end), by a named rule.

    Pure and deterministic. Claims that cannot be placed in time, or that move no estimate, are counted by reason in
    `set_aside`. Raises ValueError for an unknown rule or a time that is none.
    """
    chosen = rule_named(rule)
    placing = place(linked, at)
    counted = lines(placing.placed)
    by_event: dict[str, list[Line]] = defaultdict(list)
    for line in counted.lines:
        by_event[line.event].append(line)
    asked = Asked(name=rule, at=at)
    return Reconciled(
        at=at,
        events=tuple(_event(core, by_event, chosen, asked) for core in linked.events),
        tracks=(*(published(line) for line in counted.lines), *other_tracks(placing.placed)),
        relations=(),
        contradictions=(),
        set_aside=tally([*placing.set_aside, *counted.set_aside]),
    )


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
        estimates=estimates,
        estimates_by=apart,
    )
