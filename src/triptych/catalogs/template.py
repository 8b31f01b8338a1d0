"""The template of all catalogs, and a language's first catalog."""

from collections.abc import Iterable
from datetime import UTC, datetime

import polib

from triptych.catalogs.extraction import Label
from triptych.catalogs.merging import merged
from triptych.catalogs.plurals import plural_forms
from triptych.catalogs.po_file import PoFile, key_of, locale_name

CREATED = "POT-Creation-Date"
_FIELDS = (
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)


def template(labels: Iterable[Label], former: PoFile | None, *, project: str, now: datetime) -> PoFile:
    """`labels.pot` for `labels`. Its date is `former`'s as long as the set of messages is."""
    labels = tuple(labels)
    # Two forms, as English has: what msginit makes of them is each language's own.
    pot, _ = merged(_begun("", project, "nplurals=INTEGER; plural=EXPRESSION;"), labels, forms=2)
    created = former.field(CREATED) if former is not None and _messages(former) == _messages(pot) else None
    pot.set_field(CREATED, created or now.astimezone(UTC).strftime("%Y-%m-%d %H:%M%z"))
    return pot


def first_catalog(language: str, *, project: str) -> PoFile:
    """A catalog without labels, with the language's plural forms."""
    return _begun(locale_name(language), project, plural_forms(language))


def complete_header(po: PoFile, language: str, *, project: str) -> None:
    """Give a catalog's header what gettext needs of it, where it is missing or still the template's."""
    begun = first_catalog(language, project=project)
    if po.field("Language") == language:
        po.set_field("Language", locale_name(language))
    for name in ("Project-Id-Version", "Language", *(name for name, _ in _FIELDS), "Plural-Forms"):
        value = po.field(name)
        if value is None or value in ("text/plain; charset=CHARSET", "nplurals=INTEGER; plural=EXPRESSION;"):
            po.set_field(name, begun.field(name) or "")


def _begun(language: str, project: str, forms: str) -> PoFile:
    header = polib.POEntry(msgid="")
    fields = (("Project-Id-Version", project), ("Language", language), *_FIELDS, ("Plural-Forms", forms))
    header.msgstr = "".join(f"{name}: {value}".rstrip() + "\n" for name, value in fields)
    return PoFile("", header, [])


def _messages(po: PoFile) -> set[tuple[str, str, str]]:
    return {(*key_of(entry), entry.msgid_plural) for entry in po.entries if not entry.obsolete}
