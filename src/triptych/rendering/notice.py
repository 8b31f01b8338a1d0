"""What stands above a page of `triptych serve` while the sources have errors: what is wrong, for who writes them."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from triptych.errors import Finding

ENGLISH = "The source files have errors. This is the last version of the page without them."
_MOST = 50  # findings: nobody reads more before mending these
_LANGUAGE = re.compile(r'<html lang="([^"]+)"')
_BODY = re.compile(r"<body\b[^>]*>")


def with_notice(page: str, findings: Sequence[Finding], texts: Mapping[str, str]) -> str:
    """`page` with the `findings` on top of it, under the one of `texts` in its language, or in English."""
    said = _LANGUAGE.search(page)
    text = texts.get(said[1], ENGLISH) if said else ENGLISH
    aside = str(_notice(findings, text))
    return _BODY.sub(lambda found: found[0] + aside, page, count=1) if _BODY.search(page) else aside + page


def _notice(findings: Sequence[Finding], text: str) -> Markup:
    items = Markup("").join(Markup("<li><code>{}</code></li>\n").format(str(one)) for one in findings[:_MOST])
    if len(findings) > _MOST:
        items += Markup("<li>… +{}</li>\n").format(len(findings) - _MOST)
    # What it holds may be more than there is room for: it is scrolled by keyboard too.
    return Markup(
        '\n<aside class="tt-errors" role="alert" tabindex="0">\n<p>{}</p>\n<ul lang="en" dir="ltr">\n{}</ul>\n</aside>'
    ).format(text, items)
