"""What the passage of a claim does to it."""

from asof.extract.parts import placed
from asof.records import Attribution, Bounds, CountClaim, Document, Passage, Population, Range, Source, Span

TEXT = "Nine died. Seven died, the coroner said. — Norvik Police (@norvik) Ten killed in fires"


def claim(word, identity, **more):
    start = TEXT.index(word)
    return CountClaim(
        id=identity, document="d", span=Span.of(TEXT, start, start + len(word)), part="body",
        sentence=Range(start=0, end=len(TEXT)), outcome="killed", quantity=Bounds(low=1, high=1),
        population=Population(), made_by="test", **more,
    )  # fmt: skip


def document():
    post, poster, links = TEXT.index("Seven"), TEXT.index("Norvik"), TEXT.index("Ten")
    source = Span.of(TEXT, poster, poster + len("Norvik Police"))
    return Document(
        document="d", text=TEXT, sha256="",
        passages=(
            Passage(start=0, end=post, part="body"),
            Passage(start=post, end=links, part="quote", by="poster", source=source),
            Passage(start=links, end=len(TEXT), part="boilerplate"),
        ),
    )  # fmt: skip


def test_boilerplate_claims_nothing_and_what_referred_to_it_refers_to_nothing():
    """A claim of a link elsewhere is left out, also as the whole of a part."""
    kept = placed(document(), [claim("Nine", "a", part_of="c", same_as="c", denies=("c",)), claim("Ten", "c")])
    assert [c.id for c in kept] == ["a"]
    assert (kept[0].part_of, kept[0].same_as, kept[0].denies) == (None, None, None)


def test_a_quoted_post_is_its_posters():
    """The poster ends the chain, after whoever speaks in the post; the kind is read off the name."""
    start = TEXT.index("the coroner")
    coroner = Source(text="the coroner", start=start, end=start + 11, kind="official")
    alone, through = placed(
        document(), [claim("Seven", "b"), claim("Seven", "d", attribution=Attribution(chain=(coroner,)))]
    )
    assert [(s.text, s.kind) for s in alone.attribution.chain] == [("Norvik Police", "police")]
    assert [s.text for s in through.attribution.chain] == ["the coroner", "Norvik Police"]


def test_the_reports_own_words_are_left_as_they_are():
    """A claim of the body is the very same."""
    own = claim("Nine", "a")
    assert placed(document(), [own]) == (own,)
