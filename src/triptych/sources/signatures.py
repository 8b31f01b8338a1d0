"""How long after a file was written it may be written once more without showing it by its times."""

_FINE = 50_000_000  # nanoseconds: a system that counts them moves its clock on every few milliseconds
_COARSE = 2_000_000_000  # nanoseconds: some disks count the time in steps of two seconds
_MILLISECOND = 1_000_000


def doubtful_for(written: int) -> int:
    """For how many nanoseconds after `written`, the time that the disk says (ns since 1970), it is in doubt."""
    return _FINE if written % _MILLISECOND else _COARSE
