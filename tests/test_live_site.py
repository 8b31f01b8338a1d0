"""A site that is being served is, after each edit, the one that a cold build makes."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.changing import ChangingSite
from tests.edits import EDITS
from tests.long import also_long
from tests.sites import files_of
from triptych.commands.live_site import LiveSite, Screen
from triptych.directory.parsing import parse_all
from triptych.directory.remembered import RememberedParsing
from triptych.engine.making import OpenedSite, open_site
from triptych.errors import Finding, InputError, has_errors
from triptych.remembering import Memory

STEPS = 10
ABOUT_BUILDS = ("build one language", "delete half of the cache", "kill a build")


@pytest.fixture
def site(tmp_path: Path) -> ChangingSite:
    return ChangingSite.write(tmp_path / "site")


def live_site(site: ChangingSite) -> LiveSite:
    """The site as `triptych serve` has it, with nothing printed yet."""
    parse, memory = RememberedParsing(parse_all), Memory()

    def read() -> OpenedSite:
        opened = open_site(site.root / "mkdocs.yml", parse, memory)
        if has_errors(opened.sources.findings):
            raise InputError(opened.sources.findings)
        return opened

    live = LiveSite(site.root / "mkdocs.yml", site.root.with_name("served"), read, tell=print)
    live.begin(read(), {})
    return live


def refresh(live: LiveSite) -> list[Finding]:
    """Have what has changed read, and all of it printed; returns the errors that stand above the pages then."""
    shown: list[Finding] = []
    screen = Screen(lambda errors, _: shown.extend(errors), reload=list, is_outdated=bool)
    live.rebuild(screen)
    for place in live.folder.pending():
        live.freshen(place, screen)
    return shown


def cold_files(site: ChangingSite) -> Iterator[tuple[str, bytes]]:
    """Every file of the site but the search's index, as one prints it who knows nothing."""
    opened = open_site(site.root / "mkdocs.yml")
    codes = opened.sources.site.settings.language_codes
    for printer in opened.printers(codes, site.root.with_name("served")).values():
        yield from ((place, source.read_bytes()) for place, source in printer.assets())
        yield from ((place, printer.printed(place).data) for place in printer.places)


@pytest.mark.parametrize("seed", also_long([1], range(2, 6)))
def test_what_is_served_after_random_edits_is_what_a_cold_build_makes(site: ChangingSite, seed: int) -> None:
    live, chance = live_site(site), Random(seed)
    assert not refresh(live)
    names = chance.sample(sorted(EDITS.keys() - set(ABOUT_BUILDS)), STEPS)
    for name in names:
        EDITS[name](site, chance)
        assert not refresh(live), name
        served, cold = files_of(live.folder.path), dict(cold_files(site))
        assert served.keys() == cold.keys(), name
        assert [place for place in cold if served[place] != cold[place]] == [], name


def test_a_mistake_is_told_until_another_file_mends_it(site: ChangingSite) -> None:
    live = live_site(site)
    assert not refresh(live)
    site.set_field(site.entry("alpha"), "part_of", "somebody")
    for number in range(3):  # with another file that is read anew each time
        site.put(site.entry("beta"), f"{site.text(site.entry('beta'))}\nTexte {number}.\n")
        assert ["somebody" in error.what for error in refresh(live)] == [True]
    site.add_entry("somebody", Random(1))
    assert not refresh(live)
    assert files_of(live.folder.path) == dict(cold_files(site))
