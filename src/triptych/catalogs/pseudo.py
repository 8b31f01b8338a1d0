"""The pseudo-locale: every label accented and a third longer, and still readable.

What a page shows without accents was never extracted; what breaks its layout breaks in German too.
"""

import re

_ACCENTED = str.maketrans("aceinouyACEINOUYsSzZ", "áçéíñöüýÁÇÉÍÑÖÜÝšŠžŽ")
_PLACEHOLDER = re.compile(r"(\{\w*\})")
_WORD = re.compile(r"\S+")


def pseudo(text: str) -> str:
    """`text` accented, stretched by a third and in brackets; its placeholders stay as they are."""
    parts = _PLACEHOLDER.split(text)
    return f"[{''.join(part if index % 2 else _WORD.sub(_stretched, part) for index, part in enumerate(parts))}]"


def _stretched(word: re.Match[str]) -> str:
    """A word, accented and a third longer: lines break where they would in a translation."""
    return word[0].translate(_ACCENTED) + "~" * -(-len(word[0]) // 3)
