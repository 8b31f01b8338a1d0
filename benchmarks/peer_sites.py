"""The pages of a large site as other generators take them: the same files, with settings and templates of theirs.

What a language lacks stands there in the source language, so that each generator makes as many pages.
"""

import shutil
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.large_site import language_lines, language_name

_URL = "https://relais.example/"
_LISTING = "directory/index.md"

_MATERIAL = """\
site_name: Relais
site_url: {url}{prefix}
docs_dir: {docs}
site_dir: site
theme: {{name: material, language: {language}, font: false}}
# Without it each page would link to all the others, and a build take hours.
nav: [index.md, {listing}]
validation:
  nav: {{omitted_files: ignore}}
plugins:
  - search
"""
_I18N = """\
  - i18n:
      docs_structure: folder
      languages:
"""

_HUGO = """\
baseURL = "{url}"
title = "Relais"
defaultContentLanguage = "{default}"
# Links between Markdown files become links between pages, as MkDocs makes them.
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
_HUGO_LANGUAGE = """\
[languages.{code}]
weight = {weight}
contentDir = "content/{code}"
[languages.{code}.params]
label = "{name}"
"""
_BASE = """\
<!doctype html>
<html lang="{{ .Page.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ or .Params.name .Title }} – {{ site.Title }}</title>
<meta name="description" content="{{ .Params.description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}</head>
<body>
<header><nav><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
{{ range .AllTranslations }}<a href="{{ .RelPermalink }}">{{ .Language.Params.label }}</a>
{{ end }}</nav></header>
<main data-pagefind-body>
<h1>{{ or .Params.name .Title }}</h1>
{{ block "main" . }}{{ end }}
</main>
</body>
</html>
"""
_SINGLE = """\
{{ define "main" }}{{ with .Params.description }}<p>{{ . }}</p>{{ end }}
{{ with .Params.website }}<p><a href="{{ . }}">{{ . }}</a></p>{{ end }}
{{ with .Params.address }}<p>{{ .street }}, {{ .postal_code }} {{ .locality }}</p>{{ end }}
{{ .Content }}{{ end }}
"""
_LIST = """\
{{ define "main" }}{{ .Content }}
<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ or .Params.name .Title }}</a>
<p>{{ .Params.description }}</p>
{{ end }}</ul>{{ end }}
"""


def write_material_site(site: Path, corpus: Corpus, folder: Path) -> None:
    """For MkDocs with Material, its search and static-i18n, and none of our hooks."""
    _write_pages(site, corpus, folder / "docs")
    default = corpus.source_language
    i18n = _I18N + language_lines(corpus.languages, indent=8)
    settings = _MATERIAL.format(url=_URL, prefix="", docs="docs", language=default, listing=_LISTING)
    _write(folder / "mkdocs.yml", settings + i18n + _extensions_of(site))


def write_zensical_sites(site: Path, corpus: Corpus, folder: Path) -> None:
    """For Zensical, which knows neither hooks nor static-i18n: a site for each language, in a folder of its name."""
    for language in corpus.languages:
        _write_language(site, corpus, language, folder / language / "docs")
        prefix = "" if language == corpus.source_language else f"{language}/"
        settings = _MATERIAL.format(url=_URL, prefix=prefix, docs="docs", language=language, listing=_LISTING)
        _write(folder / language / "mkdocs.yml", settings + _extensions_of(site))


def write_hugo_site(site: Path, corpus: Corpus, folder: Path) -> None:
    """For Hugo: a site in all languages with a bare theme: a page, a list, links between languages."""
    _write_pages(site, corpus, folder / "content")
    for path in (folder / "content").rglob("index.md"):
        path.rename(path.with_name("_index.md"))  # where Hugo would take the other files for parts of this page
    settings = _HUGO.format(url=_URL, default=corpus.source_language)
    for weight, code in enumerate(corpus.languages, start=1):
        settings += _HUGO_LANGUAGE.format(code=code, weight=weight, name=language_name(code))
    _write(folder / "hugo.toml", settings)
    for name, template in (("baseof", _BASE), ("single", _SINGLE), ("list", _LIST)):
        _write(folder / f"layouts/_default/{name}.html", template)


def _write_pages(site: Path, corpus: Corpus, target: Path) -> None:
    for language in corpus.languages:
        _write_language(site, corpus, language, target / language)


def _write_language(site: Path, corpus: Corpus, language: str, target: Path) -> None:
    shutil.copytree(site / "docs" / corpus.source_language, target)
    shutil.copytree(site / "docs" / language, target, dirs_exist_ok=True)
    links = (f"- [{corpus.name(number)}](entry-{number}.md)\n" for number in range(corpus.entries))
    _write(target / _LISTING, f"# A–Z\n\n{''.join(links)}")


def _extensions_of(site: Path) -> str:
    """The part of our settings that says which Markdown extensions pages are written for."""
    _, name, rest = (site / "mkdocs.yml").read_text(encoding="utf-8").partition("markdown_extensions:\n")
    return f"{name}{rest.partition(chr(10) * 2)[0]}\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
