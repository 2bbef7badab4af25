"""Attribution without a verb: the colon of headlines ("Police: two hurt", "Two hurt: police") and cue nouns."""

from asof.extract.attribution import phrases
from asof.extract.attribution.clause import Clause, Window
from asof.extract.attribution.kinds import kind
from asof.extract.attribution.lexicon import cues
from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.report import Stance
from asof.extract.attribution.subjects import subject
from asof.extract.attribution.words import Words

_LONGEST = 7


def by_colon(w: Words, window: Window) -> Clause | None:
    """The source set off by a colon in a headline: a line of its own that ends in no full stop; None elsewhere."""
    if window.layer >= 0 or not _headline(w, window):
        return None
    colons = [i for i in range(window.first, window.last) if w.lower[i] == ":" and w.quote[i] < 0]
    for colon in colons[:1]:
        source = (window.first, colon)
        if _speaker(w, source) and colon + 1 < window.last:
            return _clause((colon, colon + 1), source, (window.first, colon + 1), before=False)
    for colon in colons[-1:]:
        source = (colon + 1, _last_word(w, window, colon))
        if _speaker(w, source) and colon > window.first:
            return _clause((colon, colon + 1), source, (colon, window.last), before=True)
    return None


def by_announcement(w: Words, window: Window) -> Clause | None:
    """The source named last before a colon that a quotation follows: "This is from the Courier: “…”"."""
    colon = window.last - 1
    if window.layer >= 0 or colon - window.first < 1 or w.lower[colon] != ":":
        return None
    floor = max(window.first, colon - _LONGEST - 1)
    first = next((i + 1 for i in range(colon - 1, floor - 1, -1) if w.lower[i] in ("from", "by")), window.first)
    phrase = (first, colon)
    if not _speaker(w, phrase) and not (first < colon and kind(w, phrase) in ("outlet", "agency")):
        opening = subject(w, window.first, colon)
        if opening is None or not (phrases.speaks(w, opening[1] - 1) or w.lower[opening[0]] in ("he", "she", "they")):
            return None
        phrase = opening
    return _clause((colon, colon + 1), phrase, (phrase[0], colon + 1), before=False)


def _clause(cue: Phrase, source: Phrase, unit: Phrase, before: bool) -> Clause:
    return Clause(
        rule="attribution/headline-colon",
        stance="asserts",
        binds=True,
        cue=cue,
        source=source,
        unit=unit,
        order="post" if before else "pre",
    )


def _headline(w: Words, window: Window) -> bool:
    start, end = w.offsets(window.first, window.last)
    line_before = w.text[max(0, start - 3) : start].strip(" \t\r")
    line_after = w.text[end : end + 3].lstrip(" \t\r")
    alone = (not line_before or line_before[-1] == "\n") and (not line_after or line_after[0] == "\n")
    ends = w.lower[window.last - 1] not in (".", ",") or not w.text[:start].strip()
    return alone and ends and window.last - window.first < 30


def _last_word(w: Words, window: Window, colon: int) -> int:
    """The end of the source after the last colon: before " - The Courier" or "(update)"."""
    last = window.last
    for index in range(window.last - 1, colon, -1):
        if w.lower[index] in ("-", "–", "—", "|", "("):
            last = index
    return last


def _speaker(w: Words, source: Phrase) -> bool:
    first, last = source
    if not 0 < last - first <= _LONGEST:
        return False
    head = w.lower[last - 1]
    if head in lexicon("labels"):
        return False
    named = w.name[last - 1] >= 0 and w.names[w.name[last - 1]].type in ("person", "organisation", "outlet", "group")
    plain = not any(
        phrases.is_mark(w.lower[i]) and w.lower[i] not in (".", "-", "'s", "’s") for i in range(first, last)
    )
    return (
        plain
        and (head in phrases.source_nouns() or named or (last - first == 1 and _acronym(w, first)))
        and head not in lexicon("prepositions")
    )


def _acronym(w: Words, index: int) -> bool:
    text = w.tokens[index].text
    return len(text) in (2, 3, 4, 5) and text.isupper() and text.isalpha()


_NOUNS = frozenset({"report", "reports", "rumours", "rumors", "allegations", "claims"})


def _introduces(w: Words, index: int) -> bool:
    word = w.lower[index]
    return word in ("of", "that") or (
        w.lower[index - 1] == "reports" and word in ("a", "an", "two", "three", "several")
    )


_SAYINGS: dict[str, Stance] = {
    "claim": "asserts", "claims": "asserts", "statement": "asserts", "announcement": "asserts", "assertion": "asserts",
    "report": "asserts", "admission": "asserts", "confirmation": "confirms", "estimate": "asserts", "denial": "denies",
    "denials": "denies", "warning": "predicts", "warnings": "predicts", "fear": "fears", "fears": "fears",
    "allegation": "asserts", "allegations": "asserts", "demand": "demands", "demands": "demands", "doubts": "doubts",
}  # fmt: skip


_WITHOUT = frozenset({"no", "without", "lack", "absence"})
_NEGATED = 3


def _saying(w: Words, index: int, window: Window) -> Clause | None:
    """Whose words a noun of saying holds: "the claim by the union that nine had died", "the union's claim that …"."""
    if w.lower[index] not in _SAYINGS or index + 2 >= window.last:
        return None
    if any(w.lower[i] in _WITHOUT for i in range(max(window.first, index - _NEGATED), index)):
        return None
    source, that = None, index + 1
    if w.lower[index + 1] in ("by", "from"):
        source = phrases.after(w, index + 2, window.last)
        that = source[1] if source else that
    elif index - 1 > window.first and w.lower[index - 1] in ("'s", "’s", "'", "’"):
        source = phrases.before(w, index - 1, window.first)
    if source is None or that >= window.last or w.lower[that] != "that":
        return None
    if not phrases.strong(w, phrases.head(w, source)):
        return None
    return Clause(
        rule="attribution/noun-of-saying",
        stance=_SAYINGS[w.lower[index]],
        binds=True,
        cue=(index, index + 1),
        source=source,
        unit=(min(source[0], index), that + 1),
        order="pre",
    )


def by_noun(w: Words, index: int, window: Window) -> Clause | None:
    """The noun, or who holds it, is the source of what follows: "responded to reports of a fire", "X's claim that"."""
    said = _saying(w, index, window)
    if said:
        return said
    if w.lower[index] not in _NOUNS or index + 2 >= window.last or not _introduces(w, index + 1):
        return None
    first = index
    while first > window.first and not phrases.is_mark(w.lower[first - 1]):
        word = w.lower[first - 1]
        if word in lexicon("prepositions") or word in lexicon("auxiliaries") or word in cues() or first <= index - 3:
            break
        first -= 1
        if word in lexicon("determiners"):
            break
    if first == window.first or w.lower[first - 1] not in lexicon("prepositions") | cues().keys():
        return None
    return Clause(
        rule="attribution/noun",
        stance="asserts" if w.lower[index + 1] == "that" else "fears",
        binds=True,
        cue=(index, index + 1),
        source=(first, index + 1),
        unit=(first, index + 1 + (w.lower[index + 1] in ("of", "that"))),
        order="pre",
    )
