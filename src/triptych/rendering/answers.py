"""What the pages of a language are told when they ask, by the keys that they note: so that a change is seen.

Whatever a template or our own code asks of what people wrote has a key (`triptych.noting`). What is one for all pages
of a language – the settings, the taxonomy, the templates – has none: it is compared as a whole (`basis`).
"""

import marshal
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from triptych.model import Address, Facts, SitePage
from triptych.noting import Key
from triptych.rendering.documents import Press
from triptych.rendering.environment import TEMPLATES
from triptych.translations.fallback import LocalizedEntry
from triptych.translations.records import Record
from triptych.translations.states import PageStatus, UnitStatus


def _all_of(record: type) -> Callable[[Any], tuple[Any, ...]]:
    """What takes all fields of a record: its own `repr` takes ten times as long, and thousands are asked for."""
    return attrgetter(*(one.name for one in fields(record)))


_T = TypeVar("_T")
_ADDRESS, _FACTS, _PAGE, _RECORD = _all_of(Address), _all_of(Facts), _all_of(SitePage), _all_of(Record)
_NO_REFERENCES = 2  # the version of Python's format that says all each time: else it depends on who else holds a text
# Where a site's files lie may differ from machine to machine; what they hold is asked otherwise.
_OF_THE_MACHINE = frozenset({"root", "docs_dir", "locales_dir", "config_file", "hook_files", "template_folders"})


def answer(press: Press, key: Key) -> str | None:
    """A digest of what the pages of `press` are told to `key`; None where that cannot be told."""
    told = _TOLD.get((key[0], len(key)))
    return told(press, *key[1:]) if told else None


def subjects(press: Press) -> Mapping[Key, Mapping[Any, object]]:
    """What those answers are made of that take a while, by all of their keys but the last part, and then by that.

    Where it has not changed, neither has the answer. The records of sources are compared as they are.
    """
    listing = press.listing
    return {
        (): {"entries": listing.entries},
        ("entry",): listing.by_id,
        ("listed",): listing.by_id,
        ("list",): listing.by_category,
        ("page",): press.page,
        ("prose",): press.prose,
        ("parts",): {entry_id: _parts_of(press, entry_id) for entry_id in press.site.parts},
        **{("status", code): pages for code, pages in press.statuses.pages.items()},
    }


def _digest(press: Press, entry: LocalizedEntry) -> str:
    """An entry in short."""
    return _known(press, ("entry", entry.id), entry, _of_entry)


def _listed(press: Press, entry: LocalizedEntry) -> str:
    """What lists are told of an entry, in short: many ask for each (`rendering.noted.ListedEntry`)."""
    return _known(press, ("listed", entry.id), entry, _of_listed)


def _standing(press: Press, status: PageStatus) -> str:
    """How a page stands, in short."""
    return _known(press, (f"status {status.language}", status.path), status, _of_status)


def _known(press: Press, key: tuple[str, str], made_of: _T, told: Callable[[Press, _T], tuple[Any, ...]]) -> str:
    found = press.digests.get(key)
    if found is None:
        found = press.digests[key] = press.memory.recall(
            ("digest", press.language.code, *key), (made_of,), lambda: _in_short(told(press, made_of))
        )
    return found


def _in_short(value: tuple[Any, ...]) -> str:
    """A digest of a value of Python's own types."""
    return sha256(marshal.dumps(value, _NO_REFERENCES)).hexdigest()[:32]


# What most are told.
_NONE, _NO_PARTS, _ANSWERS = _in_short(("none",)), _in_short(("no parts",)), _in_short(("no silence",))


def _of_entry(press: Press, entry: LocalizedEntry) -> tuple[Any, ...]:
    """All of an entry: its parts are made of its units."""
    status = _standing(press, entry.status) if entry.status else None
    parts = [(part.key, part.title, part.language) for part in entry.body.parts]
    return (_listed(press, entry), entry.body.markdown, entry.body.language, parts, status)


def _of_listed(_: Press, entry: LocalizedEntry) -> tuple[Any, ...]:
    """In types of Python's own: they are written ten times as fast as the `repr` of a record."""
    texts = [(one.text, one.language, _of_unit(one.status)) for one in (entry.name, entry.description)]
    facts = tuple(map(_plain, _FACTS(entry.facts)))
    return (entry.id, entry.source_language, entry.path, entry.state.value, entry.is_fallback, texts, facts)


def _plain(fact: object) -> object:
    if fact is None or type(fact) in (str, tuple):
        return fact
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Address):
        return _ADDRESS(fact)
    raise TypeError(f"no fact is of the type {type(fact).__name__}")


def _of_status(_: Press, status: PageStatus) -> tuple[Any, ...]:
    """A status by the hashes of its texts."""
    units = [_of_unit(unit) for unit in status.units]
    return (status.path, status.source_language, status.source_file, status.file, status.slug, units)


def _of_unit(unit: UnitStatus | None) -> tuple[Any, ...] | None:
    if unit is None:
        return None
    return (
        unit.key,
        unit.state.value,
        (unit.source.hash, unit.source.title) if unit.source else None,
        (unit.own.hash, unit.own.title) if unit.own else None,
        _RECORD(unit.record) if unit.record else None,
    )


def _label(press: Press, context: str, message: str) -> str:
    return _in_short(("label", press.labels.pgettext(context, message, language=press.language.code)))


def _label_of_number(press: Press, context: str, singular: str, plural: str, number: int) -> str:
    return _in_short(("label", press.labels.npgettext(context, singular, plural, number, language=press.language.code)))


def _entry(press: Press, entry_id: str) -> str:
    found = press.listing.by_id.get(entry_id)
    return _digest(press, found) if found else _NONE


def _in_lists(press: Press, entry_id: str) -> str:
    found = press.listing.by_id.get(entry_id)
    return _listed(press, found) if found else _NONE


def _list(press: Press, category: str) -> str:
    listed = press.listing.by_category.get(category)
    return _NONE if listed is None else _in_short(("list", [_listed(press, one) for one in listed]))


def _count(press: Press, category: str) -> str:
    return _in_short(("count", press.listing.counts.get(category)))


def _entries(press: Press) -> str:
    return _in_short(("entries", [_listed(press, one) for one in press.listing.entries]))


def _length(press: Press, _: str) -> str:
    return _in_short(("length", len(press.listing.entries)))


def _page(press: Press, path: str) -> str:
    page = press.page.get(path)
    return _in_short(("page", repr(_PAGE(page)))) if page else _NONE


def _prose(press: Press, path: str) -> str:
    prose = press.prose.get(path)
    return _in_short(("prose", repr(prose))) if prose else _NONE


def _status(press: Press, language: str, path: str) -> str:
    status = press.statuses.pages[language].get(path)
    return _standing(press, status) if status else _NONE


def _parts(press: Press, entry_id: str) -> str:
    parts = _parts_of(press, entry_id)
    return _in_short(("parts", [_digest(press, part) for part in parts])) if parts else _NO_PARTS


def _parts_of(press: Press, entry_id: str) -> tuple[LocalizedEntry, ...]:
    return tuple(press.listing.by_id[part.id] for part in press.site.parts.get(entry_id, ()))


def _silent(press: Press, address: str) -> str:
    since = press.site.silent.get(address)
    return _in_short(("silent", repr(since))) if since else _ANSWERS


# By the name of a key and how many parts it has; of any other nothing can be told.
_TOLD: Mapping[tuple[Hashable, int], Callable[..., str]] = {
    ("label", 3): _label,
    ("label", 5): _label_of_number,
    ("entry", 2): _entry,
    ("listed", 2): _in_lists,
    ("list", 2): _list,
    ("count", 2): _count,
    ("entries", 1): _entries,
    ("entries", 2): _length,
    ("page", 2): _page,
    ("prose", 2): _prose,
    ("status", 3): _status,
    ("parts", 2): _parts,
    ("silent", 2): _silent,
}


def basis(press: Press) -> Iterator[object]:
    """What all pages of a language are made of, whatever they ask: values whose `repr` differs where they may."""
    settings = press.site.settings
    yield [(one.name, getattr(settings, one.name)) for one in fields(settings) if one.name not in _OF_THE_MACHINE]
    yield (press.language, press.published, press.searched, press.labels.mode, press.stylesheets, press.scripts)
    yield (settings.shown(settings.docs_dir), settings.shown(settings.locales_dir))
    yield (press.site.taxonomy, press.site.accessibility)
    yield from _templates((*press.overrides, TEMPLATES))


def _templates(folders: tuple[Path, ...]) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
