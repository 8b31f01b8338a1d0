"""A page's translation brings no tag, attribute, scheme or host that its source lacks."""

import pytest

from tests.sites import SmallSite
from tests.texts import SETTINGS, page, standing
from triptych.commands.check import check
from triptych.errors import Level
from triptych.model import Site, Taxonomy
from triptych.translations.additions import addition_findings

ERROR, WARNING = Level.ERROR, Level.WARNING

CASES = {
    "a tag": ("a", "a <b>b</b>", [(ERROR, "has the tag '</b>'"), (ERROR, "has the tag '<b>'")]),
    "an attribute of a tag that the source has": (
        "<b>a</b>",
        '<b onclick="x()">a</b>',
        [(ERROR, "has the attribute 'onclick' of '<b>'")],
    ),
    "an attribute in Markdown": ("*a*", "*a*{: onclick=x }", [(ERROR, "has the attribute 'onclick'")]),
    "an address that runs code": (
        "[a](b.md)",
        "[a](javascript:b)",
        [(ERROR, "an address of the scheme 'javascript:'")],
    ),
    "such an address in disguise": ("[a](b.md)", "[a](java&#115;cript:b)", [(ERROR, "of the scheme 'javascript:'")]),
    "another scheme": ("a", "a tel:+32123456", [(WARNING, "an address of the scheme 'tel:'")]),
    "another host": ("[a](https://a.example/)", "[a](https://evil.example/)", [(WARNING, "links to 'evil.example'")]),
    "a host that looks like the source's": (
        "[a](https://a.example/)",
        "[a](https://a.example@evil.example/)",
        [(WARNING, "links to 'evil.example'")],
    ),
    "a section that the source does not have": (
        "a",
        "a\n\n## b {#b}\n\n<iframe src=https://evil.example/></iframe>",
        [
            (WARNING, "links to 'evil.example'"),
            (ERROR, "has the attribute 'src' of '<iframe>'"),
            (ERROR, "has the tag '</iframe>'"),
            (ERROR, "has the tag '<iframe>'"),
        ],
    ),
    "what the source has": ("<b>a</b> [c](https://c.example/)", "<b>d</b> [e](https://c.example/nl/)", []),
    "another language of the same site": ("https://fr.wikipedia.org/wiki/A", "https://nl.wikipedia.org/wiki/B", []),
    "the site without www": ("https://www.a.example/", "https://a.example/", []),
    "https for http": ("http://a.example/", "https://a.example/", []),
    "code, which is there to be read": ("a", "a `<b onclick=x>` b\n\n```html\n<script>x</script>\n```", []),
    "a comment": ("a", "a\n\n<!-- translate: <b> https://b.example/ -->", []),
    "ids and classes": ("*a*", "*a*{: .b #c }", []),
    "an address between angle brackets": ("<https://a.example/>", "<https://a.example/nl>", []),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_translation_adds_is_told(case: tuple[str, str, list[tuple[Level, str]]]) -> None:
    source, own, expected = case
    pages = (page({"fr": source, "nl": own}),)
    found = sorted(
        addition_findings(Site(SETTINGS, Taxonomy(()), (), pages), standing(pages)), key=lambda one: one.what
    )
    assert len(found) == len(expected), found
    for finding, (level, what) in zip(found, sorted(expected, key=lambda one: one[1]), strict=True):
        assert finding.level is level
        assert what in finding.what
        assert finding.remedy


def test_it_is_told_by_check_with_file_line_and_remedy_and_facts_may_differ(small_site: SmallSite) -> None:
    small_site.put(
        "docs/nl/directory/alpha.md",
        "---\nname: Alfa\ndescription: Hulp.\nwebsite: https://alfa.example/\n---\n\nEen\n\n[a](https://alfa.example/x)\n"
        "[b](https://evil.example/)\n\n<iframe></iframe>\n",
    )
    small_site.put(
        "docs/fr/directory/alpha.md", "---\nname: Alpha\ndescription: Une aide.\ncategories: [help]\n---\n\nUn\n"
    )
    said = [str(finding) for finding in check(small_site.root / "mkdocs.yml") if "alpha.md" in finding.path]
    path = "docs/nl/directory/alpha.md"
    assert (
        f"{path}:12: error: has the tag '<iframe>', which its source lacks; remove it, or write it in the source too"
        in said
    )
    assert [line.split(";")[0] for line in said if "links to" in line] == [
        f"{path}:10: warning: links to 'evil.example', to which its source does not"
    ]
    assert any(line.startswith(f"{path}:12: warning: the tag '<iframe>' is left out of the page; ") for line in said)
