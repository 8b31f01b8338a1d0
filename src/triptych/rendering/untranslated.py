"""A page for translators: each label without translation marked where it stands, and listed at the end."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from triptych.catalogs.marks import MARK, in_brackets

# Our own templates and Markdown's HTML write `>` in attributes as `&gt;`: a tag ends at the first one.
_TAG = re.compile(r"(<[^>]*>)")
_TEXT_ONLY = re.compile(r"<(title|script|style|option)\b", re.IGNORECASE)


def show_untranslated(html: str, *, heading: str, missing_files: Iterable[str] = ()) -> str:
    """`html` with its marks made visible, and all that misses a translation listed at its end.

    `missing_files` are the files of texts that the page takes from another language; what stands in another
    language is marked by the stylesheet, which knows it by its `lang`. Without anything to list, there is no list.
    """
    found: list[tuple[str, str]] = []

    def element(match: re.Match[str]) -> str:
        found.append((match["context"], match["text"]))
        return (
            f'<mark class="tt-untranslated" id="tt-untranslated-{len(found)}" title="{match["context"]}">'
            f"{match['text']}</mark>"
        )

    shown = []
    text_only = False
    for index, part in enumerate(_TAG.split(html)):
        if index % 2:
            text_only = _TEXT_ONLY.match(part) is not None
            shown.append(in_brackets(part))
        else:
            shown.append(in_brackets(part) if text_only else MARK.sub(element, part))
    page = "".join(shown).replace('<body class="', '<body class="tt--translators ', 1)
    missing = tuple(missing_files)
    return page.replace("</body>", f"{_list(found, missing, heading)}</body>", 1) if found or missing else page


def _list(found: list[tuple[str, str]], missing: tuple[str, ...], heading: str) -> Markup:
    """The list of what was found; contexts and texts come from the page, where they are escaped already."""
    files = Markup("").join(Markup("<li><code>{}</code></li>\n").format(name) for name in missing)
    first: dict[tuple[str, str], int] = {}
    for number, label in enumerate(found, start=1):
        first.setdefault(label, number)
    items = Markup("").join(
        Markup('<li><a href="#tt-untranslated-{}"><code>{}</code> {}</a></li>\n').format(
            number, Markup(context), Markup(text)
        )
        for (context, text), number in first.items()
    )
    return Markup('<aside class="tt-untranslated-list"><h2>{}</h2>\n<ol>\n{}</ol>\n</aside>\n').format(
        escape(in_brackets(heading)), files + items
    )
