"""Review: people's decisions, anchored to words, applied to a story, and told of when their words are gone."""

from asof.store.review.applying import Reviewed, apply
from asof.store.review.groups import pinned, split_id
from asof.store.review.preparing import Found, prepare

__all__ = ["Found", "Reviewed", "apply", "pinned", "prepare", "split_id"]
