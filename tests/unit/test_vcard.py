"""An organisation's card: vCard 3.0 (RFC 2426), read back by a library that knows nothing of ours."""

from datetime import date

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from triptych.directory.vcard import has_vcard, vcard
from triptych.model import Address, Facts, Kind
from triptych.translations.fallback import Body, LocalizedEntry, Passage

FULL = Facts(
    alternate_name="FOREM",
    website="https://www.leforem.be/",
    email="info@leforem.be",
    telephone="+3271206111",
    address=Address("Boulevard Tirou 104; bte 2", "6000", "Charleroi", "BE"),
    assured_date=date(2026, 1, 31),
)
URL = "https://essai.example/annuaire/forem/"


def entry(name: str = "Le Forem", description: str = "", facts: Facts | None = None) -> LocalizedEntry:
    passages = Passage(name, "fr"), Passage(description, "fr")
    return LocalizedEntry("forem", "fr", "fr", *passages, Body("", "fr"), facts or Facts(), "fr/directory/forem.md")


def card(of: LocalizedEntry, *categories: str) -> str:
    return vcard(of, site_url="https://essai.example/", url=URL, country="Belgique", categories=categories)


def read(text: str) -> vobject.base.Component:
    found = vobject.readOne(text)
    found.validate(raiseException=True)
    return found


def test_a_card_says_all_that_the_entry_says() -> None:
    found = read(card(entry(description="Il aide, à l’emploi.", facts=FULL), "Emploi, conseil", "Wallonie"))
    assert found.version.value == "3.0"
    assert found.uid.value == "https://essai.example/#entry-forem"
    assert (found.fn.value, found.org.value, found.nickname.value) == ("Le Forem", ["Le Forem"], "FOREM")
    assert found.tel.value == "+3271206111"
    assert found.email.value == "info@leforem.be"
    assert [one.value for one in found.url_list] == ["https://www.leforem.be/", URL]
    assert found.categories.value == ["Emploi, conseil", "Wallonie"]
    assert found.note.value == "Il aide, à l’emploi."
    assert found.rev.value == "2026-01-31"
    where = found.adr.value
    assert (where.street, where.code, where.city, where.country) == (
        "Boulevard Tirou 104; bte 2", "6000", "Charleroi", "Belgique",
    )  # fmt: skip


def test_what_is_not_known_is_not_on_the_card() -> None:
    lines = card(entry()).split("\r\n")
    assert [line.split(":")[0] for line in lines if line] == [
        "BEGIN", "VERSION", "UID", "FN", "N", "ORG", "X-ABShowAs", "URL", "END",
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "has_one"), [(None, True), (Kind.ORGANIZATION, True), (Kind.RESOURCE, False)])
def test_a_resource_is_no_contact(kind: Kind | None, has_one: bool) -> None:
    assert has_vcard(entry(facts=Facts(kind=kind))) is has_one


@pytest.mark.parametrize(
    "text", ["a, b; c: d", "\\n", "deux\nlignes", "x\nEND:VCARD\nBEGIN:VCARD", "é" * 200, "😀" * 60]
)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    found = read(card(entry(name=text, description=text)))
    assert (found.fn.value, found.note.value) == (text, text)


def test_an_address_with_accents_is_written_as_a_uri() -> None:
    found = read(card(entry(facts=Facts(website="https://école.example/é%20?q=à&b=[1]#c"))))
    assert found.url.value == "https://%C3%A9cole.example/%C3%A9%20?q=%C3%A0&b=[1]#c"


@given(name=st.text(min_size=1), description=st.text())
def test_lines_are_short_end_with_crlf_and_hold_one_card_whatever_the_text(name: str, description: str) -> None:
    text = card(entry(name=name, description=description))
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert [line for line in lines if line.startswith((b"BEGIN", b"END"))] == [b"BEGIN:VCARD", b"END:VCARD"]
    assert all(line.decode() for line in lines)
