"""A moment in words, as somebody asks for it."""

import pytest

from asof.annotate.times import asked

LAST = "2026-03-07"  # a Saturday


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Thursday noon", "2026-03-05T12:00"),
        ("noon on Thursday", "2026-03-05T12:00"),
        ("Thursday", "2026-03-05"),
        ("Sunday noon", "2026-03-01T12:00"),
        ("Saturday", "2026-03-07"),
        ("the end of Friday", "2026-03-06"),
        ("March 4, 7pm", "2026-03-04T19:00"),
        ("4 March 2025 noon", "2025-03-04T12:00"),
        ("4 March 19:00 GMT", "2026-03-04T19:00:00Z"),
        ("2026-03-04T12:00+01:00", "2026-03-04T12:00+01:00"),
        ("2026-03-04", "2026-03-04"),
    ],
)
def test_a_day_and_a_clock_time_in_words(words, moment):
    """Weekdays and days without a year are the story's last; what is ISO already stays as it is."""
    assert asked(words, LAST) == moment


@pytest.mark.parametrize(
    "words",
    ["yesterday noon", "three hours ago", "last Thursday", "Thursday evening", "Thursday or Friday", "soon", "",
     "x" * 500, "Thursday noon, after the storm", "the start of Friday", "by Thursday noon", "midnight Thursday"],
)  # fmt: skip
def test_vague_words_are_refused(words):
    """What reckons from the reader's own day, names a part of a day, or two days, or more than a time, is no moment."""
    assert asked(words, LAST) is None


def test_a_weekday_needs_a_story_with_dates():
    """Without the story's last day a weekday is no day; a whole date needs none."""
    assert asked("Thursday noon", None) is None
    assert asked("5 March 2026 noon", None) == "2026-03-05T12:00"
