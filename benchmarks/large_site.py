"""A site as large as Triptych is made for: the reference site's settings, taxonomy and prose, and invented entries."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polib
import yaml
from babel import Locale

from benchmarks.corpus import LANGUAGES, SEED, Corpus, entry_path
from triptych.catalogs.pseudo import pseudo
from triptych.commands.labels import catalogs_of, update
from triptych.engine.building import read
from triptych.translations.records import records_path, records_text
from triptych.translations.syncing import synced

ROOT = Path(__file__).parent.parent
_OUTDATED_EVERY = 50
_DAY = date(2026, 11, 3)
_REAL_ENTRY = re.compile(r"directory/(?!index\.md)[\w-]+\.md(?=\))")
_LANGUAGE_LINES = re.compile(r"(?m)^ +- \{locale: .*\}\n")
_BY_LANGUAGE = re.compile(r"(?m)^(    (?:directory|dialects): )(\{.*\})$")


def write_large_site(folder: Path, *, entries: int, languages: Sequence[str] = LANGUAGES, seed: int = SEED) -> Corpus:
    """Write a site of that many entries, all synced; then change the source of every fiftieth.

    The first of the `languages` is the source language. In one that the reference site lacks, prose is English and
    labels are accented, as long as translations would be. Returns what was written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    taxonomy = yaml.safe_load((ROOT / "docs/categories.yml").read_text(encoding="utf-8"))["categories"]
    corpus = Corpus(entries, tuple(category["id"] for category in taxonomy), tuple(languages), seed)
    for language in languages:
        _write_prose(folder / "docs" / language, language)
        for path, text in corpus.pages(language):
            _write(folder / "docs" / language / path, text)
    shutil.copy(ROOT / "docs/accessibility.json", folder / "docs")
    _write_settings(folder, corpus, taxonomy)
    _write_labels(folder, corpus)
    _sync_all(folder)
    sources = sorted((folder / "docs" / languages[0] / "directory").glob("entry-*.md"))
    for source in sources[::_OUTDATED_EVERY]:
        source.write_text(source.read_text(encoding="utf-8") + "\nUn mot de plus.\n", encoding="utf-8")
    return corpus


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_prose(target: Path, language: str) -> None:
    """The reference site's prose; what it links to of its own entries leads to the first of ours."""
    own = ROOT / "docs" / language
    source = own if own.is_dir() else ROOT / "docs/en"
    for path in sorted(source.rglob("*.md")):
        below = path.relative_to(source)
        if below.parts[0] != "directory":
            _write(target / below, _REAL_ENTRY.sub(entry_path(0), path.read_text(encoding="utf-8")))
    pictures = source / "contribute/pictures"
    if pictures.is_dir():
        shutil.copytree(pictures, target / "contribute/pictures", dirs_exist_ok=True)


def _write_settings(folder: Path, corpus: Corpus, taxonomy: list[dict[str, Any]]) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    categories = (ROOT / "docs/categories.yml").read_text(encoding="utf-8")
    if corpus.languages != LANGUAGES:
        settings = _LANGUAGE_LINES.sub("", settings).replace(
            "      languages:\n", f"      languages:\n{language_lines(corpus.languages, indent=8)}"
        )
        settings = _BY_LANGUAGE.sub(lambda found: found[1] + _only(found[2], corpus.languages), settings)
        for category in taxonomy:
            slugs = category["slugs"]
            category["slugs"] = {code: slugs.get(code, slugs["en"]) for code in corpus.languages}
        categories = yaml.safe_dump({"categories": taxonomy}, allow_unicode=True, sort_keys=False, width=1000)
    _write(folder / "mkdocs.yml", settings)
    _write(folder / "docs/categories.yml", categories)


def language_lines(languages: Sequence[str], *, indent: int) -> str:
    """What static-i18n's settings say of the `languages`, the first of which is the default."""
    return "".join(
        f"{' ' * indent}- {{locale: {code}, name: {language_name(code)}"
        f"{', default: true' if code == languages[0] else ''}}}\n"
        for code in languages
    )


def language_name(code: str) -> str:
    """A language's name in itself."""
    return str(Locale.parse(code, sep="-").get_display_name(code.replace("-", "_"))).capitalize()


def _only(mapping: str, languages: Sequence[str]) -> str:
    known = yaml.safe_load(mapping)
    return f"{{{', '.join(f'{code}: {known[code]}' for code in languages if code in known)}}}"


def _write_labels(folder: Path, corpus: Corpus) -> None:
    shutil.copytree(ROOT / "locales", folder / "locales", ignore=shutil.ignore_patterns("translations.json"))
    for path in (folder / "locales").iterdir():
        if path.is_dir() and path.name.replace("_", "-") not in corpus.languages:
            shutil.rmtree(path)
    if set(corpus.languages) <= set(LANGUAGES):
        return
    update(folder / "mkdocs.yml", check=False)
    for path in catalogs_of(folder / "mkdocs.yml"):
        if path.suffix == ".po":
            _accent(path)


def _accent(path: Path) -> None:
    catalog = polib.pofile(str(path), wrapwidth=0)
    for entry in catalog.untranslated_entries():
        if entry.msgid_plural:
            entry.msgstr_plural = {form: pseudo(entry.msgid_plural) for form in entry.msgstr_plural}
        else:
            entry.msgstr = pseudo(entry.msgid)
    catalog.save()


def _sync_all(folder: Path) -> None:
    sources = read(folder / "mkdocs.yml")
    for language, pages in sources.statuses.pages.items():
        known = sources.statuses.records[language].by_key
        # Unit by unit: for a whole page it looks through all records for what is gone from the page, and nothing is.
        units = [(page, unit.key) for page in pages.values() for unit in page.units]
        did = synced(known, units, day=_DAY, reviewer=None)
        path = records_path(sources.site.settings, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(records_text(did.records), encoding="utf-8")
