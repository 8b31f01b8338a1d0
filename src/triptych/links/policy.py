"""What becomes of a link by how it answers from day to day. No clock, no file, no network here.

A link is gone only where its host says so, or there is no such host, and that on two days: a machine that is kept out
(403, 429) or a site that is down for a day tells nothing about the link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NO_HOST = "no such host"
GONE = frozenset({"404", "410", NO_HOST})
# After so many days without an answer, readers are told so.
DAYS_OF_SILENCE = timedelta(days=7)
_SERVER_ERROR = 500


class LinkState(StrEnum):
    """How a link stands: it answers, it has moved for good, nobody can tell, or it is gone."""

    ANSWERS = "answers"
    REDIRECTED = "redirected"
    UNKNOWN = "unknown"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a link answered once: `fault` is None where it did, else a status or what went wrong in a few words.

    `moved_to` is the address that it has moved to for good.
    """

    fault: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept of a link. `since` is the first day of its present state of failing, moving, or answering again.

    `gone_since` is the first day on which it was seen to be gone since it last answered, `answered` the last day on
    which it is known to have answered.
    """

    state: LinkState
    since: date
    reason: str | None = None
    moved_to: str | None = None
    gone_since: date | None = None
    answered: date | None = None

    @property
    def fails(self) -> bool:
        """Whether it did not answer when it was last asked."""
        return self.state in (LinkState.UNKNOWN, LinkState.GONE)


@dataclass(frozen=True, slots=True)
class Record:
    """How links stood on the day `checked`; what always answered is not among them."""

    checked: date
    links: Mapping[str, Standing]


def recorded(former: Record | None, outcomes: Mapping[str, Outcome], kept: Iterable[str], today: date) -> Record:
    """The record after the links of `outcomes` were asked on `today`.

    Links of `kept` were not asked and stay as they are; all others are forgotten.
    """
    links = dict(former.links) if former else {}
    new = {url: links[url] for url in kept if url in links}
    for url, outcome in outcomes.items():
        standing = _after(links.get(url), outcome, today, former.checked if former else None)
        if standing is not None:
            new[url] = standing
    return Record(today, dict(sorted(new.items())))


def _after(former: Standing | None, outcome: Outcome, today: date, checked: date | None) -> Standing | None:
    if outcome.fault is None:
        return _answering(former, outcome, today)
    if former is not None and former.fails:
        since, gone_since, answered = former.since, former.gone_since, former.answered
    else:
        since, gone_since, answered = today, None, checked if former else None
    if outcome.fault not in GONE:
        return Standing(LinkState.UNKNOWN, since, outcome.fault, None, gone_since, answered)
    gone_since = gone_since or today
    state = LinkState.GONE if gone_since < today else LinkState.UNKNOWN
    return Standing(state, since, outcome.fault, None, gone_since, answered)


def _answering(former: Standing | None, outcome: Outcome, today: date) -> Standing | None:
    if outcome.moved_to is not None:
        is_known = former is not None and former.moved_to == outcome.moved_to
        return former if is_known else Standing(LinkState.REDIRECTED, today, moved_to=outcome.moved_to)
    if former is None:
        return None
    return former if former.state is LinkState.ANSWERS else Standing(LinkState.ANSWERS, today)


def silent(record: Record | None) -> dict[str, date]:
    """Since when readers are to be told that a link does not answer: one that is gone, or long without any answer.

    A host that answers a machine with 403 or 429 may well answer them: of it nothing is told.
    """
    if record is None:
        return {}
    return {url: one.since for url, one in record.links.items() if _is_silent(one, record.checked)}


def _is_silent(one: Standing, checked: date) -> bool:
    if one.state is LinkState.GONE:
        return True
    reason = one.reason or ""
    kept_out = reason.isdecimal() and int(reason) < _SERVER_ERROR and reason not in GONE
    return one.state is LinkState.UNKNOWN and not kept_out and checked - one.since >= DAYS_OF_SILENCE
