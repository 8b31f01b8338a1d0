"""Files that are long without repeating themselves: what is quadratic in distinct keys, items or entries shows here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.fuzz.inputs import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Counted:
    """A file of many parts, each with its number: `{0}`, and the one before it: `{1}`."""

    part: str
    begin: str = ""
    end: str = ""

    def data(self, room: int = MOST_BYTES) -> bytes:
        """The file, as long as it may be."""
        parts, used, number = [], len(self.begin.encode()) + len(self.end.encode()), 1
        while True:
            made = self.part.replace("{0}", str(number)).replace("{1}", str(number - 1))
            used += len(made.encode())
            if used > room:
                return "".join([self.begin, *parts, self.end]).encode()
            parts.append(made)
            number += 1


_CATEGORY = "- id: c{0}\n  label: L\n"
_ENTRY_HEAD = "---\nname: A\ndescription: D\n"
_RECORD = (
    '"a.md#{0}": {"source": "0", "translation": "0", "hash": 1, "date": "2026-11-25", "text": "T", "seal": "0"},\n'
)
_PO_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_UNITS = '{"format": 1, "units": {\n'

COUNTED: Mapping[str, Sequence[Counted]] = {
    "csv": (
        Counted("n{0}\n", "name\n"),
        Counted("same\n", "name\n"),
        Counted("n{0},n{1}\n", "name,part of\n"),
        Counted("n{0},c{0}|d{0}\n", "name,categories\n"),
        Counted("c{0}|", "name,categories\nA,"),
        Counted('n{0},"\n', "name,url\n"),
        Counted("h{0},", "name,"),
    ),
    "yaml": (
        Counted("k{0}: v\n"),
        Counted("? k{0}\n"),
        Counted("k{0},", "{", "}"),
        Counted("- k{0}\n"),
        Counted("&a{0} a: *a{1}\n"),
        Counted("a{0}: &a{0} [*a{1}, *a{1}]\n"),
        Counted("k{0}: v\n", "categories:\n- id: a\n  label: L\n  "),
        Counted(_CATEGORY, "categories:\n"),
        Counted(_CATEGORY + "  parent: c{1}\n", "categories:\n- {id: c0, label: L}\n"),
        Counted(_CATEGORY + "  parent: c{1}\n", "categories:\n"),
        Counted(_CATEGORY + "  parent: x{0}\n", "categories:\n"),
        Counted(_CATEGORY + "  slugs: {fr: s, en: s, nl: s}\n", "categories:\n"),
        Counted("- {id: c{0}, label: L, x{0}: 1}\n", "categories:\n"),
        Counted("- {source: s{0}, fr: f{0}}\n", "terms:\n"),
        Counted("- {source: s s{0}, fr: f{0}}\n", "terms:\n"),
        Counted("f{0}, ", "terms: [{source: s, fr: [", "f]}]"),
        Counted("- x{0}\n", "terms:\n"),
        Counted("- x{0}: [{a: b.md}]\n", "nav:\n"),
        Counted("x{0}: 1\n", "extra:\n  triptych:\n    dialects:\n", ""),
    ),
    "front_matter": (
        Counted("k{0}: v\n", _ENTRY_HEAD, "---\n"),
        Counted("c{0}, ", f"{_ENTRY_HEAD}categories: [", "x]\n---\n"),
        Counted("fr-{0}, ", f"{_ENTRY_HEAD}languages: [", "fr]\n---\n"),
        Counted("https://a.be/{0}, ", f"{_ENTRY_HEAD}same_as: [", "https://b.be]\n---\n"),
        Counted("## T{0}\n\n", "---\ntitle: T\n---\n"),
        Counted("## T {#a{0}}\n\n", "---\ntitle: T\n---\n"),
        Counted("## T {#a}\n\n", "---\ntitle: T\n---\n"),
    ),
    "markdown": (
        Counted("## T{0}\n\n"),
        Counted("## T\n\n"),
        Counted("## T_{0}\n\n"),
        Counted("## T {#a{0}}\n\nx\n"),
        Counted("T{0}\n---\n"),
        Counted("<a{0}>\n"),
        Counted("<div{0}>"),
        Counted("[a{0}]: b\n"),
        Counted("- a{0}\n"),
        Counted("a{0} `x` <!-- c{0} --> "),
        Counted("## `a{0}` `` {#b{0}}\n"),
        Counted("    <div>{0}\n"),
    ),
    "po": (
        Counted('msgid "a{0}"\nmsgstr "b"\n\n', _PO_HEAD),
        Counted('msgid "a{0}"\nmsgstr ""\n', _PO_HEAD),
        Counted('msgctxt "c{0}"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "b"\nmsgstr[1] "{0}"\n', _PO_HEAD),
        Counted('#~ msgid "a{0}"\n#~ msgstr "b"\n\n', _PO_HEAD),
        Counted('#~ msgid "a"\n#~ msgstr "b{0}"\n\n', _PO_HEAD),
        Counted('msgid "a"\nmsgstr "b{0}"\n\n', _PO_HEAD),
        Counted('msgid "a{0}"\nmsgstr "{x{0}}"\n\n', _PO_HEAD),
        Counted('msgid "a{0}"\nmsgstr "<b>color https://a{0}.be"\n\n', _PO_HEAD),
        Counted('"x{0}\\n"\n', f'{_PO_HEAD}msgid "a"\nmsgstr ""\n'),
        Counted('"X-{0}: a\\n"\n', 'msgid ""\nmsgstr ""\n'),
        Counted("# c{0}\n", f"{_PO_HEAD}", 'msgid "a"\nmsgstr "b"\n'),
        Counted("#. c{0}\n", f"{_PO_HEAD}", 'msgid "a"\nmsgstr "b"\n'),
        Counted("#, f{0}\n", f"{_PO_HEAD}", 'msgid "a"\nmsgstr "b"\n'),
        Counted("#: f{0}\n", f"{_PO_HEAD}", 'msgid "a"\nmsgstr "b"\n'),
        Counted("f{0}, ", f"{_PO_HEAD}#, ", '\nmsgid "a"\nmsgstr "b"\n'),
        Counted("# c{0}\n"),
        Counted("# c{0}\n", f'{_PO_HEAD}msgid "a"\nmsgstr "b"\n'),
    ),
    "json": (
        Counted(_RECORD, _UNITS, '"": {}}}'),
        Counted('"a{0}.md#b": {},\n', _UNITS, '"": {}}}'),
        Counted('"a{0}": {},\n', _UNITS, '"": {}}}'),
        Counted('"a.md#b": {"x": {0}},\n', _UNITS, '"": {}}}'),
        Counted('"k{0}": 1,', '{"format": {', '"": 1}, "units": {}}'),
        Counted("{0},", '{"format": [', '1], "units": {}}'),
        Counted(_RECORD.replace("{0}", "b"), _UNITS, '"": {}}}'),
    ),
}


def counted(form: str) -> Iterator[bytes]:
    """The long files of a format."""
    for one in COUNTED[form]:
        yield one.data()
