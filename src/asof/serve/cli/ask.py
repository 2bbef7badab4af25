"""`asof show`, `asof explain`, `asof verify`: questions to a story."""

from typing import Annotated

import typer

from asof.serve.cli.app import app, console, fail, note
from asof.serve.cli.options import AtOption, Counted, CountOption, StoryArgument, store_of

EVENTS = 3
"""How many events `asof show` tells of where none is named."""


@app.command(
    epilog="Examples: [bold]asof show story --at 2013-01-17T12:00+01:00 --outcome escaped --population hostages[/bold]"
    ' · [bold]asof show story --at "Thursday noon"[/bold]'
    " · [bold]asof show story --outcome killed --source ministry --json[/bold]",
)
def show(  # noqa: PLR0913, PLR0917 - a command's options
    story: StoryArgument,
    at: AtOption = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="killed, held, escaped, freed, missing, …")] = None,
    population: Annotated[str | None, typer.Option("--population", help='Of whom: "foreign hostages".')] = None,
    source: Annotated[str | None, typer.Option("--source", help="Only figures of sources with these words.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="An event's id or words of its label.")] = None,
    rule: Annotated[str, typer.Option("--rule", help="Estimation rule.")] = "ucdp",
    known_by: Annotated[
        str | None,
        typer.Option("--known-by", help="As recorded and decided by this time (UTC where no zone is given)."),
    ] = None,
    count: CountOption = Counted.everybody,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for programs.")] = False,
) -> None:
    """What was known: low, best, high, and each source's figure with its words."""
    from asof.pipeline import Question, ask  # noqa: PLC0415 - loads what it needs only now
    from asof.store import StoreError  # noqa: PLC0415
    from asof.tell import rows, terminal  # noqa: PLC0415

    store = store_of(story)
    question = Question(
        at=at,
        outcome=outcome,
        population=population,
        source=source,
        event=event,
        rule=rule,
        known_by=known_by,
        count=count.value,
    )
    try:
        reply = ask(store, question)
    except (StoreError, ValueError) as error:
        fail(str(error))
    if as_json:
        typer.echo(rows.line(reply).decode(), nl=False)
        return
    console().print(terminal.show(reply, most=None if event else EVENTS))
    if count is Counted.exclude_attackers:
        note("attackers are left out of what is shown")
    for lost in reply.lost:
        note(f"a decision has lost its words: {lost}")


@app.command(epilog="Example: [bold]asof explain story c1f0a…[/bold]  (ids stand in every file of the run)")
def explain(
    story: StoryArgument,
    what: Annotated[str, typer.Argument(metavar="ID", help="A claim, event, track, entity, dispute or document.")],
) -> None:
    """Why: the trail behind any id."""
    from asof.pipeline import explain as explain_id  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415
    from asof.tell.clean import visible  # noqa: PLC0415

    try:
        sentences = explain_id(store_of(story), what)
    except (StoreError, LookupError) as error:
        fail(f"{error.args[0] if error.args else error}; ids stand in the run's .jsonl files", 1)
    for sentence in sentences:
        console().print(visible(sentence), markup=False)


@app.command(epilog="Examples: [bold]asof verify story[/bold] · [bold]asof verify story --digest[/bold]")
def verify(
    story: StoryArgument,
    digest: Annotated[
        bool, typer.Option("--digest", help="Print a hash of all the story holds, record time left out.")
    ] = False,
) -> None:
    """Prove a story: every hash is derived again, every span is checked against its text."""
    from asof.store import StoreError  # noqa: PLC0415
    from asof.store import digest as digest_of  # noqa: PLC0415
    from asof.store import verify as verify_store  # noqa: PLC0415

    path = store_of(story)
    try:
        if digest:
            typer.echo(digest_of(path))
            return
        result = verify_store(path)
    except StoreError as error:
        fail(str(error), 1)
    for problem in result.problems:
        typer.echo(problem)
    note(f"{result.documents} documents, {result.claims} claims, {result.spans} spans checked")
    if result.problems:
        fail(f"{len(result.problems)} problems in {path}", 1)
    typer.echo("sound")
