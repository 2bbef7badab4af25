"""What an address says of its page."""

import re
from urllib.parse import urlsplit

_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/", re.I)


def unarchived(url: str) -> str:
    """The address that a web archive's address stands for; any other address as it is."""
    return _ARCHIVE.sub("", url)


def host_of(url: str | None) -> str | None:
    """The host of a page without "www.": the outlet, where nothing else names it. None for no address."""
    try:
        host = urlsplit(unarchived(url or "")).hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None
