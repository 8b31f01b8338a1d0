"""Language tags (BCP 47), and which language each part of a site is in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale

from triptych.audit.document import Document

X_DEFAULT = "x-default"

# RFC 5646, 2.1: language, script, region, variants, extensions, private use; without the grandfathered.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?"
    r"(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The languages, scripts and regions that CLDR knows (in lower case)."""
    locale = Locale("en")
    names = (locale.languages, locale.scripts, locale.territories)
    languages, scripts, regions = (frozenset(str(code).lower() for code in one) for one in names)
    return languages, scripts, regions


@cache
def tag_problem(tag: str) -> str | None:
    """What is wrong with a language tag; None for one that is right."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return f"'{tag}' is no language tag"
    languages, scripts, regions = _known()
    for name, known in (("language", languages), ("script", scripts), ("region", regions)):
        value = found[name]
        if value is not None and value.partition("-")[0].lower() not in known:
            return f"'{tag}' has the unknown {name} '{value}'"
    return None


def primary(tag: str | None) -> str:
    """The language of a tag without script and region, in lower case: `nl` of `nl-BE`; "" of None."""
    return (tag or "").replace("_", "-").partition("-")[0].lower()


def language_folders(documents: Iterable[Document]) -> Mapping[str, str]:
    """The language of each folder at the top that is named by one, and of the rest of the site under ""."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    codes: set[str] = set()
    for document in documents:
        codes.update(primary(alternate.code) for alternate in document.alternates)
        if document.lang and document.is_indexed:
            top, slash, _ = document.path.partition("/")
            votes[top if slash and _names_language(top) else ""][primary(document.lang)] += 1
    folders = {}
    for top, counted in votes.items():
        own = primary(top)
        if top == "" or own in counted or own in codes:
            folders[top] = own or counted.most_common(1)[0][0]
    return folders


def _names_language(folder: str) -> bool:
    return tag_problem(folder.replace("_", "-")) is None


def folder_of(path: str, folders: Mapping[str, str]) -> str:
    """The language folder that a path lies in; "" for none."""
    top, slash, _ = path.partition("/")
    return top if slash and top in folders else ""
