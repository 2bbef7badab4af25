"""What holds of any pile."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.reconcile import reconcile
from asof.reconcile.estimates import RULES
from asof.records import Linked, said_by
from tests.reconcile.factory import Pile

TIMES = [None, "2031-05-03", "2031-05-04", "2031-05-04T10:00:00Z", "2031-05-04T18:30:00Z", "2031-05-05"]
claims = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from(["killed", "injured", "held", "freed"]),
        "low": st.none() | st.integers(0, 30),
        "spread": st.none() | st.integers(0, 9),
        "who": st.sampled_from(
            ["people", "hostages", "foreign hostages", "Algerian workers", "gunmen", "man", "woman"]
        ),
        "source": st.sampled_from([None, "the mayor", "a witness"]),
        "factuality": st.sampled_from(["CT+", "CT+", "CT+", "PR+", "PS+", "CT-", "Uu"]),
        "basis": st.sampled_from(["total", "total", "increment", "part"]),
        "text": st.sampled_from(["3", "a", "another", "Hollis Vane"]),
        "part": st.sampled_from(["headline", "body", "comment"]),
    }
)
piles = st.lists(st.tuples(st.sampled_from(TIMES), st.lists(claims, max_size=5)), max_size=5)


def build(reports) -> Linked:
    """A pile from what Hypothesis draws."""
    pile = Pile(country="DZ")
    for n, (when, told) in enumerate(reports):
        pile.report(f"r{n}", when, outlet=f"O{n % 3}")
        for claim in told:
            more = dict(claim)
            low, spread = more.pop("low"), more.pop("spread")
            high = None if spread is None else (low or 0) + spread
            pile.count(more.pop("outcome"), low, high, implied=more["text"] == "Hollis Vane", **more)
    return pile.linked()


@settings(max_examples=80, deadline=None)
@given(piles, st.sampled_from(sorted(RULES)))
def test_low_best_and_high_are_in_order(reports, rule):
    """No estimate is upside down, and each end that is given is backed by some claim."""
    for event in reconcile(build(reports), rule=rule).events:
        for found in (*event.estimates.values(), *event.estimates_by):
            assert found.low is None or found.best is None or found.low <= found.best
            assert found.high is None or (found.best or found.low or 0) <= found.high
            assert set(found.supporting).isdisjoint(found.opposing)


@settings(max_examples=40, deadline=None)
@given(piles, st.randoms(use_true_random=False))
def test_the_order_of_claims_and_links_does_not_matter(reports, random):
    """Shuffled input gives the same bytes."""
    linked = build(reports)
    shuffled = list(linked.claims)
    links = list(linked.links)
    random.shuffle(shuffled)
    random.shuffle(links)
    other = msgspec.structs.replace(linked, claims=tuple(shuffled), links=tuple(links))
    assert msgspec.json.encode(reconcile(other)) == msgspec.json.encode(reconcile(linked))


@settings(max_examples=40, deadline=None)
@given(piles, st.sampled_from([t for t in TIMES if t]))
def test_the_future_does_not_show(reports, at):
    """As of a moment, all is as if nothing had been said later."""
    linked = build(reports)
    known = tuple(c for c in linked.claims if said_by(c.asserted_at, at) is not False)
    past = msgspec.structs.replace(linked, claims=known)
    assert reconcile(linked, at=at) == reconcile(past, at=at)


@settings(max_examples=40, deadline=None)
@given(piles)
def test_every_claim_is_used_or_counted(reports):
    """Each count claim denies, stands on one track, or is set aside."""
    linked = build(reports)
    found = reconcile(linked)
    on_tracks = [p.claim for t in found.tracks for p in t.points]
    denying = [c.id for c in linked.claims if c.factuality == "CT-" and c.id not in on_tracks]
    assert len(on_tracks) == len(set(on_tracks))
    assert (
        len(on_tracks) + sum(found.set_aside.values())
        <= len(linked.claims)
        <= (len(on_tracks) + sum(found.set_aside.values()) + len(denying))
    )
