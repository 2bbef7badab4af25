"""Deciding on a store: kept and applied in one step, equal to reading everything again, undone without a trace."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from asof.pipeline import as_of
from asof.review import Between, decide, decisions, diff, history, original, states, undo
from asof.store import StoreError, View, Writer, digest, forget, verify
from store.decided import COUNTS, THREE, by_desk, keep, linked
from store.factory import claims, document, reading


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return keep(tmp_path_factory.mktemp("kept") / "s.asof", linked(*THREE, together=True))


@pytest.fixture
def path(kept, tmp_path):
    return Path(shutil.copy(kept, tmp_path / "s.asof"))


def freed(story):
    return {e.id: (e.estimates["freed"].low, e.estimates["freed"].high) for e in story.reconciled.events}


def test_what_stands_in_the_store_is_what_reading_it_all_again_gives(path):
    """After each kind of decision the derived tables hold what reconciling the decided whole gives."""
    split = decide(path, by_desk("split", "e-all", "c"))
    for made in (
        by_desk("correct", COUNTS[2], low="33", high="33"),
        by_desk("dismiss", COUNTS[1]),
        by_desk("pin", "e-all", outcome="freed", best="11"),
        by_desk("move", COUNTS[0], states(path)[0].found[-1]),
        by_desk("merge", "e-all", states(path)[0].found[-1]),
        by_desk("undo", split.id),
    ):
        decide(path, made)
        assert View(path).story() == as_of(path)
        assert verify(path).ok
    before = digest(path)
    keep(path, linked(*THREE, together=True))
    assert digest(path) == before


def test_a_decision_is_about_its_event_only(tmp_path):
    """What was reconciled of other events is not touched, and a correction moves the figure of its own."""
    path = keep(tmp_path / "s.asof", linked(*THREE))
    decide(path, by_desk("correct", COUNTS[1], low="25", high="25"))
    assert freed(View(path).story()) == {"e-a": (10, 10), "e-b": (25, 25), "e-c": (30, 30)}
    assert View(path).story() == as_of(path)


def test_decisions_survive_reading_again_and_a_newer_engine(path):
    """A page that changed beside the words, an engine that names its claims otherwise: the correction holds."""
    decide(path, by_desk("correct", COUNTS[0], low="14", high="14"))
    changed = replace(THREE[0], title="Miners freed at last")
    newer = tuple(
        replace(c, id=f"c-newer-{n}", made_by="test/2") for d in (changed, *THREE[1:]) for n, c in enumerate(claims(d))
        if d.document == "a"
    )  # fmt: skip
    pile = linked(changed, *THREE[1:], together=True)
    rest = tuple(c for c in pile.claims if c.document != "a")
    links = tuple(replace(pile.links[0], claim=c.id) for c in newer) + pile.links[2:]
    keep(path, replace(pile, claims=(*newer, *rest), links=links), "test/2")
    (state,) = states(path)
    assert (state.state, state.found) == ("applied", ("c-newer-0",))
    assert [s.decision.kind for s in history(path, "c-newer-0")] == ["correct"]
    assert [s.decision.kind for s in history(path, COUNTS[0])] == ["correct"]
    claim = next(c for c in as_of(path).claims if c.id == "c-newer-0")
    assert claim.quantity.low == 14
    assert original(path, "c-newer-0").quantity.low == 10


def test_what_is_refused_is_not_kept(path):
    """A value that is none, an id that is none, an undoing of what is undone: the ledger stays as it was."""
    first = decide(path, by_desk("dismiss", COUNTS[0]))
    undo(path, first.id, "night desk")
    before = digest(path)
    for wrong in (
        by_desk("correct", COUNTS[0], low="x"),
        by_desk("dismiss", "c-none"),
        by_desk("undo", first.id),
        by_desk("split", "e-all", "a", "b", "c"),
    ):
        with pytest.raises((ValueError, LookupError)):
            decide(path, wrong)
    assert digest(path) == before


def test_who_decides_while_another_writes_is_told_by_whom(path, monkeypatch):
    """The refusal names what holds the story."""
    monkeypatch.setattr("asof.review.WAIT", 0.0)
    with Writer(path, who="asof run") as writer:
        writer.reading(reading(document("late", 3)))
        with pytest.raises(StoreError, match=r"being written by asof run \(process \d+"):
            decide(path, by_desk("dismiss", COUNTS[0]))
    assert decisions(path) == ()


def test_decisions_of_several_at_once_are_all_kept(path):
    """A server's threads: each waits for the other's few milliseconds."""
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda claim: decide(path, by_desk("accept", claim)), COUNTS))
    assert {d.id for d in made} == {d.id for d in decisions(path)}
    assert len(decisions(path)) == len(COUNTS)


def test_known_by_shows_the_story_as_it_was_decided_then(path):
    """By record time a decision counts from when it was kept, for every assertion time."""
    first = decide(path, by_desk("dismiss", COUNTS[2]))
    second = undo(path, first.id, "night desk")
    assert freed(as_of(path, known_by=first.recorded_at)) == {"e-all": (20, 20)}
    assert freed(as_of(path, known_by=second.recorded_at)) == freed(as_of(path)) == {"e-all": (30, 30)}
    assert [d.id for d in decisions(path, known_by=first.recorded_at)] == [first.id]
    changes = diff(path, Between(known_start=first.recorded_at, known_end=second.recorded_at)).changes
    assert [(c.before.best, c.after.best) for c in changes if not c.population] == [(20, 30)]
    assert "a decision about it was undone" in changes[0].sentence


def test_the_difference_of_two_moments_names_the_words(path):
    """From the 4th to the 6th: the figure before and after, who said it, and in which words."""
    found = diff(path, Between(start="2026-03-04", end="2026-03-06"))
    (change,) = [c for c in found.changes if not c.population]
    assert (change.before.best, change.after.best) == (10, 30)
    assert change.sentence.startswith("Freed: 30, was 10. Police in c, 6 Mar 2026: “Police said 30 miners")
    assert [w.claim for w in change.words] == [COUNTS[2], COUNTS[1]]
    assert found.documents == ("b", "c")


def test_forgetting_a_document_takes_its_words_out_of_decisions(path):
    """No word of it is left in the file; the decision with its author and reason is."""
    decide(path, by_desk("correct", COUNTS[0], low="77123", high="77123"))
    decide(path, by_desk("dismiss", COUNTS[1]))
    forget(path, "a")
    kept = decisions(path)
    assert [(d.kind, d.author, d.anchor[0].quote) for d in kept] == [
        ("correct", "night desk", ""),
        ("dismiss", "night desk", "20"),
    ]
    assert b"77123" not in path.read_bytes()
    assert [s.state for s in states(path)] == ["lost", "applied"]
    assert verify(path).ok


class Deciding(RuleBasedStateMachine):
    """Decisions and undoings in any order against a model: what each claim says, and how it is marked."""

    @initialize()
    def begin(self):
        """A fresh copy of the story, and one in which the same decisions are kept later, all at once."""
        folder = tempfile.mkdtemp()
        self.path = keep(Path(folder) / "s.asof", linked(*THREE, together=True))
        self.twin = Path(shutil.copy(self.path, Path(folder) / "twin.asof"))
        self.kept = []
        self.undone = {}

    def _keep(self, made):
        self.kept.append(decide(self.path, made))

    @rule(claim=st.sampled_from(COUNTS), number=st.integers(0, 99))
    def correct(self, claim, number):
        self._keep(by_desk("correct", claim, low=str(number), high=str(number)))

    @rule(claim=st.sampled_from(COUNTS))
    def dismiss(self, claim):
        self._keep(by_desk("dismiss", claim))

    @rule(claim=st.sampled_from(COUNTS))
    def accept(self, claim):
        self._keep(by_desk("accept", claim))

    @precondition(lambda self: any(self._standing(d) for d in self.kept))
    @rule(data=st.data())
    def undo(self, data):
        chosen = data.draw(st.sampled_from([d for d in self.kept if self._standing(d)]))
        self._keep(by_desk("undo", chosen.id))

    @rule()
    def read_again(self):
        keep(self.path, linked(*THREE, together=True))

    def _standing(self, decision):
        """Whether no undoing that stands is about it."""
        return not any(u.kind == "undo" and u.targets[0] == decision.id and self._standing(u) for u in self.kept)

    @invariant()
    def what_is_shown_is_what_the_model_says(self):
        """Each claim's number and mark by the decisions that stand, the last first."""
        numbers, marks = dict(zip(COUNTS, (10, 20, 30), strict=True)), dict.fromkeys(COUNTS)
        for decision in self.kept:
            if decision.kind == "undo" or not self._standing(decision):
                continue
            (claim,) = decision.targets
            if decision.kind == "correct":
                numbers[claim] = int(decision.value["low"])
            mark = {"correct": "corrected", "dismiss": "dismissed", "accept": "accepted"}[decision.kind]
            marks[claim] = "corrected" if (mark, marks[claim]) == ("accepted", "corrected") else mark
        story = View(self.path).story()
        assert {c.id: c.quantity.low for c in story.claims if c.id in numbers} == numbers
        assert {x.claim: x.review for x in story.links if x.claim in marks} == marks
        on_tracks = {p.claim for t in story.reconciled.tracks for p in t.points}
        assert on_tracks == {c for c in COUNTS if marks[c] != "dismissed"}

    def teardown(self):
        """The same decisions in the same order make a store of the same digest."""
        if not hasattr(self, "path"):
            return
        for decision in self.kept:
            decide(self.twin, replace(decision, id="", anchor=(), recorded_at=None))
        assert digest(self.twin) == digest(self.path)
        assert View(self.path).story() == as_of(self.path)
        shutil.rmtree(self.path.parent)


Deciding.TestCase.settings = settings(max_examples=4, stateful_step_count=5, deadline=None)
TestDeciding = Deciding.TestCase
