"""`write`: what a run leaves, field for field, whole, and the same bytes each time."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from asof.records import Rejected
from asof.tell.files import write
from tests.tell import factory

NAMES = [
    "documents.jsonl", "claims.jsonl", "entities.jsonl", "events.jsonl", "tracks.jsonl", "relations.jsonl",
    "contradictions.jsonl", "timeline.json", "report.md", "report.html", "rejected.jsonl",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the made-up story writes."""
    path = tmp_path_factory.mktemp("run")
    write(factory.story(), path)
    return path


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def test_the_files_of_the_contract_are_written_and_nothing_else(folder: Path) -> None:
    """No temporary file is left beside the eleven."""
    assert sorted(p.name for p in folder.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("documents.jsonl", "document text title published outlet url language sha256 passages"),
        (
            "claims.jsonl",
            "id document kind span part sentence outcome quantity population factuality attribution valid_time "
            "asserted_at main basis part_of denies implied same_as made_by confidence event track origin "
            "origins outlets",
        ),
        ("entities.jsonl", "id type name aliases descriptions links judgements"),
        ("events.jsonl", "id label documents primary start end date_prec place estimates estimates_by"),
        ("tracks.jsonl", "id event kind outcome population points"),
        ("relations.jsonl", "a b relation reason"),
        ("contradictions.jsonl", "event kind claims explanation opened closed"),
        ("rejected.jsonl", "input reason"),
    ],
)
def test_rows_have_the_fields_of_the_contract(folder: Path, name: str, fields: str) -> None:
    """The first row of every file holds every field that docs/contract.md names."""
    assert set(fields.split()) <= set(rows(folder, name)[0])


def test_a_claim_says_where_it_belongs(folder: Path) -> None:
    """A copied claim has the origin of what it copies, a background claim no event and no track."""
    claims = {(str(r["document"]), r["span"]["text"]): r for r in rows(folder, "claims.jsonl")}  # type: ignore[index]
    copied, first = claims["post-1", "35"], claims["wire-1", "35"]
    assert copied["origin"] == first["origin"]
    assert (copied["event"], copied["track"], copied["outlets"]) == ("ev1", "t-killed", 2)
    assert (claims["courier-1", "7"]["event"], claims["courier-1", "7"]["track"]) == (None, None)


def test_spans_hold_in_what_is_written(folder: Path) -> None:
    """Every text in claims.jsonl equals the document's text at its offsets."""
    texts = {r["document"]: str(r["text"]) for r in rows(folder, "documents.jsonl")}
    for row in rows(folder, "claims.jsonl"):
        span = row["span"]
        assert texts[row["document"]][span["start"] : span["end"]] == span["text"]  # type: ignore[index]


def test_numbers_of_points_are_whole_where_they_can_be(folder: Path) -> None:
    """A count on a track is printed as 35, not 35.0."""
    assert '"low":35,' in (folder / "tracks.jsonl").read_text("utf-8")


def test_the_same_story_gives_the_same_bytes_in_any_order(folder: Path, tmp_path: Path) -> None:
    """Documents, claims, links and rejected inputs may come in any order."""
    story = factory.story()
    story = replace(
        story,
        documents=story.documents[::-1],
        claims=story.claims[::-1],
        links=story.links[::-1],
        rejected=story.rejected[::-1],
    )
    write(story, tmp_path)
    assert [(tmp_path / n).read_bytes() for n in NAMES] == [(folder / n).read_bytes() for n in NAMES]


def test_files_are_utf8_with_line_feeds(folder: Path) -> None:
    """No file holds a carriage return or fails to decode."""
    assert not any("\r" in (folder / name).read_bytes().decode("utf-8") for name in NAMES)


def test_a_lone_surrogate_stops_nothing(tmp_path: Path) -> None:
    """A string that UTF-8 cannot hold is escaped in JSON, replaced in the reports."""
    story = replace(factory.story(), rejected=(Rejected(input="\ud800", reason="bad\udfff"),))
    write(replace(story, documents=tuple(replace(d, title="\ud800") for d in story.documents)), tmp_path)
    assert rows(tmp_path, "rejected.jsonl")[0]["input"] == "\ud800"


def test_a_failed_write_leaves_what_was_there(folder: Path, tmp_path: Path) -> None:
    """Where `at` is no time nothing is written."""
    (tmp_path / "report.md").write_text("earlier")
    with pytest.raises(ValueError, match="not a time"):
        write(factory.story(), tmp_path, at="last Tuesday")
    assert [p.name for p in tmp_path.iterdir()] == ["report.md"]
    assert (tmp_path / "report.md").read_text() == "earlier"


def test_an_empty_story_is_written(tmp_path: Path) -> None:
    """Nothing read is a result too: files without rows and a report that says so."""
    story = factory.story()
    none = replace(story.reconciled, events=(), tracks=(), relations=(), contradictions=())
    write(replace(story, documents=(), claims=(), links=(), entities=(), reconciled=none), tmp_path)
    assert (tmp_path / "claims.jsonl").read_bytes() == b""
    assert "Nothing to report" in (tmp_path / "report.md").read_text("utf-8")


def test_the_timeline_keeps_the_two_clocks_apart(folder: Path) -> None:
    """What happened is in order of valid time, what was said in order of assertion, each with span and document."""
    timeline = json.loads((folder / "timeline.json").read_text("utf-8"))
    (event,) = timeline["events"]
    assert [h["valid_time"] for h in event["happened"]] == ["2031-03-04"]
    assert event["happened"][0]["claims"][0]["says"] == "12 miners were freed"
    stamps = [s["asserted_at"] for s in event["said"]]
    assert len(stamps) == 15
    assert stamps[0] == "2031-03-04T07:10:00Z"
    assert all(s["span"]["text"] and s["document"] for s in event["said"])
    assert [b["span"]["text"] for b in timeline["background"]] == ["7"]
