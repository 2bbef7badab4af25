"""Reading in processes of its own: the same as in one, in the same order, and nothing ends it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

import msgspec
import pytest
from msgspec.structs import replace

from asof.ingest import ReadOptions, crew, read, reading, work
from asof.ingest.crew import Crew, packed_jobs, unpacked_jobs
from asof.ingest.draft import Material, Stated
from asof.ingest.nested import Inner
from asof.ingest.work import Job
from asof.records import Reading, Rejected
from bench.ingest import seeds


def folder(tmp_path):
    """Files of several formats with a list of documents, a torn one among them, and an archive."""
    for number in range(3):
        (tmp_path / f"a{number}.txt").write_text(f"The quay was shut for {number + 2} days, the mayor said.\n")
    (tmp_path / "a3.pdf").write_bytes(b"%PDF-1.4 torn")
    (tmp_path / "b.jsonl").write_text('{"document": "row", "text": "The quay was open again."}\n')
    pages = [seeds.warc_record(f"https://courier.example/{n}", seeds.html()) for n in range(10)]
    (tmp_path / "c.warc").write_bytes(b"".join(pages))
    (tmp_path / "d.html").write_bytes(seeds.html())
    (tmp_path / "documents.tsv").write_text("document\toutlet\tpublished\na1\tNorvik Courier\t2026-03-04\n")
    return str(tmp_path)


def test_processes_change_nothing_of_what_is_read(tmp_path, monkeypatch):
    """The same documents, rejections and order, whatever reads them."""
    named = folder(tmp_path)
    alone = list(read([named]))
    monkeypatch.setattr(reading, "_WORTH", -1e9)
    monkeypatch.setattr(reading, "_TRIED", -1.0)
    started = []
    monkeypatch.setattr(reading, "Crew", lambda *given: started.append(given[0]) or Crew(*given))
    assert list(read([named], ReadOptions(workers=2))) == alone
    assert started == [2]
    assert sum(isinstance(r, Reading) for r in alone) == 15


def test_an_archive_of_few_pages_is_read_without_other_processes(tmp_path, monkeypatch):
    """Starting them costs more than it saves."""
    monkeypatch.setattr(reading, "Crew", None)
    assert len(list(read([folder(tmp_path)], ReadOptions(workers=2)))) == 16


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_an_input_that_ends_its_process_is_set_aside_alone(tmp_path):
    """The pieces that were read with it are read in another process."""
    trap = tmp_path / "trap.txt"
    os.mkfifo(trap)  # whoever opens it waits: the process is known to be in the middle of this piece
    files = [Material(input=f"a{n}", base=f"a{n}", raw=b"The quay was shut on Monday.") for n in range(3)]
    files.insert(1, Material(input="trap", base="trap", path=trap))
    jobs = [Job(reader="text", material=m, name=m.base) for m in files]

    with Crew(1, ReadOptions()) as team:

        def spring():
            for _ in range(2):  # in the batch, then alone
                os.close(os.open(trap, os.O_WRONLY))
                for worker in list(team._workers):
                    pid = worker.process.pid
                    worker.process.kill()
                    with suppress(ChildProcessError):  # the crew was quicker; a join would take the exit code from it
                        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

        thread = threading.Thread(target=spring, daemon=True)
        thread.start()
        found = list(team.carried_out(jobs))
        thread.join(20)
    assert [type(f) for f in found] == [Reading, Rejected, Reading, Reading]
    assert found[1] == Rejected(input="trap", reason="cannot be read: the process that read it ended (-9)")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of the kernel here")
def test_the_kernel_ends_a_process_that_takes_too_long_within_a_call_into_c():
    """No clock of Python's own reaches into a regular expression that is at work."""
    program = (
        "import re; from asof.ingest.crew import _bounded_time; _bounded_time(0);"
        "re.match('(a+)+$', 'a' * 60 + 'b')"
    )  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", program], check=False, timeout=300)  # noqa: S603 - our own words
    assert ended.returncode == -signal.SIGXCPU


def test_a_piece_of_work_survives_the_way_to_a_process(tmp_path):
    """Paths whose names are no UTF-8 too."""
    odd = tmp_path / os.fsdecode(b"\xff.txt")
    inner = Inner(name="n", key="k", material=Material(input="a:1", base="n", raw=b"\xff\x00", apart=frozenset("u")))
    jobs = (
        Job(reader="text", material=Material(input="a", base="a", path=odd, beside=Stated(title="t")), name="a"),
        Job(reader="warc", material=Material(input="a", base="a"), name="n", inner=inner),
    )
    assert unpacked_jobs(packed_jobs(jobs)) == jobs


def small(count):
    """Pieces of work of one line each."""
    files = [Material(input=f"a{n}", base=f"a{n}", raw=b"The quay was shut on Monday.") for n in range(count)]
    return [Job(reader="text", material=m, name=m.base) for m in files]


def test_a_little_work_starts_few_processes_and_one_that_is_ended_idle_is_replaced(monkeypatch):
    """Nine pieces are two batches: two processes of a hundred; one of them is killed before more work comes."""
    started = []
    worker = crew._Worker
    monkeypatch.setattr(crew, "_Worker", lambda options: started.append(worker(options)) or started[-1])
    with Crew(100, ReadOptions()) as team:
        assert len(list(team.carried_out(small(9)))) == 9
        assert len(started) == 2
        for each in started:
            each.process.kill()
            each.process.join()
        assert [type(f) for f in team.carried_out(small(3))] == [Reading] * 3
    assert len(started) == 3


def test_processes_that_never_begin_are_not_started_for_ever(monkeypatch):
    """Where none gets as far as to read, this process reads."""
    monkeypatch.setattr(crew, "_serve", os._exit)
    with Crew(2, ReadOptions()) as team:
        assert [type(f) for f in team.carried_out(small(20))] == [Reading] * 20


def test_an_end_is_told_by_its_own_code():
    """A process that ends itself is not told as one that we killed."""
    ended = crew._Worker.__new__(crew._Worker)
    context = multiprocessing.get_context("spawn")
    ended.pipe, theirs = context.Pipe()
    ended.process = context.Process(target=os._exit, args=(7,))
    ended.process.start()
    theirs.close()
    ended.batch, ended.begun, ended.ready = crew._Batch(tuple(small(1))), True, False
    with Crew(1, ReadOptions()) as team:
        team._workers.append(ended)
        ended.pipe.poll(20)  # its end of the pipe closes before it is gone
        team._ended(ended)
    assert ended.batch.found == [Rejected(input="a0", reason="cannot be read: the process that read it ended (7)")]


def test_what_no_message_can_hold_is_set_aside_or_read_here():
    """Half a character in what comes of a piece sets it aside with the reason; in a piece, it is read here."""
    (job,) = small(1)
    (found,) = work.results(job, ReadOptions())
    torn = replace(found, document=replace(found.document, title="Quay \ud83d shut"))
    said = msgspec.msgpack.decode(crew.packed_result(torn, job), type=crew._Result).rejected
    assert said.input == "a0"
    assert said.reason.startswith("cannot be handed on: UnicodeEncodeError")
    half = replace(job, beside=Stated(outlet="Norvik \ud83d Courier"))
    with Crew(1, ReadOptions()) as team:
        assert [f.input for f in team.carried_out([half, job])] == ["a0", "a0"]


def test_what_stands_in_line_is_bounded_whatever_it_is():
    """A long row of what was set aside behind a slow piece is not held in memory."""
    team, slow = Crew(1, ReadOptions()), crew._Batch(tuple(small(1)))
    assert not team._full([slow, *[iter([])] * 100])
    assert team._full([slow, *[iter([])] * 300])
    assert team._full([slow] * 3)
