"""What a denial means, and what becomes of the figure denied."""

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile


def pile_with_denial(number=35, who="hostages", **more):
    """35 hostages killed on one day; on the next somebody denies some figure."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 35, who="hostages", id="asserted")
    pile.count("killed", 4, None, who="hostages", id="other")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", number, who=who, source="the ministry", factuality="CT-", id="denial", **more)
    return pile


def denied(pile):
    """The ids of denied claims."""
    return [p.claim for t in reconcile(pile.linked()).tracks for p in t.points if p.denied_by]


def test_a_denial_across_reports_means_the_same_figure():
    """It marks the figure it names, and no other of the track."""
    assert denied(pile_with_denial()) == ["asserted"]
    assert denied(pile_with_denial(number=36)) == []


def test_a_denial_of_a_span_means_every_figure_in_it():
    """Whoever denies 30 to 40 denies 35; whoever denies 36 to 40, or at least 30, need not."""
    assert denied(pile_with_denial(number=30, high=40)) == ["asserted"]
    assert denied(pile_with_denial(number=36, high=40)) == []
    assert denied(pile_with_denial(number=30, high=None)) == []


def test_a_denial_of_others_is_none_of_these():
    """A denial about attackers leaves the hostages' figure alone."""
    assert denied(pile_with_denial(who="attackers")) == []


def test_a_denial_that_names_claims_means_those():
    """Ids within the document need no equal figure."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 35, id="x")
    pile.count("killed", 30, factuality="CT-", denies=("x",), source="the ministry")
    assert denied(pile) == ["x"]


def test_a_denied_figure_leaves_the_best_and_stays_in_the_high_end():
    """Best falls to what is left; the denied figure still bounds from above and is listed as opposing."""
    estimate = reconcile(pile_with_denial().linked()).events[0].estimates["killed"]
    assert (estimate.low, estimate.best) == (4, 4)
    assert estimate.high is None or estimate.high >= 35
    assert "asserted" in estimate.opposing


def test_what_its_own_source_takes_back_leaves_the_high_end():
    """A retraction is stronger than a denial by others."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 35, source="the ministry")
    pile.count("killed", 4, source="the mayor")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 35, source="the ministry", factuality="CT-")
    found = reconcile(pile.linked())
    estimate = found.events[0].estimates["killed"]
    assert (estimate.low, estimate.best, estimate.high) == (4, 4, 4)
    assert [r.relation for r in found.relations if r.relation in ("denies", "retracts")] == ["retracts"]


def test_a_denial_is_a_contradiction():
    """The least set holds the claim and its denial, opened when it was denied."""
    found = [c for c in reconcile(pile_with_denial().linked()).contradictions if c.kind == "denial"]
    assert [c.claims for c in found] == [("asserted", "denial")]
    assert (found[0].opened, found[0].closed) == ("2031-05-05", None)
    assert "the ministry denied it" in found[0].explanation


def contradicted(*denying):
    """(opened, closed) of what stands against the rebels' 30, denied or taken back on later days by these voices."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 30, who="soldiers", source="the rebels")
    for day, voice in enumerate(denying, start=5):
        pile.report(f"d{day}", f"2031-05-0{day}", outlet=f"D{day}")
        pile.count("killed", 30, who="soldiers", source=voice, factuality="CT-")
    return [(c.opened, c.closed) for c in reconcile(pile.linked()).contradictions if c.kind == "denial"]


def test_who_takes_back_a_figure_contradicts_nobody():
    """The army's denial stands against the rebels' figure until they take it back; that alone is no contradiction."""
    assert contradicted("the army") == [("2031-05-05", None)]
    assert contradicted("the army", "the rebels") == [("2031-05-05", "2031-05-06")]
    assert contradicted("the rebels") == []


def test_that_one_person_was_not_hurt_denies_nobody_else_of_the_report():
    """A man was hurt and a man was not: two men, of whom the first stays counted; a number is denied as ever."""
    for number, gone in ((1, []), (4, ["asserted"])):
        pile = Pile()
        pile.report("a", "2031-05-04")
        words = "a" if number == 1 else "four"
        pile.count("injured", number, who="man", text=words, id="asserted")
        pile.count("injured", number, who="man", text=words, factuality="CT-", id="denial")
        assert denied(pile) == gone
