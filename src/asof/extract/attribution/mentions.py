"""Who a mention stands for: pronouns and partial names beside a cue are resolved to the source last named."""

from dataclasses import dataclass, field

from asof.extract.attribution.kinds import core_end, kind, numbers
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase, source_nouns
from asof.extract.attribution.words import Words
from asof.records import Source, Span

LONG_APPOSITION = 6
"""With its comma: a source's apposition of more tokens stays in the mention, out of its name."""

NEAR = 20
"""How many mentions back "the agency" looks for an agency."""

NAME = 6
"""Most tokens of a phrase that "the agency" stands for; a longer one describes, and "the source" says as much."""

REMEMBERED = 200
"""How many mentions back a pronoun or a surname looks."""


@dataclass(slots=True)
class Speakers:
    """The sources of a document so far, in order of their last mention."""

    words: Words
    known: list[Source] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    subjects: list[Phrase] = field(default_factory=list)

    def opens(self, phrase: Phrase) -> None:
        """Notes the subject of a sentence: a pronoun in the next may take it up."""
        self.subjects.append(phrase)

    def source(self, phrase: Phrase) -> Source:
        """The source that a phrase beside a cue stands for; remembers it."""
        w = self.words
        start, end = w.offsets(*phrase)
        mention = Span(start=start, end=end, text=w.text[start:end])
        found = self._behind(phrase)
        if found is None:
            source = self._first(phrase, mention)
            if phrase[1] - phrase[0] > 1 or w.lower[phrase[0]] not in lexicon("pronouns"):
                self.known.append(source)
                self.phrases.append(phrase)
            return source
        self.known.append(self.known[found])
        self.phrases.append(self.phrases[found])
        whole = self.known[found]
        if w.lower[phrase[0]] not in _PRONOUNS and not self._definite(phrase):
            whole = self._name(self.phrases[found], w.lower[phrase[1] - 1], whole)
        return Source(text=whole.text, start=whole.start, end=whole.end, kind=whole.kind, mention=mention)

    def _first(self, phrase: Phrase, mention: Span) -> Source:
        """A source not named before: its whole phrase, or its core where a long apposition follows."""
        w = self.words
        what = kind(w, phrase)
        marks = (i for i in range(phrase[0] + 1, phrase[1]) if w.lower[i] in (",", "--", "—", "–", "("))
        comma = next(marks, phrase[1])
        follows = w.lower[comma + 1] if comma + 1 < phrase[1] else ""
        relative = follows in ("who", "which", "whose", "where") or follows in lexicon("prepositions")
        if phrase[1] - comma <= LONG_APPOSITION and not relative:
            return Source(text=mention.text, start=mention.start, end=mention.end, kind=what)
        start, end = w.offsets(phrase[0], comma)
        return Source(text=w.text[start:end], start=start, end=end, kind=what, mention=mention)

    def _name(self, phrase: Phrase, surname: str, whole: Source) -> Source:
        """The name alone within a longer phrase: a surname stands for its bearer, not for the title before it."""
        w = self.words
        last = next(i for i in range(phrase[1] - 1, phrase[0] - 1, -1) if w.lower[i] == surname) + 1
        first = last - 1
        while (
            first > phrase[0] and last - first < 3 and w.capital(first - 1) and w.lower[first - 1] not in source_nouns()
        ):
            first -= 1
        start, end = w.offsets(first, last)
        return Source(text=w.text[start:end], start=start, end=end, kind=whole.kind)

    def _behind(self, phrase: Phrase) -> int | None:
        first, last = phrase
        if last - first == 1 and self.words.lower[first] in _PRONOUNS:
            return self._latest(_PRONOUNS[self.words.lower[first]], first)
        return self._named_alike(phrase) if self._definite(phrase) else self._fuller(phrase)

    def _definite(self, phrase: Phrase) -> bool:
        """Whether a phrase is "the" and one noun of one speaker or body: "the agency", "the spokesman"."""
        w = self.words
        return (
            phrase[1] - phrase[0] == 2
            and w.lower[phrase[0]] == "the"
            and not w.capital(phrase[1] - 1)
            and numbers().get(w.lower[phrase[1] - 1], "many") != "many"
        )

    def _named_alike(self, phrase: Phrase) -> int | None:
        """The index of the last source with the same noun: "the Norvik news agency" for "the agency"."""
        noun = self.words.lower[phrase[1] - 1]
        for index in range(len(self.known) - 1, max(-1, len(self.known) - NEAR), -1):
            one, other = self.phrases[index]
            if other - one <= NAME and self.words.lower[core_end(self.words, (one, other)) - 1] == noun:
                return index
        return None

    def _latest(self, number: str, at: int) -> int | None:
        """The index of the source that a pronoun at token `at` takes up: the last subject or speaker of its number."""
        for phrase in self.subjects[-1:]:
            later = not self.phrases or phrase[0] > self.phrases[-1][0]
            if self.phrases and phrase[0] == self.phrases[-1][0] and self._takes(number, self.phrases[-1]):
                return len(self.known) - 1
            if later and phrase[1] <= at and self._takes(number, phrase):
                start, end = self.words.offsets(*phrase)
                text = self.words.text[start:end]
                self.known.append(Source(text=text, start=start, end=end, kind=kind(self.words, phrase)))
                self.phrases.append(phrase)
                return len(self.known) - 1
        for index in range(len(self.known) - 1, max(-1, len(self.known) - REMEMBERED), -1):
            said = number == "many" and self.known[index].kind == "document"
            if not said and _number(self.words, self.phrases[index]) in (number, "any"):
                return index
        if number == "many":
            recent = range(len(self.known) - 1, max(-1, len(self.known) - NEAR), -1)
            return next((i for i in recent if self._takes(number, self.phrases[i])), None)
        return None

    def _takes(self, number: str, phrase: Phrase) -> bool:
        """Whether a pronoun of that number can take a phrase up; "they" takes up bodies too, outlets hardly ever."""
        own = _number(self.words, phrase)
        if number == "many" and own == "body":
            return kind(self.words, phrase) not in ("outlet", "agency", "document")
        return own == number

    def _fuller(self, phrase: Phrase) -> int | None:
        """The longer form of a surname: "Amal Deri, a geologist" for "Deri"."""
        w = self.words
        first, last = phrase
        if last - first > 2 or not w.capital(last - 1) or (last - first == 2 and not w.lower[first].endswith(".")):
            return None
        for index in range(len(self.known) - 1, max(-1, len(self.known) - REMEMBERED), -1):
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


def _number(w: Words, phrase: Phrase) -> str:
    """Whether a source is one person, a body, or several people, as far as its words tell."""
    first, last = phrase
    core = core_end(w, phrase)
    if "and" in w.lower[first:core] and "," not in w.lower[first:last]:
        return "many"
    known = numbers().get(w.lower[core - 1])
    if known and (known != "one" or not w.capital(core - 1) or core - first == 1):
        return known
    name = w.name[core - 1]
    if name >= 0 and w.names[name].type != "person":
        return "body"
    if any(numbers().get(w.lower[i]) == "one" for i in range(first, core)) or name >= 0:
        return "one"
    if not w.capital(core - 1):
        return "many" if w.lower[core - 1].endswith("s") else "any"
    return "body" if w.tokens[core - 1].text.isupper() or w.lower[first] == "the" else "one"
