"""`triptych labels` over real files, with gettext and Translate Toolkit (which Weblate writes with) as judges."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import yaml

from tests.long import crossed
from tests.sites import LANGUAGES, ROOT, SmallSite, files_of, run
from triptych.catalogs.po_file import parse_po
from triptych.catalogs.writing import po_text

DUTCH = "locales/nl/LC_MESSAGES/labels.po"


def update(site: SmallSite, *options: str) -> subprocess.CompletedProcess[str]:
    return run("labels", "update", *options, cwd=site.root)


def test_the_projects_own_catalogs_have_nothing_to_change() -> None:
    done = run("labels", "update", "--check", cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("Nothing to change.\n")


def test_a_second_update_changes_not_one_byte(small_site: SmallSite) -> None:
    assert update(small_site).returncode == 0
    before = files_of(small_site.root / "locales")
    again = update(small_site)
    assert again.returncode == 0
    assert "Nothing to change." in again.stdout
    assert files_of(small_site.root / "locales") == before


def test_an_update_tells_for_each_language_what_it_did(small_site: SmallSite) -> None:
    update(small_site)
    small_site.change("docs/categories.yml", "label: Advice", "label: Counsel")
    checked = update(small_site, "--check")
    assert checked.returncode == 1
    assert "nl: 1 added, 0 changed, 0 revived, 1 made obsolete, 0 fuzzy" in checked.stdout
    assert f"Would write {DUTCH}" in checked.stdout
    assert 'msgid "Counsel"' not in (small_site.root / DUTCH).read_text(encoding="utf-8")
    assert update(small_site).returncode == 0
    small_site.change("docs/categories.yml", "label: Counsel", "label: Advice")
    assert "nl: 0 added, 0 changed, 1 revived, 0 made obsolete, 0 fuzzy" in update(small_site).stdout
    assert 'msgid "Advice"\nmsgstr "Advice (nl)"' in (small_site.root / DUTCH).read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "name", "forms"), [("de", "Deutsch", 2), ("ar", "العربية", 6)])
def test_a_new_language_gets_a_catalog_with_its_plural_forms(
    code: str, name: str, forms: int, small_site: SmallSite
) -> None:
    small_site.change(
        "mkdocs.yml", "        - {locale: nl", f"        - {{locale: {code}, name: {name}}}\n        - {{locale: nl"
    )
    assert update(small_site).returncode == 0
    path = small_site.root / "locales" / code / "LC_MESSAGES" / "labels.po"
    (counting,) = [entry for entry in polib.pofile(str(path)) if entry.msgctxt == "count:entries"]
    assert len(counting.msgstr_plural) == forms
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_regional_variety_is_named_as_gettext_names_it(small_site: SmallSite) -> None:
    small_site.change(
        "mkdocs.yml", "        - {locale: nl", "        - {locale: pt-BR, name: Português}\n        - {locale: nl"
    )
    assert "pt-BR: " in update(small_site).stdout
    folder = small_site.root / "locales" / "pt_BR"
    path = folder / "LC_MESSAGES" / "labels.po"
    text = path.read_text(encoding="utf-8")
    assert '"Language: pt_BR\\n"' in text
    assert not (small_site.root / "locales" / "pt-BR").exists()
    path.write_text(text.replace("Language: pt_BR", "Language: pt-BR"), encoding="utf-8")
    assert update(small_site).returncode == 0
    assert path.read_text(encoding="utf-8") == text

    path.write_text(text.replace('msgid "Advice"\nmsgstr ""', 'msgid "Advice"\nmsgstr "Conselhos"'), encoding="utf-8")
    assert small_site.build().returncode == 0
    assert "Conselhos" in (small_site.root / "site/pt-BR/index.html").read_text(encoding="utf-8")


def test_labels_in_a_folder_of_the_languages_code_are_told_and_stay(small_site: SmallSite) -> None:
    small_site.change(
        "mkdocs.yml", "        - {locale: nl", "        - {locale: pt-BR, name: Português}\n        - {locale: nl"
    )
    update(small_site)
    locales = small_site.root / "locales"
    (locales / "pt_BR").rename(locales / "pt-BR")
    for done in (update(small_site), run("labels", "check", cwd=small_site.root)):
        assert done.returncode == 2
        assert (
            "locales/pt-BR:1: error: is not where the labels of 'pt-BR' are read; name it locales/pt_BR" in done.stdout
        )
    assert not (locales / "pt_BR").exists()


def test_labels_of_the_sites_own_hooks_and_templates_are_extracted_and_shown(small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    small_site.change("mkdocs.yml", "hooks/pages.py]", "hooks/pages.py, hooks/own.py]")
    small_site.put("overrides/triptych/footer.html", '<footer>{{ pgettext("own:foot", "At the foot") }}</footer>\n')
    small_site.put(
        "hooks/own.py",
        "from triptych import engine\n\n\ndef on_post_page(output, page, config):\n"
        "    # Translators: What the hook adds.\n"
        '    return output + engine.labels_of(config).pgettext("own:hook", "By a hook")\n',
    )
    assert "nl: 2 added" in update(small_site).stdout
    catalog = (small_site.root / DUTCH).read_text(encoding="utf-8")
    assert '#. What the hook adds.\n#: hooks/own.py\nmsgctxt "own:hook"\nmsgid "By a hook"\nmsgstr ""' in catalog
    assert '#: overrides/triptych/footer.html\nmsgctxt "own:foot"' in catalog
    small_site.change(DUTCH, 'msgid "By a hook"\nmsgstr ""', 'msgid "By a hook"\nmsgstr "Door een hook"')
    assert small_site.build().returncode == 0
    html = (small_site.root / "site/nl/index.html").read_text(encoding="utf-8")
    assert html.endswith("Door een hook")
    assert "<footer>At the foot</footer>" in html


def test_a_file_whose_name_holds_blanks_is_one_file_in_the_catalogs(small_site: SmallSite) -> None:
    update(small_site)
    small_site.change("mkdocs.yml", "theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    small_site.put("overrides/triptych/my own footer.html", '{{ pgettext("own:foot", "At the foot") }}\n')
    assert "nl: 1 added, 0 changed" in update(small_site).stdout
    catalog = small_site.root / DUTCH
    reference = "#: \u2068overrides/triptych/my own footer.html\u2069\n"  # as GNU gettext writes it
    assert f'{reference}msgctxt "own:foot"' in catalog.read_text(encoding="utf-8")
    again = update(small_site)
    assert "nl: 0 added, 0 changed, 0 revived, 0 made obsolete, 0 fuzzy" in again.stdout
    assert "Nothing to change." in again.stdout
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(catalog)], check=True)


def test_a_template_that_does_not_parse_is_told_with_its_line(small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "theme: {name: material,", "theme: {name: material, custom_dir: overrides,")
    small_site.put("overrides/triptych/footer.html", "<footer>\n{% if %}\n</footer>\n")
    done = small_site.build()
    assert done.returncode == 2
    assert "overrides/triptych/footer.html:2: error: the template does not parse" in done.stdout


def saved_by_translate_toolkit(path: Path) -> None:
    """Load and save as Weblate does; in a process of its own, since the library warns of its own parts."""
    code = "import sys; from translate.storage.pypo import pofile; pofile.parsefile(sys.argv[1]).save()"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def rewrapped(path: Path) -> None:
    """Wrap at 76 columns, as Poedit does."""
    subprocess.run(["msgcat", "--width=76", "-o", str(path), str(path)], check=True)


@pytest.mark.parametrize(("save", "language"), crossed([saved_by_translate_toolkit, rewrapped], LANGUAGES))
def test_a_platforms_save_leaves_no_trace_after_the_next_update(save, language: str, reference_copy: Path) -> None:
    path = reference_copy / "locales" / language / "LC_MESSAGES" / "labels.po"
    with path.open("a", encoding="utf-8") as file:
        file.write('\n# Une note\n#~ msgctxt "z"\n#~ msgid "Gone"\n#~ msgstr "Parti"\n')
    before = path.read_bytes()
    save(path)
    shutil.copytree(ROOT / "src", reference_copy / "src")  # the interface's labels name their files
    assert run("labels", "update", cwd=reference_copy).returncode == 0
    assert path.read_bytes() == before


UNREADABLE = [
    ("syntax error", 'msgid "a\nmsgstr "b"\n', 1, "does not parse"),
    ("conflict", '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\n', 1, "resolve git's conflict"),
    ("charset", 'msgid ""\nmsgstr "Énergie"\n'.encode("latin-1"), 2, "is not UTF-8"),
    ("twins", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "stands twice, first on line 1"),
    ("size", b"# " + b"x" * 1_000_000, 1, "the most is 1,000,000"),
]


@pytest.mark.parametrize(("content", "line", "says"), [case[1:] for case in UNREADABLE], ids=[c[0] for c in UNREADABLE])
def test_a_catalog_that_cannot_be_read_stays_and_the_others_are_merged(
    content: str | bytes, line: int, says: str, small_site: SmallSite
) -> None:
    update(small_site)
    spoilt = small_site.put(DUTCH, content)
    bytes_before = spoilt.read_bytes()
    small_site.change("docs/categories.yml", "label: Advice", "label: Counsel")
    done = update(small_site)
    assert done.returncode == 2
    assert f"{DUTCH}:{line}: error: " in done.stdout
    assert says in done.stdout
    assert "fr: 1 added" in done.stdout
    assert "Traceback" not in done.stderr
    assert spoilt.read_bytes() == bytes_before
    assert 'msgid "Counsel"' in (small_site.root / "locales/fr/LC_MESSAGES/labels.po").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "saved", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text.replace(b"\n", b"\r\n")], ids=["BOM", "CRLF"]
)
def test_what_the_standard_allows_is_read(saved, small_site: SmallSite) -> None:
    update(small_site)
    path = small_site.root / DUTCH
    before = path.read_bytes()
    path.write_bytes(saved(before))
    assert run("labels", "check", cwd=small_site.root).returncode == 0
    assert update(small_site).returncode == 0
    assert path.read_bytes() == before


ANY = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#: b.c:12 a.c:3 b.c:40
#, c-format, fuzzy
#| msgid "old"
msgid "two\\nlines\\n"
msgstr ""
"deux\\n"
"lignes\\n"

#~| msgid "former"
#~ msgid "gone"
#~ msgstr "parti"

msgid "a"
msgstr "b\u2028c"
"""


def test_format_keeps_every_message_and_is_a_fixed_point(tmp_path: Path) -> None:
    path = tmp_path / "any.po"
    path.write_text(ANY, encoding="utf-8")

    def compiled() -> bytes:
        subprocess.run(["msgfmt", "-o", str(tmp_path / "any.mo"), str(path)], check=True)
        return (tmp_path / "any.mo").read_bytes()

    before = compiled()
    assert run("labels", "format", str(path), cwd=tmp_path).returncode == 0
    assert compiled() == before
    text = path.read_text(encoding="utf-8")
    assert '#: a.c\n#: b.c\n#, fuzzy, c-format\n#| msgid "old"\nmsgid ""\n"two\\n"\n"lines\\n"\n' in text
    assert text.endswith('#~| msgid "former"\n#~ msgid "gone"\n#~ msgstr "parti"\n')
    po, _ = parse_po(text, "any.po")
    assert po is not None
    assert po_text(po) == text
    assert "Nothing to change." in run("labels", "format", str(path), cwd=tmp_path).stdout


def test_a_broken_template_keeps_no_language_from_its_labels(small_site: SmallSite) -> None:
    update(small_site)
    small_site.put("locales/labels.pot", "<<<<<<< HEAD\n")
    small_site.change("docs/categories.yml", "label: Advice", "label: Counsel")
    done = update(small_site)
    assert done.returncode == 2
    assert "locales/labels.pot:1: error: " in done.stdout
    assert 'msgid "Counsel"' in (small_site.root / DUTCH).read_text(encoding="utf-8")


def test_the_file_behind_a_link_is_written_and_the_link_stays(small_site: SmallSite) -> None:
    path = small_site.root / DUTCH
    real = path.rename(small_site.root / "real.po")
    path.symlink_to(real)
    assert update(small_site).returncode == 0
    assert path.is_symlink()
    assert 'msgctxt "category:advice"' in real.read_text(encoding="utf-8")


def test_a_killed_update_leaves_every_file_as_it_was_or_as_it_becomes(reference_copy: Path) -> None:
    shutil.copytree(ROOT / "src", reference_copy / "src")
    locales = reference_copy / "locales"

    def standing() -> dict[Path, bytes]:
        # The template's date is that of the run that wrote it.
        paths = (locales / "labels.pot", *sorted(locales.glob("*/*/labels.po")))
        return {path: re.sub(rb"POT-Creation-Date.*", b"", path.read_bytes()) for path in paths}

    before = standing()
    taxonomy = reference_copy / "docs/categories.yml"
    taxonomy.write_text(taxonomy.read_text(encoding="utf-8").replace("label: ", "label: New "), encoding="utf-8")
    command = [sys.executable, "-m", "triptych", "labels", "update"]
    stood = []
    for hundredths in range(20, 100, 8):  # from its start to past its end, on a fast machine and on a slow one
        process = subprocess.Popen(command, cwd=reference_copy, stdout=subprocess.DEVNULL)
        try:
            process.wait(timeout=hundredths / 100)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        stood.append(standing())
    subprocess.run(command, cwd=reference_copy, stdout=subprocess.DEVNULL, check=True)
    after = standing()
    for path in before:
        assert before[path] != after[path]
        assert {files[path] for files in stood} <= {before[path], after[path]}


def test_crowdin_finds_the_labels_where_they_are() -> None:
    (files,) = yaml.safe_load((ROOT / "crowdin.yml").read_text(encoding="utf-8"))["files"]
    assert (ROOT / files["source"].lstrip("/")).is_file()
    for language in LANGUAGES:
        assert (ROOT / files["translation"].lstrip("/").replace("%two_letters_code%", language)).is_file()
