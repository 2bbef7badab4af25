"""Review: people's decisions, anchored to words, applied to a story, and told of when their words are gone."""

from asof.store.review.applying import Reviewed, apply, counts_by
from asof.store.review.groups import pinned, split_id
from asof.store.review.preparing import Found, prepare

__all__ = ["Found", "Reviewed", "apply", "counts_by", "pinned", "prepare", "split_id"]
