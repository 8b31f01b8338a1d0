"""The accessibility statement: led to from every page, its facts those of the last check, and none invented."""

import json
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date

from tests.html import page, pages
from tests.sites import ROOT, SmallSite
from triptych.directory.accessibility import FACTS

ADDRESSES = {"fr": "accessibilite/", "en": "en/accessibility/", "nl": "nl/toegankelijkheid/"}
NONE_KEPT = {
    "fr": "Aucun contrôle automatisé de ce site n’est enregistré.",
    "en": "No automated check of this site has been recorded.",
    "nl": "Van deze site is geen geautomatiseerde controle bewaard.",
}


def words(site: Path, language: str) -> str:
    return " ".join(page(site, f"{ADDRESSES[language]}index.html").text.split())


@pytest.mark.parametrize(
    ("language", "dialect", "found", "widths"),
    [
        ("fr", "fr_BE", "Le programme n’a trouvé aucune infraction", "320 et 1280 pixels CSS"),
        ("en", "en_GB", "The program found no violation", "320 and 1280 CSS pixels"),
        ("nl", "nl_BE", "Het programma vond geen overtredingen", "320 en 1280 CSS-pixels"),
    ],
)
def test_the_statement_tells_the_last_check(
    language: str, dialect: str, found: str, widths: str, reference_site: Path
) -> None:
    facts = json.loads((ROOT / "docs" / FACTS).read_text(encoding="utf-8"))
    told = words(reference_site, language)
    for text in (found, widths, f"axe-core {facts['axe']}, {facts['browser']}", str(facts["views"])):
        assert text in told
    assert format_date(date.fromisoformat(facts["date"]), format="long", locale=dialect) in told
    assert NONE_KEPT[language] not in told


def test_every_page_leads_to_the_statement_of_its_language(reference_site: Path) -> None:
    for one in pages(reference_site):
        wanted = f"/{ADDRESSES[one.language].split('/')[-2]}/"
        ends = [a["href"] for a in one.all("a") if f"/{a['href']}".endswith(wanted)]
        assert ends or one.path == f"{ADDRESSES[one.language]}index.html", one.path
    assert not (reference_site / FACTS).exists()


def test_a_site_tells_what_was_found_or_that_no_check_is_kept_and_nothing_without_a_statement(
    small_site: SmallSite,
) -> None:
    facts = json.loads((ROOT / "docs" / FACTS).read_text(encoding="utf-8"))
    spoilt = {"violations": {"region": 1200, "label": 1}, "page_types": 1, "languages": ["nl"], "schemes": ["dark"]}
    small_site.put(f"docs/{FACTS}", json.dumps(facts | spoilt))
    assert small_site.build().returncode == 0
    assert not [one for one in pages(small_site.root / "site") if "axe-core" in one.text]
    for language in ADDRESSES:
        slug = ADDRESSES[language].split("/")[-2]
        text = f"---\ntitle: Accessible ({language})\nslug: {slug}\n---\n\nTexte.\n"
        small_site.put(f"docs/{language}/accessibility.md", text)
    assert small_site.build().returncode == 0
    told = words(small_site.root / "site", "nl")
    for text in ("1.201 elements do not", "label (1)", "region (1.200)", "1 type of page", "Nederlands", "dark"):
        assert text in told
    (small_site.root / "docs" / FACTS).unlink()
    assert small_site.build().returncode == 0
    told = words(small_site.root / "site", "en")
    assert NONE_KEPT["en"] in told
    assert "axe-core" not in told
