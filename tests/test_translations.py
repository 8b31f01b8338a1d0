"""Where translations stand, over the real command line: status, diff, translate, sync, check; with real git."""

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.html import Page, page
from tests.sites import LANGUAGES, ROOT, SmallSite, run

EUROPASS = "directory/europass.md"
SOURCE = "docs/fr/directory/europass.md"
STATES = ("Current", "Outdated", "Missing", "Unconfirmed", "Orphan")


def states(site: Path, *options: str) -> dict[str, Any]:
    done = run("status", "--json", *options, cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)["languages"]


def not_current(site: Path) -> set[tuple[str, str, str, str]]:
    """(language, page, unit, state) of each unit that is not current."""
    return {
        (language, path, unit, state)
        for language, told in states(site).items()
        for path, one in told["pages"].items()
        for unit, state in one["units"].items()
        if state != "current"
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def marks(found: Page) -> list[str]:
    """The classes of the sections that are marked on a page."""
    return [div["class"] for div in found.all("div") if "tt-unit" in div.get("class", "").split()]


def git(*arguments: str, cwd: Path, code: int = 0) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def committed(site: Path) -> Path:
    """The site as a git repository with one commit."""
    git("init", "-q", cwd=site)
    git("add", "-A", cwd=site)
    git("commit", "-q", "-m", "A site", cwd=site)
    return site


@pytest.fixture
def europass(reference_copy: Path) -> Path:
    """The reference site, a word changed in one section of one French entry."""
    change(reference_copy / SOURCE, "comptait alors cinq documents", "comptait alors six documents")
    return reference_copy


def test_the_reference_sites_translations_are_all_current() -> None:
    told = states(ROOT)
    assert {code: one["percent"] for code, one in told.items()} == dict.fromkeys(LANGUAGES, 100.0)
    assert (
        {path for one in told.values() for path in one["pages"]} == set(told["nl"]["pages"]) == set(told["en"]["pages"])
    )
    assert told["fr"]["pages"] == {}


def test_a_word_changed_in_a_section_makes_just_that_unit_outdated_until_it_is_synced(europass: Path) -> None:
    committed(europass)
    wanted = {(code, EUROPASS, "documents", "outdated") for code in ("en", "nl")}
    assert not_current(europass) == wanted
    assert run("build", "--strict", "-d", "out", cwd=europass).returncode == 0
    found = page(europass / "out", "nl/gids/europass/index.html")
    assert marks(found) == ["tt-unit tt-unit--outdated"]
    assert found.text.count("Verouderd.") == 1
    done = run("sync", f"{EUROPASS}#documents", "--language", "nl", "--reviewer", "Anne", cwd=europass)
    assert (done.returncode, done.stdout) == (0, f"nl: synced {EUROPASS}#documents\n")
    assert not_current(europass) == wanted - {("nl", EUROPASS, "documents", "outdated")}
    assert git("diff", "--numstat", "locales", cwd=europass).split() == ["1", "1", "locales/nl/translations.json"]
    assert '"reviewer": "Anne"' in git("diff", "locales", cwd=europass)
    assert run("build", "--strict", "-d", "out", cwd=europass).returncode == 0
    dutch = page(europass / "out", "nl/gids/europass/index.html")
    assert marks(dutch) == []
    assert "Verouderd" not in dutch.text


def rewrapped(text: str) -> str:
    head, body = text.split("---\n\n", 1)
    return f"{head}---\n\n\n{body.replace(' ', chr(10), 3)}"


@pytest.mark.parametrize(
    "saved",
    [
        rewrapped,
        lambda text: text.replace("\n", "  \n").replace("---  \n", "---\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("name: Europass\nkind: resource\n", "kind: resource\nname: Europass\n"),
        lambda text: text + "\n<!-- À revoir un jour. -->\n",
    ],
    ids=["wrapped anew", "trailing blanks", "NFD", "CRLF", "keys in another order", "a comment"],
)
def test_what_changes_no_word_makes_nothing_outdated(saved, reference_copy: Path) -> None:
    path = reference_copy / SOURCE
    before = path.read_text(encoding="utf-8")
    path.write_bytes(saved(before).encode())
    assert path.read_bytes() != before.encode()
    assert not_current(reference_copy) == set()


def test_editing_a_translation_alone_never_makes_it_current(europass: Path) -> None:
    change(europass / "docs/nl/directory/europass.md", "telde toen vijf documenten", "telde toen zes documenten")
    change(europass / "docs/nl/directory/forem.md", "name: ", "name: De ")
    assert {one for one in not_current(europass) if one[0] == "nl"} == {
        ("nl", EUROPASS, "documents", "outdated"),
        ("nl", "directory/forem.md", "name", "unconfirmed"),
    }
    assert run("sync", "europass", "--language", "nl", cwd=europass).returncode == 0
    assert run("sync", "docs/nl/directory/forem.md", "--language", "nl", cwd=europass).returncode == 0
    assert {one for one in not_current(europass) if one[0] == "nl"} == set()


def test_git_has_no_say_in_the_states(europass: Path, tmp_path: Path) -> None:
    wanted = not_current(europass)
    committed(europass)
    (europass / "note.txt").write_text("Later.\n", encoding="utf-8")
    git("add", "-A", cwd=europass)
    git("commit", "-q", "-m", "More", cwd=europass)
    git("rebase", "-q", "--root", "--force-rebase", cwd=europass)
    assert not_current(europass) == wanted
    shallow = tmp_path / "shallow"
    git("clone", "-q", "--depth", "1", f"file://{europass}", str(shallow), cwd=tmp_path)
    assert not_current(shallow) == wanted
    shutil.rmtree(shallow / ".git")
    assert not_current(shallow) == wanted


def test_a_section_that_moves_in_both_languages_or_to_another_page_stays_current(reference_copy: Path) -> None:
    for language in LANGUAGES:
        path = reference_copy / "docs" / language / "about.md"
        text = path.read_text(encoding="utf-8")
        begin = text.index("## ", text.index("{#limits}"))
        end = text.index("{#privacy}")
        section = text[begin:end] + text[end:].split("\n## ")[0]
        path.write_text(text.replace(section, ""), encoding="utf-8")
        contribute = reference_copy / "docs" / language / "contribute/index.md"
        contribute.write_text(contribute.read_text(encoding="utf-8") + "\n" + section, encoding="utf-8")
    told = states(reference_copy)["nl"]["pages"]
    assert "privacy" not in told["about.md"]["units"]
    assert told["contribute/index.md"]["units"]["privacy"] == "current"
    assert not_current(reference_copy) == set()


def test_a_page_written_first_in_dutch_is_tracked_in_the_other_languages(small_site: SmallSite) -> None:
    facts = "website: https://gamma.example/\ncategories: [help]\nsource_language: nl\n"
    small_site.put("docs/nl/directory/gamma.md", f"---\nname: Gamma\ndescription: Steun.\n{facts}---\n\nTekst.\n")
    small_site.put("docs/fr/directory/gamma.md", "---\nname: Gamma\ndescription: Aide.\n---\n\nTexte.\n")
    told = states(small_site.root)
    assert "directory/gamma.md" not in told["nl"]["pages"]
    assert told["fr"]["pages"]["directory/gamma.md"] == {
        "state": "unconfirmed",
        "source_language": "nl",
        "units": {"name": "unconfirmed", "description": "unconfirmed", "": "unconfirmed"},
    }
    assert told["en"]["pages"]["directory/gamma.md"]["state"] == "missing"
    assert run("sync", "gamma", "--language", "fr", cwd=small_site.root).returncode == 0
    small_site.change("docs/nl/directory/gamma.md", "Tekst.", "Andere tekst.")
    assert states(small_site.root)["fr"]["pages"]["directory/gamma.md"]["units"][""] == "outdated"
    assert run("sync", "gamma", "--language", "nl", cwd=small_site.root).returncode == 2
    assert small_site.build("--strict").returncode == 0
    french = page(small_site.root / "site", "annuaire/gamma/index.html")
    assert "gamma.example" in french.text
    assert [div["class"] for div in french.all("div") if "tt-unit" in div.get("class", "")] == [
        "tt-unit tt-unit--outdated"
    ]
    (data,) = [
        one
        for one in json.loads((small_site.root / "site/directory.json").read_text(encoding="utf-8"))["entries"]
        if one["id"] == "gamma"
    ]
    assert (data["state"], data["source_language"], data["website"]) == ("outdated", "nl", "https://gamma.example/")


def test_diff_shows_the_words_that_changed_even_where_history_was_rewritten(europass: Path) -> None:
    done = run("diff", EUROPASS, "--language", "nl", cwd=europass)
    assert done.returncode == 0
    assert f"{EUROPASS}#documents  outdated, last synced on " in done.stdout
    assert "comptait alors [-cinq -]{+six +}documents." in done.stdout
    assert "\x1b[" not in done.stdout


def test_diff_is_in_colour_on_a_terminal(europass: Path) -> None:
    done = run("diff", EUROPASS, "--language", "nl", cwd=europass, FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[" in done.stdout
    assert "[-cinq" not in done.stdout


def test_diff_of_what_is_current_or_was_never_synced_says_so(small_site: SmallSite) -> None:
    done = run("diff", "alpha", "--language", "nl", cwd=small_site.root)
    assert done.stdout == "directory/alpha.md is current in nl.\n"
    (small_site.root / "locales/nl/translations.json").unlink()
    done = run("diff", "alpha#name", "--language", "nl", cwd=small_site.root)
    assert "It was never synced: compare the whole text with its source." in done.stdout


def test_translate_begins_a_page_that_stays_a_fallback_until_it_is_translated(small_site: SmallSite) -> None:
    body = "Début.\n\n## Services {#services}\n\nVoir [là](beta.md).\n\n```sh\nmake site\n```\n\n- un\n- deux\n"
    small_site.change("docs/fr/directory/alpha.md", "---\nname", "---\nname")
    source = small_site.root / "docs/fr/directory/alpha.md"
    source.write_text(source.read_text(encoding="utf-8") + "\n" + body, encoding="utf-8")
    dutch = small_site.root / "docs/nl/directory/alpha.md"
    dutch.unlink()
    done = run("translate", "alpha", "--language", "nl", cwd=small_site.root)
    assert done.returncode == 0
    assert "Began docs/nl/directory/alpha.md" in done.stdout
    assert dutch.read_text(encoding="utf-8") == (
        "---\n# translate: Alpha\nname:\n# translate: Une aide.\ndescription:\n---\n\n"
        "<!-- translate: Début. -->\n\n"
        "## <!-- translate: Services --> {#services}\n\n"
        "<!-- translate: Voir [là](beta.md). -->\n\n"
        "```sh\nmake site\n```\n\n"
        "<!-- translate:\n- un\n- deux\n-->\n"
    )
    assert run("check", cwd=small_site.root).stdout == "No findings.\n"
    assert small_site.build("--strict").returncode == 0
    shown = page(small_site.root / "site", "nl/gids/alpha/index.html")
    assert (shown.alternates, shown.all("h1")[0]["lang"]) == ({}, "fr")
    dutch.write_text("---\nname: Alfa\ndescription: Hulp.\n---\n\nBegin.\n\n## Diensten {#services}\n\nZie.\n", "utf-8")
    assert states(small_site.root)["nl"]["pages"]["directory/alpha.md"]["state"] == "unconfirmed"
    assert run("sync", "alpha", "--language", "nl", cwd=small_site.root).returncode == 0
    assert states(small_site.root)["nl"]["pages"]["directory/alpha.md"]["state"] == "current"


def test_translate_adds_what_is_new_and_marks_what_is_gone(europass: Path) -> None:
    change(
        europass / SOURCE, "## Les cinq documents {#documents}", "## Accès {#access}\n\nGratuit.\n\n## Les cinq {#five}"
    )
    path = europass / "docs/nl/directory/europass.md"
    before = path.read_text(encoding="utf-8")
    done = run("translate", EUROPASS, "--language", "nl", cwd=europass)
    assert "Completed docs/nl/directory/europass.md" in done.stdout
    after = path.read_text(encoding="utf-8")
    assert "## <!-- translate: Accès --> {#access}\n\n<!-- translate: Gratuit. -->" in after
    assert "## De vijf documenten {#documents}\n\n<!-- gone: " in after
    assert [line for line in before.splitlines() if line and line not in after.splitlines()] == []
    assert "has all that its source has" in run("translate", EUROPASS, "--language", "nl", cwd=europass).stdout
    assert path.read_text(encoding="utf-8") == after


def test_a_correction_that_changes_no_meaning_is_passed_on_and_nothing_else_is_confirmed(europass: Path) -> None:
    change(europass / "docs/nl/directory/europass.md", "name: Europass", "name: Europass!")
    done = run("sync", EUROPASS, "--all", "--no-change-needed", cwd=europass)
    first, changed, second = done.stdout.splitlines()
    assert (first, second) == (f"en: synced {EUROPASS}#documents", f"nl: synced {EUROPASS}#documents")
    assert changed.endswith("comptait alors [-cinq -]{+six +}documents.")
    assert not_current(europass) == {("nl", EUROPASS, "name", "unconfirmed")}


def test_what_cannot_be_current_is_told_and_the_rest_is_synced(europass: Path) -> None:
    change(europass / "docs/nl/directory/europass.md", "{#documents}", "{#documenten}")
    done = run("sync", EUROPASS, "--language", "nl", cwd=europass)
    assert done.returncode == 1
    assert (
        "docs/nl/directory/europass.md:1: warning: directory/europass.md#documents has no translation; " in done.stdout
    )
    assert (
        "docs/nl/directory/europass.md:8: warning: directory/europass.md#documenten has no source any more"
        in done.stdout
    )


def test_status_is_a_table_with_what_needs_work_first(europass: Path) -> None:
    (europass / "docs/nl/directory/forem.md").unlink()
    lines = run("status", cwd=europass).stdout.splitlines()
    assert lines[0].split() == ["Language", "Up", "to", "date", *STATES, "Labels"]
    (begin,) = (at for at, line in enumerate(lines) if re.fullmatch(r"Nederlands: 2 of \d+ pages need work", line))
    assert [line.split() for line in lines[begin + 1 : begin + 3]] == [
        ["directory/forem.md", "missing"],
        [EUROPASS, "outdated", "#documents"],
    ]


def test_status_annotates_a_pull_request_and_fails_below_a_gate(europass: Path) -> None:
    done = run("status", "--format", "github", cwd=europass)
    assert (
        "::warning file=docs/nl/directory/europass.md,line=8::directory/europass.md#documents (nl) is outdated"
        in done.stdout
    )
    assert done.returncode == 0
    assert run("status", "--fail-under", "nl=99", "--fail-under", "en=90", cwd=europass).returncode == 0
    done = run("status", "--fail-under", "nl=99.99", cwd=europass)
    assert done.returncode == 1
    assert re.search(r"^nl: 99\.\d% is up to date, the least is 99\.99%\n\Z", done.stdout, re.MULTILINE)
    done = run("status", "--json", "--fail-under", "nl=100", cwd=europass)
    assert done.returncode == 1
    assert json.loads(done.stdout)["languages"]["nl"]["units"]["outdated"] == 1


def test_the_built_status_is_what_the_command_says(europass: Path) -> None:
    assert run("build", "--strict", "-d", "out", cwd=europass).returncode == 0
    built = json.loads((europass / "out/status.json").read_text(encoding="utf-8"))
    assert built["languages"] == states(europass)
    dutch = built["languages"]["nl"]
    count = sum(len(one["units"]) for one in dutch["pages"].values())
    assert dutch["units"] == {"current": count - 1, "outdated": 1, "missing": 0, "unconfirmed": 0, "orphan": 0}
    assert dutch["pages"][EUROPASS] == {
        "state": "outdated",
        "source_language": "fr",
        "units": {"name": "current", "description": "current", "": "current", "documents": "outdated"},
    }


def test_a_language_below_its_gate_is_a_preview_that_nothing_leads_to(small_site: SmallSite) -> None:
    small_site.change("mkdocs.yml", "    directory: {fr", "    publish_from: 80\n    directory: {fr")
    (small_site.root / "docs/nl/directory/alpha.md").unlink()
    done = small_site.build("--strict")
    assert done.returncode == 0
    assert "Nederlands is a preview: 66.7% is up to date, it is published from 80%" in done.stdout
    site = small_site.root / "site"
    french, dutch = page(site, "index.html"), page(site, "nl/index.html")
    assert "/nl/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "nl" not in french.alternates
    assert not [a for a in french.all("a") if a.get("hreflang") == "nl"]
    assert {"name": "robots", "content": "noindex"} in dutch.all("meta")
    assert [a["hreflang"] for a in dutch.all("a") if "hreflang" in a] == ["fr", "en", "nl"]
    assert "nl" not in [section.get("lang") for section in page(site, "404.html").all("section")]
    assert {"name": "robots", "content": "noindex"} not in page(site, "en/index.html").all("meta")


@pytest.mark.parametrize("attributes", [True, False], ids=["neighbours", "apart"])
def test_two_people_sync_different_pages_in_two_branches_and_git_merges_them(
    attributes: bool, reference_copy: Path
) -> None:
    pages = ("directory/eqavet.md", "directory/eqf.md") if attributes else ("about.md", "directory/forem.md")
    if attributes:  # new lines side by side are joined by the attribute that a site's repository carries
        shutil.copy(ROOT / ".gitattributes", reference_copy)
        path = reference_copy / "locales/nl/translations.json"
        kept = [
            line
            for line in path.read_text("utf-8").splitlines()
            if not line.startswith(tuple(f'"{one}#' for one in pages))
        ]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    else:
        for one in pages:
            field = "title" if one == "about.md" else "name"
            change(reference_copy / "docs/fr" / one, f"{field}: ", f"{field}: Nouveau ")
    committed(reference_copy)
    for branch, one in zip(("anne", "bram"), pages, strict=True):
        git("switch", "-q", "-c", branch, "main", cwd=reference_copy)
        assert run("sync", one, "--language", "nl", "--reviewer", branch, cwd=reference_copy).returncode == 0
        git("commit", "-q", "-a", "-m", f"Sync {one}", cwd=reference_copy)
    git("merge", "-q", "anne", "-m", "Join", cwd=reference_copy)
    assert [one for one in not_current(reference_copy) if one[0] == "nl"] == []
    assert "<<<<<<<" not in (reference_copy / "locales/nl/translations.json").read_text(encoding="utf-8")
    assert run("check", cwd=reference_copy).stdout == "No findings.\n"


def test_check_asks_for_ids_and_fix_gives_them_in_every_language(europass: Path) -> None:
    for language in LANGUAGES:
        change(europass / f"docs/{language}/directory/europass.md", " {#documents}", "")
    done = run("check", cwd=europass)
    assert done.returncode == 1
    assert (
        "docs/fr/directory/europass.md:11: warning: the section “Les cinq documents” has no id; write " in done.stdout
    )
    done = run("check", "--fix", cwd=europass)
    assert "Wrote docs/nl/directory/europass.md" in done.stdout
    assert "has no id" not in done.stdout
    for language, title in (("fr", "Les cinq documents"), ("nl", "De vijf documenten")):
        text = (europass / f"docs/{language}/directory/europass.md").read_text(encoding="utf-8")
        assert f"## {title} {{#les-cinq-documents}}\n" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sync", "directory/forem.md"], "name a page and a --language; --all means every one of what is not named"),
        (["sync", "foret", "--language", "nl"], "foret: error: is no page of the site; did you mean forem?"),
        (["sync", "forem", "--language", "de"], "'de' is no language of the site; known: fr, en, nl"),
        (["sync", "forem", "--language", "fr"], "Français is the page's source language"),
        (["sync", "forem#services", "--language", "nl"], "has no unit 'services'; known: #name, #description"),
        (["diff", "forem"], "Missing option '--language'"),
        (["status", "--fail-under", "nl"], "'nl' is not of the form nl=90"),
        (["status", "--fail-under", "nl=120"], "'120' is no percentage from 0 to 100"),
        (["status", "--fail-under", "de=90"], "'de' is no language of the site"),
        (["translate", "nowhere.md", "--language", "nl"], "nowhere.md: error: is no page of the site"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_told_and_changes_nothing(arguments: list[str], told: str) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "locales").rglob("*.json")}
    done = run(*arguments, cwd=ROOT)
    assert done.returncode == 2
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in (ROOT / "locales").rglob("*.json")} == before


def test_a_section_that_moves_stays_outdated_until_somebody_syncs_it(europass: Path) -> None:
    for language in LANGUAGES:
        change(europass / f"docs/{language}/directory/europass.md", "{#documents}", "{#five}")
    assert not_current(europass) == {(code, EUROPASS, "five", "outdated") for code in ("en", "nl")}
    assert "[-cinq -]{+six +}" in run("diff", f"{EUROPASS}#five", "--language", "nl", cwd=europass).stdout
    assert run("sync", EUROPASS, "--all", cwd=europass).returncode == 0
    assert not_current(europass) == set()
    assert f'"{EUROPASS}#documents"' not in (europass / "locales/nl/translations.json").read_text("utf-8")


def test_a_page_that_is_gone_is_an_error_of_check_until_it_is_forgotten(reference_copy: Path) -> None:
    for language in LANGUAGES:
        (reference_copy / f"docs/{language}/directory/eqavet.md").unlink()
    done = run("check", cwd=reference_copy)
    assert done.returncode == 2
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("locales/nl/")]
    assert re.match(r"locales/nl/translations.json:\d+: error: 'directory/eqavet.md' was synced, and is no page", line)
    assert run("build", "--strict", "-d", "out", cwd=reference_copy).returncode == 0
    done = run("diff", "directory/eqavet.md", "--language", "nl", cwd=reference_copy)
    assert (done.returncode, "is no page of the site any more" in done.stdout) == (2, True)
    done = run("sync", "directory/eqavet.md", "--all", cwd=reference_copy)
    assert (done.returncode, "nl: forgot directory/eqavet.md#name, which is gone" in done.stdout) == (0, True)
    assert run("check", cwd=reference_copy).stdout == "No findings.\n"


def test_what_two_people_said_of_one_unit_stands_twice_after_a_merge_and_a_sync_tidies_it(europass: Path) -> None:
    path = europass / "locales/nl/translations.json"
    before = path.read_text(encoding="utf-8")
    assert run("sync", EUROPASS, "--language", "nl", cwd=europass).returncode == 0
    after = path.read_text(encoding="utf-8")
    (old,) = [line for line in before.splitlines() if line.startswith(f'"{EUROPASS}#documents"')]
    (new,) = [line for line in after.splitlines() if line.startswith(f'"{EUROPASS}#documents"')]
    for both in (f"{old}\n{new}", f"{new}\n{old}"):
        path.write_text(after.replace(new, both), encoding="utf-8")
        assert not_current(europass) == {("en", EUROPASS, "documents", "outdated")}
        assert (
            "translations.json:1: warning: holds 1 lines of units that others tell" in run("check", cwd=europass).stdout
        )
    run("sync", "forem", "--language", "nl", cwd=europass)
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(after.splitlines())


def test_translations_of_which_nothing_was_ever_synced_are_told(small_site: SmallSite) -> None:
    (small_site.root / "locales/nl/translations.json").unlink()
    done = run("check", cwd=small_site.root)
    assert done.returncode == 1
    assert "locales/nl/translations.json:1: warning: is not there: nobody has confirmed any translation" in done.stdout


def test_fix_gives_a_source_the_id_that_its_translations_have_kept(europass: Path) -> None:
    change(europass / SOURCE, " {#documents}", "")
    run("check", "--fix", cwd=europass)
    assert "## Les cinq documents {#documents}\n" in (europass / SOURCE).read_text(encoding="utf-8")


def test_a_comment_of_translate_that_is_only_told_of_leaves_a_section_translated(small_site: SmallSite) -> None:
    for language in LANGUAGES:
        path = small_site.root / f"docs/{language}/directory/alpha.md"
        path.write_text(path.read_text("utf-8") + "\nAs long as a comment `<!-- translate: x -->` stands.\n", "utf-8")
    assert states(small_site.root)["nl"]["pages"]["directory/alpha.md"]["units"][""] == "unconfirmed"
