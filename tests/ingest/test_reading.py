"""Inputs in, documents and rejections out."""

import gzip
import io
import itertools
import json
import os
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.ingest import ReadOptions, read
from asof.records import Document, Reading, Rejected

REPORT = "Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported."


def folder(path: Path, **files: str | bytes) -> Path:
    """Writes files; "__" in a name stands for the dot, "___" for a folder."""
    for name, content in files.items():
        file = path / name.replace("___", "/").replace("__", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def documents(*inputs: Path | str, options: ReadOptions | None = None) -> dict[str, Document]:
    results = read([str(i) for i in inputs], options or ReadOptions())
    return {r.document.document: r.document for r in results if isinstance(r, Reading)}


def reasons(*inputs: Path | str, options: ReadOptions | None = None) -> list[str]:
    results = read([str(i) for i in inputs], options or ReadOptions())
    return [r.reason for r in results if isinstance(r, Rejected)]


def test_plain_text_is_unchanged_and_named_by_its_file(tmp_path):
    """Every character of a text file, carriage returns and all, is the document's; the id is the name."""
    text = "\n\nBridge shut\r\n\r\nThe bridge\u00a0was shut.\t \n"
    found = documents(folder(tmp_path, norvik__txt=text))
    assert found["norvik"].text == text


def test_a_number_after_a_dot_is_part_of_the_name(tmp_path):
    """Only the last ending goes, and only where it is one."""
    (tmp_path / "NRV_20260304.0102.txt").write_text(REPORT)
    (tmp_path / "NRV_20260304.0103").write_text(REPORT)
    assert sorted(documents(tmp_path)) == ["NRV_20260304.0102", "NRV_20260304.0103"]


def test_folders_stand_in_front_of_names_that_would_be_the_same(tmp_path):
    """Same names in two folders, and two endings in one folder, are told apart; others keep their names."""
    folder(
        tmp_path, a___x__txt=REPORT, b___x__txt=REPORT + " Later.", b___y__txt=REPORT, c___z__txt="A.", c___z__md="B."
    )
    assert sorted(documents(tmp_path)) == ["a/x", "b/x", "c/z.md", "c/z.txt", "y"]


def test_ids_do_not_depend_on_how_inputs_are_named(tmp_path):
    """Any order of inputs, and naming a file twice, gives the same documents once."""
    folder(tmp_path, a___x__txt="One.", b___x__txt="Two.", r__jsonl='{"document": "x", "text": "Three."}')
    inputs = [tmp_path / "a", tmp_path / "b" / "x.txt", tmp_path / "r.jsonl", tmp_path / "b"]
    seen = {
        tuple(sorted((k, d.text) for k, d in documents(*order).items())) for order in itertools.permutations(inputs)
    }
    assert len(seen) == 1
    assert [text for _, text in next(iter(seen))] == ["One.", "Two.", "Three."]


def test_the_same_row_twice_is_one_document_and_another_text_is_told_apart(tmp_path):
    """Rows of one id and one text are one document; rows of one id and two texts are two, in any order."""
    rows = [
        '{"document": "r", "text": "Saved."}',
        '{"document": "r", "text": "Lost."}',
        '{"document": "s", "text": "S."}',
    ]
    found = []
    for n, order in enumerate(itertools.permutations([*rows, rows[0]])):
        (tmp_path / "r.jsonl").write_text("\n".join(order))
        found.append(sorted((d.document, d.text) for d in documents(tmp_path / "r.jsonl").values()))
        assert len(found[n]) == 3
    assert all(f == found[0] for f in found)


def test_a_cyclic_symbolic_link_is_walked_once(tmp_path):
    """A link to the folder above neither loops nor doubles a document; a link to itself is said."""
    folder(tmp_path, a___x__txt=REPORT)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "own").symlink_to(tmp_path / "own")
    assert list(documents(tmp_path)) == ["x"]
    assert reasons(tmp_path) == ["a symbolic link that leads back to itself"]


def test_the_output_of_a_run_is_not_read_as_reports(tmp_path):
    """A folder of results below the reports is set aside; a file of it that is named itself is read."""
    rows = '{"document": "x", "text": "Saved."}'
    folder(tmp_path, x__txt="Saved.", out___story__asof="", out___documents__jsonl=rows, __hidden="no report")
    assert list(documents(tmp_path)) == ["x"]
    assert reasons(tmp_path) == ["the output of a run (it holds story.asof)"]
    assert len(documents(tmp_path / "out" / "documents.jsonl")) == 1


def test_an_empty_name_is_not_this_folder(tmp_path, monkeypatch):
    """An empty argument, as a shell makes from an unset variable, walks nothing."""
    monkeypatch.chdir(folder(tmp_path, x__txt=REPORT))
    assert reasons("") == ["no name of a file or folder"]
    assert documents("") == {}


def _zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("page.html", "x" * 100)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"abc\0def", "binary"),
        ("a.txt", bytes(range(1, 32)) * 200, "not text"),
        ("a.txt", gzip.compress(b"text"), "gzip"),
        ("a.html", _zipped(), "zip"),
        ("a.html", b"<html><body></body></html>", "no main text"),
        ("a.tml", b"<TimeML>no text element</TimeML>", "without <TEXT>"),
        ("a.png", b"\x89PNG", "no format"),
        ("a.json", b"{", "not JSON"),
        ("a.jsonl", b"5", "no object"),
        (
            "a.txt",
            "La policía dijo el martes que los mineros de la mina fueron liberados por la noche".encode(),
            "language",
        ),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_its_reason(tmp_path, name, content, reason):
    """Each kind of bad file has a reason in words and stops nothing: the sound file beside it is read."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "sound.txt").write_text(REPORT)
    found = reasons(tmp_path)
    assert len(found) == 1
    assert reason in found[0]
    assert list(documents(tmp_path)) == ["sound"]


def test_devices_pipes_missing_and_forbidden_files_are_set_aside(tmp_path):
    """Nothing is waited for: a pipe nobody writes to, an endless device, a path that is not there."""
    os.mkfifo(tmp_path / "pipe.txt")
    device = "neither a file nor a folder (a device, pipe or socket)"
    assert reasons(tmp_path, "/dev/zero", tmp_path / "none", "a\0b") == [
        device,
        device,
        "no such file or folder",
        "cannot be opened (embedded null byte)",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_set_aside(tmp_path):
    """Permission is a reason, not an error."""
    (tmp_path / "x.txt").write_text(REPORT)
    (tmp_path / "x.txt").chmod(0)
    assert reasons(tmp_path) == ["not allowed to read it"]


def test_fifty_megabytes_of_one_line_are_set_aside_without_being_read(tmp_path):
    """A file over the limit is refused by its size; a JSONL row over it is refused and the next one read."""
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "rows.jsonl").write_bytes(b'{"text": "' + b"x" * 2000 + b'"}\n{"document": "ok", "text": "Saved."}\n')
    found = read([str(tmp_path)], ReadOptions(max_bytes=1000))
    assert [r.reason.split(":")[0] if isinstance(r, Rejected) else r.document.document for r in found] == [
        "too large",
        "a row of more than 0.0 MB",
        "ok",
    ]


def test_too_many_characters_or_lines_are_said(tmp_path):
    """A document's length is bounded in characters and in lines."""
    folder(tmp_path, a__txt="word " * 30, b__txt="a\n" * 60)
    assert [r.split(":")[0] for r in reasons(tmp_path, options=ReadOptions(max_text=140, max_lines=50))] == [
        "too long",
        "too many lines",
    ]


def test_a_list_beside_the_files_says_what_they_cannot(tmp_path):
    """documents.tsv gives date, outlet, story and zone by name; unknown columns are passed over."""
    table = (
        "document\tpublished\tmood\toutlet\tstory\ttimezone\nx\t2026-03-04\tgrim\tNorvik Courier\tpit\tEurope/Oslo\n"
    )
    found = documents(folder(tmp_path, documents__tsv=table, x__txt=REPORT, y__txt=REPORT))
    x, y = found["x"], found["y"]
    assert (x.published.value, x.outlet, x.story, x.timezone) == ("2026-03-04", "Norvik Courier", "pit", "Europe/Oslo")
    assert (y.published.value, y.published.precision, y.published.reason) == (None, "unknown", "not stated")


def test_a_file_named_by_itself_still_has_its_list(tmp_path):
    """The list counts however the file is named; a comma-separated one with quotes is read alike."""
    folder(tmp_path, documents__csv='document,outlet\nx,"Courier, The"\n', x__txt=REPORT)
    assert documents(tmp_path / "x.txt")["x"].outlet == "Courier, The"


def test_a_list_without_a_column_of_names_is_said_once(tmp_path):
    """A faulty list is set aside and the files are read without it."""
    folder(tmp_path, documents__tsv="name\tdate\nx\t2026\n", x__txt=REPORT, y__txt=REPORT)
    assert reasons(tmp_path) == ["its header row names no column `document`"]
    assert sorted(documents(tmp_path)) == ["x", "y"]


def test_options_say_what_a_bare_file_cannot(tmp_path):
    """Date, outlet and zone given with the command hold for every document, before what lists say."""
    folder(tmp_path, documents__tsv="document\tpublished\nx\t2020-01-01\n", x__txt=REPORT)
    options = ReadOptions(published="2026-03-04T18:00", outlet="Courier", timezone="+01:00")
    x = documents(tmp_path, options=options)["x"]
    assert (x.published.value, x.published.reason) == ("2026-03-04T17:00:00Z", "given with the command")
    assert (x.outlet, x.timezone) == ("Courier", "+01:00")


@pytest.mark.parametrize("bad", [{"timezone": "Norvik/Time"}, {"published": "soon"}])
def test_options_that_mean_nothing_are_refused(bad):
    """A zone or date that is none is the caller's error and raises before anything is read."""
    with pytest.raises(ValueError, match="not a"):
        list(read([], ReadOptions(**bad)))


def test_standard_input_is_known_by_its_first_bytes(monkeypatch):
    """`-` reads rows as rows and words as words."""
    for raw, ids in ((b'{"document": "r", "text": "Saved."}\n', ["r"]), (REPORT.encode(), ["stdin"])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        assert list(documents("-")) == ids


def test_bytes_hash_and_origin_are_kept(tmp_path):
    """A reading carries the bytes as found, their hash, their type with an odd encoding, and where they lay."""
    text = "The café at the quay was shut, the owner said, and the harbour with it. " * 3
    (tmp_path / "x.txt").write_bytes(text.encode("cp1252"))
    (reading,) = read([str(tmp_path)])
    assert reading.document.text == text
    assert reading.raw == text.encode("cp1252")
    assert reading.media_type.startswith("text/plain; charset=")
    assert reading.input == str(tmp_path / "x.txt")


def test_a_torn_character_is_replaced_and_counted(tmp_path):
    """Sound UTF-8 with one torn byte stays UTF-8: the bytes replaced are counted."""
    (tmp_path / "x.txt").write_bytes("The café — and the quay — was shut. ".encode() * 20 + b"\xe2\x80")
    (reading,) = read([str(tmp_path)])
    assert reading.media_type == "text/plain; charset=utf-8; replaced=1"
    assert reading.document.text.startswith("The café — and")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    """UTF-8 and UTF-16 with their marks decode to the words alone."""
    folder(tmp_path, a__txt=b"\xef\xbb\xbf" + REPORT.encode(), b__txt=REPORT.encode("utf-16"))
    assert {d.text for d in documents(tmp_path).values()} == {REPORT}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8).map("\n".join))
def test_passages_tile_any_text(tmp_path_factory, text):
    """Whatever a text holds, its passages follow each other without gap or overlap from its first to its last."""
    path = tmp_path_factory.mktemp("any") / "x.jsonl"
    path.write_text(json.dumps({"document": "x", "text": text, "title": text[:20], "published": "2026-03-04"}))
    for document in documents(path).values():
        edges = [0, *(p.end for p in document.passages)]
        assert [p.start for p in document.passages] == edges[:-1]
        assert edges[-1] == len(document.text)
        assert document.text.startswith(text)


def test_random_bytes_never_raise(tmp_path):
    """Noise under every known ending is read or set aside."""
    chance = random.Random(7)  # noqa: S311 (noise for a test, not a secret)
    for ending in ("txt", "md", "html", "tml", "json", "jsonl"):
        for n in range(6):
            (tmp_path / f"{n}.{ending}").write_bytes(chance.randbytes(500 * n) + b"<p>{")
    assert len(list(read([str(tmp_path)]))) >= 36


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/a", "FILE://x"])
def test_addresses_of_other_kinds_are_refused_in_words(address):
    """What is no http or https address is not taken for the name of a file."""
    assert reasons(address) == ["not an http or https address; asof fetches no others"]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are Unicode on this system")
def test_names_that_are_no_unicode_are_written_as_escapes(tmp_path):
    """Bytes of a name that are no UTF-8 stop nothing, and two such names give two ids that can be written."""
    for name in (b"no\xff.txt", b"no\xfe.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(REPORT)
    assert sorted(documents(tmp_path)) == ["no\\udcfe", "no\\udcff"]


def test_a_link_out_of_the_folder_is_set_aside(tmp_path: Path) -> None:
    """A pile that was unpacked from an archive does not read the rest of the disk; a link inside it is followed."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "kept.txt").write_text("Nobody was asked to read this report of a fire.\n")
    pile = tmp_path / "pile"
    (pile / "inner").mkdir(parents=True)
    (pile / "inner" / "fire.txt").write_text("Two people were injured in a fire in Norvik, police said.\n")
    (pile / "file.txt").symlink_to(secret / "kept.txt")
    (pile / "folder").symlink_to(secret)
    (pile / "again").symlink_to(pile / "inner")
    items = list(read([str(pile)]))
    assert [r.document.document for r in items if isinstance(r, Reading)] == ["fire"]
    aside = {Path(r.input).name: r.reason for r in items if isinstance(r, Rejected)}
    assert set(aside) == {"file.txt", "folder"}
    assert all(reason.startswith("a link out of the folder") for reason in aside.values())
