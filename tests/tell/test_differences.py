"""What differs between two states: one answer for the updates that people read and for `asof diff`."""

import pytest
from msgspec.structs import replace

from asof.records import Contradiction, Story
from asof.tell.changes import changes
from asof.tell.differences import Disputes, ended, moved, same_event
from asof.tell.sentences import explained, pointed
from asof.tell.standing import Standing
from asof.tell.updates import updates
from asof.tell.wording import softly
from tests.tell import factory


def with_disputes(story: Story, *found: Contradiction) -> Story:
    """The story with these contradictions and no others."""
    return replace(story, reconciled=replace(story.reconciled, contradictions=found))


def dispute(kind: str, *claims: str) -> Contradiction:
    """A contradiction of these claims."""
    first = factory.story().reconciled.contradictions[0]
    return replace(first, kind=kind, claims=claims)


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


@pytest.mark.parametrize("closed", ["2031-03-05T09:00:00Z", None])
def test_a_dispute_that_ended_is_told_in_the_same_words_everywhere(closed: str | None) -> None:
    """Settled or found no more, in what is new and in `asof diff` alike; nobody is said to have been right."""
    story = factory.story()
    first = story.reconciled.contradictions[0]
    after = with_disputes(story, *([replace(first, closed=closed)] if closed else []))
    before = with_disputes(story, first)
    (told,) = [c for c in changes(before, after) if c.what == "contradiction"]
    (update,) = updates(before, after)
    assert (update.kind, update.sentence.text) == ("settled", told.sentence)
    assert told.sentence == (
        "No longer disputed by what is current: 40 miles and 60 miles cannot both be the distance to the border. "
        "Nothing that is current speaks against the other any more."
    )


def test_why_a_dispute_ended() -> None:
    """What took the place of a disputed claim is named, with source and time; a denial that was a side ends nothing."""
    story = factory.story()
    (event,) = story.reconciled.events
    now = Standing(story)
    replaced = next(p for t in story.reconciled.tracks for p in t.points if p.superseded_by)
    ended_by = ended(now, event, dispute("value", replaced.claim), now.clock(event))
    assert " was since replaced by " in ended_by.text
    assert replaced.superseded_by in ended_by.claims
    denied = next(p for t in story.reconciled.tracks for p in t.points if p.denied_by)
    text = ended(now, event, dispute("denial", denied.claim, *denied.denied_by), now.clock(event)).text
    assert "was denied by" not in text
    assert (
        " was denied by the interior ministry"
        in ended(now, event, dispute("value", denied.claim), now.clock(event)).text
    )


def test_an_event_is_the_same_under_another_id() -> None:
    """By id; else by the reports that it shares; an event of other reports is another."""
    story = factory.story()
    (event,) = story.reconciled.events
    assert same_event(story, event) is event
    assert same_event(story, replace(event, id="other")) is event
    assert same_event(story, replace(event, id="other", documents=("elsewhere",))) is None


def test_sources_are_named_as_inside_a_sentence():
    """Articles that began a report's sentence are small inside ours; the first word is large, names stay."""
    words = "of miners held, A spokesman, via The Harbour Wire gave 4 and The An Loc paper A 5; neither fits."
    assert explained(replace(dispute("value", "a", "b"), explanation=words)) == (
        "Of miners held, a spokesman, via the Harbour Wire gave 4 and the An Loc paper A 5; neither fits."
    )


def test_a_report_without_an_outlet_is_called_as_everywhere_else():
    """What reconciling calls by its id is told by its number in the list of reports."""
    story = factory.story()
    unnamed = replace(story, documents=tuple(replace(d, outlet=None) for d in story.documents))
    claim = story.claims[0]
    found = replace(dispute("value", claim.id), explanation=f"Of miners held, {claim.document} gave 4.")
    assert explained(found, Standing(unnamed)) == "Of miners held, report 1 gave 4."
    assert explained(found, Standing(story)).endswith(f"{claim.document} gave 4.")


def _called(id_: str, explanation: str) -> str:
    """What is told of a claim of a report without an outlet, whose id is this, beside one that a spokesman makes."""
    story = factory.story()
    first = story.documents[0]
    other = next(c for c in story.claims if c.attribution and c.attribution.chain and c.document != first.document)
    bare = replace(story.claims[0], id="bare", attribution=None, document=id_)
    renamed = replace(first, document=id_, outlet=None)
    spoken = replace(other, attribution=replace(other.attribution, chain=(_source(other, "a spokesman"),)))
    both = replace(story, documents=(renamed, *story.documents[1:]), claims=(bare, spoken))
    return explained(replace(dispute("value", "bare", other.id), explanation=explanation), Standing(both))


def _source(claim, text):
    return replace(claim.attribution.chain[0], text=text)


@pytest.mark.parametrize(
    ("id_", "given", "told"),
    [
        ("a", "Of all held, a spokesman gave 4 and a gave 9.", "Of all held, a spokesman gave 4 and report 1 gave 9."),
        ("1", "1 gave 11 miners; a spokesman denied it.", "Report 1 gave 11 miners; a spokesman denied it."),
        ("1", "Of 11, 4 killed (1) make 11.", "Of 11, 4 killed (report 1) make 11."),
    ],
)  # fmt: skip
def test_the_id_of_a_report_is_replaced_only_where_it_is_a_source(id_: str, given: str, told: str) -> None:
    """Never inside words and numbers, nor as the beginning of another source."""
    assert _called(id_, given) == told


def test_whoever_tells_of_disputes_names_sources_alike() -> None:
    """The changes of `asof diff` too; an id that cannot be told otherwise keeps its small letters."""
    story = factory.story()
    first, second = story.claims[0].id, story.claims[1].id
    found = replace(dispute("value", first, second), explanation="of miners held, A spokesman gave 4 and Police 5.")
    (change,) = changes(with_disputes(story), with_disputes(story, found))
    assert change.sentence.endswith(": Of miners held, a spokesman gave 4 and Police 5.")
    assert explained(replace(found, explanation="wire-1 gave 4."), ids=("wire-1",)) == "wire-1 gave 4."


def test_a_name_that_begins_like_an_article_stays():
    """It is a newspaper that is called An Nahar; A Norvik official is no name."""
    words = "Of miners held, police, via An Nahar gave 4 and A Norvik official, via A Norvik news agency gave 5."
    assert explained(replace(dispute("value", "a", "b"), explanation=words)) == (
        "Of miners held, police, via An Nahar gave 4 and a Norvik official, via a Norvik news agency gave 5."
    )
    assert (softly("An Nahar"), softly("An Algerian official")) == ("An Nahar", "an Algerian official")


def test_what_opens_a_claim_is_not_cut_in_brackets():
    """The first comma that counts is the one after them."""
    (first, _), (rest, _) = pointed("Of the same distance (border, mine), police gave 40.", "x")
    assert (first, rest) == ("Of the same distance (border, mine)", ", police gave 40.")
