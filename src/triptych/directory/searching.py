"""Which pages the search knows: what people wrote, in the language that it is written in."""

from triptych.model import PageKind, SitePage

_SEARCHED = frozenset({PageKind.ENTRY, PageKind.CATEGORY, PageKind.PROSE})


def is_searched(page: SitePage, language: str, published: tuple[str, ...]) -> bool:
    """Whether readers of `language` find `page`: it is neither a mere list, nor a fallback, nor a preview."""
    return page.kind in _SEARCHED and language in published and not page.is_fallback(language)


def searched_languages(pages: tuple[SitePage, ...], published: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of which there is a page to be found, in the order of `published`."""
    return tuple(code for code in published if any(is_searched(page, code, published) for page in pages))
