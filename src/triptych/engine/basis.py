"""What of MkDocs' settings all pages of a language are made of, as values that can be compared between builds."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from triptych.engine.session import i18n_of
from triptych.printing.products import digest_of


def settings_of_pages(config: MkDocsConfig, language: str) -> Iterator[object]:
    """Values whose `repr` differs where a page of `language` may, for another reason than what people wrote in it."""
    yield described(config.markdown_extensions)
    yield described(config.mdx_configs)
    yield described(i18n_of(config).get_language_config(language).admonition_translations)
    yield described(dict(config.validation.links))
    yield config.theme.name
    for folder in (config.theme.custom_dir, *folders_of_icons(config)):
        if folder:
            yield from _files(Path(folder))


def described(value: Any) -> object:
    """A setting in an order and in words that do not change from one process, or one machine, to the next."""
    if isinstance(value, Mapping):
        return sorted((str(name), repr(described(one))) for name, one in value.items())
    if isinstance(value, list | tuple):
        return [described(one) for one in value]
    if isinstance(value, os.PathLike):  # `!relative`, whose place is another one on each machine
        return type(value).__name__, getattr(value, "suffix", "")
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return value


def folders_of_icons(config: MkDocsConfig) -> list[str]:
    """The folders of the site's own icons for `:name:` in Markdown."""
    options = config.mdx_configs.get("pymdownx.emoji", {}).get("options") or {}
    return list(map(str, options.get("custom_icons") or ()))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), digest_of(path.read_bytes())
