"""From Python: read, ask as of a moment, look at it; the docstrings' examples are run."""

import ast
import doctest
import html
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

import asof
import asof.story
from asof.tell.export_table import MissingLibraryError

REPORTS = (
    {"document": "courier", "outlet": "Norvik Courier", "published": "2031-03-04T08:10:00Z",
     "text": "NORVIK - Police said 12 miners were killed in a blast at a mine near Norvik on Tuesday."},
    {"document": "post", "outlet": "Halmstrand Post", "published": "2031-03-04T15:00:00Z",
     "text": "NORVIK - The mayor said 14 miners were killed in the blast at a mine near Norvik on Tuesday."},
)  # fmt: skip


@pytest.fixture(scope="module")
def story() -> asof.StoryView:
    """The two reports, read."""
    return asof.read(REPORTS)


def test_the_examples_of_the_docstrings_hold() -> None:
    """Every example in asof.story gives what it says."""
    found = doctest.testmod(asof.story)
    assert found.failed == 0
    assert found.attempted > 8


def test_every_public_method_is_typed_and_says_what_it_gives() -> None:
    """No public function without a docstring or with an untyped argument."""
    tree = ast.parse(Path(asof.story.__file__).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name
            assert node.returns is not None, node.name
            assert all(a.annotation or a.arg == "self" for a in node.args.args + node.args.kwonlyargs), node.name


def test_the_page_names_what_there_is(story: asof.StoryView) -> None:
    """docs/python.md lists every public name of a story, and no other."""
    page = (Path(__file__).parent.parent / "docs" / "python.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `asof.StoryView`"))
    named = {name.strip() for name in row.split("|")[2].split("`")[1].split(",")}
    assert named | {"moment", "rule"} == {name for name in dir(story) if not name.startswith("_")}


def test_a_moment_hides_what_came_later(story: asof.StoryView) -> None:
    """As of noon there is one report, one claim of the dead, and 12; at the end two, and 14."""
    noon = story.at("2031-03-04T12:00Z")
    assert [d.document for d in noon.documents] == ["courier"]
    assert {c.document for c in noon.claims} == {"courier"}
    assert noon.estimate("killed").best == 12
    assert story.estimate("killed").best == 14
    assert noon.at(None).estimate("killed").best == 14


def test_a_moment_can_be_a_datetime(story: asof.StoryView) -> None:
    """Python's own moments, with a zone or without."""
    assert story.at(datetime(2031, 3, 4, 12, tzinfo=UTC)).estimate("killed").best == 12


def test_an_estimate_says_who_and_why(story: asof.StoryView) -> None:
    """Each claim comes with its source, its state and its words; the reason is there; so is the population."""
    known = story.estimate("killed", population="miners")
    assert [(s.source, s.state) for s in known.claims] == [
        ("police (in Norvik Courier)", "superseded"),
        ("the mayor (in Halmstrand Post)", "standing"),
    ]
    assert "12 miners were killed" in known.claims[0].words
    assert known.reason
    assert str(known) == "14 miners were killed (low 14, high 14)"


def test_what_nobody_says_is_none(story: asof.StoryView) -> None:
    """No figure is made up where none is told, before the first report too."""
    for known in (story.estimate("escaped"), story.at("2030").estimate("killed")):
        assert (known.low, known.best, known.high) == (None, None, None)
        assert str(known).startswith("Nobody says")
        assert known._repr_html_()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda s: s.estimate("eaten"), "there are"),
        (lambda s: s.estimate("killed", event="no such event"), "no event"),
        (lambda s: s.at("tomorrow"), "not a time"),
        (lambda s: s.at(None, rule="best").events, "there are"),
        (lambda s: s.report("docx"), "md, html, pdf"),
        (lambda s: s.to_dataframe("xlsx"), "acled"),
    ],
)
def test_what_is_none_is_refused_with_the_choices(story: asof.StoryView, ask, words: str) -> None:  # type: ignore[no-untyped-def]
    """An outcome, event, time, rule or form that is none ends in a sentence, not in a guess."""
    with pytest.raises(ValueError, match=words):
        ask(story)


def test_tables_are_data_frames_with_types(story: asof.StoryView) -> None:
    """Claims, and a data set's table by its own rule, as pandas frames that keep unknown apart from 0."""
    claims = story.to_dataframe()
    assert len(claims) == len(story.claims)
    ged = story.to_dataframe("ged")
    assert str(ged["best"].dtype) == "Int64"
    assert ged["deaths_civilians"].isna().all()
    assert story.to_dataframe("acled")["fatalities"][0] == 14


def test_without_pandas_the_mend_is_said(story: asof.StoryView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no pandas is told what to install."""
    import sys  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingLibraryError, match="pip install pandas"):
        story.to_dataframe()


def test_a_notebook_shows_it_escaped() -> None:
    """Whatever reports are called, a story's HTML holds no tag of theirs; names stand as words."""
    evil = "<img src=x onerror=alert(1)>"
    story = asof.read({**REPORTS[0], "outlet": evil, "title": evil})
    for shown in (story._repr_html_(), story.estimate("killed")._repr_html_()):
        tree = lxml_html.fromstring(f"<div>{shown}</div>")
        assert not tree.xpath("//img|//script|//*[@onerror]")
        assert html.escape(evil) in shown or "img" in tree.text_content()


def test_drawings_are_sound_and_saved(story: asof.StoryView, tmp_path: Path) -> None:
    """The graph of who quotes whom is a file of SVG; where there is nothing to draw, that is said."""
    drawn = story.graph()
    drawn.save(tmp_path / "graph.svg")
    assert etree.parse(str(tmp_path / "graph.svg")).getroot().tag.endswith("svg")
    nothing = story.at("2030").graph()
    assert not nothing
    assert nothing._repr_svg_() is None
    with pytest.raises(ValueError, match="nothing to draw"):
        nothing.save(tmp_path / "none.svg")


def test_a_report_in_each_form(story: asof.StoryView) -> None:
    """Markdown and HTML as text, PDF as bytes."""
    assert str(story.report()).startswith("# ")
    assert "<!doctype html>" in str(story.report("html"))
    assert bytes(story.report("pdf"))[:5] == b"%PDF-"  # type: ignore[arg-type]


def test_a_story_that_was_run_is_loaded(tmp_path: Path) -> None:
    """What asof.run wrote, asof.load reads: the same figures, from the folder and from the file."""
    (tmp_path / "a.txt").write_text(REPORTS[0]["text"], "utf-8")
    asof.run(asof.RunOptions(inputs=(str(tmp_path / "a.txt"),), out=tmp_path / "story"))
    for path in (tmp_path / "story", tmp_path / "story" / "story.asof"):
        assert [len(d.text) for d in asof.load(path).documents] == [len(REPORTS[0]["text"])]
    with pytest.raises(FileNotFoundError, match="asof run"):
        asof.load(tmp_path / "nothing")


def test_what_cannot_be_read_is_in_rejected() -> None:
    """A row without text is set aside with its reason; the rest is read."""
    story = asof.read(REPORTS[0], {"outlet": "x"})
    assert len(story.documents) == 1
    assert len(story.rejected) == 1
    assert story.rejected[0].input.startswith("rows")


def test_importing_asof_stays_cheap() -> None:
    """`import asof` loads neither the language half nor drawing nor PDF."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    heavy = "spacy altair reportlab pandas sqlalchemy"
    code = f"import sys, asof; sys.exit(any(m in sys.modules for m in '{heavy}'.split()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
