"""Every row of the outcomes', populations' and extract's data is executed: its example must come out."""

import re
from pathlib import Path

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.extract.inflection import is_plural, singular
from asof.extract.outcomes import Frame, frames, outcomes
from asof.records import CountClaim, Document, Passage, Published
from asof.resources import names, structure, table

_MARKED = re.compile(r"\{([^{}]+)\}")


def counts(text: str) -> list[CountClaim]:
    passages = (Passage(start=0, end=len(text), part="body"),)
    published = Published(value="2026-03-04", precision="day")
    document = Document(document="d", text=text, sha256="0" * 64, passages=passages, published=published)
    return [c for c in extract(document, annotate(document)) if isinstance(c, CountClaim)]


def marked(example: str) -> tuple[str, list[int]]:
    """The example's text without its braces, and where each number that it marks begins."""
    starts = [m.start() - 2 * i for i, m in enumerate(_MARKED.finditer(example))]
    return _MARKED.sub(r"\1", example), starts


EXAMPLES = [(frame, example) for frame, _ in frames() for example in frame.examples]


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f.outcome}/{f.name}: {e}" for f, e in EXAMPLES])
def test_frame(frame: Frame, example: str) -> None:
    """The number that a frame's example marks is counted in that frame's outcome."""
    text, starts = marked(example)
    found = {c.span.start: c.outcome for c in counts(text)}
    assert [found.get(start) for start in starts] == [frame.outcome] * len(starts)


def test_every_frame_has_an_example() -> None:
    """No frame is without an executed example, and none is marked wrongly."""
    assert [f"{f.outcome}/{f.name}" for f, _ in frames() if not f.examples] == []
    assert all(_MARKED.search(example) for _, example in EXAMPLES)


def test_an_outcome_is_one_file() -> None:
    """Each outcome is named as its file is, once, with what it covers; the order of their ranks has no ties."""
    files = {name: structure(f"outcomes/{name}") for name in names("outcomes")}
    assert {name: file["outcome"] for name, file in files.items()} == {name: name for name in files}
    assert all(file["covers"].endswith(".") for file in files.values())
    assert len({file["rank"] for file in files.values()}) == len(files) == len(outcomes())


@pytest.mark.parametrize("row", table("populations/roles"), ids=lambda row: row["role"])
def test_roles(row: dict[str, str]) -> None:
    """A role's example is read with that role, and every noun of the row is a lower-case singular."""
    text, starts = marked(row["example"])
    roles = {c.span.start: c.population.role for c in counts(text)}
    assert [roles.get(start) for start in starts] == [row["role"]] * len(starts)
    assert all(noun == noun.lower() for noun in row["nouns"].split())


@pytest.mark.parametrize("row", table("populations/plurals"), ids=lambda row: row["plural"])
def test_plurals(row: dict[str, str]) -> None:
    """A plural of the table is taken back to its singular, and its example holds it."""
    assert singular(row["plural"]) == row["singular"]
    assert is_plural(row["plural"])
    assert row["plural"] in row["example"].lower()


@pytest.mark.parametrize("row", table("populations/peoples"), ids=lambda row: row["adjective"])
def test_peoples(row: dict[str, str]) -> None:
    """A people's example has its adjective for its nationality."""
    text, starts = marked(row["example"] + " were killed.")
    nations = {c.span.start: c.population.nationality for c in counts(text)}
    assert [nations.get(start) for start in starts] == [row["adjective"]]


@pytest.mark.parametrize("row", table("extract/background"), ids=lambda row: row["name"])
def test_background(row: dict[str, str]) -> None:
    """The words of a row lead its example's number away from the main story; without them it stays."""
    text, starts = marked(row["example"])
    main = {c.span.start: c.main for c in counts(text)}
    assert [main.get(start) for start in starts] == [False]
    assert row["words"] in text.lower()


@pytest.mark.parametrize("row", table("extract/costs"), ids=lambda row: row["class"])
def test_costs(row: dict[str, str]) -> None:
    """The example of a cost is read at all: its number is a count of people in an outcome."""
    text, starts = marked(row["example"])
    assert {c.span.start for c in counts(text)} >= set(starts)
    assert all(float(row[side]) >= 0 for side in ("left", "right", "date"))


@pytest.mark.parametrize("row", table("extract/measures"), ids=lambda row: row["kind"])
def test_measures(row: dict[str, str]) -> None:
    """A measure's example gives a measure claim of that kind at its number."""
    text, starts = marked(row["example"])
    passages = (Passage(start=0, end=len(text), part="body"),)
    document = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    found = {
        c.span.start: c.measure for c in extract(document, annotate(document)) if c.__class__.__name__ == "MeasureClaim"
    }
    assert [found.get(start) for start in starts] == [row["measure"]]


@pytest.mark.parametrize("row", table("extract/verbs"), ids=lambda row: row["base"])
def test_verbs(row: dict[str, str]) -> None:
    """The example of an irregular verb holds one of its forms."""
    forms = {form for key in ("base", "third", "ing", "past", "participle") for form in row[key].split()}
    assert forms & set(re.findall(r"\w+", row["example"].lower()))


def test_no_data_lies_outside_the_package() -> None:
    """The files that these tests read are the installed package's own."""
    assert Path(__file__).parents[2].joinpath("src/asof/resources/outcomes").is_dir()


@pytest.mark.parametrize("row", table("extract/exclusions"), ids=lambda row: row["name"])
def test_exclusions(row: dict[str, str]) -> None:
    """A rate or a yearly total is no claim."""
    text, starts = marked(row["example"])
    assert not {c.span.start for c in counts(text)} & set(starts)
    assert row["words"] in text.lower()
