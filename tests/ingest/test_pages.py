"""Pages: what their markup says of their parts, live reports, threads, quoted posts; hostile markup."""

import json

import pytest

from asof.ingest import ReadOptions, read
from asof.records import Rejected

BODY = "The crew of the ferry was brought ashore on Tuesday after a long night, the harbour master in Norvik said."
MORE = "Nine of them were taken to the hospital on the hill, and none is in danger, according to a doctor there."


def page(tmp_path, body, head="", title="Crew brought ashore in Norvik"):
    (tmp_path / "p.html").write_text(
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    (result,) = read([str(tmp_path / "p.html")])
    assert not isinstance(result, Rejected), result
    text = result.document.text
    assert "".join(text[p.start : p.end] for p in result.document.passages) == text
    return result.document


def parts(document, *only):
    found = [(p.part, document.text[p.start : p.end].strip(), p.asserted_at) for p in document.passages]
    return [f for f in found if f[0] in only] if only else found


def article(inner, title="Crew brought ashore in Norvik"):
    words = f"<div class='entry-content'><p>{BODY}</p>{inner}<p>{MORE}</p></div>"
    return f"<main><article><h1>{title}</h1>{words}</article></main>"


def test_bylines_dates_and_captions_are_told_by_their_names(tmp_path):
    """Classes, `rel`, `<time>` and `<figcaption>`; a row of them is taken apart, and what is left of it is left out."""
    meta = (
        "<p class='meta'><span class='author'>By our night desk</span> <time datetime='2026-03-04T10:00Z'>4 March 2026"
    )
    figure = "<figure><img src='x.jpg'><figcaption>The ferry at the quay</figcaption></figure>"
    whole = article(figure).replace("<div class", f"{meta}</time> <span>4 min read</span></p><div class")
    found = parts(page(tmp_path, whole))
    assert [part for part, _, _ in found] == ["headline", "byline", "dateline", "body", "caption", "body"]
    assert "min read" not in "".join(text for _, text, _ in found)


@pytest.mark.parametrize(
    "inner",
    [
        "<div class='related-posts'><p>Ten ferries that sank in the fog and the crews that came home again.</p></div>",
        "<aside class='newsletter-signup'><p>Get the five stories you need before your tea, every morning.</p></aside>",
        "<div><p>A message from our sponsor</p><p>Blankets for lighthouse keepers, knitted on the coast.</p></div>",
        "<h3>More on the ferry</h3><ul><li><a href='#'>How old is the Norvik ferry, and who owns it?</a></li></ul>",
        "<div class='ad-slot'><span>Advertisement</span></div>",
        "<div style='display: none'><p>This paragraph is hidden and belongs to some other device altogether.</p></div>",
    ],
)
def test_what_is_no_part_of_the_report_is_left_out(tmp_path, inner):
    """By the names of its element, by the label in it, or as a heading over links."""
    document = page(tmp_path, article(inner))
    assert document.text == f"Crew brought ashore in Norvik\n\n{BODY}\n\n{MORE}"


def test_a_name_on_the_element_that_holds_the_report_counts_for_nothing(tmp_path):
    """ "sidebar", "newsletter" or "comments" on the whole of a page says nothing of its parts."""
    document = page(tmp_path, f"<div class='popular newsletter-box sidebar'>{article('')}</div>")
    assert document.text.endswith(MORE)


def test_a_quoted_post_names_its_poster(tmp_path):
    """An embedded post is a passage of its own, and the name in it is where it says who wrote it."""
    post = (
        "<blockquote class='twitter-tweet'><p>Everyone is off the ferry and safe.</p>&mdash; Norvik Coast Guard "
        "(@norvikcoast) <a href='#'>March 4, 2026</a></blockquote>"
    )
    document = page(tmp_path, article(post))
    (quote,) = [p for p in document.passages if p.part == "quote"]
    assert (quote.by, quote.source.text) == ("poster", "Norvik Coast Guard")
    assert document.text[quote.source.start : quote.source.end] == "Norvik Coast Guard"


def test_readers_comments_are_told_from_the_writer(tmp_path):
    """The words of a reader are kept as a comment; names, buttons and the rules of the house are not."""
    comments = (
        "<section id='comments'><h2>2 comments</h2><p>Please be kind to each other.</p><div class='comment'>"
        "<b class='author'>salt</b><div class='comment-body'><p>My cousin was aboard and says it was eleven.</p></div>"
        "<button>Reply</button></div></section>"
    )
    document = page(tmp_path, article("") + comments)
    (comment,) = [p for p in document.passages if p.part == "comment"]
    assert comment.by == "reader"
    assert document.text[comment.start :] == "My cousin was aboard and says it was eleven."


# --- live reports --------------------------------------------------------------------------------------------------

ENTRIES = [
    ("u1", "2026-03-04T23:40:00+01:00", "Ferry adrift", "The ferry is adrift off Norvik with ninety people aboard."),
    (
        "u2",
        "2026-03-05T00:20:00+01:00",
        "Boats on the way",
        "Two boats have left the harbour for the ferry, it is said.",
    ),
    (
        "u3",
        "2026-03-05T01:05:00+01:00",
        "All are safe",
        "All of the passengers are ashore and none is hurt, police say.",
    ),
]
INSTANTS = ["2026-03-04T22:40:00Z", "2026-03-04T23:20:00Z", "2026-03-05T00:05:00Z"]
TITLE = "Ferry off Norvik: live"


def json_ld(*, anchors, bodies):
    updates = [
        {"@type": "BlogPosting", "headline": head, "datePublished": at}
        | ({"url": f"https://courier.example/live#{name}"} if anchors else {})
        | ({"articleBody": body} if bodies else {})
        for name, at, head, body in ENTRIES
    ]
    data = {"@type": "LiveBlogPosting", "headline": TITLE, "datePublished": ENTRIES[0][1], "liveBlogUpdate": updates}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def bare(names, *, timed=False, micro=False):
    made = []
    for name, at, head, body in ENTRIES:
        clock = f"<time datetime='{at}' {'itemprop=datePublished' if micro else ''}>a while ago</time>" if timed else ""
        scope = "itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'" if micro else ""
        anchor = f"id='{name}'" if names else ""
        made.append(f"<div class='e' {anchor} {scope}>{clock}<h2>{head}</h2><p>{body}</p></div>")
    return f"<main><h1>{TITLE}</h1><div class='feed'>{''.join(made)}</div></main>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (bare(names=True), json_ld(anchors=True, bodies=False)),
        (bare(names=False), json_ld(anchors=False, bodies=False)),
        ("<main><h1>Ferry off Norvik: live</h1><div id='app'></div></main>", json_ld(anchors=False, bodies=True)),
        (bare(names=False, timed=True, micro=True), ""),
        (bare(names=False, timed=True), ""),
    ],
    ids=["anchors", "headings", "entries-loaded-later", "microdata", "time-elements"],
)
def test_entries_and_their_instants_are_found(tmp_path, body, head):
    """Over midnight, oldest first, in whatever way the page says where its entries are and when they were written."""
    document = page(tmp_path, body, head, title=TITLE)
    updates = parts(document, "update")
    assert list(dict.fromkeys(at for _, _, at in updates)) == INSTANTS
    assert all(any(body in text for _, text, _ in updates) for *_, body in ENTRIES)


def test_written_clock_times_are_stamps_in_the_zone_that_the_page_names(tmp_path):
    """Newest first, under headings of the day, in elements that are only named."""
    rows = "".join(
        f"<div class='day'><h3>{day}</h3></div>"
        f"<div class='p'><span class='t'>{clock}</span><h4>{head}</h4><p>{body}</p></div>"
        for day, clock, (_, _, head, body) in zip(
            ("Thursday 5 March", "Wednesday 4 March", ""), ("12.20am", "11.40pm", "10.05pm"), ENTRIES, strict=True
        )
    ).replace("<div class='day'><h3></h3></div>", "")
    whole = f"<main><h1>{TITLE}</h1><p class='note'>All times GMT</p><div class='feed'>{rows}</div></main>"
    document = page(tmp_path, whole, "<meta name='date' content='2026-03-04'>", title=TITLE)
    assert [at for _, _, at in parts(document, "update")] == [
        "2026-03-05T00:20:00Z", "2026-03-04T23:40:00Z", "2026-03-04T22:05:00Z",
    ]  # fmt: skip


def test_a_list_of_times_in_a_report_is_no_live_report(tmp_path):
    """Three items with clock times under long paragraphs are a part of the report."""
    items = "".join(f"<li>9.{m}pm: The ride is stopped</li>" for m in (10, 35, 52))
    document = page(tmp_path, article(f"<ul>{items}</ul><p>{BODY} {MORE}</p>"))
    assert parts(document, "update") == []


def test_a_thread_is_its_first_post_and_its_readers(tmp_path):
    """The first post is the report; the others are comments with their own time."""
    posts = "".join(
        f"<div class='post'><div class='postbody'><p class='author'>by <b>salt{n}</b> "
        f"<time datetime='2026-03-04T1{n}:00:00Z'>today</time></p><div class='content'>{text}</div></div></div>"
        for n, text in enumerate((BODY, MORE))
    )
    document = page(tmp_path, f"<h2>Crew brought ashore in Norvik</h2>{posts}")
    assert document.published.value == "2026-03-04T10:00:00Z"
    assert parts(document, "body", "comment") == [("body", BODY, None), ("comment", MORE, "2026-03-04T11:00:00Z")]


# --- hostile markup ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 19_000,
        "<b>" * 19_000,
        "<p>" + "a<br>" * 2_000,
        "<div class='" + "-" * 100_000 + "a'>x</div>",
        "<time datetime='2026-03-04T10:00Z'>" * 3_000,
        "<table>" + "<tr><td>a<td>b" * 1_000,
    ],
    ids=["deep", "deep-inline", "breaks", "long-name", "times", "cells"],
)
def test_hostile_markup_is_read_or_set_aside(tmp_path, hostile):
    """Neither takes long (the suite's own limit on a test holds), and a page that is set aside says why."""
    (tmp_path / "p.html").write_text(f"<html><body><p>{BODY}</p><p>{MORE}</p>{hostile}")
    (result,) = read([str(tmp_path / "p.html")])
    assert not isinstance(result, Rejected) or result.reason


def test_a_million_tags_are_set_aside_at_once(tmp_path):
    """They are counted before anything is parsed."""
    (tmp_path / "p.html").write_text("<html><body>" + "<i>" * 1_000_000)
    (result,) = read([str(tmp_path / "p.html")], ReadOptions())
    assert result.reason == "more than 20000 HTML tags"
