"""A page that is written to all day, at noon: the desk finds, counts and names only what had been entered by then."""

import html
import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from asof.pipeline import RunOptions, run
from tests.serve.desk.conftest import desk_of

NOON = "2031-03-03T12:00Z"


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> TestClient:
    """A desk with one page of two entries, the later one and the headline telling of the afternoon."""
    folder: Path = tmp_path_factory.mktemp("live")
    (folder / "page.md").write_text(
        "# Nine miners dead at Hallen, owner arrested\n\nMarch 3, 2031\n\n"
        "**15:00 GMT** Nine miners were killed in the explosion at the Hallen mine in Algeria, police said.\n\n"
        "**09:00 GMT** Two miners were killed in an explosion at the Hallen mine in Algeria, police said.\n", "utf-8",
    )  # fmt: skip
    run(RunOptions(inputs=(str(folder / "page.md"),), out=folder / "s", files=False))
    return desk_of(folder / "s")


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("words", "noon", "end"), [("owner arrested", 0, 1), ("nine", 0, 1), ("two miners", 1, 1)])
def test_search_reads_only_what_was_said_by_then(live, words, noon, end):
    """Words of the afternoon's entry and of the headline are found at the end, not at noon."""
    for at, count in ((NOON, noon), ("", end)):
        hits = live.get("/api/stories/s/search", params={"q": words} | ({"at": at} if at else {})).json()
        reports = [h["words"] for h in hits if h["claim"] is None]
        assert len(reports) == count
        assert not at or not any("Nine" in r or "arrested" in r for r in reports)


def test_claims_of_a_report_are_counted_as_of_the_moment(live):
    """The list of reports and the API count the claims made by noon, all of them at the end."""
    (noon,), (end,) = (live.get(f"/api/stories/s/documents{q}").json() for q in (f"?at={NOON}", ""))
    assert 0 < noon["claims"] < end["claims"]
    for line, query in ((noon, f"?at={NOON}"), (end, "")):
        assert re.search(rf"· {line['claims']} claims?\b", _text(live.get(f"/s/s/documents{query}").text))


def test_the_event_bears_no_headline_of_later(live):
    """At noon the story is called by the words of the morning's entry."""
    (noon,), (end,) = (live.get(f"/api/stories/s{q}").json()["events"] for q in (f"?at={NOON}", ""))
    assert noon["label"].startswith("09:00 GMT Two miners were killed")
    assert "arrested" in end["label"]


@pytest.mark.parametrize("page", ["entities", "events"])
def test_pages_of_the_whole_story_say_so(live, page):
    """Names and events are not as of the moment; where one is asked for, the page tells."""
    said = "This page is of the whole story"
    assert said in _text(live.get(f"/s/s/{page}?at={NOON}").text)
    assert said not in _text(live.get(f"/s/s/{page}").text)
