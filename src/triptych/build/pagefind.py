"""Pagefind as a command, where that can be seen to do what its service does; else as a service."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from triptych.build.memory_folder import memory_folder
from triptych.build.pagefind_command import Command, UnsureError
from triptych.build.pagefind_service import Service, ServiceError, service

_ROOM = 1 << 28  # bytes of memory that are to be free: three thousand pages and their index take 30 MB


class Pagefind:
    """An index that is being made by the `program`; its methods raise `ServiceError`."""

    def __init__(self, program: Path, command: Command | None, opened: ExitStack) -> None:
        self._program, self._command, self._opened = program, command, opened
        self._begun: Service | None = None

    def add(self, place: str, html: str) -> None:
        """Add the page of a place, below the site's root; what is wrong with it may be raised by what follows."""
        if self._command is not None:
            try:
                return self._command.add(place, html)
            except OSError:
                self._give_up(self._command)
        self._service.add(place, html)

    def files(self, until: Callable[[], bool]) -> Mapping[str, bytes] | None:
        """The files of the index of all pages that were added, by their paths in it.

        They are waited for `until` something better is to be done: None then.
        """
        if self._command is not None:
            try:
                return self._command.files(until)
            except UnsureError:
                self._give_up(self._command)
        return self._service.files(until)

    @property
    def _service(self) -> Service:
        if self._begun is None:
            self._begun = self._opened.enter_context(service(self._program))
        return self._begun

    def _give_up(self, command: Command) -> None:
        """Give to the service what waits for the command."""
        self._command = None
        try:
            for place, html in command.pages():
                self._service.add(place, html)
        except OSError as error:
            raise ServiceError(f"what it was to read is gone: {error}") from error


@contextmanager
def pagefind(program: Path) -> Iterator[Pagefind]:
    """Pagefind's `program`, which ends with the block."""
    with memory_folder(_ROOM) as folder, ExitStack() as opened:
        command = None
        if folder is not None:
            with suppress(UnsureError):
                command = Command(program, folder)
        yield Pagefind(program, command, opened)
