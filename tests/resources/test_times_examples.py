"""Every row of the time tables is run: a rule on its example, a word, a modifier and a cue in its own."""

import re

import pytest

from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.annotate.times import find, values
from asof.annotate.times.rules import lexicon, pattern_of, rules
from asof.records import Document, Published, Time
from asof.resources import table

BRACKET = re.compile(r"\[([^\]]*)\]")


def times(text: str, published: str) -> list[Time]:
    one = Document(document="d", text=text, sha256="", published=Published(value=published))
    words = token_rules.find(one)
    return list(find(one, words, sentence_rules.find(one, words)))


@pytest.mark.parametrize("row", table("times/rules"), ids=lambda row: row["name"])
def test_a_rule_reads_its_example(row: dict[str, str]) -> None:
    """A rule finds the words that its example puts in brackets, whole, and gives them the value it says."""
    marked = BRACKET.search(row["example"])
    assert marked
    found = times(BRACKET.sub(r"\1", row["example"]), row["reference"])
    at = [t for t in found if t.start == marked.start() and t.end == marked.end() - 2]
    assert [t.value for t in at] == [row["expect"]], found
    if row["value"] != "nothing":
        assert at[0].made_by in (f"times/{row['name']}", at[0].made_by if "/relative" in row["name"] else "")


def test_rules_name_calculations_that_exist() -> None:
    """Every rule's value and ends call a calculation, and no calculation is left unused."""
    called = {rule.value[0] for rule in rules()} | {rule.ends[0] for rule in rules() if rule.ends}
    assert called == set(values.CALCULATIONS)


def test_names_of_rules_are_unique() -> None:
    """No two rules share a name, so that a time's `made_by` points to one row."""
    names = [row["name"] for row in table("times/rules")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", table("times/lexicon"), ids=lambda row: f"{row['class']}-{row['word']}")
def test_a_word_stands_in_its_example(row: dict[str, str]) -> None:
    """The example of a word of the vocabulary holds the word, and the loader knows its value."""
    assert row["word"].lower() in row["example"].lower()
    assert lexicon()[row["class"]][row["word"].lower()] == row["value"]


@pytest.mark.parametrize("row", table("times/modifiers"), ids=lambda row: row["mod"] + row["pattern"][:12])
def test_a_modifier_is_read_in_its_example(row: dict[str, str]) -> None:
    """A modifier's pattern stands in its example, and the time there takes its `mod`."""
    assert re.search(pattern_of(row["pattern"]), row["example"], re.IGNORECASE)
    assert row["mod"] in [t.mod for t in times(row["example"], "2013-01-17")]


@pytest.mark.parametrize("row", table("times/direction"), ids=lambda row: row["cue"])
def test_a_cue_turns_a_weekday(row: dict[str, str]) -> None:
    """A weekday beside a cue of what is to come lies ahead of the report, beside another behind it."""
    monday = times(row["example"].replace("talks", "men"), "2013-01-17")[-1].value
    assert monday == ("2013-01-21" if row["direction"] in ("future", "plan") else "2013-01-14")
