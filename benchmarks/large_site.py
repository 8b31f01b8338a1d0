"""A site as large as Triptych is made for, of the reference site's settings and invented entries."""

import random
import shutil
from datetime import date
from pathlib import Path

from triptych.engine.building import read
from triptych.translations.records import records_path, records_text
from triptych.translations.syncing import synced

ROOT = Path(__file__).parent.parent
LANGUAGES = ("fr", "en", "nl")
_WORDS = (
    "aide",
    "accueil",
    "atelier",
    "conseil",
    "emploi",
    "formation",
    "insertion",
    "jeune",
    "langue",
    "maison",
    "mission",
    "parcours",
    "personne",
    "projet",
    "quartier",
    "service",
    "soutien",
    "stage",
    "travail",
    "ville",
)
_FACTS = """\
website: https://entry-{number}.example/
address: {{street: "Rue Haute {number}", postal_code: "6000", locality: Charleroi, country: BE}}
categories: [public-authorities]
languages: [fr, nl]
"""
_OUTDATED_EVERY = 50


def write_large_site(folder: Path, *, entries: int) -> None:
    """Write a site of that many entries in three languages, all synced; then change the source of every fiftieth."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("hooks", "docs", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for language in LANGUAGES:
        words = random.Random(language)
        for number in range(entries):
            path = folder / "docs" / language / "directory" / f"entry-{number}.md"
            path.write_text(_entry(number, words, is_source=language == "fr"), encoding="utf-8")
    _sync_all(folder)
    for path in sorted((folder / "docs/fr/directory").glob("entry-*.md"))[::_OUTDATED_EVERY]:
        path.write_text(path.read_text(encoding="utf-8") + "\nUn mot de plus.\n", encoding="utf-8")


def _entry(number: int, words: random.Random, *, is_source: bool) -> str:
    def text(length: int) -> str:
        return " ".join(words.choice(_WORDS) for _ in range(length)).capitalize() + "."

    facts = _FACTS.format(number=number) if is_source else ""
    return (
        f"---\nname: Entry {number}\ndescription: {text(15)}\n{facts}---\n\n{text(40)}\n\n"
        f"## Services {{#services}}\n\n{text(80)}\n\n- {text(4)}\n- {text(4)}\n\n"
        f"## Contact {{#contact}}\n\n{text(30)}\n"
    )


def _sync_all(folder: Path) -> None:
    sources = read(folder / "mkdocs.yml")
    for language, pages in sources.statuses.pages.items():
        known = sources.statuses.records[language].by_key
        did = synced(known, [(page, None) for page in pages.values()], day=date(2026, 11, 3), reviewer=None)
        path = records_path(sources.site.settings, language)
        path.write_text(records_text(did.records), encoding="utf-8")
