"""The command line: options in, words and exit codes out.

Exit 0: fine; 1: findings; 2: wrong use or unusable input. Findings go to standard output.
"""

import os
import shutil
from pathlib import Path

import click

from triptych import __version__
from triptych.catalogs.labels import LabelMode
from triptych.cli.labels import labels
from triptych.cli.telling import FINDINGS, config_file_option, end, ends_soon, format_option, tell, told
from triptych.cli.translations import diff, status, sync, translate
from triptych.commands.build import PATIENCE, BuildRequest, StrictError
from triptych.commands.build import build as build_site
from triptych.commands.check import check as check_sources
from triptych.commands.check import fix as fix_sources
from triptych.engine.serving import serve as serve_site
from triptych.errors import FindingFormat


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish one directory in several languages, and keep its panels honest with each other."""


@main.command()
@config_file_option
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes.  [default: site]")
@click.option("--language", "languages", multiple=True, help="Build this language only; may be repeated.")
@click.option("--jobs", type=click.IntRange(min=1), help="Languages built at once.  [default: the cores]")
@click.option("--strict", is_flag=True, help="Take warnings for errors; the previous site then stays.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=PATIENCE,
    help="Seconds to wait for another build of the same folder.  [default: 600]",
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
) -> None:
    """Build the site."""
    root = config_file.parent
    if clean:
        shutil.rmtree(root / ".cache" / "triptych", ignore_errors=True)
    jobs = jobs or os.cpu_count() or 1
    request = BuildRequest(config_file, site_dir or root / "site", languages, jobs, strict, patience=wait)
    with told():
        try:
            report = build_site(request, click.echo)
        except StrictError as error:
            tell(error.findings)
            raise SystemExit(FINDINGS) from error
    tell(report.findings)
    names = ", ".join(report.settings.language_names[one.language] for one in report.languages)
    pages = sum(one.pages for one in report.languages)
    click.echo(
        f"Built {report.entries} entries on {pages} pages in {names}: "
        f"{report.files} files in {report.site_dir}, {report.seconds:.1f} s."
    )
    click.echo(f"To look at it:  python3 -m http.server 8000 -d {report.site_dir}  then open http://127.0.0.1:8000/")


@main.command()
@config_file_option
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Where to serve: HOST:PORT.")
@click.option(
    "--show-untranslated",
    "mode",
    flag_value=LabelMode.UNTRANSLATED.value,
    help="Mark and list on each page the labels that miss a translation.",
)
@click.option(
    "--pseudo",
    "mode",
    flag_value=LabelMode.PSEUDO.value,
    help="Accent and stretch every label: what stays plain was never extracted.",
)
def serve(config_file: Path, address: str, mode: str | None) -> None:
    """Serve the site while it is being written; it is built again when a source changes."""
    with told():
        serve_site(config_file, address=address, mode=LabelMode(mode or LabelMode.PUBLISHED))


@main.command()
@config_file_option
@format_option
@click.option("--fix", "mend", is_flag=True, help="First give an id to each section that lacks one.")
def check(config_file: Path, form: str, *, mend: bool) -> None:
    """Check the sources: entries, taxonomy, pages, labels, translations."""
    ends_soon()
    with told(FindingFormat(form)):
        fixed = fix_sources(config_file) if mend else []
        findings = check_sources(config_file)
    if FindingFormat(form) is FindingFormat.TEXT:
        for path in fixed:
            click.echo(f"Wrote {path}")
    end(findings, FindingFormat(form))


for command in (labels, status, diff, translate, sync):
    main.add_command(command)
