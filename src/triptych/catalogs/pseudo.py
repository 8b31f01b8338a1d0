"""The pseudo-locale: every label accented and a third longer, and still readable.

What a page shows without accents was never extracted; what breaks its layout breaks in German too.
"""

import re

_ACCENTED = str.maketrans("aceinouyACEINOUYsSzZ", "áçéíñöüýÁÇÉÍÑÖÜÝšŠžŽ")
_PLACEHOLDER = re.compile(r"(\{\w*\})")


def pseudo(text: str) -> str:
    """`text` accented, stretched by a third and in brackets; its placeholders stay as they are."""
    parts = _PLACEHOLDER.split(text)
    accented = "".join(part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts))
    return f"[{accented}{'~' * (len(text) // 3 + 1)}]"
