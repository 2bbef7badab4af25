"""What the lexicons of `resources/names` say of single words, as they are written or in lower case."""

from functools import cache

from asof.resources import structure, table


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of `resources/names/words.yaml`."""
    return frozenset(structure("names/words")[name]["words"].split())


@cache
def endings() -> dict[str, tuple[str, frozenset[str]]]:
    """Last word of a name (lower case) to the type it gives and the words by which the name may go on."""
    return {r["word"].lower(): (r["type"], frozenset(r["joins"].split())) for r in table("names/endings")}


@cache
def titles() -> frozenset[str]:
    """Titles and offices, in lower case."""
    return frozenset(r["word"].lower() for r in table("names/titles"))


@cache
def particles() -> frozenset[str]:
    """Small words inside names."""
    return frozenset(r["word"] for r in table("names/particles"))


@cache
def given() -> frozenset[str]:
    """Given names, in lower case."""
    return frozenset(r["word"].lower() for r in table("names/given"))


@cache
def common() -> frozenset[str]:
    """Words that begin sentences and are no names by themselves, people's nouns among them; lower case."""
    words = {r["word"] for r in table("names/common")}
    for row in table("quantities/persons"):
        words |= {row["lemma"], row["plural"]}
    return frozenset(words)


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no names by themselves, as written and nationalities in lower case beside them."""
    return frozenset(r["word"] for r in table("names/not_names"))


@cache
def demonyms() -> frozenset[str]:
    """Words of nationality, people and faith, singular and plural, lower case, of one word or more."""
    words = {row[c].lower() for row in table("places/demonyms") for c in ("demonym", "plural") if row[c]}
    words |= {row[c].lower() for row in table("quantities/peoples") for c in ("noun", "plural")}
    return frozenset(words)


@cache
def outlets() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of an outlet's name to the names that begin with it, as tokens are cut, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table("names/outlets"):
        words = tuple(row["name"].replace("-", " - ").replace("'s", " 's").split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}


def is_title(word: str) -> bool:
    """Whether a word (as written) is a title or office."""
    return word.lower() in titles() or f"{word.lower()}." in titles()


def is_demonym(words: list[str]) -> bool:
    """Whether words, as written, are nothing but nationality: "South Korean", "Americans"; "US" is a place."""
    lowered = [w.lower() for w in words]
    if len(words) == 1 and words[0].replace(".", "").isupper() and len(words[0]) < 6:
        return False
    if " ".join(lowered).replace(" - ", "-") in demonyms():
        return True
    return all(w in demonyms() or w in listed("compass") or w == "-" for w in lowered)


def cuts_hyphen(word: str) -> bool:
    """Whether a word after a hyphen is no part of the name before it: "Norvik-based"."""
    return word in listed("hyphenated") or (word.endswith("ed") and len(word) > 4)


@cache
def labels() -> frozenset[str]:
    """Words that number things ("Article 4"), lower case."""
    return frozenset(r["phrase"] for r in table("quantities/labels"))


@cache
def leads() -> dict[str, str]:
    """First word of a name (lower case) to the type it gives."""
    return {r["word"].lower(): r["type"] for r in table("names/leads")}


@cache
def closed() -> frozenset[str]:
    """Function words, which are no part of a name that they stand before."""
    return frozenset(structure("quantities/words")["closed"]["words"].split()) | {
        "some",
        "many",
        "several",
        "according",
    }
