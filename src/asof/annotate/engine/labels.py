"""What each head of the engine can say. The order is part of the weights: append, never reorder."""

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip

# Universal relations without subtypes (de Marneffe et al. 2021).
DEPS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj",
    "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip

NAMES = ("Person", "Location", "Organization", "NORP", "Facility", "Product", "Misc", "Date", "Money")
TIMES = ("DATE", "TIME", "DURATION", "SET")
ATTRIBUTION = ("source", "cue", "content")
OUTCOMES = (
    "killed", "injured", "missing", "held", "freed", "escaped", "arrested", "displaced", "affected", "attackers",
    "deployed", "present",
)  # fmt: skip
POPULATION = ("population",)
FACTUALITY = ("CT+", "PR+", "PS+", "CT-", "Uu")


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a span layer: O, then B- and I- of each kind (Ramshaw and Marcus 1995)."""
    return ("O", *(f"{p}-{k}" for k in kinds for p in "BI"))


# Heads that give each word one of several labels, in the order in which their scores leave the encoder.
TAGGERS: dict[str, tuple[str, ...]] = {
    "sentence": ("inside", "start"),
    "upos": UPOS,
    "names": bio(NAMES),
    "times": bio(TIMES),
    "attribution": bio(ATTRIBUTION),
    "counts": bio(OUTCOMES),
    "population": bio(POPULATION),
    "certainty": FACTUALITY,
}

# Heads that tie a word to another word: its syntactic head; the cue of a source or content; the count of a population.
POINTERS = ("head", "cue", "counted")
