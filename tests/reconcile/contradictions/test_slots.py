"""When, where and who: two answers where there is one."""

from asof.reconcile import reconcile
from asof.records import ClaimLink, Range, RoleClaim, Span, ValidTime
from tests.reconcile.factory import EVENT, Pile


def found(pile, kind):
    """The claims of the contradictions of a kind."""
    return [c.claims for c in reconcile(pile.linked()).contradictions if c.kind == kind]


def dated(first, second, **more):
    """Two reports of one number, each with its day."""
    pile = Pile()
    for name, day in (("a", first), ("b", second)):
        pile.report(name, "2031-05-09", outlet=name.upper())
        pile.count("killed", more.get("number", 12), id=name, valid_time=ValidTime(value=day, start=0, end=6))
    return pile


def test_one_number_of_two_days_cannot_be():
    """The explanation gives both days."""
    pile = dated("2031-05-04", "2031-05-06")
    assert found(pile, "time") == [("a", "b")]
    words = reconcile(pile.linked()).contradictions[0].explanation
    assert "2031-05-04" in words
    assert "2031-05-06" in words


def test_days_that_meet_or_lie_far_apart_are_no_contradiction():
    """A month holds its days; what lies weeks apart is two events; two dead are met by chance."""
    assert found(dated("2031-05-04", "2031-05"), "time") == []
    assert found(dated("2031-05-04", "2031-07-06"), "time") == []
    assert found(dated("2031-05-04", "2031-05-06", number=2), "time") == []


def test_a_day_that_is_only_understood_says_nothing():
    """A claim that takes its day from the event gives none in its own words."""
    pile = Pile()
    for name, start in (("a", 0), ("b", None)):
        pile.report(name, "2031-05-09", outlet=name.upper())
        pile.count(
            "killed", 12, id=name, valid_time=ValidTime(value=f"2031-05-0{4 if start is None else 6}", start=start)
        )
    assert found(pile, "time") == []


def roles(slot, *fillers):
    """One report for each filler of a role."""
    pile = Pile()
    for n, (filler, entity) in enumerate(fillers):
        pile.report(f"r{n}", f"2031-05-0{n + 1}", outlet=f"R{n}")
        span = Span(start=0, end=len(filler), text=filler)
        claim = RoleClaim(
            id=f"r{n}", document=f"r{n}", span=span, part="body", sentence=Range(start=0, end=40),
            asserted_at=f"2031-05-0{n + 1}", made_by="test", role=slot, value=span, entity=entity,
        )  # fmt: skip
        pile.claims.append(claim)
        pile.links.append(ClaimLink(claim=claim.id, event=EVENT, origin=claim.id))
    return pile


def test_two_groups_named_as_the_one_that_did_it():
    """Of two names that linking did not find to be one."""
    assert found(roles("perpetrator", ("the Grey Hand", None), ("the Ninth Column", None)), "role") == [("r0", "r1")]


def test_one_entity_under_two_names_is_no_contradiction():
    """Linking says that they are one; or one name is in the other."""
    assert found(roles("leader", ("Berg", "e7"), ("the Old Man", "e7")), "role") == []
    assert found(roles("leader", ("Berg", None), ("Anna Berg", None)), "role") == []


def test_a_role_that_many_fill_is_no_contradiction():
    """An attack has many targets."""
    assert found(roles("target", ("a mill", None), ("an office", None)), "role") == []


def test_two_towns_for_one_attack():
    """Where it was is a contradiction of place."""
    assert found(roles("place", ("Norvik", None), ("Ostmark", None)), "place") == [("r0", "r1")]


def test_a_town_in_a_country_is_no_other_place():
    """A town with its country behind a comma, and a country alone, may be where the other says that it was."""
    assert found(roles("place", ("Norvik, Norway", None), ("Norvik", None)), "place") == []
    assert found(roles("place", ("Norvik", None), ("Norway", None)), "place") == []


def test_who_is_held_still_counts_among_those_taken():
    """Of ten taken, six freed and six still captive make too many."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("held", 10, who="hostages", id="taken", made_by="count/frame-held")
    pile.count("freed", 6, who="hostages", id="freed")
    pile.count("held", 6, who="hostages", id="still", made_by="count/frame-held/trapped")
    assert ("taken", "freed", "still") in found(pile, "arithmetic")
