"""A small site that can be edited at random."""

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import polib

from tests.sites import CATEGORIES, LANGUAGES, SETTINGS, SmallSite, run

MORE_SETTINGS = """\
  - More: [guide.md, about.md]
theme: {name: material, font: false, custom_dir: overrides}
"""

MORE_CATEGORIES = """\
  - id: work
    label: Work
    slugs: {fr: travail, en: jobs, nl: werk}
"""

GUIDE = {
    "fr": "---\ntitle: Guide\nslug: guide-fr\n---\n\nVoir [Alpha](directory/alpha.md).\n\n## Un {#one}\n\nTexte.\n\n"
    "## Deux {#two}\n\nVoir [à propos](about.md#who) et [la liste](directory/index.md).\n",
    "en": "---\ntitle: Guide\n---\n\nSee [Alpha](directory/alpha.md).\n\n## One {#one}\n\nText.\n\n"
    "## Two {#two}\n\nSee [about](about.md#who) and [the list](directory/index.md).\n",
    "nl": "---\ntitle: Gids\n---\n\nZie [Alfa](directory/alpha.md).\n\n## Eén {#one}\n\nTekst.\n",
}
ABOUT = "---\ntitle: {0}\n---\n\n{0}: [plan](plan.txt), [1](guide.md#one), [aide](directory/categories/help.md).\n"

SYNCED = "1793700000"  # 3 November 2026
SOURCES = ("docs", "locales", "overrides", "hooks", "mkdocs.yml")


class ChangingSite(SmallSite):
    """A dozen entries in three languages, two more pages, one of them partly translated; templates of its own."""

    @classmethod
    @cache
    def _written(cls) -> "ChangingSite":
        site = cls(Path(tempfile.mkdtemp(prefix="changing-site-")) / "site")
        atexit.register(shutil.rmtree, site.root.parent)
        shutil.copytree(SmallSite._written().root, site.root)
        theme = "theme: {name: material, font: false}\n"
        site.put("mkdocs.yml", SETTINGS.replace(theme, "").replace("validation:", f"{MORE_SETTINGS}validation:"))
        site.put("docs/categories.yml", CATEGORIES + MORE_CATEGORIES)
        site.put("overrides/.icons/own/star.svg", '<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n')
        for language in LANGUAGES:
            site.put(f"docs/{language}/guide.md", GUIDE[language])
            site.put(f"docs/{language}/about.md", ABOUT.format(f"De nous {language}") + "\n## Qui {#who}\n\nNous.\n")
            site.put(f"docs/{language}/plan.txt", "A plan.\n")
        for number in range(10):
            site.add_entry(f"entry-{number}", Random(number))
        site.put_labels()
        site.sync()
        return site

    def sync(self) -> None:
        """Sync every translation that there is."""
        done = run("sync", "--all", cwd=self.root, SOURCE_DATE_EPOCH=SYNCED)
        assert done.returncode < 2, done.stdout + done.stderr

    def entries(self) -> list[str]:
        """The ids of the entries."""
        return sorted(path.stem for path in self.root.glob("docs/fr/directory/*.md"))

    def entry(self, entry_id: str, language: str = "fr") -> str:
        """Where an entry's file is."""
        return f"docs/{language}/directory/{entry_id}.md"

    def text(self, path: str) -> str:
        """What a file holds."""
        return (self.root / path).read_text(encoding="utf-8")

    def add_entry(self, entry_id: str, chance: Random) -> None:
        """A new entry, translated or not, of which something is known."""
        categories = chance.sample(["help", "advice", "work"], chance.randint(1, 2))
        facts = f"categories: [{', '.join(categories)}]\n" + "".join(
            fact
            for fact in (
                f"website: https://{entry_id}.example/\n",
                'address: {postal_code: "1000", locality: Namur}\n',
                f"assured_date: 2026-0{chance.randint(1, 9)}-11\n",
                "languages: [fr, de]\n",
            )
            if chance.random() < 0.5
        )
        for language in LANGUAGES:
            if language == "fr" or chance.random() < 0.7:
                name = f"{chance.choice('AÉZ')}{entry_id} {language}"
                body = f"\n## Titre {{#services}}\n\nTexte {language}.\n" if chance.random() < 0.5 else ""
                own = f"name: {name}\ndescription: Dit {language}.\n" + (facts if language == "fr" else "")
                self.put(self.entry(entry_id, language), f"---\n{own}---\n{body}")

    def set_field(self, path: str, name: str, value: str | None) -> None:
        """Give a field of a page's front matter another value, or none."""
        lines = [line for line in self.text(path).split("\n") if not line.startswith(f"{name}: ")]
        if value is not None:
            lines.insert(2, f"{name}: {value}")
        self.put(path, "\n".join(lines))

    def toggle(self, path: str, one: str, other: str) -> None:
        """Replace the one text by the other, or back."""
        text = self.text(path)
        old, new = (other, one) if other in text else (one, other)
        assert old in text, f"{path} has neither {one!r} nor {other!r}"
        self.put(path, text.replace(old, new))

    def forget(self, page: str) -> None:
        """Remove what was synced of a page that is gone."""
        for language in LANGUAGES:
            path = f"locales/{language}/translations.json"
            if (self.root / path).exists():
                lines = [line for line in self.text(path).split("\n") if not line.startswith(f'"{page}#')]
                self.put(path, "\n".join(lines))

    def rename(self, entry_id: str, new: str | None) -> None:
        """Move an entry, with all that names it; with no new name, remove it."""
        for language in LANGUAGES:
            path = self.root / self.entry(entry_id, language)
            if path.exists() and new:
                path.rename(path.with_stem(new))
            path.unlink(missing_ok=True)
        for other in self.root.glob("docs/*/**/*.md"):
            text = other.read_text(encoding="utf-8")
            said = re.sub(rf"part_of: {entry_id}\n", f"part_of: {new}\n" if new else "", text)
            if new:
                said = said.replace(f"directory/{entry_id}.md", f"directory/{new}.md")
            if said != text:
                other.write_text(said, encoding="utf-8")
        self.forget(f"directory/{entry_id}.md")

    def catalog(self, language: str, change: Callable[[list[polib.POEntry]], None]) -> None:
        """Change the messages of a catalog."""
        path = self.root / f"locales/{language}/LC_MESSAGES/labels.po"
        catalog = polib.pofile(str(path), encoding="utf-8")
        change(catalog)
        catalog.save(str(path))

    def label(self, context: str, language: str, chance: Random) -> None:
        """Give a label another translation, in all its forms."""

        def change(messages: list[polib.POEntry]) -> None:
            for message in messages:
                if message.msgctxt == context:
                    # The same length, within what `triptych check` lets pass.
                    mark = chance.choice("123456789")
                    message.msgstr = message.msgstr and f"{message.msgstr} {mark}"
                    message.msgstr_plural = {form: f"{text} {mark}" for form, text in message.msgstr_plural.items()}

        self.catalog(language, change)
