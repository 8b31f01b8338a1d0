"""Sites on disk, and the real command line over them."""

import atexit
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

from tests.forking import Request
from triptych.catalogs.declared import declared_labels
from triptych.engine.building import read

ROOT = Path(__file__).parent.parent
LANGUAGES = ("fr", "en", "nl")

SETTINGS = """\
site_name: Essai
site_description: A small directory
site_url: https://essai.example/
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
        - {locale: nl, name: Nederlands}
hooks: [hooks/sources.py, hooks/files.py, hooks/pages.py]
nav:
  - Home: index.md
  - Directory: directory/index.md
validation:
  nav: {omitted_files: ignore}
extra:
  triptych:
    directory: {fr: annuaire, en: directory, nl: gids}
    dialects: {fr: fr_BE, en: en_GB, nl: nl_BE}
"""

CATEGORIES = """\
categories:
  - id: help
    label: Help
    text: Who helps.
    slugs: {fr: aide, en: help, nl: hulp}
    icon: material/hand-heart-outline
    colour: teal
  - id: advice
    parent: help
    label: Advice
    slugs: {fr: conseil, en: advice, nl: advies}
"""

ENTRIES = {
    "alpha": {
        "fr": "name: Alpha\ndescription: Une aide.\nwebsite: https://alpha.example/\n"
        'address: {street: "Rue Un 1", postal_code: "0100", locality: Bruxelles, country: BE}\n'
        "categories: [help]\n",
        "en": "name: Alpha\ndescription: Some help.\n",
        "nl": "name: Alfa\ndescription: Hulp.\n",
    },
    "beta": {
        "fr": "name: Bêta\ndescription: Un conseil.\ncategories: [advice]\npart_of: alpha\n",
        "en": "name: Beta\ndescription: Advice.\n",
        "nl": "name: Bèta\ndescription: Advies.\n",
    },
}


@dataclass(frozen=True)
class SmallSite:
    """The sources of a small site in the folder `root`."""

    root: Path

    @classmethod
    def write(cls, root: Path) -> "SmallSite":
        """A copy of one that was written once: its labels and records take longer than its copy."""
        shutil.copytree(cls._written().root, root)
        return cls(root)

    @classmethod
    @cache
    def _written(cls) -> "SmallSite":
        site = cls(Path(tempfile.mkdtemp(prefix="small-site-")) / "site")
        atexit.register(shutil.rmtree, site.root.parent)
        site.put("mkdocs.yml", SETTINGS)
        site.put("docs/categories.yml", CATEGORIES)
        for hook in ("sources", "files", "pages"):
            site.put(f"hooks/{hook}.py", (ROOT / "hooks" / f"{hook}.py").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            site.put(f"docs/{language}/index.md", f"---\ntitle: Essai ({language})\n---\n\nTexte.\n")
            for entry_id, versions in ENTRIES.items():
                front_matter = f"---\n{versions[language]}---\n"
                site.put(f"docs/{language}/directory/{entry_id}.md", front_matter)
        site.put_labels()
        site.put_records()
        return site

    def put(self, path: str, content: str | bytes) -> Path:
        """Write a file below the site's folder."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    def put_records(self) -> None:
        """Sync every translation as it stands."""
        done = run("sync", "--all", cwd=self.root, SOURCE_DATE_EPOCH="1793700000")  # 3 November 2026
        assert done.returncode == 0, done.stdout + done.stderr

    def put_labels(self) -> None:
        """Write catalogs in which every label of the site has a translation."""
        labels = declared_labels(read(self.root / "mkdocs.yml").site)
        for language in LANGUAGES:
            catalog = polib.POFile()
            catalog.metadata = {
                "Content-Type": "text/plain; charset=UTF-8",
                "Plural-Forms": f"nplurals=2; plural=(n {'> 1' if language == 'fr' else '!= 1'});",
            }
            for label in labels:
                texts = {"msgstr": f"{written(label.id, language)} ({language})"}
                if label.plural_id:
                    both = enumerate((label.id, label.plural_id))
                    forms = {form: f"{written(text, language)} ({language})" for form, text in both}
                    texts = {"msgid_plural": label.plural_id, "msgstr_plural": forms}
                catalog.append(polib.POEntry(msgctxt=label.context, msgid=label.id, **texts))
            self.put(f"locales/{language}/LC_MESSAGES/labels.po", str(catalog))

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        place = self.root / path
        text = place.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        place.write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the site's folder by its path, but for what builds keep there for themselves."""
        return {path: data for path, data in files_of(self.root).items() if not path.startswith(".cache/")}

    def build(self, *options: str) -> subprocess.CompletedProcess[str]:
        """`triptych build` into the site's own folder."""
        return run("build", "--jobs", "1", *options, cwd=self.root)


def written(text: str, language: str) -> str:
    """An English text with the spaces that French has before its punctuation."""
    return re.sub("(?=:)", "\u00a0", re.sub("(?=;)", "\u202f", text)) if language == "fr" else text


def run(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The real command line, with more `variables` in its environment; a run that hangs fails the test.

    It runs in a process of its own, forked from one that has loaded it already. Where a fresh interpreter is what
    matters, `run_module` starts one.
    """
    command = ["triptych", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("stdout", "stderr")]
        request: Request = {
            "module": "triptych",
            "arguments": list(arguments),
            "cwd": str(cwd),
            "environment": {**os.environ, "PYTHONUTF8": "1", **variables},
            "stdout": str(said[0]),
            "stderr": str(said[1]),
        }
        print(json.dumps(request), file=_forking().stdin, flush=True)
        code = int(_forking().stdout.readline())
        return subprocess.CompletedProcess(command, code, *(path.read_text(encoding="utf-8") for path in said))


@cache
def _forking() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forking"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.communicate)  # ends its input, and so itself
    return process


def run_module(
    module: str, *arguments: str, cwd: Path, within: float = 120, **variables: str
) -> subprocess.CompletedProcess[str]:
    """`python -m module` with this interpreter; `within` some seconds."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=within,
        check=False,
    )


def built_once(site: Path, build: Callable[[Path], object]) -> Path:
    """The folder `site`, which the first of the workers that ask for it lets `build` make while the others wait."""
    with site.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            begun = site.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            build(begun)
            begun.rename(site)
    return site


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path, but for what Python has compiled of its hooks."""
    found = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}
