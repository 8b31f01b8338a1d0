"""What a `directory.json` may hold, for programs: a JSON Schema (https://json-schema.org/draft/2020-12/schema)."""

from collections.abc import Mapping
from typing import Any

from triptych.model import State

SCHEMA_NAME = "directory.schema.json"

_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "description": "A tag of BCP 47."}
# A validator need not mind a `format` (JSON Schema Validation, 7.2.1), so a pattern says what it can of it.
_URL = {"type": "string", "format": "iri", "pattern": r"^https?://[^\u0000-\u0020<>\"\\^`{|}]+$"}
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT = {"type": "string", "minLength": 1}


def directory_schema(site_url: str) -> dict[str, Any]:
    """The schema of every language's `directory.json`; it is published at the root of the site."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site_url + SCHEMA_NAME,
        "title": "A directory in one language",
        **_closed(
            {
                "language": _LANGUAGE,
                "entries": {
                    "description": "In the order of their names, as the language sorts them.",
                    **_list_of("entry"),
                },
                "categories": {"description": "Parents before their children.", **_list_of("category")},
            }
        ),
        "$defs": {"entry": _entry(), "address": _address(), "category": _category()},
    }


def _entry() -> dict[str, Any]:
    return _closed(
        {
            "id": {**_ID, "description": "Permanent, and the same in every language."},
            "name": _TEXT,
            "alternate_name": _or_null({**_TEXT, "description": "An acronym, a short or a former name."}),
            "description": _or_null(_TEXT),
            "url": {**_URL, "description": "The entry’s page in this directory."},
            "website": _or_null({**_URL, "description": "Its own website."}),
            "address": {"anyOf": [{"$ref": "#/$defs/address"}, {"type": "null"}]},
            "categories": {"type": "array", "items": _ID, "uniqueItems": True},
            "state": {
                "enum": [state.value for state in State],
                "description": "How the texts stand to those that they translate: the worst of their states.",
            },
            "source_language": {
                **_LANGUAGE,
                "description": "The language that it was first written in. A tag of BCP 47.",
            },
            "assured_date": _or_null({**_DAY, "description": "When a person last checked the facts."}),
        }
    )


def _address() -> dict[str, Any]:
    country = {"type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2."}
    parts = {name: _or_null(_TEXT) for name in ("street", "postal_code", "locality")}
    return _closed({**parts, "country": _or_null(country)})


def _category() -> dict[str, Any]:
    return _closed(
        {
            "id": _ID,
            "label": _TEXT,
            "url": {**_URL, "description": "The category’s page in this directory."},
            "parent": _or_null({**_ID, "description": "The category right above it."}),
            "count": {
                "type": "integer",
                "minimum": 0,
                "description": "How many different entries stand in it or anywhere below it.",
            },
        }
    )


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of `properties` and no others: keys stand always, null where unknown."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
