"""Candidate names: runs of capitalised words with what may stand inside a name, and where their text allows it.

Capitals say nothing in headlines and in capitalised text; there only words that the rest of the document shows to be
names are taken, and given names with what follows them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from asof.annotate import gazetteer
from asof.annotate.names import lexicon
from asof.records import Sentence, Token

_QUOTES = frozenset(('"', "“", "‘", "'", "''", "``", ":", "-", "–", "—", "--", "•", "*", "…", "...", "(", "["))
_MOST_WORDS = 12
_LOOKED_AT = 80
_TITLE_SHARE, _SHOUTED_SHARE, _TITLE_WORDS = 0.75, 0.99, 4
"""Shares of capitalised words above which a line without a full stop, and one with it, is capitalised throughout."""


class Run(NamedTuple):
    """Tokens [first, last) that may be a name; `titled`: a title stood before it; `outlet`: a known outlet's name."""

    first: int
    last: int
    titled: bool = False
    outlet: bool = False


class Text(NamedTuple):
    """A document's tokens, the words it writes small, and those it writes with a capital within sentences."""

    text: str
    tokens: tuple[Token, ...]
    small: frozenset[str]
    inner: frozenset[str]
    concepts: frozenset[str]


def read(text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> tuple[Text, list[Run]]:
    """The document's casing and its candidate runs, in order."""
    styles = [_style(tokens, s) for s in sentences]
    inner = {
        tokens[i].text.lower()
        for s, style in zip(sentences, styles, strict=True)
        if style == "normal"
        for i in range(s.first + 1, s.last)
        if _capital(tokens[i]) and tokens[i - 1].text not in _QUOTES
    }
    whole = Text(
        text, tokens, frozenset(t.text for t in tokens if t.text.islower()), frozenset(inner), _concepts(tokens)
    )
    found: list[Run] = []
    for sentence, style in zip(sentences, styles, strict=True):
        found.extend(_normal(whole, sentence) if style == "normal" else _shouted(whole, sentence))
    return whole, found


def _concepts(tokens: tuple[Token, ...]) -> frozenset[str]:
    """Acronyms that are defined, in brackets, by words written small: "improvised bombs (IB)"."""
    return frozenset(
        token.text
        for before, opening, token, closing in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
        if opening.text == "(" and closing.text == ")" and token.text.isupper() and before.text.islower()
    )


def _style(tokens: tuple[Token, ...], sentence: Sentence) -> str:
    """Either "normal", or "shouted" where hardly any but function words is written small."""
    words = [tokens[i].text for i in range(sentence.first, min(sentence.last, sentence.first + _LOOKED_AT))]
    content = [w for w in words if w.isalpha() and w.lower() not in lexicon.listed("function")]
    if len(content) < _TITLE_WORDS:
        return "shouted" if len(content) > 1 and all(w.isupper() for w in content) else "normal"
    share = sum(w[0].isupper() for w in content) / len(content)
    return "shouted" if share > (_SHOUTED_SHARE if words[-1] == "." else _TITLE_SHARE) else "normal"


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text not in ("I", "I'm")


def _normal(whole: Text, sentence: Sentence) -> Iterator[Run]:
    """The runs of a sentence in which capitals mean something."""
    i = sentence.first
    while i < sentence.last:
        outlet = _outlet(whole.tokens, i, sentence.last)
        if outlet:
            yield Run(i, outlet, outlet=True)
            i = outlet
        elif _begins(whole.tokens, i, sentence.last):
            last = _extent(whole, i, sentence.last)
            yield from _parts(whole, sentence, i, last)
            i = last
        else:
            i += 1


def _outlet(tokens: tuple[Token, ...], i: int, stop: int) -> int | None:
    """Where the known outlet's name that begins at `i` ends."""
    for words in lexicon.outlets().get(tokens[i].text, ()):
        last = i + len(words)
        after = tokens[last].text if last < stop else ""
        if last <= stop and all(tokens[i + k].text == w for k, w in enumerate(words)):
            if len(words) == 1 and after[:1].isupper() and not words[0].isupper():
                continue
            return last
    return None


def _begins(tokens: tuple[Token, ...], i: int, stop: int) -> bool:
    token = tokens[i]
    if _capital(token):
        return token.text not in lexicon.listed("calendar")
    hyphen = i + 2 < stop and tokens[i + 1].text == "-" and tokens[i + 1].end == tokens[i + 2].start
    return token.text in ("al", "el", "ash", "as", "an") and hyphen and _capital(tokens[i + 2])


def _extent(whole: Text, first: int, stop: int) -> int:
    """The end of the longest run from `first`."""
    last = first + 1
    if not _capital(whole.tokens[first]):
        last = first + 3
    while last < stop and last - first < _MOST_WORDS:
        step = _step(whole, first, last, stop)
        if not step:
            break
        last += step
    return last


def _step(whole: Text, first: int, i: int, stop: int) -> int:
    """How many tokens from `i` go on with the run: none, a word, or a joining word with the word that it joins."""
    tokens = whole.tokens
    token, before = tokens[i], tokens[i - 1]
    if "\n" in whole.text[before.end : token.start] or token.text in lexicon.listed("calendar"):
        return 0
    if _capital(token):
        return 1
    following = tokens[i + 1] if i + 1 < stop else None
    if following is None:
        return 0
    attached = before.end == token.start
    if attached and token.text in ("-", ".", "'s", "’s"):
        return 2 if _joins_attached(before, token, following) else 0
    return _particle(whole, first, i, stop)


def _joins_attached(before: Token, token: Token, following: Token) -> bool:
    """Whether a hyphen, a title's full stop or a possessive joins two words of a name."""
    if token.text == "-":
        return token.end == following.start and _joins_hyphen(before, following)
    if token.text == ".":
        return len(before.text) < 5 and lexicon.is_title(before.text) and _capital(following)
    return before.text in lexicon.listed("possessed") and _capital(following)


def _joins_hyphen(before: Token, following: Token) -> bool:
    if _capital(following):
        return not lexicon.is_demonym([before.text])
    short = following.text.isalpha() and not lexicon.cuts_hyphen(following.lower) and len(following.text) < 8
    return short and not before.text.isupper() and not lexicon.is_demonym([before.text])


def _particle(whole: Text, first: int, i: int, stop: int) -> int:
    """Steps over "of", "for", "and" after the head of an organisation, and over "bin", "de la" and their like."""
    tokens, word = whole.tokens, whole.tokens[i].text
    if word in lexicon.particles():
        ahead = 2 if i + 2 < stop and tokens[i + 1].text in lexicon.particles() else 1
        hyphen = i + 2 < stop and tokens[i + 1].text == "-" and _capital(tokens[i + 2])
        if hyphen:
            return 3
        return ahead + 1 if i + ahead < stop and _capital(tokens[i + ahead]) and not _is_plain(whole, i - 1) else 0
    if word in ("of", "for"):
        the = 2 if i + 2 < stop and tokens[i + 1].text == "the" else 1
        head = lexicon.endings().get(tokens[i - 1].lower)
        joins = head is not None and (word == "of" or head[0] in ("organisation", "group"))
        inside = i + the < stop and _capital(tokens[i + the]) and tokens[i + the].text not in lexicon.listed("calendar")
        return the + 1 if joins and inside else 0
    if word in ("and", ",", "&"):
        return _listing(tokens, first, i, stop)
    return 0


def _listing(tokens: tuple[Token, ...], first: int, i: int, stop: int) -> int:
    """Steps over "and" and commas within an organisation's name: "Ministry of Health, Sports and Youth"."""
    following = tokens[i + 1]
    if not _capital(following) or lexicon.is_title(following.text):
        return 0
    inside = any(tokens[k].text in ("of", "for") for k in range(first + 1, i))
    if tokens[i].text == ",":
        ministry = inside and tokens[first].lower in ("ministry", "department", "minister")
        return 2 if ministry and i + 3 < stop and tokens[i + 2].text in ("and", ",") and _capital(tokens[i + 3]) else 0
    abstract = i == first + 1 and _is_abstract(tokens[first].lower)
    if abstract:
        k = i + 1
        while k < stop and _capital(tokens[k]):
            k += 1
        abstract = lexicon.endings().get(tokens[k - 1].lower, ("",))[0] == "organisation"
    return 2 if inside or abstract else 0


def _is_abstract(word: str) -> bool:
    """Whether a word (lower case) is an abstract noun by its ending."""
    return word.endswith(tuple(sorted(lexicon.listed("abstract")))) and word not in lexicon.given()


def _is_plain(whole: Text, i: int) -> bool:
    """Whether the word at `i` is a title or a common word, which no particle follows."""
    word = whole.tokens[i]
    return word.lower in lexicon.common() or lexicon.is_demonym([word.text])


def _parts(whole: Text, sentence: Sentence, first: int, last: int) -> Iterator[Run]:
    """The names of a run; what a title parts from the person behind it is one of its own ("Norvik Mayor Ana Varen")."""
    tokens = whole.tokens
    if _opens(tokens, sentence, first):
        first = _without_opening(whole, first, last)
    while first < last and tokens[first].lower in ("the", "a", "an", "-"):
        first += 1
    ended = lexicon.endings().get(tokens[last - 1].lower) if first < last else None
    titled = False
    if not ended or ended[0] == "misc" or (first < last and lexicon.is_title(tokens[first].text)):
        before = first
        first, titled = _without_titles(tokens, first, last)
        holder = _trimmed(whole, sentence, before, _title_start(tokens, before, first)) if first > before else None
        if holder:
            yield holder
    run = _trimmed(whole, sentence, first, last)
    if run:
        yield run._replace(titled=titled)


def _title_start(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Where the titles that end at `last` begin."""
    while last > first and (tokens[last - 1].text in (".", "-") or _is_of_title(tokens[last - 1])):
        last -= 1
    return last


def _is_of_title(token: Token) -> bool:
    return lexicon.is_title(token.text) or token.lower in lexicon.common()


def _trimmed(whole: Text, sentence: Sentence, first: int, last: int) -> Run | None:
    """The run without nationalities before it and stray words behind it; None where nothing is left."""
    tokens = whole.tokens
    ended = lexicon.endings().get(tokens[last - 1].lower) if first < last else None
    if not ended or last - first == 1:
        first = _without_nationality(tokens, first, last)
    while first < last and not ended and (tokens[last - 1].text in lexicon.not_names() or tokens[last - 1].text == "-"):
        last -= 1
    return None if first >= last or _is_none(whole, sentence, first, last) else Run(first, last)


def _without_nationality(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Past leading words of nationality, unless they belong to the name of a place ("Saudi Arabia")."""
    given = last - first > 1 and tokens[first].lower in lexicon.given()
    if first < last and not given and tokens[first].lower in lexicon.demonyms():
        if last - first > 1 and gazetteer.lookup(" ".join(tokens[i].text for i in range(first, last))):
            return first
        while first < last and tokens[first].lower in lexicon.demonyms():
            first += 1
        if first < last and tokens[first].text == "-":
            first += 1
    return first


def _opens(tokens: tuple[Token, ...], sentence: Sentence, i: int) -> bool:
    """Whether a capital at `i` may be that of a sentence's first word."""
    return i == sentence.first or tokens[i - 1].text in _QUOTES or tokens[i - 1].text in (".", "?", "!")


def _without_opening(whole: Text, first: int, last: int) -> int:
    """Past the first word of a sentence where it is an ordinary word before a name, or stands alone."""
    word, following = whole.tokens[first], whole.tokens[min(first + 1, last - 1)]
    if (word.text.isupper() and len(word.text) > 1) or (
        word.lower in whole.inner and word.lower not in lexicon.closed()
    ):
        return first
    if word.lower in lexicon.closed():
        return first + 1
    if (
        word.lower.endswith(("ly", "ing"))
        and word.lower not in lexicon.given()
        and (last - first == 1 or lexicon.is_title(following.text) or following.lower in whole.inner)
    ):
        return first + 1
    headed = last - first > 1 and (
        whole.tokens[last - 1].lower in lexicon.endings()
        or (word.lower in lexicon.endings() and following.text == "of")
    )
    small = word.lower in whole.small and word.lower not in lexicon.given()
    return first + 1 if not headed and (small or word.lower in lexicon.common()) else first


def _without_titles(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, bool]:
    """Past the last title that has a name behind it, and whether there was one."""
    for i in range(last - 1, first - 1, -1):
        if lexicon.is_title(tokens[i].text):
            rest = i + 2 if i + 1 < last and tokens[i + 1].text == "." else i + 1
            if rest < last and tokens[rest].text == "-":
                return first, False
            return (rest, True) if rest < last else (last, False)
    return first, False


def _is_none(whole: Text, sentence: Sentence, first: int, last: int) -> bool:
    """Whether what is left is no name: a nationality, a weekday, an ordinary word that begins a sentence."""
    words = [whole.tokens[i].text for i in range(first, last)]
    if lexicon.is_demonym(words) or all(w in lexicon.not_names() or not w[0].isalpha() for w in words):
        return True
    if len(words) > 1:
        plain = all(w.lower() in whole.small or w.lower() in lexicon.common() for w in words)
        return plain and words[-1].lower() not in lexicon.endings()
    following = whole.tokens[last].lower if last < sentence.last else ""
    if _is_plain_word(whole, words[0], following):
        return True
    return _opens(whole.tokens, sentence, first) and not _is_name_at_start(whole, words[0], following)


def _is_plain_word(whole: Text, word: str, following: str) -> bool:
    """Whether a single word is no name anywhere: a common noun, a title, a label of a number, a concept's acronym."""
    common = len(word) == 1 or word.lower() in lexicon.common() or lexicon.is_title(word)
    label = word.lower() in lexicon.labels() and following[:1].isdigit()
    return common or label or word in whole.concepts


def _is_name_at_start(whole: Text, word: str, following: str) -> bool:
    """Whether a single capitalised word that begins a sentence is a name."""
    if word.isupper() or word.lower() in whole.inner or word.lower() in lexicon.given():
        return True
    return following in lexicon.listed("opening_verb") or following in ("'s", "’s", "(")


def _shouted(whole: Text, sentence: Sentence) -> Iterator[Run]:
    """The names of a headline or of capitalised text: known words, and given names with the words behind them."""
    i = sentence.first
    while i < sentence.last:
        outlet = _outlet(whole.tokens, i, sentence.last)
        if outlet:
            yield Run(i, outlet, outlet=True)
            i = outlet
            continue
        last = i
        while last < sentence.last and _is_known(whole, sentence, i, last):
            last += 1
        if last > i:
            first, titled = _without_titles(whole.tokens, i, last)
            words = [whole.tokens[k].text for k in range(first, last)]
            if words and not lexicon.is_demonym(words) and not (len(words) == 1 and _is_weak(words[0])):
                yield Run(first, last, titled=titled)
        i = max(last, i + 1)


def _is_known(whole: Text, sentence: Sentence, first: int, i: int) -> bool:
    token = whole.tokens[i]
    if not _capital(token) or token.text in lexicon.not_names() or token.lower in lexicon.common():
        return False
    if i > first and "\n" in whole.text[whole.tokens[i - 1].end : token.start]:
        return False
    if token.lower in whole.inner:
        return True
    after_given = i > first and i - first < 3 and whole.tokens[i - 1].lower in lexicon.given()
    return token.lower in lexicon.given() or (after_given and token.text.isalpha() and token.lower not in whole.small)


def _is_weak(word: str) -> bool:
    """Whether a word alone is too little in capitalised text."""
    return lexicon.is_title(word) or word.lower() in lexicon.endings() or len(word) == 1
