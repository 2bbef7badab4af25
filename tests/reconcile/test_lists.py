"""People who are listed together add up, where no number of all is stated."""

from msgspec.structs import replace

from asof.records import Range
from tests.reconcile.factory import Pile, ends, estimate


def total(text, *words, later=()):
    """The estimate of the killed over a sentence in which each of the words is one claim of one person, or a number.

    `later`: what reports of the next day say, each a number and its noun.
    """
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    for word, number, noun in words:
        pile.count("killed", number, who=noun, text=word, sentence=Range(start=0, end=len(text)))
        claim = pile.claims[-1]
        at = text.index(word)
        end = text.index(noun, at) + len(noun)
        who = replace(claim.population, text=noun, start=end - len(noun), end=end)
        pile.claims[-1] = replace(claim, span=replace(claim.span, start=at, end=at + len(word)), population=who)
    pile.text(text)
    for n, (number, noun) in enumerate(later):
        pile.report(f"later{n}", "2031-05-05", outlet=f"L{n}")
        pile.count("killed", number, who=noun)
    found = estimate(pile)
    return found.best, found.reason


def test_a_list_is_added_up():
    """A guard and three miners are four."""
    best, reason = total("A guard and three miners died.", ("A", 1, "guard"), ("three", 3, "miners"))
    assert best == 4
    assert "listed together" in reason


def test_an_opening_list_is_not_weighed_down():
    """Four hostages and six gunmen died: who mourns the four the day after does not take the six away."""
    words = (("Four", 4, "hostages"), ("six", 6, "gunmen"))
    best, reason = total("Four hostages and six gunmen died.", *words, later=[(4, "hostages")] * 3)
    assert best == 10
    assert "better borne out" not in reason


def test_a_name_behind_a_noun_is_no_second_person():
    """Behind a comma alone it is that person's own."""
    best, _ = total("A guard, Berg, died.", ("A", 1, "guard"), ("Berg", 1, "Berg"))
    assert best == 1


def test_a_list_right_behind_its_total_says_nothing_new():
    """Three men: a guard and two miners."""
    words = (("Three", 3, "men"), ("a", 1, "guard"), ("two", 2, "miners"))
    best, _ = total("Three men, a guard and two miners, died.", *words)
    assert best == 3


def test_a_number_that_is_nearly_reached_has_a_low_end():
    """Nearly 600 is no less than nine tenths of it, alone and in a sum."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("freed", None, 600, approximate=True)
    found = estimate(pile, "freed")
    assert ends(found) == (540, 600, 600)
