"""Finds the reporting clauses of a window: cue, source, hearer, and on which side the content stands.

A window is the tokens of one sentence, or of a quotation in it; the rules are named `attribution/<frame>`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from asof.extract.attribution import phrases
from asof.extract.attribution.lexicon import Cue, cues
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase, is_mark
from asof.extract.attribution.report import Stance
from asof.extract.attribution.words import Words

Order = Literal["pre", "post", "middle"]
_BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "'s", "’s", "'re", "’re"})
_THAT = frozenset({"that", "how", "why", "what", "whether", "if", "where", "when", "who"})
_TOLL = frozenset({"toll", "number", "figure", "count", "total", "tally", "losses", "casualties"})
_RELATIVE = frozenset({"who", "which"})


@dataclass(slots=True, frozen=True)
class Window:
    """Tokens [first, last) of one sentence; `layer` is the quotation that is read (-1: what stands outside of any)."""

    first: int
    last: int
    layer: int


@dataclass(slots=True, frozen=True)
class Clause:
    """A reporting clause. `unit` is what is no content of its own: source, cue, hearer, time, with their tokens.

    `source` None means: that of the clause before (a participle, a second verb). `order` says where the content
    stands: after the unit, before it, or on both sides. `cites`: the content is that of the clause before.
    """

    rule: str
    stance: Stance
    binds: bool
    cue: Phrase
    source: Phrase | None
    unit: Phrase
    order: Order
    hearer: Phrase | None = None
    relay: Phrase | None = None
    mention: Phrase | None = None
    cites: bool = False
    inverted: bool = False


Others = Callable[[Words, int, Window], Clause | None]


def clauses(w: Words, window: Window, others: Others) -> list[Clause]:
    """The reporting clauses of a window, in order; `others` reads frames that have no verb."""
    found: list[Clause] = []
    table = cues()
    index = window.first
    while index < window.last:
        step = index + 1
        if w.quote[index] == window.layer:
            known = w.lower[index] in table or w.lower[index] in _OWN
            clause = (_at(w, index, window, found) if known else None) or others(w, index, window)
            if clause:
                found.append(clause)
                step = max(step, clause.cue[1], clause.unit[1] if clause.order != "pre" else clause.cue[1])
        index = step
    return found


def _at(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    if w.name[index] >= 0 and w.capital(index):
        return None
    if index > window.first and w.lower[index - 1] == "-":
        return None
    if w.lower[index] in _OWN:
        clause = _OWN[w.lower[index]](w, index, window, found)
        if clause:
            return clause
    for cue in cues().get(w.lower[index], ()):
        last = index + len(cue.words)
        if last <= window.last and tuple(w.lower[index:last]) == cue.words:
            return _verb(w, (index, last), cue, window, found)
    return None


# ------------------------------------------------------------------ verbs


def _verb(w: Words, at: Phrase, cue: Cue, window: Window, found: list[Clause]) -> Clause | None:
    first, be, negated = _auxiliaries(w, at[0], window.first)
    if (be or _by_follows(w, at, window)) and not cue.participle:
        return _passive(w, at, cue, window)
    if first > window.first and w.lower[first - 1] == "to" and cue.present:
        return None
    left = _over_times(w, first, window.first)
    source, unit_first, inverted_end = _source(w, (left, at[1]), cue, be, window, found)
    if unit_first < 0:
        return None
    hearer, last = _hearer(w, at[1], cue, window.last)
    inverted = inverted_end > 0
    last = phrases.tail(w, max(last, inverted_end), window.last)
    order = _order(w, (unit_first, last), inverted, window)
    if order is None or not _fits(w, cue, at[1], order, last, window):
        return None
    stance = _negated(cue.stance) if negated else cue.stance
    return Clause(
        rule=f"attribution/{cue.frame}-{cue.name}",
        stance=stance,
        binds=cue.binds,
        cue=(first, at[1]),
        source=source,
        unit=(unit_first, last),
        order=order,
        hearer=hearer,
        mention=(left - 1, left) if source and source[1] < left and w.lower[left - 1] in _RELATIVE else None,
        inverted=inverted,
    )


def _by_follows(w: Words, at: Phrase, window: Window) -> bool:
    """Whether a past form after a comma is passive: "…, announced Friday by the ministry"."""
    if at[0] == window.first or w.lower[at[0] - 1] != ",":
        return False
    last = phrases.tail(w, at[1], window.last)
    return last < window.last and w.lower[last] == "by"


def _auxiliaries(w: Words, index: int, floor: int) -> tuple[int, bool, bool]:
    """Where the verb group that ends before `index` begins; whether it holds a form of be; whether a negation."""
    be = negated = False
    while index > floor:
        word = w.lower[index - 1]
        group = word in lexicon("auxiliaries") or word in lexicon("adverbs") or word in lexicon("negations")
        if w.time[index - 1] >= 0 or not (group or phrases.adverb(w, index - 1)):
            break
        be = be or word in _BE
        negated = negated or word in lexicon("negations")
        index -= 1
    return index, be, negated


def _negated(stance: Stance) -> Stance:
    return "asserts" if stance in ("denies", "doubts") else "doubts"


def _over_times(w: Words, index: int, floor: int) -> int:
    """Steps left over "on Tuesday", "late Monday", "in a statement" between a subject and its verb."""
    here = index
    while here > floor and w.time[here - 1] >= 0:
        here -= 1
    if here < index and here > floor and w.lower[here - 1] in ("on", "in", "at", "late", "early", "earlier"):
        here -= 1
    if here == index and here > floor and w.lower[here - 1] in lexicon("tails"):
        for start in range(here - 2, max(floor, here - 6), -1):
            if w.lower[start] in ("in", "during", "at") and start > floor and not is_mark(w.lower[start - 1]):
                return start
    return here if here > floor else index


def _source(
    w: Words, at: Phrase, cue: Cue, be: bool, window: Window, found: list[Clause]
) -> tuple[Phrase | None, int, int]:
    """The source, where the unit begins (-1: no reporting clause), and where an inverted subject ends (0: none)."""
    left, right = at
    previous = w.lower[left - 1] if left > window.first else ""
    if cue.participle and not be:
        return _participle(w, left, window, found)
    if previous == "" or is_mark(previous):
        phrase = _inverted(w, right, window) if _inverts(cue, be) else None
        if phrase and _quote_before(w, left) is False and not phrases.strong(w, phrases.head(w, phrase)):
            phrase = None
        if phrase and (previous or _quote_before(w, left)):
            return phrase, left, phrase[1]
        phrase = _appositive(w, left, window.first) if previous in (",", "—", "–", ")", "--") else None
        if phrase:
            return phrase, phrase[0], 0
        return _shared(w, left, window, found) if previous == "," else (None, -1, 0)
    if previous in _RELATIVE:
        return _antecedent(w, left, window.first)
    if previous in ("and", "but", "then", "or"):
        return _shared(w, left, window, found)
    phrase = phrases.before(w, left, window.first)
    if phrase is None or not _agrees(w, phrase, cue):
        return None, -1, 0
    return phrase, phrase[0], 0


def _inverts(cue: Cue, be: bool) -> bool:
    """Whether "…, CUE X" can stand for "…, X CUE": verbs of speech in the past tense, and "says"."""
    if be or cue.participle or (cue.present and cue.name != "say"):
        return False
    return cue.frame == "clause" or cue.name == "warn"


def _agrees(w: Words, phrase: Phrase, cue: Cue) -> bool:
    """Whether the phrase can be the subject of this form: a form that may be a noun needs a plain subject."""
    last = w.lower[phrase[1] - 1]
    if last in ("that", "which", "'s", "’s", "him", "them", "me", "us") or last.endswith(("'s", "’s")):
        return False
    if not cue.present:
        return last not in lexicon("determiners") or last in ("others", "both", "some", "many", "most", "all")
    if cue.name in ("say", "tell"):
        return True
    return phrases.strong(w, phrase[1] - 1) and last not in lexicon("determiners") - lexicon("pronouns")


def _participle(w: Words, left: int, window: Window, found: list[Clause]) -> tuple[Phrase | None, int, int]:
    """ "…, adding that": the source of the clause before; "a statement saying": the phrase before."""
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
    begin, _, _ = _auxiliaries(w, verb, window.first)
    return phrases.before(w, begin, window.first)


def _shared(w: Words, left: int, window: Window, found: list[Clause]) -> tuple[Phrase | None, int, int]:
    """The source of a verb without a subject of its own: that of the clause before, else the sentence's subject."""
    if found:
        return None, left, 0
    first = window.first
    while first < left and (is_mark(w.lower[first]) or w.lower[first] in lexicon("adverbs") | lexicon("conjunctions")):
        first += 1
    phrase = subject(w, first, left)
    return (phrase, left, 0) if phrase and phrases.strong(w, phrase[1] - 1) else (None, -1, 0)


def subject(w: Words, first: int, ceiling: int) -> Phrase | None:
    """The noun phrase that opens a sentence, up to its verb (a word of the verb lists, or a lower-case one in -ed)."""
    if first < ceiling and w.lower[first] in lexicon("prepositions") | lexicon("subordinators"):
        return None
    last = first
    while last < ceiling and last - first < phrases.LONGEST:
        word = w.lower[last]
        verbal = w.name[last] < 0 and last > first and not w.capital(last) and (word.endswith("ed") or word in cues())
        if (
            is_mark(word)
            or verbal
            or word in lexicon("auxiliaries") | lexicon("verbs") | lexicon("adverbs") | lexicon("subordinators")
        ):
            break
        last += 1
    return (first, last) if last > first else None


def _quote_before(w: Words, index: int) -> bool:
    """Whether the text right before a token is the end of a quotation."""
    before = w.text[: w.tokens[index].start][-3:].rstrip()
    return before[-1:] in ('"', "”", "»", "'")


def _inverted(w: Words, right: int, window: Window) -> Phrase | None:
    """The subject of "…, said X": a phrase right after the cue that no verb follows."""
    first = right
    while first < window.last and w.lower[first] in lexicon("adverbs"):
        first += 1
    if first >= window.last or w.lower[first] in _THAT or w.lower[first] in lexicon("prepositions"):
        return None
    phrase = (
        (first, first + 1)
        if w.lower[first] in ("he", "she", "they", "it", "i", "we")
        else phrases.after(w, first, window.last)
    )
    if phrase is None:
        return None
    last = _apposed_right(w, phrase, window.last)
    if last < window.last and not _terminates(w, last, window.layer):
        return None
    return (phrase[0], last)


def _terminates(w: Words, index: int, layer: int) -> bool:
    """Whether a token can follow the subject of an inverted cue: a mark, a quotation, a time, a preposition, "who"."""
    word = w.lower[index]
    if is_mark(word) or w.quote[index] != layer or w.time[index] >= 0 or word in lexicon("prepositions"):
        return True
    return (word != "that" and word in lexicon("subordinators")) or word in lexicon("adverbs")


def _apposed_right(w: Words, phrase: Phrase, ceiling: int) -> int:
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
        if apposition and w.lower[apposition[1]] in _RELATIVE:
            return next((i for i in range(apposition[1], min(ceiling, last + 30)) if w.lower[i] == ","), last)
    return last


def _appositive(w: Words, left: int, floor: int) -> Phrase | None:
    """The whole of "X, the harbour master," before a cue, without its last comma."""
    comma = left - 2
    while comma > floor and left - comma < 28:
        if w.lower[comma] == ")":
            comma = _opening(w, comma, floor)
        elif w.lower[comma] in (",", "—", "–", "--") or (w.lower[comma] == "(" and w.lower[left - 1] == ")"):
            phrase = phrases.before(w, comma, floor)
            if phrase and phrases.strong(w, phrase[1] - 1) and _opens_apposition(w, comma + 1):
                return phrase[0], left - 1
        elif w.quote[comma] != w.quote[left - 1]:
            return None
        comma -= 1
    return None


def _opening(w: Words, closing: int, floor: int) -> int:
    """The index of the bracket that `closing` closes."""
    for index in range(closing, floor, -1):
        if w.lower[index] == "(":
            return index
    return closing


def _opens_apposition(w: Words, index: int) -> bool:
    word = w.lower[index]
    if word in lexicon("prepositions"):
        return word in ("of", "in", "from", "at") and w.lower[index + 1] in ("charge", "the", "a")
    if word in ("and", "but", "while", "as", "so", "when", "that", "because"):
        return False
    return word not in lexicon("pronouns") - {"who", "one"} and word not in lexicon("auxiliaries")


def _antecedent(w: Words, left: int, floor: int) -> tuple[Phrase | None, int, int]:
    """The phrase that "who" or "which" before the cue stands for."""
    end = left - 1
    if end > floor and w.lower[end - 1] == ",":
        end -= 1
    phrase = phrases.before(w, end, floor)
    return (phrase, phrase[0], 0) if phrase else (None, -1, 0)


def _hearer(w: Words, right: int, cue: Cue, ceiling: int) -> tuple[Phrase | None, int]:
    """Who is told, and the index after; (None, right) where no hearer stands."""
    if cue.frame != "tell" or right >= ceiling:
        return None, right
    word = w.lower[right]
    if is_mark(word) or word in _THAT or w.time[right] >= 0 or word in lexicon("prepositions"):
        return None, right
    if word in ("him", "her", "them", "us", "me", "you", "it"):
        return (right, right + 1), right + 1
    last = right + 1
    while last < ceiling and last - right < 10 and not _ends_hearer(w, last, right):
        last += 1
    return (right, last), last


def _ends_hearer(w: Words, index: int, first: int) -> bool:
    word = w.lower[index]
    if w.name[index] >= 0 and w.name[index] == w.name[index - 1]:
        return False
    if is_mark(word) and word not in ("'s", "’s", "-"):
        return True
    if (
        w.time[index] >= 0
        or word in _THAT
        or word in lexicon("auxiliaries") - {"'s", "’s"}
        or word in lexicon("pronouns")
    ):
        return True
    previous_noun = phrases.strong(w, index - 1) and w.lower[index - 1] not in lexicon("determiners")
    if word in lexicon("prepositions"):
        return word not in ("of", "for") and phrases.tail(w, index, index + 8) > index
    if word == "and":
        return False
    starts = word in lexicon("determiners") or word[:1].isdigit() or (w.name[index] >= 0 and w.name[index - 1] >= 0)
    return previous_noun and w.lower[index - 1] not in lexicon("prepositions") and index > first and starts


def _passive(w: Words, at: Phrase, cue: Cue, window: Window) -> Clause | None:
    """ "The deaths were confirmed by the ministry": the source follows "by"."""
    by = at[1]
    while by < window.last and (w.time[by] >= 0 or w.lower[by] in ("on", "late") or phrases.adverb(w, by)):
        by += 1
    if by >= window.last or w.lower[by] != "by" or cue.frame in ("object", "toll"):
        return None
    phrase = phrases.after(w, by + 1, window.last)
    if not phrase or not phrases.strong(w, phrases.head(w, phrase)):
        return None
    last = phrases.tail(w, phrase[1], window.last)
    content_after = last < window.last and w.lower[last] in _THAT
    return Clause(
        rule=f"attribution/passive-{cue.name}",
        stance=cue.stance,
        binds=cue.binds,
        cue=at,
        source=phrase,
        unit=(at[0], last),
        order="pre" if content_after else "post",
    )


# ------------------------------------------------------------------ frames of their own


def _according(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    if index + 2 >= window.last or w.lower[index + 1] != "to":
        return None
    phrase = phrases.after(w, index + 2, window.last)
    if phrase is None:
        return None
    last = phrases.tail(w, _apposed_right(w, phrase, window.last), window.last)
    fronted = index == window.first or w.lower[index - 1] in ("but", "and", "while", "that", "however", "said", ";")
    if index > window.first and w.lower[index - 1] == "," and index - window.first <= 2:
        fronted = True
    order: Order = "pre" if fronted else ("middle" if last < window.last and w.lower[last] == "," else "post")
    return Clause(
        rule="attribution/according-to",
        stance="asserts",
        binds=True,
        cue=(index, index + 2),
        source=(phrase[0], _apposed_right(w, phrase, window.last)),
        unit=(index, last),
        order=order,
    )


def _quoted(w: Words, index: int, window: Window, found: list[Clause]) -> Clause | None:
    """ "X quoted Y as saying", "Y was quoted as saying (by X)", "quoting Y"."""
    first, be, _ = _auxiliaries(w, index, window.first)
    if be and w.lower[index] == "quoted":
        return _was_quoted(w, (first, index), window)
    phrase = phrases.after(w, index + 1, _as_saying(w, index + 1, window.last) or window.last)
    if phrase is None or is_mark(w.lower[phrase[0]]):
        return None
    saying = _as_saying(w, index + 1, min(window.last, phrase[1] + 12))
    relay: Phrase | None = None
    if w.lower[index] in ("quoting", "citing"):
        if not saying:
            return _cited(w, index, phrase, window, found)
    else:
        left = _over_times(w, first, window.first)
        relay = phrases.before(w, left, window.first)
        if relay is None or not saying:
            return None
    return Clause(
        rule="attribution/quoted-as-saying",
        stance="asserts",
        binds=True,
        cue=(index, index + 1),
        source=(phrase[0], min(phrase[1], saying - 2)),
        unit=(relay[0] if relay else index, saying),
        order="pre",
        relay=relay,
    )


def _as_saying(w: Words, first: int, last: int) -> int:
    """The index after the first "as saying" in [first, last); 0 where there is none."""
    for index in range(first, min(last - 1, first + 30)):
        if w.lower[index] == "as" and w.lower[index + 1] in ("saying", "telling", "having"):
            return index + 2
    return 0


def _was_quoted(w: Words, at: Phrase, window: Window) -> Clause | None:
    first, index = at
    left = _over_times(w, first, window.first)
    previous = w.lower[left - 1] if left > window.first else ""
    source = _appositive(w, left, window.first) if previous == "," else phrases.before(w, left, window.first)
    if source is None:
        return None
    last, relay = index + 1, None
    for _ in range(3):
        last = phrases.tail(w, last, window.last)
        if last < window.last and w.lower[last] == "by":
            relay = phrases.after(w, last + 1, window.last)
            last = relay[1] if relay else last
        elif _as_saying(w, last, last + 2) or (last + 2 <= window.last and _as_saying(w, last, last + 3)):
            last = _as_saying(w, last, last + 3)
    unit = (source[0], last)
    order = _order(w, unit, False, window)
    if order is None:
        return None
    return Clause(
        rule="attribution/was-quoted",
        stance="asserts",
        binds=True,
        cue=(first, index + 1),
        source=source,
        unit=unit,
        order=order,
        relay=relay,
    )


def _cited(w: Words, index: int, phrase: Phrase, window: Window, found: list[Clause]) -> Clause | None:
    """ "X reported, citing Y": Y stands nearest to the content of the clause before."""
    if not found:
        return None
    return Clause(
        rule="attribution/citing",
        stance="asserts",
        binds=True,
        cue=(index, index + 1),
        source=phrase,
        unit=(index, phrase[1]),
        order="post",
        cites=True,
    )


_OWN = {
    "according": _according,
    "quoted": _quoted,
    "quoting": _quoted,
    "quotes": _quoted,
    "citing": _quoted,
}


# ------------------------------------------------------------------ order


def _order(w: Words, unit: Phrase, inverted: bool, window: Window) -> Order | None:
    """Where the content stands: after the unit, before it, or on both sides; None where there is none."""
    first, last = unit
    final = all(is_mark(w.lower[i]) for i in range(last, window.last) if w.quote[i] == window.layer) and not any(
        w.quote[i] != window.layer for i in range(last, window.last)
    )
    left = first > window.first and (is_mark(w.lower[first - 1]) or w.quote[first - 1] != window.layer)
    if inverted:
        return "post" if final else "middle"
    if final:
        return "post" if left or first == window.first or _quote_before(w, first) else None
    if w.lower[last] == "," and left and w.lower[first - 1] not in (";", ":"):
        return "middle"
    opens = w.lower[last] in lexicon("prepositions") or w.lower[last] in ("when", "after", "as", "while", "before")
    if left and first > window.first and opens and not _that_ahead(w, last, window):
        return "post"
    return "pre"


def _that_ahead(w: Words, first: int, window: Window) -> bool:
    """Whether the content still comes after a prepositional phrase: "said at the opening that …", "said of X: …"."""
    return any(w.lower[i] in ("that", ":") or w.quote[i] != window.layer for i in range(first, window.last))


def _clausal(w: Words, first: int, ceiling: int) -> bool:
    """Whether a clause follows without "that": an auxiliary before any mark, relative or conjunction."""
    for index in range(first + 1, min(ceiling, first + 10)):
        word = w.lower[index]
        if word in lexicon("auxiliaries"):
            return word not in ("'s", "’s")
        if (is_mark(word) and word != "-") or word in lexicon("subordinators") or word in lexicon("prepositions"):
            return False
    return False


def _fits(w: Words, cue: Cue, at_end: int, order: Order, last: int, window: Window) -> bool:
    """Whether what follows is what the frame asks for."""
    if order != "pre":
        return cue.frame in ("clause", "tell", "that")
    following = w.lower[last]
    if not cue.unless.isdisjoint(w.lower[at_end : at_end + 3]):
        return False
    if following == "to" and cue.stance == "asserts" and cue.frame != "object" and last == at_end:
        return False
    if cue.frame == "object" and not cue.present and not cue.participle and last == at_end:
        return following not in lexicon("prepositions") or following in ("to", "about")
    if cue.frame == "that":
        plain = following in _THAT or w.quote[last] != window.layer or following == ":"
        return plain or _clausal(w, last, window.last)
    if cue.frame == "toll":
        return any(w.lower[i] in _TOLL for i in range(last, min(window.last, last + 6)))
    return True
