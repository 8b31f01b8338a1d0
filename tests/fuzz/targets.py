"""The readers that are tried: each takes bytes, reads them as its file, and asserts the law of what it finds."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Nav
from mkdocs.config.defaults import MkDocsConfig

from tests.fuzz.law import hold
from tests.sites import ROOT, SmallSite
from tests.texts import SETTINGS, page, standing
from triptych.build.part_file import NAME, read_part
from triptych.catalogs.check_model import Subject
from triptych.catalogs.checks import check_catalog
from triptych.catalogs.extraction import Label
from triptych.catalogs.glossary import Glossary, read_glossary
from triptych.catalogs.merging import merged
from triptych.catalogs.plurals import TWO_FORMS, PluralRule
from triptych.catalogs.po import read_catalog
from triptych.catalogs.po_file import parse_po, read_po
from triptych.catalogs.writing import po_text
from triptych.directory.bounds import bound_findings
from triptych.directory.entries import join_entries, read_entry
from triptych.directory.prose import join_prose, read_prose
from triptych.directory.taxonomy import colours, read_taxonomy
from triptych.engine.configuration import load
from triptych.engine.settings import settings_of
from triptych.errors import has_errors
from triptych.links.record import read_record, record_text
from triptych.model import Settings, Site, Taxonomy
from triptych.moving.entry_files import source_files
from triptych.moving.mkdocs_yaml import read_settings
from triptych.moving.navigation import navigation_of
from triptych.moving.new_settings import new_settings
from triptych.moving.spreadsheet import read_spreadsheet
from triptych.moving.static_i18n import read_layout
from triptych.sources.front_matter import Document, read_document
from triptych.sources.text_files import MAX_BYTES, read_text
from triptych.sources.yaml_nodes import Mapping
from triptych.sources.yaml_source import plain_value, read_mapping
from triptych.translations.additions import addition_findings
from triptych.translations.fallback import localized_prose
from triptych.translations.ids import id_findings, new_ids, with_ids
from triptych.translations.normalising import fingerprint, normal_form
from triptych.translations.records import read_records, record_findings, records_text
from triptych.translations.skeleton import completed, skeleton

_ENORMOUS = 1_000_000_000  # to get the text of what a reader refuses for its size
_SMALL = 50_000  # bytes up to which more is asked than the law, such as that writing and reading give the same again


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: `read` raises for what breaks the law. `form` names how its input looks; `seeds` are real files."""

    name: str
    form: str
    seeds: tuple[str, ...]
    read: Callable[[bytes], None]


def seeds_of(target: Target) -> Iterator[Path]:
    """The real files that a target reads."""
    for pattern in target.seeds:
        yield from sorted(ROOT.glob(pattern))


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="triptych-fuzz-"))


def _written(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _text_of(path: Path) -> str:
    """The file's text as its lines are counted, however it is encoded."""
    return read_text(path, "-", max_bytes=_ENORMOUS)[0] or path.read_bytes().replace(b"\r\n", b"\n").replace(
        b"\r", b"\n"
    ).decode("latin-1")


@cache
def _settings() -> Settings:
    root = _folder()
    return replace(SETTINGS, root=root, docs_dir=root / "docs", locales_dir=root, config_file=root / "mkdocs.yml")


def _read_yaml(data: bytes) -> None:
    path = _written("a.yml", data)
    text, findings = read_text(path, "a.yml")
    if text is not None:
        mapping, findings = read_mapping(text, "a.yml")
        if mapping is not None:
            plain_value(mapping)
    hold(findings, _text_of(path))


def _read_entry(data: bytes) -> None:
    path = _written("alpha.md", data)
    document, findings = read_document(path, "alpha.md")
    if document is not None:
        for language in ("fr", "nl"):
            one = read_entry(document, path=f"{language}/directory/alpha.md", language=language, entry_id="alpha")
            _, found = join_entries([one], settings=_settings(), category_ids=frozenset({"help", "advice"}))
            findings = [*findings, *found]
    hold(findings, _text_of(path))


def _read_prose(data: bytes) -> None:
    path = _written("index.md", data)
    document, findings = read_document(path, "index.md")
    if document is not None:
        pages, found = join_prose([read_prose(document, path="index.md", language="fr")], _settings())
        findings = [*findings, *found, *bound_findings(document)]
        for one in pages:
            findings += list(id_findings(one, _settings()))
    hold(findings, _text_of(path))


def _read_taxonomy(data: bytes) -> None:
    path = _written("categories.yml", data)
    read = read_taxonomy(path, _settings())
    colours(read.taxonomy)
    for category in read.taxonomy.categories[-3:]:
        read.taxonomy.path_to(category)
    hold(read.findings, _text_of(path))


def _read_glossary(data: bytes) -> None:
    path = _written("glossary.yml", data)
    glossary, findings = read_glossary(path, "glossary.yml", languages=("fr", "en", "nl"))
    for term in glossary.terms_in("Each entry of the directory is a category, entry by entry."):
        term.is_translated_in("Une fiche de l’annuaire", "fr")
    hold(findings, _text_of(path))


def _read_spreadsheet(data: bytes) -> None:
    path = _written("directory.csv", data)
    spreadsheet = read_spreadsheet(path, shown="directory.csv", country="BE")
    hold(spreadsheet.findings)
    if not has_errors(spreadsheet.findings) and len(data) <= _SMALL:
        source_files(spreadsheet, language="fr", languages=("fr", "nl"))


def _move_in(data: bytes) -> None:
    settings = read_settings(_written("foreign.yml", data))
    layout = read_layout(settings)
    navigation, found = navigation_of(settings, ("index.md", "a/b.md"))
    findings = [*settings.findings, *found]
    if layout is not None and not has_errors(settings.findings):
        text, found = new_settings(settings, layout, navigation, site_url=None, pages=("index.md", "a/b.md"))
        findings += found
        assert text
    hold(findings)


# YAML's reader, which MkDocs calls and we do not, takes the square of the time for what is nested more deeply.
_MOST_BRACKETS = 500


@cache
def _configuration() -> MkDocsConfig:
    return load(SmallSite.write(_folder() / "small").root / "mkdocs.yml")


def _read_settings(data: bytes) -> None:
    """What MkDocs' own reading leaves to ours: `extra.triptych`, and a navigation that it found right."""
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
        return
    try:
        given: Any = yaml.safe_load(data[:20_000])
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError, OverflowError):
        return
    extra = given.get("extra") if isinstance(given, dict) else None
    extra = extra if isinstance(extra, dict) else given
    config = _configuration()
    own, nav = config.extra.get("triptych"), config.nav
    try:
        config.extra["triptych"] = extra.get("triptych", extra) if isinstance(extra, dict) else extra
        if isinstance(given, dict) and "nav" in given:
            config.nav = Nav().validate(given["nav"])
        settings_of(config)
    except ValidationError:
        return
    finally:
        config.extra["triptych"], config.nav = own, nav


def _read_po(data: bytes) -> None:
    path = _written("labels.po", data)
    po, findings = read_po(path, "labels.po")
    hold(findings, _text_of(path))
    if po is not None:
        text = po_text(po)
        if len(data) > _SMALL:
            return
        again, findings = parse_po(text, "labels.po")
        assert again is not None, f"what is written cannot be read: {findings}"
        assert po_text(again) == text, "formatting twice is not formatting once"


_LABELS = (
    Label("nav:home", "Home", None, (), ()),
    Label("count", "{count} entry", "{count} entries", (), ()),
    Label("text", "A long text that has more than forty characters in it, and a {name}.", None, (), ()),
)


def _merge(data: bytes) -> None:
    po, _ = read_po(_written("labels.po", data), "labels.po")
    if po is None:
        return
    try:
        forms = PluralRule.parse(po.plural_forms or TWO_FORMS).count
    except ValueError:
        forms = 2  # as `labels update` has it
    once, _ = merged(po, _LABELS, forms=forms)
    text = po_text(once)
    if len(data) > _SMALL:
        return
    again, findings = parse_po(text, "labels.po")
    assert again is not None, f"what is merged cannot be read: {findings}"
    twice, _ = merged(again, _LABELS, forms=forms)
    assert po_text(twice) == text, "merging twice is not merging once"


def _check_labels(data: bytes) -> None:
    path = _written("labels.po", data)
    catalog, findings = read_catalog(path, language="fr", shown="labels.po")
    if catalog is not None:
        dialect = "fr_BE" if len(data) % 2 else "en_GB"
        findings = list(check_catalog(Subject(catalog, dialect, _LABELS, Glossary())))
    hold(findings, _text_of(path))


def _read_records(data: bytes) -> None:
    path = _written("translations.json", data)
    records, findings = read_records(path, "translations.json")
    findings = [*findings, *record_findings(records, {"directory/forem.md": None}, exists=True)]
    hold(findings, _text_of(path))
    records_text(records.by_key)


def _body(data: bytes) -> str:
    return data[:MAX_BYTES].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _read_markdown(data: bytes) -> None:
    """What is kept of a body, and its hash."""
    text = _body(data)
    form = normal_form(text)
    if len(data) > _SMALL:
        return
    assert normal_form(form) == form, "a normal form is not its own"
    assert fingerprint(form) == fingerprint(text), "a normal form has another hash than its text"


def _bounded(data: bytes) -> str:
    """A body as it is read further: none where a check has refused it."""
    text = _body(data)
    return "" if any(bound_findings(Document("-", Mapping((), 1), text))) else text


def _translate(data: bytes) -> None:
    """A body as a source, and its second half as its translation."""
    text = _bounded(data)
    both = page({"fr": text, "nl": text[len(text) // 2 :]})
    status = standing(both).of("about.md", "nl")
    assert status is not None
    skeleton(status)


def _complete(data: bytes) -> None:
    """The second half of a body as a translation to go on with, and as its readers get it."""
    text = _bounded(data)
    both = page({"fr": text, "nl": text[len(text) // 2 :]})
    status = standing(both).of("about.md", "nl")
    assert status is not None
    localized_prose(both, "nl", status)
    completed(f"---\ntitle: T\n---\n\n{text[len(text) // 2 :]}", status)


def _compare(data: bytes) -> None:
    """A body as a source, and what its translation brings that it does not."""
    text = _bounded(data)
    both = page({"fr": text[: len(text) // 2], "nl": text[len(text) // 2 :]})
    site = Site(SETTINGS, Taxonomy(()), (), (both,))
    hold(addition_findings(site, standing(both)))


def _give_ids(data: bytes) -> None:
    """A body as a source, and its second half as its translation."""
    text = _bounded(data)
    both = page({"fr": text, "nl": text[len(text) // 2 :]})
    for new in new_ids(both):
        with_ids(both.versions[new.path[:2]].body, new.ids)


def _read_part(data: bytes) -> None:
    folder = _folder() / "part"
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(data)
    hold(read_part(folder)[1])


def _read_links(data: bytes) -> None:
    path = _written("links.json", data)
    record, findings = read_record(path, _settings())
    hold(findings, _text_of(path))
    if record is not None:
        again, findings = read_record(_written("again.json", record_text(record).encode()), _settings())
        assert again == record, f"what is written reads otherwise: {findings}"


_PO = ("locales/*/LC_MESSAGES/labels.po", "src/triptych/interface/*.po", "locales/labels.pot")
_BODIES = ("docs/*/*.md", "docs/*/contribute/*.md", "README.md", "CONTRIBUTING.md")

TARGETS = (
    Target("spreadsheet", "csv", ("tests/fuzz/seeds/*.csv",), _read_spreadsheet),
    Target("moving_in", "yaml", ("mkdocs.yml", "tests/fuzz/seeds/foreign.yml"), _move_in),
    Target("yaml", "yaml", ("docs/categories.yml", "mkdocs.yml", "crowdin.yml"), _read_yaml),
    Target("entry", "front_matter", ("docs/*/directory/*.md",), _read_entry),
    Target("prose", "front_matter", ("docs/*/*.md", "docs/*/contribute/*.md"), _read_prose),
    Target("taxonomy", "yaml", ("docs/categories.yml",), _read_taxonomy),
    Target("glossary", "yaml", ("tests/fuzz/seeds/glossary.yml",), _read_glossary),
    Target("settings", "yaml", ("mkdocs.yml",), _read_settings),
    Target("po", "po", _PO, _read_po),
    Target("merge", "po", _PO, _merge),
    Target("labels", "po", _PO, _check_labels),
    Target("records", "json", ("locales/*/translations.json",), _read_records),
    Target("part", "json", ("tests/fuzz/seeds/part.json",), _read_part),
    Target("links", "json", ("tests/fuzz/seeds/links.json",), _read_links),
    Target("markdown", "markdown", _BODIES, _read_markdown),
    Target("translate", "markdown", _BODIES, _translate),
    Target("complete", "markdown", _BODIES, _complete),
    Target("additions", "markdown", _BODIES, _compare),
    Target("ids", "markdown", _BODIES, _give_ids),
)
