"""Drawing in SVG: elements with everything escaped, widths of words, and the page's colours.

Drawings name colours as the page's variables (`var(--stand)`), so that one drawing serves light and dark.
`standalone` makes a file of one that brings both themes along; `painted` puts the colours in, for PNG and PDF.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from asof.tell.clean import visible

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[] ")
_WIDE: Final = frozenset("mwMW@%—…")
_VARIABLE = re.compile(r"var\(--([a-z]+)\)")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    """Words as XML text or attribute value: escaped, what XML forbids replaced, what reorders made visible."""
    return "".join(_XML.get(c, c) for c in _FORBIDDEN.sub("\ufffd", visible(words)))


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if abs(value) >= 0.05 else "0"


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """An element; attributes with underscores for hyphens, numbers rounded, None left out. Children are SVG already."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, int | float) else text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(children)}</{name}>" if children else f"<{name}{told}/>"


def words(what: str, x: float, y: float, **attributes: str | float | None) -> str:
    """A line of text at a point."""
    return element("text", text(what), x=x, y=y, **attributes)


def wide(what: str, size: float) -> float:
    """About how wide a line of text is in a sans-serif font of a size; on the wide side, so that labels keep apart."""
    return size * sum(0.3 if c in _NARROW else 0.92 if c in _WIDE else 0.66 if c.isupper() else 0.56 for c in what)


def meets(one: Box, other: Box, gap: float = 2) -> bool:
    """Whether two boxes share a place, or stand nearer than `gap`."""
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


@cache
def themes() -> dict[str, dict[str, str]]:
    """The colours of the page by variable, for "light" and "dark"; they stand in resources/tell/report.css."""
    css = files("asof.resources").joinpath("tell/report.css").read_text("utf-8")
    found = {}
    for name, rule in (("light", r"^:root\{([^}]*)\}"), ("dark", r"^:root\[data-theme=dark\]\{([^}]*)\}")):
        block = re.search(rule, css, re.M)
        found[name] = dict(re.findall(r"--([a-z]+):(#[0-9a-fA-F]{3,8}|rgba\([^)]*\))", block[1] if block else ""))
    return found


def painted(svg: str, theme: str = "light") -> str:
    """A drawing with its colours put in and the namespace declared, as PNG and PDF makers need it."""
    colours = themes()[theme]
    svg = _VARIABLE.sub(lambda m: colours.get(m[1], "#808080"), svg)
    return _declared(svg.replace("<svg", '<svg font-family="sans-serif"', 1))


def standalone(svg: str) -> str:
    """A drawing as a file of its own: namespace, both themes, a ground, the page's font."""
    light, dark = (
        ";".join(f"--{k}:{v}" for k, v in themes()[name].items() if f"var(--{k})" in svg or k == "paper")
        for name in ("light", "dark")
    )
    style = (
        f"svg{{{light};background:var(--paper);font-family:system-ui,sans-serif}}"
        f"@media (prefers-color-scheme:dark){{svg{{{dark}}}}}"
    )
    return _declared(re.sub(r"(<svg[^>]*>)", lambda m: f"{m[1]}<style>{style}</style>", svg, count=1)) + "\n"


def _declared(svg: str) -> str:
    return svg if "xmlns=" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
