"""What the pages of a story say, read as a browser without JavaScript reads them."""

import html
import json
import re

import pytest
from litestar.testing import TestClient

from asof.pipeline import RunOptions, as_of, run
from asof.serve.desk.app import create
from asof.serve.desk.asked import Asked
from asof.serve.desk.security import Gate
from asof.serve.desk.shelf import Shelf
from tests.serve.desk.conftest import desk_of

NOON = "2013-01-17T12:00%2B01:00"
PAGES = (
    "",
    "/updates",
    "/timeline",
    "/map",
    "/disputes",
    "/documents",
    "/sources",
    "/entities",
    "/search?q=hostages",
    "/figure/killed",
)


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_at_any_moment(desk, page):
    """Each page answers for the end and for a moment long before anything was said."""
    assert desk.get(f"/s/demo{page}").status_code == 200
    mark = "&" if "?" in page else "?"
    assert desk.get(f"/s/demo{page}{mark}at=2001-01-01").status_code in (200, 404)


@pytest.mark.parametrize("at", [None, "2013-01-17T12:00+01:00", "2013-01-18T12:00+01:00"])
def test_the_figures_are_those_of_the_moment(desk, read_demo, at):
    """Whatever moment is asked for, the page shows what reconciling as of it gives."""
    story = as_of(read_demo / "story.asof", at)
    event = max(story.reconciled.events, key=lambda e: (len(e.primary), len(e.documents)))
    page = _text(desk.get("/s/demo", params={"event": event.id, "at": at or ""}).text)
    for outcome, estimate in event.estimates.items():
        if estimate.best is not None:
            assert re.search(rf"\b{outcome}( disputed)? {estimate.best:,}\b", page, re.I), outcome


def test_a_card_of_a_state_tells_what_was_said_since(desk):
    """Only headline figures that were said later, with their times: nothing that is denied, nothing of before."""
    page = _text(desk.get("/s/demo?at=2013-01-18T20:00%2B01:00").text)
    told = page.split("Since anyone was last said to be held ( 17 Jan, 15:30 )")[1].split("foreigners")[0]
    assert "30 people escaped (by figures last given 17 Jan, 17:05)" in told
    assert "11:15" not in told.split("Americans")[0]
    assert "35" not in told


def test_a_step_of_the_scrubber_is_a_moment(desk):
    """Without JavaScript the range is sent as a step; its first is before all others, its last is the end."""
    first, last = desk.get("/s/demo?step=0").text, desk.get("/s/demo?step=9999").text
    assert "16 Jan 2013" in re.search(r'id="when".*?</output>', first, re.S)[0]
    assert "latest" in re.search(r'id="when".*?</output>', last, re.S)[0]


def test_a_page_before_everything_shows_nothing_of_what_came_later(desk):
    """No figure, no report, no source is known before the first was published."""
    page = _text(desk.get("/s/demo?at=2013-01-01").text)
    assert "No figure was known by then" in page
    assert "0 reports" in page


def test_a_figure_opens_its_words(desk):
    """Every figure of the story's page leads to a claim, whose page marks its words in the report."""
    claims = set(re.findall(r'href="(/s/demo/claim/c[0-9a-f]+)"', desk.get("/s/demo").text))
    assert len(claims) > 20
    for address in sorted(claims)[:12]:
        page = desk.get(address).text
        assert '<mark class="on">' in page
        document = html.unescape(re.search(r'href="(/s/demo/document\?[^"]+)"', page)[1])
        claim = address.rpartition("/")[2]
        assert f'<mark id="{claim}"' in desk.get(document.partition("#")[0]).text


def test_outlets_and_origins_are_counted_apart(desk):
    """Seven outlets are not forty-odd origins, and the page says both."""
    assert re.search(r"\d+ outlets, \d+ origins", _text(desk.get("/s/demo").text))


def test_an_earlier_moment_knows_no_later_outlet(desk):
    """A figure that two outlets carry in the end was carried by one when it was first said."""
    page = _text(desk.get("/s/demo?step=0").text)
    assert "2 outlets" not in page.partition("Known")[0]


def test_rules_can_be_switched(desk):
    """Another rule is named on the page; one that there is not is refused in words."""
    assert "by the rule gtd" in _text(desk.get("/s/demo?rule=gtd").text)
    refused = desk.get("/s/demo?rule=loudest")
    assert refused.status_code == 400
    assert "no estimation rule" in refused.text


@pytest.mark.parametrize(
    ("address", "status"),
    [("/s/none", 404), ("/s/demo/claim/c0", 404), ("/s/demo?at=noon", 400), ("/s/demo?event=x", 404),
     ("/s/demo/document?id=x", 404), ("/s/demo/track/x", 404), ("/s/demo/figure/x", 404), ("/nowhere", 404)],
)  # fmt: skip
def test_what_is_not_there_is_said_on_a_page(desk, address, status):
    """A reader is told what is missing, and finds the way back."""
    answer = desk.get(address)
    assert answer.status_code == status
    assert "All stories" in answer.text


def test_search_finds_claims_and_reports(desk):
    """All the words must be there, whatever their case; what was said later is not found earlier."""
    assert re.search(r"[1-9]\d* claims?, [1-9]\d* reports?", _text(desk.get("/s/demo/search?q=HOSTAGES").text))
    assert "0 claims, 0 reports" in _text(desk.get("/s/demo/search?q=hostages&at=2013-01-01").text)


def test_every_address_on_a_page_leads_somewhere(desk):
    """No link of the first pages is dead."""
    seen, ahead = set(), ["/", "/s/demo", f"/s/demo?at={NOON}"]
    while ahead and len(seen) < 60:
        address = ahead.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = desk.get(address)
        assert answer.status_code == 200, address
        found = [html.unescape(a).partition("#")[0] for a in re.findall(r'href="(/[^"]*)"', answer.text)]
        ahead += sorted(set(found), key=lambda a: (a.count("/claim/"), a))[:: max(1, len(found) // 25)]


def test_the_first_page_is_made_ready_before_it_is_asked_for(read_demo):
    """A desk that reads ahead gives the page that one gives which does not."""
    ahead = create([read_demo], Gate(), "a secret of thirty-two characters", ahead=True)
    client = TestClient(ahead, base_url="http://127.0.0.1:8765")
    assert client.get("/s/demo").text == desk_of(read_demo).get("/s/demo").text


def test_other_events_are_told_as_of_the_moment(desk):
    """Beside the story stand only events that anybody had reported by then, without the figures of the end."""
    early = _text(desk.get("/s/demo?at=2013-01-17T12:00").text)
    assert "Why the desert was left unwatched" not in early
    assert "Why the desert was left unwatched" in _text(desk.get("/s/demo").text)
    before = _text(desk.get("/s/demo?at=2013-01-01").text)
    assert "gas plant" not in before
    assert "In Amenas" not in before
    answered = desk.get("/api/stories/demo/event?at=2013-01-01").json()["event"]
    assert (answered["label"], answered["place"]["name"], answered["documents"]) == ("", None, [])


@pytest.mark.parametrize(
    ("name", "begins"), [("claims.parquet", b"PAR1"), ("report.pdf", b"%PDF"), ("ged.csv", b"id,")]
)
def test_every_kind_of_file_can_be_taken_away(desk, name, begins):
    """A table as CSV and Parquet, a report as PDF, each as of the moment; the page of exports names them."""
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    assert f"/s/demo/export/{name}" in desk.get("/s/demo/export").text
    taken = desk.get(f"/s/demo/export/{name}", params={"at": "2013-01-18T12:00+01:00"})
    assert taken.status_code == 200
    assert taken.content.startswith(begins)


def test_a_report_of_later_than_the_moment_says_so(desk):
    """It can be opened by its address at any moment, with a notice; as of its own time and the end there is none."""
    last = max(
        (d for d in desk.get("/api/stories/demo/documents").json() if d["published"]), key=lambda d: d["published"]
    )
    address = "/s/demo/document"
    notice = "Published later than the moment asked"
    assert notice in desk.get(address, params={"id": last["document"], "at": "1990-01-01"}).text
    assert notice not in desk.get(address, params={"id": last["document"], "at": last["published"]}).text
    assert notice not in desk.get(address, params={"id": last["document"]}).text


def test_midnight_is_told_as_the_end_of_a_day(read_demo):
    """What was said on a day is known when it is over; the scrubber names that day, not the minute after it."""
    asked = Asked(Shelf([read_demo])["demo"], {})
    assert asked.stop("2013-01-19T23:00:00Z") == "end of 19 Jan 2013"
    assert asked.stop("2013-01-19T22:59:00Z") == "19 Jan 2013, 23:59"
    assert asked.stop("2013-01-19") == "end of 19 Jan 2013"


def test_reports_without_time_and_outlet_are_counted(tmp_path):
    """Each is an outlet of its own, and the page says that no earlier view holds it; a long number has room."""
    for n in (1, 2):
        (tmp_path / f"r{n}.txt").write_text(
            f"Police said 1,200,00{n} people were affected by a flood in Norvik.", "utf-8"
        )
    run(RunOptions(inputs=tuple(str(tmp_path / f"r{n}.txt") for n in (1, 2)), out=tmp_path / "s", files=False))
    page = desk_of(tmp_path / "s").get("/s/s").text
    told = _text(page)
    assert "2 outlets" in told
    assert re.search(r"\d reports? without a time, told of only at the end", told)
    assert 'class="best long"' in page


def test_what_was_said_names_no_role_without_words(desk):
    """The kind of an attack or a victim's noun is no line of its own among what was said."""
    for page in ("/s/demo", "/s/demo/timeline"):
        assert not re.search(r"named as (type|victim|start)\b", _text(desk.get(page).text))
    claims = desk.get("/api/stories/demo/timeline").json()["said"]
    assert claims
    assert not any(c["says"].endswith(("named as type", "named as victim")) for c in claims)


def test_a_report_keeps_its_number_at_every_moment(tmp_path):
    """A report that names no outlet is the same "report 2" as of an early moment, whatever was opened before."""
    rows = [
        {"document": name, "story": "s", "published": stamp, "text": f"{who} said {n} miners were killed in a collapse "
         "at the Hallen mine in Algeria."}
        for name, stamp, who, n in (
            ("first", "2031-03-03", "Police", 5),
            ("second", "2031-03-03T09:00:00Z", "The interior ministry", 6),
            ("third", "2031-03-04T09:00:00Z", "A doctor", 9),
        )
    ]  # fmt: skip
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run(RunOptions(inputs=(str(source),), out=tmp_path / "s", files=False, stories_given=True))
    early = "/s/s?at=2031-03-03T10:00Z"
    alone = _text(desk_of(tmp_path / "s").get(early).text)
    other = desk_of(tmp_path / "s")
    other.get("/s/s")
    after = _text(other.get(early).text)
    assert "6" in alone
    assert set(re.findall(r"report \d+", alone)) == set(re.findall(r"report \d+", after)) == {"report 2"}


def test_a_live_report_is_at_hand_from_its_first_update(tmp_path):
    """Between its updates it is one report, by then, of page and API; it is not counted again as not yet published."""
    (tmp_path / "live.md").write_text(
        "# Nine miners dead at Hallen\n\nMarch 3, 2031\n\n"
        "**15:00 GMT** Nine miners were killed in the explosion at the Hallen mine in Algeria, police said.\n\n"
        "**09:00 GMT** Two miners were killed in an explosion at the Hallen mine in Algeria, police said.\n", "utf-8",
    )  # fmt: skip
    run(RunOptions(inputs=(str(tmp_path / "live.md"),), out=tmp_path / "s", files=False))
    client = desk_of(tmp_path / "s")
    page = _text(client.get("/s/s?at=2031-03-03T10:00Z").text)
    events = client.get("/api/stories/s?at=2031-03-03T10:00Z").json()["events"]
    assert "Killed 2" in page
    assert "not surely published" not in page
    assert [(e["documents"], e["estimates"]["killed"]["best"]) for e in events] == [(1, 2)]
    assert client.get("/api/stories/s?at=2031-03-03T08:00Z").json()["events"] == []


def test_what_was_said_last_names_no_copies(desk, read_demo):
    """Who carries a figure on has said nothing new: of an origin the first stands in the list, and once."""
    told = Asked(Shelf([read_demo])["demo"], {"at": "2013-01-17T12:00"}).told_anew
    found = [(view.track.id, row.figure, told.standing.links[row.claim].origin) for row, view in told.latest]
    assert len(found) == len(set(found)) > 4
    assert {told.standing.outlet(row.claim) for row, _ in told.latest} == {"Meridian Wire"}


def test_roles_without_words_are_not_also_stated(desk):
    """ "Type: killed" tells an editor nothing."""
    page = _text(desk.get("/s/demo").text)
    assert "Also stated" in page
    assert not re.search(r"Also stated.*\b(Type|Victim|Place) ", page)
