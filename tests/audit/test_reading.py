"""What is read of a page, piece by piece: tags, names, addresses, languages, policies, stylesheets."""

import pytest

from triptych.audit.addresses import Base, Place, resolved
from triptych.audit.document import Document, Use
from triptych.audit.languages import tag_problem
from triptych.audit.naming import addresses_in_srcset
from triptych.audit.parsing import read_document
from triptych.audit.stylesheets import requests_of, requests_of_declarations

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="w">{}</head><body>\n'
    "{}\n</body></html>"
)


def read(body: str, head: str = "") -> Document:
    return read_document(PAGE.format(head, body).encode(), "a/b.html")


def faults(body: str, head: str = "") -> list[tuple[str, int]]:
    return [(fault.kind, fault.line) for fault in read(body, head).faults]


RIGHT = {
    "optional end tags": "<p>A<p>B<ul><li>C<li>D</ul><dl><dt>E<dd>F</dl><select title=S><option>G<option>H</select>",
    "a table without the tags it may do without": "<table><tr><th>A<td>B<tr><td>C</table>",
    "end tags that may be left out": "<ul><li><p>A</p><pre>B</pre></li></ul><table><tr><td>C</td></tr></table>",
    "void elements": '<br><hr/><img src="a" alt=""><input aria-label="A">',
    "drawings": '<svg viewBox="0 0 1 1"><path d="M0"/><g><path d="M1"></path></g></svg>',
    "blanks and capitals in tags": "<DIV>A</DIV ><section\n>B</section\n>",
    "tags in comments and scripts": "<!-- </b> --><script type=x>'</b>'</script><textarea title=T></b></textarea>",
    "a link around a block": "<a href=b><table><tr><td>A</table></a><a href=c><div>B</div></a>",
    "new elements": "<search><details><summary>A</summary><p>B</details></search><my-own>C</my-own>",
    "a paragraph that a list ends": "<p>A<ul><li>B</ul>",
}
WRONG = {
    "<div>\n<p>A</p>": [("element-unclosed", 2)],
    "<div>\n<section>\n<div>\n</section>\n</div>": [("element-unclosed", 4)],
    "<p>\n<b><i>A</b></i></p>": [("elements-misnested", 3)],
    "<section>\n</section>\n</section>": [("end-tag-stray", 4)],
    "<p>A<ul><li>B</ul>\n</p>": [("end-tag-stray", 3)],
    "<div/>A": [("element-unclosed", 2)],
    "<my-own>A": [("element-unclosed", 2)],
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT)
def test_markup_that_html_allows_is_no_fault(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(("body", "expected"), WRONG.items())
def test_a_tag_out_of_place_is_told_with_its_line(body: str, expected: list[tuple[str, int]]) -> None:
    assert faults(body) == expected


NAMED = [
    '<a href="b">A</a>',
    '<a href="b" aria-label="A"></a>',
    '<a href="b"><img src="c" alt="A"></a>',
    '<a href="b"><span aria-hidden="true">→</span> A</a>',
    '<a href="b"><svg aria-label="A"></svg></a>',
    '<a href="b" aria-hidden="true" tabindex="-1"></a>',
    '<div aria-hidden="true"><button></button></div>',
    '<button title="A"></button>',
    "<label>A <input></label>",
    '<label for="f">A</label><input id="f">',
    '<input type="submit"><input type="hidden">',
    '<input type="checkbox" id="toggle">',
    '<img src="a" alt="">',
    '<img src="a" role="presentation">',
    "<template><img src=a><a href=b></a></template>",
]
UNNAMED = {
    '<a href="b"></a>': "link-unnamed",
    '<a href="b"><img src="c" alt=""></a>': "link-unnamed",
    '<a href="b"><span aria-hidden="true">→</span></a>': "link-unnamed",
    "<button> </button>": "button-unnamed",
    "<input>": "field-unnamed",
    '<input type="checkbox" name="a">': "field-unnamed",
    '<input type="image" src="a">': "field-unnamed",
    '<img src="a">': "image-alt-missing",
}


@pytest.mark.parametrize("body", NAMED)
def test_what_has_a_name_or_is_not_read_out_is_no_fault(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(("body", "kind"), UNNAMED.items())
def test_what_has_no_name_is_a_fault(body: str, kind: str) -> None:
    assert faults(body) == [(kind, 2)]


@pytest.mark.parametrize(
    ("address", "place", "path"),
    [
        ("", Place.SITE, "a/b.html"),
        ("#c", Place.SITE, "a/b.html"),
        ("c/", Place.SITE, "a/c/"),
        ("../", Place.SITE, ""),
        ("..", Place.SITE, ""),
        ("../c.html?d=/e#f", Place.SITE, "c.html"),
        (" c d.html\n", Place.SITE, "a/c d.html"),
        ("%C3%A9.html", Place.SITE, "a/é.html"),
        ("/repo/c/", Place.SITE, "c/"),
        ("/repo", Place.SITE, ""),
        ("https://Essai.example/repo/c/", Place.SITE, "c/"),
        ("//essai.example/repo/c/", Place.SITE, "c/"),
        ("https://essai.example", Place.BESIDE, "/"),
        ("/c/", Place.BESIDE, "/c/"),
        ("../../../c/", Place.BESIDE, "/c/"),
        ("/repository/", Place.BESIDE, "/repository/"),
        ("https://autre.example/repo/", Place.OTHER, "https://autre.example/repo/"),
        ("mailto:a@b.example", Place.ELSEWHERE, "mailto:a@b.example"),
        ("http://[::1", Place.BROKEN, "http://[::1"),
        ("https://", Place.BROKEN, "https://"),
    ],
)
def test_an_address_leads_where_a_browser_would_go(address: str, place: Place, path: str) -> None:
    target = resolved(address, "a/b.html", Base("https://essai.example", "/repo/"))
    assert (target.place, target.path) == (place, path)


def test_a_base_element_says_where_addresses_begin() -> None:
    base = Base("https://essai.example", "/repo/")
    assert resolved("c.html", "a/b.html", base, "/repo/d/").path == "d/c.html"
    assert resolved("c.html", "a/b.html", base, "https://autre.example/").place is Place.OTHER
    assert resolved("https://essai.example/repo/c", "a/b.html", base, "https://autre.example/").path == "c"


@pytest.mark.parametrize(
    "tag", ["fr", "nl-BE", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "en-x-easy", "wa", "NL-be"]
)
def test_a_language_tag_may_have_script_region_and_variant(tag: str) -> None:
    assert tag_problem(tag) is None


@pytest.mark.parametrize("tag", ["", "fr_BE", "french", "xx", "en-UK", "nl-", "fr-FR-", "be-fr-BE-x", "français"])
def test_what_is_no_language_tag_is_told(tag: str) -> None:
    assert tag_problem(tag)


def test_a_srcset_holds_addresses_and_sizes() -> None:
    value = "a.png, b.png 2x,c,d.png 300w , data:image/png;base64,AA== 3x"
    assert list(addresses_in_srcset(value)) == ["a.png", "b.png", "c,d.png", "data:image/png;base64,AA=="]


def test_a_stylesheet_asks_for_styles_fonts_and_images_wherever_they_stand() -> None:
    css = """@import url(a.css) print;
@import "b.css";
@namespace svg url(http://www.w3.org/2000/svg);
/* url(c.png) */
@font-face { src: local(X), url("d.woff2") format("woff2") }
@media print { @supports (display: grid) { a { background: URL( e.png ) } } }
a::before { content: "url(f.png)"; background: image-set("g.png" 1x) }
"""
    found = {(one.use, one.address, one.line) for one in requests_of(css)}
    assert found == {
        (Use.STYLE, "a.css", 1),
        (Use.STYLE, "b.css", 2),
        (Use.FONT, "d.woff2", 5),
        (Use.IMAGE, "e.png", 6),
        (Use.IMAGE, "g.png", 7),
    }
    assert [one.address for one in requests_of_declarations("color: red; background: url(h.png)", 3)] == ["h.png"]


POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'


@pytest.mark.parametrize(
    ("policy", "body", "kinds"),
    [
        ("script-src 'self'", "<script>a()</script>", ["csp-inline-script"]),
        ("default-src 'self'", "<script>a()</script>", ["csp-inline-script"]),
        ("script-src 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='", "<script>a()</script>", []),
        ("script-src 'nonce-b'", '<script nonce="b">a()</script>', []),
        ("script-src 'unsafe-inline'", "<script>a()</script><p onclick=a()>", []),
        ("script-src 'unsafe-inline' 'nonce-b'", "<script>a()</script>", ["csp-inline-script"]),
        ("script-src 'self'", '<script type="application/json">{}</script>', []),
        ("script-src 'self'", "<p onclick=a()>A", ["csp-inline-handler"]),
        ("style-src 'self'", '<p style="color: red">A', ["csp-inline-style"]),
        ("style-src 'self'; style-src-attr 'unsafe-inline'", '<p style="color: red">A', []),
        ("img-src 'self'", "<script>a()</script><p onclick=a() style=a>A", []),
    ],
)
def test_a_policy_forbids_what_it_does_not_name(policy: str, body: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in faults(body, POLICY.format(policy))] == kinds
