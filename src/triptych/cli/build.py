"""`triptych build`."""

import os
import time
from pathlib import Path

import click

from triptych.build.site_folder import is_left_in_peace
from triptych.build.site_lock import PATIENCE
from triptych.cli import completing
from triptych.cli.telling import config_file_option, tell
from triptych.printing.standing import standing


@click.command()
@config_file_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes.  [default: site]")
@click.option(
    "--language",
    "languages",
    multiple=True,
    shell_complete=completing.languages,
    help="Build a part with this language only; may be repeated.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that print pages.  [default: the cores]")
@click.option("--strict", is_flag=True, help="Take warnings for errors; the previous site then stays.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=PATIENCE,
    help="Seconds to wait for another build of the same folder.  [default: 600]",
)
@click.option(
    "--profile", type=click.Path(path_type=Path), help="Write where the time went, for people, into this file."
)
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept in .cache/triptych.")
def build(
    *,
    config_file: Path,
    site_dir: Path | None,
    languages: tuple[str, ...],
    jobs: int | None,
    strict: bool,
    wait: float,
    clean: bool,
    profile: Path | None,
) -> None:
    """Build the site."""
    started = time.perf_counter()
    root = config_file.parent
    site = site_dir or root / "site"
    cache = config_file.resolve().parent / ".cache" / "triptych"
    # What a killed build has left is for the next one to remove.
    is_to_be_built = clean or profile or not is_left_in_peace(site)
    found = None if is_to_be_built else standing(cache, site, config_file, (languages, strict))
    if found:
        tell(found.findings)
        click.echo(f"Nothing has changed: {found.summary}, {time.perf_counter() - started:.1f} s.")
    else:
        # Only now: what builds takes longer to load than it took to see that nothing is to be built.
        from triptych.cli.building import build_and_tell  # noqa: PLC0415 - loads MkDocs, in vain above
        from triptych.commands.build import BuildRequest  # noqa: PLC0415 - loads MkDocs, in vain above

        jobs = jobs or os.cpu_count() or 1
        request = BuildRequest(config_file, site, languages, jobs, strict, patience=wait, clean=clean)
        build_and_tell(request, profile)
    if languages:
        click.echo("To join it with the other parts:  triptych assemble PART… -d site")
    click.echo(f"To look at it:  python3 -m http.server 8000 -d {site}  then open http://127.0.0.1:8000/")
