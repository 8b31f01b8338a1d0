"""`triptych serve`: the site in a browser while it is being written."""

import gc
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from triptych.build.search_index import find_pagefind
from triptych.build.site_folder import staging
from triptych.catalogs.labels import LabelMode
from triptych.commands.live_site import LiveSite, Screen
from triptych.commands.printing import Means, print_site
from triptych.directory.kept_parsing import KeptParsing
from triptych.directory.remembered import RememberedParsing
from triptych.engine.live_server import LiveServer
from triptych.engine.making import OpenedSite, open_site
from triptych.engine.serving import check_address, telling_of_requests
from triptych.engine.serving import serve as serve_by_mkdocs
from triptych.engine.session import LABEL_MODE
from triptych.engine.watching import Watcher
from triptych.errors import InputError, has_errors
from triptych.printing.indexing import indexing
from triptych.printing.profile import Profile
from triptych.printing.progress import Progress
from triptych.printing.stamp import toolkit_stamp
from triptych.printing.store import KeptLanguage, Store, opened
from triptych.remembering import Memory
from triptych.translations.progress import preview_notes

Tell = Callable[[str], None]


def serve(config_file: Path, *, address: str, mode: LabelMode, jobs: int, tell: Tell) -> None:
    """Build the site, serve it on `address` (`host:port`), and show in it what is changed in its sources.

    `jobs` is how many processes may build it at the start; `tell` is told what happens, a line at a time. Returns when
    the user interrupts it. Raises `InputError` for settings and sources that are unusable at the start; what is wrong
    later stands above the last good pages.
    """
    host_and_port = check_address(config_file, address)
    os.environ[LABEL_MODE] = mode
    find_pagefind()
    cache, stamp = config_file.resolve().parent / ".cache" / "triptych", toolkit_stamp()
    parse, memory = RememberedParsing(KeptParsing(cache / "sources", stamp, jobs)), Memory()

    def read() -> OpenedSite:
        site = open_site(config_file, parse, memory)
        if has_errors(site.sources.findings):
            raise InputError(site.sources.findings)
        return site

    site = read()
    if site.foreign_parts:
        tell(f"MkDocs builds every page at every change, because of: {', '.join(site.foreign_parts)}")
        serve_by_mkdocs(config_file, address=address, mode=mode)
        return
    # However it is ended, its folder goes. Each port has one of its own: two may be served at once. It lies beside what
    # builds keep, which one with --clean would remove.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with staging(cache.with_name(f"triptych-serve-{host_and_port[1]}")) as place:
        try:
            live = LiveSite(config_file, place / "site", read, tell)
            with opened(cache, stamp) as store:
                _build(site, live, store, jobs, tell)
            _serve(live, host_and_port, tell)
        except KeyboardInterrupt:
            return


def _build(site: OpenedSite, live: LiveSite, store: Store | None, jobs: int, tell: Tell) -> None:
    """The whole site as `triptych build` prints it, in the folder that is served."""
    started = time.perf_counter()
    for note in preview_notes(site.sources.site.settings, site.sources.statuses):
        tell(note)
    codes = site.sources.site.settings.language_codes
    with indexing(live.folder.path, store) as indexer:
        means = Means(jobs, indexer, store, Progress(tell), Profile(), keep=lambda save: save())
        built = tuple(print_site(site, codes, live.folder.path, means))
    live.begin(site, {code: store.load(code) if store else KeptLanguage() for code in codes})
    live.tell_new([*site.sources.findings, *(finding for one in built for finding in one.findings)])
    tell(f"{sum(one.pages for one in built)} pages stand after {time.perf_counter() - started:.1f} s")


def _serve(live: LiveSite, address: tuple[str, int], tell: Tell) -> None:
    server = LiveServer(
        live.folder.path,
        address,
        live.site_url,
        rebuild=lambda: live.rebuild(screen),
        freshen=lambda p: live.freshen(p, screen),
    )
    watcher = Watcher(server.changed)
    screen = Screen(server.show, server.reload, lambda: server.is_outdated)
    watcher.watch(live.roots)
    watcher.start()
    # What holds a large site is looked through for garbage while nobody waits for it.
    gc.disable()
    tell(f"Serving on {server.url}; Ctrl+C ends it")
    server.changed()  # what has changed while the site was built; and the first edit then finds all read
    try:
        with telling_of_requests(), live.finishing(screen):
            server.run()
    finally:
        watcher.stop()
        gc.enable()
        gc.unfreeze()
