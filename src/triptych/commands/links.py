"""`triptych links`: asks the outside links of the sources whether they answer, and keeps what they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from triptych.engine.building import read
from triptych.errors import Finding, InputError, Level, has_errors, in_order
from triptych.links.gather import Place, is_asked, outside_links
from triptych.links.lychee import Manners, ask
from triptych.links.policy import LinkState, Outcome, Record, Standing, recorded
from triptych.links.record import LINKS, read_record, record_text
from triptych.model import Settings
from triptych.sources.clock import now
from triptych.sources.text_files import not_writable, write_text


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How the outside links stand: `record` is None where none was ever asked; `places` holds every address."""

    settings: Settings
    record: Record | None
    places: Mapping[str, tuple[Place, ...]]
    asked: int

    def in_state(self, state: LinkState) -> dict[str, Standing]:
        """The links of the sources in a state."""
        links = self.record.links if self.record else {}
        return {url: one for url, one in links.items() if one.state is state and url in self.places}

    def findings(self) -> tuple[Finding, ...]:
        """A warning at each place of a link that is gone, has moved or does not answer."""
        links = self.record.links if self.record else {}
        return in_order(
            Finding(path, line, *_said(url, one), Level.WARNING, one.state.value)
            for url, one in links.items()
            if one.state is not LinkState.ANSWERS
            for path, line in self.places.get(url, ())
        )


def _said(url: str, one: Standing) -> tuple[str, str]:
    if one.state is LinkState.REDIRECTED:
        return f"'{url}' has moved for good", f"write {one.moved_to}"
    answered = f"; it last answered on {one.answered}" if one.answered else ""
    if one.state is LinkState.GONE:
        what = f"'{url}' is gone since {one.since} ({one.reason}{answered})"
        return what, "remove the link, or name an archived copy"
    return f"'{url}' gives no usable answer since {one.since} ({one.reason}{answered})", "wait, or look at it yourself"


def links(config_file: Path, *, manners: Manners, today: date | None = None, offline: bool = False) -> LinkReport:
    """Ask each outside link once, and write how it stands into `links.json`; `offline` only reads that.

    Raises `InputError` for sources or a record that cannot be used, and where links could not be asked: the record
    then stays as it is.
    """
    today = today or now().date()
    sources = read(config_file)
    if has_errors(sources.findings):
        raise InputError(sources.findings)
    site, settings = sources.site, sources.site.settings
    path = settings.docs_dir / LINKS
    former, _ = read_record(path, settings)
    found = outside_links(site)
    if offline:
        return LinkReport(settings, former, found, 0)
    if former is not None and former.checked > today:
        what = f"the last check is of {former.checked}, later than today, {today}"
        raise InputError([Finding(settings.shown(path), 2, what, "set the clock right, or mend the date")])
    asked = [url for url in found if is_asked(url, settings.unasked_links, local=manners.local)]
    outcomes = ask(asked, manners)
    _check_online(outcomes)
    record = recorded(former, outcomes, set(asked) - set(outcomes), today)
    try:
        write_text(path, record_text(record))
    except OSError as error:
        raise InputError([not_writable(settings.shown(path), error)]) from error
    return LinkReport(settings, record, found, len(outcomes))


def _check_online(outcomes: Mapping[str, Outcome]) -> None:
    """Raise `InputError` where no host at all answers: that tells of this machine, not of the links."""
    hosts = {urlsplit(url).hostname for url in outcomes}
    if len(hosts) > 1 and not any(one.fault is None or one.fault.isdecimal() for one in outcomes.values()):
        what = f"none of {len(hosts)} hosts gave any answer"
        raise InputError([Finding(LINKS, None, what, "see whether this machine reaches other networks")])
