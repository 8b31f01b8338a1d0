"""The reference site after its sources have changed in all sorts of ways: every state of a translation is there."""

import shutil
from pathlib import Path

from tests.sites import LANGUAGES, ROOT, SmallSite, run

# Entries beside the reference site's own: by language the front matter, and the sections of the body.
Versions = dict[str, tuple[str, tuple[str, ...]]]
VDAB: Versions = {
    "nl": (
        "name: VDAB\ndescription: De Vlaamse dienst.\nsource_language: nl\ncategories: [public-authorities]\n",
        ("Diensten", "Contact"),
    ),
    "fr": ("name: VDAB\ndescription: Le service flamand.\n", ("Services", "Contact")),
    "en": ("name: VDAB\ndescription: The Flemish service.\n", ("Services", "Contact")),
}
LEERWINKEL: Versions = {
    "nl": (
        "name: De Leerwinkel\ndescription: Advies over leren.\nsource_language: nl\ncategories: [career-guidance]\n",
        ("Advies", "Contact"),
    ),
    "fr": ("name: De Leerwinkel\ndescription: Des conseils sur la formation.\n", ("Conseils", "Contact")),
    "en": ("name: De Leerwinkel\ndescription: Advice on learning.\n", ("Advice", "Contact")),
}
WERKPLEK: Versions = {
    "nl": (
        "name: De Werkplek\ndescription: Een netwerk van werkplekken.\nsource_language: nl\n"
        "website: https://werkplek.example/\nstatus: inactive\ncategories: [social-economy]\n",
        ("Werking", "Contact"),
    ),
    "fr": ("name: De Werkplek\ndescription: Un réseau.\n", ("Activités", "Contact")),
    "en": ("name: De Werkplek\ndescription: A network.\n", ("Activities", "Contact")),
}
ENET: Versions = {
    "en": (
        "name: ENet\ndescription: A network of networks.\nsource_language: en\nkind: resource\nstatus: defunct\n"
        "categories: [lifelong-learning-europe]\n",
        ("Members", "Contact"),
    ),
    "fr": ("name: ENet\ndescription: Un réseau de réseaux.\n", ("Membres", "Contact")),
    "nl": ("name: ENet\ndescription: Een netwerk van netwerken.\n", ("Leden", "Contact")),
}
ENTRIES = {"vdab": VDAB, "leerwinkel": LEERWINKEL, "werkplek": WERKPLEK, "enet": ENET}
KEYS = ("services", "contact")
TEXTS = ("Twee.", "Drie.")
MISSING = ("docs/nl/directory/forem.md", "docs/fr/directory/werkplek.md", "docs/en/directory/werkplek.md")
PARTLY_MISSING = ("docs/en/directory/leerwinkel.md", "docs/fr/directory/enet.md", "docs/nl/directory/enet.md")


def build_behind(root: Path) -> None:
    """The site, with a repository that pages lead to: its sources in `root`, what is built of them in `root/site`."""
    _build(_behind(root), "--strict")


def build_preview(root: Path) -> None:
    """A small site of which only the default language is published, in `root` likewise."""
    _build(_preview(root))


def _build(site: SmallSite, *options: str) -> None:
    done = site.build(*options)
    assert done.returncode == 0, done.stdout + done.stderr


def _behind(root: Path) -> SmallSite:
    site = SmallSite(root)
    for name in ("docs", "locales", "hooks"):
        shutil.copytree(ROOT / name, site.root / name)
    shutil.copy(ROOT / "mkdocs.yml", site.root)
    for entry_id, versions in ENTRIES.items():
        for language, (front_matter, titles) in versions.items():
            sections = (
                f"## {title} {{#{key}}}\n\n{text} [Le Forem](forem.md).\n"
                for title, key, text in zip(titles, KEYS, TEXTS, strict=True)
            )
            body = "\n".join(("Tekst.\n", *sections))
            site.put(f"docs/{language}/directory/{entry_id}.md", f"---\n{front_matter}---\n\n{body}")
    for path in site.root.glob("locales/*/translations.json"):
        path.unlink()
    done = run("sync", "--all", cwd=site.root, SOURCE_DATE_EPOCH="1793700000")  # 3 November 2026
    assert done.returncode == 0, done.stdout
    site.change("docs/nl/directory/vdab.md", "Twee.", "Drie kantoren.")
    site.change("docs/fr/directory/europass.md", "comptait alors cinq", "comptait alors six")
    site.change("docs/fr/directory/europass.md", "Europass aide chacun", "Europass aide tout le monde")
    site.change("docs/fr/about.md", "## Vie privée", "## Accès {#access}\n\nGratuit.\n\n## Vie privée")
    site.put("docs/nl/about.md", (site.root / "docs/nl/about.md").read_text("utf-8") + "\n## Meer {#more}\n\nMeer.\n")
    for name in MISSING:
        (site.root / name).unlink()
    for name in PARTLY_MISSING:
        site.change(name, "\n## Contact {#contact}\n\nDrie. [Le Forem](forem.md).\n", "")
    site.change("mkdocs.yml", '!ENV [REPO_URL, ""]', "https://git.example/team/relais")
    return site


def _preview(root: Path) -> SmallSite:
    site = SmallSite.write(root)
    gates = ", ".join(f"{language}: 100" for language in LANGUAGES[1:])
    site.change("mkdocs.yml", "    directory: {fr", f"    publish_from: {{{gates}}}\n    directory: {{fr")
    for language in LANGUAGES[1:]:
        (site.root / f"docs/{language}/directory/beta.md").unlink()
    return site
