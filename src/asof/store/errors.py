"""What goes wrong with a store, in words for its user."""


class StoreError(Exception):
    """A store cannot be opened, is in use, or is damaged; the message says which, and what to do."""
