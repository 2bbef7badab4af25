"""Features kept small."""

from asof.link.features import Features
from asof.link.shelf import Shelf


def test_what_was_packed_comes_back_as_it_was() -> None:
    """Beyond those at hand features are packed; read again they are equal, the order of their words too."""
    shelf = Shelf(at_hand=2)
    made = [
        Features(document=f"d{n}", day=n, terms={"quay": 0.5, "anvil": 0.25}, people=frozenset({"turn"}))
        for n in range(5)
    ]
    for one in made:
        shelf.append(one)
    assert [shelf[n] for n in range(5)] == made
    assert list(shelf[0].terms) == ["quay", "anvil"]
    assert [shelf.name(n) for n in range(len(shelf))] == ["d0", "d1", "d2", "d3", "d4"]
