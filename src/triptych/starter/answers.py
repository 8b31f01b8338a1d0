"""What a new site is to be: the answers of who begins it, checked together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from triptych.errors import Finding

# Where a site is published that nobody has given an address yet: no host of the world has this name (RFC 2606).
NOWHERE = "https://directory.example/"
# A language, and a script or a region (RFC 5646); a site's addresses begin with it.
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_NAME = 200
_OWNER_AND_NAME = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """What a site is to be. `url` ends with a slash; `repository` does not, and is empty where there is none."""

    name: str
    languages: tuple[str, ...]
    default_language: str
    url: str
    repository: str


def findings_of(answers: Answers) -> Iterator[Finding]:
    """All that is wrong with the answers, each under the option that gives it."""
    yield from _of_name(answers.name)
    yield from _of_languages(answers.languages)
    if answers.default_language not in answers.languages:
        what = f"'{answers.default_language}' is none of the site's languages"
        yield Finding("--default-language", None, what, f"choose one of: {', '.join(answers.languages)}")
    if not _is_address(answers.url):
        what = f"'{answers.url}' is no address of a site"
        yield Finding("--url", None, what, f"write one such as {NOWHERE}")
    if answers.repository and not _is_repository(answers.repository):
        what = f"'{answers.repository}' is no address of a repository"
        yield Finding("--repository", None, what, "write one such as https://github.com/owner/name")


def url_by(repository: str) -> str:
    """Where GitHub Pages publishes a repository's site; a placeholder for any other repository."""
    parts = urlsplit(repository)
    owner, _, name = parts.path.strip("/").partition("/")
    if parts.hostname != "github.com" or not _is_repository(repository):
        return NOWHERE
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def _of_name(name: str) -> Iterator[Finding]:
    if not name.strip():
        yield Finding("--name", None, "the site has no name", "write the name that its readers see")
    elif _UNSEEN.search(name):
        yield Finding("--name", None, f"'{name}' holds characters that nobody sees", "write it on one line")
    elif len(name) > _LONGEST_NAME:
        what = f"the name has {len(name)} characters"
        yield Finding("--name", None, what, f"write at most {_LONGEST_NAME}: it stands on every page")


def _of_languages(codes: Iterable[str]) -> Iterator[Finding]:
    seen = set()
    for code in codes:
        if not _is_language(code):
            what = f"'{code}' is no code of a language"
            yield Finding("--languages", None, what, "write codes such as fr, nl or pt-BR, with commas between them")
        elif code in seen:
            yield Finding("--languages", None, f"'{code}' stands twice", "write each language once")
        seen.add(code)
    if not seen:
        yield Finding("--languages", None, "the site has no language", "write at least one, such as fr")


def _is_language(code: str) -> bool:
    if not _CODE.fullmatch(code):
        return False
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def _is_address(url: str) -> bool:
    if _UNSEEN.search(url) or any(character.isspace() or character in '"<>\\^`{|}' for character in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        return False


def _is_repository(url: str) -> bool:
    return _is_address(url) and len([part for part in urlsplit(url).path.split("/") if part]) >= _OWNER_AND_NAME
