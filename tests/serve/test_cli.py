"""The commands as a user meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asof.serve.cli import app, ask, demo, reading, running  # noqa: F401 - the imports register the commands

REPORTS = Path(__file__).parent.parent.parent / "demo" / "reports"
COMMANDS = ("ingest", "annotate", "extract", "run", "show", "explain", "verify", "demo")


def asof(*words):
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(w) for w in words])


def rows(result):
    """The JSON lines of standard output."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A folder with the demonstration's story."""
    out = tmp_path_factory.mktemp("story")
    assert asof("--quiet", "run", REPORTS, "--out", out, "--workers", "1").exit_code == 0
    return out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command):
    """Each command's help says what it does and shows a call."""
    result = asof(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"asof {command}" in result.stdout


def test_ingest_prints_documents_whose_passages_tile_the_text():
    """One document a line, in order of publication, with passages from the first character to the last."""
    documents = rows(asof("--quiet", "ingest", REPORTS))
    assert len(documents) == 12
    assert [d["published"]["value"] for d in documents] == sorted(d["published"]["value"] for d in documents)
    for document in documents:
        ends = [0, *(p["end"] for p in document["passages"])]
        assert [p["start"] for p in document["passages"]] == ends[:-1]
        assert ends[-1] == len(document["text"])


@pytest.mark.parametrize("layer", ["times", "names", "places", "quantities", "tokens"])
def test_annotate_prints_layers_whose_words_stand_at_their_offsets(layer):
    """Every row's text equals the document's text at its offsets."""
    texts = {d["document"]: d["text"] for d in rows(asof("--quiet", "ingest", REPORTS))}
    found = rows(asof("--quiet", "annotate", REPORTS, "--layer", layer))
    assert found
    assert all(texts[r["document"]][r["start"] : r["end"]] == r["text"] for r in found)


def test_conllu_has_ten_columns():
    """Tokens as CoNLL-U: ten tab-separated columns, a blank line after each sentence."""
    result = asof("--quiet", "annotate", REPORTS / "meridian-0116.txt", "--layer", "tokens", "--format", "conllu")
    lines = [line for line in result.stdout.splitlines() if line and not line.startswith("#")]
    assert lines
    assert {line.count("\t") for line in lines} == {9}


def test_extract_spans_are_the_documents_words():
    """Every span of every claim, whatever its depth, holds the words at its offsets."""
    texts = {d["document"]: d["text"] for d in rows(asof("--quiet", "ingest", REPORTS))}

    def spans(value):
        if isinstance(value, dict):
            if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
                yield value
            for inner in value.values():
                yield from spans(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from spans(inner)

    claims = rows(asof("--quiet", "extract", REPORTS, "--workers", "1"))
    assert {c["kind"] for c in claims} >= {"count", "statement", "measure"}
    for claim in claims:
        for span in spans(claim):
            assert texts[claim["document"]][span["start"] : span["end"]] == span["text"]


def test_show_answers_in_words_and_in_json(story):
    """The question of the founding example, both ways."""
    question = ("show", story, "--at", "2013-01-17T12:00+01:00", "--outcome", "escaped", "--population", "hostages")
    text = asof("--no-color", *question).stdout
    assert "20" in text
    assert "26" in text
    reply = json.loads(asof(*question, "--json").stdout)
    assert [a["estimate"]["high"] for a in reply["answers"] if a["estimate"]] == [26]


def test_a_bare_time_is_local_and_said_to_be(story):
    """A TIME without a zone is the event's local time, and the answer says so."""
    bare = json.loads(asof("show", story, "--at", "2013-01-17T12:00", "--outcome", "escaped", "--json").stdout)
    assert bare["zone"] == "Africa/Algiers"
    text = asof("--no-color", "show", story, "--at", "2013-01-17T12:00", "--outcome", "escaped").stdout
    assert "Africa/Algiers" in text or "local" in text


def test_a_moment_may_be_said_in_words(story):
    """A weekday is that of the story's days; the answer is the one that its date gets."""
    said, dated = (
        asof("--no-color", "show", story, "--at", at, "--outcome", "escaped").stdout
        for at in ("Thursday noon", "2013-01-17T12:00")
    )
    assert said == dated
    assert "17 Jan 2013, 12:00" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--at", "yesterday"), "2013-01-17"),  # shows how a time is written
        (("--outcome", "exploded"), "killed"),  # names the outcomes there are
        (("--rule", "guess"), "ucdp"),  # names the rules there are
        (("--event", "atlantis"), "no event"),
    ],
)
def test_a_wrong_question_is_answered_with_the_right_ones(story, words, said):
    """A value that is none ends with status 2 and names those that there are."""
    result = asof("show", story, *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_missing_story_says_how_to_make_one(tmp_path):
    """No story, no traceback."""
    result = asof("show", tmp_path)
    assert result.exit_code == 2
    assert "asof run" in result.output


def test_explain_follows_any_id(story):
    """Every id of the run's files has an explanation; an unknown one ends with status 1."""
    ids = [json.loads((story / f).read_text("utf-8").splitlines()[0])["id"] for f in ("events.jsonl", "tracks.jsonl")]
    ids += [
        json.loads((story / f).read_text("utf-8").splitlines()[0])["id"] for f in ("claims.jsonl", "entities.jsonl")
    ]
    ids += [json.loads((story / "contradictions.jsonl").read_text("utf-8").splitlines()[0])["id"]]
    for one in ids:
        result = asof("explain", story, one)
        assert result.exit_code == 0, result.output
        assert len(result.stdout.strip()) > 20
    assert asof("explain", story, "nothing").exit_code == 1


def test_verify_finds_a_story_sound_and_a_tampered_one_not(story, tmp_path):
    """A byte changed behind the store's back is found."""
    import sqlite3  # noqa: PLC0415

    assert asof("verify", story).exit_code == 0
    copy = tmp_path / "copy.asof"
    copy.write_bytes((story / "story.asof").read_bytes())
    with sqlite3.connect(copy) as base:
        for (name,) in base.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            base.execute(f'drop trigger "{name}"')
        changed = base.execute("update claims set body = replace(body, '\"start\":', '\"start\":1')").rowcount
    assert changed
    assert asof("verify", copy).exit_code == 1


def test_the_same_input_gives_the_same_bytes(story, tmp_path):
    """Other order of files, other hash seed, two processes: the same files and the same digest."""
    files = sorted((f for f in REPORTS.iterdir() if f.name != "documents.tsv"), reverse=True)
    out = tmp_path / "again"
    command = [sys.executable, "-m", "asof", "--quiet", "run", *map(str, files), "--out", str(out), "--workers", "2"]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": "99"})  # noqa: S603
    for name in sorted(p.name for p in story.iterdir() if p.suffix in {".jsonl", ".json", ".md", ".html"}):
        assert (out / name).read_bytes() == (story / name).read_bytes(), name
    assert asof("verify", out, "--digest").stdout == asof("verify", story, "--digest").stdout


def test_a_second_run_adds_nothing(story, tmp_path):
    """Reading the same reports again leaves the digest as it was."""
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "story.asof").write_bytes((story / "story.asof").read_bytes())
    before = asof("verify", copy, "--digest").stdout
    assert asof("--quiet", "run", REPORTS, "--out", copy, "--workers", "1").exit_code == 0
    assert asof("verify", copy, "--digest").stdout == before


def test_hostile_inputs_are_set_aside_and_the_rest_is_read(tmp_path):
    """Empty, binary, bad UTF-8, a zip named .html, a link to itself, another language: each has its reason."""
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "empty.txt").write_bytes(b"")
    (pile / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (pile / "zip.html").write_bytes(b"PK\x03\x04" + b"\0" * 500)
    (pile / "dutch.txt").write_text(
        "De burgemeester zei dat twaalf mensen gewond raakten bij de brand in de oude haven. " * 5
    )
    (pile / "long.txt").write_bytes(b"a" * 30_000_000)
    (pile / "circle").symlink_to(pile)
    (pile / "good.txt").write_text("Fire in Norvik\n\nTwelve people were injured on Monday, police said.\n")
    (pile / "rows.jsonl").write_text(
        '{"document": "row", "text": "Three people were killed in Norvik, police said."}\n{oops\n'
    )
    out = tmp_path / "out"
    result = asof("run", pile, "--out", out, "--workers", "1")
    assert result.exit_code == 0, result.output
    read = {json.loads(line)["document"] for line in (out / "documents.jsonl").read_text("utf-8").splitlines()}
    assert read == {"good", "row"}
    aside = {}
    for line in (out / "rejected.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        aside[Path(row["input"]).name] = row["reason"]
    assert {"empty.txt", "binary.txt", "zip.html", "dutch.txt", "long.txt", "rows.jsonl:2"} <= set(aside)
    assert aside["dutch.txt"].startswith("language")
    assert "inputs set aside" in result.output


def test_a_run_that_is_killed_can_be_run_again(story, tmp_path):
    """Kill -9 in the middle; run again: the same digest, nothing doubled."""
    out = tmp_path / "killed"
    command = [sys.executable, "-m", "asof", "--quiet", "run", str(REPORTS), "--out", str(out), "--workers", "1"]
    for seconds in (1.2, 1.8):
        with subprocess.Popen(command) as process:  # noqa: S603
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
    subprocess.run(command, check=True)  # noqa: S603
    assert asof("verify", out, "--digest").stdout == asof("verify", story, "--digest").stdout


@pytest.mark.parametrize(
    ("options", "mend"),
    [
        (["--at", "never"], "write 2013-01-17"),
        (["--rule", "guess"], "ucdp"),
        (["--pipeline", "no_such_pipeline"], "not installed"),
        (["--timezone", "Nowhere/Town"], "Europe/Paris"),
    ],
)
def test_a_run_that_cannot_end_well_does_not_begin(tmp_path, options, mend):
    """An option that means nothing is said before anything is read or written, with what can be written instead."""
    result = asof("run", REPORTS, "--out", tmp_path / "story", *options)
    assert result.exit_code == 2
    assert mend in result.stderr
    assert not (tmp_path / "story").exists()


def test_a_document_is_explained_by_its_claims(story):
    """The id of a report gives its date with the reason, and what was claimed in it."""
    text = asof("explain", story, "meridian-0116").stdout
    assert "was published on 2013-01-16" in text
    assert "count, " in text


def test_an_unknown_id_is_said_with_where_ids_stand(story):
    """No quotation mark is lost, and the mend is named."""
    result = asof("explain", story, "zz")
    assert "'zz';" in result.stderr
    assert ".jsonl" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", ["show", "ingest"])
def test_a_full_disk_is_said_in_a_sentence(story, command):
    """Output that cannot be written ends with one line, not a trace."""
    what = story if command == "show" else REPORTS
    with Path("/dev/full").open("wb") as full:
        call = [sys.executable, "-m", "asof", command, str(what)]
        result = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert result.returncode == 1
    assert "no space left on device; make room" in result.stderr
    assert "Traceback" not in result.stderr


def test_names_of_files_cannot_write_to_the_terminal(tmp_path):
    """Escape codes and line feeds in a file's name are shown, not obeyed."""
    (tmp_path / "a\x1b[31m\nset aside: forged.xyz").write_text("x")
    result = asof("ingest", tmp_path)
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 3
