"""The generators that we are measured beside, where they are installed, each over the same pages."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measuring import Step, measured
from benchmarks.peer_sites import write_hugo_site, write_material_site, write_zensical_sites
from benchmarks.subjects import ENVIRONMENT, Subject, aside, module
from triptych.build.search_index import find_pagefind

MKDOCS, HUGO, ZENSICAL, ZENSICAL_AGAIN = "mkdocs", "hugo", "zensical", "zensical-again"
PEERS = (MKDOCS, HUGO, ZENSICAL, ZENSICAL_AGAIN)


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the peers that are no part of our own environment are; None where they are not."""

    hugo: Path | None
    zensical: Path | None

    @classmethod
    def find(cls, environment: Path) -> "Programs":
        """In the virtual `environment` first, then on the system's path.

        Of Hugo the program itself, not the Python script that starts it and would count as its time.
        """
        packaged = sorted(environment.glob("lib/python*/site-packages/hugo/binaries/hugo"))
        return cls(
            hugo=packaged[0].resolve() if packaged else _on_path("hugo"),
            zensical=own if (own := (environment / "bin/zensical").absolute()).is_file() else _on_path("zensical"),
        )

    @property
    def missing(self) -> dict[str, str]:
        """The names of the peers that cannot be measured, each with what is missing."""
        lacking = {} if self.hugo else {HUGO: "Hugo"}
        return lacking if self.zensical else {**lacking, ZENSICAL: "Zensical", ZENSICAL_AGAIN: "Zensical"}


def _on_path(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found).absolute() if found else None


def peer_subjects(site: Path, corpus: Corpus, folder: Path, programs: Programs) -> list[Subject]:
    """The peers that are installed, each by its name with its pages in a folder below `folder`."""
    found = [_mkdocs(site, corpus, folder / "mkdocs")]
    if programs.hugo:
        found.append(_hugo(site, corpus, folder / "hugo", programs.hugo))
    if programs.zensical:
        found += _zensical(site, corpus, folder / "zensical", programs.zensical)
    return found


def _mkdocs(site: Path, corpus: Corpus, folder: Path) -> Subject:
    output = folder / "site"
    prepare = _written(folder, lambda: write_material_site(site, corpus, folder), aside(output))
    title = "MkDocs with Material, its search and static-i18n"
    return Subject(MKDOCS, title, prepare, [module("mkdocs", "build", "--quiet", cwd=folder)], [output])


def _hugo(site: Path, corpus: Corpus, folder: Path, program: Path) -> Subject:
    output = folder / "public"
    prepare = _written(folder, lambda: write_hugo_site(site, corpus, folder), aside(output, folder / "resources"))
    pagefind = str(find_pagefind().absolute())
    steps = [Step((str(program), "--quiet"), folder), Step((pagefind, "--site", "public", "--silent"), folder)]
    return Subject(HUGO, "Hugo with a bare theme, then Pagefind", prepare, steps, [output])


def _zensical(site: Path, corpus: Corpus, folder: Path, program: Path) -> list[Subject]:
    folders = [folder / language for language in corpus.languages]
    outputs = [one / "site" for one in folders]
    forget = aside(*outputs, *(one / ".cache" for one in folders))
    steps = [Step((str(program), "build"), one) for one in folders]

    def write() -> None:
        write_zensical_sites(site, corpus, folder)

    def build_once() -> None:
        if not all(output.exists() for output in outputs):
            measured(steps, ENVIRONMENT)

    return [
        Subject(
            ZENSICAL, "Zensical, one language after the other, cold", _written(folder, write, forget), steps, outputs
        ),
        Subject(ZENSICAL_AGAIN, "Zensical, nothing changed", _written(folder, write, build_once), steps, outputs),
    ]


def _written(folder: Path, write: Callable[[], None], then: Callable[[], None]) -> Callable[[], None]:
    """Writes the peer's site before its first run, and brings about its state before each."""

    def prepare() -> None:
        if not folder.exists():
            write()
        then()

    return prepare
