"""Telling when a source changes: by the system itself, and by looking now and then.

The system tells at once; but of some folders – shared by a network, or with a virtual machine – it tells nothing.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from triptych.sources.signatures import files_below

_UNREAD = frozenset({"opened", "closed_no_write"})  # nothing has changed by that
_LOOKS = 3.0  # seconds from one look to the next


class Watcher:
    """Calls `changed` in a thread of its own, soon after a file in what it watches has changed."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._to_tell = changed
        self._observer: BaseObserver = Observer()
        self._was_told, self._ended = threading.Event(), threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._watched: dict[Path, bool] = {}
        self._lock = threading.Lock()

    def watch(self, roots: Iterable[Path]) -> None:
        """Watch these files and folders too, each with all that is below it."""
        with self._lock:
            for root in (root.resolve() for root in roots):
                if root not in self._watched and root.exists():
                    self._watched[root] = root.is_dir()
                    self._schedule(root)

    def start(self) -> None:
        """Begin."""
        with suppress(OSError):  # the system cannot tell of so many folders: then we look
            self._observer.start()
        self._begun = self._seen()
        self._looking.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._ended.set()
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()
        self._looking.join()

    def _changed(self) -> None:
        self._was_told.set()
        self._to_tell()

    def _look(self) -> None:
        """Tell what the system has not told."""
        before = self._begun
        while not self._ended.wait(_LOOKS):
            was_told = self._was_told.is_set()
            self._was_told.clear()
            now = self._seen()
            if now != before and not was_told:
                self._to_tell()
            before = now

    def _seen(self) -> int:
        """A number that is another one where a file is."""
        with self._lock:
            roots = tuple(self._watched)
        try:
            found = (file for root in roots if root.exists() for file in files_below(root))
            return hash(tuple((path, one.st_size, one.st_mtime_ns) for path, one in found))
        except OSError:  # a file is gone since its folder was read
            return 0

    def _schedule(self, root: Path) -> None:
        # A file is watched in its folder: editors put another one in its place.
        is_folder = self._watched[root]
        handler = _Handler(self._changed, None if is_folder else str(root))
        self._observer.schedule(handler, str(root if is_folder else root.parent), recursive=is_folder)


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None], only: str | None) -> None:
        self._changed, self._only = changed, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell, unless something was only looked at."""
        if event.event_type in _UNREAD or (event.is_directory and event.event_type == "modified"):
            return
        if self._only is None or self._only in (event.src_path, event.dest_path):
            self._changed()
