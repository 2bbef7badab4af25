"""Reading in processes of its own: the same as in one, in the same order, and nothing ends it."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from asof.ingest import ReadOptions, read, reading
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

    with Crew(1, ReadOptions()) as crew:

        def spring():
            for _ in range(2):  # in the batch, then alone
                os.close(os.open(trap, os.O_WRONLY))
                for worker in list(crew._workers):
                    worker.process.kill()
                    worker.process.join()

        thread = threading.Thread(target=spring, daemon=True)
        thread.start()
        found = list(crew.carried_out(jobs))
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
