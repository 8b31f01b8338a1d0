"""The command line: options in, words and exit codes out.

Exit 0: fine; 1: findings; 2: wrong use or unusable input. Findings go to standard output.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from triptych import __version__
from triptych.commands.build import BuildRequest, StrictError
from triptych.commands.build import build as build_site
from triptych.commands.check import check as check_sources
from triptych.engine.serving import serve as serve_site
from triptych.errors import Finding, FindingFormat, InputError, has_errors, written

FINDINGS = 1
UNUSABLE = 2

_config_file = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's settings.",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in FindingFormat]),
    default=FindingFormat.TEXT.value,
    show_default=True,
    help="How findings are written: for people, for programs, as annotations of a pull request.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Publish one directory in several languages, and keep its panels honest with each other."""


@main.command()
@_config_file
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes.  [default: site]")
@click.option("--language", "languages", multiple=True, help="Build this language only; may be repeated.")
@click.option("--jobs", type=click.IntRange(min=1), help="Languages built at once.  [default: the cores]")
@click.option("--strict", is_flag=True, help="Take warnings for errors; the previous site then stays.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept in .cache/triptych.")
def build(
    *,
    config_file: Path,
    site_dir: Path | None,
    languages: tuple[str, ...],
    jobs: int | None,
    strict: bool,
    clean: bool,
) -> None:
    """Build the site."""
    root = config_file.parent
    if clean:
        shutil.rmtree(root / ".cache" / "triptych", ignore_errors=True)
    request = BuildRequest(config_file, site_dir or root / "site", languages, jobs or os.cpu_count() or 1, strict)
    with _told():
        try:
            report = build_site(request, click.echo)
        except StrictError as error:
            _tell(error.findings)
            raise SystemExit(FINDINGS) from error
    _tell(report.findings)
    names = ", ".join(report.settings.language_names[one.language] for one in report.languages)
    pages = sum(one.pages for one in report.languages)
    click.echo(
        f"Built {report.entries} entries on {pages} pages in {names}: "
        f"{report.files} files in {report.site_dir}, {report.seconds:.1f} s."
    )
    click.echo(f"To look at it:  python3 -m http.server 8000 -d {report.site_dir}  then open http://127.0.0.1:8000/")


@main.command()
@_config_file
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Where to serve: HOST:PORT.")
@click.option("--show-untranslated", is_flag=True, help="Put labels that miss a translation in ⟦brackets⟧.")
def serve(config_file: Path, address: str, show_untranslated: bool) -> None:
    """Serve the site while it is being written; it is built again when a source changes."""
    with _told():
        serve_site(config_file, address=address, show_untranslated=show_untranslated)


@main.command()
@_config_file
@_format
def check(config_file: Path, form: str) -> None:
    """Check the sources: entries, taxonomy, pages, labels."""
    with _told(FindingFormat(form)):
        findings = check_sources(config_file)
    _tell(findings, FindingFormat(form))
    if findings:
        raise SystemExit(UNUSABLE if has_errors(findings) else FINDINGS)
    if form == FindingFormat.TEXT:
        click.echo("No findings.")


@contextmanager
def _told(form: FindingFormat = FindingFormat.TEXT) -> Iterator[None]:
    """Print what makes the input unusable, and exit."""
    try:
        yield
    except InputError as error:
        _tell(error.findings, form)
        raise SystemExit(UNUSABLE) from error


def _tell(findings: tuple[Finding, ...], form: FindingFormat = FindingFormat.TEXT) -> None:
    text = written(findings, form)
    if text:
        click.echo(text)
