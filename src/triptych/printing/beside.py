"""What changes nothing but files, done by a process of its own while a build goes on."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess

from triptych.printing.workers import end_with_parent


@contextmanager
def beside(*works: Callable[[], object]) -> Iterator[None]:
    """Have `works` done while the block runs, each by itself; all are done when it is left without an error.

    They see what is there when the block begins, change nothing but files, and may be done more than once: what fails
    by itself is done here after the block, and raises what it raises. Where the system lets no process be split, they
    are done before the block.
    """
    if sys.platform != "linux":
        for work in works:
            work()
        yield
        return
    processes = [_begun(work) for work in works]
    try:
        yield
    finally:
        for process in processes:
            process.join()
    for work, process in zip(works, processes, strict=True):
        if process.exitcode:
            work()


@contextmanager
def working_aside() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Gives what has works done from then on, each by itself; they have ended when the block is left.

    They change nothing but files, and what fails is not done. Where the system lets no process be split, they are done
    at once.
    """
    processes = []

    def begin(work: Callable[[], object]) -> None:
        if sys.platform != "linux":
            with suppress(Exception):
                work()
            return
        processes.append(_begun(work))

    try:
        yield begin
    finally:
        for process in processes:
            process.join()


def _begun(work: Callable[[], object]) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work,))
    process.start()
    return process


def _do(work: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who has begun us says what becomes of the build
    end_with_parent()
    try:
        work()
    except Exception:  # it is raised where it is tried again
        os._exit(1)
    os._exit(0)  # at once: what it shares with who has split it off is the other's to end
