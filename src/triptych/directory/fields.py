"""What an entry's front matter may hold (design: "An entry")."""

import re

from triptych.model import Address, Facts, Kind, Status
from triptych.sources.forms import Form

ENTRY_KEYS = (
    "name",
    "alternate_name",
    "kind",
    "description",
    "website",
    "archived",
    "email",
    "telephone",
    "address",
    "categories",
    "languages",
    "part_of",
    "same_as",
    "status",
    "assured_date",
    "source_language",
)
ADDRESS_KEYS = ("street", "postal_code", "locality", "country")

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_facts(form: Form) -> Facts:
    """The facts that an entry's front matter gives; what it does not give stays None."""
    return Facts(
        alternate_name=form.text("alternate_name"),
        website=form.url("website"),
        archived=form.url("archived"),
        email=form.matching("email", _EMAIL, wanted="an address such as info@example.org"),
        telephone=form.matching("telephone", _E164, wanted="the international form without spaces: +3271123456"),
        address=_read_address(form),
        kind=form.one_of("kind", Kind),
        categories=form.ids("categories"),
        languages=form.language_codes("languages"),
        part_of=form.id("part_of"),
        same_as=form.urls("same_as"),
        status=form.one_of("status", Status),
        assured_date=form.date("assured_date"),
    )


def _read_address(form: Form) -> Address | None:
    part = form.part("address")
    if part is None:
        return None
    part.known_keys(ADDRESS_KEYS)
    address = Address(
        street=part.text("street"),
        postal_code=part.text("postal_code"),
        locality=part.text("locality"),
        country=part.matching("country", _COUNTRY, wanted="the country's two letters, such as BE"),
    )
    return None if address == Address() else address
