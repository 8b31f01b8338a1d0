"""What translators preview: marks around what misses a translation, and the pseudo-locale."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import LANGUAGES
from tools.ship_interface import shipped
from triptych.catalogs.declared import interface_labels
from triptych.catalogs.labels import LabelMode, Labels, Text
from triptych.catalogs.marks import in_brackets, marked
from triptych.catalogs.plurals import TWO_FORMS, PluralRule
from triptych.catalogs.po import Catalog, Message, empty_catalog
from triptych.catalogs.pseudo import pseudo
from triptych.catalogs.shipped import FOLDER, shipped_catalog
from triptych.rendering.untranslated import show_untranslated

SHIPPED = (*LANGUAGES, "de")


@pytest.mark.parametrize("language", SHIPPED)
def test_the_package_ships_what_the_reference_site_says(language: str) -> None:
    assert (FOLDER / f"{language}.po").read_text(encoding="utf-8") == shipped(language)


@pytest.mark.parametrize("language", SHIPPED)
def test_the_package_ships_every_text_of_the_interface(language: str) -> None:
    catalog = shipped_catalog(language)
    assert catalog is not None
    assert not [label for label in interface_labels() if not catalog.messages[label.context, label.id].texts]


def test_every_label_of_the_interface_says_what_it_is_for() -> None:
    told = {(label.context, label.id) for label in interface_labels() if label.comments}
    assert not [label for label in interface_labels() if (label.context, label.id) not in told]


def test_a_language_that_is_not_shipped_has_no_texts_and_a_variety_has_those_of_its_language() -> None:
    assert shipped_catalog("pl") is None
    assert shipped_catalog("nl-BE") is not None


def test_the_sites_own_catalog_wins_over_the_packages_one_label_at_a_time() -> None:
    package = shipped_catalog("nl")
    assert package is not None
    labels = Labels({"nl": empty_catalog("nl", "labels.po")}, {"nl": package}, LabelMode.UNTRANSLATED)
    assert labels.pgettext("field:address", "Address", language="nl") == "Adres"
    own = Labels({"nl": package}, {"nl": empty_catalog("nl", "labels.po")})
    assert own.npgettext("count:entries", "{count} entry", "{count} entries", 2, language="nl") == "{count} fiches"
    assert in_brackets(labels.pgettext("nav:home", "Home", language="nl")) == "⟦Home⟧"


def test_a_label_that_the_site_is_unsure_of_is_not_taken_from_the_package() -> None:
    package = shipped_catalog("nl")
    assert package is not None
    key = ("field:address", "Address")
    unsure = Message(*key, None, (), 1, frozenset({"fuzzy"}))
    labels = Labels({"nl": Catalog("nl", "labels.po", {key: unsure}, package.plurals)}, {"nl": package})
    assert labels.pgettext(*key, language="nl") == "Address"


def test_the_mark_of_a_fuzzy_label_says_so() -> None:
    fuzzy = Message("nav:home", "Home", None, (), 1, frozenset({"fuzzy"}))
    catalog = Catalog("nl", "labels.po", {("nav:home", "Home"): fuzzy}, PluralRule.parse(TWO_FORMS))
    labels = Labels({"nl": catalog}, mode=LabelMode.UNTRANSLATED)
    assert labels.pgettext("nav:home", "Home", language="nl") == marked("nav:home (fuzzy)", "Home")


@given(st.text(), st.dictionaries(st.from_regex(r"\\w{1,8}", fullmatch=True), st.integers()))
def test_filling_a_label_in_never_fails(text: str, values: dict[str, int]) -> None:
    assert isinstance(Text(text).format(**values), str)


def test_a_label_is_filled_in_by_name_alone() -> None:
    text = Text("{count} of {total}, {count.__class__} {} {")
    assert text.format(count=3) == "3 of {total}, {count.__class__} {} {"


@given(st.text("abcé {}", max_size=30), st.sampled_from(["", "{count}", "{language}"]))
def test_the_pseudo_locale_keeps_placeholders_and_stretches_by_a_third(text: str, placeholder: str) -> None:
    source = text.replace("{", "").replace("}", "") + placeholder
    shown = pseudo(source)
    assert re.findall(r"\{\w*\}", shown) == re.findall(r"\{\w*\}", source)
    words = re.sub(r"\{\w*\}|\s", "", source)
    assert len(shown) >= len(source) + len(words) / 3


def test_a_mark_is_an_element_where_one_can_stand_and_brackets_elsewhere() -> None:
    mark = marked("nav:home", "Home &amp; more")
    page = show_untranslated(
        f'<html><head><title>{mark}</title></head><body><p title="{mark}">{mark}!</p></body></html>', heading="List"
    )
    assert "<title>⟦Home &amp; more⟧</title>" in page
    assert '<p title="⟦Home &amp; more⟧">' in page
    assert '<mark class="tt-untranslated" id="tt-untranslated-1" title="nav:home">Home &amp; more</mark>!' in page
    assert '<li><a href="#tt-untranslated-1"><code>nav:home</code> Home &amp; more</a></li>' in page


def test_a_page_that_misses_nothing_has_no_list() -> None:
    page = "<html><body><p>All is well.</p></body></html>"
    assert show_untranslated(page, heading="List") == page


def test_the_file_of_a_missing_translation_is_listed() -> None:
    page = show_untranslated("<body></body>", heading="List", missing_files=["docs/nl/a.md"])
    assert "<h2>List</h2>\n<ol>\n<li><code>docs/nl/a.md</code></li>" in page
