"""Our own builds: cold, with nothing changed, and after edits as people make them."""

import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import Corpus, entry_path
from benchmarks.measuring import measured
from benchmarks.subjects import ENVIRONMENT, Subject, aside, module

COLD, UNCHANGED, FIRST, ENTRY, LABEL, CATEGORY = "cold", "unchanged", "first-entry", "entry", "label", "category"
EVERY_PAGES_LABEL = "page:skip"  # its context
RENAMED = "career-guidance"
# A text as it was, and the number of the edit that it has had since.
_TEXT = r'[^"(\n]*[^"(\n ]'
_NUMBER = r"(?: \(\d+\))?"


class OurSite:
    """A large site whose builds are measured, and the edits between them; each edit differs from the last one."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.folder = folder
        self.corpus = corpus
        self._is_built = False  # as the sources stand
        self._edits = 0

    def subjects(self) -> list[Subject]:
        """What is measured, in the order in which the states follow from each other.

        A build is laid on the ground of the site before the last one: the first one after a cold build has none.
        """
        return [
            self._subject(COLD, "cold", self._forget),
            self._subject(UNCHANGED, "nothing changed", self._build),
            self._subject(
                FIRST, "one entry edited, for the first time after a cold build", self._after(self.edit_entry)
            ),
            self._subject(ENTRY, "one entry edited", self._after(self.edit_entry)),
            self._subject(LABEL, "one label edited that every page shows", self._after(self.edit_label)),
            self._subject(CATEGORY, "one category renamed", self._after(self.rename_category)),
        ]

    @property
    def edited_number(self) -> int:
        """The number of the entry that is edited: the one nearest to the middle that is written in every language."""
        complete = filter(self.corpus.is_complete, range(self.corpus.entries))
        return min(complete, key=lambda number: abs(number - self.corpus.entries // 2))

    def edit_entry(self) -> str:
        """Change a sentence of an entry in its source language, and return what it says now."""
        self._edits += 1
        self._is_built = False  # unless what is measured builds it
        sentence = f"Une phrase de plus, la {self._edits}e."
        path = self.folder / "docs" / self.corpus.source_language / entry_path(self.edited_number)
        text = path.read_text(encoding="utf-8").partition("\nUne phrase de plus")[0]
        path.write_text(f"{text}\n{sentence}\n", encoding="utf-8")
        return sentence

    def _subject(self, name: str, title: str, prepare: Callable[[], None]) -> Subject:
        def prepared() -> None:
            prepare()
            self._is_built = True  # by the run that follows

        step = module("triptych", "build", cwd=self.folder)
        return Subject(name, f"Triptych, {title}", prepared, [step], [self.folder / "site"])

    def _forget(self) -> None:
        aside(self.folder / ".cache" / "triptych", self.folder / "site")()

    def _build(self) -> None:
        if not self._is_built:
            measured([module("triptych", "build", cwd=self.folder)], ENVIRONMENT)

    def _after(self, edit: Callable[[], object]) -> Callable[[], None]:
        def prepare() -> None:
            self._build()
            edit()

        return prepare

    def edit_label(self) -> None:
        """Change what every page of the last language says of its first link."""
        self._edits += 1
        message = re.compile(rf'(msgctxt "{EVERY_PAGES_LABEL}"\nmsgid ".*"\nmsgstr "{_TEXT}){_NUMBER}"')
        _replace(self._catalog(self.corpus.languages[-1]), message, rf'\g<1> ({self._edits})"')

    def rename_category(self) -> None:
        """Give a category another name, and the name its translations, as somebody would in one go."""
        self._edits += 1
        label = re.compile(rf"(?m)(- id: {RENAMED}\n(?: .*\n)*? +label: {_TEXT}){_NUMBER}$")
        _replace(self.folder / "docs/categories.yml", label, rf"\g<1> ({self._edits})")
        message = re.compile(rf'(msgctxt "category:{RENAMED}"\nmsgid "{_TEXT}){_NUMBER}("\nmsgstr "{_TEXT}){_NUMBER}"')
        for language in self.corpus.languages:
            _replace(self._catalog(language), message, rf'\g<1> ({self._edits})\g<2> ({self._edits})"')

    def _catalog(self, language: str) -> Path:
        return self.folder / "locales" / language.replace("-", "_") / "LC_MESSAGES/labels.po"


def _replace(path: Path, pattern: re.Pattern[str], replacement: str) -> None:
    text, count = pattern.subn(replacement, path.read_text(encoding="utf-8"))
    if count != 1:
        raise ValueError(f"{path}: {count} places to edit by {pattern.pattern}; one is wanted")
    path.write_text(text, encoding="utf-8")
