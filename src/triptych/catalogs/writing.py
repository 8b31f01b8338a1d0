"""The canonical form of a PO file: one text for one content, so that a diff shows what was translated.

Sorted by context and msgid, obsolete entries last; wrapped at line feeds only; `#:` names files, each once,
without line numbers.
"""

from collections.abc import Iterator

import polib

from triptych.catalogs.po_file import PoFile, has_plural, key_of
from triptych.catalogs.po_lines import APART, escaped, written_name


def po_text(po: PoFile) -> str:
    """The file's text, with a final line end."""
    active = sorted((entry for entry in po.entries if not entry.obsolete), key=key_of)
    obsolete = sorted((entry for entry in po.entries if entry.obsolete), key=key_of)
    blocks = [[*_comment(po.comment), *_block(po.header)], *map(_block, active), *map(_block, obsolete)]
    blocks += [list(po.closing)] if po.closing else []
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _block(entry: polib.POEntry) -> list[str]:
    """An entry's lines, in the order that gettext writes them in."""
    mark = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    return [
        *_comment(entry.tcomment),
        *(f"#. {line}".rstrip() for line in entry.comment.split("\n") if entry.comment),
        *(f"#: {written_name(name)}" for name in sorted({name for name, _ in entry.occurrences})),
        *_flags(entry),
        *_text(f"{previous}msgctxt", entry.previous_msgctxt, previous),
        *_text(f"{previous}msgid", entry.previous_msgid, previous),
        *_text(f"{previous}msgid_plural", entry.previous_msgid_plural, previous),
        *_text(f"{mark}msgctxt", entry.msgctxt, mark),
        *_text(f"{mark}msgid", entry.msgid, mark),
        *_text(f"{mark}msgid_plural", (entry.msgid_plural or "") if has_plural(entry) else None, mark),
        *_translation(entry, mark),
    ]


def _translation(entry: polib.POEntry, mark: str) -> Iterator[str]:
    if not has_plural(entry):
        yield from _text(f"{mark}msgstr", entry.msgstr, mark)
        return
    for form in sorted(entry.msgstr_plural):
        yield from _text(f"{mark}msgstr[{form}]", entry.msgstr_plural[form], mark)


def _comment(comment: str) -> list[str]:
    return [f"# {line}".rstrip() for line in comment.split("\n")] if comment else []


def _flags(entry: polib.POEntry) -> list[str]:
    flags = sorted(dict.fromkeys(flag for flag in entry.flags if flag), key=lambda flag: flag != "fuzzy")
    apart = [flag.removeprefix(APART) for flag in flags if flag.startswith(APART)]
    others = [flag for flag in flags if not flag.startswith(APART)]
    return [f"{mark} {', '.join(found)}" for mark, found in (("#,", others), ("#=", apart)) if found]


def _text(keyword: str, text: str | None, mark: str) -> Iterator[str]:
    if text is None:
        return
    *lines, last = text.split("\n")
    pieces = [f"{line}\n" for line in lines] + ([last] if last or not lines else [])
    if len(pieces) == 1:
        yield f'{keyword} "{escaped(pieces[0])}"'
        return
    yield f'{keyword} ""'
    for piece in pieces:
        yield f'{mark}"{escaped(piece)}"'
