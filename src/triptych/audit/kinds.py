"""Every kind of finding: its name, which never changes, how much it matters, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from triptych.errors import Finding, Level


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. `shared`: the same words on many pages have one cause, and are told once."""

    name: str
    level: Level
    remedy: str
    shared: bool = False


def _error(name: str, remedy: str, *, shared: bool = False) -> Kind:
    return Kind(name, Level.ERROR, remedy, shared)


def _warning(name: str, remedy: str, *, shared: bool = False) -> Kind:
    return Kind(name, Level.WARNING, remedy, shared)


_OWN_COPY = "put a copy into the site, or leave it out: the host learns who reads the page"
_KINDS = (
    # Files
    _error("page-unreadable", "write it as HTML in UTF-8"),
    _warning("symbolic-link", "put the file itself there: hosts do not follow links"),
    # Languages
    _error("html-lang-missing", 'write the page’s language into `<html lang="…">`'),
    _error("lang-invalid", "write a tag of BCP 47, such as fr or nl-BE"),
    _error("html-lang-folder", "write the language that the page is in, or move the page"),
    _error("html-lang-hreflang", "write the same language in both places"),
    _error("hreflang-missing", "list the page’s versions in all languages, itself among them, by absolute addresses"),
    _error("hreflang-self-missing", "list the page itself among its versions too"),
    _error("hreflang-relative", "write the whole address, with https:// and the host"),
    _error("hreflang-invalid", "write a language of ISO 639-1, with a region of ISO 3166-1 if need be, such as nl-BE"),
    _error("hreflang-duplicate", "leave one of them"),
    _error("hreflang-broken", "link to the page’s own version, or leave out the language that lacks one"),
    _error("hreflang-not-reciprocal", "let each version list all the others: what is not mutual is ignored"),
    _error("hreflang-language", "link to the version in that language, or name the language that it is in"),
    _error("hreflang-not-canonical", "link to the page that it is a copy of, or leave it out"),
    _warning("hreflang-x-default-missing", 'add hreflang="x-default" for readers of no listed language'),
    _error("hreflang-sitemap", "say the same in the page and in the sitemap"),
    _error("fallback-canonical", "give it the canonical address of its source, or translate it"),
    # Metadata
    _error("title-missing", "give it a `<title>` of its own"),
    _warning("title-several", "leave one `<title>`"),
    _warning("title-duplicate", "give each page its own"),
    _warning("description-missing", 'sum the page up in `<meta name="description">`'),
    _warning("description-duplicate", "give each page its own"),
    _error("canonical-missing", 'write its own absolute address into `<link rel="canonical">`'),
    _error("canonical-several", "leave one"),
    _error("canonical-relative", "write the whole address, with https:// and the host"),
    _error("canonical-broken", "write the address of a page of this site"),
    _error("canonical-chain", "write the address that is canonical there"),
    _error("canonical-foreign", "write the page’s own address, or that of a page with the same text"),
    # Links
    _error("link-broken", "mend the address, or put the page there", shared=True),
    _error("link-broken-language", "leave it out until that version is there, or mend the address", shared=True),
    _error("anchor-broken", "mend the part after the #, or give its heading that id", shared=True),
    _error("asset-missing", "put the file there, or mend the address", shared=True),
    _error("link-outside-site", "begin it with the site’s path, or make it relative", shared=True),
    _warning("link-other-language", "link to the version in the page’s language, or mark the link with hreflang"),
    _warning("anchor-untranslated", "give that part the same id in every language"),
    _error("link-malformed", "write a whole address", shared=True),
    _error("redirect-broken", "let it lead to a page that is there"),
    _error("error-page-relative", "begin it with /: the page is shown at any depth"),
    # Other hosts
    *(
        _error(f"other-host-{use}", _OWN_COPY, shared=True)
        for use in ("script", "style", "font", "image", "media", "frame", "object")
    ),
    _error("other-host-hint", "leave it out: the host learns who reads the page", shared=True),
    _error("other-host-form", "say so beside the form, or send it to your own host", shared=True),
    _error("mixed-content", "write https://", shared=True),
    _error("scheme-unsafe", "link to a page, or use a button and a script file"),
    _error("csp-inline-script", "move it into a file, or add its hash to the policy"),
    _error("csp-inline-handler", "listen for the event in a script file"),
    _error("csp-inline-style", "move it into a stylesheet, or add its hash to the policy"),
    # Markup
    _error("doctype-missing", "begin the file with it: without, browsers lay the page out as in 1998"),
    _error("charset-missing", 'write `<meta charset="utf-8">` first in the head'),
    _warning("viewport-missing", "add it: without, phones show the page small"),
    _error("element-unclosed", "write its end tag"),
    _error("elements-misnested", "close first what was opened last"),
    _error("end-tag-stray", "delete it, or open what it was to close"),
    _error("id-duplicate", "give each its own id"),
    # Accessibility
    _error("image-alt-missing", 'describe it in `alt`, or write alt="" where it only adorns'),
    _error("link-unnamed", "give it a text, or an aria-label"),
    _error("button-unnamed", "give it a text, or an aria-label"),
    _error("field-unnamed", "give it a `<label>`, or an aria-label"),
    _error("frame-untitled", "say in `title` what it shows"),
    _warning("heading-missing", "give the page one `<h1>`"),
    _warning("heading-several", "leave one `<h1>`"),
    _warning("heading-skipped", "use the level below the one before"),
    _warning("main-missing", "put the content into `<main>`"),
    # Structured data
    _error("jsonld-unreadable", "write JSON"),
    _error("jsonld-name", "use the title’s or the first heading’s words"),
    _error("jsonld-url", "write the canonical address"),
    _error("jsonld-language", "write the language of `<html lang>`"),
    # What search engines and readers find
    _error("sitemap-missing", "list the pages in sitemap.xml"),
    _error("sitemap-unreadable", "write it as www.sitemaps.org says"),
    _error("sitemap-relative", "write the whole address, with https:// and the host"),
    _error("sitemap-broken", "take it out, or put the page there"),
    _error("sitemap-not-canonical", "list the canonical address only"),
    _error("sitemap-noindex", "take it out, or let search engines index it"),
    _warning("sitemap-incomplete", "list the page, or write noindex into it"),
    _warning("page-orphan", "link to it from a page in its language"),
    _warning("error-page-missing", "put a 404.html at the site’s root"),
)
KINDS = {kind.name: kind for kind in _KINDS}

_SHARED_FROM = 3


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding before it is worded: its kind's name, the file's path below the site's folder, and what precisely."""

    kind: str
    path: str
    line: int
    what: str


def findings_of(flaws: Iterable[Flaw]) -> list[Finding]:
    """The flaws as findings; what is the same on many pages is told on the first, with the number of the others."""
    together: dict[tuple[str, ...], list[Flaw]] = {}
    for flaw in flaws:
        key = (flaw.kind, flaw.what) if KINDS[flaw.kind].shared else (flaw.kind, flaw.what, flaw.path, str(flaw.line))
        together.setdefault(key, []).append(flaw)
    found: list[Finding] = []
    for flaw, *others in together.values():
        pages = {one.path for one in others} - {flaw.path}
        if len(pages) < _SHARED_FROM:
            found.extend(_finding(one, one.what) for one in (flaw, *others))
        else:
            found.append(_finding(flaw, f"{flaw.what} (and on {len(pages)} other pages)"))
    return found


def _finding(flaw: Flaw, what: str) -> Finding:
    kind = KINDS[flaw.kind]
    shown = "".join(one if one.isprintable() else "␣" for one in what)
    return Finding(flaw.path, flaw.line, shown, kind.remedy, kind.level, kind.name)
