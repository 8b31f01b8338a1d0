"""A language's pages as plain Markdown: those that people wrote, and those that Triptych makes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, relpath
from typing import Any

from triptych.directory.addresses import LIST, STATUS, category_path, entry_path
from triptych.directory.listing import directory_listing
from triptych.directory.taxonomy import colours
from triptych.model import Address, Category, Facts, Kind, SitePage, State, Status
from triptych.moving.entry_files import yaml_text
from triptych.moving.markdown_links import in_own_tree
from triptych.moving.markdown_text import blocks, link, plain, quoted
from triptych.reading import Sources
from triptych.rendering.panel import Panel
from triptych.rendering.translation import unit_links
from triptych.translations.fallback import LocalizedEntry, localized_prose
from triptych.translations.progress import progress
from triptych.translations.states import PageStatus

HOME = "index.md"
_OURS = frozenset({"slug", "source_language"})


@dataclass(frozen=True)
class MarkdownPages:
    """Writes the pages of one language. `panel` gives its words, `page` each page by its path."""

    panel: Panel
    page: Mapping[str, SitePage]

    @classmethod
    def of(cls, sources: Sources, language: str) -> "MarkdownPages":
        """The pages of `sources`, which hold no errors, in `language`."""
        site, statuses = sources.site, sources.statuses
        panel = Panel(
            site=site,
            language=site.settings.language[language],
            listing=directory_listing(site, statuses, language),
            labels=sources.labels.bound(language),
            colours=colours(site.taxonomy),
            statuses=statuses,
            published=sources.published,
            prose={one.path: localized_prose(one, language, statuses.of(one.path, language)) for one in site.pages},
        )
        return cls(panel, {page.path: page for page in sources.pages})

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each page's path below the folder of documents, and its text."""
        for path in self.panel.prose:
            yield path, self._prose(path)
        for entry in self.panel.listing.entries:
            yield entry_path(entry.id), self._entry(entry)
        for category in self.panel.site.taxonomy.categories:
            yield category_path(category.id), self._category(category)
        yield LIST, self._list()
        yield STATUS, self._status()

    @cached_property
    def _say(self) -> Any:
        return self.panel.labels.pgettext

    def _prose(self, path: str) -> str:
        prose = self.panel.prose[path]
        kept = {name: value for name, value in prose.meta.items() if name not in _OURS}
        described = {"description": prose.description.text} if prose.description else {}
        meta = {**kept, "title": prose.title.text, **described}
        body = self._body(prose.body.markdown, path)
        heading = "" if body.startswith("# ") else f"# {plain(prose.title.text)}"
        return self._written(
            meta, heading, self._notice(path), body, *(self._categories_at_home() if path == HOME else ())
        )

    def _entry(self, entry: LocalizedEntry) -> str:
        path = entry_path(entry.id)
        meta = {"title": entry.name.text, "description": entry.description.text or None}
        facts = [f"- **{plain(name)}** – {value}" for name, value in self._facts(entry, path)]
        day = entry.facts.assured_date
        assured = (
            self._say("entry:assured", "Facts checked on {date}.").format(date=self.panel.day(day))
            if day
            else self._say("entry:unassured", "Nobody has checked these facts yet.")
        )
        return self._written(
            meta,
            f"# {plain(entry.name.text)}",
            self._notice(path),
            self._told(self._badges(entry)),
            plain(entry.description.text),
            self._body(entry.body.markdown, path),
            f"## {plain(self._say('entry:facts', 'At a glance'))}",
            "\n".join(facts),
            plain(assured),
        )

    def _facts(self, entry: LocalizedEntry, path: str) -> Iterator[tuple[str, str]]:
        facts, say = entry.facts, self._say
        if facts.alternate_name:
            yield say("field:alternate_name", "Also known as"), plain(facts.alternate_name)
        if facts.address:
            yield say("field:address", "Address"), plain(", ".join(self._address(facts.address)))
        if facts.website:
            yield say("field:website", "Website"), link(facts.website, facts.website)
        if facts.email:
            yield say("field:email", "Email"), link(facts.email, f"mailto:{facts.email}")
        if facts.telephone:
            yield say("field:telephone", "Telephone"), link(facts.telephone, f"tel:{facts.telephone}")
        if facts.languages:
            names = map(self.panel.language_name, facts.languages)
            yield say("field:languages", "Languages spoken"), plain(", ".join(names))
        yield from self._relations(entry, facts, path)
        if facts.same_as:
            yield say("field:same_as", "Elsewhere"), ", ".join(link(one, one) for one in facts.same_as)

    def _relations(self, entry: LocalizedEntry, facts: Facts, path: str) -> Iterator[tuple[str, str]]:
        by_id = self.panel.listing.by_id
        if facts.categories:
            found = [self.panel.site.taxonomy.by_id[one] for one in facts.categories]
            name = self.panel.labels.npgettext("field:categories", "Category", "Categories", len(found))
            yield name, ", ".join(self._category_link(one, path) for one in found)
        if facts.part_of:
            yield self._say("field:part_of", "Part of"), self._entry_link(by_id[facts.part_of], path)
        if parts := self.panel.site.parts.get(entry.id):
            links = ", ".join(self._entry_link(by_id[part.id], path) for part in parts)
            yield self._say("field:parts", "Includes"), links

    def _address(self, address: Address) -> Iterator[str]:
        if address.street:
            yield address.street
        if place := address.town:
            yield place
        if address.country:
            yield self.panel.country_name(address.country)

    def _category(self, category: Category) -> str:
        path = category_path(category.id)
        label, text = self.panel.category_label(category), self.panel.category_text(category)
        below = self.panel.site.taxonomy.children.get(category.id, ())
        entries = self.panel.listing.by_category[category.id]
        parts = [
            f"# {plain(label)}",
            plain(text),
            plain(self.panel.entry_count(self.panel.listing.counts[category.id])),
        ]
        if below:
            parts.append(f"## {plain(self._say('category-page:subcategories', 'Subcategories'))}")
            parts.append("\n".join(self._category_line(one, path) for one in below))
        if entries:
            heading = (
                self._say("category-page:other-entries", "Also in this category")
                if below
                else self._say("category-page:entries", "Organisations and resources")
            )
            parts += [f"## {plain(heading)}", self._entry_lines(entries, path)]
        elif not below:
            parts.append(plain(self._say("category-page:empty", "Nothing stands in this category yet.")))
        return self._written({"title": label, "description": text or None}, *parts)

    def _categories_at_home(self) -> Iterator[str]:
        count = self.panel.entry_count(len(self.panel.listing.entries))
        yield f"## {plain(self._say('home:categories', 'Browse by field'))}"
        yield link(f"{count} – {self._say('home:list', 'see them all from A to Z')}", LIST)
        yield "\n".join(self._category_tree(None, HOME, ""))

    def _category_tree(self, above: str | None, path: str, indent: str) -> Iterator[str]:
        for category in self.panel.site.taxonomy.children.get(above, ()):
            yield indent + self._category_line(category, path)
            yield from self._category_tree(category.id, path, f"{indent}    ")

    def _list(self) -> str:
        parts = [plain(self.panel.entry_count(len(self.panel.listing.entries)))]
        for letter, entries in self.panel.listing.by_letter():
            parts += [f"## {plain(letter if letter != '#' else '0–9')}", self._entry_lines(entries, LIST)]
        title = self.panel.list_title()
        return self._written({"title": title}, f"# {plain(title)}", *parts)

    def _status(self) -> str:
        title, settings = self.panel.status_title(), self.panel.site.settings
        lines = [
            f"- {plain(language.name)} – {plain(self.panel.percentage(progress(pages).percent))}"
            for language in settings.languages
            if (pages := self.panel.statuses.pages[language.code])
        ]
        return self._written(
            {"title": title}, f"# {plain(title)}", plain(self.panel.status_summary()), "\n".join(lines)
        )

    def _notice(self, path: str) -> str:
        """What readers are told of a page's translation, if there is something to tell."""
        status = self.panel.statuses.of(path, self.panel.language.code)
        if status is None:
            return ""
        source = self.panel.language_name(status.source_language)
        if status.is_untranslated:
            missing = self._say("fallback:missing", "This page does not exist in {language} yet.")
            original = self._say("fallback:source", "You are reading the original text, in {source}.")
            here = self.panel.language_name(self.panel.language.code)
            return quoted(f"**{plain(missing.format(language=here))}** {plain(original.format(source=source))}")
        return self._notice_of_units(status, source)

    def _notice_of_units(self, status: PageStatus, source: str) -> str:
        since = self._say("translation:outdated", "Out of date, because the text in {source} has changed since:")
        missing = self._say("translation:missing", "Not translated yet, and shown in {source}:")
        gone = self._say("translation:orphan", "No longer in the original:")
        told = {State.OUTDATED: since, State.MISSING: missing, State.ORPHAN: gone}
        lists = []
        for state, text in told.items():
            if units := unit_links(status, state, self.panel.labels):
                names = "\n".join(f"- {plain(unit.name)}" for unit in units)
                lists.append(f"{plain(text.format(source=source))}\n\n{names}")
        if not lists:
            return ""
        behind = self._say("translation:behind", "This translation does not quite match its original.")
        return quoted(f"**{plain(behind)}**", *lists)

    def _badges(self, entry: LocalizedEntry) -> Iterator[str]:
        if entry.facts.kind is Kind.RESOURCE:
            yield self._say("kind:resource", "Resource")
        if entry.facts.status is Status.INACTIVE:
            yield self._say("status:inactive", "Not active")
        elif entry.facts.status is Status.DEFUNCT:
            yield self._say("status:defunct", "No longer exists")

    def _language_badges(self, entry: LocalizedEntry) -> Iterator[str]:
        if entry.is_fallback:
            text = self._say("state:source-text", "Text in {language}")
            yield text.format(language=self.panel.language_name(entry.source_language))
        elif entry.state is State.MISSING:
            yield self._say("state:partial", "Partly translated")
        elif entry.state in (State.OUTDATED, State.ORPHAN):
            yield self._say("state:behind", "Translation out of date")

    def _told(self, texts: Iterable[str]) -> str:
        found = ", ".join(texts)
        return f"*{plain(found)}*" if found else ""

    def _entry_lines(self, entries: Iterable[LocalizedEntry], path: str) -> str:
        return "\n".join(f"- {self._entry_line(entry, path)}" for entry in entries)

    def _entry_line(self, entry: LocalizedEntry, path: str) -> str:
        place = entry.facts.address.town if entry.facts.address else ""
        badges = self._told([*self._badges(entry), *self._language_badges(entry)])
        told = (self._entry_link(entry, path), plain(entry.description.text), plain(place), badges)
        return " – ".join(one for one in told if one)

    def _entry_link(self, entry: LocalizedEntry, path: str) -> str:
        return link(entry.name.text, _relative(entry_path(entry.id), path))

    def _category_link(self, category: Category, path: str) -> str:
        return link(self.panel.category_label(category), _relative(category_path(category.id), path))

    def _category_line(self, category: Category, path: str) -> str:
        count = self.panel.entry_count(self.panel.listing.counts[category.id])
        return f"- {self._category_link(category, path)} – {plain(count)}"

    def _body(self, markdown: str, path: str) -> str:
        return in_own_tree(markdown, path, pages=self.page, site_url=self.panel.site.settings.site_url)

    def _written(self, meta: Mapping[str, Any], *parts: str) -> str:
        given = {name: value for name, value in meta.items() if value is not None}
        return f"---\n{yaml_text(given)}---\n\n{blocks(*parts)}"


def _relative(path: str, here: str) -> str:
    return relpath(path, dirname(here) or ".")
