"""A site that holds each of some strings wherever people may write something, as far as it is not refused."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib

from tests.sites import LANGUAGES, SETTINGS, SmallSite, run_module
from triptych.catalogs.checks import CHECKS
from triptych.catalogs.declared import declared_labels
from triptych.catalogs.po_file import parse_po
from triptych.directory.bounds import bound_findings
from triptych.directory.fields import read_facts
from triptych.directory.prose import read_prose
from triptych.directory.taxonomy import read_taxonomy
from triptych.engine.building import read
from triptych.errors import Finding
from triptych.model import Settings
from triptych.sources.forms import Form
from triptych.sources.front_matter import read_document
from triptych.sources.yaml_source import read_mapping

# The fields of an entry that are more than a text: of most strings they say that they are not what is wanted.
STRICT = {
    "website": "{}",
    "archived": "{}",
    "same_as": "[{}]",
    "email": "{}",
    "telephone": "{}",
    "languages": "[{}]",
    "categories": "[{}]",
    "part_of": "{}",
    "kind": "{}",
    "status": "{}",
    "assured_date": "{}",
    "address": "{{country: {}}}",
}
_NAMES_NOTHING = ("categories", "part_of")  # an id that no page has is refused where all is read
_SILENCED = [check.flag for check in CHECKS]
_HEADERS = ("Project-Id-Version", "Last-Translator", "Language-Team", "X-Generator", "X-Note")


@dataclass
class HostileSite:
    """The site in `root`. `placed` counts how often a string stands somewhere, `refused` why one does not."""

    root: Path
    strings: Sequence[str]
    placed: int = 0
    refused: list[Finding] = field(default_factory=list)

    def write(self) -> "HostileSite":
        """Write all of it: pages and labels, what was synced, and what has changed since."""
        small = SmallSite.write(self.root)
        self._put_settings(small)
        self._put_categories(small)
        self._put_pages(small, ending="")
        self._put_labels(small)
        synced = run_module("triptych", "sync", "--all", cwd=self.root, within=900, SOURCE_DATE_EPOCH="1793700000")
        assert synced.returncode == 0, synced.stdout + synced.stderr
        # Every source has changed since: readers are shown by words what has.
        self._put_pages(small, ending=" …", languages=("fr",))
        return self

    def _put_settings(self, small: SmallSite) -> None:
        first, second, third = (self._usable(start) for start in (0, 1, 2))
        texts = SETTINGS.replace("Essai", json.dumps(first)).replace("A small directory", json.dumps(second))
        small.put("mkdocs.yml", texts.replace("- Home: index.md", f"- {json.dumps(third)}: index.md"))

    def _put_categories(self, small: SmallSite) -> None:
        lines = ["categories:", "  - {id: help, label: Help, text: Who helps.}"]
        for number, text in self._texts():
            quoted = json.dumps(text)
            lines.append(f"  - {{id: c-{number}, parent: help, label: {quoted}, text: {quoted}}}")
            self.placed += 2
        lines.append("  - {id: advice, parent: help, label: Advice}")
        small.put("docs/categories.yml", "\n".join(lines) + "\n")

    def _put_pages(self, small: SmallSite, *, ending: str, languages: Sequence[str] = LANGUAGES) -> None:
        texts = dict(self._texts())
        for number, written in enumerate(self.strings):
            body = self._body(small, written, ending)
            text = json.dumps(texts.get(number, "refused") + ending)
            for language in languages:
                facts = self._facts(written, texts.get(number)) if language == "fr" else ""
                small.put(
                    f"docs/{language}/directory/e-{number}.md",
                    f"---\nname: {text}\ndescription: {text}\n{facts}---\n{body}\n",
                )
                small.put(
                    f"docs/{language}/p-{number}.md",
                    f"---\ntitle: {text}\ndescription: {text}\nsubtitle: {text}\n---\n{body}\n",
                )
                self.placed += 4 if number in texts else 2

    def _facts(self, written: str, text: str | None) -> str:
        lines = [line for name, form in STRICT.items() if (line := self._strict(name, form, written))]
        if text is not None:
            quoted = json.dumps(text)
            lines = [line for line in lines if not line.startswith("address")]
            lines.append(f"alternate_name: {quoted}")
            lines.append(f"address: {{street: {quoted}, postal_code: {quoted}, locality: {quoted}, country: BE}}")
            self.placed += 4
        number = self.strings.index(written)
        categories = f"[c-{number}]" if text is not None else "[help]"
        return "".join(f"{line}\n" for line in [*lines, f"categories: {categories}"])

    def _strict(self, name: str, form: str, written: str) -> str | None:
        """The line that gives a field a string, None where the reader refuses it."""
        line = f"{name}: {form.format(json.dumps(written))}"
        mapping, findings = read_mapping(line, "probe")
        if mapping is not None:
            read_facts(probe := Form("probe", mapping))
            findings = probe.findings
        self.refused += findings
        if findings or name in _NAMES_NOTHING:
            return None
        self.placed += 1
        return line

    def _body(self, small: SmallSite, written: str, ending: str) -> str:
        """The string in every kind of place of a text, as far as the text may then be read at all."""
        line = written.replace("\n", " ")
        parts = [
            written + ending,
            f"## {line}{ending} {{#part}}",
            f"| {line} |\n|---|\n| {line} |",
            f"- {line}\n\n    > {line}",
            f"[{line}](about.md '{line}') ![{line}](x.png)",
            f"x[^1]\n\n[^1]: {line}",
        ]
        body = "\n\n".join(parts)
        document, findings = read_document(small.put("probe.md", body), "probe")
        findings = findings or list(bound_findings(document)) if document else findings
        self.refused += findings
        return "" if findings else body

    def _put_labels(self, small: SmallSite) -> None:
        """Each label of the site translated by a string; what the checks would say of it is silenced."""
        labels = declared_labels(read(self.root / "mkdocs.yml").site)
        for shift, language in enumerate(LANGUAGES):
            usable = [text for text in self.strings if self._may_stand_in_po(text)]
            catalog = polib.POFile()
            plural = "Plural-Forms: nplurals=2; plural=(n != 1);"
            catalog.metadata = dict(zip(_HEADERS, (text.replace("\n", " ") for text in usable), strict=False))
            catalog.metadata |= {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plural.split(": ")[1]}
            catalog.header = usable[0].replace("\n", " ")
            for number, label in enumerate(labels):
                text = usable[(number * 7 + shift) % len(usable)]
                texts: dict[str, Any] = {"msgstr": text}
                if label.plural_id:
                    texts = {"msgid_plural": label.plural_id, "msgstr_plural": {0: text, 1: text}}
                catalog.append(_entry(label.context, label.id, text, **texts))
                self.placed += 1
            for text in usable:  # labels that the site does not have
                catalog.append(_entry(f"x:{text}", text, text, msgstr=text))
                self.placed += 4
            small.put(f"locales/{language}/LC_MESSAGES/labels.po", str(catalog))

    def _may_stand_in_po(self, text: str) -> bool:
        _, findings = parse_po(str(_entry(text, text, text, msgstr=text)), "probe")
        self.refused += findings
        return bool(text.strip()) and not findings

    def _texts(self) -> Iterator[tuple[int, str]]:
        """The strings that may be a text of one line, with their numbers."""
        for number, written in enumerate(self.strings):
            mapping, findings = read_mapping(f"name: {json.dumps(written)}", "probe")
            form = Form("probe", mapping) if mapping else None
            text = form.text("name") if form else None
            if text is not None:
                yield number, text
            else:
                self.refused += [*findings, *(form.findings if form else ())]

    def _usable(self, start: int) -> str:
        texts = [text for _, text in self._texts()]
        return texts[start * 5 % len(texts)]


def _entry(context: str, msgid: str, text: str, **texts: Any) -> polib.POEntry:
    line = text.replace("\n", " ")
    return polib.POEntry(
        msgctxt=context,
        msgid=msgid,
        comment=line,
        tcomment=line,
        occurrences=[("code.py", "")],
        flags=list(_SILENCED),
        **texts,
    )


def strict_places(settings: Settings, folder: Path) -> Mapping[str, Callable[[str], list[Finding]]]:
    """The places of names and addresses, each with what its reader says of a string."""

    def of_taxonomy(line: str) -> Callable[[str], list[Finding]]:
        def told(text: str) -> list[Finding]:
            path = folder / "categories.yml"
            path.write_text(f"categories:\n  - {line.format(json.dumps(text))}\n", encoding="utf-8")
            return read_taxonomy(path, settings).findings

        return told

    def slug(text: str) -> list[Finding]:
        path = folder / "page.md"
        path.write_text(f"---\ntitle: a\nslug: {json.dumps(text)}\n---\n", encoding="utf-8")
        document, findings = read_document(path, "page.md")
        return read_prose(document, path="page.md", language="fr").form.findings if document else findings

    return {
        "the id of a category": of_taxonomy("{{id: {}, label: a}}"),
        "the slug of a category": of_taxonomy("{{id: a, label: a, slugs: {{nl: {}}}}}"),
        "the parent of a category": of_taxonomy("{{id: a, label: a, parent: {}}}"),
        "the icon of a category": of_taxonomy("{{id: a, label: a, icon: {}}}"),
        "the colour of a category": of_taxonomy("{{id: a, label: a, colour: {}}}"),
        "the slug of a page": slug,
    }
