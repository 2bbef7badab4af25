"""What is known of a document's language before any claim is read from it.

An `Analysis` is all that `extract` and `link` see of the language half: typed records, no model, no `Doc`.
"""

from typing import Literal

from asof.records._base import Record
from asof.records.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NameType = Literal["person", "organisation", "place", "facility", "group", "outlet", "event", "product", "misc"]
QuantityForm = Literal["number", "vague", "article", "zero", "fraction", "remainder", "understood"]


class Token(Record, frozen=True, kw_only=True):
    """One token. `upos`, `head`, `dep` are empty (-1 for `head`) where no syntax was made; `head` is an index."""

    start: int
    end: int
    text: str
    lower: str
    upos: str = ""
    lemma: str = ""
    head: int = -1
    dep: str = ""


class Sentence(Record, frozen=True, kw_only=True):
    """Offsets of a sentence, and its tokens [first, last) in `Analysis.tokens`. No sentence crosses a passage."""

    start: int
    end: int
    first: int
    last: int


class Time(Record, frozen=True, kw_only=True):
    """A TIMEX3: `type`, `value`, `mod` as TIMEX3 writes them; `instant` is UTC where a zone is known.

    `ends`: the value that closes a stated range ("16 to 19 January"), else None. `anchor` says in words what a
    relative expression was reckoned from. `made_by` names the rule.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None = None
    instant: str | None = None
    ends: str | None = None
    anchor: str | None = None
    made_by: str
    score: float = 1.0


class Quantity(Record, frozen=True, kw_only=True):
    """A stated quantity as an interval: `low`, `high` are None where the words leave that side open.

    `form`: number (digits or words), vague (dozens, several), article (a, one man), zero (no, none), fraction
    (half, a third, 60 percent: no bounds), remainder ("all but two"). `count` is false where the number is known
    to count no people or things (money, a date, an age, a distance, a share, a clock time, an address, a score).
    `unit` is given where the words beside it are one ("km", "mile", "USD", "percent", "year").
    """

    start: int
    end: int
    text: str
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    form: QuantityForm = "number"
    count: bool = True
    unit: str | None = None
    increment: bool = False
    made_by: str
    score: float = 1.0


class Name(Record, frozen=True, kw_only=True):
    """A proper name; `entity` ties the mentions of one thing within the document ("e1")."""

    start: int
    end: int
    text: str
    type: NameType
    entity: str | None = None
    made_by: str
    score: float = 1.0


class Rival(Record, frozen=True, kw_only=True):
    """A place of the gazetteer: another one that a mention could mean, or an outlet's home."""

    name: str
    kind: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    timezone: str | None = None
    population: int | None = None


class PlaceMention(Record, frozen=True, kw_only=True):
    """A place name resolved against the gazetteer. Unresolved ones have no coordinates.

    `precision` is UCDP's where_prec: 1 exact place, 2 within 25 km, 3 second-order, 4 first-order division,
    5 estimated, 6 country, 7 sea or air. `kind`: city, admin1, admin2, country, continent, region.
    `rivals`: at a name's first mention, other towns or counties of that name, the most populous first, where nothing
    in the document says outright which is meant. `population` as the gazetteer has it; of a division, of its towns.
    `distance`: how many kilometres from the place something is said to be ("40 miles south of Elmford"), and `bearing`
    in which direction (degrees from north, clockwise); `lat` and `lon` stay those of the place.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    timezone: str | None = None
    precision: int | None = None
    population: int | None = None
    rivals: tuple[Rival, ...] = ()
    distance: float | None = None
    bearing: float | None = None
    made_by: str
    score: float = 1.0


class Mark(Record, frozen=True, kw_only=True):
    """A scored span of some other layer (`Analysis.marks`), as a trained head proposes it.

    `label` is `kind:n`; the same `n` in a layer belong together, and those with 0 belong to none.
    """

    layer: str
    start: int
    end: int
    text: str
    label: str
    score: float
    made_by: str

    @property
    def alone(self) -> bool:
        """Whether nothing was found that it belongs to: a content without its cue, a cue without content or source."""
        return self.label.endswith(":0")


class Analysis(Record, frozen=True, kw_only=True):
    """The analysis of one document. All spans are into the document's text.

    `home`: where the report's outlet is at home, as far as its address says.
    `vectors` holds an int8 vector for each sentence, in order, each `vector_size` bytes long (empty without a model).
    `made_by` names the engine and its version.
    """

    document: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    names: tuple[Name, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    home: Rival | None = None
    marks: tuple[Mark, ...] = ()
    vectors: bytes = b""
    vector_size: int = 0
    made_by: str = "rules"

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds the character at `position`, or None."""
        return next((s for s in self.sentences if s.start <= position < s.end), None)

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence, in order."""
        return self.tokens[sentence.first : sentence.last]


def span_of(mark: Token | Time | Quantity | Name | PlaceMention | Mark) -> Span:
    """The span of any record of an analysis."""
    return Span(start=mark.start, end=mark.end, text=mark.text)
