"""Documents inside other documents: attachments of a mail, pages and files of a web archive."""

from collections.abc import Iterator

from msgspec.structs import replace

from asof.ingest.draft import Draft, Material
from asof.ingest.limits import TooSlow, allowed, too_slow, within
from asof.ingest.options import ReadOptions
from asof.ingest.readers import reader_of
from asof.records import Record, Rejected


class Inner(Record, frozen=True, kw_only=True):
    """One file of a container: its id, what tells it from others of that id, and the material it is read from.

    `outlet` is who sent it, `sent` when: the weakest statements of outlet and publication, since the file has its own.
    `fetched` is when an archive fetched it.
    """

    name: str
    key: str
    material: Material
    outlet: str | None = None
    sent: str | None = None
    fetched: str | None = None


def drafts(inner: Inner, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The document of an inner file; a slow one costs only itself."""
    reader = reader_of(inner.material, "")
    if reader is None or reader.keys is not None:
        reason = "no format that asof reads" if reader is None else "holds documents of its own; name it by itself"
        yield Rejected(input=inner.material.input, reason=reason)
        return
    steps = reader.read(inner.material, options)
    seconds = allowed(len(inner.material.raw), options)
    while True:
        try:
            with within(seconds):
                draft = next(steps, None)
        except TooSlow:
            draft = Rejected(input=inner.material.input, reason=too_slow(seconds))
        if draft is None:
            return
        yield draft if isinstance(draft, Rejected) else _placed(draft, inner, reader.media_type)


def _placed(draft: Draft, inner: Inner, media_type: str) -> Draft:
    return replace(
        draft,
        name=inner.name,
        key=inner.key,
        markup=replace(draft.markup, outlet=draft.markup.outlet or inner.outlet),
        made=inner.sent or draft.made,
        maker="the mail it came with" if inner.sent else draft.maker,
        fetched=inner.fetched,
        media_type=draft.media_type or media_type,
    )
