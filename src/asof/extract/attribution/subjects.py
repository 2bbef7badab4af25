"""Whose verb it is: the subject left of a cue, right of it ("said X"), in front of an apposition, or shared."""

from asof.extract.attribution import phrases
from asof.extract.attribution.clause import Clause, Window
from asof.extract.attribution.lexicon import Cue, cues
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.verbs import Verb, auxiliaries
from asof.extract.attribution.words import Words

Subject = tuple[Phrase | None, int, int]
"""The source (None: that of the clause before), where the unit begins (-1: no reporting clause), and where an
inverted subject ends (0: none)."""

FRONTED = 16
"""Most tokens of a phrase or clause before the subject: "After the storm, the mayor …, saying"."""

RELATIVES = frozenset({"who", "which"})
COMPLEMENTS = frozenset({"that", "how", "why", "what", "whether", "if", "where", "when", "who"})
NOTHING: Subject = (None, -1, 0)


def source_of(w: Words, verb: Verb, window: Window, found: list[Clause]) -> Subject:
    """Whose verb it is, after the clauses `found` before it in the window."""
    left = verb.left
    previous = w.lower[left - 1] if left > window.first else ""
    if verb.cue.participle and not verb.be:
        return _participle(w, left, window, found)
    if previous == "" or is_mark(previous):
        return _after_mark(w, verb, window, found)
    if previous in RELATIVES:
        return _antecedent(w, left, window.first)
    if previous in ("and", "but", "then", "or"):
        return _shared(w, left, window, found)
    phrase = _before_relative(w, left, window.first) or phrases.before(w, left, window.first)
    if phrase is None or not _agrees(w, phrase, verb.cue):
        return NOTHING
    phrase = _with_participle(w, phrase, window.first)
    return phrase, phrase[0], 0


_LONGEST_ASIDE = 4


def _with_participle(w: Words, phrase: Phrase, floor: int) -> Phrase:
    """The whole of "militants holding the engineers", "officials cited by the Courier" where only its end was taken.

    The syntax hangs it on a speaker.
    """
    verb = phrase[0] - 1
    quoted = verb - 2 >= floor and w.lower[verb] == "by" and w.lower[verb - 1] in ("quoted", "cited")
    verb -= quoted
    if verb - 1 < floor or not (quoted or w.lower[verb].endswith("ing")) or w.tokens[verb].dep != "acl":
        return phrase
    whole = phrases.before(w, verb, floor)
    speaks = whole is not None and w.lower[verb - 1] in phrases.source_nouns() and w.tokens[verb].head == verb - 1
    return (whole[0], phrase[1]) if whole and speaks else phrase


def _before_relative(w: Words, left: int, floor: int) -> Phrase | None:
    """The antecedent of a relative clause without commas before the verb: "a man who asked not to be named said"."""
    for index in range(left - 2, max(floor, left - 12), -1):
        if is_mark(w.lower[index]):
            return None
        if w.lower[index] == "who":
            phrase = phrases.before(w, index, floor)
            return phrase if phrase and phrases.strong(w, phrases.head(w, phrase)) else None
    return None


def _after_mark(w: Words, verb: Verb, window: Window, found: list[Clause]) -> Subject:
    """The subject of a verb that follows a comma, a dash, a quotation: inverted, apposed or shared."""
    left = verb.left
    previous = w.lower[left - 1] if left > window.first else ""
    quoted = quote_before(w, left)
    phrase = _titled(w, left, window.first) if quoted else None
    if phrase:
        return phrase, phrase[0], 0
    phrase = _inverted(w, verb.at[1], window) if _inverts(verb) else None
    if phrase and (quoted or (previous and phrases.strong(w, phrases.head(w, phrase)))):
        return phrase, left, phrase[1]
    phrase = appositive(w, left, window.first) if previous in (",", "—", "–", ")", "--") else None
    if phrase:
        return phrase, phrase[0], 0
    return _shared(w, left, window, found) if previous == "," else NOTHING


def _titled(w: Words, left: int, floor: int) -> Phrase | None:
    """A name set in quotation marks with the noun before it: 'the newspaper "Marrow Blad" said'."""
    layer = w.quote[left - 1]
    opening = left - 1
    while opening > floor and w.quote[opening - 1] == layer:
        opening -= 1
    named = layer >= 0 and left - opening <= _LONGEST_TITLE and w.capital(opening + 1)
    if not named or opening <= floor or w.lower[opening - 1] not in phrases.source_nouns():
        return None
    phrase = phrases.before(w, opening, floor)
    return (phrase[0], left) if phrase else None


_LONGEST_TITLE = 6
"""Tokens of a name in quotation marks, with its marks."""


def _inverts(verb: Verb) -> bool:
    """Whether "…, CUE X" can stand for "…, X CUE": verbs of speech in the past tense, and "says"."""
    cue = verb.cue
    if verb.be or cue.participle or (cue.present and cue.name != "say"):
        return False
    return cue.frame == "clause" or cue.name == "warn"


def _agrees(w: Words, phrase: Phrase, cue: Cue) -> bool:
    """Whether the phrase can be the subject of this form: a form that may be a noun needs a plain subject."""
    last = w.lower[phrase[1] - 1]
    if last[0].isdigit() and not cue.present and not cue.participle:
        return False
    if last in ("that", "which", "'s", "’s", "him", "them", "me", "us") or last.endswith(("'s", "’s")):
        return False
    if not cue.present:
        return last not in lexicon("determiners") or last in ("others", "both", "some", "many", "most", "all")
    if cue.name in ("say", "tell"):
        return True
    if last in ("this", "these", "those") and phrase[1] - phrase[0] > 1:
        return False
    return phrases.strong(w, phrase[1] - 1) and last not in lexicon("determiners") - lexicon("pronouns")


def _participle(w: Words, left: int, window: Window, found: list[Clause]) -> Subject:
    """The source of the clause before for "…, adding that"; the phrase before for "a statement saying"."""
    previous = w.lower[left - 1] if left > window.first else ""
    if previous in (",", "and", "—", "–", "by", "in", "after", "before", "while", "but", "without"):
        return _shared(w, left, window, found)
    phrase = phrases.before(w, left, window.first)
    if phrase and phrases.strong(w, phrases.head(w, phrase)):
        issuer = _issuer(w, phrase[0], window)
        return issuer or phrase, phrase[0], 0
    return None, -1, 0


def _issuer(w: Words, first: int, window: Window) -> Phrase | None:
    """Who issued the statement that speaks: "X issued a statement saying …"."""
    verb = first - 1
    if verb > window.first and w.lower[verb] in ("out", "up"):
        verb -= 1
    if verb <= window.first or w.lower[verb] not in lexicon("issuing") | {"put"}:
        return None
    begin, _, _ = auxiliaries(w, verb, window.first)
    return phrases.before(w, begin, window.first)


def _shared(w: Words, left: int, window: Window, found: list[Clause]) -> Subject:
    """The source of a verb without a subject of its own: that of the clause before, else the sentence's subject."""
    if found:
        return None, left, 0
    first = window.first
    skipped = lexicon("adverbs") | lexicon("conjunctions")
    while first < left and (is_mark(w.lower[first]) or w.lower[first] in skipped or w.time[first] >= 0):
        first += 1
    phrase = subject(w, first, left)
    if phrase is None or (phrase[1] < left and w.lower[phrase[1]] == ","):
        comma = next((i for i in range(first, min(left, first + FRONTED)) if w.lower[i] == ","), left - 1)
        phrase = subject(w, comma + 1, left) or phrase
    return (phrase, left, 0) if phrase and phrases.strong(w, phrase[1] - 1) else NOTHING


def subject(w: Words, first: int, ceiling: int) -> Phrase | None:
    """The noun phrase that opens a sentence, up to its verb (a word of the verb lists, or a lower-case one in -ed)."""
    if first < ceiling and w.lower[first] in lexicon("prepositions") | lexicon("subordinators"):
        return None
    last = first
    while last < ceiling and last - first < phrases.LONGEST and not _predicates(w, last, first):
        last += 1
    return (first, last) if last > first else None


def _predicates(w: Words, index: int, first: int) -> bool:
    """Whether the subject that begins at `first` ends before this token."""
    word = w.lower[index]
    if is_mark(word):
        return word != "-"
    if any(word in lexicon(name) for name in ("auxiliaries", "verbs", "adverbs", "subordinators")):
        return True
    plain = w.name[index] < 0 and index > first and not w.capital(index) and w.lower[index - 1] != "-"
    token = w.tokens[index]
    return plain and (word.endswith("ed") or word in cues() or (token.upos == "VERB" and token.dep not in _ATTRIBUTES))


_ATTRIBUTES = frozenset({"amod", "compound", "nmod"})


def quote_before(w: Words, index: int) -> bool:
    """Whether the text right before a token is the end of a quotation."""
    start = w.tokens[index].start if index < len(w.tokens) else len(w.text)
    before = w.text[max(0, start - 3) : start].rstrip()
    return before[-1:] in ('"', "”", "»", "'")


def _inverted(w: Words, right: int, window: Window) -> Phrase | None:
    """The subject of "…, said X": a phrase right after the cue that no verb follows."""
    first = right
    while first < window.last and w.lower[first] in lexicon("adverbs"):
        first += 1
    if first >= window.last or w.lower[first] in COMPLEMENTS or w.lower[first] in lexicon("prepositions"):
        return None
    phrase = (
        (first, first + 1)
        if w.lower[first] in ("he", "she", "they", "it", "i", "we")
        else phrases.after(w, first, window.last)
    )
    if phrase is None:
        return None
    last = apposed_right(w, phrase, window.last)
    if last < window.last and not _terminates(w, last, window.layer):
        return None
    return (phrase[0], last)


def _terminates(w: Words, index: int, layer: int) -> bool:
    """Whether a token can follow the subject of an inverted cue: a mark, a quotation, a time, a preposition, "who"."""
    word = w.lower[index]
    if is_mark(word) or w.quote[index] != layer or w.time[index] >= 0 or word in lexicon("prepositions"):
        return True
    return (word != "that" and word in lexicon("subordinators")) or word in lexicon("adverbs")


def apposed_right(w: Words, phrase: Phrase, ceiling: int) -> int:
    """Takes in a short apposition after an inverted subject: "said X, a spokesman for Y"."""
    last = phrase[1]
    if last + 2 >= ceiling or w.lower[last] != "," or w.lower[last - 1] in lexicon("pronouns"):
        return last
    follows = w.lower[last + 1]
    if w.time[last + 1] >= 0 or follows in cues() or w.quote[last + 1] != w.quote[phrase[0]]:
        return last
    if follows in lexicon("determiners") or follows in phrases.source_nouns() or follows.isdigit():
        apposition = phrases.after(w, last + 1, min(ceiling, last + 16))
        if apposition and (apposition[1] >= ceiling or w.lower[apposition[1]] in (",", ".", ";")):
            return apposition[1]
        if apposition and w.lower[apposition[1]] in RELATIVES:
            return next((i for i in range(apposition[1], min(ceiling, last + 30)) if w.lower[i] == ","), last)
    return last


def appositive(w: Words, left: int, floor: int) -> Phrase | None:
    """The whole of "X, the harbour master," before a cue, without its last comma."""
    comma = left - 2
    while comma > floor and left - comma < 28:
        if w.lower[comma] == ")":
            comma = _opening(w, comma, floor)
        elif w.lower[comma] in (",", "—", "–", "--") or (w.lower[comma][0] == "(" and w.lower[left - 1] == ")"):
            phrase = phrases.before(w, comma, floor)
            if phrase and phrases.strong(w, phrase[1] - 1) and _aside(w, comma + 1, left - 1):
                return phrase
            if phrase and phrases.strong(w, phrase[1] - 1) and _opens_apposition(w, comma + 1):
                return phrase[0], left - (w.lower[left - 1] != ")")
        elif w.quote[comma] != w.quote[left - 1]:
            return None
        comma -= 1
    return None


def _aside(w: Words, first: int, last: int) -> bool:
    """Whether what stands between commas is no more than "meanwhile", "however", "for his part"."""
    words = w.lower[first:last]
    return 0 < len(words) < _LONGEST_ASIDE and all(word in lexicon("asides") for word in words)


def _opening(w: Words, closing: int, floor: int) -> int:
    """The index of the bracket that `closing` closes."""
    for index in range(closing, floor, -1):
        if w.lower[index][:1] == "(":
            return index
    return closing


def _opens_apposition(w: Words, index: int) -> bool:
    word = w.lower[index]
    if word in lexicon("prepositions"):
        return word in ("of", "in", "from", "at") and w.lower[index + 1 : index + 2] in (["charge"], ["the"], ["a"])
    if word in ("and", "but", "while", "as", "so", "when", "that", "because"):
        return False
    return word not in lexicon("pronouns") - {"who", "one"} and word not in lexicon("auxiliaries")


def _antecedent(w: Words, left: int, floor: int) -> Subject:
    """The phrase that "who" or "which" before the cue stands for."""
    end = left - 1
    if end > floor and w.lower[end - 1] == ",":
        end -= 1
    phrase = phrases.before(w, end, floor)
    if phrase and w.lower[left - 1] == "who":
        phrase = _whose_place(w, phrase, floor)
    return (phrase, phrase[0], 0) if phrase else NOTHING


def _whose_place(w: Words, phrase: Phrase, floor: int) -> Phrase:
    """With whom a place goes that stands before "who": "a diplomat in Norvik who said"."""
    at = phrase[0] - 1
    name = w.name[phrase[1] - 1]
    if (
        at <= floor
        or w.lower[at] not in {"in", "at", "from", "of", "near"}
        or name < 0
        or w.names[name].type != "place"
    ):
        return phrase
    whole = phrases.before(w, at, floor)
    return (whole[0], phrase[1]) if whole and phrases.strong(w, whole[1] - 1) else phrase
