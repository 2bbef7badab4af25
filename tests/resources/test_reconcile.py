"""Every row of the rules of reconciling, by its own example."""

import re

import pytest

from asof.reconcile import reconcile
from asof.reconcile.pairs import between
from asof.reconcile.population import Group, group_of, singular, standing
from asof.reconcile.units import agreement
from asof.reconcile.wording import contrasts, lives, lowers, may_die, of_several, outgrown, sums_up
from asof.records import Amount, Population, Range, Span
from asof.resources import structure, table
from asof.resources.holding import holding, takes
from tests.reconcile.factory import Pile


def plural_to_kind(words):
    """The kind that a track's words stand for."""
    return next(row["kind"] for row in table("reconcile/kinds") if row["plural"] == words)


@pytest.mark.parametrize("row", table("reconcile/kinds"), ids=lambda r: r["kind"])
def test_kinds(row):
    """The example's noun goes to the row's track; the parent is a kind before it."""
    phrase, words = row["example"].split(" -> ")
    noun = phrase.split()[-1]
    assert group_of(Population(text=noun, head=singular(noun))).words == words == row["plural"]
    kinds = [r["kind"] for r in table("reconcile/kinds")]
    assert row["parent"] == "-" or kinds.index(row["parent"]) < kinds.index(row["kind"])


def test_no_noun_means_two_kinds():
    """A head stands in one row only."""
    heads = [head for row in table("reconcile/kinds") for head in row["heads"].split()]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("row", table("reconcile/disjoint"), ids=lambda r: f"{r['left']}-{r['right']}")
def test_disjoint(row):
    """The example's two kinds are disjoint, and the reason is a sentence."""
    left, right = (plural_to_kind(words) for words in row["example"].split(" / "))
    assert standing(Group(kind=left), Group(kind=right)) == "disjoint"
    assert row["reason"].endswith(".")


def test_no_kind_is_disjoint_from_what_contains_it():
    """The lattice does not contradict itself."""
    for row in table("reconcile/kinds"):
        if row["parent"] != "-":
            assert standing(Group(kind=row["kind"]), Group(kind=row["parent"])) == "part"


@pytest.mark.parametrize("row", table("reconcile/units"), ids=lambda r: r["unit"])
def test_units(row):
    """Both sides of the example are the same amount, and the row's unit is in it."""
    assert row["unit"] in row["example"]
    one, two = (re.fullmatch(r"([\d.]+) (.+)", side) for side in row["example"].split(" = "))
    amounts = [Amount(low=float(m[1]), high=float(m[1]), unit=m[2]) for m in (one, two)]
    assert agreement(*amounts) == "agree"


@pytest.mark.parametrize("row", table("reconcile/struck"), ids=lambda r: r["rule"])
def test_struck(row):
    """Each row names a rule of the outcome injured and how far it reaches."""
    frames = {frame["name"] for frame in structure("outcomes/injured")["frames"]}
    assert row["rule"] == "count/implied" or row["rule"].removeprefix("count/frame-injured/") in frames
    assert row["reach"] in ("all", "single", "same")


@pytest.mark.parametrize("row", table("reconcile/contrast"), ids=lambda r: r["words"])
def test_contrast(row):
    """The example sets its figure against another one by the row's words."""
    assert row["words"] in row["example"].casefold()
    assert contrasts(row["example"])


@pytest.mark.parametrize("row", table("reconcile/outgrown"), ids=lambda r: r["words"])
def test_outgrown(row):
    """The example says by the row's words, just before its 35, that this was the number before."""
    before = row["example"].partition("35")[0]
    assert row["words"] in before
    assert outgrown(before)
    assert not outgrown(before.replace(row["words"], "is"))


@pytest.mark.parametrize("row", table("reconcile/summing"), ids=lambda r: r["words"])
def test_summing(row):
    """The example says by the row's words that its figure is of all."""
    assert row["words"] in row["example"].casefold()
    assert sums_up(row["example"])


@pytest.mark.parametrize("row", table("reconcile/several"), ids=lambda r: r["words"])
def test_several(row):
    """The example counts by the row's words the people of several events together."""
    assert row["words"] in row["example"].casefold()
    assert of_several(row["example"])


@pytest.mark.parametrize("row", table("reconcile/taken"), ids=lambda r: r["rule"])
def test_taken(row):
    """Each row names a rule of the outcome held."""
    frames = [frame["name"] for frame in structure("outcomes/held")["frames"]]
    name = row["rule"].removeprefix("count/frame-held")
    assert not name or name.removeprefix("/") in frames[1:]


@pytest.mark.parametrize("row", table("reconcile/taking"), ids=lambda r: r["verb"])
def test_taking(row):
    """In the example the verb before the number says that they were taken; "hold" does not."""
    before = row["example"].partition("20")[0]
    assert before.split()[-1] == row["verb"]
    assert takes(before)
    assert not takes(before.replace(row["verb"], "hold"))


@pytest.mark.parametrize("row", table("reconcile/unspecific"), ids=lambda r: r["word"])
def test_unspecific(row):
    """The word stands in its example, and tells of nothing that is measured."""
    assert row["word"] in row["example"].rstrip(".").replace(",", "").split()
    pile = Pile()
    for name, value in (("a", 30), ("b", 70)):
        pile.report(name, "2031-05-04")
        pile.measure(value, "mile", of=f"{row['word']}")
    assert reconcile(pile.linked()).contradictions == ()


@pytest.mark.parametrize("row", table("reconcile/statuses"), ids=lambda r: r["status"])
def test_statuses(row):
    """Beside its outcome or kind the word is dropped; beside another outcome it is kept."""
    said, words = row["example"].split(" -> ")
    outcome, phrase = said.split(": ")
    status, noun = phrase.split()
    who = Population(text=phrase, head=singular(noun), status=status)
    assert status == row["status"]
    assert group_of(who, outcome).words == words
    if outcome in row["says"].split():
        assert group_of(who, "affected").words == phrase


@pytest.mark.parametrize("row", table("reconcile/grave"), ids=lambda r: r["words"])
def test_grave(row):
    """The example says by the row's words that someone may die; behind "non-" it does not."""
    assert may_die(row["example"])
    assert not may_die(f"He has non-{row['words']} wounds.")


@pytest.mark.parametrize("row", table("reconcile/living"), ids=lambda r: r["words"])
def test_living(row):
    """The example says by the row's words that somebody lives, and by no other; without them it does not."""
    assert lives(row["example"])
    assert not lives(row["example"].replace(row["words"], "…"))


@pytest.mark.parametrize("row", table("reconcile/lowered"), ids=lambda r: r["words"])
def test_lowered(row):
    """By the row's words before its 35 the example corrects a higher number; without them it does not."""
    before = row["example"].partition("35")[0]
    assert row["words"] in before.casefold()
    assert lowers(before)
    assert not lowers(before.casefold().replace(row["words"], "gave"))


@pytest.mark.parametrize("row", table("reconcile/tolls"), ids=lambda r: r["words"])
def test_tolls(row):
    """With the row's word before its 35 the example corrects a toll; with another there it tells of no toll."""
    before = row["example"].partition("35")[0]
    assert lowers(before)
    assert not lowers(re.sub(rf"\b{row['words']}\b", "rates", before, flags=re.IGNORECASE))


@pytest.mark.parametrize("row", table("reconcile/still"), ids=lambda r: r["words"])
def test_still(row):
    """The word stands in the example, and by it so many are held still."""
    text = row["example"]
    pile = Pile()
    pile.report("a", "2031-05-04")
    start = text.index("7")
    whole = Range(start=0, end=len(text))
    pile.count(
        "held", 7, made_by="count/frame-held/hostages", sentence=whole, span=Span(start=start, end=start + 1, text="7")
    )
    assert row["words"] in text.casefold().split()
    assert holding(pile.claims[0], text) == "still"


@pytest.mark.parametrize("row", table("reconcile/still_held"), ids=lambda r: r["rule"])
def test_still_held(row):
    """Each row names a rule of the outcome held that does not say how many were taken."""
    frames = [frame["name"] for frame in structure("outcomes/held")["frames"]]
    assert row["rule"].removeprefix("count/frame-held/") in frames
    assert row["rule"] not in {r["rule"] for r in table("reconcile/taken")}


@pytest.mark.parametrize("row", table("reconcile/single"), ids=lambda r: r["role"])
def test_single(row):
    """A role is one of place or of who, and its example is a sentence."""
    assert row["kind"] in ("role", "place")
    assert row["example"].endswith(".")


@pytest.mark.parametrize("row", table("reconcile/happenings"), ids=lambda r: r["word"])
def test_happenings(row):
    """The row's word stands in its example, and with the other word and a name it tells of one event."""
    assert row["word"] in row["example"].casefold()
    pile = Pile(country="IQ")
    for name, day, word in (("a", "04", row["word"]), ("b", "05", row["same"])):
        pile.report(name, f"2031-05-{day}", outlet=name)
        pile.count("killed", 12, 40, id=name, sentence=Range(start=0, end=90))
        pile.text(f"{'.' * 30} {word} at the depots in the south")
    assert between(pile.linked(), "a", "b").relation == "same"


def test_uneventful():
    """Each word stands in its example, and two figures that share no other word are not compared."""
    rows = table("reconcile/uneventful")
    assert all(f'"{row["word"]}"' in row["example"] for row in rows)
    assert len({row["word"] for row in rows}) == len(rows)
