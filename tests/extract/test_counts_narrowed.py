"""Frames that took in too much, and what the same words tell of people when they mean it."""

import pytest

from tests.extract.counting import counts, outcomes

READINGS = [
    ("Divers pulled nine dead from the mud.", [("nine", "killed")]),
    ("Two cooks were dug dead from the mud.", [("Two", "killed")]),
    ("Divers pulled 12 people, all of them dead, from the ruins.", [("12", "killed")]),
    ("Nine cooks were pulled from the rubble; two later died.", [("Nine", "freed"), ("two", "killed")]),
    ("Two gunmen walked into a Varde youth centre and shot four.", [("Two", "attackers"), ("four", "injured")]),
    ("Three nurses walked into the hospital at dawn.", []),
    ("A cook walked into a clinic with burns.", [("A", "injured")]),
    ("There were no deaths but the sludge reached 400 people.", [("no", "killed")]),
    ("There were no deaths in Varde but the sludge reached 400 people.", [("no", "killed")]),
    ("The deaths came as police reached 30 villagers.", []),
    ("Deaths among nurses in Varde climbed to 26.", [("26", "killed")]),
    ("The death toll has risen by 30 to 90.", [("90", "killed")]),
    ("The number of wounded climbed by 12 to 50.", [("50", "injured")]),
    ("Deaths have risen by 30 to 90.", [("90", "killed")]),
    ("The death toll, which officials had put at 40, now stands at 52.", [("52", "killed")]),
    ("Surgeons extracted splinters from three soldiers.", []),
    ("Six cousins of one family were buried when a hillside gave way.", [("Six", "held")]),
    ("The shooting dead of two cooks caused anger.", [("two", "killed")]),
    ("Eight cooks were pulled injured from the wreckage.", [("Eight", "injured")]),
    ("A woman stabbed three cooks in Varde.", [("A", "attackers"), ("three", "injured")]),
    ("A tram driver killed nine when he missed a signal.", [("nine", "killed")]),
    ("A nurse injured two patients by mistake.", [("two", "injured")]),
    ("A shopkeeper shot two robbers.", [("two", "injured")]),
    ("A man accidentally shot two boys.", [("two", "injured")]),
    ("A man shot a dog.", []),
    ("Police are looking for two suspects.", []),
    ("Two suspects were acquitted. A bomb hurt nine.", [("nine", "injured")]),
    ("Fever killed nine. Doctors are looking for two suspects with the virus.", [("nine", "killed")]),
    ("Ten of the 30 bakers in the hall escaped the fire.", [("Ten", "escaped"), ("30", "present")]),
    ("Ten of the 30 hostages escaped.", [("Ten", "escaped"), ("30", "held")]),
    ("The ministry put 500 nurses in hospital.", []),
    ("The brawl left nine guards in hospital.", [("nine", "injured")]),
]


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[text[:48] for text, _ in READINGS])
def test_a_frame_holds_for_what_its_words_say(text: str, expected: list[tuple[str, str]]) -> None:
    """The outcome is the one told, and no frame reaches into another clause or another object."""
    assert outcomes(text) == expected


def test_a_toll_that_grew_by_some_is_at_the_last_number() -> None:
    """Neither what a toll grew by nor a range of both is its number."""
    assert [c.quantity.low for c in counts("The toll rose by 30 to 90 dead.")] == [90]


@pytest.mark.parametrize("away", ["escaped", "freed"])
def test_the_whole_of_captives_was_held(away: str) -> None:
    """Those of whom some were freed or got away were held where the report counts captives, else only there."""
    of_30 = f"Ten of the 30 girls were {away}." if away == "freed" else f"Ten of the 30 girls {away}."
    assert outcomes(f"Gunmen kidnapped 30 girls. {of_30}")[1:] == [("Ten", away), ("30", "held")]
    assert outcomes(f"A storm hit the hut. {of_30}") == [("Ten", away), ("30", "present")]
