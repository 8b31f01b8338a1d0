"""Addresses as a page writes them: relative between pages, absolute for search engines."""

from urllib.parse import urlsplit


def relative(here: str, there: str) -> str:
    """The link from the address `here` to the address `there`, both below the site's root.

    Relative, so that the site works from any sub-path.
    """
    return "../" * here.count("/") + there or "./"


def base_path(site_url: str) -> str:
    """The path at which the site is published (`/` or `/repository/`): for a page served at any depth."""
    return urlsplit(site_url).path or "/"


def host(url: str) -> str:
    """What people call an address: its host, without `www.`."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
