"""Who passes a count on: outlets that quote, that are told, that stand last; and what nobody answers for."""

import pytest

from tests.extract.test_counts import counts

CHAINS = {
    "According to the mayor, AFP reported, nine sailors died.": ["the mayor", "AFP"],
    "AFP cited the mayor as saying that nine sailors died.": ["the mayor", "AFP"],
    "Nine sailors died, the mayor told reporters, AFP reported.": ["the mayor", "AFP"],
    "Nine sailors died, the mayor told VRTK on Monday.": ["the mayor", "VRTK"],
    "Nine sailors died, the mayor told NATO.": ["the mayor"],
    "The mayor, meanwhile, said that nine sailors died.": ["The mayor"],
    "A diplomat in Paris who said that nine sailors died has left.": ["A diplomat in Paris"],
    "“Our lists show that nine sailors died,” the mayor said.": ["the mayor"],
}


@pytest.mark.parametrize(("text", "chain"), CHAINS.items())
def test_a_chain(text: str, chain: list[str]) -> None:
    """The number's sources come nearest first, whoever passes it on behind them."""
    (claim,) = [c for c in counts(text) if c.span.text.lower() == "nine"]
    assert [s.text for s in claim.attribution.chain if claim.attribution] == chain


GRANTED = (
    "The mayor denied that she had known of the fire that killed nine sailors.",
    "The guild demanded an inquiry into the fire that killed nine sailors.",
)


@pytest.mark.parametrize("text", GRANTED)
def test_what_a_denial_or_a_demand_takes_for_granted_has_no_source(text: str) -> None:
    """The deaths are the outlet's own word: nobody denied or demanded them."""
    (claim,) = [c for c in counts(text) if c.span.text == "nine"]
    assert (claim.factuality, claim.attribution) == ("CT+", None)


def test_an_adverb_before_an_adjective_hedges_no_count() -> None:
    """Only the blasts' being linked is in doubt; beside the verb the same word hedges the deaths."""
    linked, killed = counts(
        "A string of apparently linked fires killed nine sailors. A fire apparently killed ten sailors."
    )
    assert (linked.factuality, killed.factuality) == ("CT+", "PR+")
