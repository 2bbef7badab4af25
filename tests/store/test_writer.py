"""Writing a story: what is kept, that nothing is changed or doubled, and that a kill leaves nothing behind."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from asof.records import Decision, Rejected, Story
from asof.store import StoreError, View, Writer, digest, verify
from store.factory import claims, document, reading, story

RUN = """
import sys, time
from store.factory import claims, document, reading, story
from asof.store import Writer
path, pause = sys.argv[1], float(sys.argv[2])
reports = [document(f"d{n:03}", n + 1) for n in range(30)]
with Writer(path) as writer:
    print("open", flush=True)
    for n, report in enumerate(reports):
        writer.reading(reading(report))
        writer.claims(report, claims(report), "test/1")
        if n % 7 == 0:
            writer.commit()
        time.sleep(pause)
    writer.derived(story(*reports))
"""


def fill(path: Path, *made, engine: str = "test/1") -> None:
    with Writer(path) as writer:
        for report in made:
            writer.reading(reading(report))
            writer.claims(report, claims(report), engine)
        writer.derived(story(*made))


def start(path: Path, pause: float) -> subprocess.Popen[str]:
    here = Path(__file__).parent.parent
    command = [sys.executable, "-c", RUN, str(path), str(pause)]
    environment = {**os.environ, "PYTHONPATH": str(here)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 (our own script)


def ends_well(path: Path) -> bool:
    with start(path, 0) as process:
        return process.wait(60) == 0


def test_the_same_page_again_is_no_new_document(tmp_path):
    """New, the same, restated (other facts, same words), revised (other words)."""
    first, told, changed = document(), replace(document(), outlet="Courier"), document(count=13)
    with Writer(tmp_path / "s.asof") as writer:
        kept = [writer.reading(reading(d)) for d in (first, first, told, told, changed)]
    assert kept == ["new", "same", "restated", "same", "revised"]
    with View(tmp_path / "s.asof") as view:
        assert view.documents() == (changed,)
    assert verify(tmp_path / "s.asof").revisions == 3


def test_a_run_again_doubles_nothing(tmp_path):
    """Two runs over the same input leave the digest of one."""
    path = tmp_path / "s.asof"
    fill(path, document("a"), document("b", 13))
    before = digest(path)
    fill(path, document("a"), document("b", 13))
    assert digest(path) == before
    assert verify(path).claims == 4


def test_the_digest_is_of_content_not_of_order_or_time(tmp_path):
    """Reports kept in another order, from another folder, make an equal story; another claim does not."""
    a, b = document("a"), document("b", 13)
    paths = [tmp_path / name for name in ("one", "two", "three")]
    for path, reports in zip(paths, ((a, b), (b, a), (a, b)), strict=True):
        with Writer(path) as writer:
            for report in reports:
                writer.reading(replace(reading(report), input=f"/{path.name}/{report.document}"))
                writer.claims(report, claims(report)[: 1 if path.name == "three" else 2], "test/1")
            writer.derived(story(a, b))
    one, two, three = map(digest, paths)
    assert one == two != three


def test_claims_of_another_engine_replace_in_view_and_stay_in_the_ledger(tmp_path):
    """The engine that read a text last counts; what an earlier one found is still there and still sound."""
    path, made = tmp_path / "s.asof", document()
    with Writer(path) as writer:
        writer.reading(reading(made))
        assert writer.claims(made, claims(made), "test/1")
        assert not writer.claims(made, claims(made), "test/1")
        assert writer.claims(made, claims(made)[:1], "test/2")
    with View(path) as view:
        assert view.claims() == claims(made)[:1]
    assert verify(path).claims == 3


def test_claims_without_their_document_are_refused(tmp_path):
    """A claim belongs to a text that is in the story."""
    with pytest.raises(StoreError, match="no document 'norvik'"), Writer(tmp_path / "s.asof") as writer:
        writer.claims(document(), claims(document()), "test/1")


def _failing(path: Path) -> None:
    with Writer(path) as writer:
        writer.reading(reading(document("b")))
        writer.claims(document("none"), (), "test/1")


def test_an_error_takes_back_what_was_not_committed(tmp_path):
    """A run that fails leaves the story as it was at its last commit, and the lock free."""
    path = tmp_path / "s.asof"
    fill(path, document("a"))
    before = digest(path)
    with pytest.raises(StoreError, match="no document 'none'"):
        _failing(path)
    assert digest(path) == before
    fill(path, document("b"))


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    path = tmp_path_factory.mktemp("decided") / "s.asof"
    fill(path, document())
    with Writer(path) as writer:
        writer.decision(Decision(kind="merge", targets=("a", "b"), author="an editor", reason="two names of one pit"))
    return path


@pytest.mark.parametrize("table", ["raw", "documents", "extractions", "claims", "decisions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET rowid = 99", "DELETE FROM {}"])
def test_the_ledger_cannot_be_changed(decided, tmp_path, table, change):
    """SQLite itself refuses to change or delete what was recorded, whoever asks."""
    path = shutil.copy(decided, tmp_path)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change.format(table))
    connection.close()


def test_a_second_writer_is_told_who_is_writing(tmp_path):
    """One writer at a time, within a process and across; the message names the holder; a view is not kept out."""
    path = tmp_path / "s.asof"
    with Writer(path) as writer:
        writer.reading(reading(document()))
        writer.commit()
        with pytest.raises(StoreError, match=f"being written by process {os.getpid()}"), Writer(path):
            pass
        with View(path) as view:
            assert len(view.documents()) == 1
    assert os.listdir(tmp_path) == ["s.asof"]


def test_an_open_view_keeps_no_writer_out(tmp_path):
    """A story that is being looked at can be written to, and the view sees what was added."""
    path = tmp_path / "s.asof"
    fill(path, document("a"))
    with View(path) as view:
        assert len(view.claims()) == 2
        fill(path, document("a"), document("b", 13))
        assert len(view.claims()) == 4


def test_killed_and_started_again_a_run_ends_the_same(tmp_path):
    """kill -9 at several moments, then the same run again: the digest of a run that was never killed, and no lock."""
    whole = tmp_path / "whole.asof"
    assert ends_well(whole)
    path = tmp_path / "s.asof"
    for seconds in (0.02, 0.2):
        with start(path, 0.01) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
    assert verify(path).ok
    assert verify(path).documents > 0
    assert ends_well(path)
    assert digest(path) == digest(whole)
    assert verify(path).ok
    assert sorted(os.listdir(tmp_path)) == ["s.asof", "whole.asof"]


def test_what_was_set_aside_is_kept_once(tmp_path):
    """The same input with the same reason is recorded once."""
    path = tmp_path / "s.asof"
    for _ in range(2):
        with Writer(path) as writer:
            writer.rejected(Rejected(input="a.txt", reason="empty"))
            writer.rejected(Rejected(input="a.txt", reason="binary"))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM rejected").fetchone() == (2,)
    connection.close()


def test_what_a_run_derived_is_replaced_whole(tmp_path):
    """After a second run nothing of the first run's events is left beside the second's."""
    path, a, b = tmp_path / "s.asof", document("a"), document("b", 13)
    fill(path, a, b)
    with Writer(path) as writer:
        left: Story = story(a, rejected=(Rejected(input="b", reason="gone"),))
        writer.derived(left)
    with View(path) as view:
        found = view.story()
    assert found.reconciled == left.reconciled
    assert (found.links, found.entities, found.rejected) == (left.links, left.entities, left.rejected)
