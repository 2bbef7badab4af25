"""Source phrases: the noun phrase to the left or to the right of a cue, bounded by closed classes of words.

No syntax is needed. A phrase is a pair of token indices [first, last).
"""

from functools import cache

from asof.extract.attribution.lexicon import cues
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.words import Words
from asof.resources import table

Phrase = tuple[int, int]

LONGEST = 24
"""A source phrase longer than this many tokens is cut: the walk has lost its way."""

_PUNCTUATION = frozenset(",;:—–-…()[]\"“”''``?!.") | {"--", "...", "’’", "''", "``"}


@cache
def source_nouns() -> frozenset[str]:
    """Nouns that name a speaker or a document (resources/attribution/kinds.tsv)."""
    return frozenset(row["noun"] for row in table("attribution/kinds"))


def is_number(word: str) -> bool:
    """Whether a lower-case token is a number, in figures or in words."""
    return word[:1].isdigit() or word in lexicon("numerals")


def is_mark(word: str) -> bool:
    """Whether a token is punctuation."""
    return word in _PUNCTUATION or (word != "*" and not any(c.isalnum() for c in word))


def strong(w: Words, index: int) -> bool:
    """Whether a token can end a source phrase on its own showing: a pronoun, a name, a noun of speakers."""
    word = w.lower[index]
    if word in lexicon("pronouns") or w.name[index] >= 0 or word in source_nouns():
        return True
    return w.capital(index) and index not in w.initial and word not in lexicon("subordinators")


def adverb(w: Words, index: int) -> bool:
    """Whether a token is an adverb: of the list, or a lower-case word in -ly that is no noun of the list."""
    word = w.lower[index]
    if word in lexicon("adverbs"):
        return True
    return len(word) > 4 and word.endswith("ly") and not w.capital(index) and word not in _NOT_ADVERBS


_NOT_ADVERBS = frozenset(("family", "assembly", "supply", "reply", "rally", "daily", "weekly", "monthly", "anomaly"))


def speaks(w: Words, index: int) -> bool:
    """Whether a token names one that can speak: a noun of speakers, the name of a person or a body."""
    number = w.name[index]
    return w.lower[index] in source_nouns() or (number >= 0 and w.names[number].type in _SPEAKERS)


_SPEAKERS = frozenset(("person", "organisation", "group", "outlet"))


_NOMINATIVE = frozenset(("he", "she", "they", "we", "i"))
"""Pronouns that are a subject by themselves, whatever stands before them."""


def _verbal(w: Words, index: int) -> bool:
    word = w.lower[index]
    return (
        (word in lexicon("auxiliaries") and word not in ("'s", "’s"))
        or word in lexicon("negations")
        or (word in lexicon("verbs") and not w.capital(index))
    )


def before(w: Words, end: int, floor: int) -> Phrase | None:
    """The noun phrase that ends right before token `end` and begins at `floor` or later; None where none stands."""
    if end > floor and w.lower[end - 1] in _NOMINATIVE:
        return (end - 1, end)
    first = end
    stopped = "edge"
    while first > floor:
        index = first - 1
        word = w.lower[index]
        if w.name[index] < 0 or is_mark(word):
            stopped = _stop(w, index, end)
            if stopped == "and":
                first, stopped = _coordinated(w, index, floor), "edge"
                break
            if stopped:
                break
        if end - first >= LONGEST:
            stopped = "long"
            break
        stopped = "edge"
        first = index
    first = _trim(w, first, end, stopped)
    return (first, end) if first < end and _nominal(w, first, end) else None


def _stop(w: Words, index: int, end: int) -> str:
    """Why the walk to the left ends at this token: "mark", "time", "verb", "and", "word"; "" where it goes on."""
    word = w.lower[index]
    if is_mark(word) and word not in ("-", "’s", "'s"):
        return "mark"
    if w.time[index] >= 0:
        return "" if _dated(w, index) else "time"
    if word in ("and", "&"):
        return "and"
    if word in lexicon("subordinators"):
        return "word"
    if _verbal(w, index) or _before_new(w, index, end):
        return "verb"
    return ""


def _dated(w: Words, index: int) -> bool:
    """Whether a time belongs to the phrase it stands in: "a recent poll", "the Friday raid"."""
    first = last = index
    while first > 0 and w.time[first - 1] == w.time[index]:
        first -= 1
    while last < len(w.tokens) and w.time[last] == w.time[index]:
        last += 1
    if (
        first == 0
        or last >= len(w.tokens)
        or w.lower[first - 1] not in ("a", "an", "the", "his", "her", "its", "their")
    ):
        return False
    return not (is_mark(w.lower[last]) or w.lower[last] in lexicon("prepositions") | lexicon("auxiliaries"))


def _before_new(w: Words, index: int, end: int) -> bool:
    """Whether the word at `index` cannot belong to the phrase on its right: a determiner or pronoun begins that one."""
    if index + 1 >= end:
        return False
    following, word = w.lower[index + 1], w.lower[index]
    if following not in ("the", "a", "an", "his", "her", "their", "its", "he", "she", "they"):
        return False
    return word not in lexicon("prepositions") | lexicon("determiners") | {"-", "’s", "'s"}


def _coordinated(w: Words, conjunction: int, floor: int) -> int:
    """Where "A and B said" begins: at A where nothing but a noun phrase stands before "and", else at B."""
    first = conjunction
    while first > floor and conjunction - first < 6:
        index = first - 1
        if _stop(w, index, conjunction) or w.lower[index] in lexicon("prepositions") or _doubtful(w, index):
            break
        first = index
    edge = w.lower[first - 1] if first > floor else ""
    clean = first == floor or is_mark(edge) or edge in ("that", "while", "but")
    return first if first < conjunction and clean else conjunction + 1


def _doubtful(w: Words, index: int) -> bool:
    """Whether a word may be a verb or a count, so that no noun phrase surely reaches over it."""
    word = w.lower[index]
    return (not w.capital(index) and word.endswith(("ing", "ed"))) or word.isdigit()


def head(w: Words, phrase: Phrase) -> int:
    """The index of the last token of a phrase's first base noun phrase."""
    return _head(w, phrase[0], phrase[1])


def _head(w: Words, first: int, limit: int) -> int:
    """The last token of the base noun phrase at `first`."""
    index = min(first, len(w.tokens) - 1)
    while index + 1 < min(limit, len(w.tokens)) and not (
        w.lower[index + 1] in lexicon("prepositions")
        or is_mark(w.lower[index + 1])
        or _verbal(w, index + 1)
        or (strong(w, index) and not w.capital(index + 1))
    ):
        index += 1
    return index


def _trim(w: Words, first: int, end: int, stopped: str) -> int:
    """Cuts what stands before the noun phrase itself: an opening adverb, a fronted "In a letter", a lost walk."""
    while (
        first < end - 1
        and w.lower[first] in lexicon("adverbs")
        and w.lower[first] not in ("both", "all", "one", "others")
    ):
        first += 1
    if stopped in ("verb", "long"):
        return _last_base(w, first, end)
    if w.lower[first] in lexicon("prepositions"):
        return _after_fronted(w, first, end)
    return first


def _last_base(w: Words, first: int, end: int) -> int:
    """The last noun phrase without a preposition in [first, end)."""
    for index in range(end - 1, first - 1, -1):
        if w.lower[index] in lexicon("determiners") and index < end - 1:
            return index
        if w.lower[index] in lexicon("prepositions"):
            return index + 1
    return first


def _after_fronted(w: Words, first: int, end: int) -> int:
    """Where the subject begins after a fronted prepositional phrase: at its second noun phrase."""
    started = False
    for index in range(first + 1, end):
        word = w.lower[index]
        if word in lexicon("prepositions"):
            started = False
        elif started and _begins(w, index):
            return index
        else:
            started = True
    return _last_base(w, first, end)


def _begins(w: Words, index: int) -> bool:
    """Whether a new noun phrase begins at a token that follows another's noun."""
    word, previous = w.lower[index], index - 1
    if word in lexicon("determiners") or word in lexicon("pronouns"):
        return w.lower[previous] not in lexicon("determiners")
    if w.lower[previous] in lexicon("determiners"):
        return False
    if w.name[index] != w.name[previous] and (w.name[index] >= 0 or w.name[previous] >= 0):
        return w.name[index] >= 0 or word in source_nouns()
    return w.capital(previous) and not w.capital(index) and word in source_nouns()


def _nominal(w: Words, first: int, end: int) -> bool:
    """Whether [first, end) can be a noun phrase at all: it ends in no preposition, determiner or mark."""
    last = w.lower[end - 1]
    if (
        last in lexicon("prepositions")
        or is_mark(last)
        or last in ("the", "a", "an", "no", "every", "its", "my", "our", "their", "your")
    ):
        return False
    return last not in ("to", "there", "as") and not all(w.lower[i] in lexicon("adverbs") for i in range(first, end))


def after(w: Words, first: int, ceiling: int) -> Phrase | None:
    """The noun phrase that begins at token `first`, not reaching token `ceiling`; None where none stands."""
    last = first
    while last < ceiling and last - first < LONGEST:
        if (w.name[last] < 0 or is_mark(w.lower[last])) and _ends(w, last, first):
            break
        last += 1
    while last > first and (w.lower[last - 1] in lexicon("prepositions") or w.lower[last - 1] in ("and", "also")):
        last -= 1
    return (first, last) if last > first and _nominal(w, first, last) else None


def _ends(w: Words, index: int, first: int) -> bool:
    """Whether the walk to the right ends before this token."""
    word = w.lower[index]
    if is_mark(word):
        return word != "-"
    if word in lexicon("participles") and index > first:
        return False
    if index == first:
        return w.time[index] >= 0 or _verbal(w, index) or word == "there"
    if word == "and":
        return not _joins(w, index)
    if word in lexicon("prepositions"):
        return tail(w, index, index + 8) > index
    return _opens_clause(w, index)


def _opens_clause(w: Words, index: int) -> bool:
    """Whether a word inside a phrase to the right is none of it: a verb, a time, a conjunction, another subject."""
    word = w.lower[index]
    if w.time[index] >= 0 and not _dated(w, index):
        return True
    if _verbal(w, index) or word == "there" or word in lexicon("subordinators"):
        return True
    if not w.capital(index) and word in cues() and word.endswith(("ed", "said")):
        return strong(w, index - 1)
    return word in lexicon("pronouns") and word not in ("one", "her", "this", "these", "those", "others")


def _joins(w: Words, index: int) -> bool:
    following = index + 1
    if following >= len(w.tokens):
        return False
    return strong(w, following) and w.lower[following] not in lexicon("pronouns")


def tail(w: Words, index: int, ceiling: int) -> int:
    """The index after what may stand between a cue and its content: times, "in a statement", "by telephone", "here"."""
    ceiling = min(ceiling, len(w.tokens))
    while index < ceiling:
        step = _one_tail(w, index, ceiling)
        if step == index:
            return index
        index = step
    return index


def _one_tail(w: Words, index: int, ceiling: int) -> int:
    word = w.lower[index]
    if w.time[index] >= 0 or word in _SHORT_TAILS:
        return index + 1
    if word not in lexicon("prepositions"):
        ends = index + 1 >= ceiling or is_mark(w.lower[index + 1])
        return index + 1 if ends and adverb(w, index) else index
    following = index + 1
    if following < ceiling and w.time[following] >= 0 and word not in ("of", "with", "from"):
        return following
    if word in ("in", "at", "from"):
        following = _place(w, following, ceiling)
    return following if following > index + 1 else _occasion(w, index, ceiling)


_SHORT_TAILS = frozenset(
    ("here", "there", "too", "yesterday", "today", "recently", "earlier", "later", "late", "early", "again", "publicly")
)


def _place(w: Words, first: int, ceiling: int) -> int:
    """The index after the name of a place that closes the clause ("said in Norvik."); `first` where there is none."""
    last = first
    while last < ceiling and (w.capital(last) or w.name[last] >= 0):
        last += 1
    return last if last >= ceiling or w.lower[last] in (".", ",") else first


_BY = frozenset(("telephone", "phone", "email", "e-mail", "letter"))


def _occasion(w: Words, index: int, ceiling: int) -> int:
    """The index after "in a statement", "at a news conference"; `index` where no such thing stands."""
    for last in range(index + 1, min(ceiling, index + 8)):
        word = w.lower[last]
        compound = w.capital(last) and last + 1 < ceiling and w.capital(last + 1)
        if word in lexicon("tails") and not compound and (w.lower[index] != "by" or word in _BY):
            return _whole(w, last, ceiling)
        if is_mark(word) or word in lexicon("subordinators") or _verbal(w, last):
            break
    return index


def _whole(w: Words, last: int, ceiling: int) -> int:
    """The index after a tail noun and the nouns compounded with it ("press conference", "news briefing")."""
    while last + 1 < ceiling and w.lower[last + 1] in lexicon("tails"):
        last += 1
    return last + 1
