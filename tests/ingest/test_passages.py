"""Passages: which part of a report is what, and when it was said."""

import pytest

from asof.ingest.lines import lines_of
from asof.ingest.passages import Layout, passages
from asof.records import Published

BODY = "The crew of the ferry was brought ashore on Tuesday, the harbour master said."


DAY = Published(value="2026-03-04", precision="day", reason="test")


def parts(text, published=DAY, **known):
    layout = Layout(text=text, lines=tuple(lines_of(text)), published=published, **known)
    found = passages(layout)
    assert "".join(text[p.start : p.end] for p in found) == text
    return [(p.part, text[p.start : p.end].strip(), p.asserted_at) for p in found]


def kinds(text, **known):
    return [part for part, _, _ in parts(text, **known)]


def test_a_short_first_line_with_a_blank_line_after_it_is_the_headline():
    """Headline and body; a sentence or a line without a blank line after it is no headline."""
    assert kinds(f"Crew brought ashore\n\n{BODY}") == ["headline", "body"]
    assert kinds(f"The crew was brought ashore.\n\n{BODY}") == ["body"]
    assert kinds(f"Crew brought ashore\n{BODY}") == ["body"]
    assert kinds(f"# Crew brought ashore\n{BODY}") == ["headline", "body"]


def test_a_headline_said_again_is_still_the_headline():
    """Pages repeat their titles."""
    text = f"Crew brought ashore\n\n× Crew brought ashore\n\nCrew brought ashore\n\n{BODY}"
    assert kinds(text) == ["headline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "19 January 2013",
        "Published: March 4, 2026 10:15 GMT",
        "Wednesday, 4 March 2026",
        "2026-03-04",
        "Posted 25/03/2026",
    ],
)
def test_a_line_that_is_a_date_is_the_dateline(line):
    """A date with a weekday, a clock time or "Published", and little else."""
    assert kinds(f"Crew brought ashore\n\n{line}\n\n{BODY}") == ["headline", "dateline", "body"]


def test_a_name_between_headline_and_date_is_the_writers():
    """By position, where no "By" says it; and with "By" anywhere at the top."""
    assert kinds(f"Crew ashore\n\nThe Night Desk\n4 March 2026\n\n{BODY}") == ["headline", "byline", "dateline", "body"]
    assert kinds(f"Crew ashore\n\nBy our foreign desk\n\n{BODY}") == ["headline", "byline", "body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "NORVIK, March 4 (Courier) - ",
        "NORVIK (Norvik Courier) — ",
        "(Norvik Courier) - ",
        "NORVIK, Westland, March 4 -- ",
        "NORVIK, March 4, 2026 (Courier) -- ",
        "Norvik, 4 March 2026 – ",
        "Norvik (Courier), 4 March 2026: ",
        "NORVIK, 2026-03-04 14:05 — ",
        "Wednesday, March 4, 2026 2:05 PM EST - ",
        "4 March 2026. ",
    ],
)
def test_a_dateline_before_the_first_words_is_a_passage(dateline):
    """Place, day and agency end at the dash; the report begins after it."""
    assert parts(f"Crew ashore\n\n{dateline}{BODY}")[1:] == [("dateline", dateline.strip(), None), ("body", BODY, None)]


@pytest.mark.parametrize(
    "start",
    [
        "Police - and the coast guard - ",
        "The Courier (a paper) says - ",
        "A 12-year-old - ",
        "Marchers 3 - ",
        "Norvik: ",
        "Norvik, 4 March: ",
    ],
)
def test_words_before_a_dash_are_no_dateline(start):
    """A dash alone makes no dateline."""
    assert kinds(f"Crew ashore\n\n{start}{BODY}") == ["headline", "body"]


def test_a_live_report_is_its_entries():
    """Every stamped entry is an update with its own instant, though two were written in one minute."""
    text = f"Ferry: live\n\n13.28 GMT: {BODY}\n\n13.28 GMT: {BODY}\n\n{BODY}"
    assert [(part, at) for part, _, at in parts(text)] == [
        ("headline", None),
        ("update", "2026-03-04T13:28:00Z"),
        ("update", "2026-03-04T13:28:00Z"),
    ]


def test_a_stamp_at_the_top_holds_for_its_paragraph():
    """What lies between it and the dated updates is the first text: at the time its own words give, else that day."""
    between = "The crew was last seen, we heard minutes ago at 9:30 am CST, near the quay."
    text = f"Ferry lost\n\nUPDATED: 12:00 noon CST | {BODY}\n\n{BODY}\n\n{between}\n\nUpdate 10:45 am CST:\n\n{BODY}"
    assert [(part, at) for part, _, at in parts(text)] == [
        ("headline", None),
        ("update", "2026-03-04T18:00:00Z"),
        ("update", "2026-03-04T15:30:00Z"),
        ("update", "2026-03-04T16:45:00Z"),
    ]
    assert parts(text.replace("minutes ago at 9:30 am CST", "x"))[2][2] == "2026-03-04"


@pytest.mark.parametrize(
    ("published", "at"),
    [
        (Published(value="2026-03-04T15:00:00+00:00", precision="minute"), "2026-03-04T15:00:00Z"),
        (Published(value="2026-03-04T19:00:00+00:00", precision="minute"), "2026-03-04"),  # when it was last changed
        (Published(value="2026-03-04", precision="day"), "2026-03-04"),
        (Published(), None),
    ],
)
def test_the_text_that_updates_were_put_under_is_the_first_update(published, at):
    """Two updates with clock times make a live report; its first text was said when it was published, or that day."""
    text = f"Ferry lost\n\n{BODY}\n\nUpdate 10:45 am CST:\n\n{BODY}\n\nUpdate 12:00 noon CST:\n\n{BODY}"
    found = parts(text, published)
    assert [(part, when) for part, _, when in found][:2] == [("headline", None), ("update", at)]
    assert len(found) == 4


def test_over_one_update_or_bare_clock_times_stands_no_update():
    """A report with one update is a report; what stands over "13.28 GMT" may be an introduction."""
    once = f"Ferry lost\n\n{BODY}\n\nUpdate 10:45 am CST:\n\n{BODY}"
    bare = f"Ferry lost\n\n{BODY}\n\n13.28 GMT: {BODY}\n\n13.50 GMT: {BODY}"
    assert [parts(text)[1][0] for text in (once, bare)] == ["body", "body"]


def test_an_update_ends_where_the_report_below_it_begins():
    """A dateline, or "Original story", under an update opens the older report."""
    below = f"Ferry\n\nUPDATE: {BODY}\n\n{BODY}\n\nNORVIK (Courier) - {BODY}"
    assert kinds(below) == ["headline", "update", "dateline", "body"]
    assert kinds(f"Ferry\n\nUPDATE: {BODY}\n\nORIGINAL STORY: {BODY}") == ["headline", "update", "body"]


def test_links_elsewhere_and_their_heading_are_boilerplate():
    """From the heading on, in the last half; a full paragraph after it is the report's own again."""
    text = f"Ferry\n\n{BODY}\n\n{BODY}\n\nPopular posts\n\nTen ferries that sank\n\nThe best quays"
    assert kinds(text) == ["headline", "body", "boilerplate"]
    assert kinds(f"{text}\n\n{BODY} {BODY} {BODY}")[-1] == "body"
    assert kinds(f"Ferry\n\nPopular posts\n\n{BODY}\n\n{BODY}")[-1] == "body"


def test_lines_of_the_site_are_boilerplate_and_the_text_goes_on():
    """Share buttons, copyright, links and rules in the middle cut nothing after them off."""
    text = f"Ferry\n\n{BODY}\n\nFacebook Twitter Email\n\n[More](https://courier.example/x)\n\n* * *\n\n{BODY}"
    assert kinds(text) == ["headline", "body", "boilerplate", "body"]


def test_a_list_of_videos_is_boilerplate():
    """Lines of a duration and a title, two or more, are a player's list and no clock times."""
    assert kinds(f"Ferry\n\n{BODY}\n\n0:52 Ferry from the air\n1:07 Harbour at night") == [
        "headline",
        "body",
        "boilerplate",
    ]


def test_readers_comments_are_comment():
    """What follows the heading of comments is others' opinion."""
    assert parts(f"Ferry\n\n{BODY}\n\n{BODY}\n\nComments (2)\n\nFive hundred died, I tell you.")[-1][:2] == (
        "comment", "Five hundred died, I tell you.",
    )  # fmt: skip


def test_the_writers_opinion_is_told_from_the_report_only_where_it_is_clear():
    """The last paragraph, set apart by the layout, judging and quoting nobody; any one of these missing leaves it."""
    report = "\n\n".join([BODY] * 5)
    assert kinds(f"{report}\nThis is just more of the failure of the harbour board.")[-1] == "comment"
    assert kinds(f"{report}\n\nThis is just more of the failure of the harbour board.")[-1] == "body"
    assert kinds(f"{report}\nThis is just the start, the harbour master said.")[-1] == "body"
    assert kinds(f"{report}\nThe quay is long and made of stone.")[-1] == "body"


def test_a_piece_marked_as_opinion_is_comment():
    """The publisher's own mark counts for the whole piece but its headline."""
    assert kinds(f"Crew ashore\n\n{BODY}", opinion=True) == ["headline", "comment"]


def test_markdown_headings_are_passages_of_their_own():
    """No sentence runs from a heading into the words below it."""
    assert [t for _, t, _ in parts(f"# Ferry\n\n{BODY}\n## The crew\n{BODY}")] == [
        "# Ferry",
        BODY,
        f"## The crew\n{BODY}",
    ]
