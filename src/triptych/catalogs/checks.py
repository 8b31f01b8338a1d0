"""The checks of catalogs, and their run over one.

Most are Weblate's: https://docs.weblate.org/en/latest/user/checks.html
"""

from collections.abc import Callable, Iterable, Iterator

from triptych.catalogs import check_form, check_safety, check_words
from triptych.catalogs.check_model import Check, Fault, Subject, Translation, base_language, each_text
from triptych.catalogs.check_typography import typography
from triptych.catalogs.po import Catalog, Message
from triptych.errors import Finding, Level

_LONGEST_SHOWN = 80
_WITHOUT_FULL_STOP = frozenset({"th", "lo"})


def _missing(subject: Subject) -> Iterator[Fault]:
    language = subject.catalog.language
    for label in subject.declared:
        key = (label.context, label.id)
        message = subject.catalog.messages.get(key)
        fuzzy = subject.catalog.is_fuzzy(key)
        ready = subject.shipped.messages.get(key) if subject.shipped and not fuzzy else None
        if not any(found and found.texts for found in (message, ready)):
            message = message or Message(label.context, label.id, label.plural_id, (), 1)
            what = f"the label '{label.context}' (“{label.id}”) has no translation in '{language}'"
            yield Fault(message, what, "translate it (until then its source shows)")


def _plurals(subject: Subject) -> Iterator[Fault]:
    # Such a label is missing too, since its source shows; this says why.
    for message in subject.catalog.messages.values():
        if message.incomplete:
            held, wanted = len(message.incomplete), subject.catalog.plurals.count
            what = "leaves a plural form empty"
            if held != wanted:
                what = f"has {held} plural form{'' if held == 1 else 's'}, its language has {wanted}"
            texts = (message.id, " / ".join(message.incomplete))
            yield Fault(message, what, "write each form that the header Plural-Forms counts", texts)


def _of_texts(
    name: str,
    about: str,
    judge: Callable[[Translation], Iterator[Fault]],
    level: Level = Level.WARNING,
    *,
    but_for: frozenset[str] = frozenset(),
) -> Check:
    return Check(name, level, about, each_text(judge), but_for)


_MISSING = Check("missing", Level.WARNING, "a label without a translation", _missing)
_PLACEHOLDERS = _of_texts("placeholders", "placeholders unlike the source's", check_safety.placeholders, Level.ERROR)

CHECKS: tuple[Check, ...] = (
    _MISSING,
    Check("plurals", Level.WARNING, "more or fewer plural forms than the language has", _plurals),
    _PLACEHOLDERS,
    _of_texts("markup", "tags or attributes that the source lacks", check_safety.markup, Level.ERROR),
    _of_texts("unsafe-links", "addresses that run code", check_safety.unsafe_links, Level.ERROR),
    _of_texts("links", "schemes or hosts that the source lacks", check_safety.links),
    _of_texts("white-space", "other spaces at the begin or the end than the source's", check_form.white_space),
    _of_texts("newlines", "other line breaks than the source's", check_form.newlines),
    _of_texts("double-space", "two spaces in a row", check_form.double_space),
    _of_texts("zero-width", "invisible characters", check_form.zero_width),
    _of_texts("ellipsis", "three full stops for an ellipsis", check_form.ellipsis),
    _of_texts(
        "end-punctuation",
        "other punctuation at the end than the source's",
        check_form.end_punctuation,
        but_for=_WITHOUT_FULL_STOP,
    ),
    _of_texts("max-length", "more characters than the flag max-length:N allows", check_form.max_length),
    _of_texts("doubled-word", "a word twice in a row", check_words.doubled_word),
    _of_texts("unchanged", "a text that is still its source's", check_words.unchanged),
    Check("inconsistent", Level.WARNING, "one source with several translations", check_words.inconsistent),
    Check("glossary", Level.WARNING, "terms that are not translated as the glossary says", check_words.glossary),
    _of_texts("typography", "spaces, quotes and apostrophes that the dialect does not write", typography),
)


def check_catalog(subject: Subject, checks: Iterable[Check] = CHECKS) -> Iterator[Finding]:
    """What `checks` find in a catalog, but for entries whose flag `ignore-<name>` silences them."""
    language = base_language(subject.dialect)
    for check in checks:
        for fault in check.find(subject) if language not in check.but_for else ():
            if check.flag not in fault.message.flags:
                yield _finding(subject.catalog, check, fault)


# What readers would notice; a build tells these, `check` and `labels check` tell all.
ESSENTIAL = tuple(check for check in CHECKS if check.level is Level.ERROR or check is _MISSING)


def _finding(catalog: Catalog, check: Check, fault: Fault) -> Finding:
    what = fault.what
    if fault.texts is not None:
        source, text = map(_shortened, fault.texts)
        what = f"{check.name}: “{source}” → “{text}” in '{fault.message.context}' {what}"
    remedy = f"{fault.remedy}, or silence it with the flag {check.flag}"
    return Finding(catalog.shown, fault.message.line, what, remedy, check.level)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
