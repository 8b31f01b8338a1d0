"""An organisation as a card for the contacts of a phone or a mail program.

vCard 3.0 (RFC 2426), not 4.0 (RFC 6350): the importer of Android's contacts reads 2.1 and 3.0 alone, and so do others.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from triptych.directory.identifiers import entry_identifier
from triptych.model import Kind
from triptych.translations.fallback import LocalizedEntry

_MAX_OCTETS = 75  # RFC 2426, 2.6: a longer line is folded
_GOES_ON = frozenset(bytes([octet]) for octet in range(0x80, 0xC0))  # with a character that has begun, in UTF-8
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IN_ASCII = re.compile(r"[\w.~:/?#\[\]@!$&'()*+,;=%-]*", re.ASCII)
_OF_URIS = ":/?#[]@!$&'()*+,;=%~"  # RFC 3986, 2; letters and digits go without saying


def has_vcard(entry: LocalizedEntry) -> bool:
    """Whether one can call or write to the entry: a resource is no contact."""
    return entry.facts.kind is not Kind.RESOURCE


def vcard(
    entry: LocalizedEntry, *, site_url: str, url: str, country: str | None, categories: Iterable[str] = ()
) -> str:
    """The card of `entry`, whose page is at `url`; `country` and `categories` are what its language calls them."""
    facts = entry.facts
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{_uri(entry_identifier(site_url, entry.id))}",
        f"FN:{_text(entry.name.text)}",
        "N:;;;;",  # it is no person; but the property must be there
        f"ORG:{_text(entry.name.text)}",
        "X-ABShowAs:COMPANY",  # by which Apple's contacts show the organisation's name, not a person's
    ]
    if facts.alternate_name:
        lines.append(f"NICKNAME:{_text(facts.alternate_name)}")
    if facts.address:
        where = facts.address
        parts = ("", "", where.street, where.locality, "", where.postal_code, country)
        lines.append("ADR;TYPE=WORK:" + ";".join(_text(part or "") for part in parts))
    if facts.telephone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_text(facts.telephone)}")
    if facts.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_text(facts.email)}")
    lines += [f"URL:{_uri(address)}" for address in (facts.website, url) if address]
    labels = [_text(label) for label in categories]
    if labels:
        lines.append("CATEGORIES:" + ",".join(labels))
    if entry.description.text:
        lines.append(f"NOTE:{_text(entry.description.text)}")
    if facts.assured_date:
        lines.append(f"REV:{facts.assured_date.isoformat()}")
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCARD"] for folded in _folded(line))


def _text(value: str) -> str:
    """A value with what means something in a card escaped (RFC 2426, 4)."""
    if not value.isprintable():  # then it may hold a control character
        value = _CONTROL.sub("", value)
    value = value.replace("\\", "\\\\").replace("\n", "\\n")
    return value.replace(",", "\\,").replace(";", "\\;")


def _uri(value: str) -> str:
    """An address in ASCII (RFC 3986, 3.2.2 for a host's name); a line end in it would begin another property."""
    if _IN_ASCII.fullmatch(value):
        return value
    return quote(re.sub(r"\s", "", _CONTROL.sub("", value)), safe=_OF_URIS)


def _folded(line: str) -> Iterator[str]:
    """`line` in pieces of at most 75 octets, none of which parts a character; all but the first begin with a blank."""
    if len(line) <= _MAX_OCTETS and line.isascii():
        yield line
        return
    octets = line.encode()
    begin, blank = 0, ""
    while len(octets) - begin > _MAX_OCTETS - len(blank):
        end = begin + _MAX_OCTETS - len(blank)
        while octets[end : end + 1] in _GOES_ON:
            end -= 1
        yield blank + octets[begin:end].decode()
        begin, blank = end, " "
    yield blank + octets[begin:].decode()
