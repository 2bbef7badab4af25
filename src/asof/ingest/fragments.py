"""A piece of HTML (an entry of a feed, a short mail) to text: paragraphs with blank lines between them.

Nothing is chosen or left out but scripts and styles: a piece holds no menus. Whole pages are read by `readers/html`.
"""

import re

from lxml import etree
from lxml import html as lxml_html

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
])  # fmt: skip
_SKIPPED = frozenset(["script", "style", "head", "title", "noscript", "template", "svg", "iframe", "object"])
_TAGGED = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def text_of(markup: str, most: int = 20_000) -> str:
    """The words of a piece of HTML; "" where it has none, or more than `most` elements. Text without tags is kept."""
    if not _TAGGED.search(markup):
        return "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", markup) if p.strip())
    if markup.count("<") > 2 * most:
        return ""
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return _paragraphs("".join(_pieces(tree)))


def _pieces(tree: lxml_html.HtmlElement) -> list[str]:
    found: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED:
            skipping += 1 if event == "start" else -1
        elif tag == "br" and event == "start":
            found.append("\n")
        elif tag in _BLOCKS:
            found.append("\n\n")
        text = element.text if event == "start" else element.tail
        if text and not skipping:
            found.append(re.sub(r"\s+", " ", text))
    return found


def _paragraphs(text: str) -> str:
    paragraphs = ("\n".join(" ".join(line.split()) for line in p.split("\n")) for p in re.split(r"\n\s*\n", text))
    return "\n\n".join(p.strip() for p in paragraphs if p.strip())
