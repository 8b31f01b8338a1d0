"""A page for translators: each label without translation marked where it stands, and listed at the end."""

import re

from markupsafe import Markup, escape

from triptych.catalogs.marks import MARK, in_brackets

# Our own templates and Markdown's HTML write `>` in attributes as `&gt;`: a tag ends at the first one.
_TAG = re.compile(r"(<[^>]*>)")
_TEXT_ONLY = re.compile(r"<(title|script|style|option)\b", re.IGNORECASE)


def show_untranslated(html: str, *, heading: str) -> str:
    """`html` with its marks made visible; `heading` stands above the list, which is left out where it is empty."""
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
    page = "".join(shown)
    return page.replace("</body>", f"{_list(found, heading)}</body>", 1) if found else page


def _list(found: list[tuple[str, str]], heading: str) -> Markup:
    """The list of what was found; contexts and texts come from the page, where they are escaped already."""
    items = Markup("").join(
        Markup('<li><a href="#tt-untranslated-{}"><code>{}</code> {}</a></li>\n').format(
            number, Markup(context), Markup(text)
        )
        for number, (context, text) in enumerate(found, start=1)
    )
    return Markup('<aside class="tt-untranslated-list"><h2>{}</h2>\n<ol>\n{}</ol>\n</aside>\n').format(
        escape(in_brackets(heading)), items
    )
