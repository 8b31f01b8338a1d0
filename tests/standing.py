"""Where the translations of a site made of records stand, as if somebody had synced them all, or nobody any."""

from datetime import date

from triptych.model import Site
from triptych.translations.records import Records
from triptych.translations.states import Statuses, statuses
from triptych.translations.syncing import synced

DAY = date(2026, 11, 3)


def never_synced(site: Site) -> Statuses:
    return statuses(site, {code: Records(f"{code}.json", {}) for code in site.settings.language_codes})


def all_synced(site: Site) -> Statuses:
    before = never_synced(site)
    records = {}
    for code, pages in before.pages.items():
        did = synced({}, [(page, None) for page in pages.values()], day=DAY, reviewer=None)
        records[code] = Records(f"{code}.json", did.records)
    return statuses(site, records)
