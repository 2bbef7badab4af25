"""Review: what people decide about a story, kept for good, applied at once, undone when they say so.

Composes the store's decisions with reconciling, as `pipeline` composes the stages.
"""

from collections import Counter
from pathlib import Path

from asof.pipeline import as_of, tell_story
from asof.records import Changes, Claim, Decision, DecisionState, Record, undone
from asof.store import Reviewed, View, Writer, prepare
from asof.store.review import Found
from asof.tell.changes import changes
from asof.tell.files import write

story = as_of
"""`story(store, at=None, rule="ucdp", known_by=None)`: the story as decided, reconciled as of a moment."""


WAIT = 5.0
"""For how many seconds a decision waits for another writer, which may be another decision."""


def decide(store: Path, decision: Decision) -> Decision:
    """Keep a decision and apply it; gives it back with its id, anchors and record time.

    It is lasting when this returns, and what was reconciled of the events that it is about is made anew in the same
    step. Raises LookupError for an id that is not in the story, ValueError for what cannot be decided so (nothing is
    kept then), `asof.store.StoreError` where another program is writing, with its name.
    """
    with Writer(store, who="a review decision", wait=WAIT) as writer:
        view = View(store)
        before = view.decisions()
        made = prepare(decision, _Finder(view, before).find, view.document)
        if made.kind == "undo" and made.targets[0] in undone(before):
            raise ValueError(f"{made.targets[0]} is undone already")
        kept = writer.decision(made)
        _apply_now(writer, view, before, kept)
    return kept


def undo(store: Path, id_: str, author: str, reason: str = "") -> Decision:
    """Undo a decision (an undoing too); it stays in the ledger. Raises as `decide` does."""
    return decide(store, Decision(kind="undo", targets=(id_,), author=author, reason=reason))


def decisions(store: Path, known_by: str | None = None) -> tuple[Decision, ...]:
    """All decisions in the order in which they were kept, undone ones too."""
    return View(store, known_by=known_by).decisions()


def states(store: Path, known_by: str | None = None) -> tuple[DecisionState, ...]:
    """What has become of each decision: applied, undone, or lost, with the reason in words."""
    return View(store, known_by=known_by).reviewed().states


def history(store: Path, target: str) -> tuple[DecisionState, ...]:
    """The decisions about a claim, entity, event or document, under its id of today or of then, and their undoing."""
    found: dict[str, DecisionState] = {}
    for state in states(store):
        made = state.decision
        about = {*made.targets, *state.found, *(a.document for a in made.anchor)}
        if target in about or (made.kind == "undo" and made.targets[0] in found):
            found[made.id] = state
    return tuple(found.values())


def original(store: Path, claim: str) -> Claim | None:
    """A claim as it was read, before any decision; None where there is none of that id."""
    found = View(store).find(claim)
    return found if isinstance(found, Claim) else None


class Between(Record, frozen=True, kw_only=True):
    """The two states that `diff` compares, by either clock; None is the end."""

    start: str | None = None
    end: str | None = None
    known_start: str | None = None
    known_end: str | None = None
    rule: str = "ucdp"


def diff(store: Path, between: Between) -> Changes:
    """What changed from one moment to another, and why; or from what was recorded by one moment to by another.

    Raises ValueError for a time or rule that is none, `asof.store.StoreError` where the store cannot be read.
    """
    before = as_of(store, between.start, between.rule, between.known_start)
    after = as_of(store, between.end, between.rule, between.known_end)
    known = {p.claim for t in before.reconciled.tracks for p in t.points}
    fresh = {p.claim for t in after.reconciled.tracks for p in t.points} - known
    of = {c.id: c.document for c in after.claims}
    return Changes(
        start=between.start or between.known_start,
        end=between.end or between.known_end,
        rule=between.rule,
        changes=changes(before, after),
        documents=tuple(d.document for d in after.documents if d.document in {of[c] for c in fresh}),
        claims=len(fresh),
    )


def write_again(store: Path, folder: Path) -> None:
    """Write a run's files again with the decisions since, as of the run's own moment and by its rule."""
    at, rule = View(store).settings()
    write(as_of(store, at, rule), folder, at=at)


class _Finder:
    """Finds what a decision is about, as the decisions before it have left it."""

    def __init__(self, view: View, before: tuple[Decision, ...]) -> None:
        self._view, self._before = view, before
        self._whole: Reviewed | None = None

    def find(self, id_: str) -> Found | None:
        """The document, claim, entity, event or decision of that id, or None."""
        decided = next((d for d in self._before if d.id == id_), None)
        if decided is not None:
            return decided
        document = self._view.document(id_)
        if document is not None:
            return document
        return self._claim(id_) or self._event(id_) or self._entity(id_)

    def _claim(self, id_: str) -> Found | None:
        claim = self._view.claim(id_)
        if claim is None:
            return None
        part = self._view.part(self._view.events_about(claim.id), self._before)
        return next((c for c in part.linked.claims if c.id == id_), claim)

    def _event(self, id_: str) -> Found | None:
        try:
            return self._view.event(id_).events[0]
        except LookupError:
            return None

    def _entity(self, id_: str) -> Found | None:
        if self._whole is None:
            self._whole = self._view.reviewed(self._before)
        return next((e for e in self._whole.linked.entities if e.id == id_), None)


def _apply_now(writer: Writer, view: View, before: tuple[Decision, ...], kept: Decision) -> None:
    """Make anew what was reconciled of the events that a decision is about.

    Raises ValueError where it cannot be applied; nothing is kept then.
    """
    after = (*before, kept)
    about = _about(kept, after)
    if any(a.of == "entity" for a in about.anchor):
        _refuse_lost(view.reviewed(after), kept)  # entities move no figure: nothing else is to be made
        return
    events = view.events_of(about)
    old, new = view.part(events, before), view.part(events, after)
    _refuse_lost(new, kept)
    at, rule = view.settings()
    was = tell_story(old.linked, (), at, rule, old.pins)
    now = tell_story(new.linked, (), at, rule, new.pins)
    aside = Counter(view.set_aside())
    aside.update(now.reconciled.set_aside)
    aside.subtract(was.reconciled.set_aside)
    left = {reason: number for reason, number in sorted(aside.items()) if number > 0}
    writer.events_again(now, {e.id for e in was.reconciled.events}, left)


def _about(decision: Decision, every: tuple[Decision, ...]) -> Decision:
    """The decision itself, or the one that is undone in the end."""
    by_id = {d.id: d for d in every}
    while decision.kind == "undo" and decision.targets[0] in by_id:
        decision = by_id[decision.targets[0]]
    return decision


def _refuse_lost(decided: Reviewed, kept: Decision) -> None:
    state = next((s for s in decided.states if s.decision.id == kept.id), None)
    if state is not None and state.state == "lost":
        raise ValueError(state.note)
