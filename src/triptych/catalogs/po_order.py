"""The order of what an entry of a PO file has: gettext refuses what polib would join to another entry, and lose.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Iterable

from triptych.catalogs.po_lines import Line
from triptych.errors import Finding

MAX_LINES = 2_000  # without a keyword; polib copies all that it has of a comment or a text at each line

_KEYWORD = re.compile(r"(?:#~ *)?(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?P<form>\[)?")
_WITHOUT_KEYWORD = re.compile(r"#[^~|]|#?[~|]* *\"|#\Z")
_BEGINS = ("msgctxt", "msgid")
_BEFORE_TEXT = {None: ("msgid",), "[": ("msgid_plural", "msgstr[")}  # by what makes it a plural form


def order_findings(lines: Iterable[Line], shown: str) -> list[Finding]:
    """An error for the first entry that lacks its msgstr or its msgid, or has more lines than anybody writes."""
    length, before, begun = 0, "msgstr", 1
    for number, line in lines:
        if line:
            length = length + 1 if _WITHOUT_KEYWORD.match(line) else 0
        if length > MAX_LINES:
            what = f"has a comment or a text of more than {MAX_LINES:,} lines"
            return [Finding(shown, number, what, "shorten it")]
        found = _KEYWORD.match(line)
        if found is None:
            continue
        keyword = found["keyword"]
        if keyword in _BEGINS and before.startswith("msgid"):
            return [_lacks_text(number, shown)]
        if keyword == "msgstr" and before not in _BEFORE_TEXT[found["form"]]:
            what = f"PO file does not parse: {keyword}{found['form'] or ''} after {before}"
            return [Finding(shown, number, what, "write msgid and msgstr, or msgid_plural and msgstr[0]")]
        before, begun = f"{keyword}{found['form'] or ''}", number
    return [] if before.startswith("msgstr") else [_lacks_text(begun, shown)]


def _lacks_text(line: int, shown: str) -> Finding:
    what = "PO file does not parse: an entry ends without a msgstr"
    return Finding(shown, line, what, 'write `msgstr ""` where it ends')
