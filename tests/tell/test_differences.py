"""What differs between two states: one answer for the updates that people read and for `asof diff`."""

from msgspec.structs import replace

from asof.records import Contradiction, Story
from asof.tell.changes import changes
from asof.tell.differences import Disputes, moved, same_event
from asof.tell.standing import Standing
from asof.tell.updates import updates
from tests.tell import factory


def with_disputes(story: Story, *found: Contradiction) -> Story:
    """The story with these contradictions and no others."""
    return replace(story, reconciled=replace(story.reconciled, contradictions=found))


def without(story: Story, outcome: str) -> Story:
    """The story as if nobody had counted an outcome."""
    (event,) = story.reconciled.events
    left = {name: e for name, e in event.estimates.items() if name != outcome}
    event = replace(event, estimates=left, estimates_by=())
    return replace(story, reconciled=replace(story.reconciled, events=(event,)))


def test_both_tell_of_the_same_figures() -> None:
    """A figure that is there only in one state has moved; whoever tells of changes tells of that one."""
    story = factory.story()
    before = without(story, "freed")
    (then,), (now,) = before.reconciled.events, story.reconciled.events
    everyone = {key for key in moved(then, now) if not key[1]}
    assert everyone == {("freed", "")}
    assert moved(now, now) == {}
    told = {c.outcome for c in changes(before, story) if c.what == "figure" and not c.population}
    assert told == {"freed"}
    assert any(u.kind == "new" and "freed" in u.sentence.text for u in updates(before, story))


def test_disputes_open_and_end_once() -> None:
    """A contradiction is told as opened, as settled with its time, or as gone where a decision took it away."""
    story = factory.story()
    (event,) = story.reconciled.events
    first = story.reconciled.contradictions[0]
    empty, one = with_disputes(story), with_disputes(story, first)
    settled = with_disputes(story, replace(first, closed="2031-03-05T09:00:00Z"))

    def between(before: Story, after: Story) -> tuple[int, int, int]:
        found = Disputes(Standing(before), Standing(after), event, event)
        return len(found.opened), len(found.settled), len(found.gone)

    assert between(empty, one) == (1, 0, 0)
    assert between(one, settled) == (0, 1, 0)
    assert between(one, empty) == (0, 0, 1)
    assert between(one, one) == (0, 0, 0)
    (ended,) = [c for c in changes(one, settled) if c.what == "contradiction"]
    assert ended.sentence.startswith("No longer in dispute since 5 Mar")
    assert [u.kind for u in updates(one, settled)] == ["settled"]


def test_an_event_is_the_same_under_another_id() -> None:
    """By id; else by the reports that it shares; an event of other reports is another."""
    story = factory.story()
    (event,) = story.reconciled.events
    assert same_event(story, event) is event
    assert same_event(story, replace(event, id="other")) is event
    assert same_event(story, replace(event, id="other", documents=("elsewhere",))) is None
