"""Small stories that decisions are made about: linked as linking would, reconciled, and kept."""

from asof.pipeline import tell_story
from asof.records import ClaimLink, Decision, EventCore, Linked
from asof.store import View, Writer, apply
from store.factory import claims, document, reading


def linked(*documents, together=False):
    """Documents with their claims: an event for each, or one event of all."""
    made = {d.document: claims(d) for d in documents}
    of = {d: "e-all" if together else f"e-{d}" for d in made}
    cores = {
        event: EventCore(
            id=event,
            label="Miners freed",
            documents=tuple(d for d in made if of[d] == event),
            primary=tuple(d for d in made if of[d] == event),
        )
        for event in dict.fromkeys(of.values())
    }
    return Linked(
        documents=documents,
        claims=tuple(c for found in made.values() for c in found),
        links=tuple(ClaimLink(claim=c.id, event=of[d], origin=d) for d, found in made.items() for c in found),
        entities=(),
        events=tuple(cores.values()),
    )


def keep(path, pile, engine="test/1"):
    """Read a pile into a store as a run does, with the decisions that the store holds."""
    with Writer(path) as writer:
        for made in pile.documents:
            writer.reading(reading(made))
        writer.commit()
        for made in pile.documents:
            writer.claims(made, tuple(c for c in pile.claims if c.document == made.document), engine)
        view = View(path)
        chosen = view.decisions()
        found = apply(pile, chosen, view.earlier(chosen, pile))
        writer.derived(tell_story(found.linked, (), None, "ucdp", found.pins), pile)
    return path


def by_desk(kind, *targets, **value):
    """A decision of the night desk."""
    return Decision(kind=kind, targets=targets, value=value, author="night desk", reason="checked")


THREE = (document("a", 10, 4), document("b", 20, 5), document("c", 30, 6))
COUNTS = tuple(claims(d)[0].id for d in THREE)
