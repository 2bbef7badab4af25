"""How any two counts stand to one another."""

import pytest
from msgspec.structs import replace

from asof.reconcile.pairs import between
from asof.records import Range
from tests.reconcile.factory import Pile


def two(first, second, text="In Norvik the mill burned.", last="05"):
    """The relation of a second report's count to a first one's, a day earlier."""
    pile = Pile()
    for name, day, told in (("a", "04", first), ("b", last, second)):
        pile.report(name, f"2031-05-{day}", outlet=name.upper())
        pile.count(
            "killed", told.pop("low"), told.pop("high", "same"), id=name, sentence=Range(start=0, end=80), **told
        )
        pile.text(f"{text} {'.' * 60}")
    return between(pile.linked(), "a", "b").relation


def test_a_toll_that_grew_is_an_update():
    """Twelve, a day later twenty."""
    assert two({"low": 12}, {"low": 20}) == "updates"


def test_a_ceiling_above_the_toll_is_an_update():
    """At least 27, then up to 29."""
    assert two({"low": 27, "high": None}, {"low": None, "high": 29}) == "updates"


def test_a_number_for_a_vague_word_is_more_exact():
    """Dozens, then forty."""
    assert two({"low": 24, "high": None, "text": "Dozens"}, {"low": 40}) == "refines"


def test_a_part_of_another_group_is_a_subset():
    """Three of the dead were foreigners."""
    assert two({"low": 12}, {"low": 3, "who": "foreign miners"}) == "subset"


def test_a_part_told_of_days_later_may_be_another_toll():
    """Five dead; three days later three soldiers died: whether they are among the five is not said."""
    assert two({"low": 5}, {"low": 3, "who": "soldiers"}, last="07") == "incomparable"


def test_one_number_in_other_words_for_the_people_is_the_same():
    """Eight people, then eight miners; a single one may be anybody."""
    assert two({"low": 8}, {"low": 8, "who": "miners"}) == "same"
    assert two({"low": 1}, {"low": 1, "who": "miners"}) == "subset"


def test_a_number_nearly_reached_is_more_exact_than_a_vague_word():
    """Hundreds, then nearly 700; 95 is no more exact than nearly a thousand."""
    nearly = {"low": None, "high": 700, "approximate": True}
    assert two({"low": 200, "high": None, "text": "Hundreds"}, dict(nearly)) == "refines"
    assert two({"low": None, "high": 1000, "approximate": True}, {"low": 95}) == "incomparable"


def test_a_vague_word_for_a_number_is_the_same_less_exactly():
    """More than 170, then dozens; four are not what "dozens" leaves open."""
    dozens = {"low": 24, "high": None, "text": "dozens"}
    assert two({"low": 170, "high": None}, dict(dozens)) == "same"
    assert two({"low": 4}, dict(dozens)) == "updates"


def test_one_number_rounded_in_two_ways_is_the_same():
    """More than 600, then about 600; nearly 700, then more than 700 has grown, but not the other way round."""
    about = {"low": 600, "high": 600, "approximate": True}
    assert two({"low": 600, "high": None}, dict(about)) == "same"
    nearly, more = {"low": None, "high": 700, "approximate": True}, {"low": 700, "high": None}
    assert two(dict(nearly), dict(more)) == "updates"
    assert two(dict(more), dict(nearly)) == "same"


def test_a_bound_far_below_another_says_nothing_of_it():
    """At least forty, then at least four: not the same, less exactly."""
    assert two({"low": 40, "high": None}, {"low": 4, "high": None}) == "incomparable"


def test_more_of_a_part_than_of_all_before_is_an_update():
    """Twelve people, a day later fifteen miners: the toll has grown."""
    assert two({"low": 12}, {"low": 15, "who": "miners"}) == "updates"


def test_nothing_in_common_is_not_compared():
    """Without a word beside both they may be of two events; one large number may be told in any words."""
    assert two({"low": 12}, {"low": 13}, text="") == "incomparable"
    assert two({"low": 146}, {"low": 146}, text="") == "same"


def test_a_denial_means_the_figure_that_it_names():
    """Another source denies; the same one takes back; another figure is not meant."""
    denied = {"low": 12, "factuality": "CT-", "source": "the mayor"}
    assert two({"low": 12, "source": "a miner"}, dict(denied)) == "denies"
    assert two({"low": 12, "source": "the mayor"}, dict(denied)) == "retracts"
    assert two({"low": 40, "source": "a miner"}, dict(denied)) == "incomparable"


def test_some_of_those_counted_beside_them():
    """Two of the five is a subset, by the words between them."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 2, id="two", text="Two", sentence=Range(start=0, end=60))
    pile.count("killed", 5, id="five", text="five", sentence=Range(start=0, end=60))
    first = pile.claims[0].span
    between_them = " of the "
    text = "." * first.start + "Two" + between_them
    pile.claims[1] = replace(pile.claims[1], span=replace(pile.claims[1].span, start=len(text), end=len(text) + 4))
    pile.text(text + "five died.")
    assert between(pile.linked(), "two", "five").relation == "subset"


def test_an_unknown_claim_is_refused():
    """There is no such count."""
    with pytest.raises(LookupError, match="no count claims"):
        between(Pile().linked(), "x", "y")


def test_a_higher_number_of_the_same_day_is_an_update():
    """Twenty-four, and in another report of that day twenty-five: a toll grows, whichever hour it was."""
    assert two({"low": 24}, {"low": 25}, last="04") == "updates"


def test_background_of_the_same_words_is_compared():
    """What a report tells as background is of no event; beside the same names it may still be the same count."""
    assert two({"low": 12}, {"low": 12, "event": None}) == "same"


def test_background_without_common_words_is_not():
    """Twelve of no event, beside words that say nothing of it."""
    assert two({"low": 12}, {"low": 12, "event": None}, text="People died.") == "incomparable"


def test_who_was_added_is_counted_in_a_later_toll():
    """Another five, and twelve a day later: the five are among them; five more after the twelve are not."""
    more = {"low": 5, "basis": "increment"}
    assert two(dict(more), {"low": 12}) == "subset"
    assert two({"low": 12}, dict(more)) == "incomparable"


def test_two_events_stay_apart():
    """Claims that linking put into two events are never compared, whatever their words."""
    assert two({"low": 12, "event": "e2"}, {"low": 12}) == "incomparable"
