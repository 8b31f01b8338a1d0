"""The time, as what writes it sees it."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present time (UTC), or the one that is `given`."""
    return given() or datetime.now(UTC)


def given() -> datetime | None:
    """The time of the environment variable SOURCE_DATE_EPOCH (UTC), where it is set to one.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else None
