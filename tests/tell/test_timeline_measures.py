"""The measures of timelines on cases that can be reckoned by hand."""

from datetime import date

import pytest

from bench.tell.measures import align, dates, f1, grams, mean_f1, words
from bench.tell.porter import stem

DAY, NEXT, LATER = date(2031, 5, 2), date(2031, 5, 3), date(2031, 5, 9)


def test_words_are_stems_without_stop_words() -> None:
    """Small letters, no stop words, Porter's stems, as ROUGE takes them."""
    assert words("The Villagers were RETURNING to their flooded fields .") == ["villag", "return", "flood", "field"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("agreed", "agre"),
        ("hopping", "hop"),
        ("happy", "happi"),
        ("relational", "relat"),
        ("electrical", "electr"),
        ("adoption", "adopt"),
        ("rate", "rate"),
    ],
)
def test_stems_are_those_of_the_paper(word: str, expected: str) -> None:
    """Examples that Porter gives."""
    assert stem(word) == expected


def test_the_same_timeline_is_whole() -> None:
    """Against itself every measure is one."""
    gold = {DAY: ["A dam cracked ."], LATER: ["Villagers returned home ."]}
    assert align(gold, gold) == (1.0, 1.0)
    assert dates(gold, gold) == (1.0, 1.0)


def test_a_day_off_counts_half() -> None:
    """The right words one day late are worth one half."""
    assert align({NEXT: ["A dam cracked ."]}, {DAY: ["A dam cracked ."]}) == (0.5, 0.5)


def test_precision_is_of_what_was_told_recall_of_the_gold() -> None:
    """Two of four telling words are shared: precision 2/4; all of the gold's two: recall 1."""
    precision, recall = align({DAY: ["dam cracked heron pond"]}, {DAY: ["dam cracked"]})
    assert (precision, recall) == (0.5, 1.0)


def test_pairs_of_words_cross_sentences() -> None:
    """ROUGE-2 reads a summary as one run of words."""
    assert ("crack", "villag") in grams(["Dam cracked .", "Villagers left ."], 2)


def test_days_chosen() -> None:
    """One of two days right, one of three found."""
    found = {DAY: ["x"], NEXT: ["x"]}
    assert dates(found, {DAY: ["x"], LATER: ["x"], date(2031, 6, 1): ["x"]}) == (0.5, pytest.approx(1 / 3))


def test_nothing_told_is_nothing_scored() -> None:
    """An empty timeline scores zero and raises nothing."""
    assert align({}, {DAY: ["x"]}) == (0.0, 0.0)
    assert dates({}, {DAY: ["x"]}) == (0.0, 0.0)
    assert mean_f1([]) == 0.0
    assert f1(0, 0) == 0.0
