"""Addresses as a page writes them: relative between pages, absolute for search engines."""

import re
from urllib.parse import urlsplit

# An address whose host can be seen at once: most are of that form.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?:/[!-~]*)?\Z")


def way_up(here: str) -> str:
    """What leads from the address `here` to the site's root: `../../`, or nothing.

    All links are relative, so that the site works from any sub-path.
    """
    return "../" * here.count("/")


def base_path(site_url: str) -> str:
    """The path at which the site is published (`/` or `/repository/`): for a page served at any depth."""
    return urlsplit(site_url).path or "/"


def host(url: str) -> str:
    """What people call an address: its host, without `www.`."""
    plain = _PLAIN.match(url)
    return (plain[1] if plain else urlsplit(url).hostname or url).removeprefix("www.")
