"""From the bytes of a built page to a `Document`: a page's HTML is read here, once."""

from lxml import etree

from triptych.audit.balance import tag_faults
from triptych.audit.document import Document, Fault
from triptych.audit.elements import Elements

_CUT_SHORT = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR}


class UnreadableError(Exception):
    """The bytes are no page; the message says why."""


def read_document(data: bytes, path: str) -> Document:
    """The page in a file of the site; raises `UnreadableError` where nothing can be said of it."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"is not UTF-8: byte 0x{data[error.start]:02X} on line {line}") from error
    parser = etree.HTMLParser(encoding="utf-8", default_doctype=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"is no HTML: {error.msg}") from error
    if root is None:
        raise UnreadableError("holds no element")
    if cut := [entry.message.strip() for entry in parser.error_log if entry.type in _CUT_SHORT]:
        raise UnreadableError(f"cannot be read to its end: {cut[0]}")
    complaints = [
        (entry.line, entry.message.strip())
        for entry in parser.error_log
        if entry.type == etree.ErrorTypes.ERR_TAG_NAME_MISMATCH
    ]
    faults = list(tag_faults(data, root, complaints))
    if not root.getroottree().docinfo.doctype.lower().startswith("<!doctype html"):
        faults.append(Fault("doctype-missing", 1, "the page has no '<!doctype html>'"))
    return Elements(root).document(path, faults)
