"""Which page, and which unit of it, somebody means."""

from dataclasses import dataclass
from difflib import get_close_matches

from triptych.errors import Finding, InputError
from triptych.model import Settings, Site
from triptych.translations.states import PageStatus, Statuses, page_path


@dataclass(frozen=True, slots=True)
class Target:
    """A page, below a language's folder, and one of its units; None: all of them. `is_gone`: it was synced once."""

    path: str
    unit: str | None = None
    is_gone: bool = False


def target_of(told: str, site: Site, statuses: Statuses) -> Target:
    """The page or unit that a person means by `directory/forem.md#services`.

    A path may begin with `docs/` and a language's folder, and lack `.md`; an entry's id is enough. Raises
    `InputError` for what is no page of the site, nor one that was synced.
    """
    named, mark, unit = told.partition("#")
    present = {*map(page_path, site.pages), *map(page_path, site.entries)}
    synced = {path for records in statuses.records.values() for path, _ in records.by_key}
    for path in _meant(named, site.settings):
        if path in present | synced:
            return Target(path, unit if mark else None, path not in present)
    close = get_close_matches(named, [*present, *(entry.id for entry in site.entries)], n=1)
    remedy = f"did you mean {close[0]}?" if close else "write its path below a language's folder: directory/forem.md"
    raise InputError([Finding(told, None, "is no page of the site", remedy)])


def page_of(target: Target, language: str, site: Site, statuses: Statuses) -> PageStatus:
    """The page in a language into which it is translated.

    Raises `InputError` for a page that is gone, for its source language, and for an unknown unit.
    """
    if target.is_gone:
        remedy = f"to forget what was synced of it: `triptych sync {target.path} --all`"
        raise InputError([Finding(target.path, None, "is no page of the site any more", remedy)])
    status = statuses.of(target.path, language)
    if status is None:
        name = site.settings.language_names[language]
        remedy = "choose another language: this is the one that the page is translated from"
        raise InputError([Finding(target.path, None, f"{name} is the page's source language", remedy)])
    if target.unit is not None and target.unit not in status.unit:
        known = ", ".join(f"#{key}" for key in status.unit)
        what = f"has no unit '{target.unit}'"
        raise InputError([Finding(target.path, None, what, f"known: {known}")])
    return status


def checked_languages(codes: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    """`codes`, or all of the site's languages; raises `InputError` for one that is none of them."""
    known = ", ".join(settings.language_codes)
    unknown = [code for code in codes if code not in settings.language_codes]
    if unknown:
        shown = settings.shown(settings.config_file)
        raise InputError(
            [Finding(shown, 1, f"'{code}' is no language of the site", f"known: {known}") for code in unknown]
        )
    return tuple(dict.fromkeys(codes)) or settings.language_codes


def _meant(named: str, settings: Settings) -> list[str]:
    path = named.strip().replace("\\", "/").removeprefix("./")
    docs = settings.shown(settings.docs_dir)
    path = path.removeprefix(f"{docs}/")
    folder, _, below = path.partition("/")
    path = below if folder in settings.language_codes and below else path
    return [path, f"{path}.md", f"{path.rstrip('/')}/index.md", f"directory/{path.removesuffix('.md')}.md"]
