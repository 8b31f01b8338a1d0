"""Beginning a translation, and going on with one: what is to be done stands there, what was written stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import page, standing, states, status, synced_pair
from triptych.model import ProseVersion
from triptych.sources.front_matter import FRONT_MATTER
from triptych.translations.sections import sections
from triptych.translations.skeleton import completed, skeleton
from triptych.translations.states import PageStatus
from triptych.translations.units import GONE, TO_DO

SOURCE = """\
Début avec un [lien][x].

## Services {#services}

Premier
paragraphe.

- un
- deux

```python
x = 1  # <!-- code -->
```

### Détails {#details .small}

Voir <!-- une note --> ici.

<!-- à ne pas traduire -->

[x]: https://x.example/ "Titre"
[^1]: Une note de bas de page.

## Contact {.wide #contact}

<div class="box">
Texte.
</div>"""


def body_of(text: str) -> str:
    found = FRONT_MATTER.match(text)
    return text[found.end() :].strip("\n") if found else text.strip("\n")


def begun(source: str, text: str) -> PageStatus:
    """Where a page stands whose translation is a file with this text, its title empty."""
    own = ProseVersion("nl/about.md", None, None, None, body_of(text))
    whole = page({"fr": source})
    found = standing(replace(whole, versions={**whole.versions, "nl": own})).of("about.md", "nl")
    assert found is not None
    return found


def test_a_skeleton_has_the_sources_structure_code_and_links_and_its_text_as_comments() -> None:
    assert skeleton(status(SOURCE, None)) == (
        "---\n# translate: T\ntitle:\n---\n\n"
        "<!-- translate: Début avec un [lien][x]. -->\n\n"
        "## <!-- translate: Services --> {#services}\n\n"
        "<!-- translate:\nPremier\nparagraphe.\n-->\n\n"
        "<!-- translate:\n- un\n- deux\n-->\n\n"
        "```python\nx = 1  # <!-- code -->\n```\n\n"
        "### <!-- translate: Détails --> {#details .small}\n\n"
        "<!-- translate: Voir  une note  ici. -->\n\n"
        '[x]: https://x.example/ "Titre"\n\n'
        "<!-- translate: [^1]: Une note de bas de page. -->\n\n"
        "## <!-- translate: Contact --> {#contact}\n\n"
        '<!-- translate:\n<div class="box">\nTexte.\n</div>\n-->\n'
    )


def test_without_the_source_the_comments_say_that_there_is_something_to_do() -> None:
    found = skeleton(status(SOURCE, None), with_source=False)
    assert "Premier" not in found
    assert "translate: T" not in found
    assert found.count(f"{TO_DO} … -->") == found.count(TO_DO)
    assert "x = 1" in found


PARTS = (
    *("Texte.", "Autre texte\nsur deux lignes.", "- un\n- deux", "    code", "> cité", "a --> b <!-- c", "----->>"),
    *("```\n<!-- translate: x -->\n## no\n```", "~~~\n-->\n~~~", "<!-- une note -->", "<!--\n## non\n-->", "a --!> b"),
    *("[x]: https://x.example/", "[^1]: note", "### Plus {#more}", "###", "<div>\n\n## no\n\n</div>", "<!-->", "-->"),
    *("a | b\n--- | ---\n1 | 2", '!!! note "Titre"\n    Texte.', "<!<!----", "text <!-- d --> e"),
)
headings = (
    "## Un {#one}",
    "## Deux",
    "Trois {#three}\n---",
    "##",
    "## A --> {#four}",
    '## B {id="a b"}',
    "## C {#a=b}",
)
bodies = st.lists(st.sampled_from(PARTS + headings), min_size=1, max_size=8).map("\n\n".join)


@pytest.mark.parametrize("with_source", [True, False])
@settings(deadline=None, max_examples=150)
@given(source=bodies)
def test_a_skeleton_is_a_page_of_which_every_unit_is_missing(with_source: bool, source: str) -> None:
    begin = status(source, None)
    text = skeleton(begin, with_source=with_source)
    found = begun(source, text)
    assert {unit.key for unit in found.units} == {unit.key for unit in begin.units}
    assert found.is_untranslated
    assert completed(text, found) == text


KEPT = ("```\n<!-- translate: x -->\n## no\n```", "~~~\n-->\n~~~", "[x]: https://x.example/")
plain = st.lists(st.sampled_from((*KEPT, "Texte.", "- un\n- deux", "### Plus {#more}", *headings)), max_size=8)


@settings(deadline=None, max_examples=100)
@given(plain.map("\n\n".join))
def test_a_skeleton_has_the_same_sections_code_and_link_definitions(source: str) -> None:
    body = body_of(skeleton(status(source, None)))
    assert [section.key for section in sections(body)] == [section.key for section in sections(source)]
    for kept in KEPT:
        assert body.count(kept) == source.count(kept)


OWN = (
    "---\ntitle: T\n---\n\nBegin.  \n\n## Diensten {#services}\n\nEerste\nalinea.\n\n\n\nTweede.\n\n```\ncode  \n```\n"
)


def test_what_is_new_comes_in_its_place_and_what_was_written_stays() -> None:
    source = "Début.\n\n## Avant {#before}\n\nA.\n\n## Services {#services}\n\nB.\n\n## Après {#after}\n\nC."
    text = completed(OWN, status(source, body_of(OWN)))
    assert text == (
        "---\ntitle: T\n---\n\nBegin.  \n\n"
        "## <!-- translate: Avant --> {#before}\n\n<!-- translate: A. -->\n\n"
        "## Diensten {#services}\n\nEerste\nalinea.\n\n\n\nTweede.\n\n```\ncode  \n```\n\n"
        "## <!-- translate: Après --> {#after}\n\n<!-- translate: C. -->\n"
    )
    assert completed(text, status(source, body_of(text))) == text


def test_what_is_gone_is_marked_once_and_stays() -> None:
    text = completed(OWN, status("## Autre {#other}\n\nA.", body_of(OWN)))
    note = f"{GONE} the source no longer has a section “services” -->"
    assert f"## Diensten {{#services}}\n\n{note}\n\nEerste" in text
    assert text.count(GONE) == 2
    assert completed(text, status("## Autre {#other}\n\nA.", body_of(text))) == text


def test_a_page_that_lacks_nothing_stays_as_it_is() -> None:
    source = "Début.\n\n## Services {#services}\n\nB."
    for own in (OWN, body_of(OWN), OWN.rstrip("\n"), OWN + "\n\n"):
        assert completed(own, status(source, body_of(own))) == own


def test_a_field_that_is_lacking_is_added_to_the_front_matter_and_an_empty_one_is_not() -> None:
    found = begun("Texte.", "Tekst.")
    assert completed("Tekst.", found) == "---\n# translate: T\ntitle:\n---\n\nTekst."
    assert completed("---\nslug: x\n---\nTekst.\n", found) == "---\nslug: x\n# translate: T\ntitle:\n---\nTekst.\n"
    assert completed("---\ntitle:\n---\nTekst.\n", found) == "---\ntitle:\n---\nTekst.\n"


SENTENCES = ("Tekst.", "Andere  tekst\nop twee regels.  ", "\n", "```\ncode\n\n```", "<!-- noot -->", "- een\n- twee")
own_headings = ("## Een {#one}", "## Deux", "Drie {#three}\n---", "## Vijf {#five}", "## Zes {#six}")
translations = st.lists(st.sampled_from(SENTENCES + own_headings), min_size=1, max_size=7).map("\n\n".join)


def without_blank_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@settings(deadline=None, max_examples=200)
@given(bodies, translations)
def test_going_on_twice_is_once_and_loses_not_a_line(source: str, own: str) -> None:
    text = f"---\ntitle: T\n---\n\n{own}"
    found = status(source, body_of(own))
    once = completed(text, found)
    after = status(source, body_of(once))
    assert completed(once, after) == once
    assert {unit.key for unit in after.units if unit.source} <= {unit.key for unit in after.units if unit.own}
    kept = iter(without_blank_lines(once))
    assert all(line in kept for line in without_blank_lines(text))
    for unit in found.units:
        own_now = after.unit[unit.key].own
        if unit.own and unit.source:
            assert own_now is not None
            assert own_now.hash == unit.own.hash


def test_a_page_that_was_current_stays_so_where_nothing_is_new() -> None:
    source = "Début.\n\n## Services {#services}\n\nB."
    own = body_of(OWN)
    records = synced_pair(source, own)
    more = source + "\n\n## Plus {#more}\n\nC."
    text = completed(OWN, status(more, own, records))
    assert states(status(more, body_of(text), records)) == {"": "current", "services": "current", "more": "missing"}
