"""What is of no use but to later builds, done by a process of its own while the build goes on."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from triptych.printing.workers import end_with_parent


@contextmanager
def beside(*works: Callable[[], None]) -> Iterator[None]:
    """Have `works` done while the block runs, each by itself; each is done, or has failed and said so, when it is left.

    They see all that is there when the block begins, and change nothing but files. Where the system lets no process be
    split, they are done before the block.
    """
    if sys.platform != "linux":
        for work in works:
            work()
        yield
        return
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_do, args=(work,)) for work in works]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.join()


def _do(work: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who has begun us says what becomes of the build
    end_with_parent()
    work()
