"""Leads told otherwise: near vectors, the same figures, a name and most rare words in common, within hours."""

import pytest
from msgspec.structs import replace

from asof.link import link
from asof.link.retelling import Telling, cosine, retold, telling, within_hours
from asof.records import Analysis, ClaimLink, Document, Quantity, Range, Sentence
from link.factory import count, named, report

FIRST = "Rescuers pulled 9 miners alive from the flooded shaft at Karsk early on Tuesday."
AGAIN = "Early on Tuesday 9 miners were brought out alive by rescuers from a flooded shaft in Karsk."
OTHER = "Relatives at Karsk counted 9 men who walked to the bus beside the church."
NEAR, FAR = bytes([100, 70, 10, 0]), bytes([10, 0, 100, 70])


def read(document: Document, vector: bytes, *names: str) -> Analysis:
    """An analysis of one sentence with a vector, a figure and names."""
    at = document.text.index("9")
    figure = Quantity(start=at, end=at + 1, text="9", low=9, high=9, made_by="test")
    whole = Sentence(start=0, end=len(document.text), first=0, last=0)
    marks = tuple(n for kind in names for n in named(document, "place", kind))
    return Analysis(document=document.document, sentences=(whole,), quantities=(figure,), names=marks,
                    vectors=vector, vector_size=len(vector))  # fmt: skip


def origins(*told: tuple[str, str, bytes], days: tuple[str, str] = ("2031-03-04", "2031-03-04")) -> list[ClaimLink]:
    """The links of two reports' counts of nine, given each one's text, source and vector."""
    documents = [
        report(n, t, day=d, outlet=f"Outlet {n}", story="s") for n, (t, _, _), d in zip("ab", told, days, strict=True)
    ]
    claims = [
        count(d, "9", outcome="rescued", sources=(f"official: {source}",) if source else ())
        for d, (_, source, _) in zip(documents, told, strict=True)
    ]
    analyses = [read(d, v, "Karsk") for d, (_, _, v) in zip(documents, told, strict=True)]
    return list(link(documents, analyses, claims, given=True).links)


def test_a_lead_in_other_words_has_one_origin() -> None:
    """Two outlets in their own voices; the later one says which it repeats, and both count as one origin."""
    a, b = origins((FIRST, "", NEAR), (AGAIN, "", NEAR))
    assert a.origin == b.origin
    assert (a.origins, a.outlets, b.copy_of, a.copy_of) == (1, 2, a.claim, None)


@pytest.mark.parametrize(
    ("second", "days"),
    [
        ((AGAIN, "", FAR), ("2031-03-04", "2031-03-04")),
        ((AGAIN, "", NEAR), ("2031-03-04", "2031-03-08")),
        ((OTHER, "", NEAR), ("2031-03-04", "2031-03-04")),
    ],
    ids=["other meaning", "days later", "other rare words"],
)
def test_what_differs_in_one_thing_is_a_beginning_of_its_own(second, days) -> None:
    """A figure and a name in common are not enough."""
    a, b = origins((FIRST, "", NEAR), second, days=days)
    assert a.origin != b.origin
    assert a.origins == 2


def test_two_sources_by_name_are_two_origins_however_alike_the_words() -> None:
    """Each says whom it has it from, and these are two."""
    first, second = f"{FIRST[:-1]}, Ada Lorn said.", f"{AGAIN[:-1]}, Piet Anders said."
    a, b = origins((first, "Ada Lorn", NEAR), (second, "Piet Anders", NEAR))
    assert a.origin != b.origin


def test_without_vectors_or_counts_nothing_is_retold() -> None:
    """An analysis by rules has no vectors; ages and single things are no figures; what is far down is no lead."""
    document = report("a", FIRST)
    analysis = read(document, NEAR, "Karsk")
    place = Range(start=0, end=10)
    found = telling(FIRST, analysis, place)
    assert found is not None
    assert retold(found, found)
    assert telling(FIRST, replace(analysis, vectors=b"", vector_size=0), place) is None
    age = replace(analysis.quantities[0], count=False)
    assert telling(FIRST, replace(analysis, quantities=(age,)), place) is None
    assert telling(FIRST, analysis, Range(start=2_000, end=2_010)) is None
    assert telling(FIRST, None, place) is None


def test_near_vectors_make_up_for_words_that_only_one_has() -> None:
    """Where nine are counted, not where two are: that many are killed every day."""
    told = frozenset({"karsk", "miner", "shaft", "flooded", "rescuer", "alive", "pulled", "cage"})
    many = Telling(vector=NEAR, figures=frozenset({(9.0, None)}), names=frozenset({"karsk"}), words=told)
    again = replace(
        many, words=frozenset({"karsk", "miner", "shaft", "flooded", "pit", "colliery", "brought", "winch"})
    )
    assert retold(many, again)
    assert not retold(many, replace(again, vector=FAR))
    few = frozenset({(2.0, None)})
    assert not retold(replace(many, figures=few), replace(again, figures=few))


def test_at_least_nine_is_nine_in_other_words() -> None:
    """Who rewrites a lead leaves out such words; a figure that is another's upper bound is another."""
    document = report("a", FIRST)
    analysis = read(document, NEAR, "Karsk")

    def figures(**bounds: float | None) -> frozenset[tuple[float | None, float | None]]:
        changed = replace(analysis, quantities=(replace(analysis.quantities[0], **bounds),))
        found = telling(FIRST, changed, Range(start=0, end=10))
        assert found is not None
        return found.figures

    assert figures(low=9, high=9) == figures(low=9, high=None)
    assert figures(low=9, high=9) != figures(low=9, high=12)


def test_vectors_and_hours() -> None:
    """Signed bytes; sizes that differ; a report of unknown day is within hours of none."""
    assert cosine(bytes([100, 0]), bytes([156, 0])) == pytest.approx(-1)
    assert cosine(NEAR, b"\1") == 0
    assert within_hours(report("a", "x"), report("b", "y", day="2031-03-05"))
    assert not within_hours(report("a", "x"), report("b", "y", day=None))
