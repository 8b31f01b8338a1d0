"""`triptych new`."""

import os
import sys
from pathlib import Path

import click

from triptych.cli.telling import tell, told
from triptych.commands.new import NewSite, check_place
from triptych.commands.new import new as write_site
from triptych.starter.answers import Answers, url_by

_LANGUAGES = "fr,en,nl"
_LICENCE = (
    "Each page says that its texts are under the licence CC BY 4.0: to say something else, change the label "
    "'footer:licence' in locales/*/LC_MESSAGES/labels.po"
)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", help="The name that readers see.  [default: the folder's]")
@click.option("--languages", metavar="CODES", help=f"With commas between them.  [default: {_LANGUAGES}]")
@click.option("--default-language", metavar="CODE", help="The one at the site's root.  [default: the first one]")
@click.option("--repository", metavar="URL", help="Where the site's sources will be.  [default: nowhere]")
@click.option("--url", metavar="URL", help="Where it will be published.  [default: as GitHub Pages does]")
@click.option(
    "--from",
    "spreadsheet",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="A spreadsheet of organisations, in place of the sample entries.",
)
def new(
    path: Path,
    *,
    name: str | None,
    languages: str | None,
    default_language: str | None,
    repository: str | None,
    url: str | None,
    spreadsheet: Path | None,
) -> None:
    """Begin a site in PATH, which must not be there yet; what no option says is asked for at a terminal."""
    with told():
        check_place(path)  # before anything is asked in vain
        # A folder's name as it is typed, links and all, where `.` or `..` is typed too: `Path` knows no such way.
        name = _asked("Name of the site", name, os.path.basename(os.path.abspath(path)))  # noqa: PTH100, PTH119
        codes = _codes(_asked("Languages, with commas between them", languages, _LANGUAGES))
        default = _asked("Default language", default_language, codes[0] if codes else "")
        repository = _asked("Address of its repository (may be empty)", repository, "").rstrip("/")
        url = _asked("Address of the site", url, url_by(repository)).rstrip("/") + "/"
        site = write_site(path, Answers(name, codes, default, url, repository), spreadsheet=spreadsheet)
    tell(site.findings)
    click.echo(_told(site, spreadsheet))


def _asked(question: str, given: str | None, default: str) -> str:
    """What was given; else what is answered at a terminal; else the default."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return default
    return str(click.prompt(question, default=default, show_default=bool(default)))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for part in text.split(",") if (code := part.strip()))


def _told(site: NewSite, spreadsheet: Path | None) -> str:
    missing = [
        f"{count} labels are to be translated in locales/{code.replace('-', '_')}/LC_MESSAGES/labels.po; "
        "until then, `triptych build` shows their source, and `--strict` refuses"
        for code, count in site.untranslated.items()
    ]
    what = "entries" if spreadsheet else "sample entries"
    return "\n".join(
        [
            f"Wrote {site.path}, with {site.entries} {what}",
            *missing,
            _LICENCE,
            f"Go on: cd {site.path} && triptych serve",
        ]
    )
