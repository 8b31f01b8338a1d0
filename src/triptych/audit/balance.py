"""Which tags are not closed, closed in the wrong order, or close nothing.

The parser mends what it reads and tells only some of it, so a page that may be wrong is read a second time with
its end tags written as start tags: in the tree that this gives, each tag stands in its order and on its line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml import etree

from triptych.audit.document import Fault

# HTML, 13.1.2.4: the end tag of each of these must be written.
_CLOSED = {
    *("a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "button", "canvas"),
    *("cite", "code", "data", "datalist", "del", "details", "dfn", "dialog", "div", "dl", "em", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "i", "ins"),
    *("kbd", "label", "legend", "main", "map", "mark", "menu", "meter", "nav", "object", "ol", "output", "picture"),
    *("pre", "progress", "q", "s", "samp", "search", "section", "select", "slot", "small", "span", "strong", "sub"),
    *("summary", "sup", "table", "template", "time", "u", "ul", "var", "video"),
}
# In these, a tag is text.
_RAW = (b"script", b"style", b"textarea", b"title", b"iframe")
_END = "x-end-"
_MISPLACED_END = "Unexpected end tag : "


def tag_faults(data: bytes, root: etree._Element, complaints: list[tuple[int, str]]) -> Iterator[Fault]:
    """The faults of a page's tags. `complaints` are the lines and words of the parser."""
    if not complaints and not _misses_an_end(data, root):
        return
    yield from _faults(_tags(data))
    for line, message in complaints:
        name = message.removeprefix(_MISPLACED_END)
        if message.startswith(_MISPLACED_END) and not _must_be_closed(name):
            yield Fault("end-tag-stray", line, f"'</{name}>' closes nothing")


def _must_be_closed(name: str) -> bool:
    return name in _CLOSED or "-" in name  # those with a hyphen are the authors' own


def _misses_an_end(data: bytes, root: etree._Element) -> bool:
    """Whether some element stands more often on the page than its end; an end in a script's text counts too."""
    ends = Counter(after.partition(b">")[0] for after in data.split(b"</"))
    counts = Counter(element.tag for element in root.iter(etree.Element))
    return any(_must_be_closed(tag) and ends[tag.encode()] < count for tag, count in counts.items())


def _tags(data: bytes) -> Iterator[tuple[str, int, bool]]:
    """Each tag's name and line, and whether it is an end tag, in the order of the text."""
    shown = data.replace(b"</", b"<" + _END.encode())
    for raw in _RAW:
        for written in (raw, raw.upper()):
            shown = shown.replace(b"<" + _END.encode() + written, b"</" + written)
    root = etree.fromstring(shown, etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True))
    for element in root.iter(etree.Element):
        name = str(element.tag)
        yield name.removeprefix(_END), element.sourceline or 1, name.startswith(_END)


def _faults(tags: Iterator[tuple[str, int, bool]]) -> Iterator[Fault]:
    """What was opened and not closed where it should be; a later end of the same name makes it misnested."""
    open_tags: list[tuple[str, int]] = []
    opened = Counter[str]()
    lost: defaultdict[str, list[int]] = defaultdict(list)  # the lines of what others closed, by name
    for name, line, is_end in tags:
        if not _must_be_closed(name):
            continue
        if not is_end:
            open_tags.append((name, line))
            opened[name] += 1
        elif opened[name]:
            while open_tags[-1][0] != name:
                other, begun = open_tags.pop()
                opened[other] -= 1
                lost[other].append(begun)
            open_tags.pop()
            opened[name] -= 1
        elif lost[name]:
            what = f"'<{name}>' is closed on line {line}, after what it stands in"
            yield Fault("elements-misnested", lost[name].pop(), what)
        else:
            yield Fault("end-tag-stray", line, f"'</{name}>' closes nothing")
    for name, line in (*((name, line) for name, lines in lost.items() for line in lines), *open_tags):
        yield Fault("element-unclosed", line, f"'<{name}>' is never closed")
