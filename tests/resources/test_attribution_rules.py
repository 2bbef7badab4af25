"""Every row of the attribution lexicons does what its example says."""

import re

import pytest

from asof.annotate import annotate
from asof.extract.attribution import Report, reports
from asof.records import Document, Passage
from asof.resources import structure, table


def read(text: str) -> tuple[Report, ...]:
    document = Document(
        document="d", text=text, sha256="0" * 64, passages=(Passage(start=0, end=len(text), part="body"),)
    )
    return reports(document, annotate(document))


def words_beside(report: Report) -> str:
    source = report.attribution.chain[0]
    return source.mention.text if source.mention else source.text


@pytest.mark.parametrize("row", table("attribution/cues"), ids=lambda row: row["cue"])
def test_every_cue_is_found_in_its_example(row: dict[str, str]) -> None:
    """The example's source is the harbour master(s), its cue a form of the row's, its stance and binding the row's."""
    found = [r for r in read(row["example"]) if r.made_by.endswith("-" + row["cue"].replace(" ", "-"))]
    assert len(found) == 1
    report = found[0]
    cue = report.attribution.cue
    assert cue is not None
    assert any(re.search(rf"\b{re.escape(form)}$", cue.text) for form in row["forms"].split("|"))
    assert words_beside(report) in ("The harbour master", "The harbour masters")
    assert (report.stance, report.binds) == (row["stance"], row["binds"] == "yes")


CLASSES = structure("attribution/words").items()


@pytest.mark.parametrize(("name", "row"), [c for c in CLASSES if "source" in c[1]], ids=lambda v: str(v)[:20])
def test_every_class_of_words_bounds_its_example(name: str, row: dict[str, str]) -> None:
    """With the class, the source phrase of the example comes out as stated."""
    assert row["source"] in [words_beside(r) for r in read(row["example"])], name


@pytest.mark.parametrize(("name", "row"), [c for c in CLASSES if "retracted" in c[1]], ids=lambda v: str(v)[:20])
def test_every_class_of_words_of_corrections_retracts_its_example(name: str, row: dict[str, str]) -> None:
    """What the example says was said is taken back, in nobody's name."""
    (report,) = read(row["retracted"])
    assert (report.stance, report.attribution.chain) == ("retracts", ()), name


@pytest.mark.parametrize("row", table("attribution/kinds"), ids=lambda row: row["noun"])
def test_every_noun_of_sources_has_its_kind(row: dict[str, str]) -> None:
    """The source of the example has the row's kind."""
    assert [r.attribution.chain[0].kind for r in read(row["example"])][:1] == [row["kind"]]


@pytest.mark.parametrize("row", table("attribution/agencies"), ids=lambda row: row["agency"])
def test_what_is_told_to_an_agency_has_it_as_second_link(row: dict[str, str]) -> None:
    """The chain of the example is the mayor, then the agency."""
    chain = read(row["example"])[0].attribution.chain
    assert [(s.text.removeprefix("the "), s.kind) for s in chain] == [
        ("The mayor", "official"),
        (row["agency"], "agency"),
    ]


def test_no_form_is_listed_twice() -> None:
    """A form of two cues would be read by the first row alone."""
    forms = [form for row in table("attribution/cues") for form in row["forms"].split("|")]
    assert sorted(set(forms)) == sorted(forms)
