"""How alike two reports are."""

import msgspec

from asof.link.features import Features, features
from asof.link.likeness import cosine, evidence, likeness
from asof.records import Time
from link.factory import analysis, named, place, report, time

TEXT = "A trawler sank off Port Ellery. Skipper Jan Toorn, 34, swam ashore."


def pair(one: str, other: str, *days: str | None) -> tuple[Features, Features]:
    made = features([report("a", one, days[0]), report("b", other, days[1])], {}, {})
    return made[0], made[1]


def test_copies_are_likelier_than_strangers() -> None:
    """The same words on the next day speak for one event, other words on that day against."""
    same = likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-03-05"))
    other = likeness(*pair(TEXT, "A loom caught fire at Karsk.", "2031-03-04", "2031-03-05"))
    assert same > 0 > other


def test_distance_and_conflict_speak_against() -> None:
    """The same words months later, or with other ages, are less likely one event."""
    near = likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-03-05"))
    assert likeness(*pair(TEXT, TEXT, "2031-03-04", "2031-09-05")) < near
    assert likeness(*pair(TEXT, TEXT.replace("34", "61"), "2031-03-04", "2031-03-05")) < near


def test_evidence_lies_between_nothing_and_one() -> None:
    """But for the days apart, each piece of evidence is a share."""
    found = evidence(*pair(TEXT, TEXT, "2031-03-04", None))
    assert all(0 <= value <= 1.000001 for name, value in found.items() if name != "days apart")


def test_cosine_of_nothing() -> None:
    """Two reports without rare words have nothing in common."""
    assert cosine({}, {"a": 1.0}) == 0.0


def weeks_later(text: str) -> tuple[Features, Features]:
    """A first report, and one of seven weeks later that names the day of the first."""
    first, later = report("a", TEXT, "2031-03-05"), report("b", text, "2031-04-23")
    marks = {
        d.document: analysis(d, *named(d, "person", "Jan Toorn", "Piet Brunde"), time(d, day, "2031-03-04"))
        for d, day in ((first, "34"), (later, "March 4"))
    }
    made = features([first, later], marks, {})
    return made[0], made[1]


def test_a_trial_that_names_day_place_and_people_recalls_the_event() -> None:
    """Without the day's people it does not; what names nobody of the event speaks against."""
    same = evidence(*weeks_later("Skipper Jan Toorn was tried for the trawler that sank off Port Ellery on March 4."))
    other = evidence(*weeks_later("Clerk Piet Brunde was tried for theft. A trawler sank off Port Ellery on March 4."))
    assert (same["recalled"], same["nobody shared weeks apart"]) == (1.0, 0.0)
    assert (other["recalled"], other["nobody shared weeks apart"]) == (0.0, 1.0)


def test_what_came_of_it_may_be_told_from_elsewhere() -> None:
    """A court sits in another town: places speak against a report of weeks later only where it recalls nothing."""
    texts = ("A trawler sank off Port Ellery. Jan Toorn swam ashore. Gale, rocks, Brenn Light and Brenn Sand.",
             "NORVIK - Jan Toorn was tried for March 4. Gale, rocks, Brenn Light and Brenn Sand.")  # fmt: skip
    reports = [report("a", texts[0], "2031-03-05"), report("b", texts[1], "2031-04-23")]
    first = analysis(reports[0], place(reports[0], "Port Ellery", 7), *named(reports[0], "person", "Jan Toorn"))
    later = (place(reports[1], "NORVIK", 8), *named(reports[1], "person", "Jan Toorn"))
    told = analysis(reports[1], *later, time(reports[1], "March 4", "2031-03-04"))
    same = evidence(*features(reports, {"a": first, "b": told}, {}))
    other = evidence(*features(reports, {"a": first, "b": analysis(reports[1], *later)}, {}))
    assert (same["recalled"], same["scene conflict"]) == (1.0, 0.0)
    assert (other["recalled"], other["scene conflict"]) == (0.0, 1.0)


def test_a_day_of_this_week_recalls_nothing() -> None:
    """Only days long past are those of another report's event."""
    assert not weeks_later("March 4")[0].recalled
    assert weeks_later("March 4")[1].recalled


def goes_back(text: str, expression: str, value: str, kind: str = "DATE", published: str = "2031-04-23") -> float:
    """How far a report that opens with `text` goes back to a wreck off Port Ellery on March 4."""
    first = report("a", "A trawler sank off Port Ellery.", "2031-03-05")
    later = report("b", text, published)
    at = text.index(expression)
    said = Time(start=at, end=at + len(expression), text=expression, type=kind, value=value, made_by="t")  # type: ignore[arg-type]
    marks = {
        "a": analysis(first, place(first, "Port Ellery", 7)),
        "b": msgspec.structs.replace(analysis(later, place(later, "Port Ellery", 7)), times=(said,)),
    }
    return evidence(*features([first, later], marks, {}))["goes back"]


def test_a_report_that_says_about_when_its_event_was_goes_back_to_it() -> None:
    """By its month, by how many weeks or years ago it was; not by a length of time, or by another month."""
    assert goes_back("The trawler that sank off Port Ellery in March was raised.", "March", "2031-03") == 1.0
    assert goes_back("Port Ellery mourned, seven weeks after the wreck.", "seven weeks", "P7W", "DURATION") == 1.0
    assert goes_back("A year after the wreck Port Ellery mourned.", "A year", "P1Y", "DURATION", "2032-03-04") == 1.0
    assert goes_back("A clerk of Port Ellery was given seven weeks in jail.", "seven weeks", "P7W", "DURATION") == 0.0
    assert goes_back("A barge that burned off Port Ellery in January was raised.", "January", "2031-01") == 0.0


def test_a_report_that_names_no_place_of_the_event_does_not_go_back_to_it() -> None:
    """A month alone is that of many events."""
    text = "A mill that burned at Norvik in March was rebuilt. Nobody in Port Ellery was asked."
    first = report("a", "A trawler sank off Port Ellery.", "2031-03-05")
    later = report("b", text.partition(" Nobody")[0], "2031-04-23")
    marks = {
        "a": analysis(first, place(first, "Port Ellery", 7)),
        "b": analysis(later, place(later, "Norvik", 8), time(later, "March", "2031-03")),
    }
    assert evidence(*features([first, later], marks, {}))["goes back"] == 0.0


def test_of_two_reports_of_a_day_one_that_looks_back_is_another_matter() -> None:
    """A trial's report recalls a day of weeks ago; one that recalls no such day and names nobody of it differs."""

    def apart(name: str, *days: str) -> float:
        texts = ("Jan Toorn was tried for March 4.", f"{name} named a new trawler, not for March 4.")
        reports = [report(n, t, "2031-04-23") for n, t in zip("ab", texts, strict=True)]
        marks = {
            d.document: analysis(
                d, *named(d, "person", "Jan Toorn", "Piet Brunde"), *(time(d, "March 4", x) for x in told)
            )
            for d, told in zip(reports, (["2031-03-04"], days), strict=True)
        }
        return evidence(*features(reports, marks, {}))["looking back conflict"]

    assert apart("Piet Brunde") == 1.0
    assert apart("Jan Toorn") == 0.0
    assert apart("Piet Brunde", "2031-03-04") == 0.0
    assert apart("Piet Brunde", "2031-01-09") == 1.0
