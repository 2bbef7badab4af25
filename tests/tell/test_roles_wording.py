"""How the roles of an incident are put into a report's words."""

from asof.resources import table
from asof.tell.wording import role_words


def test_each_role_is_told_as_its_row_says():
    """A row's words complete its example; a role without words is not told; an unknown one is "named as" itself."""
    for row in table("tell/roles"):
        assert role_words(row["role"]) == row["words"]
        assert row["words"] in row["example"]
    assert role_words("victim") == ""
    assert role_words("look_out") == "named as look out"
