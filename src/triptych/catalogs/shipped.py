"""The package's own catalogs: the interface's texts in the languages that Triptych ships."""

from functools import cache
from pathlib import Path

from triptych.catalogs.po import Catalog, read_catalog
from triptych.catalogs.po_file import PoFile, locale_name, read_po

FOLDER = Path(__file__).parent.parent / "interface"


@cache
def shipped_catalog(language: str) -> Catalog | None:
    """The interface's texts in `language`, or in the language that it is a variety of; None if not shipped."""
    path = _path(language)
    return read_catalog(path, language=language, shown=str(path))[0] if path else None


def shipped_texts(language: str) -> PoFile | None:
    """The same with all that the file holds, to begin a site's own catalog with."""
    path = _path(language)
    return read_po(path, str(path))[0] if path else None


def _path(language: str) -> Path | None:
    name = locale_name(language)
    candidates = (FOLDER / f"{code}.po" for code in (name, name.split("_", maxsplit=1)[0]))
    return next((path for path in candidates if path.is_file()), None)
