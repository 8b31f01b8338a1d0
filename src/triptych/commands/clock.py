"""The time, as commands that write it see it."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present time (UTC), or that of the environment variable SOURCE_DATE_EPOCH.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
