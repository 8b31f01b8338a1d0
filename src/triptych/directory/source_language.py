"""The source language of a page: the one it was first written in, as its files say."""

from collections.abc import Iterable
from typing import Protocol

from triptych.model import Settings
from triptych.sources.forms import ReadForm


class Declaring(Protocol):
    """A file of a page, which may say what its source language is."""

    @property
    def declared_source(self) -> str | None:
        """What its front matter says."""

    @property
    def form(self) -> ReadForm:
        """Where mistakes in its front matter are kept."""


def source_language_of(files: Iterable[Declaring], settings: Settings) -> str:
    """The language that a page's files declare, or the site's default; keeps an error where they disagree."""
    found = settings.default_language
    declaring: Declaring | None = None
    for one in files:
        if one.declared_source is None:
            continue
        line = one.form.line_of("source_language")
        if one.declared_source not in settings.language_codes:
            known = ", ".join(settings.language_codes)
            one.form.error(line, f"source_language is '{one.declared_source}'", f"the site's languages: {known}")
        elif declaring is not None and found != one.declared_source:
            what = f"source_language is '{one.declared_source}', {declaring.form.shown} says '{found}'"
            one.form.error(line, what, "say the same in each of the page's files")
        else:
            declaring, found = one, one.declared_source
    return found
