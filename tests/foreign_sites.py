"""Sites that MkDocs builds with mkdocs-static-i18n, in the two layouts that it knows: what people move in with."""

from pathlib import Path

from tests.sites import files_of, run_module

# The shape of static-i18n's own documentation: suffixes, a navigation in sections, Material, translated titles.
SUFFIX_SETTINGS = """\
site_name: Guide
site_url: https://guide.example/docs/
site_description: How the thing works
repo_url: https://git.example/guide
edit_uri: edit/main/docs/
copyright: Somebody
theme:
  name: material
  language: en
  palette:
    scheme: slate
  features: [content.code.annotate, navigation.tabs]
  font: {text: Roboto}
extra:
  social: [{icon: fontawesome/brands/github, link: "https://git.example/guide"}]
  analytics: {provider: google, property: X}
extra_css: [stylesheets/own.css, "https://cdn.example/other.css"]
markdown_extensions:
  - admonition
  - attr_list
  - toc: {permalink: false}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
plugins:
  - search
  - i18n:
      docs_structure: suffix
      reconfigure_material: true
      languages:
        - locale: en
          name: English
          default: true
        - locale: fr
          name: Français
          site_description: Comment la chose marche
          nav_translations:
            Home: Accueil
            Getting started: Pour commencer
            Choosing your docs structure: Choisir la structure
            Settings: Réglages
nav:
  - Home: index.md
  - Getting started:
      - getting-started/quick-start.md
      - Choosing your docs structure: getting-started/structure.md
  - Settings:
      - setup/index.md
      - setup/languages.md
"""

SUFFIX_PAGES = {
    "index.md": "# A guide to *the thing*\n\nSee [it](getting-started/quick-start.md) or ![it](assets/it.svg).\n",
    "index.fr.md": "# Un guide\n\nVoyez [le début](getting-started/quick-start.fr.md#installer), [seule](alone.md) "
    "ou ![elle](assets/it.svg).\n"
    "\nEn anglais : [ici](index.en.md).\n",
    "getting-started/quick-start.md": "---\ntitle: Quick start\n---\n\nText.\n\n## Install\n\nRun it.\n",
    "getting-started/quick-start.fr.md": "---\ntitle: Démarrer\n---\n\nTexte.\n\n## Installer\n\nLancez-le.\n",
    "getting-started/structure.en.md": "Structure\n=========\n\n!!! note\n    A note.\n"
    "\n[Languages](../setup/languages.md#codes)\n",
    "setup/README.md": "# Settings { #settings }\n\nSee [languages](languages.md).\n",
    "setup/README.fr.md": "# Réglages\n\nVoir [les langues](languages.md).\n",
    "setup/languages.md": "---\nhide: [toc]\n---\n\n# Languages\n\n## Codes\n\nBack to [settings](README.md).\n",
    "alone.fr.md": "# Seule\n\nUne page en français seulement.\n",
    "assets/it.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/it.fr.svg": "<svg xmlns='http://www.w3.org/2000/svg' lang='fr'/>",
    "stylesheets/own.css": "p {}\n",
}

FOLDER_SETTINGS = """\
site_name: Gids
site_url: https://gids.example/
theme: {name: material}
plugins:
  i18n:
    docs_structure: folder
    languages:
      - {locale: nl, name: Nederlands, default: true}
      - {locale: en, name: English, nav_translations: {Uitleg: Explanation}}
      - {locale: fr, name: Français, nav_translations: {Uitleg: Explications}}
"""

FOLDER_PAGES = {
    "nl/index.md": "# Welkom\n\nLees [de uitleg](uitleg/a_b.md) of ![dit](../shared/dot.svg).\n",
    "en/index.md": "# Welcome\n\nRead [this](uitleg/a_b.md).\n",
    "fr/index.md": "# Bienvenue\n\nLisez [ceci](uitleg/a_b.md).\n",
    "nl/uitleg/index.md": "# Uitleg\n\nTekst.\n",
    "nl/uitleg/a_b.md": "Geen titel.\n",
    "en/uitleg/a_b.md": "# A and B\n\nNo title there.\n",
    "shared/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def write_foreign(root: Path, settings: str, pages: dict[str, str]) -> Path:
    """A site of others in the folder `root`."""
    for name, text in {"mkdocs.yml": settings, **{f"docs/{name}": text for name, text in pages.items()}}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def addresses(site: Path) -> set[str]:
    """The addresses of a built site's pages."""
    return {path.removesuffix("index.html") for path in files_of(site) if path.endswith("index.html")}


def built_by_mkdocs(root: Path, site: Path) -> set[str]:
    """The addresses of the pages that MkDocs with static-i18n makes of a site of others."""
    done = run_module("mkdocs", "build", "-q", "-d", str(site), cwd=root, NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 0, done.stdout + done.stderr
    return addresses(site)
