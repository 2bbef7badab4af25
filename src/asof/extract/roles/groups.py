"""Which noun phrases of a document speak of one thing, by their words alone.

Names: the same words; a person's last name after the whole one; letters that are the initials of a name. Common nouns:
the same head, where one phrase holds no word that the other lacks ("the priests" after "six Jesuit priests"). Across
both: what stands in apposition to a name, and the short name in brackets behind the long one.
"""

from itertools import pairwise

from asof.extract.roles.lemmas import lemma
from asof.extract.roles.nominals import Nominal, Tree

_SMALL = frozenset({"of", "the", "for", "and", "de", "la", "del", "los", "las", "y", "e"})

_LATEST = 50
"""How many things of one head are looked at for the one that is told of again: a text that lists more says so."""


def groups(of: Tree, found: list[Nominal]) -> list[list[Nominal]]:
    """The noun phrases gathered by what they name, in the order of their first mention."""
    made = _by_words(of, found)
    home = {each: n for n, group in enumerate(made) for each in group}
    for one, other in _tied(of, found):
        a, b = sorted((home[one], home[other]))
        if a != b and _may_be_one(made[a], made[b]):
            made[a] += made[b]
            home |= dict.fromkeys(made[b], a)
            made[b] = []
    return [sorted(group) for group in made if group]


def _may_be_one(one: list[Nominal], other: list[Nominal]) -> bool:
    """Whether two groups are not of two names that only stand beside each other."""
    kinds = {m.kind for m in (*one, *other)}
    return len(kinds - {""}) <= 1 and kinds != {"person"}


def _tied(of: Tree, found: list[Nominal]) -> list[tuple[Nominal, Nominal]]:
    """Pairs of phrases of one sentence that the syntax or a bracket says are one thing."""
    tokens, pairs = of.analysis.tokens, []
    by_token = {i: each for each in found for i in range(each.first, each.last)}
    for each in found:
        token = tokens[each.head]
        above = by_token.get(token.head)
        one = above is not None and (bool(each.kind) != bool(above.kind))
        if one and above is not None and token.dep in ("appos", "flat") and not _several(of, each, above):
            pairs.append((above, each))
    for before, after in pairwise(found):
        bracket = after.first - before.last == 1 and tokens[before.last].text in ("(", "[")
        title = before.last == after.first and not before.kind and after.kind == "person"
        if title and not _several(of, before, after):
            pairs.append((before, after))
        if bracket and before.kind == after.kind == "organisation":
            pairs.append((before, after))
    return pairs


def _several(of: Tree, *pair: Nominal) -> bool:
    """Whether the common noun of a pair is a plural beside one person's name."""
    return any(not p.kind and lemma(of.token(p.head)) != of.token(p.head) for p in pair) and any(
        p.kind == "person" for p in pair
    )


def _by_words(of: Tree, found: list[Nominal]) -> list[list[Nominal]]:
    made: list[list[Nominal]] = []
    words: list[frozenset[str]] = []
    heads: dict[str, list[int]] = {}
    for each in found:
        own = tuple(of.token(i) for i in range(each.first, each.last))
        key, bag = _key(of, each, own), frozenset(lemma(w) for w in own)
        at = next((n for n in reversed(heads.get(key, [])[-_LATEST:]) if bag <= words[n] or words[n] <= bag), None)
        if at is None:
            at = len(made)
            made.append([])
            words.append(bag)
        if at not in heads.setdefault(key, []):
            heads[key].append(at)
        made[at].append(each)
        words[at] |= bag
        short = _initials(own) if each.kind in ("organisation", "group") else ""
        if short and at not in heads.setdefault(short, []):
            heads[short].append(at)
            words[at] |= {lemma(short)}
    return made


def _key(of: Tree, each: Nominal, own: tuple[str, ...]) -> str:
    if each.kind:
        return own[-1]
    return lemma(of.token(each.head))


def _initials(own: tuple[str, ...]) -> str:
    letters = "".join(w[0] for w in own if w not in _SMALL)
    return letters if len(letters) >= 3 else ""
