"""report.html: every figure opens its words, hostile text does no harm, nothing leaves the page."""

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from msgspec.structs import replace

from asof.records import Claim, Document, Story
from asof.tell import chart, page
from asof.tell.situation import situation
from tests.tell import factory


def read(story: Story, full_text: bool = False, at: str | None = None) -> HtmlElement:
    """The page of a story, parsed."""
    return html.document_fromstring(page.render(situation(story, at), full_text))


def targets(tree: HtmlElement) -> Iterator[str]:
    """Everything that a link inside the page points to, links of charts included."""
    for element in tree.iter():
        href = element.get("href") if isinstance(element.tag, str) and element.tag == "a" else None
        if href and href.startswith("#"):
            yield href[1:]


@pytest.fixture(scope="module")
def tree() -> HtmlElement:
    """The page of the made-up story."""
    return read(factory.story())


def test_every_link_inside_the_page_resolves(tree: HtmlElement) -> None:
    """No figure, citation, chart mark or section link points to an id that the page does not hold exactly once."""
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))
    assert set(targets(tree)) <= set(ids)


def test_every_claim_is_highlighted_with_exactly_its_words(tree: HtmlElement) -> None:
    """What is marked for a claim is its span's text, no more and no less, also where spans are nested."""
    claims = {c.id: c for c in factory.story().claims}
    marked: dict[str, str] = {}
    for mark in tree.xpath("//mark[@data-c]"):
        marked[mark.get("data-c")] = marked.get(mark.get("data-c"), "") + mark.text_content()
    shown = {t for t in targets(tree) if t in claims}
    assert len(shown) > 10
    assert {c: marked[c] for c in shown} == {c: claims[c].span.text for c in shown}


def test_every_shown_figure_is_a_link(tree: HtmlElement) -> None:
    """Each row of a figure table and each card's best figure opens a claim."""
    rows = tree.xpath("//table[contains(@class,'rows')]/tbody/tr")
    cards = tree.xpath("//p[@class='best']")
    assert len(rows) == 13
    assert len(cards) == 3
    assert all(e.xpath(".//a[starts-with(@href,'#c')]") for e in (*rows, *cards))


def test_nothing_is_fetched_from_elsewhere(tree: HtmlElement) -> None:
    """No element loads anything; only ordinary links leave the page; the policy forbids all else."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not element.get("src")
            assert not element.get("style")
            assert not any(name.startswith("on") for name in element.attrib)
            assert element.tag == "a" or not element.get("href")
    assert not tree.xpath("//link|//iframe|//img|//object|//embed|//form|//base")
    assert "url(" not in tree.xpath("string(//style)")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")


def test_the_only_addresses_are_those_of_the_documents(tree: HtmlElement) -> None:
    """No library puts an address of its own into the page; the SVG namespace is none that is fetched."""
    found = set(re.findall(r"https?://[^\s\"'<>)]+", html.tostring(tree, encoding="unicode")))
    assert found - {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"} == {
        d.url for d in factory.story().documents
    }


def test_the_policy_names_the_style_and_script_by_their_hash(tree: HtmlElement) -> None:
    """A browser that minds the policy runs exactly the page's own style and script."""
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    source = page.render(situation(factory.story()))
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", source, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</title></style></script><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}",
    "\u202edrow sdrawkcab\u202c \u2066isolate\u2069",
    "\x00\x07\x1b[31m\ud800\uffff",
    "A" * 10_000_000,
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_and_titles_do_no_harm(words: str) -> None:
    """Titles, outlets, ids, labels, populations, sources and reasons are shown as words, cut, nothing else."""
    story = hostile(words)
    source = page.render(situation(story))
    tree = html.document_fromstring(source)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img|//*[@onload]|//*[@onerror]")
    assert "\u202e" not in source
    assert "\u2066" not in source
    assert len(source) < 400_000
    source.encode()


def hostile(words: str) -> Story:
    """The made-up story with `words` in every place that a stranger can fill."""
    story = factory.story()
    (event,) = story.reconciled.events
    place = replace(event.place, name=words, admin1=words, timezone=words[:50])
    event = replace(event, label=words, place=place)
    tracks = tuple(
        replace(t, population=words, points=tuple(replace(p, source=words) for p in t.points))
        for t in story.reconciled.tracks
    )
    contradictions = tuple(replace(c, explanation=words) for c in story.reconciled.contradictions)
    relations = tuple(replace(r, reason=words) for r in story.reconciled.relations)
    return replace(
        story,
        documents=tuple(replace(d, title=words, outlet=words, url=words) for d in story.documents),
        reconciled=replace(
            story.reconciled, events=(event,), tracks=tracks, contradictions=contradictions, relations=relations
        ),
    )


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("https://example.org/a b", False),
        ("https://example.org/\u202egpj", False),
        ("//example.org/x", False),
        ("https://", False),
        ("https://[bad", False),
        ("https://example.org/" + "a" * 3000, False),
        ("https://example.org/a?b=1&c=%22", True),
        ("http://example.org/", True),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, linked: bool) -> None:
    """A document's address is a link where it is http or https and holds nothing odd."""
    story = factory.story()
    story = replace(story, documents=tuple(replace(d, url=url) for d in story.documents))
    outside = [a.get("href") for a in read(story).xpath("//a[not(starts-with(@href,'#'))]")]
    assert set(outside) == ({url} if linked else set())


def test_a_hostile_text_is_shown_as_its_words() -> None:
    """Markup in a report's own text is shown as it stands, and the mark still holds exactly the claim's words."""
    doc = factory.document(
        "x", "Tessa Wire", "2031-03-04T07:10:00Z", None, "<b>12</b> <script>x</script> were killed.\n"
    )
    claim = factory.count(doc, "12</b>", "killed", (12, 12))
    story = small(doc, claim)
    tree = read(story)
    assert tree.xpath("//mark")[0].text_content() == "12</b>"
    assert "<script>x</script>" in tree.xpath("string(//blockquote)")


def small(doc: Document, *claims: Claim) -> Story:
    """A story of one document and its claims, on one track."""
    story = factory.story()
    event = replace(story.reconciled.events[0], documents=(doc.document,), primary=(doc.document,), estimates={})
    event = replace(event, estimates_by=())
    track = replace(story.reconciled.tracks[0], points=tuple(factory.point(c) for c in claims))
    reconciled = replace(story.reconciled, events=(event,), tracks=(track,), relations=(), contradictions=())
    links = factory.links({str(n): c for n, c in enumerate(claims)})
    return replace(story, documents=(doc,), claims=claims, links=links, entities=(), reconciled=reconciled)


def test_only_the_words_around_claims_leave_the_machine() -> None:
    """Without full_text a paragraph that no claim stands in is not in the page; with it, it is."""
    text = "12 miners were killed.\n\nA long account of other things.\n"
    doc = factory.document("x", "Tessa Wire", "2031-03-04T07:10:00Z", None, text)
    story = small(doc, factory.count(doc, "12", "killed", (12, 12)))
    assert "other things" not in read(story).text_content()
    assert "other things" in read(story, full_text=True).text_content()


def test_an_earlier_moment_shows_only_what_was_said_by_then() -> None:
    """As of noon of the first day neither the denial nor the day-dated report is on the page, and that is said."""
    tree = read(factory.story(), at="2031-03-04T12:45:00+01:00")
    text = tree.text_content()
    assert "interior ministry denied" not in text
    assert "What we know" not in text
    assert "4 documents left out" in text
    assert not tree.xpath("//span[@class='tag deny']|//a[@class='tag deny']")


def test_a_moment_before_the_first_report_is_told() -> None:
    """Asked about a time before all reports, the page says that nothing was known, and that all are left out."""
    text = read(factory.story(), at="2030-01-01").text_content()
    assert "6 documents left out" in text
    assert "Nothing yet." in text


def test_estimates_of_another_moment_are_not_shown() -> None:
    """A page as of noon shows no figure that was reckoned from what came later."""
    assert not read(factory.story(), at="2031-03-04T12:45:00+01:00").xpath("//p[@class='best']")
    story = factory.story()
    at = "2031-03-05T12:00:00Z"
    as_of = replace(story, reconciled=replace(story.reconciled, at=at))
    assert len(read(as_of, at=at).xpath("//p[@class='best']")) == 3


def test_the_page_is_the_same_bytes_twice() -> None:
    """Nothing in the page depends on the run."""
    assert page.render(situation(factory.story())) == page.render(situation(factory.story()))


def test_a_page_without_the_drawing_library_holds_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where vl-convert is missing there is no chart, and all else stands."""
    monkeypatch.setattr(chart, "_drawing", lambda: None)
    tree = read(factory.story())
    assert not tree.xpath("//figure")
    assert tree.xpath("//table")


def test_a_chart_draws_each_claim_as_a_mark_that_opens_it(tree: HtmlElement) -> None:
    """Every claim of the drawn track is a link in its chart, named for readers who do not see it."""
    track = next(t for t in factory.story().reconciled.tracks if t.id == "t-killed")
    for size in chart.WIDTHS:
        marks = tree.xpath(f"//*[contains(@class,'chart {size}') and starts-with(@aria-label,'Killed: miners')]//a")
        assert {a.get("href") for a in marks} == {f"#{p.claim}" for p in track.points}
        assert all(a.xpath("./title") for a in marks)


def test_colours_have_enough_contrast() -> None:
    """Text colours on their grounds reach 4.5 : 1 in light and dark (WCAG 2.2, 1.4.3)."""
    css = page._text("report.css")
    (light,) = re.findall(r"^:root\{([^}]*)\}", css, re.M)
    (dark,) = re.findall(r"^:root\[data-theme=dark\]\{([^}]*)\}", css, re.M)
    pairs = [
        (text, ground)
        for text in ["ink", "soft", "link", "stand", "deny", "warn", "known"]
        for ground in ("paper", "card")
    ]
    pairs += [("warn", "warnbg"), ("deny", "denybg"), ("stand", "standbg"), ("soft", "gonebg"), ("link", "gonebg")]
    pairs += [("ink", "mark"), ("gone", "paper")]
    for theme in (light, dark):
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})\b", theme))
        ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
        low = {pair: ratio for pair, ratio in ratios.items() if ratio < (3 if "gone" in pair else 4.5)}
        assert not low


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb."""
    full = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=120))
def test_any_text_makes_a_page(words: str) -> None:
    """Whatever stands in a label, title or source, a page is made and its links resolve."""
    tree = read(hostile(words))
    ids = {e.get("id") for e in tree.iter() if isinstance(e.tag, str)}
    assert set(targets(tree)) <= ids
