"""Who a mention stands for: pronouns and partial names beside a cue are resolved to the source last named."""

from dataclasses import dataclass, field

from asof.extract.attribution.kinds import kind
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.words import Words
from asof.records import Source, Span
from asof.records.claim import SourceKind

_BODIES = frozenset({"agency", "outlet", "document", "company"})
_PLURAL = frozenset({"police", "people", "media", "press", "authorities"})


@dataclass(slots=True)
class Speakers:
    """The sources of a document so far, in order of their last mention."""

    words: Words
    known: list[Source] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)

    def source(self, phrase: Phrase) -> Source:
        """The source that a phrase beside a cue stands for; remembers it."""
        w = self.words
        start, end = w.offsets(*phrase)
        mention = Span(start=start, end=end, text=w.text[start:end])
        found = self._behind(phrase)
        if found is None:
            source = Source(text=mention.text, start=start, end=end, kind=kind(w, phrase))
            if phrase[1] - phrase[0] > 1 or w.lower[phrase[0]] not in _PRONOUNS:
                self.known.append(source)
                self.phrases.append(phrase)
            return source
        self.known.append(self.known[found])
        self.phrases.append(self.phrases[found])
        whole = self.known[found]
        return Source(text=whole.text, start=whole.start, end=whole.end, kind=whole.kind, mention=mention)

    def _behind(self, phrase: Phrase) -> int | None:
        first, last = phrase
        if last - first == 1 and self.words.lower[first] in _PRONOUNS:
            accepts = _PRONOUNS[self.words.lower[first]]
            return self._latest(accepts)
        return self._fuller(phrase)

    def _latest(self, number: str) -> int | None:
        for index in range(len(self.known) - 1, -1, -1):
            if number == _number(self.words, self.phrases[index], self.known[index].kind):
                return index
        return None

    def _fuller(self, phrase: Phrase) -> int | None:
        """The longer form of a surname: "Amal Deri, a geologist" for "Deri"."""
        w = self.words
        first, last = phrase
        if last - first > 2 or not w.capital(last - 1) or (last - first == 2 and not w.lower[first].endswith(".")):
            return None
        for index in range(len(self.known) - 1, -1, -1):
            one, other = self.phrases[index]
            name_end = next((i for i in range(one, other) if w.lower[i] == ","), other)
            if (
                name_end - one > last - first
                and w.lower[name_end - 1] == w.lower[last - 1]
                and w.capital(one + (name_end - one) // 2)
            ):
                return index
        return None


_PRONOUNS = {"he": "one", "she": "one", "it": "body", "they": "many"}


def _number(w: Words, phrase: Phrase, what: SourceKind) -> str:
    """Whether a source is one person, a body, or several people, as far as its words tell."""
    first, last = phrase
    core = next(
        (
            i
            for i in range(first + 1, last)
            if w.lower[i] in ("of", "in", "at", "for", "from", ",", "with", "who", "on")
        ),
        last,
    )
    head = w.lower[core - 1]
    if what in _BODIES or head in _BODY_NOUNS:
        return "body"
    if "and" in w.lower[first:core] or head in _PLURAL or (head.endswith("s") and not w.capital(core - 1)):
        return "many"
    return "one"


_BODY_NOUNS = frozenset(
    "ministry government army military office department agency council committee commission group company "
    "organization organisation association centre center team union party court embassy bureau administration "
    "parliament navy service authority institute university hospital force".split()
)
