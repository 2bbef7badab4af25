"""Composes the stages: the only file that knows all of them.

Two halves. *Per document* (`analyse`): pure, so an engine may spread it over processes. *Across documents* (`connect`,
`reconcile`): ordered and small. The same input gives the same records whatever the engine.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Literal

import msgspec

from asof import __version__
from asof.annotate import annotate
from asof.annotate.times import asked, asked_of
from asof.extract import extract as extract_claims
from asof.ingest import ReadOptions, read, unchanged
from asof.link import link, recounted
from asof.reconcile import Ready, answer, attackers, reconcile, without_attackers
from asof.reconcile import explain as explain_reconciled
from asof.records import (
    Analysis,
    Claim,
    Decision,
    DecisionState,
    Document,
    Event,
    EventCore,
    Linked,
    Reading,
    Reconciled,
    Record,
    Rejected,
    Reply,
    Span,
    Story,
    Words,
    moment,
    order_of_publication,
)
from asof.resources import names
from asof.store import View, Writer, apply, counts_by, kept_ids, pinned
from asof.tell.days import Day, days
from asof.tell.days import Pile as DatesPile
from asof.tell.files import write
from asof.tell.known import labels
from asof.tell.wording import zone_of

STORE_NAME = "story.asof"
_ANY_DAY = "2000-01-01"
"""Stands for the story's last day where it is only asked whether words name a moment at all."""
_NOTHING = Linked(documents=(), claims=(), links=(), entities=(), events=())
ENGINE = f"asof {__version__}"
"""What the store writes down as the maker of claims."""
counts_by(recounted)  # the store applies people's decisions and imports no other stage


Count = Literal["all", "exclude-attackers"]
"""Who is counted in the totals that are shown; both are always kept."""


class Analysed(Record, frozen=True, kw_only=True):
    """What the per-document half makes of one document; `failed` says why there is nothing."""

    document: str
    analysis: Analysis | None = None
    claims: tuple[Claim, ...] = ()
    failed: str | None = None


Spread = Callable[[Sequence[Document]], Iterable[Analysed]]
"""How the per-document half is carried out: documents in, their analyses out in the same order."""

Progress = Callable[[str, int, int | None], None]
"""Called with a stage's name, how many are done, and of how many (None where that is not known)."""


class RunOptions(Record, frozen=True, kw_only=True):
    """What `asof run` was asked for. `files`: write the run's files too, and not the store alone."""

    inputs: tuple[str, ...]
    out: Path
    read: ReadOptions = ReadOptions()
    stories_given: bool = False
    at: str | None = None
    rule: str = "ucdp"
    full_text: bool = False
    count: Count = "all"
    files: bool = True


Pins = tuple[tuple[str, Decision], ...]
"""Figures that people pinned, each with its event."""


class Pile(Record, frozen=True, kw_only=True):
    """Documents in order of publication, then id; their readings; and what was set aside."""

    readings: tuple[Reading, ...]
    rejected: tuple[Rejected, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents alone."""
        return tuple(r.document for r in self.readings)


def silent(stage: str, done: int, total: int | None) -> None:
    """A `Progress` that shows nothing."""


def gather(inputs: Sequence[str], options: ReadOptions, progress: Progress = silent, raw: bool = True) -> Pile:
    """Read every input and put the documents into the order of publication; without their bytes where not `raw`."""
    found = read(inputs, options)
    if raw:
        return pile_of(found, progress)
    return pile_of((msgspec.structs.replace(f, raw=b"") if isinstance(f, Reading) else f for f in found), progress)


def pile_of(items: Iterable[Reading | Rejected], progress: Progress = silent) -> Pile:
    """What was read, in the order of publication."""
    readings: list[Reading] = []
    rejected: list[Rejected] = []
    for item in items:
        (readings if isinstance(item, Reading) else rejected).append(item)  # type: ignore[arg-type]
        progress("reading", len(readings) + len(rejected), None)
    readings.sort(key=lambda r: order_of_publication(r.document))
    rejected.sort(key=lambda r: (r.input, r.reason))
    return Pile(readings=tuple(readings), rejected=tuple(rejected))


def analyse(document: Document, pipeline: str | None = None) -> Analysed:
    """Annotate one document and extract its claims. A failure is a result, so that one report cannot stop a pile."""
    try:
        analysis = annotate(document, pipeline)
        claims = extract_claims(document, analysis)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        return Analysed(document=document.document, failed=f"analysis failed: {type(error).__name__}: {error}"[:500])
    return Analysed(document=document.document, analysis=analysis, claims=claims)


def one_by_one(documents: Sequence[Document]) -> Iterator[Analysed]:
    """The simplest `Spread`: this process, one document after the other."""
    return (analyse(document) for document in documents)


def extract(inputs: Sequence[str], options: ReadOptions | None = None, spread: Spread = one_by_one) -> Iterator[Claim]:
    """The claims of every input, in order of publication, then of text. Inputs that cannot be read yield nothing."""
    documents = gather(inputs, options or ReadOptions()).documents
    for analysed in spread(documents):
        yield from analysed.claims


def run(options: RunOptions, spread: Spread = one_by_one, progress: Progress = silent) -> Story:
    """The whole way from inputs to files and store in `options.out`; returns the story.

    A folder that holds a story already is added to: its documents are read again from the store with the new ones.
    Raises `asof.store.StoreError` where the store cannot be used, ValueError for a time or a rule that is none, both
    before anything is read. The time may be in words ("Thursday noon"), as `moment_in` takes them.
    """
    at = options.at and asked(options.at, _ANY_DAY)
    reconcile(_NOTHING, at=at, rule=options.rule)  # refuses what is no time or rule
    pile = gather(options.inputs, options.read, progress)
    if not pile.readings and not (options.out / STORE_NAME).exists():
        return tell_story(_NOTHING, pile.rejected, at, options.rule)  # no folder is left behind for nothing
    return add(options, pile, spread, progress)


def add(options: RunOptions, pile: Pile, spread: Spread = one_by_one, progress: Progress = silent) -> Story:
    """The way from a pile to files and store in `options.out`; see `run`, which reads the pile first."""
    options.out.mkdir(parents=True, exist_ok=True)
    with Writer(options.out / STORE_NAME, who="asof run") as writer:
        pile = _recorded(writer, pile)
        documents = _with_earlier(options.out / STORE_NAME, pile)
        analysed = _analysed(documents, spread, progress)
        failed = tuple(Rejected(input=a.document, reason=a.failed) for a in analysed.values() if a.failed)
        good = tuple(d for d in documents if not analysed[d.document].failed)
        for document in good:
            writer.claims(document, analysed[document.document].claims, ENGINE)
        progress("linking and reconciling", 0, None)
        linked = _with_ids(writer, _linked(good, analysed, options.stories_given))
        view = View(writer.path)
        decided = apply(linked, decisions := view.decisions(), view.earlier(decisions, linked))
        at = options.at and moment_in(options.at, good, linked.events)
        story = tell_story(decided.linked, pile.rejected + failed, at, options.rule, decided.pins)
        writer.derived(story, linked, options.rule)
    if options.files:
        progress("writing", 0, None)
        write(story, options.out, at, options.full_text, shown(story, options.count))
    return story


def connected(pile: Pile, spread: Spread = one_by_one, given: bool = False) -> tuple[Linked, tuple[Rejected, ...]]:
    """What is linked of a pile, and what was set aside of it: the whole way but reconciling, without files or store."""
    analysed = _analysed(pile.documents, spread, silent)
    failed = tuple(Rejected(input=a.document, reason=a.failed) for a in analysed.values() if a.failed)
    good = tuple(d for d in pile.documents if not analysed[d.document].failed)
    return _linked(good, analysed, given), (*pile.rejected, *failed)


def _recorded(writer: Writer, pile: Pile) -> Pile:
    """The pile as the store took it: a document that was forgotten stays so, and is set aside with that reason.

    A page that was read again and says nothing new is no new revision: the earlier one stands.
    """
    earlier = {d.document: d for d in View(writer.path).documents()}
    told = [r for r in pile.readings if not says_nothing_new(earlier.get(r.document.document), r.document)]
    forgotten = [r for r in told if writer.reading(r) == "forgotten"]
    aside = tuple(Rejected(input=r.input, reason="forgotten: removed for good from this story") for r in forgotten)
    kept = tuple(r for r in told if r not in forgotten)
    return Pile(readings=kept, rejected=(*pile.rejected, *aside))


def says_nothing_new(old: Document | None, new: Document) -> bool:
    """Whether a document was read before in other bytes that say the same (`ingest.unchanged`)."""
    return old is not None and old.sha256 != new.sha256 and unchanged(old, new)


def _with_earlier(store: Path, pile: Pile) -> tuple[Document, ...]:
    """The pile's documents with those that the store held before, in order."""
    now = {d.document: d for d in pile.documents}
    merged = {d.document: d for d in View(store).documents()} | now
    return tuple(sorted(merged.values(), key=order_of_publication))


def _analysed(documents: Sequence[Document], spread: Spread, progress: Progress) -> Mapping[str, Analysed]:
    done: dict[str, Analysed] = {}
    for analysed in spread(documents):
        done[analysed.document] = analysed
        progress("analysing", len(done), len(documents))
    return done


def _linked(documents: Sequence[Document], analysed: Mapping[str, Analysed], given: bool) -> Linked:
    analyses = {d.document: a for d in documents if (a := analysed[d.document].analysis)}
    claims = tuple(c for d in documents for c in analysed[d.document].claims)
    return link(documents, analyses, claims, given=given)


def _with_ids(writer: Writer, linked: Linked) -> Linked:
    """The events under the ids that they had; what takes over another's id is written down."""
    view = View(writer.path)
    named, aliases = kept_ids(linked, view.cores(), view.aliases())
    for alias, event in sorted(aliases.items()):
        writer.alias(alias, event)
    return named


def tell_story(linked: Linked, rejected: tuple[Rejected, ...], at: str | None, rule: str, pins: Pins = ()) -> Story:
    """Reconcile linked claims as of a time, and put everything into one record; tracks in the order of events."""
    found = pinned(_with_both_totals(linked, reconcile(linked, at=at, rule=rule), rule), pins)
    turn = {event.id: n for n, event in enumerate(found.events)}
    tracks = sorted(found.tracks, key=lambda t: turn.get(t.event, len(turn)))
    return Story(
        documents=linked.documents,
        claims=linked.claims,
        links=linked.links,
        entities=linked.entities,
        reconciled=msgspec.structs.replace(found, tracks=tuple(tracks)),
        rejected=rejected,
    )


def _with_both_totals(linked: Linked, found: Reconciled, rule: str) -> Reconciled:
    """Each event with its totals over everybody but the attackers beside those over everybody."""
    left_out = attackers(found)
    concerned = {t.event for t in found.tracks if any(p.claim in left_out for p in t.points)}
    ready = Ready(without_attackers(linked, found))
    events = []
    for event in found.events:
        others = event
        if event.id in concerned:
            (others,) = ready.reconcile(found.at, rule, event=event.id, related=False).events
        events.append(msgspec.structs.replace(event, estimates_excluding_attackers=others.estimates))
    return msgspec.structs.replace(found, events=tuple(events))


def shown(story: Story, count: Count) -> Story:
    """The story as it is shown: with the totals over everybody, or over everybody but the attackers."""
    if count == "all":
        return story
    events = (msgspec.structs.replace(e, estimates=e.estimates_excluding_attackers) for e in story.reconciled.events)
    return msgspec.structs.replace(story, reconciled=msgspec.structs.replace(story.reconciled, events=tuple(events)))


def as_of(store: Path, at: str | None = None, rule: str = "ucdp", known_by: str | None = None) -> Story:
    """A story from its store with its decisions, reconciled anew as of a moment (None: its end) by a named rule.

    The moment may be in words, as `moment_in` takes them.

    `known_by`: as it was recorded by then (record time). Raises ValueError for a time or a rule that is none,
    `asof.store.StoreError` where the store cannot be used.
    """
    view = View(store, known_by=known_by)
    decided = view.reviewed()
    at = at and moment_in(at, decided.linked.documents, decided.linked.events)
    return tell_story(decided.linked, view.rejected(), at, rule, decided.pins)


def moment_told(store: Path, words: str) -> str:
    """A moment as somebody says it ("Thursday noon") as ISO 8601; a day without its year is the story's last such one.

    Raises ValueError where the words name no moment, or more than one, `asof.store.StoreError` for a store of no use.
    """
    with View(store) as view:
        return moment_in(words, view.documents(), view.cores())


def moment_in(words: str, documents: Iterable[Document], events: Iterable[EventCore]) -> str:
    """The same of a story in memory, in the local time of the event that most reports tell of."""
    main = min(events, key=lambda e: (-len(e.primary), -len(e.documents), e.id), default=None)
    return asked_of(words, (d.published.value for d in documents), zone_of(main.place.timezone if main else None))


class Question(Record, frozen=True, kw_only=True):
    """What `asof show` is asked. None leaves a side open; `at` may be in words; without a zone it is local time."""

    at: str | None = None
    outcome: str | None = None
    population: str | None = None
    source: str | None = None
    event: str | None = None
    rule: str = "ucdp"
    known_by: str | None = None
    count: Count = "all"


def ask(store: Path, question: Question) -> Reply:
    """Answer a question from a story's store: the events that most reports tell of first.

    Raises ValueError (with the choices) where the outcome, rule, time or event is none that there is.
    """
    outcomes = names("outcomes")
    if question.outcome is not None and question.outcome not in outcomes:
        raise ValueError(f"no outcome {question.outcome!r}; there are {', '.join(outcomes)}")
    decided = View(store, known_by=question.known_by).reviewed()
    linked = decided.linked
    at = question.at and moment_in(question.at, linked.documents, linked.events)
    reconciled = reconcile(linked, at=at, rule=question.rule)
    if question.count == "exclude-attackers":
        linked = without_attackers(linked, reconciled)
        reconciled = reconcile(linked, at=at, rule=question.rule)
    reconciled = pinned(reconciled, decided.pins)
    events = {e.id: e for e in _chosen(reconciled.events, question.event)}
    every = answer(linked, reconciled, question.outcome, question.population, question.source)
    told = {name: n for n, name in enumerate(sorted(events, key=lambda e: (-len(events[e].documents), e)))}
    answers = tuple(sorted((a for a in every if a.event in events), key=lambda a: told[a.event]))
    named = {a.event for a in answers}
    called = labels(reconciled, linked.documents, linked.claims)
    open_ones = tuple(c for c in reconciled.contradictions if c.event in named)
    ids = {p.claim for a in answers for p in a.points} | {i for c in open_ones for i in c.claims}
    return Reply(
        at=at,
        zone=_zone_of(at, [events[a.event] for a in answers]),
        local=_local([events[a.event] for a in answers]),
        known_by=question.known_by,
        recorded=len(linked.documents),
        rule=question.rule,
        labels={a.event: called[a.event] for a in answers},
        answers=answers,
        contradictions=open_ones,
        words=_words(linked, ids),
        set_aside=reconciled.set_aside,
        count=question.count,
        lost=tuple(f"{s.decision.id} ({s.decision.kind}): {s.note}" for s in decided.states if s.state == "lost"),
    )


def explain(store: Path, wanted: str) -> tuple[str, ...]:
    """Why anything with an id is as it is, in sentences; of a document, what was claimed in it.

    Raises LookupError for an unknown id.
    """
    decided = View(store).reviewed()
    linked = decided.linked
    document = next((d for d in linked.documents if d.document == wanted), None)
    if document is not None:
        return tuple(_of_document(document, linked))
    about = tuple(_of_decisions(wanted, decided.states))
    if any(s.decision.id == wanted for s in decided.states):
        return about
    id_ = next((e.id for e in linked.events if wanted in e.aliases), wanted)
    return (*explain_reconciled(linked, pinned(reconcile(linked), decided.pins), id_), *about)


def _of_decisions(wanted: str, states: Sequence[DecisionState]) -> Iterator[str]:
    for state in states:
        made = state.decision
        if wanted == made.id or (wanted in (*state.found, *made.targets) and made.kind != "undo"):
            why = f": {made.reason}" if made.reason else ""
            yield f"{made.author} decided ({made.kind}, {made.id}{why}); {state.note or state.state}."


def _of_document(document: Document, linked: Linked) -> Iterator[str]:
    outlet, at = document.outlet or "an outlet that is not named", document.published.value or "a day that is unknown"
    yield f"The report {document.document} of {outlet} was published on {at} ({document.published.reason})."
    claims = [c for c in linked.claims if c.document == document.document]
    yield f"It holds {len(claims)} claims{':' if claims else '.'}"
    for claim in claims:
        yield f"{claim.id}: {claim.__struct_config__.tag}, \u201c{claim.span.text}\u201d."


def _chosen(events: Sequence[Event], wanted: str | None) -> list[Event]:
    if wanted is None:
        return list(events)
    found = [e for e in events if wanted in (e.id, *e.aliases)]
    found = found or [e for e in events if wanted.lower() in e.label.lower()]
    if not found:
        raise ValueError(f"no event {wanted!r}; there are {'; '.join(f'{e.id} {e.label}' for e in events[:10])}")
    return found


def _zone_of(at: str | None, events: Sequence[Event]) -> str | None:
    """The zone of a bare clock time, said only where all the events asked about share it."""
    if at is None or moment(at, UTC) == moment(at, timezone(timedelta(hours=5))):
        return None
    return _local(events) or "each event's local time"


def _local(events: Sequence[Event]) -> str | None:
    """The zone of all of the events; None where they are of several, or there is none."""
    zones = {e.place.timezone or "UTC" for e in events}
    return zones.pop() if len(zones) == 1 else None


def _words(linked: Linked, ids: Collection[str]) -> dict[str, Words]:
    documents = {d.document: d for d in linked.documents}
    origins = {link.claim: link.origin for link in linked.links}
    return {c.id: _words_of(c, documents[c.document], origins.get(c.id)) for c in linked.claims if c.id in ids}


def _words_of(claim: Claim, document: Document, origin: str | None) -> Words:
    chain = claim.attribution.chain if claim.attribution else ()
    return Words(
        claim=claim.id,
        document=claim.document,
        outlet=document.outlet,
        asserted_at=claim.asserted_at,
        number=claim.span,
        sentence=Span.of(document.text, claim.sentence.start, claim.sentence.end),
        origin=origin,
        official=any(source.kind in ("official", "police", "military", "medical") for source in chain),
    )


def packed(analysed: Analysed) -> bytes:
    """An `Analysed` as bytes, for the way between processes."""
    return msgspec.msgpack.encode(analysed)


def unpacked(data: bytes) -> Analysed:
    """The inverse of `packed`."""
    return msgspec.msgpack.decode(data, type=Analysed)


class Dates(Record, frozen=True, kw_only=True):
    """What `asof timeline` is asked: the inputs (or one story), how many days, how many sentences for each."""

    inputs: tuple[str, ...]
    wanted: int = 10
    each: int = 2
    read: ReadOptions = ReadOptions()


def timeline(asked: Dates, spread: Spread = one_by_one, progress: Progress = silent) -> tuple[Day, ...]:
    """The days that matter in the reports of `asked`, with their sentences. Raises `asof.store.StoreError`."""
    documents = _told_of(asked, progress)
    analysed = _analysed(documents, spread, progress)
    pile = DatesPile(
        documents=documents,
        analyses={d: a.analysis for d, a in analysed.items() if a.analysis},
        claims=tuple(c for d in documents for c in analysed[d.document].claims),
    )
    return days(pile, asked.wanted, asked.each)


def _told_of(asked: Dates, progress: Progress) -> tuple[Document, ...]:
    """The documents of a story where one is named, else those of the inputs."""
    only = Path(asked.inputs[0]) if len(asked.inputs) == 1 else None
    store = only / STORE_NAME if only and only.is_dir() else only
    if store and store.suffix == ".asof" and store.is_file():
        return tuple(sorted(View(store).documents(), key=order_of_publication))
    return gather(asked.inputs, asked.read, progress).documents
