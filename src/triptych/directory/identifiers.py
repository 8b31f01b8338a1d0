"""What things are called outside of the site, for good: addresses with a fragment (design/0010).

They hang on nothing but the site's address and an id, so that neither a corrected slug nor another source language
changes them; in every language's data a thing is called the same.
"""


def website_identifier(site_url: str) -> str:
    """The whole site."""
    return f"{site_url}#website"


def entry_identifier(site_url: str, entry_id: str) -> str:
    """An organisation or resource, whatever language it is described in."""
    return f"{site_url}#entry-{entry_id}"


def taxonomy_identifier(site_url: str) -> str:
    """The set of all categories."""
    return f"{site_url}#categories"


def category_identifier(site_url: str, category_id: str) -> str:
    """A category."""
    return f"{site_url}#category-{category_id}"
