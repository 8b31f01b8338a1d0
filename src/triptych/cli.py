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
from triptych.catalogs.labels import LabelMode
from triptych.commands.build import BuildRequest, StrictError
from triptych.commands.build import build as build_site
from triptych.commands.check import check as check_sources
from triptych.commands.labels import UpdateReport, catalogs_of, check_labels, format_files
from triptych.commands.labels import update as update_labels
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
    with _told():
        serve_site(config_file, address=address, mode=LabelMode(mode or LabelMode.PUBLISHED))


@main.command()
@_config_file
@_format
def check(config_file: Path, form: str) -> None:
    """Check the sources: entries, taxonomy, pages, labels."""
    with _told(FindingFormat(form)):
        findings = check_sources(config_file)
    _end(findings, FindingFormat(form))


@main.group()
def labels() -> None:
    """Keep the labels: the short texts that PO catalogs translate."""


@labels.command()
@_config_file
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if there is something to write.")
def update(config_file: Path, *, only_check: bool) -> None:
    """Extract every label and merge it into each language's catalog; nothing of a translator's work is lost."""
    with _told():
        report = update_labels(config_file, check=only_check)
    for language, merge in report.merges.items():
        click.echo(
            f"{language}: {len(merge.added)} added, {len(merge.changed)} changed, {len(merge.revived)} revived, "
            f"{len(merge.obsolete)} made obsolete, {len(merge.fuzzy)} fuzzy"
        )
    _tell_changes(report, only_check=only_check)


@labels.command(name="format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_config_file
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if there is something to write.")
def format_(files: tuple[Path, ...], config_file: Path, *, only_check: bool) -> None:
    """Put PO files into canonical form: the named ones, or the site's own."""
    with _told():
        report = format_files(files or catalogs_of(config_file), check=only_check)
    _tell_changes(report, only_check=only_check)


@labels.command(name="check")
@_config_file
@_format
def check_(config_file: Path, form: str) -> None:
    """Check the catalogs: syntax, missing labels, placeholders, markup, punctuation, typography, terms…"""
    with _told(FindingFormat(form)):
        findings = check_labels(config_file)
    _end(findings, FindingFormat(form))


def _tell_changes(report: UpdateReport, *, only_check: bool) -> None:
    """Print which files changed, and what could not be read; exit as that asks for."""
    for path in report.changed:
        click.echo(f"{'Would write' if only_check else 'Wrote'} {path}")
    _tell(tuple(report.findings))
    if report.findings:
        raise SystemExit(UNUSABLE)
    if not report.changed:
        click.echo("Nothing to change.")
    elif only_check:
        raise SystemExit(FINDINGS)


def _end(findings: tuple[Finding, ...], form: FindingFormat) -> None:
    """Print the findings, or that there are none; exit as they ask for."""
    _tell(findings, form)
    if findings:
        raise SystemExit(UNUSABLE if has_errors(findings) else FINDINGS)
    if form is FindingFormat.TEXT:
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
