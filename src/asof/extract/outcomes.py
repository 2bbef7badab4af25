"""Outcomes and their frames, from `resources/outcomes/*.yaml`, and where they are triggered in a sentence.

A frame (in the sense of Fillmore 1976) names words and where the people counted stand beside them. `counts` is

* `object`: the object of the active verb, the subject of the passive one; `subject`: its subject; `agent`: its
  subject, or what follows "by";
* `holder`: whom an adjective describes; `of`: what follows a noun and "of"; `after`: what follows at all;
* `toll`: the number that a toll is at;
* `head`: the counted noun is itself the outcome ("nine bodies").

A phrase is words with a space between: `a|b` either, `~kill` any form of a verb, `?` any one word or none, `?n` one
of a noun phrase (no verb, and nothing that begins a clause), `...` up to nine words. Adding an outcome is
adding one YAML file.
"""

from collections import defaultdict
from functools import cache
from typing import Any, Literal, NamedTuple

from asof.extract.inflection import Form, verb_forms
from asof.extract.words import Word
from asof.resources import names, structure

Counts = Literal["object", "subject", "agent", "holder", "of", "after", "toll", "head"]
_GAP = 9
_UNREAL = frozenset({"could", "would", "might", "should"})
_OF_NOUNS = frozenset({"word", "determiner", "filler", "number", "preposition", "possessive", "time_noun", "have"})
"""What may stand between a toll and its verb; "have" is the verb's own."""
_EASY = frozenset({"also", "still", "already", "later", "then", "now", "again", "since", "yet", "too", "only"})


class Frame(NamedTuple):
    """One row of an outcome's file. `weight` is what this reading costs beside another.

    `needs`, `unless_nouns`, `unless_roles`: what the counted noun must or must not be; `at_least`: the least number.
    `final`: no later verb of the sentence takes its place. `shared`: several outcomes have this frame, and the
    report's commonest one of them is meant ("the victims"). `people_only`: an unknown noun is no one; `not_zero`,
    `not_by_article`: not for "none", not for "a"; `standing`: a state, which has no date but that of its own clause.
    `strength`: the counted noun is a body of so many people ("a 6,000-strong force"); `located`: only where a place
    follows; `adjacent`: only right behind the people ("one fatally");
    `unless_by`: not where one of these words stands before (police do not search for the missing alone);
    `unless_before`: not where one of these follows (who escapes notice has not got away).
    `unless_beside`: not where one of these stands in the clause (who is pulled dead from a wreck is not freed).
    `with_harm`: only in a report that counts people killed, hurt or held;
    `only_before`: only where a word of one of these classes follows ("tended to the 16", no infinitive);
    `main`: the outcome's own verb, the first frame of its file.
    """

    outcome: str
    name: str
    counts: Counts
    weight: float
    rank: int
    needs: frozenset[str]
    unless_roles: frozenset[str]
    unless_nouns: frozenset[str]
    at_least: int
    final: bool
    shared: bool
    people_only: bool
    not_zero: bool
    not_by_article: bool
    standing: bool
    strength: bool
    located: bool
    adjacent: bool
    unless_by: frozenset[str]
    unless_before: frozenset[str]
    unless_beside: frozenset[str]
    only_before: frozenset[str]
    with_harm: bool
    examples: tuple[str, ...]
    main: bool

    @property
    def rule(self) -> str:
        """The name of the rule that a claim by this frame is made by."""
        return f"frame-{self.outcome}" + ("" if self.main else f"/{self.name}")


class Trigger(NamedTuple):
    """A frame found in a sentence: its words are [first, last), `verb` the place of its verb, or -1.

    `gap` is where the words left out by "..." are, or None.
    """

    frame: Frame
    first: int
    last: int
    verb: int
    form: Form | None
    gap: tuple[int, int] | None


class _Element(NamedTuple):
    words: dict[str, Form | None]
    optional: bool = False
    gap: bool = False
    noun: bool = False


_Pattern = tuple[_Element, ...]


@cache
def outcomes() -> tuple[str, ...]:
    """The names of all outcomes, by the rank their files give."""
    files = [structure(f"outcomes/{name}") for name in names("outcomes")]
    return tuple(f["outcome"] for f in sorted(files, key=lambda f: int(f["rank"])))


@cache
def frames() -> tuple[tuple[Frame, dict[str, Any]], ...]:
    """Every frame of every outcome, with the row it was read from."""
    found = []
    for name in names("outcomes"):
        file = structure(f"outcomes/{name}")
        found += [(_frame(file, row), row) for row in file["frames"]]
    return tuple(found)


def _frame(file: dict[str, Any], row: dict[str, Any]) -> Frame:
    return Frame(
        outcome=file["outcome"],
        name=row["name"],
        counts=row["counts"],
        weight=float(row.get("weight", 0.0)),
        rank=int(file["rank"]),
        needs=frozenset(row.get("needs", ())),
        unless_roles=frozenset(row.get("unless_roles", ())),
        unless_nouns=frozenset(row.get("unless_nouns", ())),
        at_least=int(row.get("at_least", 0)),
        final=bool(row.get("final", False)),
        shared=bool(row.get("shared", False)),
        people_only=bool(row.get("people_only", file.get("people_only", False))),
        not_zero=bool(row.get("not_zero", False)),
        not_by_article=bool(row.get("not_by_article", False)),
        standing=bool(row.get("standing", file.get("standing", False))),
        strength=bool(row.get("strength", False)),
        located=bool(row.get("located", False)),
        adjacent=bool(row.get("adjacent", False)),
        unless_by=frozenset(row.get("unless_by", ())),
        unless_before=frozenset(row.get("unless_before", ())),
        unless_beside=frozenset(row.get("unless_beside", ())),
        only_before=frozenset(row.get("only_before", ())),
        with_harm=bool(row.get("with_harm", False)),
        examples=tuple(row.get("examples", ())),
        main=row is file["frames"][0],
    )


@cache
def heads() -> dict[str, tuple[Frame, ...]]:
    """For each noun that is an outcome when it is counted, its frames."""
    return _heads(strength=False)


@cache
def bodies() -> dict[str, tuple[Frame, ...]]:
    """For each noun for a body of people ("force") whose strength is an outcome, its frames."""
    return _heads(strength=True)


def _heads(strength: bool) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for frame, row in ((f, r) for f, r in frames() if f.strength is strength):
        for noun in str(row.get("heads", "")).split():
            found[noun].append(frame)
    return {noun: tuple(fs) for noun, fs in found.items()}


@cache
def _patterns() -> dict[str, tuple[tuple[Frame, _Pattern], ...]]:
    found: dict[str, list[tuple[Frame, _Pattern]]] = defaultdict(list)
    for frame, row in frames():
        phrases = list(row.get("phrases", ()))
        phrases += [f"~{verb}" for verb in str(row.get("verbs", "")).split()]
        phrases += [w for key in ("adjectives", "nouns") for w in str(row.get(key, "")).split()]
        for phrase in phrases:
            pattern = tuple(_element(e) for e in phrase.split())
            for word in pattern[0].words:
                found[word].append((frame, pattern))
    return {word: tuple(ps) for word, ps in found.items()}


@cache
def third_persons() -> frozenset[str]:
    """The present forms of the verbs by which frames begin ("opens", "kills")."""
    rows = (p[0].words for patterns in _patterns().values() for _, p in patterns)
    return frozenset(word for words in rows for word, form in words.items() if form == "third")


def _element(text: str) -> _Element:
    if text in {"?", "?n", "..."}:
        return _Element(words={}, optional=text != "...", gap=text == "...", noun=text == "?n")
    words: dict[str, Form | None] = {}
    for word in text.split("|"):
        words |= verb_forms(word[1:]) if word.startswith("~") else {word: None}
    return _Element(words=words)


def triggers(words: tuple[Word, ...]) -> tuple[Trigger, ...]:
    """Every frame that the words of a sentence trigger, in text order; heads of counted nouns are not among them.

    An adjective inside a longer frame ("shot dead") is no frame of its own, nor the verb that one begins with ("shot
    and killed").
    """
    found = []
    for i, word in enumerate(words):
        for frame, pattern in _patterns().get(word.low, ()):
            end = _match(words, i, pattern)
            if end is not None and _goes_before(frame, words, end[0]):
                found.append(_trigger(words, i, frame, pattern, end))
    inside = {i for t in found if t.gap is None and t.frame.final for i in range(t.first + 1, t.last)}
    longer = {(t.first, t.last) for t in found if t.gap is None and t.frame.final and t.frame.counts == "object"}
    return tuple(
        t
        for t in found
        if (t.frame.counts != "holder" or (t.first not in inside and not _only_thought(words, t)))
        and not (t.frame.counts == "object" and any(a == t.first and b > t.last for a, b in longer))
    )


def _only_thought(words: tuple[Word, ...], trigger: Trigger) -> bool:
    """Whether people only might have been so ("she could have been dead")."""
    before = words[max(0, trigger.first - 3) : trigger.first]
    return [w.kind for w in before] == ["modal", "have", "be"] and before[0].low in _UNREAL


def _match(words: tuple[Word, ...], i: int, pattern: _Pattern) -> tuple[int, int, int] | None:
    """Where `pattern` ends when it begins at `i`, and where its gap begins and ends (-1, -1 without one)."""
    if not pattern:
        return i, -1, -1
    element, rest = pattern[0], pattern[1:]
    if element.gap:
        return _match_gap(words, i, rest)
    if i >= len(words):
        return _match(words, i, rest) if element.optional else None
    if element.optional:
        passes = words[i].kind in _OF_NOUNS if element.noun else words[i].kind not in {"end", "stop"}
        return _match(words, i, rest) or (_match(words, i + 1, rest) if passes else None)
    if words[i].low in element.words:
        return _match(words, i + 1, rest)
    return _match(words, i + 1, pattern) if _passed_over(words[i]) else None


def _goes_before(frame: Frame, words: tuple[Word, ...], last: int) -> bool:
    """Whether what follows the words of a frame is of a class that it asks for; the end of a sentence is "end"."""
    return not frame.only_before or (words[last].kind if last < len(words) else "end") in frame.only_before


def _passed_over(word: Word) -> bool:
    """Whether a word between those of a pattern changes nothing of it ("are still in hospital")."""
    return word.kind == "adverb" and (word.low in _EASY or word.low.endswith("ly"))


def _match_gap(words: tuple[Word, ...], i: int, rest: _Pattern) -> tuple[int, int, int] | None:
    for j in range(i + 1, min(i + _GAP, len(words))):
        if words[j - 1].kind in {"end", "stop", "subordinator", "be"}:
            return None
        found = _match(words, j, rest)
        if found:
            return found[0], i, j
    return None


def _trigger(words: tuple[Word, ...], i: int, frame: Frame, pattern: _Pattern, end: tuple[int, int, int]) -> Trigger:
    verb, form = -1, None
    for j in range(i, end[0]):
        forms = [e.words[words[j].low] for e in pattern if words[j].low in e.words]
        if forms and forms[0]:
            verb, form = j, forms[0]
            break
    return Trigger(frame, i, end[0], verb, form, (end[1], end[2]) if end[1] >= 0 else None)
