"""What is fed to readers: real files spoilt, files that a grammar makes, and single pieces repeated beyond reason."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.targets import Target, seeds_of
from triptych.moving.columns import FIELDS
from triptych.sources.text_files import MAX_BYTES

MOST_BYTES = MAX_BYTES  # what is longer is refused unread, but for catalogs and records
_REPEATS = (1, 2, 3, 20, 1_000, 10_000, 100_000)
_MOST_MUTATIONS = 6

# Pieces that mean something to any format; those of one are in `pieces/`, parted by §.
_PIECES = Path(__file__).parent / "pieces"
_COMMON = ("\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ud7ff", "\U0001f600", "e\u0301", "é", "\t", "\r")
_COMMON += ("\r\n", "\n", "\n\n", " ", "    ", "a", "1", "-", "0" * 5000, "A" * 3000, "../", "\\", "'", '"', "%s", "{}")


@cache
def tokens(form: str) -> tuple[str, ...]:
    """The pieces that mean something in a format."""
    names = ("yaml", "markdown") if form == "front_matter" else (form,)
    texts = ((_PIECES / f"{name}.txt").read_text(encoding="utf-8") for name in names)
    return tuple(dict.fromkeys((*(piece for text in texts for piece in text.split("§") if piece), *_COMMON)))


def _strings(form: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(tokens(form)), st.text(max_size=8))


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Inputs of a target, of all kinds."""
    grammar = _GRAMMARS[target.form]()
    texts = [path.read_bytes() for path in seeds_of(target)]
    spoilt = _spoilt(st.sampled_from(texts), target.form)
    made = grammar.map(lambda text: text.encode("utf-8", "surrogatepass"))
    return st.one_of(made, _spoilt(made, target.form), spoilt, spoilt, _soup(target.form), st.binary(max_size=300))


def traps(form: str) -> Iterator[bytes]:
    """Each piece of a format, repeated as often as a file may hold it; after several beginnings."""
    pieces = tokens(form)
    for begin, end in _FRAMES[form]:
        room = MOST_BYTES - len(begin.encode()) - len(end.encode()) - 10
        for piece in pieces:
            yield f"{begin}{_filling(piece, room)}{end}".encode("utf-8", "surrogatepass")


def pair_traps(form: str) -> Iterator[bytes]:
    """Every pair of pieces, repeated; in the first frame alone, since there are thousands."""
    begin, end = _FRAMES[form][0]
    for first in tokens(form):
        for second in tokens(form):
            yield f"{begin}{_filling(first + second, MOST_BYTES // 4)}{end}".encode("utf-8", "surrogatepass")


def _filling(piece: str, room: int) -> str:
    return piece * max(1, room // len(piece.encode("utf-8", "surrogatepass")))


_FRAMES: dict[str, Sequence[tuple[str, str]]] = {
    "yaml": (("", ""), ("a: ", "\nb: 1\n"), ("categories:\n", "\n"), ("terms: [", "]\n"), ("a: [", "x]\n")),
    "front_matter": (("---\nname: A\n---\n", "\nx"), ("---\ntitle: ", "\n---\n"), ("---\n", "\n---\n"), ("", "x")),
    "markdown": (("", ""), ("x\n\n", "x"), ("## ", " {#a}\n"), ("<div>", "</div>"), ("<a", "`>"), ("```\n", "\n```")),
    "po": (("", ""), ('msgid "a"\nmsgstr "', '"\n'), ('msgid ""\nmsgstr ""\n', '\nmsgid "a"\nmsgstr "b"\n')),
    "csv": (("", ""), ("name,tel\n", "\n"), ('name;catégorie\nA;"', '"\n'), ("name,part of,url\nA,", ",x\n")),
    "json": (("", ""), ('{"format": 1, "units": {', '"": {}}}'), ('{"format": ', ', "units": {}}')),
}


# Mutations: each takes the bytes so far, and what Hypothesis draws for it.
_Mutation = Callable[[bytes, int, int, bytes], bytes]


def _lines(data: bytes, at: int, length: int) -> tuple[list[bytes], int, int]:
    lines = data.split(b"\n")
    begin = at % len(lines)
    return lines, begin, min(len(lines), begin + 1 + length % 5)


def _delete_lines(data: bytes, at: int, length: int, _: bytes) -> bytes:
    lines, begin, end = _lines(data, at, length)
    return b"\n".join(lines[:begin] + lines[end:])


def _repeat_lines(data: bytes, at: int, length: int, _: bytes) -> bytes:
    lines, begin, end = _lines(data, at, length)
    most = MOST_BYTES // (sum(map(len, lines[begin:end])) + 1)
    times = min(most, _REPEATS[length % len(_REPEATS)])
    return b"\n".join(lines[:begin] + lines[begin:end] * times + lines[end:])


def _swap_lines(data: bytes, at: int, length: int, _: bytes) -> bytes:
    lines, begin, _end = _lines(data, at, length)
    other = length % len(lines)
    lines[begin], lines[other] = lines[other], lines[begin]
    return b"\n".join(lines)


def _indent_lines(data: bytes, at: int, length: int, _: bytes) -> bytes:
    lines, begin, end = _lines(data, at, length)
    return b"\n".join([*lines[:begin], *(b"  " + line for line in lines[begin:end]), *lines[end:]])


def _delete_bytes(data: bytes, at: int, length: int, _: bytes) -> bytes:
    begin = at % (len(data) + 1)
    return data[:begin] + data[begin + 1 + length % 50 :]


def _insert(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    begin = at % (len(data) + 1)
    times = min(_REPEATS[length % len(_REPEATS)], MOST_BYTES // max(1, len(piece)))
    return data[:begin] + piece * times + data[begin:]


def _overwrite(data: bytes, at: int, length: int, piece: bytes) -> bytes:
    begin = at % (len(data) + 1)
    return data[:begin] + piece + data[begin + len(piece) :]


def _flip(data: bytes, at: int, length: int, _: bytes) -> bytes:
    if not data:
        return data
    begin = at % len(data)
    return data[:begin] + bytes([data[begin] ^ (1 << length % 8)]) + data[begin + 1 :]


def _splice(data: bytes, at: int, length: int, _: bytes) -> bytes:
    """Two parts of the file, the other way round."""
    first, second = sorted((at % (len(data) + 1), length % (len(data) + 1)))
    return data[second:] + data[first:second] + data[:first]


def _encode(data: bytes, at: int, length: int, _: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    made = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16-be"),
        lambda: text.encode("latin-1", "replace"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b"\r"),
        lambda: data.replace(b"\n", b"\xe2\x80\xa8"),
        lambda: data.replace(b"\n", b""),
    )
    return made[length % len(made)]()


_MUTATIONS: tuple[_Mutation, ...] = (
    *(_insert, _insert, _overwrite, _delete_lines, _repeat_lines, _swap_lines, _indent_lines, _delete_bytes, _flip),
    *(_splice, _encode),
)


def _spoilt(seeds: st.SearchStrategy[bytes], form: str) -> st.SearchStrategy[bytes]:
    number = st.integers(0, 2**17)
    piece = _strings(form).map(lambda text: text.encode("utf-8", "surrogatepass"))
    step = st.tuples(st.sampled_from(_MUTATIONS), number, number, piece)
    steps = st.lists(step, min_size=1, max_size=_MOST_MUTATIONS)

    def apply(drawn: tuple[bytes, bytes, int, list[tuple[_Mutation, int, int, bytes]]]) -> bytes:
        data, other, cut, todo = drawn
        if cut:  # the end of another file in the place of this one's
            data = data[: cut % (len(data) + 1)] + other[cut % (len(other) + 1) :]
        for mutate, at, length, text in todo:
            data = mutate(data, at, length, text)[:MOST_BYTES]
        return data

    return st.tuples(seeds, seeds, st.one_of(st.just(0), number), steps).map(apply)


def _soup(form: str) -> st.SearchStrategy[bytes]:
    repeated = st.tuples(_strings(form), st.sampled_from(_REPEATS)).map(
        lambda drawn: drawn[0] * min(drawn[1], MOST_BYTES // (len(drawn[0]) + 1))
    )
    return st.lists(st.one_of(_strings(form), _strings(form), repeated), max_size=20).map(
        lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")[:MOST_BYTES]
    )


def _yaml_grammar() -> st.SearchStrategy[str]:
    """Flow and block collections of pieces, with anchors, aliases, tags and merge keys."""
    scalar = _strings("yaml")
    keys = st.one_of(scalar, st.sampled_from(("name", "title", "categories", "terms", "id", "label", "slugs", "<<")))

    def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.lists(st.tuples(keys, children), max_size=4)
        items = st.lists(children, max_size=4)
        return st.one_of(
            pairs.map(lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found) + "}"),
            items.map(lambda found: "[" + ", ".join(found) + "]"),
            pairs.map(lambda found: "\n".join(f"{key}:\n{_indented(value)}" for key, value in found)),
            items.map(lambda found: "\n".join(f"-\n{_indented(value)}" for value in found)),
            children.map(lambda child: f"&a {child}"),
            children.map(lambda child: f"!!str {child}"),
            st.tuples(st.integers(1, 2_000), children).map(lambda drawn: "[" * drawn[0] + drawn[1] + "]" * drawn[0]),
        )

    node = st.recursive(scalar, nested, max_leaves=12)
    return st.lists(st.tuples(keys, node), max_size=6).map(
        lambda found: "".join(f"{key}: {value}\n" for key, value in found)
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _front_matter_grammar() -> st.SearchStrategy[str]:
    return st.tuples(_yaml_grammar(), _markdown_grammar()).map(lambda found: f"---\n{found[0]}---\n\n{found[1]}")


def _markdown_grammar() -> st.SearchStrategy[str]:
    piece = _strings("markdown")
    line = st.lists(piece, max_size=5).map("".join)
    return st.lists(line, max_size=15).map("\n".join)


def _po_grammar() -> st.SearchStrategy[str]:
    text = st.lists(_strings("po"), max_size=4).map("".join)
    quoted = text.map(lambda one: '"' + one.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
    mark = st.sampled_from(("", "", "", "#~ ", "#| ", "#~| "))
    keyword = st.sampled_from(("msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[0]", "msgstr[1]", ""))
    line = st.tuples(mark, keyword, st.one_of(quoted, quoted, text)).map(lambda found: " ".join(found).strip())
    comment = st.tuples(st.sampled_from(("# ", "#. ", "#: ", "#, ", "#= ", "#")), text).map("".join)
    entry = st.tuples(
        st.lists(comment, max_size=2), mark, st.one_of(st.none(), quoted), quoted, st.one_of(st.none(), quoted), quoted
    ).map(_entry)
    header = st.sampled_from((*(piece for piece in tokens("po") if piece.startswith('"')), ""))
    parts = st.lists(st.one_of(entry, entry, line, comment), max_size=12)
    return st.tuples(header, parts).map(lambda found: f'msgid ""\nmsgstr ""\n{found[0]}\n' + "\n".join(found[1]))


def _entry(drawn: tuple[list[str], str, str | None, str, str | None, str]) -> str:
    comments, mark, context, msgid, plural, text = drawn
    lines = [*comments, *([f"{mark}msgctxt {context}"] if context else []), f"{mark}msgid {msgid}"]
    lines += [f"{mark}msgid_plural {plural}", f"{mark}msgstr[0] {text}"] if plural else [f"{mark}msgstr {text}"]
    return "\n".join([*lines, ""])


def _json_grammar() -> st.SearchStrategy[str]:
    """Records, most of them wrong in one place; and any JSON, nested without end."""
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _strings("json"))
    value = st.recursive(leaf, lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=4), one))
    names = st.sampled_from(("source", "translation", "hash", "date", "reviewer", "text", "seal", "x"))
    right = {"source": "0" * 16, "translation": "0" * 16, "hash": 1, "date": "2026-11-25", "text": "T", "seal": "0" * 8}
    record = st.dictionaries(names, value, max_size=3).map(lambda wrong: {**right, **wrong})
    key = st.one_of(st.sampled_from(("a.md#b", "directory/forem.md#name", "#", "")), _strings("json"))
    units = st.lists(st.tuples(key, st.one_of(record, record, value)), max_size=8)
    top = st.tuples(st.one_of(st.just(1), value), units).map(_records)
    deep = st.tuples(st.integers(1, 100_000), st.sampled_from(("[", '{"a":', '{"units": {"a#b":'))).map(
        lambda drawn: (drawn[1] * drawn[0])[:MOST_BYTES]
    )
    return st.one_of(top, top, value.map(_dumped), deep)


def _csv_grammar() -> st.SearchStrategy[str]:
    """A table of pieces under headings that are known, most of its rows as wide as they are."""
    headings = st.lists(st.one_of(st.sampled_from(FIELDS), _strings("csv")), min_size=1, max_size=8)
    cell = st.one_of(_strings("csv"), _strings("csv").map(lambda text: '"' + text.replace('"', '""') + '"'))
    rows = st.lists(st.lists(cell, max_size=8), max_size=6)
    return st.tuples(headings, rows, st.sampled_from(",;\t")).map(
        lambda drawn: "\n".join(drawn[2].join(row) for row in (["name", *drawn[0]], *drawn[1]))
    )


def _records(drawn: tuple[Any, list[tuple[str, Any]]]) -> str:
    lines = ",\n".join(f"{_dumped(key)}: {_dumped(value)}" for key, value in drawn[1])
    return f'{{"format": {_dumped(drawn[0])}, "units": {{\n{lines}\n}}}}'


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_GRAMMARS: dict[str, Callable[[], st.SearchStrategy[str]]] = {
    "yaml": cache(_yaml_grammar),
    "front_matter": cache(_front_matter_grammar),
    "markdown": cache(_markdown_grammar),
    "po": cache(_po_grammar),
    "json": cache(_json_grammar),
    "csv": cache(_csv_grammar),
}
