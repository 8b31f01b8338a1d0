"""What is of no use but to later builds, done by a process of its own while the build goes on."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from triptych.printing.workers import end_with_parent


@contextmanager
def beside(work: Callable[[], None] | None) -> Iterator[None]:
    """Have `work` done while the block runs; it is done, or has failed and said so, when the block is left.

    It sees all that is there when the block begins, and changes nothing but files. Where the system lets no process be
    split, it is done before the block.
    """
    if work is None or sys.platform != "linux":
        if work:
            work()
        yield
        return
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work,))
    process.start()
    try:
        yield
    finally:
        process.join()


def _do(work: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who has begun us says what becomes of the build
    end_with_parent()
    work()
