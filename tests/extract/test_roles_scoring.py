"""The benchmark of roles: keys are read as they are written, and a system gets what it deserves."""

from collections import Counter

from bench.extract.muc4 import Filler, Template, texts
from bench.extract.roles import baseline
from bench.extract.roles_scoring import HEADLINE, OPTIONAL, STRICT, Guess, document, f1, head, same

TEXT = """DEV-MUC3-9001 (INVENTED)

   NORVIK, 3 MAR 26 -- [TEXT] THE JUDGE WAS MURDERED BY MEN OF THE HALLEN FRONT [HFT].

DEV-MUC3-9002 (INVENTED)

   NORVIK, 4 MAR 26 -- [TEXT] THE HARVEST WAS GOOD.
"""
KEY = """0.  MESSAGE: ID                     DEV-MUC3-9001 (INVENTED)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
4.  INCIDENT: TYPE                  ATTACK / BOMBING
6.  INCIDENT: INSTRUMENT ID         -
9.  PERP: INDIVIDUAL ID             ? "MEN" / "MEN OF THE HALLEN FRONT" /
                                    "ARMED MEN"
                                    "DRIVER"
10. PERP: ORGANIZATION ID           "HALLEN FRONT"
12. PHYS TGT: ID                    *
18. HUM TGT: NAME                   "OSKAR VARDE"
19. HUM TGT: DESCRIPTION            "JUDGE": "OSKAR VARDE"
                                    "GUARDS"
21. HUM TGT: NUMBER                 1: "OSKAR VARDE"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "OSKAR VARDE"

0.  MESSAGE: ID                     DEV-MUC3-9002 (INVENTED)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def _key(tmp_path):
    (tmp_path / "dev-muc3-9001").write_text(TEXT, "latin-1")
    (tmp_path / "key-dev-9001").write_text(KEY, "latin-1")
    return texts([tmp_path])


def test_a_key_is_read_with_alternatives_and_optional_fillers(tmp_path):
    """Slashes, question marks, lines that run on, descriptions tied to a name."""
    told, quiet = _key(tmp_path)
    (template,) = told.templates
    assert quiet.templates == []
    assert template.types == ("attack", "bombing")
    assert template.optional
    assert template.slots["perpetrator_person"] == [
        Filler(("MEN", "MEN OF THE HALLEN FRONT", "ARMED MEN"), optional=True),
        Filler(("DRIVER",)),
    ]
    assert template.slots["victim"] == [Filler(("OSKAR VARDE", "JUDGE")), Filler(("GUARDS",))]
    assert template.numbers == [("1", Filler(("OSKAR VARDE",)))]
    assert template.slots["weapon"] == template.slots["target"] == []


def test_heads_match_and_other_words_do_not():
    """A phrase and its noun are one; two phrases that share a word beside the noun are not."""
    assert head("ABOUT 50 PEASANTS OF VARIOUS AGES") == "peasants"
    assert same("PEASANTS", "50 peasants of various ages", heads=True)
    assert not same("PEASANTS", "50 peasants of various ages", heads=False)
    assert same("the Hallen Front", "HALLEN FRONT", heads=False)
    assert not same("police station", "bus station", heads=True)
    assert not same("", "", heads=True)


def test_a_filler_is_right_once():
    """Two strings for one filler of the key: the second is one too many."""
    gold = Template(("attack",), slots={**Template(()).slots, "victim": [Filler(("JUDGE", "OSKAR VARDE"))]})
    guess = Guess("attack")
    guess.slots["victim"] = ["judge", "Oskar Varde"]
    counts = document([guess], [gold], HEADLINE)
    assert (counts["victim", "right"], counts["victim", "given"], counts["victim", "wanted"]) == (1, 2, 1)


def test_templates_are_aligned_at_best():
    """The order of the templates does not matter, a missing template is missed, another type is one error."""
    golds = [Template(("attack",)), Template(("bombing",))]
    golds[0].slots["victim"] = [Filler(("JUDGE",))]
    golds[1].slots["target"] = [Filler(("BRIDGE",), optional=True)]
    guess = Guess("attack")
    guess.slots["target"] = ["bridge"]
    aligned = document([guess], golds[1:], HEADLINE)
    assert aligned["target", "right"] == 1
    assert aligned["type", "right"] == 0
    assert f1(document([guess], golds[1:], STRICT)) == 0
    two = Guess("attack")
    two.slots["victim"] = ["judge"]
    both = document([guess, two], golds, HEADLINE)
    assert both["victim", "right"] == both["target", "right"] == both["type", "right"] == 1
    assert document([], golds, HEADLINE)["type", "wanted"] == 2


def test_what_is_optional_is_wanted_only_where_asked():
    """An optional filler that nobody gave costs nothing under MUC-4's own rule."""
    gold = Template(("attack",), optional=True)
    gold.slots["weapon"] = [Filler(("RIFLE",), optional=True)]
    assert document([], [gold], OPTIONAL) == Counter()
    assert document([Guess("attack")], [gold], OPTIONAL)["weapon", "wanted"] == 0
    assert document([Guess("attack")], [gold], HEADLINE)["weapon", "wanted"] == 1


def test_the_baseline_reads_what_it_says(tmp_path):
    """First word of violence, the words before "was murdered", capitals in brackets; nothing of a harvest."""
    told, quiet = _key(tmp_path)
    (guess,) = baseline(told).guesses
    assert guess.type == "attack"
    assert guess.slots["victim"] == ["THE JUDGE"]
    assert guess.slots["perpetrator_organisation"] == ["HFT"]
    assert baseline(quiet).guesses == []
