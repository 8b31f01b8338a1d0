"""MkDocs' own server over a folder that we keep: what is asked for is printed first, errors stand above each page."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer

from triptych.engine.serving import answering
from triptych.errors import Finding
from triptych.rendering.notice import with_notice

_SETTLED = 0.05  # seconds; most editors write a file at once, and what comes later has the pages made again


class LiveServer(LiveReloadServer):
    """Serves `folder` at the path of `site_url`; what calls `changed` has it call `rebuild`, once for many calls.

    `freshen` is told of each file that is asked for, by its place, before it is read.
    """

    def __init__(
        self,
        folder: Path,
        address: tuple[str, int],
        site_url: str,
        *,
        rebuild: Callable[[], None],
        freshen: Callable[[str], None],
    ) -> None:
        path = urlsplit(site_url).path or "/"
        super().__init__(self._rebuild, *address, root=str(folder), mount_path=path)
        self._folder, self._do_rebuild, self._freshen = folder, rebuild, freshen
        self._notice: tuple[Finding, ...] = ()
        self._texts: Mapping[str, str] = {}
        self._showing = threading.Lock()
        self.build_delay = _SETTLED
        # MkDocs sets its script only into pages of a folder that it watches.
        self._watched_paths[str(folder)] = 1
        self.error_handler = self._not_found
        self.set_app(answering(self._serve, self._changed_page))

    def changed(self) -> None:
        """A source has changed: rebuild as soon as nothing has for a moment."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    @property
    def is_outdated(self) -> bool:
        """Whether a source has changed since the last rebuild began."""
        return self._want_rebuild

    def show(self, findings: tuple[Finding, ...], texts: Mapping[str, str]) -> None:
        """Have the errors `findings` stand above each page, under the text of its language; none: nothing does."""
        self._notice, self._texts = findings, texts

    def reload(self) -> None:
        """Have all browsers load their pages again."""
        with self._showing, self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = self._later()
            self._epoch_cond.notify_all()

    def run(self) -> None:
        """Serve until `KeyboardInterrupt`, which ends it."""
        self.server_bind()
        self.server_activate()
        self.serve_thread.start()
        try:
            self._build_loop()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            super().shutdown()

    def _rebuild(self) -> None:
        with self._showing:
            # Between its own look at the clock and now, browsers may have been told of something later.
            self._wanted_epoch = self._later()
        self._do_rebuild()

    def _later(self) -> int:
        return max(round(time.monotonic() * 1000), int(self._visible_epoch) + 1)

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.mount_path):
            below = path.removeprefix(self.mount_path)
            self._wait()
            if below and not below.endswith("/"):
                self._freshen(below)
                below += "/"  # a page's own address, to which MkDocs leads
            self._freshen(f"{below}index.html")
        answer: Iterable[bytes] = self.serve_request(environ, start_response)
        return answer

    def _wait(self) -> None:
        """Until a rebuild that is going on has seen what is out of date."""
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)

    def _changed_page(self, page: bytes) -> bytes:
        if not self._notice:
            return page
        return with_notice(page.decode("utf-8", "surrogateescape"), self._notice, self._texts).encode(
            "utf-8", "surrogateescape"
        )

    def _not_found(self, code: int) -> bytes | None:
        if code != 404:  # noqa: PLR2004 - as HTTP has it
            return None
        self._freshen("404.html")
        path = self._folder / "404.html"
        return path.read_bytes() if path.is_file() else None
