"""The files of a new site, by their paths in its folder."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from babel import Locale

from triptych.starter.answers import Answers
from triptych.starter.texts import ENTRIES, PAGES, Texts, english, texts_in

_WORKFLOWS = Path(__file__).with_name(".github") / "workflows"
_TEST = Path(__file__).with_name("test_site.txt")
_DIALECTS = {"fr": "fr_BE", "nl": "nl_BE", "de": "de_BE", "en": "en_GB"}
_HOOKS = {
    "sources": (
        "Reads and checks what people wrote, and keeps MkDocs from the site's folder until all of it is built.",
        ("on_build_error", "on_config", "on_serve", "on_startup"),
    ),
    "files": (
        "Gives each language its pages: those that people wrote, those that are generated, open data; then the index.",
        ("on_files", "on_post_build"),
    ),
    "pages": (
        "Takes each page through MkDocs: its front matter in, its Markdown rendered, its document out.",
        ("on_page_context", "on_page_markdown"),
    ),
}
_CATEGORIES = (
    ("culture", None, "Culture", "Libraries, theatres, museums and meeting places.", "material/palette-outline"),
    ("learning", None, "Learning", "Courses and training, for adults and young people.", "material/school-outline"),
    ("languages", "learning", "Languages", "Courses for those who learn a language.", None),
)
_FACTS: Mapping[str, Mapping[str, object]] = {
    "community-centre": {
        "website": "https://centre.example/",
        "email": "info@centre.example",
        "address": {"postal_code": "1000", "locality": "Bruxelles"},
        "categories": ["culture"],
    },
    "library": {"website": "https://library.example/", "categories": ["culture"]},
    "language-school": {
        "website": "https://school.example/",
        "categories": ["languages"],
        "part_of": "community-centre",
    },
}
_IGNORED = (".cache/", ".venv/", "__pycache__/", "site/", "*.mo")


def files_of(answers: Answers, version: str, *, entries: Mapping[str, str] | None = None) -> dict[str, str]:
    """The text of each file of a new site but its catalogs, by its path; `version` is Triptych's own.

    `entries` are the files of entries and categories that take the place of the samples, by their paths.
    """
    own = texts_in(answers.default_language) or english()
    files = {
        "mkdocs.yml": _settings(answers, own.comments),
        "README.md": own.readme(answers.name, answers.default_language),
        "requirements.txt": f"triptych=={version}\n",
        "tests/test_site.py": _TEST.read_text(encoding="utf-8"),
    }
    files |= common_files()
    if _WORKFLOWS.is_dir():
        files |= {f".github/workflows/{path.name}": path.read_text(encoding="utf-8") for path in _WORKFLOWS.iterdir()}
    for code, texts in _written(answers).items():
        files |= {f"docs/{code}/{path}": texts.page(path, answers.name) for path in PAGES}
    if entries is not None:
        return {**files, **entries}
    files["docs/categories.yml"] = _categories(answers, own.comments)
    return {**files, **dict(_entries(answers))}


def common_files() -> dict[str, str]:
    """What any site has, however it begins: its hooks, and what git leaves out."""
    hooks = {f"hooks/{name}.py": _hook(*hook) for name, hook in _HOOKS.items()}
    return {".gitignore": "".join(f"{one}\n" for one in _IGNORED), **hooks}


def labels_of(answers: Answers, language: str) -> Mapping[str, str]:
    """What the site's own labels say in `language`, by their English, as far as it is known."""
    texts = texts_in(language)
    own = {answers.name: answers.name}
    if texts is None:
        return own
    return {**texts.labels, english().description_of(answers.name): texts.description_of(answers.name), **own}


def _written(answers: Answers) -> dict[str, Texts]:
    """The languages that the samples are written in: those that have texts, and always the default one."""
    found = {code: texts_in(code) for code in answers.languages}
    return {code: texts or english() for code, texts in found.items() if texts or code == answers.default_language}


def _entries(answers: Answers) -> Iterator[tuple[str, str]]:
    """The samples, in the default language with the facts that are the same in all."""
    for code, texts in _written(answers).items():
        for entry in ENTRIES:
            text = texts.page(f"directory/{entry}.md", answers.name)
            if code == answers.default_language:
                facts = yaml.safe_dump(dict(_FACTS[entry]), allow_unicode=True, sort_keys=False)
                head, _, body = text.removeprefix("---\n").partition("---\n")
                text = f"---\n{head}{facts}---\n{body}"
            yield f"docs/{code}/directory/{entry}.md", text


def _categories(answers: Answers, comments: Mapping[str, str]) -> str:
    lines = [f"# {comments['categories']}", "categories:"]
    for category, parent, label, text, icon in _CATEGORIES:
        slugs = {code: (texts_in(code) or english()).slugs[category] for code in answers.languages}
        given = {"id": category, "parent": parent, "label": label, "text": text, "slugs": _flow(slugs), "icon": icon}
        first, *rest = (f"{name}: {value}" for name, value in given.items() if value)
        lines += [f"  - {first}", *(f"    {line}" for line in rest), ""]
    return "\n".join(lines)


def _settings(answers: Answers, comments: Mapping[str, str]) -> str:
    """The text of mkdocs.yml, each setting explained in a line."""
    codes = answers.languages
    directory = {code: (texts_in(code) or english()).directory for code in codes}
    status = {code: texts.status for code in codes if (texts := texts_in(code))}
    dialects = {code: _DIALECTS[code] for code in codes if code in _DIALECTS}
    languages = "\n".join(f"        - {_flow(_language(code, answers))}" for code in codes)
    ours = {"directory": directory, "status": status, "dialects": dialects}
    own = "\n".join(f"    # {comments[name]}\n    {name}: {_flow(value)}" for name, value in ours.items() if value)
    hooks = "\n".join(f"  - hooks/{name}.py" for name in _HOOKS)
    return f"""\
# {comments["top"]}

# {comments["site_name"]}
site_name: {_quoted(answers.name)}
# {comments["site_description"]}
site_description: {_quoted(english().description_of(answers.name))}
# {comments["site_url"]}
site_url: !ENV [SITE_URL, {_quoted(answers.url)}]
# {comments["repo_url"]}
repo_url: !ENV [REPO_URL, {_quoted(answers.repository)}]
# {comments["edit_uri"]}
edit_uri: edit/main/docs/
# {comments["docs_dir"]}
docs_dir: docs

# {comments["theme"]}
theme:
  name: material
  font: false

# {comments["plugins"]}
plugins:
  - i18n:
      docs_structure: folder
      languages:
{languages}

# {comments["hooks"]}
hooks:
{hooks}

# {comments["nav"]}
nav:
  - Home: index.md
  - Directory: directory/index.md
  - About: about.md

# {comments["validation"]}
validation:
  nav:
    omitted_files: ignore
  anchors: warn

# {comments["markdown_extensions"]}
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables

extra:
  triptych:
{own}
    # {comments["publish_from"]}
    # publish_from: 80
"""


def _language(code: str, answers: Answers) -> dict[str, object]:
    texts = texts_in(code)
    named = Locale.parse(code, sep="-").get_display_name() or code
    name = texts.language if texts and texts.code == code else named[:1].upper() + named[1:]
    default = {"default": True} if code == answers.default_language else {}
    return {"locale": code, "name": name, **default}


def _flow(value: Mapping[str, object]) -> str:
    """A mapping on one line of YAML."""
    pairs = (f"{key}: {str(one).lower() if isinstance(one, bool) else _plain(str(one))}" for key, one in value.items())
    return f"{{{', '.join(pairs)}}}"


def _plain(text: str) -> str:
    """A word as it is, anything else, and what YAML would read as something else, in quotes."""
    return text if text.replace("-", "").replace("_", "").isalnum() and yaml.safe_load(text) == text else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _hook(purpose: str, events: tuple[str, ...]) -> str:
    names = ", ".join(events)
    quoted = ", ".join(f'"{name}"' for name in events)
    return f'"""{purpose}"""\n\nfrom triptych.engine.hooks import {names}\n\n__all__ = [{quoted}]\n'
