"""What people decide of events and entities: one way, which holds when the story is read again and can be undone."""

from pathlib import Path

import msgspec
import pytest

from asof.ingest import ReadOptions
from asof.pipeline import STORE_NAME, RunOptions, as_of, run
from asof.records import CountClaim, Decision
from asof.review import decide, undo

TEXTS = {
    "a": ("2031-03-04", "Three miners were killed at Hallin on Tuesday, said foreman Jan Toorn. Gas filled it."),
    "b": ("2031-03-05", "Five miners were killed at Hallin on Tuesday, said foreman Jan Toorn. Gas filled it."),
    "c": ("2031-03-05", "A loom caught fire in Ostrel and two weavers were hurt, said Peter Holm, owner of the mill."),
}  # fmt: skip
LATE = (
    "2031-03-06",
    "Five miners were killed at Hallin on Tuesday, gas filled the gallery, Jan Toorn told a court.",
)


def told(folder: Path, name: str, day: str, text: str) -> str:
    path = folder / f"{name}.json"
    path.write_bytes(msgspec.json.encode({"document": name, "outlet": name, "published": day, "text": text}))
    return str(path)


def read(folder: Path, *inputs: str) -> None:
    run(RunOptions(inputs=inputs, out=folder, read=ReadOptions(), files=False))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASOF_PIPELINE", "rules")
    read(tmp_path, *(told(tmp_path, name, *row) for name, row in TEXTS.items()))
    return tmp_path / STORE_NAME


def events(store: Path) -> set[frozenset[str]]:
    return {frozenset(e.primary) for e in as_of(store).reconciled.events}


def event(store: Path, document: str) -> str:
    return next(e.id for e in as_of(store).reconciled.events if document in e.primary)


def entity(store: Path, spelling: str) -> str:
    return next(e.id for e in as_of(store).entities if spelling in {a.text for a in e.aliases})


def by_desk(kind: str, *targets: str) -> Decision:
    return Decision(kind=kind, targets=targets, author="night desk", reason="asked both")  # type: ignore[arg-type]


def again(store: Path) -> None:
    """The story read again, with one report more."""
    read(store.parent, told(store.parent, "d", *LATE))


def test_merged_events_stay_one_when_read_again_until_undone(store: Path) -> None:
    """A merge holds for the next run, whose new report joins what linking finds; undone, they are two at once."""
    kept = decide(store, by_desk("merge", event(store, "a"), event(store, "c")))
    assert frozenset("abc") in events(store)
    again(store)
    assert frozenset("abcd") in events(store)
    undo(store, kept.id, "night desk")
    assert events(store) == {frozenset("abd"), frozenset("c")}


def test_a_split_event_stays_two_when_read_again_until_undone(store: Path) -> None:
    """What was taken out stays out, though linking finds it alike; undone, they are one at once."""
    kept = decide(store, by_desk("split", event(store, "a"), "b"))
    again(store)
    assert frozenset("b") in events(store)
    undo(store, kept.id, "night desk")
    assert frozenset("abd") in events(store)


def test_merged_names_stay_one_when_read_again_until_undone(store: Path) -> None:
    """Two people put together are one entity, with who said so; undone, they are two."""
    kept = decide(store, by_desk("same", entity(store, "Jan Toorn"), entity(store, "Peter Holm")))
    again(store)
    one = next(e for e in as_of(store).entities if e.id == entity(store, "Peter Holm"))
    assert {"Jan Toorn", "Peter Holm"} <= {a.text for a in one.aliases}
    assert [(j.judgement, j.author) for j in one.judgements if j.author != "asof"] == [("same", "night desk")]
    undo(store, kept.id, "night desk")
    assert entity(store, "Jan Toorn") != entity(store, "Peter Holm")


def test_a_split_name_stays_two_when_read_again_until_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two spellings that linking makes one person stay two; undone, they are one."""
    monkeypatch.setenv("ASOF_PIPELINE", "rules")
    text = TEXTS["a"][1]
    rows = {"a": ("2031-03-04", text), "b": ("2031-03-05", text.replace("Jan Toorn", "Jan Tooren"))}
    read(tmp_path, *(told(tmp_path, name, *row) for name, row in rows.items()))
    store = tmp_path / STORE_NAME
    assert entity(store, "Jan Toorn") == entity(store, "Jan Tooren")
    kept = decide(store, by_desk("split", entity(store, "Jan Toorn"), "Jan Tooren"))
    again(store)
    assert entity(store, "Jan Toorn") != entity(store, "Jan Tooren")
    undo(store, kept.id, "night desk")
    assert entity(store, "Jan Toorn") == entity(store, "Jan Tooren")


def test_origins_and_outlets_follow_a_split_and_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two outlets carry one sentence: one origin in two outlets; parted each is its own; merged again as before."""
    monkeypatch.setenv("ASOF_PIPELINE", "rules")
    said = "Seven divers were killed in the lock at Ostrel on Tuesday when a gate gave way, foreman Jan Toorn said."
    read(tmp_path, told(tmp_path, "a", "2031-03-04", said), told(tmp_path, "c", "2031-03-04", said))
    store = tmp_path / STORE_NAME
    assert counts(store) == {(1, 2)}
    split = decide(store, by_desk("split", event(store, "a"), "c"))
    assert counts(store) == {(1, 1)}
    again(store)
    assert counts(store) == {(1, 1)}
    decide(store, by_desk("merge", event(store, "a"), event(store, "c")))
    assert counts(store) == {(1, 2)}
    undo(store, split.id, "night desk")
    assert counts(store) == {(1, 2)}


def counts(store: Path) -> set[tuple[int, int]]:
    """The numbers of origins and outlets of the counts of seven killed."""
    found = as_of(store)
    seven = {c.id for c in found.claims if isinstance(c, CountClaim) and c.quantity.low == 7}
    return {(k.origins, k.outlets) for k in found.links if k.claim in seven}
