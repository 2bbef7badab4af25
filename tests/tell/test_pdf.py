"""The report as PDF: read back by pypdf; every sentence there, every citation a link that leads somewhere."""

import io
import re

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from asof.records import Story
from asof.tell import pdf, pdf_text
from asof.tell.situation import situation
from tests.tell import factory
from tests.tell.test_export import story


def read(made: Story, at: str | None = None) -> PdfReader:
    """The PDF of a story, parsed."""
    return PdfReader(io.BytesIO(pdf.render(situation(made, at))))


def words(reader: PdfReader) -> str:
    """All its text on one line, without the foot of each page."""
    pages = (re.sub(r"^As of .*\n\d+\n", "", page.extract_text()) for page in reader.pages)
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    """The PDF of the made-up story."""
    return read(story())


def test_every_sentence_of_the_report_is_there(reader: PdfReader) -> None:
    """What is known, claimed, disputed and withdrawn stands in the file as in the report."""
    told = situation(story())
    (event,) = told.events
    text = words(reader).replace(" ", "")
    for part in (event.known, event.claimed, event.withdrawn, event.background, event.unknown):
        for sentence in part.sentences:
            assert sentence.text.replace(" ", "") in text
    for dispute in event.disputed:
        assert dispute.explanation.replace(" ", "") in text


def test_every_citation_leads_to_its_words(reader: PdfReader) -> None:
    """Each link inside the file leads to a place on one of its pages, each citation to one of its own."""
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    inside = {(str(a["/Dest"][0]), float(a["/Dest"][3])) for a in links if "/Dest" in a}
    pages = {str(page.indirect_reference) for page in reader.pages}
    assert {page for page, _ in inside} <= pages
    assert len(inside) == len(situation(story()).citations)
    outside = {str(a["/A"]["/URI"]) for a in links if "/A" in a and "/URI" in a["/A"]}
    assert outside <= {d.url for d in story().documents}


def test_it_has_a_title_an_outline_and_page_numbers(reader: PdfReader) -> None:
    """Readers see what it is of and as of when; headings can be jumped to."""
    assert reader.metadata is not None
    assert reader.metadata.title == "Seizure of the Hallen mine"
    assert "As of" in (reader.metadata.subject or "")
    titles = [d["/Title"] for d in reader.outline if not isinstance(d, list)]
    assert titles[0] == "Seizure of the Hallen mine"
    assert "Sources" in titles
    assert len(reader.pages) >= 2


def test_pictures_are_in_it(reader: PdfReader) -> None:
    """The map, and the charts of the killed and of the distance."""
    assert sum(len(page.images) for page in reader.pages) == 3


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures: they take most of the time."""
    monkeypatch.setattr(pdf, "_picture", lambda svg, share: [])


@pytest.mark.usefixtures("plain")
def test_the_same_report_gives_the_same_bytes() -> None:
    """No date of its own making, no chance in the font's name."""
    assert pdf.render(situation(story())) == pdf.render(situation(story()))


@pytest.mark.usefixtures("plain")
def test_an_earlier_moment_shows_only_what_was_said_by_then() -> None:
    """As of the first noon the denial is not in the file."""
    assert "interior ministry denied" not in words(read(factory.story(), at="2031-03-04T12:45:00+01:00"))


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(
    "name",
    [
        "Šiauliai Łódź Ġgantija Çeşme",
        "عين أميناس",
        "東京 서울 नई दिल्ली",
        "<b>x</b> & </para>",
        "\ud800\u202e\x00",
        "A" * 20_000,
    ],
    ids=["latin", "arabic", "no glyphs", "markup", "odd", "long"],
)
def test_any_name_makes_a_file(name: str) -> None:
    """Letters of any script, markup and odd characters are shown or drawn as boxes; nothing stops the file."""
    made = story(name=name)
    (event,) = made.reconciled.events
    documents = tuple(replace(d, title=name, outlet=name) for d in made.documents)
    event = replace(event, label=name)
    reader = read(replace(made, documents=documents, reconciled=replace(made.reconciled, events=(event,))))
    if name.startswith("Š"):
        assert name in words(reader)


def test_arabic_is_joined_and_turned() -> None:
    """Beh, alef, beh: initial, final, isolated, seen from right to left; Latin letters stay as they are."""
    assert pdf_text.seen("x باب y") == "x \ufe8f\ufe8e\ufe91 y"
    assert pdf_text.seen("plain (text)") == "plain (text)"


@pytest.mark.usefixtures("plain")
def test_a_report_of_nothing_is_a_file() -> None:
    """No events, no documents: one page that says so."""
    made = factory.story()
    empty = replace(made, documents=(), claims=(), links=(), reconciled=replace(made.reconciled, events=(), tracks=(),
                    relations=(), contradictions=()))  # fmt: skip
    assert "Nothing to report" in words(read(empty))
