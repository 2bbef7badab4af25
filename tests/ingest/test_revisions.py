"""The same page read again yields only what is new or changed."""

import pytest

from asof.ingest import changes, read, revisions

HEAD = "<!doctype html><html><head><title>Ferry: live</title></head><body><h1>Ferry: live</h1><div class='feed'>"


def entry(name, at, text, ago="5m ago"):
    return (
        f"<article class='block' id='{name}'><time datetime='2026-03-04T{at}Z'>{ago}</time>"
        f"<p>{text}</p></article>"
    )  # fmt: skip


def live(tmp_path, *entries):
    (tmp_path / "live.html").write_text(f"{HEAD}{''.join(entries)}</div></body></html>")
    (result,) = read([str(tmp_path / "live.html")])
    return result.document


FIRST = entry(
    "a1", "09:00", "The ferry has run aground off Norvik with about ninety people aboard, the coast guard says."
)
SECOND = entry("a2", "09:40", "Two boats have reached the ferry and are taking off the first forty of the passengers.")


def test_only_the_new_update_comes_out(tmp_path):
    """Two entries stay, one is put on top; its own time goes with it."""
    third = entry(
        "a3", "10:15", "All of the passengers are off the ferry and nobody was hurt, the coast guard says now."
    )
    (change,) = changes(live(tmp_path, SECOND, FIRST), live(tmp_path, third, SECOND, FIRST))
    assert (change.kind, change.part, change.asserted_at) == ("new", "update", "2026-03-04T10:15:00Z")


def test_a_correction_inside_an_update_is_a_change_of_it(tmp_path):
    """The entry keeps its name; what it said before is given too."""
    mended = FIRST.replace("about ninety", "62")
    (change,) = changes(live(tmp_path, SECOND, FIRST), live(tmp_path, SECOND, mended))
    assert (change.kind, change.asserted_at) == ("changed", "2026-03-04T09:00:00Z")
    assert change.before is not None


def test_what_only_grew_older_has_not_changed(tmp_path):
    """ "5m ago" becomes "1h ago"; a page that is the same has no changes."""
    assert changes(live(tmp_path, SECOND, FIRST), live(tmp_path, SECOND, FIRST.replace("5m ago", "1h ago"))) == ()


def test_a_withdrawn_update_is_gone(tmp_path):
    """An entry that is taken down is told of, with its place in the old text."""
    third = entry(
        "a3", "10:15", "A third boat has sunk on its way to the ferry, a fisherman at the quay in Norvik says."
    )
    (change,) = changes(live(tmp_path, third, SECOND, FIRST), live(tmp_path, SECOND, FIRST))
    assert (change.kind, change.now) == ("gone", None)


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        ("The crew of nine was brought ashore on Tuesday, the harbour master said.", []),
        ("The crew of ten was brought ashore on Tuesday, the harbour master said.", ["changed"]),
        ("Nobody knows where the second boat of the pilots went in the fog.", ["new", "gone"]),
    ],
)
def test_paragraphs_of_a_report_are_compared_one_by_one(tmp_path, new, kind):
    """Like words are the same paragraph, mended; other words are another."""
    other = "The ferry was built at Aldeny and has sailed the northern route for thirty years."
    documents = []
    for text in ("The crew of nine was brought ashore on Tuesday, the harbour master said.", new):
        (tmp_path / "r.txt").write_text(f"Crew ashore\n\n{other}\n\n{text}\n")
        documents.append(next(iter(read([str(tmp_path / "r.txt")]))).document)
    assert [c.kind for c in changes(*documents)] == kind


def test_updates_of_one_day_without_a_zone_are_not_taken_for_each_other(tmp_path):
    """Stamps that are only written have no instant; the new entry is new, and the mended one is a change of itself."""

    def page(*entries):
        body = "".join(f"<h3>Posted at {at} 4 Mar</h3><p>{words}</p>" for at, words in entries)
        (tmp_path / "a.html").write_text(f"{HEAD}{body}</div></body></html>")
        (result,) = read([str(tmp_path / "a.html")])
        return result.document

    old = [
        ("08:05", "Two trawlers are missing off Norvik, the coast guard says."),
        ("09:30", "The harbour master tells reporters that seven men were aboard the second boat."),
        ("10:12", "A helicopter has lifted four to hospital in Tarn."),
    ]
    mended = [old[0], (old[1][0], old[1][1].replace("seven", "six")), old[2]]
    new = page(("11:05", "Police now say that five bodies were found in the wreck of the boat."), *mended)
    found = changes(page(*old), new)
    said = [(c.kind, new.text[c.now.start : c.now.end][:15]) for c in found]
    assert said == [("new", "Posted at 11:05"), ("changed", "Posted at 09:30")]


def test_an_endless_page_is_compared_with_what_stood_near(tmp_path, monkeypatch):
    """Of 600 paragraphs that all changed each is compared with 200 at most, and still finds what it was."""
    asked = []
    overlap = revisions._overlap
    monkeypatch.setattr(revisions, "_overlap", lambda a, b: asked.append(1) or overlap(a, b))
    documents = []
    for verb in ("met", "left"):
        lines = [f"Crew number {n} of boat {n} {verb} the harbour master of pier {n} at noon." for n in range(600)]
        (tmp_path / "r.txt").write_text("\n\n".join(["Boats counted", *lines]) + "\n")
        documents.append(next(iter(read([str(tmp_path / "r.txt")]))).document)
    found = changes(*documents)
    assert [c.kind for c in found] == ["changed"] * 600
    assert all(c.now.start - c.before.start in range(-60, 1300) for c in found)
    assert len(asked) <= 600 * 200
