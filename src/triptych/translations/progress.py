"""How far the translations are: counts, percentages, and which languages are far enough to be published."""

from collections.abc import Mapping
from dataclasses import dataclass

from triptych.model import TRANSLATION_STATES, Settings, State
from triptych.translations.states import PageStatus, Statuses

_ALL = 100.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many units of a language's translations are in each state."""

    units: Mapping[State, int]

    @property
    def share(self) -> float:
        """The percentage of the source's units that have a current translation; all of none is all.

        An orphan has no source, and counts in neither.
        """
        due = sum(count for state, count in self.units.items() if state is not State.ORPHAN)
        return _ALL * self.units[State.CURRENT] / due if due else _ALL

    @property
    def percent(self) -> float:
        """The percentage to one decimal, as it is shown; 100 means all of them."""
        rounded = round(self.share, 1)
        return rounded if self.share == _ALL else min(rounded, 99.9)

    def shares(self) -> list[tuple[State, float, float]]:
        """Each state that units are in with where its part of a bar of 100 begins, and how wide it is."""
        total = sum(self.units.values())
        found, begin = [], 0.0
        for state, count in self.units.items():
            if count:
                width = round(100 * count / total, 2)
                found.append((state, round(begin, 2), width))
                begin += width
        return found


def progress(pages: Mapping[str, PageStatus]) -> Progress:
    """The progress of a language's pages."""
    counts = dict.fromkeys(TRANSLATION_STATES, 0)
    for page in pages.values():
        for unit in page.units:
            counts[unit.state] += 1
    return Progress(counts)


def preview_notes(settings: Settings, statuses: Statuses) -> list[str]:
    """A sentence for each language that is below its gate: built to be looked at, and led to by nothing."""
    published = published_languages(settings, statuses)
    return [
        f"{language.name} is a preview: {progress(statuses.pages[language.code]).percent}% is up to date, "
        f"it is published from {settings.publish_from[language.code]:g}%"
        for language in settings.languages
        if language.code not in published
    ]


def published_languages(settings: Settings, statuses: Statuses) -> tuple[str, ...]:
    """The languages that readers are led to: those that are not below the gate that `publish_from` sets them."""
    return tuple(
        code
        for code in settings.language_codes
        if progress(statuses.pages[code]).share >= settings.publish_from.get(code, 0.0)
    )
