"""Figures of independent sources that cannot both be true."""

from msgspec.structs import replace

from asof.reconcile import reconcile
from asof.records import Population, Range, Span
from tests.reconcile.factory import Pile


def values(pile, at=None):
    """The contradictions of value."""
    return [c for c in reconcile(pile.linked(), at=at).contradictions if c.kind == "value"]


def two(low, high, when="2031-05-04", outcome="killed", **more):
    """Two claims of two outlets."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count(outcome, low, id="first", source=more.get("source_a"))
    pile.report("b", when, outlet="B")
    pile.count(outcome, high, id="second", source=more.get("source_b"), approximate=more.get("about", False))
    return pile


def test_two_figures_of_one_day_contradict():
    """The explanation gives both figures with their sources."""
    found = values(two(12, 23, outcome="held"))
    assert [c.claims for c in found] == [("first", "second")]
    assert "A gave 12 and B gave 23" in found[0].explanation


def test_a_toll_may_grow_within_a_day():
    """Of two tolls of one day nobody knows which was said first."""
    assert values(two(12, 23)) == []


TEXT = "The army said 23 were killed. {} 12 were killed."


def in_one_report(words, outcome="killed", source="the mayor"):
    """Two figures of one report, the second after the words given."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    text = TEXT.format(words)
    pile.text(text)
    start = text.index(words)
    pile.count(outcome, 23, source="the army", sentence=Range(start=0, end=29), id="first")
    pile.count(outcome, 12, source=source, sentence=Range(start=start, end=len(text)), id="second")
    second = pile.claims[-1]
    number = text.index("12", start)
    pile.claims[-1] = replace(second, span=Span(start=number, end=number + 2, text="12"))
    return pile


def test_one_reports_lower_toll_is_a_dispute_where_words_say_so():
    """Without words of contrast the lower may be a part of the higher."""
    assert len(values(in_one_report("The mayor said that only"))) == 1
    assert values(in_one_report("In the mill, the mayor said,")) == []
    assert values(in_one_report(f"The mayor, who had only come {'by a long road ' * 5}then, said that")) == []


def test_in_one_report_two_named_sources_dispute_a_state():
    """Of the held two sources differ; the outlet's own number may be of others."""
    assert len(values(in_one_report("The mayor said", outcome="held"))) == 1
    assert values(in_one_report("In the mill", outcome="held", source=None)) == []


def test_a_part_of_what_a_report_sums_up_is_a_part():
    """Twelve in the raid are a part of the 23 in all, and say nothing against them."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    text = "The mayor said 12 were killed in the raid. In all, 23 were killed, the army said."
    pile.text(text)
    pile.count("killed", 12, source="the mayor", sentence=Range(start=0, end=42), id="part")
    pile.count("killed", 23, source="the army", sentence=Range(start=43, end=len(text)), id="whole")
    found = reconcile(pile.linked())
    assert ("part", "whole", "subset") in [(r.a, r.b, r.relation) for r in found.relations]
    assert found.contradictions == ()
    assert found.events[0].estimates["killed"].low == 23


def test_a_lower_toll_far_down_in_a_later_report_is_no_dispute():
    """It may be of some of the dead."""
    pile = two(23, 12, when="2031-05-05")
    pile.claims[-1] = replace(pile.claims[-1], sentence=Range(start=900, end=990))
    assert values(pile) == []


def test_a_grown_toll_is_no_contradiction():
    """The next day's higher toll is an update."""
    assert values(two(12, 23, when="2031-05-05")) == []


def test_a_shrunk_toll_is_one():
    """The dead do not become fewer without a correction."""
    assert len(values(two(23, 12, when="2031-05-05"))) == 1


def test_one_voice_does_not_contradict_itself():
    """Two figures of one source are not two sides."""
    assert values(two(12, 23, source_a="the mayor", source_b="The mayor")) == []


def test_rounded_figures_do_not_contradict():
    """About 105 and 100 agree."""
    assert values(two(100, 105, about=True)) == []


def test_a_contradiction_closes_when_a_side_gives_another_figure():
    """It is open as of the second day, and closed once one side has come round."""
    pile = two(23, 12, when="2031-05-05")
    pile.report("c", "2031-05-06", outlet="B")
    pile.count("killed", 23)
    assert values(pile, at="2031-05-05")[0].closed is None
    found = values(pile)
    assert [(c.opened, c.closed) for c in found] == [("2031-05-05", "2031-05-06")]


def test_a_contradiction_closes_when_a_side_first_gives_another_figure():
    """The one who gave 23 came round on the sixth, and gave yet another number on the eighth."""
    pile = two(23, 12, when="2031-05-05")
    for day, low in (("06", 12), ("08", 11)):
        pile.report(day, f"2031-05-{day}", outlet="A")
        pile.count("killed", low)
    assert values(pile)[0].closed == "2031-05-06"


def missing(second, hour):
    """Twelve missing at eight in the morning; another report's number, that day, at an hour."""
    pile = Pile()
    for name, at, low in (("A", "08", 12), ("B", hour, second)):
        pile.report(name, f"2031-05-04T{at}:00:00Z", outlet=name)
        pile.count("missing", low)
    return values(pile)


def test_a_state_of_other_hours_is_no_dispute():
    """Of twelve missing in the morning four may be found by the afternoon; at nearly the same hour it is a dispute."""
    assert missing(8, "15") == []
    assert len(missing(8, "09")) == 1


def test_a_figure_disputes_the_one_that_stands_not_the_one_before():
    """Twelve, then fifteen; nine by the company is set against the fifteen, and stays so once eleven are told of."""
    pile = Pile()
    for hour, low, source in (("08", 12, "the guard"), ("10", 15, "the guard"), ("12", 9, "the firm"), ("13", 11, "X")):
        pile.report(hour, f"2031-05-04T{hour}:00:00Z", outlet=f"O{hour}")
        pile.count("killed", low, source=source, id=f"c{low}")
    told = {frozenset(c.claims) for c in values(pile)}
    assert frozenset({"c15", "c9"}) in told
    assert not any("c12" in claims for claims in told)


def stood_by(*, origin=None, source=None, last=12):
    """Ten missing by the guard and then by B; the guard gives twelve, which C, who speaks last, gives too or not."""
    pile = Pile()
    for hour, outlet, low, by in (
        ("08:00", "A", 10, "the guard"),
        ("08:10", "B", 10, source),
        ("09:00", "A", 12, "the guard"),
    ):
        pile.report(f"r{hour}", f"2031-05-04T{hour}:00Z", outlet=outlet)
        pile.count("missing", low, source=by, origin=origin if low == 10 else None, id=f"{outlet}{low}")
    pile.report("last", "2031-05-04T09:30:00Z", outlet="C")
    pile.count("missing", last, id=f"C{last}")
    return {c.claims for c in values(pile)}


def test_a_figure_stands_while_somebody_of_another_origin_stands_by_it():
    """The guard who first gave ten gives twelve; B, who found ten too, still says so, and is against both."""
    assert stood_by() == {("B10", "A12")}
    assert stood_by(last=15) == {("B10", "A12"), ("A12", "C15")}


def test_who_only_carries_a_figure_goes_with_its_source():
    """B named the guard, or copied what went back to him: with his twelve nobody stands by ten any more."""
    assert stood_by(source="The guard") == set()
    assert stood_by(origin="o1") == set()


def test_what_another_tracks_correction_took_back_hides_no_dispute():
    """Of 60 and 52 miners the toll of all people, lowered to 42, takes back the 52; a later 41 disputes the 60."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04T08:00:00Z", outlet="A")
    pile.count("killed", 60, who="miners", source="a doctor", id="doctor")
    pile.report("b", "2031-05-04T09:00:00Z", outlet="B")
    pile.count("killed", 52, who="miners", source="the ministry", kind="official", id="ministry")
    pile.report("c", "2031-05-05T08:00:00Z", outlet="C")
    text = "The ministry lowered the toll to 42."
    pile.text(text)
    number = Span(start=text.index("42"), end=text.index("42") + 2, text="42")
    pile.count("killed", 42, sentence=Range(start=0, end=len(text)), span=number, id="lowered")
    pile.report("d", "2031-05-06T08:00:00Z", outlet="D")
    pile.count("killed", 41, who="miners", id="late")
    assert {c.claims for c in values(pile)} >= {("doctor", "late")}


def test_an_explanation_calls_people_what_their_reports_call_them():
    """Both count protesters, who are civilians to the track; where one counts marchers, they are civilians."""
    for second, words in (("protesters", "Of protesters killed"), ("marchers", "Of civilians killed")):
        pile = Pile()
        pile.report("a", "2031-05-04", outlet="A")
        pile.count("killed", 23, population=Population(text="protesters", head="protester", role="civilian"))
        pile.report("b", "2031-05-05", outlet="B")
        pile.count("killed", 12, population=Population(text=second, head=second[:-1], role="civilian"))
        assert [c.explanation[: len(words)] for c in values(pile)] == [words]
