"""The sample texts that the package ships: a folder for each language, beside this file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("texts")
# What pages, entries and labels are written in where a site's own language has none.
ENGLISH = "en"
PAGES = ("index.md", "about.md")
ENTRIES = ("community-centre", "language-school", "library")

_NAME = "[[name]]"
_MARKED = re.compile(r"[\\`*_\[\]<>|#]")
_FIELD = re.compile(r"^(\w+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts in one language: its name, parts of addresses, labels by their English, comments by their settings."""

    code: str
    language: str
    directory: str
    status: str
    description: str
    slugs: Mapping[str, str]
    labels: Mapping[str, str]
    comments: Mapping[str, str]

    def page(self, path: str, name: str) -> str:
        """The Markdown of a page of a site called `name`."""
        text = (FOLDER / self.code / path).read_text(encoding="utf-8")
        _, front_matter, body = text.split("---\n", 2)
        named = _FIELD.sub(lambda found: f"{found[1]}: {_value(found[2], name)}", front_matter)
        return f"---\n{named}---\n{body.replace(_NAME, in_markdown(name))}"

    def readme(self, name: str, default_language: str) -> str:
        """What the site's repository says of itself."""
        text = (FOLDER / self.code / "README.md").read_text(encoding="utf-8")
        return text.replace(_NAME, in_markdown(name)).replace("[[default]]", default_language)

    def description_of(self, name: str) -> str:
        """What the site called `name` says of itself to search engines."""
        return self.description.replace(_NAME, name)


@cache
def texts_in(language: str) -> Texts | None:
    """The texts in `language`, or in the language that it is a variety of; None where none are shipped."""
    for code in (language, language.split("-", maxsplit=1)[0]):
        path = FOLDER / code / "texts.yml"
        if path.is_file():
            return Texts(code, **yaml.safe_load(path.read_text(encoding="utf-8")))
    return None


def english() -> Texts:
    """The texts in English."""
    found = texts_in(ENGLISH)
    assert found is not None
    return found


def in_markdown(name: str) -> str:
    """A name as Markdown that shows it as it is."""
    return _MARKED.sub(lambda one: f"\\{one[0]}", name.replace("&", "&amp;"))


def _value(text: str, name: str) -> str:
    """A value of front matter with the site's name in it."""
    if _NAME not in text:
        return text
    return json.dumps(str(yaml.safe_load(text)).replace(_NAME, name), ensure_ascii=False)
