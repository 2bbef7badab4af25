"""A document's tokens made ready for reading attributions: which lie in a quotation, a time, a name."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from asof.extract.attribution.quotes import Quote, quotes
from asof.records import Analysis, Document, Name, Token


@dataclass(slots=True, frozen=True)
class Words:
    """The tokens and, for each, its lower form and the index of its quotation, time and name (-1 where none).

    `initial`: the first token of each sentence. `letters`: where capitals open a bracket ("(NRO)").
    """

    text: str
    tokens: tuple[Token, ...]
    lower: list[str]
    quotes: tuple[Quote, ...]
    names: tuple[Name, ...]
    quote: list[int]
    time: list[int]
    name: list[int]
    starts: list[int]
    initial: frozenset[int]
    letters: dict[str, int]

    @classmethod
    def of(cls, document: Document, analysis: Analysis) -> "Words":
        """The words of a document."""
        tokens = analysis.tokens
        starts = [t.start for t in tokens]
        found = quotes(document.text)
        return cls(
            text=document.text,
            tokens=tokens,
            lower=[_dash(document.text, tokens, i) for i in range(len(tokens))],
            quotes=found,
            names=analysis.names,
            quote=_cover(starts, [(q.start, q.end) for q in found]),
            time=_cover(starts, [(t.start, t.end) for t in analysis.times if t.type in ("DATE", "TIME")]),
            name=_cover(starts, [(n.start, n.end) for n in analysis.names]),
            starts=starts,
            initial=frozenset(s.first for s in analysis.sentences),
            letters={t.text: i for i, t in enumerate(tokens) if i and t.text.isupper() and tokens[i - 1].text == "("},
        )

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """The characters of tokens [first, last)."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.tokens[index].text[:1].isupper()

    def first_at(self, position: int) -> int:
        """The index of the first token that begins at `position` or after."""
        return bisect_left(self.starts, position)


def _dash(text: str, tokens: tuple[Token, ...], index: int) -> str:
    """The lower form of a token; a hyphen between spaces is a dash behind a bracket or before a small word.

    "(Newsline) - Rebels said"; elsewhere it may be one of a word that was cut apart: "Marrow - based".
    """
    token = tokens[index]
    if token.text != "-" or not 0 < index < len(tokens) - 1 or not text[token.start - 1].isspace():
        return token.lower
    apart = text[token.end : token.end + 1].isspace()
    return "–" if apart and (tokens[index - 1].text == ")" or tokens[index + 1].text in _SMALL) else token.lower


_SMALL = frozenset(
    ("the", "a", "an", "with", "and", "but", "while", "who", "which", "including", "after", "when", "as")
)


def _cover(starts: list[int], spans: list[tuple[int, int]]) -> list[int]:
    cover = [-1] * len(starts)
    for number, (start, end) in enumerate(spans):
        for index in range(bisect_left(starts, start), bisect_right(starts, end - 1)):
            cover[index] = number
    return cover
