"""From one moment to the next: what is new, revised, denied, newly disputed or settled; the weightiest first.

Nothing is said twice: a claim that a weightier item rests on opens no item of its own, and a report's own words are
told only where they say what nothing before them said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from asof.records import Claim, Contradiction, CountClaim, Event, Record, Story
from asof.tell.clean import NAME_LIMIT, one_line
from asof.tell.differences import Disputes, ended, moved, same_event
from asof.tell.figures import figures
from asof.tell.novelty import Stream
from asof.tell.sentences import Sentence, assertion, estimate, explained, opening, pointed
from asof.tell.standing import Standing
from asof.tell.tracks import TrackView, groups, track_views
from asof.tell.wording import Clock, dated, fact, listed, outcome_order, spoken

Kind = Literal["revised", "denied", "disputed", "new", "settled", "reported"]

REPORTED = 8
"""How many sentences of the reports' own are told of one event from one moment to the next."""

_WEIGHT: dict[Kind, int] = {"revised": 60, "denied": 58, "disputed": 45, "new": 40, "settled": 25, "reported": 0}
_WHOLE = 20
"""What a figure over everybody weighs more than one of a part of them."""

_BOUNDS = 30
"""What it takes from the weight of a revision that only the bounds moved."""

_TOLD_FROM = frozenset({"body", "update", "caption", "quote"})
"""The parts of a report whose own words are told: no headline, which the report says again, and nobody's opinion."""


class Update(Record, frozen=True, kw_only=True):
    """One thing that changed: of which event, how, and the sentence that says it with its claims.

    `weight` orders items, the weightiest first; it says nothing else.
    """

    kind: Kind
    event: str
    sentence: Sentence
    weight: int


def updates(before: Story, after: Story, numbers: Mapping[str, int] | None = None) -> tuple[Update, ...]:
    """What changed from `before` to `after`: one story, reconciled as of an earlier and of a later moment.

    `numbers`: those of its reports in the whole story, where these are parts of it.
    """
    stood, stands = Standing(before, numbers=numbers), Standing(after, numbers=numbers)
    turn = {event.id: n for n, event in enumerate(after.reconciled.events)}
    found = [u for event in after.reconciled.events for u in _Change(stood, stands, event).items()]
    return tuple(sorted(found, key=lambda u: (-u.weight, turn[u.event], u.sentence.claims)))


class _Change:
    """What changed of one event."""

    def __init__(self, then: Standing, now: Standing, event: Event) -> None:
        self.then, self.now, self.event = then, now, event
        self.earlier = same_event(then.story, event)
        self.zone, self.clock = self.now.zone(event), self.now.clock(event)
        self.told: set[str] = set()

    def items(self) -> Iterator[Update]:
        """Every item, weightier kinds first, so that what they rest on is not told again."""
        yield from self._figures()
        yield from self._denials()
        yield from self._disputes()
        yield from self._claims()
        yield from self._reported()

    def _update(self, kind: Kind, sentence: Sentence, more: int = 0) -> Update:
        self.told.update(sentence.claims)
        return Update(kind=kind, event=self.event.id, sentence=sentence, weight=_WEIGHT[kind] + more)

    def _figures(self) -> Iterator[Update]:
        """Estimates that are new or have moved: those over everybody, then those of parts that say more."""
        past = {(f.outcome, f.population): f for f in (figures(self.then, self.earlier) if self.earlier else ())}
        others = {(outcome, one_line(of, NAME_LIMIT)) for outcome, of in moved(self.earlier, self.event)}
        said: set[tuple[str, int | None]] = set()
        for shown in figures(self.now, self.event):
            old = past.get((shown.outcome, shown.population))
            if not shown.cited or (shown.outcome, shown.population) not in others:
                continue
            if shown.population and (shown.outcome, shown.best) in said:
                continue
            said.add((shown.outcome, shown.best))
            weight = (0 if shown.population else _WHOLE) - outcome_order(shown.outcome)
            if old and old.best == shown.best:
                weight -= _BOUNDS
            yield self._update("revised" if old else "new", estimate(self.now, shown, self.clock, old), weight)

    def _denials(self) -> Iterator[Update]:
        fallen: dict[tuple[str, str], list[str]] = {}
        for track in self.now.tracks(self.event):
            for point in self.now.points(track, self.zone):
                state, by = self.now.state(point, self.zone)
                if state == "denied" and by and not self._said(by):
                    fallen.setdefault((by, fact(self.now.claims[point.claim])[0]), []).append(point.claim)
        for (by, _), denied in sorted(fallen.items()):
            yield self._update("denied", _denial(self.now, by, denied, self.clock))

    def _disputes(self) -> Iterator[Update]:
        found = Disputes(self.then, self.now, self.earlier, self.event)
        for contradiction in found.opened:
            yield self._update("disputed", _dispute(self.now, contradiction))
        for contradiction in found.ended:
            sentence = ended(self.now, self.event, contradiction, self.clock)
            self.told.update(contradiction.claims)  # what took the place of one of them may be told for itself
            yield Update(kind="settled", event=self.event.id, sentence=sentence, weight=_WEIGHT["settled"])

    def _claims(self) -> Iterator[Update]:
        """What stands on a track now and was not said before, where no item rests on it yet.

        What one origin says of a wider population in the same number is not said again.
        """
        origins = {self._origin(c) for c in self.told} - {None}
        for view in track_views(self.now, self.event):
            heard = {row.figure for row in view.rows if self._said(row.claim)}
            for group in groups(self.now, view):
                figure = fact(self.now.claims[group.claims[0]])[0]
                if group.state != "standing" or figure in heard or self.told.intersection(group.claims):
                    continue
                begun = {self._origin(c) for c in group.claims} - {None}
                if view.track.kind == "count" and not begun & origins and not any(self._said(c) for c in group.claims):
                    origins |= begun
                    yield self._update("new", assertion(self.now, view, group, self.clock), -_place(view))

    def _origin(self, claim: str) -> str | None:
        link = self.now.links.get(claim)
        return link.origin if link else None

    def _reported(self) -> Iterator[Update]:
        """Sentences of the reports that say what nobody said before."""
        stream = Stream(one_line(self.event.label))
        places = {
            (self.now.claims[c].document, self.now.claims[c].sentence.start) for c in self.told if c in self.now.claims
        }
        fresh: dict[tuple[str, int], list[Claim]] = {}
        for claim in _of(self.now, self.event):
            key = (claim.document, claim.sentence.start)
            if self._said(claim.id) or key in places:
                stream.hear(_words(self.now, claim))
            elif self.now.said(claim.id, self.zone) and claim.part in _TOLD_FROM:
                fresh.setdefault(key, []).append(claim)
        found = list(fresh.values())
        for n in stream.tell([_words(self.now, claims[0]) for claims in found], REPORTED):
            yield self._update("reported", _report(self.now, found[n], self.clock))

    def _said(self, claim: str) -> bool:
        return self.then.said(claim, self.zone)


def _place(view: TrackView) -> int:
    return outcome_order(view.track.outcome)


def _denial(standing: Standing, by: str, denied: Sequence[str], clock: Clock) -> Sentence:
    """Who denies what, when, and who had stated it."""
    figure, rest = spoken(standing.claims[denied[0]])
    sources = listed(list(dict.fromkeys(standing.source(c) for c in denied)))
    pieces = (
        (f"{opening(dated(standing.source(by), clock(standing.claims[by].asserted_at)))} ", None),
        ("denies", by),
        (" that ", None),
        (figure, denied[0]),
        (f" {rest}, as stated by {sources}.", None),
    )
    return Sentence(pieces=pieces, claims=(by, *denied))


def _dispute(standing: Standing, contradiction: Contradiction) -> Sentence:
    pieces = pointed(explained(contradiction, standing), contradiction.claims[0])
    return Sentence(pieces=pieces, claims=contradiction.claims)


def _report(standing: Standing, claims: Sequence[Claim], clock: Clock) -> Sentence:
    """A sentence of a report in its own words, with who carries it and when."""
    first = claims[0]
    tail = f" — {standing.outlet(first.id)}, {clock(first.asserted_at)}."
    pieces = (("“", None), (one_line(_words(standing, first), 400), first.id), ("”", None), (tail, None))
    return Sentence(pieces=pieces, claims=tuple(c.id for c in claims))


def _words(standing: Standing, claim: Claim) -> str:
    return standing.documents[claim.document].text[claim.sentence.start : claim.sentence.end]


def _of(standing: Standing, event: Event) -> list[Claim]:
    """The claims of an event's own reports that no other event owns, in order of publication and text."""
    documents = {d: n for n, d in enumerate(standing.documents) if d in set(event.primary or event.documents)}
    owned = {c for c, link in standing.links.items() if link.event == event.id}
    found = [c for c in standing.claims.values() if c.document in documents and (c.id in owned or not _count(c))]
    return sorted(found, key=lambda c: (documents[c.document], c.span, c.id))


def _count(claim: Claim) -> bool:
    return isinstance(claim, CountClaim)
