"""Honest fallback: what an entry says in a language, and in which language it really says it."""

from dataclasses import dataclass

from triptych.model import Entry, Facts, State


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and the language it is in, which need not be the page's."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class LocalizedEntry:
    """An entry as a reader of `language` gets it: own text where there is some, the source's elsewhere.

    `facts` are the source's with what the translation says otherwise. `path` is the file that the name
    and the body come from, below the documents' folder.
    """

    id: str
    language: str
    source_language: str
    state: State
    name: Passage
    description: Passage
    body: Passage
    facts: Facts
    path: str

    @property
    def is_fallback(self) -> bool:
        """Whether the whole page is the source's text."""
        return self.name.language != self.language


def localized(entry: Entry, language: str) -> LocalizedEntry:
    """What `entry` says to a reader of `language`."""
    source = entry.source
    own = entry.versions.get(language)
    version, written_in = (source, entry.source_language) if own is None else (own, language)
    described = version.description is not None
    return LocalizedEntry(
        id=entry.id,
        language=language,
        source_language=entry.source_language,
        state=entry_state(entry, language),
        name=Passage(version.name, written_in),
        description=Passage(
            (version.description if described else source.description) or "",
            written_in if described else entry.source_language,
        ),
        body=_body(entry, language),
        facts=version.facts.over(source.facts),
        path=version.path,
    )


def entry_state(entry: Entry, language: str) -> State:
    """The worst state of the entry's units in `language`."""
    if language == entry.source_language:
        return State.SOURCE
    own = entry.versions.get(language)
    if own is None:
        return State.MISSING
    lacks_description = own.description is None and entry.source.description is not None
    lacks_body = not own.body and bool(entry.source.body)
    return State.MISSING if lacks_description or lacks_body else State.CURRENT


def _body(entry: Entry, language: str) -> Passage:
    own = entry.versions.get(language)
    if own is not None and (own.body or not entry.source.body):
        return Passage(own.body, language)
    return Passage(entry.source.body, entry.source_language)
