"""Entities under all their spellings, within and across reports."""

from asof.link.entities import entities
from asof.records import Analysis, Document, Entity
from link.factory import analysis, named, place, report


def resolved(reports: list[tuple[Document, Analysis]], events: dict[str, str] | None = None) -> tuple[Entity, ...]:
    documents = [d for d, _ in reports]
    told = events or {d.document: "e" for d in documents}
    return entities(documents, {d.document: a for d, a in reports}, {}, told)


def spelt(made: tuple[Entity, ...]) -> set[frozenset[str]]:
    return {frozenset(a.text for a in e.aliases) for e in made}


def people(name: str, text: str, *names: str) -> tuple[Document, Analysis]:
    document = report(name, text)
    return document, analysis(document, *named(document, "person", *names))


def test_spellings_of_one_person_meet_across_reports() -> None:
    """Transliterations of one name are one entity, with how often each stands and where."""
    made = resolved(
        [
            people("a", "Moktar Ben Larouk spoke.", "Moktar Ben Larouk"),
            people("b", "Mokhtar Benlarouk spoke; Mokhtar Benlarouk left.", "Mokhtar Benlarouk"),
        ]
    )
    assert spelt(made) == {frozenset({"Moktar Ben Larouk", "Mokhtar Benlarouk"})}
    assert made[0].name == "Mokhtar Benlarouk"
    assert [(a.text, a.count, a.documents) for a in made[0].aliases] == [
        ("Mokhtar Benlarouk", 2, ("b",)),
        ("Moktar Ben Larouk", 1, ("a",)),
    ]
    assert [j.judgement for j in made[0].judgements] == ["same"]


def test_two_people_of_one_surname_stay_two() -> None:
    """Different given names part two people, and the surname alone goes to neither."""
    made = resolved(
        [people("a", "Jan Toorn met Mira Toorn.", "Jan Toorn", "Mira Toorn"), people("b", "Toorn left.", "Toorn")]
    )
    assert spelt(made) == {frozenset({"Jan Toorn"}), frozenset({"Mira Toorn"}), frozenset({"Toorn"})}
    alone = next(e for e in made if e.name == "Toorn")
    assert {j.judgement for j in alone.judgements} == {"unsure"}


def test_a_name_alone_joins_the_one_who_bears_it_in_its_event() -> None:
    """A surname is the person of that surname in the same event, not of another event."""
    reports = [
        people("a", "Jan Toorn spoke.", "Jan Toorn"),
        people("b", "Toorn left.", "Toorn"),
        people("c", "Toorn fell ill.", "Toorn"),
    ]
    made = resolved(reports, {"a": "e1", "b": "e1", "c": "e2"})
    assert [(e.name, [d for a in e.aliases for d in a.documents]) for e in made] == [
        ("Jan Toorn", ["a", "b"]),
        ("Toorn", ["c"]),
    ]
    assert len({e.id for e in made}) == 2


def test_two_spellings_in_one_report_are_two_people() -> None:
    """A report spells one person in one way: near names that stand side by side are kept apart."""
    made = resolved([people("a", "Erik Toorn met Erika Toorn.", "Erik Toorn", "Erika Toorn")])
    assert len(made) == 2


def test_a_place_is_not_the_group_named_after_it() -> None:
    """Classes are never mixed, even where the words are the same."""
    document = report("a", "Norvik beat Karsk in Norvik.")
    marks = [*named(document, "organisation", "Norvik beat")[:1], place(document, "Norvik", 7, nth=1)]
    made = resolved([(document, analysis(document, *marks))])
    assert sorted(e.type for e in made) == ["organisation", "place"]


def test_places_are_told_apart_by_the_gazetteer() -> None:
    """Two places of one name are two; two names of one place are one, with its link."""
    one, two, three = (report(n, t) for n, t in (("a", "in Norvik"), ("b", "in Norvik"), ("c", "in Norwick")))
    made = resolved(
        [
            (one, analysis(one, place(one, "Norvik", 7))),
            (two, analysis(two, place(two, "Norvik", 8))),
            (three, analysis(three, place(three, "Norwick", 7, name="Norvik"))),
        ]
    )
    assert {(e.name, e.links["geonames"], len(e.aliases)) for e in made} == {("Norvik", "7", 2), ("Norvik", "8", 1)}


def test_acronyms_and_names_in_brackets() -> None:
    """Initials stand for the long name of their event; so does a translation in brackets."""
    document = report(
        "a", "The Karsk Volunteer Brigade (KVB) fought the Sons of the North (Abna al-Shamal). The KVB won."
    )
    marks = named(document, "group", "Karsk Volunteer Brigade", "KVB", "Sons of the North", "Abna al-Shamal")
    made = resolved([(document, analysis(document, *marks))])
    assert spelt(made) == {
        frozenset({"Karsk Volunteer Brigade", "KVB"}),
        frozenset({"Sons of the North", "Abna al-Shamal"}),
    }


def test_ids_do_not_depend_on_other_names() -> None:
    """An entity keeps its id when another report names others."""
    first = people("a", "Jan Toorn spoke.", "Jan Toorn")
    more = people("b", "Mira Velde spoke.", "Mira Velde")
    (alone,) = resolved([first])
    assert alone.id in {e.id for e in resolved([first, more])}


def test_one_name_in_two_events_needs_more_than_the_name() -> None:
    """A full name in two unrelated events is two people, unsure; named with the same others it is one."""
    reports = [people("a", "Jan Toorn spoke.", "Jan Toorn"), people("b", "Jan Toorn fell.", "Jan Toorn")]
    made = resolved(reports, {"a": "e1", "b": "e2"})
    assert [e.name for e in made] == ["Jan Toorn", "Jan Toorn"]
    assert {j.judgement for e in made for j in e.judgements} == {"unsure"}
    assert len({e.id for e in made}) == 2
    reports = [people(n, "Jan Toorn met Ada Lorn.", "Jan Toorn", "Ada Lorn") for n in ("a", "b")]
    assert [e.name for e in resolved(reports, {"a": "e1", "b": "e2"})] == ["Ada Lorn", "Jan Toorn"]


def test_descriptions_are_kept_and_make_two_bearers_one() -> None:
    """What a report calls somebody, before the name or behind a comma, stands with the entity."""
    reports = [
        people("a", "Jan Toorn, the harbour master, spoke.", "Jan Toorn"),
        people("b", "It was harbour master Jan Toorn who fell.", "Jan Toorn"),
    ]
    (made,) = resolved(reports, {"a": "e1", "b": "e2"})
    assert set(made.descriptions) == {"the harbour master", "harbour master"}


def test_what_is_no_description() -> None:
    """A clause behind a name, an age, a verb before it say nothing of who it is."""
    text = "Jan Toorn, 34, fell. Mira Velde, who was there, ran. Then police arrested Ada Lorn."
    made = resolved([people("a", text, "Jan Toorn", "Mira Velde", "Ada Lorn")])
    assert {e.name: e.descriptions for e in made} == {"Ada Lorn": (), "Jan Toorn": (), "Mira Velde": ()}
