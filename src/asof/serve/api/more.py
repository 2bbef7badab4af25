"""The addresses of what is composed: figures as sentences, updates, the two timelines, the review queue."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from asof.serve.api.answers import (
    Cited,
    FigureAnswer,
    HappenedLine,
    QueueLine,
    SaidLine,
    TimelineAnswer,
    UpdateLine,
    UpdatesAnswer,
)
from asof.serve.api.asking import At, OfEvent, Rule, answered, asked_of, told_of
from asof.serve.desk import between, queue
from asof.serve.desk.pages import Served
from asof.serve.desk.told import Told
from asof.tell.figures import Figure
from asof.tell.sentences import Sentence
from asof.tell.wording import fact

Earlier = Annotated[str | None, QueryParameter(name="since", description="The earlier moment; else a day before.")]
Page = Annotated[int, QueryParameter(ge=1, description="Which page of what was said, of 500 claims each.")]
SAID = 500


def _cited(sentence: Sentence) -> Cited:
    return Cited(text=sentence.text, claims=sentence.claims)


def _figure(told: Told, figure: Figure) -> FigureAnswer:
    later = told.since(figure)
    return FigureAnswer(
        outcome=figure.outcome,
        population=figure.population,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        rule=figure.rule,
        reason=figure.reason,
        best_claim=figure.best_claim,
        supporting=figure.supporting,
        opposing=figure.opposing,
        outlets=figure.outlets,
        origins=figure.origins,
        disputed=figure.disputed,
        sentence=told.sentence(figure),
        last_said=told.last_said(figure),
        since=_cited(later) if later else None,
    )


@get("/stories/{story:str}/figures", sync_to_thread=True, tags=["events"])
def figures(
    shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None, rule: Rule = None
) -> Response[list[FigureAnswer]]:
    """The figures of an event as of a moment, over everyone and by population, each as a sentence to be copied."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    told = told_of(asked)
    return answered(asked, [_figure(told, figure) for figure in told.report.figures])


@get("/stories/{story:str}/updates", sync_to_thread=True, tags=["events"])
def updates(  # noqa: PLR0913, PLR0917 - the query of an address
    shelf: Served, story: FromPath[str], since: Earlier = None, of: OfEvent = None, at: At = None, rule: Rule = None
) -> Response[UpdatesAnswer]:
    """What changed in an event from an earlier moment to a later one, the weightiest first, nothing twice."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    told_of(asked)
    start = between.since_of(asked, since or "")
    found = between.updates_of(asked, start)
    lines = tuple(UpdateLine(kind=u.kind, event=u.event, sentence=_cited(u.sentence)) for u in found)
    made = UpdatesAnswer(since=start.at, at=asked.at, zone=asked.zone_name, rule=asked.rule, updates=lines)
    return answered(asked, made)


@get("/stories/{story:str}/timeline", sync_to_thread=True, tags=["events"])
def timeline(  # noqa: PLR0913, PLR0917 - the query of an address
    shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None, rule: Rule = None, page: Page = 1
) -> Response[TimelineAnswer]:
    """What happened, by day, and what was said, claim by claim: the two clocks apart."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    told = told_of(asked)
    claims = between.said(told)
    days = told.report.happened
    made = TimelineAnswer(
        happened=tuple(HappenedLine(when=d.when, sentences=tuple(map(_cited, d.sentences))) for d in days),
        said=tuple(
            SaidLine(
                asserted_at=c.asserted_at or "",
                claim=c.id,
                says=" ".join(part for part in fact(c) if part),
                source=told.standing.source(c.id),
            )
            for c in claims[(page - 1) * SAID : page * SAID]
        ),
        count=len(claims),
    )
    return answered(asked, made)


@get("/stories/{story:str}/review", sync_to_thread=True, tags=["review"])
def review(
    shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None, rule: Rule = None
) -> Response[list[QueueLine]]:
    """The claims said by then that nobody has looked at, those that move most first, each with why."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    return answered(asked, [QueueLine(claim=item.claim.id, why=item.why) for item in queue.claims(told_of(asked))])


HANDLERS = [figures, updates, timeline, review]
