"""Documents inside other documents: attachments of a mail, pages and files of a web archive."""

from collections.abc import Iterator

from msgspec.structs import replace

from asof.ingest.draft import Draft, Material, Stated
from asof.ingest.limits import TooSlow, too_slow, within
from asof.ingest.options import ReadOptions
from asof.ingest.readers import reader_of
from asof.records import Record, Rejected


class Inner(Record, frozen=True, kw_only=True):
    """One document of a container: its id, what tells it from others of that id, and the material it is read from.

    `said` is what the container says of it, `stater` who said so, `fetched` when an archive fetched it.
    """

    name: str
    key: str
    material: Material
    said: Stated = Stated()
    stater: str = "the row"
    fetched: str | None = None


def drafts(inner: Inner, ending: str, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The documents of an inner file, each with its container's word; a slow one costs only itself."""
    reader = reader_of(inner.material, ending)
    if reader is None or reader.keys is not None:
        reason = "no format that asof reads" if reader is None else "holds documents of its own; name it by itself"
        yield Rejected(input=inner.material.input, reason=reason)
        return
    steps = reader.read(inner.material, options)
    while True:
        try:
            with within(options.max_seconds):
                draft = next(steps, None)
        except TooSlow:
            draft = Rejected(input=inner.material.input, reason=too_slow(options))
        if draft is None:
            return
        yield draft if isinstance(draft, Rejected) else _placed(draft, inner, reader.media_type)


def _placed(draft: Draft, inner: Inner, media_type: str) -> Draft:
    return replace(
        draft,
        name=inner.name,
        key=inner.key,
        row=_over(inner.said, draft.row),
        stater=inner.stater,
        fetched=inner.fetched or draft.fetched,
        media_type=draft.media_type or media_type,
    )


def _over(outer: Stated, own: Stated) -> Stated:
    """What a document says of itself, and where it is silent what its container says."""
    said = {field: getattr(own, field) or getattr(outer, field) for field in Stated.__struct_fields__}
    return Stated(**said)
