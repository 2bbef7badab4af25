"""Live reports whose markup nobody has seen: each way to write an entry's time gives the same updates."""

import pytest

from asof.ingest import read

WORDS = (
    "Two trawlers are missing off Norvik, the coast guard says.",
    "The first trawler has been found with four men alive on board.",
    "A helicopter has lifted the four to hospital in Tarn.",
    "Divers have reached the wreck; three bodies were seen inside, police say.",
)
CLOCKS = ("08:05", "09:30", "11:47", "12:20")
UNIX = (1772611500, 1772616600, 1772624820, 1772626800)  # 4 March 2026, the same clock times, UTC


def half(clock):
    """A clock time in halves of a day."""
    hour, minute = map(int, clock.split(":"))
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'a.m.' if hour < 12 else 'p.m.'}"


ENTRIES = {
    "seconds of Unix": lambda c, n, w: f"<article data-timestamp='{UNIX[n]}'><p>{w}</p></article>",
    "thousandths": lambda c, n, w: f"<li class=e data-published-at='{UNIX[n]}000'><p>{w}</p></li>",
    "a title": lambda c, n, w: f"<div class=e><abbr title='2026-03-04T{c}:00Z'>{n} min ago</abbr><p>{w}</p></div>",
    "a time element": lambda c, n, w: f"<section><time datetime='2026-03-04T{c}Z'>{n}h</time><p>{w}</p></section>",
    "clock, zone, day": lambda c, n, w: f"<h3>{half(c)} GMT, March 4, 2026</h3><h2>Entry</h2><p>{w}</p>",
    "day, clock, zone": lambda c, n, w: f"<div>Mar 4, 2026, {half(c)} GMT</div><div>By Ana Falk</div><p>{w}</p>",
    "brackets": lambda c, n, w: f"<p>[{c} UTC] {w}</p>",
    "a span": lambda c, n, w: f"<div class=e><span class=ts>{c} GMT</span><h3>Entry</h3><p>{w}</p></div>",
}


def page(entries, headline="Trawlers missing off Norvik: live"):
    """A page with a deck and entries."""
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{headline}</title><meta property='article:published_time' "
        f"content='2026-03-04T08:00:00Z'></head><body><nav><a href=/>Home</a></nav><main><h1>{headline}</h1>"
        f"<p>Follow the search as it happens.</p>{''.join(entries)}</main><footer><p>© 2026 Courier</p></footer></body>"
    )


def updates(tmp_path, html):
    """The updates of a page: when, and whether the words of which entry stand in it."""
    (tmp_path / "a.html").write_text(html)
    (reading,) = read([str(tmp_path / "a.html")])
    text = reading.document.text
    found = [(p.asserted_at, text[p.start : p.end]) for p in reading.document.passages if p.part == "update"]
    return [(at, n) for at, words in found for n, own in enumerate(WORDS) if own in words]


@pytest.mark.parametrize("first", ["newest", "oldest"])
@pytest.mark.parametrize("form", sorted(ENTRIES))
def test_an_entry_has_its_instant_however_it_is_written(tmp_path, form, first):
    """In elements that bear it, in words beside them, newest or oldest first."""
    order = range(4) if first == "oldest" else range(3, -1, -1)
    entries = [ENTRIES[form](CLOCKS[n], n, WORDS[n]) for n in order]
    if form == "thousandths":
        entries = ["<ul>", *entries, "</ul>"]
    assert updates(tmp_path, page(entries)) == [(f"2026-03-04T{CLOCKS[n]}:00Z", n) for n in order]


def test_entries_under_headings_of_days_run_over_midnight(tmp_path):
    """Bold clock times without a zone: short entries of a page that says it is live, each on its own day."""
    entries = ["<h2>Thursday 5 March</h2>", f"<p><b>00:10</b> {WORDS[3]}</p>", "<h2>Wednesday 4 March</h2>"]
    entries += [f"<p><b>23:55</b> {WORDS[2]}</p>", f"<p><b>22:30</b> {WORDS[1]}</p>", f"<p><b>21:00</b> {WORDS[0]}</p>"]
    days = ["2026-03-05", "2026-03-04", "2026-03-04", "2026-03-04"]
    assert updates(tmp_path, page(entries)) == list(zip(days, (3, 2, 1, 0), strict=True))


def test_numbered_updates_and_linked_stamps_are_entries(tmp_path):
    """ "UPDATE 3, 12:20:", and a stamp that is only a link to its entry."""
    numbered = [f"<p><b>UPDATE {n + 1}, {CLOCKS[n]}:</b> {WORDS[n]}</p>" for n in range(3, -1, -1)]
    assert [n for _, n in updates(tmp_path, page(numbered))] == [3, 2, 1, 0]
    linked = [f"<x-post><a href='#{n}'>Posted at {CLOCKS[n]} 4 Mar</a><div>{WORDS[n]}</div></x-post>" for n in range(4)]
    assert updates(tmp_path, page(linked)) == [("2026-03-04", n) for n in range(4)]


def test_a_report_with_two_dates_and_a_list_of_films_has_no_entries(tmp_path):
    """When it was published and changed are no updates; nor are lengths of films, nor times of readers' comments."""
    dates = ["<p>Mar 4, 2026, 8:05 AM</p>", "<p>Mar 4, 2026, 9:30 AM</p>"]
    report = [f"<p>{w} {w}</p>" for w in WORDS]
    films = [f"<p>{n}:10 The quay in the storm</p>" for n in range(1, 5)]
    readers = [f"<p>Reader {n}</p><p>March 4, 2026 at {half(c)}</p><p>Well done!</p>" for n, c in enumerate(CLOCKS)]
    html = page([*dates, *report, *films, "<p>Comments (4)</p>", *readers], "Trawlers missing off Norvik")
    assert updates(tmp_path, html) == []
