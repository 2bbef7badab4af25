"""Counts as intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.reconcile.intervals import Interval, close, interval_of, meet, within
from asof.records import Bounds

counts = st.integers(0, 10**6)
bounds = st.builds(Bounds, low=st.none() | counts, high=st.none() | counts, approximate=st.booleans())


@pytest.mark.parametrize(
    ("low", "high", "approximate", "best", "words"),
    [
        (20, 20, False, 20, "20"),
        (20, None, False, 20, "at least 20"),
        (None, 40, False, None, "up to 40"),
        (None, 600, True, 600, "up to 600"),
        (20, 26, False, 23, "20 to 26"),
        (0, 0, False, 0, "0"),
    ],
)
def test_best_reading(low, high, approximate, best, words):
    """Each form of bounds has its best reading and its words; a mere ceiling has no best."""
    found = interval_of(Bounds(low=low, high=high, approximate=approximate))
    assert (found.best, str(found)) == (best, words)


@given(bounds, bounds)
def test_meeting_is_mutual_and_follows_from_containment(a, b):
    """Two intervals meet either way round; what lies within another meets it."""
    one, two = interval_of(a), interval_of(b)
    assert meet(one, two) == meet(two, one)
    if within(one, two):
        assert meet(one, two)


@given(bounds)
def test_best_lies_within(a):
    """The best reading is inside the bounds, which are never upside down."""
    found = interval_of(a)
    assert found.high is None or found.low <= found.high
    assert found.best is None or found.low <= found.best <= (found.best if found.high is None else found.high)


def test_a_rounded_figure_is_allowed_a_tenth():
    """About 100 agrees with 107, not with 130; an exact 100 agrees with neither."""
    about, near, far = (Interval(low=n, best=n, high=n) for n in (100, 107, 130))
    assert close(about, near, approximate=True)
    assert not close(about, far, approximate=True)
    assert not close(about, near, approximate=False)
