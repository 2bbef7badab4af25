"""`asof review` and `asof diff` as a user meets them, on a story that is read twice."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asof.serve.cli import app, ask, diff, review, running  # noqa: F401 - the imports register the commands

FIRST = "Police in Norvik said 12 miners were freed from the flooded pit. Two others were still missing, police said.\n"
LATER = "Norvik mine rescue goes on\n\nPolice in Norvik said 15 miners had been freed from the flooded pit by noon.\n"


def asof(*words):
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(w) for w in words])


def reading(out, name, text, day):
    """Read one report into a story."""
    report = out.parent / f"{name}.txt"
    report.write_text(text, "utf-8")
    result = asof(
        "--quiet", "run", report, "--out", out, "--published", day, "--outlet", "Norvik Courier", "--workers", 1
    )
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    out = tmp_path_factory.mktemp("review") / "story"
    reading(out, "first", FIRST, "2026-03-04T09:00Z")
    return out


@pytest.fixture
def story(kept, tmp_path):
    """A story of its own, beside which further reports may be laid."""
    return Path(shutil.copytree(kept, tmp_path / "story"))


def claims(out, outcome="freed"):
    lines = (out / "claims.jsonl").read_text("utf-8").splitlines()
    return [c for c in map(json.loads, lines) if c.get("outcome") == outcome]


def shown(out, *options):
    """Best figure of the freed, by `asof show`."""
    reply = json.loads(asof("--quiet", "show", out, "--outcome", "freed", "--json", *options).stdout)
    return [a["estimate"]["best"] for a in reply["answers"]]


def test_a_correction_holds_when_the_story_is_read_again(story):
    """Corrected, listed, shown, kept through a second run with another report; undone in the end."""
    (claim,) = claims(story)
    result = asof("review", story, "correct", claim["id"], "--value", "14", "--reason", "a list", "--author", "desk")
    assert result.exit_code == 0, result.output
    decision = result.stdout.split()[0]
    assert shown(story) == [14]
    reading(story, "later", LATER, "2026-03-04T15:00Z")
    assert [(c["quantity"]["low"], c["review"]) for c in claims(story)] == [(14, "corrected"), (15, None)]
    listed = asof("review", story, "--list").stdout
    assert decision in listed
    assert "applied" in listed
    assert "a list" in listed
    assert asof("review", story, "undo", decision, "--author", "desk", "--write").exit_code == 0
    assert [(c["quantity"]["low"], c["review"]) for c in claims(story)] == [(12, None), (15, None)]
    states = [json.loads(line)["state"] for line in asof("-q", "review", story, "--list", "--json").stdout.splitlines()]
    assert states == ["undone", "applied"]


def test_a_decision_whose_words_are_gone_is_listed_as_lost(story):
    """The report is changed: the list, and every answer, say which words are gone from where."""
    (claim,) = claims(story)
    assert asof("review", story, "dismiss", claim["id"], "--reason", "another pit").exit_code == 0
    assert asof("--quiet", "show", story, "--outcome", "freed", "--json").exit_code == 0
    reading(story, "first", FIRST.replace("12 miners", "A few miners"), "2026-03-04T09:00Z")
    listed = asof("review", story, "--list")
    assert "lost: the words “12” are gone from first" in listed.stdout
    reply = json.loads(asof("-q", "show", story, "--json").stdout)
    assert "“12” are gone from first" in reply["lost"][0]


def test_what_changed_is_told_with_words_and_source(story):
    """From the morning to the evening; in JSON the same."""
    reading(story, "later", LATER, "2026-03-04T15:00Z")
    result = asof("diff", story, "--from", "2026-03-04T10:00Z", "--to", "2026-03-04T20:00Z")
    assert result.exit_code == 0, result.output
    assert "Freed: 15, was 12. Police in Norvik in Norvik Courier, 4 Mar 2026, 15:00: “Police in Norvik said 15" in (
        result.stdout.replace("\n", " ")
    )
    changes = json.loads(asof("-q", "diff", story, "--from", "2026-03-04T10:00Z", "--json").stdout)["changes"]
    assert changes[0]["words"][0]["number"]["text"] == "15"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("correct", "c0", "--value", "14"), "nothing with the id 'c0'"),
        (("correct", "c0", "--set", "low"), "is no field"),
        (("vote", "c0"), "there are accept, dismiss"),
        ((), "say what is decided"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(kept, words, told):
    """One line, exit code 2, nothing kept."""
    result = asof("review", kept, *words, "--author", "desk")
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert asof("-q", "review", kept, "--list").stdout == ""


def test_a_diff_needs_a_beginning(kept):
    """Which of the clocks is meant is asked for in words."""
    result = asof("diff", kept)
    assert result.exit_code == 2
    assert "--from" in result.output


def test_a_diff_goes_forward(kept):
    """A moment is not compared with one before it, which would tell everything the wrong way round."""
    result = asof("diff", kept, "--from", "2026-03-05", "--to", "2026-03-04")
    assert result.exit_code == 2
    assert "not before" in result.output
