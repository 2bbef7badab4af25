"""What changed between two states of a story, and why: for each event its figures, then its contradictions."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from asof.records import Change, Claim, Contradiction, Document, Estimate, Event, Span, Story, Words
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.differences import Disputes, ended, moved
from asof.tell.known import labels
from asof.tell.sentences import explained, opening
from asof.tell.standing import Standing
from asof.tell.wording import Clock, number, outcome_order, outcome_words, reason_told, softly, zone_of

_CAUSES: Final = 3
"""How many claims are named as the cause of a change."""
_WORDS: Final = 160


def changes(before: Story, after: Story) -> tuple[Change, ...]:
    """The differences from `before` to `after`, two states of one story, events in their order in `after`."""
    states = _States(before, after)
    earlier = {e.id: e for e in before.reconciled.events}
    found: list[Change] = []
    for event in _named(after):
        zone = event.place.timezone or "UTC"
        found += [replace(change, zone=zone) for change in states.of_event(earlier.get(event.id), event)]
    gone = [e for e in _named(before) if e.id not in {x.id for x in after.reconciled.events}]
    taken = {a: e for e in _named(after) for a in e.aliases}
    return (*found, *(_gone(event, taken.get(event.id)) for event in gone))


def _gone(event: Event, taken: Event | None) -> Change:
    label = _label(event)
    why = f"It is one with {_label(taken)}." if taken else "No report tells of it any more."
    return Change(event=event.id, label=label, what="event", sentence=f"{label} is no event of its own any more. {why}")


def _named(story: Story) -> list[Event]:
    """The events under the names by which they were known at the moment of the story."""
    names = labels(story.reconciled, story.documents, story.claims)
    return [replace(e, label=names[e.id]) for e in story.reconciled.events]


def _label(event: Event) -> str:
    return one_line(event.label, NAME_LIMIT) or event.id


class _States:
    """Two states of a story, with their claims by id and what stands on tracks in each."""

    def __init__(self, before: Story, after: Story) -> None:
        self.documents: Mapping[str, Document] = {d.document: d for s in (before, after) for d in s.documents}
        self.claims: Mapping[str, Claim] = {c.id: c for s in (before, after) for c in s.claims}
        self.sources = {p.claim: p.source for s in (before, after) for t in s.reconciled.tracks for p in t.points}
        self.origins = {link.claim: link.origin for s in (before, after) for link in s.links}
        self.old = {p.claim for t in before.reconciled.tracks for p in t.points}
        self.before, self.after = before, after
        self.then, self.now = Standing(before), Standing(after)
        self._were, self._are = ({x.claim: x.review for x in s.links if x.review} for s in (before, after))

    def _decided(self, id_: str) -> str:
        """What was decided of a claim between the two states, in words; empty where nothing was."""
        mark = self._are.get(id_)
        if mark == self._were.get(id_):
            return ""
        return f" ({mark} since)" if mark else " (a decision about it was undone)"

    def of_event(self, earlier: Event | None, event: Event) -> Iterator[Change]:
        """The changes of one event; one of which nothing had been said before is new."""
        clock = Clock(zone_of(event.place.timezone))
        had = earlier is not None and (earlier.estimates or any(self._heard(d) for d in event.documents))
        if not had and event.estimates:
            yield Change(
                event=event.id, label=_label(event), what="event", sentence=f"First reports of: {_label(event)}."
            )
        others = moved(earlier, event)
        for key in sorted(others, key=lambda k: (outcome_order(k[0]), *k)):
            yield self._figure(event, key, others[key], clock)
        yield from self._contradictions(earlier, event, clock)

    def _heard(self, document: str) -> bool:
        return any(c.document == document and c.id in self.old for c in self.before.claims)

    def _figure(
        self, event: Event, key: tuple[str, str], ends: tuple[Estimate | None, Estimate | None], clock: Clock
    ) -> Change:
        outcome, population = key
        old, new = ends
        causes = self._causes(old, new)
        return Change(
            event=event.id,
            label=_label(event),
            what="figure",
            outcome=outcome,
            population=population,
            before=old,
            after=new,
            sentence=" ".join(
                [
                    _moved(key, old, new),
                    *(self._said(c, clock) for c in causes),
                    reason_told(new.reason, clock) if new else "",
                ]
            ).strip(),
            words=tuple(self.words(c) for c in causes),
        )

    def _causes(self, old: Estimate | None, new: Estimate | None) -> list[str]:
        """The claims for or against the new figure that were not there before, or were decided about since."""
        named = [*(new.supporting if new else ()), *(new.opposing if new else ())]
        named += [*(old.supporting if old else ()), *(old.opposing if old else ())]
        every = list(dict.fromkeys(c for c in named if c in self.claims))
        fresh = [c for c in every if c not in self.old or self._decided(c)]
        latest = sorted(fresh, key=lambda c: (self.claims[c].asserted_at or "", c), reverse=True)
        apart = {(self.claims[c].document, self.claims[c].sentence.start): c for c in reversed(latest)}
        return [c for c in latest if c in apart.values()][:_CAUSES]  # one claim of each sentence

    def _said(self, id_: str, clock: Clock) -> str:
        claim = self.claims[id_]
        document = self.documents.get(claim.document)
        outlet = one_line((document.outlet if document else None) or claim.document, NAME_LIMIT)
        source = one_line(self.sources.get(id_, outlet), NAME_LIMIT)
        where = "" if source.casefold() == outlet.casefold() else f" in {outlet}"
        quote = self._quote(claim)
        if quote[:1] == "“" and quote.rstrip(".").endswith("”") and "“" not in quote[1:]:
            quote = quote.rstrip(".")[1:-1]  # the whole sentence is somebody's words: quoted once
        decided = self._decided(id_)
        end = "" if quote[-1:] in ".!?…" and not decided else "."
        return f"{opening(softly(source))}{where}, {clock(claim.asserted_at)}: “{quote}”{decided}{end}"

    def _quote(self, claim: Claim) -> str:
        document = self.documents.get(claim.document)
        if document is None:
            return one_line(claim.span.text, _WORDS)
        return one_line(document.text[claim.sentence.start : claim.sentence.end], _WORDS)

    def words(self, id_: str) -> Words:
        """The words of a claim and where they stand."""
        claim = self.claims[id_]
        document = self.documents[claim.document]
        chain = claim.attribution.chain if claim.attribution else ()
        return Words(
            claim=id_,
            document=claim.document,
            outlet=document.outlet,
            asserted_at=claim.asserted_at,
            number=claim.span,
            sentence=Span.of(document.text, claim.sentence.start, claim.sentence.end),
            origin=self.origins.get(id_),
            official=any(s.kind in ("official", "police", "military", "medical") for s in chain),
        )

    def _contradictions(self, earlier: Event | None, event: Event, clock: Clock) -> Iterator[Change]:
        disputes = Disputes(self.then, self.now, earlier, event)
        for found in disputes.opened:
            yield self._dispute(event, found, f"In dispute since {clock(found.opened)}: {explained(found, self.now)}")
        for found in disputes.ended:
            yield self._dispute(event, found, ended(self.now, event, found, clock).text)

    def _dispute(self, event: Event, found: Contradiction, sentence: str) -> Change:
        return Change(
            event=event.id,
            label=_label(event),
            what="contradiction",
            contradiction=found,
            sentence=sentence,
            words=tuple(self.words(c) for c in found.claims if c in self.claims),
        )


def _moved(key: tuple[str, str], old: Estimate | None, new: Estimate | None) -> str:
    label = outcome_words(key[0])["label"]
    who = f"{label} ({one_line(key[1], NAME_LIMIT)})" if key[1] else label
    if new is None:
        return f"{who}: no figure stands any more; it was {_told(old)}."
    return f"{who}: {_told(new)}" + (f", was {_told(old)}." if old else ", the first figure.")


def _told(estimate: Estimate | None) -> str:
    if estimate is None:
        return "unknown"
    low, best, high = estimate.low, estimate.best, estimate.high
    if low == best == high:
        return number(best)
    if high is None:
        return f"at least {number(low)}" if best in (low, None) else f"{number(best)} (at least {number(low)})"
    return f"{number(low)} to {number(high)}" if best is None else f"{number(best)} ({number(low)} to {number(high)})"
