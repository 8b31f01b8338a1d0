"""The words of the domain as frozen records: settings, entries, categories, pages, states.

Nothing here reads a file, knows MkDocs, or changes after it was made.
"""

from triptych.model.accessibility import AccessibilityCheck
from triptych.model.directory import Address, Category, Entry, EntryVersion, Facts, Kind, Status, Taxonomy
from triptych.model.pages import PageKind, ProsePage, ProseVersion, SitePage
from triptych.model.settings import Language, NavigationItem, Settings
from triptych.model.site import Site
from triptych.model.states import TRANSLATION_STATES, State, rank, worst

__all__ = [
    "TRANSLATION_STATES",
    "AccessibilityCheck",
    "Address",
    "Category",
    "Entry",
    "EntryVersion",
    "Facts",
    "Kind",
    "Language",
    "NavigationItem",
    "PageKind",
    "ProsePage",
    "ProseVersion",
    "Settings",
    "Site",
    "SitePage",
    "State",
    "Status",
    "Taxonomy",
    "rank",
    "worst",
]
