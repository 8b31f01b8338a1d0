"""Entries and the taxonomy they are ordered by.

Names of fields follow Open Referral HSDS 3.0 where it has one, schema.org otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What an entry is: a body with people in it, or something they made (a method, a guide, a framework)."""

    ORGANIZATION = "organization"
    RESOURCE = "resource"


class Status(StrEnum):
    """Whether what an entry describes still works (HSDS `organization.status`)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country` is ISO 3166-1 alpha-2."""

    street: str | None = None
    postal_code: str | None = None
    locality: str | None = None
    country: str | None = None

    @property
    def town(self) -> str:
        """The postal code and the locality, as far as they are known, as a line of an address."""
        return " ".join(filter(None, (self.postal_code, self.locality)))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same in every language. None: not given here (a translation inherits it)."""

    alternate_name: str | None = None
    website: str | None = None
    archived: str | None = None
    email: str | None = None
    telephone: str | None = None
    address: Address | None = None
    kind: Kind | None = None
    categories: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    part_of: str | None = None
    same_as: tuple[str, ...] | None = None
    status: Status | None = None
    assured_date: date | None = None

    def over(self, source: "Facts") -> "Facts":
        """These facts where they are given, the source's elsewhere."""
        given = {name: value for name in _FACTS if (value := getattr(self, name)) is not None}
        return replace(source, **given) if given else source


_FACTS = tuple(one.name for one in fields(Facts))


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """What one language's file says. `path` is below the documents' folder: `fr/directory/forem.md`.

    A translation may lack its name or description (None): they are then shown in the source language, as such.
    `lines` holds the line of each field, and under `""` that of the body.
    """

    path: str
    name: str | None
    description: str | None
    body: str
    facts: Facts
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def fields(self) -> Mapping[str, str | None]:
        """The fields that are translated, by name."""
        return {"name": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation or resource. `versions` holds the source and the translations, by language."""

    id: str
    source_language: str
    versions: Mapping[str, EntryVersion]

    @property
    def source(self) -> EntryVersion:
        """The version that the others translate."""
        return self.versions[self.source_language]


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the taxonomy. `label` and `text` are msgids; `slugs` are by language code."""

    id: str
    label: str
    text: str
    slugs: Mapping[str, str]
    parent: str | None = None
    icon: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Taxonomy:
    """All categories, parents before children, in the order that their author gave."""

    categories: tuple[Category, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Category]:
        """Each category by its id."""
        return {category.id: category for category in self.categories}

    @cached_property
    def children(self) -> Mapping[str | None, tuple[Category, ...]]:
        """The categories below each id; those at the top are below None."""
        below: dict[str | None, list[Category]] = {None: []}
        for category in self.categories:
            below.setdefault(category.parent, []).append(category)
        return {parent: tuple(children) for parent, children in below.items()}

    def path_to(self, category: Category) -> tuple[Category, ...]:
        """The way from the top down to `category`, itself included."""
        return self._paths[category.id]

    @cached_property
    def _paths(self) -> Mapping[str, tuple[Category, ...]]:
        return {one.id: tuple(reversed(list(self._upwards(one)))) for one in self.categories}

    def _upwards(self, category: Category) -> Iterator[Category]:
        yield category
        while category.parent is not None:
            category = self.by_id[category.parent]
            yield category
