"""report.md: composed from claims, each sentence cited, each citation resolved, hostile text harmless."""

import re

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from asof.records import Story
from asof.tell.clean import markdown
from asof.tell.markdown import render
from asof.tell.situation import situation
from tests.tell import factory


def report(story: Story | None = None, at: str | None = None) -> str:
    """The Markdown report of a story."""
    return render(situation(story or factory.story(), at))


def section(text: str, title: str) -> str:
    """What stands under a heading."""
    return text.split(f"### {title}\n", 1)[1].split("\n### ", maxsplit=1)[0].split("\n## ", maxsplit=1)[0]


def test_every_citation_resolves_to_words_of_its_document() -> None:
    """Each [n] has a source line, each source line the claim's words as they stand in the report."""
    text = report()
    cited = {int(n) for n in re.findall(r"\[(\d+)\](?!:)", text)}
    listed = {int(n): rest for n, rest in re.findall(r'<a id="cite-(\d+)"></a>(.*)', text)}
    assert cited == set(listed)
    claims = {c.id: c for c in factory.story().claims}
    for line in listed.values():
        claim = re.findall(r"\((c[0-9a-f]{15})\)$", line)[0]
        assert f"**{markdown(claims[claim].span.text)}**" in line


def test_every_sentence_about_a_figure_is_cited() -> None:
    """No bullet of the known, claimed, disputed, withdrawn or set aside goes without a source."""
    text = report()
    for title in ("Known", "Claimed", "Denied, superseded, withdrawn", "Set aside"):
        bullets = [line for line in section(text, title).splitlines() if line.startswith("- ")]
        assert bullets
        assert all(re.search(r"\[\d+\]$", line) for line in bullets)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Known", "Twenty-three miners were killed, according to officials (in report 5; 5 Mar)"),
        ("Known", "Twelve miners were freed, according to the interior ministry (in Norvik Courier; 4 Mar, 17:45)"),
        ("Claimed", "Thirty to 40 miners are held, according to witnesses"),
        ("Disputed", "The distance (“border”) is given as 40 miles"),
        ("Denied, superseded, withdrawn", "this was denied by the interior ministry"),
        (
            "Denied, superseded, withdrawn",
            "the militants, via the Varde news agency (in Tessa Wire and Halmstrand Post; 4 Mar, 12:30)",
        ),
        ("Denied, superseded, withdrawn", "Sixteen miners were killed"),
        ("Set aside", "Seven miners were killed"),
        ("Set aside", "Set aside: not stated as fact."),
        ("Not known", "how many were injured"),
    ],
)
def test_sentences_stand_where_they_belong(title: str, words: str) -> None:
    """Known, claimed, disputed, withdrawn, set aside and unknown are told apart."""
    assert words in section(report(), title)


def test_outlets_and_origins_are_counted_apart() -> None:
    """An agency's story in two outlets is two outlets and one origin."""
    killed = next(line for line in report().splitlines() if line.startswith("| Killed |"))
    assert "| 27 | 34 | 34 |" in killed
    story = factory.story()
    event = story.reconciled.events[0]
    copied = tuple(c.id for c in story.claims if c.span.text == "35" and c.denies is None)
    estimate = replace(event.estimates["killed"], supporting=copied)
    event = replace(event, estimates={"killed": estimate}, estimates_by=())
    told = report(replace(story, reconciled=replace(story.reconciled, events=(event,))))
    assert "2 outlets, 1 origin" in next(line for line in told.splitlines() if line.startswith("| Killed |"))


def test_an_earlier_moment_knows_no_later_denial() -> None:
    """As of the first afternoon the 35 are claimed and nothing is denied."""
    text = report(at="2031-03-04T14:00:00+01:00")
    assert "Thirty-five miners were killed" in section(text, "Claimed")
    assert "enied" not in text.split("## Sources")[0]


@pytest.mark.parametrize(
    "words",
    [
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "# head",
        "a | b | c",
        "**bold** `code`",
        "[1]",
        "\n\n# x\n",
    ],
)
def test_hostile_words_are_shown_as_they_stand(words: str) -> None:
    """Markup in titles, outlets and labels makes no heading, link, table cell or HTML."""
    story = factory.story()
    event = replace(story.reconciled.events[0], label=words)
    documents = tuple(replace(d, title=words, outlet=words, url=None) for d in story.documents)
    text = report(replace(story, documents=documents, reconciled=replace(story.reconciled, events=(event,))))
    shown = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    assert "<script>" not in shown
    assert "javascript:" not in re.sub(r">[^<]*<", "><", shown)
    assert shown.count("<h1>") == 1
    assert shown.count("<strong>x") == 0
    figures = [line for line in text.splitlines() if line.startswith("| Killed |")]
    assert figures[0].replace("\\|", "").count("|") == 8


def test_many_single_reports_give_a_summary_and_an_index() -> None:
    """Of hundreds of events the largest are told in full, the others in one line each with a cited figure."""
    story = factory.story()
    event = story.reconciled.events[0]
    others = tuple(replace(event, id=f"ev{n}", label=f"Fire {n}", documents=event.documents[:1]) for n in range(2, 302))
    text = report(replace(story, reconciled=replace(story.reconciled, events=(*others, event))))
    assert text.startswith("# 301 events")
    assert "## Index of 300 further events" in text
    assert "## Seizure of the Hallen mine" in text
    assert len(re.findall(r"^\| Fire \d+ \|.*\[\d+\]", text, re.M)) == 300
