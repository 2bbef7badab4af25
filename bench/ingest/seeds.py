"""One small sound file of every format, in our own words: what the fuzzer mutates and what tests read."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

WORDS = "Twelve sailors were brought ashore at Norvik on Tuesday, the harbour master said. Three were treated for cold."
Placed = tuple[int, int, int, str]
"""A line of a PDF page: x, y, size, words."""

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Bridge closed</dc:title><dcterms:modified>2026-03-04T10:00:00Z</dcterms:modified></cp:coreProperties>"
)


def pdf(pages: Sequence[Sequence[Placed]], info: dict[str, str] | None = None, packed: bool = False) -> bytes:
    """A PDF file of pages of placed lines, in one font."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        drawn = b"".join(_drawn(*line) for line in lines)
        filter_, drawn = (b"/Filter /FlateDecode ", zlib.compress(drawn)) if packed else (b"", drawn)
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filter_, len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    said = b" ".join(b"/%s (%s)" % (name.encode(), value.encode()) for name, value in (info or {}).items())
    objects.append(b"<< " + said + b" >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    count = len(objects)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1) + table + tail % (count + 1, count, len(out))


def _drawn(x: int, y: int, size: int, words: str) -> bytes:
    text = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (size, x, y, text)


def docx(body: str, core: str = CORE, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A DOCX file with this `word/document.xml`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in (
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", body),
            ("docProps/core.xml", core),
        ):
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def body(paragraphs: Sequence[tuple[str, str]], table: Sequence[str] = ()) -> str:
    """The `word/document.xml` of paragraphs (words, style), then of a table of one row."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "".join(f"<w:p>{_styled(style)}<w:r><w:t>{words}</w:t></w:r></w:p>" for words, style in paragraphs)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>" for words in table)
    rows = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" if table else ""
    return f'<?xml version="1.0"?><w:document {space}><w:body>{runs}{rows}</w:body></w:document>'


def _styled(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""


def warc_record(url: str, page: bytes, headers: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """One response record of a web archive."""
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + page
    fields = (
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {url}", "WARC-Date: 2026-03-05T10:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(block)}",
    )  # fmt: skip
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def html() -> bytes:
    """A page with a headline, a date and two paragraphs."""
    more = "The northern quay was closed in the morning, and it stays closed until Friday, the port authority said."
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sailors ashore</title>'
        '<meta property="article:published_time" content="2026-03-04T08:00:00Z">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-03-04"}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Sailors ashore</h1><p>{WORDS}</p>"
        f"<p><time datetime='2026-03-04T10:45:00Z'>10:45</time> {more}</p><blockquote>{WORDS}</blockquote></article>"
        "<p>SEE ALSO: the harbour in pictures</p></body></html>"
    ).encode()


def live() -> bytes:
    """A live report of three entries: as linked data, as microdata and in elements with a time of their own."""
    posts = [(f"u{n}", f"2026-03-04T1{n}:15:00+01:00", f"{n} {WORDS}") for n in range(3)]
    linked = ",".join(
        f'{{"@type": "BlogPosting", "@id": "#{name}", "datePublished": "{time}", "articleBody": "{words}"}}'
        for name, time, words in posts
    )
    entries = "".join(
        f'<div id="{name}" class="entry" itemprop="liveBlogUpdate" itemscope><time itemprop="datePublished" '
        f'datetime="{time}">{time[11:16]}</time><h2>Entry {name}</h2><p itemprop="articleBody">{words}</p></div>'
        for name, time, words in posts
    )
    return (
        '<html><head><title>Ferry aground: live</title><script type="application/ld+json">{"@type": "LiveBlogPosting", '
        f'"liveBlogUpdate": [{linked}]}}</script></head><body><h1>Ferry aground: live</h1><p>By Ana Falk</p>'
        f"<p>All times GMT</p><section>{entries}</section><ul class='comments'><li>Well done!</li></ul></body></html>"
    ).encode()


def mail() -> bytes:
    """A mail with a quotation, a signature, a page for its words and two attached files."""
    message = EmailMessage()
    message["From"] = '"Norvik Courier Alerts" <alerts@courier.example>'
    message["Subject"] = "Sailors ashore \u2013 update"
    message["Date"] = "Wed, 04 Mar 2026 10:12:00 +0100"
    message["Message-ID"] = "<20260304.1@courier.example>"
    message.set_content(
        f"{WORDS}\n\nOn Tue, 3 Mar 2026 at 18:00, the night desk <night@courier.example>\nwrote:\n"
        "> Ten sailors were brought ashore.\n>\n> > Nobody knows.\n\nMore follows at noon.\n\n-- \nNorvik Courier\n"
    )
    message.add_alternative(f"<html><body><p>{WORDS}</p></body></html>", subtype="html")
    message.add_attachment(small_pdf(), maintype="application", subtype="octet-stream", filename="statement.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "press@port.example", "Port statement"
    inner["Date"] = "Tue, 03 Mar 2026 09:00:00 +0000"
    inner.set_content("The port was closed on Monday, the port authority said in a statement to reporters.\n")
    message.add_attachment(inner)
    for number, part in enumerate(p for p in message.walk() if p.is_multipart() and p.get_boundary() is None):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"b{number + 1}")  # else each process would think of others
    return message.as_bytes()


def note() -> bytes:
    """A plain mail with a quotation and an attached text."""
    return (
        b'From: "Norvik Courier" <alerts@courier.example>\r\nSubject: Ashore\r\nMessage-ID: <2@courier.example>\r\n'
        b"Date: Wed, 04 Mar 2026 10:12:00 +0100\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode() + b"\r\n\r\nOn Tue, 3 Mar 2026 at 18:00, "
        b"the desk wrote:\r\n> Ten were brought.\r\n\r\n-- \r\nCourier\r\n--b1\r\nContent-Type: text/plain\r\n"
        b'Content-Disposition: attachment; filename="s.txt"\r\n\r\nThe port was closed on Monday.\r\n--b1--\r\n'
    )


def small_pdf() -> bytes:
    """One page with a headline and a paragraph."""
    lines = [(72, 770, 18, "Sailors ashore"), (72, 740, 10, WORDS[:60]), (72, 728, 10, WORDS[60:])]
    return pdf([lines], {"Title": "Sailors ashore", "CreationDate": "D:20260304153000+01'00'"})


def mhtml() -> bytes:
    """A page as a browser saves it."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ashore.html\r\n"
        "Date: Wed, 4 Mar 2026 11:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="B1"\r\n\r\n\r\n--B1\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: 8bit\r\nContent-Location: https://courier.example/ashore.html\r\n\r\n"
    )
    return head.encode() + html() + b"\r\n--B1--\r\n"


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Norvik Courier</title>
<item><title>Sailors &amp; captain ashore</title><link>https://courier.example/ashore.html</link><guid>f1</guid>
<pubDate>Wed, 04 Mar 2026 10:12:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><p>More<br>follows.</p>]]></content:encoded></item>
<item><title>Three injured in a fire at Norvik</title><guid>f2</guid>
<pubDate>Wed, 04 Mar 2026 11:12:00 +0100</pubDate></item></channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour office</title><entry><title>Quay closed</title>
<id>tag:harbour.example,2026:1</id><link href="https://harbour.example/1"/><updated>2026-03-04T08:00:00Z</updated>
<summary type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</summary></entry></feed>
"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://courier.example/1.html</loc><news:news>
<news:publication_date>2026-03-04</news:publication_date><news:title>Quay closed</news:title></news:news></url></urlset>
"""
LIVE = f"""Ferry aground: live
4 March 2026

UPDATED: 12:00 noon CST | {WORDS}

Update 10:45 am CST: Two sailors are missing, police said.

9:30 am: The ferry ran aground.

SEE ALSO: the harbour in pictures
"""


def seeds() -> dict[str, tuple[str, bytes]]:
    """For each seed its media type and its bytes."""
    page = warc_record("https://courier.example/ashore.html", html())
    packed = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    squeezed = gzip.compress(html(), mtime=0)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    archive = page + warc_record("https://port.example/s.pdf", small_pdf(), "Content-Type: application/pdf")
    archive += warc_record("https://courier.example/2.html", chunked, packed)
    box = b"From alerts@courier.example Wed Mar  4 10:12:00 2026\n" + note()
    paragraphs = [("Bridge closed", "Title"), (WORDS, "")]
    rows = f'{{"document": "a", "text": "{WORDS}", "published": "2026-03-04"}}\n'
    rows += f'{{"reports": [{{"html": "<p>{WORDS}"}}]}}\n'
    tml = f'<TimeML><DCT><TIMEX3 value="2026-03-04">today</TIMEX3></DCT><TEXT>\n{WORDS}</TEXT></TimeML>'
    return {
        "atom": ("application/atom+xml", ATOM.encode()),
        "docx": (_DOCX, docx(body(paragraphs, ["Injured", "3"]))),
        "eml": ("message/rfc822", mail()),
        "html": ("text/html", html()),
        "jsonl": ("application/x-ndjson", rows.encode()),
        "live": ("text/html", live()),
        "markdown": ("text/markdown", f"# Sailors ashore\n\n{WORDS}\n".encode()),
        "mbox": ("message/rfc822", box + b"\n\n" + box),
        "mhtml": ("multipart/related", mhtml()),
        "note": ("message/rfc822", note()),
        "pdf": ("application/pdf", small_pdf()),
        "rss": ("application/rss+xml", RSS.encode()),
        "sitemap": ("application/rss+xml", SITEMAP.encode()),
        "text": ("text/plain", LIVE.encode()),
        "tml": ("application/x-timeml+xml", tml.encode()),
        "warc": ("application/warc", archive),
        "warc.gz": ("application/warc", gzip.compress(page, mtime=0) + gzip.compress(page, mtime=0)),
    }


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
