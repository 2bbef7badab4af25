"""What is new between two moments, the two timelines, and pins: on pages without JavaScript, and as JSON."""

import html
import re

import pytest

from asof.review import Between
from asof.review import diff as compare
from tests.serve.desk.conftest import desk_of

EARLY, LATE = "2013-01-17T12:00+01:00", "2013-01-18T12:00+01:00"


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def test_what_is_new_between_two_moments(desk, read_demo):
    """Every outcome whose overall figure moved, as `asof diff` has it, is told as revised or new; each item cites."""
    answer = desk.get("/api/stories/demo/updates", params={"since": EARLY, "at": LATE}).json()
    moved = {
        c.outcome
        for c in compare(read_demo / "story.asof", Between(start=EARLY, end=LATE)).changes
        if c.what == "figure" and not c.population and c.after is not None
    }
    assert moved
    kinds = {u["kind"] for u in answer["updates"]}
    assert {"revised", "new"} & kinds
    claims = [c for u in answer["updates"] for c in u["sentence"]["claims"]]
    assert claims
    assert all(desk.get(f"/s/demo/claim/{c}").status_code == 200 for c in dict.fromkeys(claims))
    page = desk.get("/s/demo/updates", params={"since": EARLY, "at": LATE}).text
    assert page.count('<li><span class="tag') == len(answer["updates"])


def test_nothing_is_new_between_a_moment_and_itself(desk):
    """The same moment twice changes nothing; without `since` it is the day before; the later moment comes second."""
    assert "Nothing changed" in _text(desk.get("/s/demo/updates", params={"since": LATE, "at": LATE}).text)
    assert "From 17 Jan 2013, 12:00 to 18 Jan 2013, 12:00" in _text(
        desk.get("/s/demo/updates", params={"at": LATE}).text
    )
    assert desk.get("/s/demo/updates", params={"since": LATE, "at": EARLY}).status_code == 400
    assert desk.get("/s/demo/updates", params={"since": "<b>noon</b>"}).status_code == 400


def test_the_two_clocks_stand_apart(desk):
    """What was said is in order of its time, the last first, and all of it by the moment; an outcome narrows it."""
    answer = desk.get("/api/stories/demo/timeline", params={"at": LATE}).json()
    stamps = [s["asserted_at"] for s in answer["said"]]
    assert stamps
    assert stamps == sorted(stamps, reverse=True)
    assert max(stamps) <= "2013-01-18T11:00:00Z"
    assert answer["happened"]
    page = desk.get("/s/demo/timeline", params={"at": LATE})
    assert page.text.count('class="f"') >= len(stamps)
    freed = desk.get("/s/demo/timeline", params={"at": LATE, "of": "freed"}).text
    assert 0 < freed.count('<span class="about">') < len(stamps)


def test_a_figure_is_copied_as_a_sentence(desk):
    """Each figure of the API is a sentence; one of a state that may have ended says that it was last said."""
    figures = desk.get("/api/stories/demo/figures").json()
    assert all(f["sentence"].endswith((".", "/")) or "http" in f["sentence"] for f in figures)
    old = [f for f in figures if f["last_said"]]
    assert all("last said" in f["sentence"] for f in old)


@pytest.mark.parametrize("problem", [False, True])
def test_a_place_and_a_figure_are_pinned(demo, problem):
    """The forms keep a pin with its author; the figure is shown at once; what is no number is refused in words."""
    desk = desk_of(demo)
    page = desk.get("/s/demo/map").text
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page)[1]
    event = re.search(r'name="target" value="([^"]+)"', page)[1]
    fields = {"_csrf_token": token, "kind": "pin", "target": event, "author": "night desk", "reason": "seen on a map"}
    here = {"then": "/s/demo/map", "back": "/s/demo/map"}
    headers = {"origin": "http://127.0.0.1:8765"}
    where = {"lat": "north" if problem else "60.5", "lon": "10.25", "name": "Norvik"}
    shown = _text(desk.post("/s/demo/decide", data={**fields, **here, **where}, headers=headers).text)
    assert ("lat and lon" in shown) is problem
    assert ("Norvik" in shown) is not problem
    figure = {"outcome": "killed", "best": "9", "low": "8", "high": "" if not problem else "7"}
    desk.post("/s/demo/decide", data={**fields, **here, **figure}, headers=headers)
    killed = next(f for f in desk.get("/api/stories/demo/figures").json() if f["outcome"] == "killed")
    assert (killed["rule"] == "pin") is not problem
    if not problem:
        assert (killed["low"], killed["best"]) == (8, 9)
        assert "night desk" in killed["reason"]
