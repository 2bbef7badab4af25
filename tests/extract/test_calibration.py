"""The benchmark of confidence: what it calls believed, and which claims it calls right."""

import pytest

from bench.extract.calibration import Told, bins, figures, is_right, plot, told
from bench.extract.hard import FATES, extra

GOLD = {
    "document": "d", "start": 0, "end": 4, "outcome": ["freed"], "low": 9, "high": 9, "approximate": False,
    "role": ["hostage"], "nationality": [None], "factuality": ["CT+"], "sources": [["Police", "the Courier"]],
    "main": [True], "valid_time": [None],
}  # fmt: skip
CLAIM = {
    "span": {"start": 0, "end": 4}, "outcome": "freed", "quantity": {"low": 9, "high": 9, "approximate": False},
    "factuality": "CT+", "confidence": 0.9, "attribution": {"chain": [{"text": "Police"}, {"text": "the Courier"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "right"),
    [
        ({}, True),
        ({"outcome": "held"}, False),
        ({"factuality": "PR+"}, False),
        ({"quantity": {"low": 9, "high": None, "approximate": False}}, False),
    ],
)
def test_a_claim_is_right_in_outcome_bounds_and_factuality(changed, right):
    """Any of the three that differs makes a claim wrong."""
    assert is_right(GOLD, CLAIM | changed) is right


def test_claims_in_ignored_stretches_count_neither_way():
    """A claim outside what was annotated is passed over; one that the gold does not have is wrong."""
    ignored = {"document": "d", "start": 10, "end": 20, "ignore": True}
    beside = CLAIM | {"span": {"start": 12, "end": 14}}
    spurious = CLAIM | {"span": {"start": 6, "end": 8}}
    assert told([GOLD, ignored], [CLAIM, beside, spurious]) == [Told(0.9, True), Told(0.9, False)]


def test_a_scale_that_says_what_is_so_is_believed():
    """Four of five right at 0.8 and half at 0.5 is no error at all; all wrong at 0.9 is ninety points of it."""
    good = [*(Told(0.8, i != 0) for i in range(5)), Told(0.5, True), Told(0.5, False)]
    assert figures(good)["believed"] == 100.0
    assert figures([Told(0.9, False)] * 4)["believed"] == 10.0


def test_ranking_is_the_share_of_pairs_in_order():
    """One of two wrong claims lies above the right one: half; a constant ranks nothing."""
    assert figures([Told(0.5, True), Told(0.6, False), Told(0.4, False)])["ranking"] == 50.0
    assert figures([Told(0.7, True), Told(0.7, False)])["ranking"] == 50.0


def test_bins_hold_every_claim_once():
    """A confidence of one falls into the last bin, and a bin tells what was said and what was so."""
    made = bins([Told(1.0, True), Told(0.92, False), Told(0.05, False)])
    assert [(b.size, round(b.said, 2), b.right) for b in made] == [(1, 0.05, 0.0), (2, 0.96, 0.5)]


def test_the_plot_has_a_circle_for_each_bin():
    """The diagram is SVG with one circle a bin, its numbers in words."""
    drawn = plot([Told(0.95, True), Told(0.35, False)], "invented")
    assert drawn.startswith("<svg")
    assert drawn.count("<circle") == 2
    assert "1 claims: said 0.35, right 0.00" in drawn


def test_a_chain_that_is_not_found_is_not_right():
    """Chains are asked of every gold claim that has one, found or not; fates are counted among all claims."""
    found, _ = extra([GOLD], [CLAIM])
    missed, _ = extra([GOLD], [])
    assert "freed" in FATES
    assert (found["chains_full"], found["chains_asked"], found["fates_found"]) == (1, 1, 1)
    assert (missed["chains_full"], missed["chains_asked"], missed["fates_found"], missed["fates"]) == (0, 1, 0, 1)
