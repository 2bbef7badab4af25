"""Rows of the ingest tables do what their examples say."""

import re

import pytest

from asof.ingest.blocks import words_of
from asof.ingest.blocks_names import name_of
from asof.ingest.dates import zone_of
from asof.ingest.language import other_language
from asof.ingest.lines import lines_of
from asof.ingest.outlets import canonical, credit_in
from asof.ingest.publishers import at_the_end, letterhead
from asof.ingest.roles import judges, marked_opinion, opines, rule_of
from asof.ingest.stamps import stamp_of, stamps
from asof.resources import structure, table


@pytest.mark.parametrize("row", table("ingest/lines"), ids=lambda r: r["name"])
def test_a_rule_for_lines_takes_its_example_and_leaves_the_other(row):
    """The example falls under this very rule; the line that begins alike falls under none."""
    found = rule_of(row["example"])
    assert found is not None
    assert (found.name, found.part, found.scope) == (row["name"], row["part"], row["scope"])
    assert rule_of(row["unless"]) is None


@pytest.mark.parametrize("row", table("ingest/stamps"), ids=lambda r: r["name"])
def test_a_form_of_stamp_reads_its_example(row):
    """The example is read by this very form, as the row says: day, clock time, zone."""
    stamp = stamp_of(row["example"])
    assert stamp is not None
    day = f"{stamp.month}-{stamp.day}" if stamp.month else "-"
    clock = "{:02}:{:02}".format(*stamp.clock) if stamp.clock else "-"
    assert (stamp.form, stamp.kind) == (row["name"], row["kind"])
    assert f"{day} | {clock} | {stamp.zone or '-'}" == row["reads"]


@pytest.mark.parametrize("row", table("ingest/outlets"), ids=lambda r: r["outlet"])
def test_an_outlet_has_one_name(row):
    """Every name and every host of a row, and its example, give the row's outlet."""
    example = row["example"]
    assert row["outlet"] == (canonical(None, example) if "://" in example else canonical(example))
    assert {canonical(name) for name in (row["outlet"], *row["also"].split("|"))} == {row["outlet"]}
    assert {canonical(None, f"https://www.{host}/x") for host in row["hosts"].split("|")} == {row["outlet"]}


@pytest.mark.parametrize("row", table("ingest/credits"), ids=lambda r: r["name"])
def test_a_form_of_credit_reads_its_example(row):
    """The example credits whom the row says, for all of the report or a part of it."""
    credit = credit_in(row["example"])
    assert credit is not None
    assert f"{credit.agency} {'shared' if credit.shared else 'whole'}" == row["reads"]
    assert row["example"][credit.span.start : credit.span.end] == credit.span.text


@pytest.mark.parametrize("row", table("ingest/publishers"), ids=lambda r: r["name"])
def test_a_form_of_saying_who_issued_reads_its_example(row):
    """The name is found where it stands at the head, or in the words themselves; elsewhere nothing is."""
    if row["where"] == "head":
        assert letterhead([f"{row['reads'].upper()} - REPORT No. 2"], row["example"]) == row["reads"]
        assert letterhead(["Another Body - REPORT No. 2"], row["example"]) is None
    else:
        assert at_the_end(["x", row["example"], "y"]) == row["reads"]
        assert at_the_end([row["example"].replace(row["reads"], "our letter")]) is None


@pytest.mark.parametrize("row", table("ingest/containers"), ids=lambda r: r["example"])
def test_a_name_of_a_part_of_a_page_takes_its_example_and_leaves_the_other(row):
    """The example's first row is of this part and as firm; what looks alike falls under another part or none."""
    found, other = (name_of(words_of(row[column])) for column in ("example", "unless"))
    if row["part"] == "clear":
        assert found is None
        return
    assert found is not None
    assert (found.part, found.firm) == (row["part"], row["firm"] == "yes")
    assert other is None or other.part != row["part"]


@pytest.mark.parametrize("row", table("ingest/zones"), ids=lambda r: r["zone"])
def test_a_zone_is_known_and_stands_in_its_example(row):
    """Every abbreviation names a zone, and a stamp that bears it is read."""
    assert zone_of(row["zone"]) is not None
    (stamp,) = stamps(tuple(lines_of(row["example"])))
    assert stamp.zone == row["zone"]


@pytest.mark.parametrize("row", table("ingest/function_words"), ids=lambda r: r["word"])
def test_a_function_word_stands_in_its_example(row):
    """The example uses the word."""
    assert re.search(rf"\b{row['word']}\b", row["example"], re.I)


@pytest.mark.parametrize("row", table("ingest/other_words"), ids=lambda r: r["language"])
def test_another_languages_words_stand_in_its_example(row):
    """At least three of the language's words stand in the example."""
    assert len(set(row["example"].lower().split()) & set(row["words"].split())) >= 3


def test_the_lexicon_of_opinion_is_run():
    """Each label and address marks a piece; each judging phrase judges, and each reporting word takes that back."""
    lexicon = structure("ingest/opinion")
    assert all(marked_opinion(f"{label.capitalize()}: the quay", None) for label in lexicon["labels"])
    assert all(marked_opinion(None, f"https://courier.example/{a}/quay") for a in lexicon["addresses"])
    assert all(judges(f"The quay, {phrase} of the board.") for phrase in lexicon["judging"])
    assert all(opines(f"{phrase.capitalize()} the quay is long.") for phrase in lexicon["first_person"])
    assert not any(opines(f"The quay, {phrase}, is long.") for phrase in lexicon["judging"])
    assert not any(judges(f"The quay, {lexicon['judging'][0]}, {word} the board.") for word in lexicon["reporting"])
    assert other_language("the quay") is None


@pytest.mark.parametrize("row", table("ingest/lines"), ids=lambda r: r["name"])
def test_no_rule_for_lines_is_slow_on_a_long_line(row):
    """Almost matching for four hundred characters takes no time; longer lines are not tried at all."""
    for text in (row["example"][:5] * 80, "a b " * 100, "share " * 66, "x" * 1_000_000):
        rule_of(text)
