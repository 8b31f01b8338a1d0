"""The guides tell every command, option, setting and key, in each language; and none that there is not."""

import re
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_static_i18n.config import I18nPluginConfig
from mkdocs_static_i18n.config import I18nPluginLanguage as LanguageConfig

from tests import guides
from tests.guides import Named, guide, marks, section
from tests.sites import LANGUAGES, ROOT
from triptych.catalogs import glossary
from triptych.directory import prose, taxonomy
from triptych.directory.fields import ADDRESS_KEYS, ENTRY_KEYS
from triptych.engine import settings

ENGINE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/triptych/engine").glob("*.py"))
# What MkDocs keeps among its settings, and nobody writes there.
NOT_WRITTEN = {"config_file_path", "mdx_configs"}


def read_by_the_engine(names: set[str], of: str) -> tuple[str, ...]:
    """The settings that our code asks MkDocs or static-i18n for, of those that they know."""
    return tuple(sorted(names & set(re.findall(rf"\b{of}\.(\w+)", ENGINE))))


MKDOCS = read_by_the_engine(set(MkDocsConfig()) - NOT_WRITTEN, "config")
I18N = read_by_the_engine(set(I18nPluginConfig()), "config")
OF_A_LANGUAGE = read_by_the_engine(set(LanguageConfig()), "language")

# What the guides tell besides commands: where, and the names.
TOLD = {
    "Triptych's settings": ("settings", "triptych", (*settings.KEYS, *settings.LINKS_KEYS)),
    "MkDocs' settings": ("settings", None, (*MKDOCS, "custom_dir")),
    "the settings of languages": ("settings", "languages", (*I18N, *OF_A_LANGUAGE)),
    "an entry's keys": ("edit-an-entry", "keys", (*ENTRY_KEYS, *ADDRESS_KEYS)),
    "a page's keys": ("edit-an-entry", "pages", prose.PROSE_KEYS),
    "a category's keys": ("categories", "keys", ("categories", *taxonomy.KEYS)),
    "the glossary's keys": ("translate-labels", "glossary", ("terms", *glossary.KEYS)),
}


def words_of(texts: list[str]) -> set[str]:
    """The names in code marks."""
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", guides.commands(), ids=lambda one: one.id)
def test_every_command_is_told_with_its_options_and_arguments(command: Named, language: str) -> None:
    text = guide(language, "commands")
    own, shared = marks(section(text, command.id)), marks(section(text, "common"))
    place = f"docs/{language}/contribute/commands.md, section {{#{command.id}}}"
    usage = " ".join([command.spoken, *command.arguments])
    assert usage in own, f"{place} lacks `{usage}`"
    named = words_of([*own, *shared])
    missing = [name for names in command.options for name in names if name not in (*own, *shared)]
    missing += [value for value in command.values if value not in named]
    assert not missing, f"{place} lacks {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_commands_tells_none_and_no_option_that_there_is_not(language: str) -> None:
    text = guide(language, "commands")
    known = {command.id: {name for names in command.options for name in names} for command in guides.commands()}
    told = [name for name in guides.section_names(text) if name not in ("exit-codes", "common")]
    assert sorted(told) == sorted(known)
    for name in told:
        options = {mark for mark in marks(section(text, name)) if re.fullmatch(r"--?[a-z-]+", mark)}
        assert options <= known[name], f"docs/{language}/contribute/commands.md, section {{#{name}}}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_commands_share_and_each_exit_code_is_told(language: str) -> None:
    text = guide(language, "commands")
    assert {"-h", "--help", "--version"} <= set(marks(section(text, "common")))
    assert [mark for mark in marks(section(text, "exit-codes")) if mark.isdigit()] == ["0", "1", "2"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", TOLD)
def test_every_setting_and_key_is_told(what: str, language: str) -> None:
    name, part, keys = TOLD[what]
    text = guide(language, name)
    missing = [key for key in keys if key not in words_of(marks(section(text, part) if part else text))]
    assert not missing, f"docs/{language}/contribute/{name}.md{f'#{part}' if part else ''} lacks {missing} of {what}"


def test_the_settings_that_the_engine_reads_are_found() -> None:
    assert {"site_url", "nav", "hooks", "extra", "plugins", "theme"} <= set(MKDOCS)
    assert {"docs_structure", "languages"} <= set(I18N)
    assert {"locale", "name", "default", "build"} <= set(OF_A_LANGUAGE)


def test_the_keys_of_a_page_are_those_that_are_read() -> None:
    read = (ROOT / "src/triptych/directory/prose.py").read_text(encoding="utf-8")
    assert set(re.findall(r"\bform\.(?:text|matching|is_true|url|date)\(\"(\w+)\"", read)) == set(prose.PROSE_KEYS)


@pytest.mark.parametrize("path", guides.documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_command_and_option_that_a_document_shows_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [unknown for mark in marks(text) if (unknown := guides.unknown_in(mark))]


@pytest.mark.parametrize(
    ("mark", "unknown"),
    [
        ("triptych build --strict", None),
        (".venv/bin/triptych labels update --check  # says what", None),
        ("SITE_URL=https://a.example/ triptych build", None),
        ("triptych COMMAND --help", None),
        ("triptych[links]", None),
        ("make site", None),
        ("triptych biuld", "there is no command 'biuld'"),
        ("triptych labels upd", "there is no command 'upd'"),
        ("triptych build --strikt", "build has no option '--strikt'"),
        ("triptych labels update --fix", "labels update has no option '--fix'"),
        ("triptych sync a.md#b --now", "sync a.md#b has no option '--now'"),
        ("triptych --strict", " has no option '--strict'"),
    ],
)
def test_what_there_is_not_is_found(mark: str, unknown: str | None) -> None:
    found = guides.unknown_in(mark)
    assert (found is None) if unknown is None else (found is not None and found.endswith(unknown))


@pytest.mark.parametrize("name", guides.names())
def test_a_guide_shows_the_same_commands_in_each_language(name: str) -> None:
    shown = {language: guides.examples(guide(language, name)) for language in LANGUAGES}
    assert shown["en"] == shown["fr"]
    assert shown["nl"] == shown["fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_guide_is_linked_from_their_first_page(language: str) -> None:
    linked = set(re.findall(r"\]\(([\w-]+)\.md(?:#[\w-]+)?\)", guide(language, "index")))
    assert {*guides.names()} - {"index"} <= linked


def test_the_navigation_names_each_guide() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert not [name for name in guides.names() if f"- contribute/{name}.md\n" not in text]
