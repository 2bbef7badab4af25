"""The cue verbs and the closed classes of words, read once from resources/attribution."""

from functools import cache
from typing import Literal, NamedTuple, cast

from asof.extract.attribution.report import Stance
from asof.resources import structure, table

Frame = Literal["clause", "object", "that", "tell", "toll"]


class Cue(NamedTuple):
    """A reporting verb in one of its forms, split at spaces. `tense` is told by the form alone."""

    name: str
    words: tuple[str, ...]
    frame: Frame
    stance: Stance
    binds: bool
    participle: bool
    present: bool
    unless: frozenset[str]


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Every form of every cue under its first word, longest first."""
    found: dict[str, list[Cue]] = {}
    for row in table("attribution/cues"):
        base = row["cue"].split()[0]
        heads = [form.split()[0] for form in row["forms"].split("|")]
        past = any(h != base and not h.endswith(("ing", "s")) for h in heads)
        for form in row["forms"].split("|"):
            words = tuple(form.split())
            cue = Cue(
                name=row["cue"].replace(" ", "-"),
                words=words,
                frame=cast(Frame, row["frame"]),
                stance=cast(Stance, row["stance"]),
                binds=row["binds"] == "yes",
                participle=words[0].endswith("ing") and words[0] != base,
                present=(words[0] == base and past) or (words[0].endswith("s") and words[0][:3] == base[:3]),
                unless=frozenset(row["unless"].split("|")) - {"-"},
            )
            found.setdefault(words[0], []).append(cue)
    return {first: tuple(sorted(each, key=lambda c: -len(c.words))) for first, each in found.items()}


@cache
def words(name: str) -> frozenset[str]:
    """The words of one closed class of resources/attribution/words.yaml."""
    return frozenset(structure("attribution/words")[name]["words"])
