"""The benchmark of the main story: what it counts."""

from collections import Counter

from bench.extract.main_story import figures, judged


def test_only_found_counts_are_judged() -> None:
    """A count with another outcome, or of which nothing is known, is not judged."""
    gold = [{"start": 0, "end": 4, "outcome": ["killed"], "main": [False]}]
    got = [
        {"span": {"start": 0, "end": 4}, "outcome": "killed", "main": True},
        {"span": {"start": 9, "end": 12}, "outcome": "killed", "main": True},
    ]
    assert [right for _, right in judged(gold, got)] == [False]
    assert judged(gold, [{**got[0], "outcome": "injured"}]) == []


def test_the_figures_of_a_table() -> None:
    """Eight main of which six are called so, two background of which one is: 70 %, F1 40."""
    n = Counter({(True, True): 6, (True, False): 2, (False, False): 1, (False, True): 1})
    assert figures(n) == {"main": 70.0, "background": 40.0}
    assert figures(Counter()) == {"main": 0.0, "background": 0.0}
