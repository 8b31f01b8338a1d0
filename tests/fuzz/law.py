"""What holds of every reader for every input, and the measuring of it.

The result is a value or findings: no other exception, no more than two seconds of computing, no more than 500 MB; and
each finding names a path, a line that the file has, and a remedy, on one line that any terminal can show.
"""

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from triptych.errors import Finding, InputError

MOST_SECONDS = 2.0
MOST_BYTES = 400_000_000  # beyond what Python and the package take, so that all stay below 500 MB
_PROCESS = Path("/proc/self")
_LONGEST_FINDING = 3_000


class BrokenLawError(AssertionError):
    """A reader did what no reader may do."""


class _TimeUpError(BaseException):
    """Past all `except Exception` on the way."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one input cost: seconds of the processor, and the most bytes that the process held beyond what it had."""

    seconds: float
    peak: int


def measured(
    read: Callable[[bytes], object], data: bytes, *, most_seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES
) -> Measure:
    """Read `data`; raises `BrokenLawError` where the law does not hold."""
    _forget_peak()
    held = _memory("VmRSS")
    begun = time.process_time()
    try:
        with _alarm(most_seconds):
            read(data)
    except InputError as error:
        hold(error.findings)
    except _TimeUpError as error:
        raise BrokenLawError(f"takes more than {most_seconds} s") from error
    seconds, peak = time.process_time() - begun, max(0, _memory("VmHWM") - held)
    if peak > most_bytes:
        raise BrokenLawError(f"takes {peak // 1_000_000} MB")
    return Measure(seconds, peak)


def hold(findings: Iterable[Finding], text: str | None = None) -> None:
    """Assert what holds of each finding; `text` is the file's, where all are of one file."""
    lines = None if text is None else text.count("\n") + 1
    for finding in findings:
        shown = str(finding)
        if not (finding.path and finding.what.strip() and finding.remedy.strip()):
            raise BrokenLawError(f"a finding says too little: {finding!r}")
        if not isinstance(finding.line, int) or finding.line < 1 or (lines is not None and finding.line > lines):
            raise BrokenLawError(f"a finding names line {finding.line} of {lines}: {shown[:200]}")
        if len(shown) > _LONGEST_FINDING:
            raise BrokenLawError(f"a finding is {len(shown)} characters long: {shown[:200]}")
        # Spaces that do not break are good French. In whole strings: there may be 50,000 findings to look through.
        if not shown.replace("\u00a0", "").replace("\u202f", "").isprintable():
            raise BrokenLawError(f"a finding is not one line of text: {shown[:200]!r}")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(signum: int, frame: FrameType | None) -> None:
        raise _TimeUpError

    former = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _forget_peak() -> None:
    # https://docs.kernel.org/filesystems/proc.html: 5 resets the peak of the memory that is held. Linux alone has it.
    if (_PROCESS / "clear_refs").exists():
        (_PROCESS / "clear_refs").write_text("5", encoding="ascii")


def _memory(name: str) -> int:
    if not (_PROCESS / "status").exists():
        return 0
    told = (_PROCESS / "status").read_text(encoding="ascii", errors="replace").partition(f"{name}:")[2].split()
    return int(told[0]) * 1024
