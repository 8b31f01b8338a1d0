"""Which column of a spreadsheet holds which field: our names, and the usual headings in French, Dutch and English."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from triptych.errors import Finding, Level

_HEADINGS = {
    "id": "id, identifiant, identifier",
    "name": (
        "name, nom, naam, organisation, organization, organisatie, dénomination, intitulé, titre, title, titel,"
        "association, vereniging, nom de l’organisation, nom de l’association, organisation name, organization name,"
        "naam organisatie, naam van de organisatie, naam vereniging"
    ),
    "alternate_name": "alternate name, acronyme, acronym, sigle, abréviation, afkorting, nom court, short name",
    "kind": "kind",
    "description": "description, beschrijving, omschrijving, résumé, présentation, samenvatting, summary",
    "website": (
        "website, web site, site web, site internet, site, web, url, adresse web, adresse du site, webadres, webstek,"
        "webpagina, page web, homepage, internet, lien, link"
    ),
    "email": (
        "email, e-mail, mail, courriel, adresse e-mail, adresse email, adresse mail, adresse électronique, e-mailadres,"
        "emailadres, mailadres, e-mail address, email address"
    ),
    "telephone": (
        "telephone, téléphone, tél, phone, telefoon, telefoonnummer, tel, numéro de téléphone, n° de téléphone,"
        "telephone number, phone number"
    ),
    "street": (
        "street, rue, straat, adresse, address, adres, rue et numéro, straat en nummer, straat en huisnummer,"
        "street address, address 1, adresse postale"
    ),
    "postal_code": "postal code, code postal, cp, postcode, post code, zip, zip code",
    "locality": "locality, localité, commune, ville, gemeente, stad, plaats, woonplaats, city, town, municipality",
    "country": "country, pays, land",
    "categories": (
        "categories, category, catégorie, catégories, categorie, categorieën, rubrique, rubriques, rubriek, rubrieken,"
        "thème, thèmes, thema, thema’s, theme, themes, secteur, secteurs, sector, sectoren, domaine"
    ),
    "languages": "languages, language, langue, langues, taal, talen",
    "part_of": "part of, fait partie de, deel van, onderdeel van, maakt deel uit van, parent organization",
    "same_as": "same as, voir aussi, zie ook, see also",
    "status": "status, statut",
    "assured_date": "assured date, vérifié le, date de vérification, gecontroleerd op, checked on, last checked",
}
FIELDS = tuple(_HEADINGS)
# Columns of our own export that tell of its site, not of the entry.
_DERIVED = frozenset({"state", "source language"})
_OURS = frozenset({"id", "url", "website", "state", "source language"})
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands, and the columns that are none of ours, by their headings."""

    fields: dict[str, int]
    others: dict[str, int]


def folded(text: str) -> str:
    """A text by which people mean the same: without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_WORDS.sub(" ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


def field_of(heading: str) -> str | None:
    """The field that a column of this heading holds."""
    return _fields().get(folded(heading))


@cache
def _fields() -> dict[str, str]:
    return {folded(heading): name for name, headings in _HEADINGS.items() for heading in headings.split(",")}


def read_columns(headings: Sequence[str], shown: str, line: int) -> tuple[Columns, list[Finding]]:
    """Where each field stands in a table; a field's second column is none of ours. No name is an error."""
    names = [folded(heading) for heading in headings]
    ours = set(names) >= _OURS
    left_out = [at for at, name in enumerate(names) if ours and name in _DERIVED | {"url"}]
    fields: dict[str, int] = {}
    others: dict[str, int] = {}
    findings = []
    for at, heading in enumerate(headings):
        name = field_of(heading)
        if at in left_out:
            continue
        if name is not None and name not in fields:
            fields[name] = at
            continue
        if name is not None:
            what = f"the columns '{headings[fields[name]]}' and '{heading}' both hold {name}; the first one is used"
            findings.append(Finding(shown, line, what, "name the second one otherwise", Level.WARNING))
        label = heading or f"column {at + 1}"
        others[label if label not in others else f"{label} ({at + 1})"] = at
    if left_out:
        named = ", ".join(headings[at] for at in left_out)
        what = f"the columns {named} tell of the site that they were exported from, and are left out"
        findings.append(Finding(shown, line, what, "nothing is to be done", Level.WARNING))
    if "name" not in fields:
        what = f"no column holds the names; the headings are: {', '.join(headings)}"
        findings.append(Finding(shown, line, what, "name one of them `name`, `nom` or `naam`"))
    return Columns(fields, others), findings
