"""What a tree of plain Markdown needs to know of this engine: Markdown's extensions, the theme's languages."""

from pathlib import Path
from typing import Any

import material

from triptych.engine.configuration import load
from triptych.engine.session import prepare_markdown

_PLAIN = (str, int, float, bool, type(None))


def plain_extensions(config_file: Path) -> tuple[list[Any], list[str]]:
    """The extensions of the site as mkdocs.yml names them, and the options that no plain file can hold.

    An option that is a function is left out: it is code of the site's, or of a package. Raises `InputError`.
    """
    config = load(config_file)
    prepare_markdown(config)
    found: list[Any] = []
    left_out = []
    for name in config.markdown_extensions:
        options = config.mdx_configs.get(name) or {}
        kept = {key: value for key, value in options.items() if _is_plain(value)}
        left_out += [f"{name}.{key}" for key in options if key not in kept]
        found.append({name: kept} if kept else name)
    return found, left_out


def theme_languages() -> frozenset[str]:
    """The codes of the languages that the theme has texts in."""
    folder = Path(material.__file__).parent / "templates" / "partials" / "languages"
    return frozenset(path.stem for path in folder.glob("*.html"))


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(below) for key, below in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, _PLAIN)
